// The futures, computed beside the page: the newest question cancels the one before.

let live = null, latest = 0;
const pause = () => new Promise(resolve => { const { port1, port2 } = new MessageChannel(); port1.onmessage = resolve; port2.postMessage(0); });

onmessage = async ({ data: { id, page, state, outputs, count } }) => {
  if (page) live = new Live(page, kernel);
  if (!state) return;
  latest = id;
  let shown = performance.now();
  for (const { done, columns } of live.futures(state, outputs, count)) {
    if (performance.now() - shown > 150 || done === count) {
      postMessage({ id, done, columns });
      shown = performance.now();
    }
    await pause();
    if (latest !== id) return;
  }
};
