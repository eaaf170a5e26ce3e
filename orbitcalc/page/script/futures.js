// What the page shows of many futures: ranges, distributions, shares. Small, so that a worker can send it.

/** Futures of a state, those after which the page first shows them, and those by which it shows them again. */
const FUTURES = 100000, FIRST_FUTURES = 2048, SHOWN_AT = [FIRST_FUTURES, 10240, 32768];

/** Bars of a distribution. */
const BARS = 48;

/** The 5, 50 and 95 % points of sorted values, those without a number above all others; and the share of the latter. */
function summaryOf(known, count) {
  const at = share => {
    const place = share * (count - 1), i = Math.floor(place), next = known[Math.min(i + 1, known.length - 1)];
    return place > known.length - 1 ? NaN : known[i] + (place - i) * (next - known[i] || 0);
  };
  return { low: at(0.05), median: at(0.5), high: at(0.95), without: 1 - known.length / count };
}

/** Counts of sorted values in even bins, in logarithms over a large range; what lies beyond the outer ones is in the last. */
function binsOf(known) {
  const finite = known.filter(isFinite);
  if (!finite.length) return null;
  const low = finite[Math.floor(0.005 * (finite.length - 1))], high = finite[Math.ceil(0.985 * (finite.length - 1))];
  const logs = low > 0 && high / low > 8, f = logs ? Math.log : x => x;
  const first = f(low), width = (f(high) - first) / BARS || 1, counts = new Array(BARS).fill(0);
  for (const value of finite) counts[Math.min(BARS - 1, Math.max(0, Math.floor((f(value) - first) / width)))]++;
  return { counts, first, width, logs };
}

/** Where a value lies among bins, from 0 to 1, and the value there. */
const binShare = ({ first, width, logs }, value) => ((logs ? Math.log(value) : value) - first) / (width * BARS);
const binValue = ({ first, width, logs }, share) => { const x = first + share * width * BARS; return logs ? Math.exp(x) : x; };

/** Columns of futures in short: for each output its range and its bins, and the shares of the verdicts. */
function digest(page, columns) {
  const { feasible, ratio } = page.judgement, share = (name, holds) => columns[name].reduce((sum, value) => sum + (holds(value) ? 1 : 0), 0) / columns[name].length;
  const outputs = Object.fromEntries(Object.entries(columns).map(([name, values]) => {
    const known = values.filter(value => !isNaN(value)).sort();
    return [name, { ...summaryOf(known, values.length), bins: binsOf(known) }];
  }));
  return { count: columns[ratio].length, outputs, feasible: share(feasible, x => x >= 0.5), cheaper: share(ratio, x => x < 1) };
}

/** Everything that takes longer than a drag: some futures, what to try next, the bridge, then all futures; in slices. */
function* answers(live, { state, outputs, output, count }) {
  const { page } = live, futures = live.futures(state, outputs, count);
  const until = function* (end) {
    for (let step = futures.next(); !step.done; step = futures.next()) {
      const { done, columns } = step.value;
      yield SHOWN_AT.includes(done) || done === count ? { futures: digest(page, columns) } : null;
      if (done >= end) return;
    }
  };
  yield* until(state.against ? SHOWN_AT[1] : FIRST_FUTURES);
  yield { advice: yield* paused(adviceOn(live, state)) };
  if (state.against) yield { bridge: yield* paused(bridgeOf(live, state.against, state, output)), of: output };
  yield* until(count);
}

/** The pauses of a calculation, as slices without an answer, and its result. */
function* paused(calculation) {
  for (;;) {
    const { value, done } = calculation.next();
    if (done) return value;
    yield null;
  }
}
