// Drawings: the curve behind a slider, the distribution of a figure, a satellite to scale.

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

/** Bins of values: edges even, in logarithms over a large range; what lies beyond the outer ones is in the last. */
const bins = once(values => {
  const known = values.filter(isFinite).sort(), count = 48;
  if (!known.length) return null;
  const low = known[Math.floor(0.005 * (known.length - 1))], high = known[Math.ceil(0.985 * (known.length - 1))];
  const logs = low > 0 && high / low > 8, f = logs ? Math.log : x => x, back = logs ? Math.exp : x => x;
  const first = f(low), width = (f(high) - first) / count || 1, counts = new Array(count).fill(0);
  for (const value of known) counts[Math.min(count - 1, Math.max(0, Math.floor((f(value) - first) / width)))]++;
  return { counts, share: value => (f(value) - first) / (width * count), value: at => back(first + at * width * count) };
});

/** The distribution of a figure over futures, with this plan's value and another's, in words for those who do not see it. */
function histogram(page, name, values, present, other) {
  const all = bins(values);
  if (!all) return el("p", { class: "note" }, "No future has a value.");
  const top = Math.max(...all.counts), W = 640, H = 130, step = W / all.counts.length;
  const bars = all.counts.map((n, i) => draw("rect", { x: (i * step + 0.5).toFixed(1), width: (step - 1).toFixed(1),
    y: (H - n / top * (H - 6)).toFixed(1), height: (n / top * (H - 6)).toFixed(1), class: "bar" }));
  const mark = (value, kind) => {
    const x = W * Math.min(1, Math.max(0, all.share(value)));
    return isFinite(value) ? draw("line", { x1: x, x2: x, y1: 0, y2: H, class: kind }) : null;
  };
  const words = `Distribution: ${rangeText(page, name, summary(values))} in 90 % of futures.`;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map(at => el("span", {}, amount(page, name, all.value(at), "", 2) + (at === 1 ? " or more" : "")));
  return [draw("svg", { viewBox: `0 0 ${W} ${H}`, preserveAspectRatio: "none", role: "img", "aria-label": words, class: "wide histogram" }, bars,
    draw("line", { x1: 0, x2: W, y1: H, y2: H, class: "axis" }), mark(present, "mark"), mark(other, "mark other")),
  el("div", { class: "ticks", "aria-hidden": "true" }, ticks)];
}

const PITCH = [105, 68], STATION = [109, 73];

/** Rectangles of a satellite in metres about its body: two wings of array, the radiator across them. */
function satelliteShape(array, radiator, body) {
  const side = Math.max(Math.cbrt(body) || 1, 1), wing = Math.sqrt(array / 2 / 4), panel = Math.sqrt(radiator / 2 / 2.5);
  const parts = [];
  if (array > 0) for (const sign of [-1, 1]) parts.push(["array", sign < 0 ? -side / 2 - 4 * wing : side / 2, -wing / 2, 4 * wing, wing]);
  if (radiator > 0) for (const sign of [-1, 1]) parts.push(["radiator", -panel / 2, sign < 0 ? -side / 2 - 2.5 * panel : side / 2, panel, 2.5 * panel]);
  parts.push(["body", -side / 2, -side / 2, side, side]);
  return { parts, width: side + (array > 0 ? 8 * wing : 0), height: side + (radiator > 0 ? 5 * panel : 0) };
}

/** One satellite beside a football pitch and the International Space Station, all to one scale, with a legend. */
function satellitePicture(array, radiator, body) {
  const shape = satelliteShape(array || 0, radiator || 0, body || 1), gap = 12;
  const height = Math.max(shape.height, STATION[1], PITCH[1]), middle = height / 2;
  const pitchAt = shape.width + gap, stationAt = pitchAt + PITCH[0] + gap, width = stationAt + STATION[0];
  const rect = ([kind, x, y, w, h]) => draw("rect", { class: kind, x: x + shape.width / 2, y: y + middle, width: w, height: h });
  const words = `One satellite, ${Math.round(shape.width)} m across`;
  const beside = "beside a football pitch of 105 by 68 m and the International Space Station, 109 m wide, to one scale";
  return [draw("svg", { viewBox: `-1 -1 ${width + 2} ${height + 2}`, role: "img", "aria-label": `${words}, ${beside}.`, class: "wide picture" },
    shape.parts.map(rect), pitch(pitchAt, middle - PITCH[1] / 2), station(stationAt, middle)),
  el("figcaption", { class: "note" }, `${words}: `, array > 0 ? [key("array"), `solar array ${rounded(array)} m², `] : "",
    key("radiator"), `radiator ${rounded(radiator)} m², `, key("body"), `body; ${beside}. The shapes of wings and panels are a sketch, their areas those of the model.`)];
}

const key = kind => draw("svg", { class: "key", viewBox: "0 0 10 10", "aria-hidden": "true" }, draw("rect", { class: kind, width: 10, height: 10 }));

function pitch(x, y) {
  const [w, h] = PITCH, box = (bx, by, bw, bh) => draw("rect", { class: "outline", x: x + bx, y: y + by, width: bw, height: bh });
  return draw("g", {}, box(0, 0, w, h), draw("line", { class: "outline", x1: x + w / 2, x2: x + w / 2, y1: y, y2: y + h }),
    draw("circle", { class: "outline", cx: x + w / 2, cy: y + h / 2, r: 9.15 }), box(0, 13.84, 16.5, 40.32), box(w - 16.5, 13.84, 16.5, 40.32));
}

function station(x, middle) {
  const truss = draw("rect", { class: "ghost", x, y: middle - 1.5, width: STATION[0], height: 3 });
  const wings = [0, 14, 83, 97].flatMap(at => [-1, 1].map(sign =>
    draw("rect", { class: "ghost", x: x + at, y: sign < 0 ? middle - 36.5 : middle + 2.5, width: 12, height: 34 })));
  const modules = draw("rect", { class: "ghost", x: x + 52, y: middle - 20, width: 5, height: 52 });
  return draw("g", {}, truss, wings, modules);
}
