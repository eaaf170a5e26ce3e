// What the page shows of many futures: ranges, distributions, shares; from sorted columns.

/** Bars of a distribution. */
const BARS = 48;

/** The place in sorted numbers behind all those below `x`. */
function placeOf(sorted, x) {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < x) low = middle + 1; else high = middle;
  }
  return low;
}

/** Sorted numbers without those at their end that are none. */
function known(sorted) {
  let end = sorted.length;
  while (end && isNaN(sorted[end - 1])) end--;
  return sorted.subarray(0, end);
}

/** Two sorted columns as one. */
function merged(a, b) {
  const all = new Float64Array(a.length + b.length);
  for (let i = 0, j = 0; i + j < all.length;) all[i + j] = j >= b.length || a[i] <= b[j] ? a[i++] : b[j++];
  return all;
}

/** The 5, 50 and 95 % points of sorted values, those without a number above all others; and the share of the latter. */
function summaryOf(values, count) {
  const at = share => {
    const place = share * (count - 1), i = Math.floor(place), next = values[Math.min(i + 1, values.length - 1)];
    return place > values.length - 1 ? NaN : values[i] + (place - i) * (next - values[i] || 0);
  };
  return { low: at(0.05), median: at(0.5), high: at(0.95), without: 1 - values.length / count, values };
}

/** Counts of sorted values in even bins, in logarithms over a large range; what lies beyond the outer ones is in the last. */
function binsOf(values) {
  const finite = values.subarray(placeOf(values, -Number.MAX_VALUE), placeOf(values, Infinity));
  if (!finite.length) return null;
  const low = finite[Math.floor(0.005 * (finite.length - 1))], high = finite[Math.ceil(0.985 * (finite.length - 1))];
  const logs = low > 0 && high / low > 8, f = logs ? Math.log : x => x;
  const first = f(low), width = (f(high) - first) / BARS || 1, bins = { first, width, logs };
  const ends = Array.from({ length: BARS + 1 }, (_, i) => i === 0 ? 0 : i === BARS ? finite.length : placeOf(finite, binValue(bins, i / BARS)));
  return { ...bins, counts: ends.slice(1).map((end, i) => end - ends[i]) };
}

/** Where a value lies among bins, from 0 to 1, and the value there. */
const binShare = ({ first, width, logs }, value) => ((logs ? Math.log(value) : value) - first) / (width * BARS);
const binValue = ({ first, width, logs }, share) => { const x = first + share * width * BARS; return logs ? Math.exp(x) : x; };

/** Futures in short, from the sorted columns of all workers: for each output its range, and the shares of the verdicts. */
function digest(page, parts) {
  const { feasible, ratio } = page.judgement, count = parts.reduce((sum, part) => sum + part.count, 0);
  const columns = Object.fromEntries(Object.keys(parts[0].columns).map(name => [name, parts.map(part => part.columns[name]).reduce(merged)]));
  const outputs = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, summaryOf(values, count)]));
  return { count, outputs, feasible: feasible in columns ? (columns[feasible].length - placeOf(columns[feasible], 0.5)) / count : NaN, cheaper: ratio in columns ? placeOf(columns[ratio], 1) / count : NaN };
}
