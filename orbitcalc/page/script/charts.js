// Charts: the curve behind a slider, the distribution of a figure.

/** A curve through points as a path in a box of 100 by 100, broken where there is no number. */
function curvePaths(values) {
  const known = values.filter(value => isFinite(value));
  if (!known.length) return { path: "", height: () => NaN };
  const low = Math.min(...known), high = Math.max(...known);
  const height = value => high - low <= 1e-9 * Math.abs(high) ? 50 : 94 - 88 * (value - low) / (high - low);
  let text = "", open = false;
  values.forEach((value, i) => {
    if (!isFinite(value)) { open = false; return; }
    text += `${open ? "L" : "M"}${(100 * i / (values.length - 1)).toFixed(2)} ${height(value).toFixed(2)}`;
    open = true;
  });
  return { path: text, height };
}

/** The curve of an output over an input, with the present point. */
function curveChart(values, share, present) {
  const { path, height } = curvePaths(Array.from(values));
  const line = path ? draw("path", { d: path, class: "curve", "vector-effect": "non-scaling-stroke" }) : null;
  const mark = isFinite(present) && path
    ? draw("line", { x1: 100 * share, x2: 100 * share, y1: height(present), y2: 100, class: "stem", "vector-effect": "non-scaling-stroke" })
    : null;
  return draw("svg", { class: "behind", viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" }, line, mark);
}

/** The distribution of a figure over futures, with this plan's value and another's, in words for those who do not see it. */
function histogram(page, name, summary, present, other) {
  const all = binsOf(summary.values);
  if (!all) return el("p", { class: "note" }, "No future has a value.");
  if (summary.low === summary.high || binValue(all, 1) - binValue(all, 0) <= 1e-6 * Math.abs(all.width * BARS + binValue(all, 0)))
    return el("p", { class: "note" }, `${amount(page, name, summary.median)} in every future: nothing that is uncertain here moves it.`);
  const top = Math.max(...all.counts), W = 640, H = 130, step = W / all.counts.length;
  const bars = all.counts.map((n, i) => draw("rect", { x: (i * step + 0.5).toFixed(1), width: (step - 1).toFixed(1),
    y: (H - n / top * (H - 6)).toFixed(1), height: (n / top * (H - 6)).toFixed(1), class: "bar" }));
  const mark = (value, kind) => {
    const x = W * Math.min(1, Math.max(0, binShare(all, value)));
    return isFinite(value) ? draw("line", { x1: x, x2: x, y1: 0, y2: H, class: kind, "vector-effect": "non-scaling-stroke" }) : null;
  };
  const words = `Distribution: ${rangeText(page, name, summary)} in 90 % of futures.`;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map(at => el("span", {}, amount(page, name, binValue(all, at), "", 2) + (at === 1 ? " or more" : at === 0 ? " or less" : "")));
  return [draw("svg", { viewBox: `0 0 ${W} ${H}`, preserveAspectRatio: "none", role: "img", "aria-label": words, class: "wide histogram" }, bars,
    draw("line", { x1: 0, x2: W, y1: H, y2: H, class: "axis", "vector-effect": "non-scaling-stroke" }), mark(present, "mark"), mark(other, "mark other")),
  el("div", { class: "ticks", "aria-hidden": "true" }, ticks)];
}
