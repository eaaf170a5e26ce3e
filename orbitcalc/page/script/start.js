// From the text of the page to the running model.

/** The bytes of a text in base 64 that was compressed. */
async function unpacked(id) {
  const bytes = Uint8Array.from(atob(byId(id).textContent.trim()), letter => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

async function start() {
  const page = completed(JSON.parse(await unpacked("data"))), code = await unpacked("model");
  const kernel = new Function("data", code), live = new Live(page, kernel);
  document.documentElement.classList.add("live");
  const explorer = window.orbitcalc = new Explorer(page, live, new Team(page, code, byId("pure").textContent + byId("worker").textContent));
  byId("reset").onclick = () => explorer.go({ scenario: explorer.state.scenario, values: {} });
  byId("copy").onclick = () => copy(explorer.link());
  byId("copy-command").onclick = () => copy(byId("command").textContent);
  setTimeout(() => {
    const wrong = live.check();
    show("check", wrong ? `This browser computes otherwise than Python: ${wrong}. Do not use its numbers.`
      : `The model in this page gives the numbers of orbitcalc ${page.version} in Python, checked on opening.`);
    byId("check").className = wrong ? "wrong" : "right";
    explorer.refresh();
  }, 600);
}

async function copy(text) {
  try { await navigator.clipboard.writeText(text); show("copied", "copied"); } catch { show("copied", text); }
}

start().catch(error => show("check", `The live model cannot run in this browser (${error.message}); the figures above are static.`));
