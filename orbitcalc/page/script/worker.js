// What takes longer than a drag, computed beside the page: a new question replaces the one before, which may still show its first futures.

let live = null, latest = 0, question = null, running = false;
const pause = () => new Promise(resolve => { const { port1, port2 } = new MessageChannel(); port1.onmessage = resolve; port2.postMessage(0); });

/** Answers a question slice by slice; once something of it is shown, a newer question comes first. */
async function answer({ id, ...asked }) {
  let shown = false, slice = performance.now();
  for (const part of answers(live, asked)) {
    if (part) { postMessage({ id, ...part }); shown = true; }
    if (performance.now() - slice < 12) continue;
    await pause();
    slice = performance.now();
    if (shown && latest !== id) return;
  }
}

onmessage = async ({ data }) => {
  if (data.page) { live = new Live(data.page, kernel); return; }
  latest = data.id;
  question = data;
  if (running) return;
  running = true;
  while (question) {
    const asked = question;
    question = null;
    await answer(asked);
  }
  running = false;
};
