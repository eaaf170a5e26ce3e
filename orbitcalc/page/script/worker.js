// One of the workers beside the page: a newer question replaces the one before at its next pause.

let live = null, current = null, before = null, running = false;
const pause = () => new Promise(resolve => { const { port1, port2 } = new MessageChannel(); port1.onmessage = resolve; port2.postMessage(0); });

async function work() {
  if (running) return;
  running = true;
  while (before || current) {
    const job = before || current, end = performance.now() + 8;
    let done = false;
    try {
      while (!done && performance.now() < end) {
        const step = job.parts.next();
        if (step.value) postMessage({ id: job.id, ...step.value });
        done = step.done;
      }
    } catch (error) {
      postMessage({ id: job.id, wrong: error.message });
      done = true;
    }
    if (done && job === before) before = null;
    else if (done) current = null;
    await pause();
  }
  running = false;
}

onmessage = ({ data }) => {
  if (data.page) { live = new Live(data.page, kernel); return; }
  before = data.prepare ? { parts: prepared(live, data) } : null;
  if (!data.prepare) current = { id: data.id, parts: answers(live, data) };
  work();
};
