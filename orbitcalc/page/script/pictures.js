// Drawings: one satellite to scale, the fleet, the orbit with its shadow, the campaign as it fills.

const PITCH = [105, 68], STATION = [109, 73];

/** A drawing with its words, which are read to those who do not see it, and shown below. */
function picture(title, box, words, parts, more = "") {
  return el("figure", { class: "drawing-of" }, el("h3", {}, title),
    draw("svg", { viewBox: box.map(x => x.toFixed(2)).join(" "), role: "img", "aria-label": `${title}: ${words}`, class: "wide picture" }, parts),
    el("figcaption", {}, more, words));
}

/** The drawings of a plan; one whose numbers are unknown is left out. */
function pictures(page, model) {
  const names = page.picture, si = Object.fromEntries(Object.entries(names).map(([key, name]) => [key, model.value(name)]));
  const text = (key, digits = 3) => amount(page, names[key], si[key], "", digits);
  return [satellitePicture(si, text), fleetPicture(si), orbitPicture(page, si, text), campaignPicture(page, si, text)].filter(Boolean);
}

/** One satellite beside a football pitch and the International Space Station, all to one scale. */
function satellitePicture({ array, radiator, body }, text) {
  const shape = satelliteShape(array || 0, radiator || 0, body || 1), gap = 9;
  const height = Math.max(shape.height, STATION[1], PITCH[1]) + 9, middle = (height - 9) / 2;
  const room = Math.max(shape.width, 52), pitchAt = room + gap, stationAt = pitchAt + PITCH[0] + gap, width = stationAt + STATION[0];
  const rect = ([kind, x, y, w, h]) => draw("rect", { class: kind, x: x + room / 2, y: y + middle, width: w, height: h });
  const size = width / 26, label = (x, name) => draw("text", { x, y: height + size * 0.4, "font-size": size, "text-anchor": "middle" }, name);
  const words = `${Math.round(Math.max(shape.width, shape.height))} m across, beside a football pitch (105 m) and the International Space Station (109 m), to one scale; areas are the model's, shapes a sketch.`;
  const keys = [array > 0 ? [key("array"), `array ${text("array")} `] : "", radiator > 0 ? [key("radiator"), `radiator ${text("radiator")} `] : "", key("body"), "body. "];
  return picture("One satellite", [-1, -1, width + 2, height + size + 2], words,
    [shape.parts.map(rect), pitch(pitchAt, middle - PITCH[1] / 2), station(stationAt, middle),
      label(room / 2, "satellite"), label(pitchAt + PITCH[0] / 2, "football pitch"), label(stationAt + STATION[0] / 2, "ISS")], keys);
}

const key = kind => draw("svg", { class: "key", viewBox: "0 0 10 10", "aria-hidden": "true" }, draw("rect", { class: kind, width: 10, height: 10 }));

function pitch(x, y) {
  const [w, h] = PITCH, box = (bx, by, bw, bh) => draw("rect", { class: "outline", x: x + bx, y: y + by, width: bw, height: bh });
  return draw("g", {}, box(0, 0, w, h), draw("line", { class: "outline", x1: x + w / 2, x2: x + w / 2, y1: y, y2: y + h }),
    draw("circle", { class: "outline", cx: x + w / 2, cy: y + h / 2, r: 9.15 }), box(0, 13.84, 16.5, 40.32), box(w - 16.5, 13.84, 16.5, 40.32));
}

function station(x, middle) {
  const part = (px, py, w, h) => draw("rect", { class: "ghost", x: x + px, y: middle + py, width: w, height: h });
  const wings = [0, 14, 83, 97].flatMap(at => [part(at, -36.5, 12, 34), part(at, 2.5, 12, 34)]);
  return draw("g", {}, part(0, -1.5, STATION[0], 3), wings, part(52, -20, 5, 52));
}

/** The fleet as dots. */
function fleetPicture({ fleet, launched }) {
  if (!(fleet > 0) || !isFinite(fleet)) return null;
  const { each, standing, besides } = fleetShape(fleet, launched), total = standing + besides;
  const columns = Math.ceil(Math.sqrt(total * 1.55)), rows = Math.ceil(total / columns);
  const dots = (from, to) => Array.from({ length: to - from }, (_, i) => `M${(from + i) % columns + 0.5} ${Math.floor((from + i) / columns) + 0.5}h0`).join("");
  const more = besides ? `, of ${inWords(launched)} launched until full power (faint: failed, retired or lost)` : "";
  return picture("The fleet", [0, 0, columns, Math.max(rows, columns / 1.6)], `${inWords(fleet)} satellites in place${more}; ${each === 1 ? "a dot is one satellite" : `one dot is ${inWords(each)}`}.`,
    [draw("path", { class: "dots", d: dots(0, standing) }), besides ? draw("path", { class: "dots light", d: dots(standing, total) }) : ""]);
}

/** Neighbouring points of one kind as paths. */
function runs(points, kind) {
  const count = points.length, step = i => `${points[i % count].x.toFixed(0)} ${points[i % count].y.toFixed(0)}`;
  return points.map((point, i) => !kind(point) ? "" : `${i && kind(points[i - 1]) ? "" : `M${step(i)}`}L${step(i + 1)}`).join("");
}

/** The orbit around the Earth at the time of its longest shadow; sunlight comes from the left. */
function orbitPicture(page, { planet, height, shadow, sunlit, period }, text) {
  if (!(height > 0) || !(planet > 0) || isNaN(shadow)) return null;
  const { points, axis } = orbitShape(planet, height, shadow), far = planet + height, W = Math.max(1.9 * far, 12.6e6), H = W / 1.6;
  const unit = Math.hypot(axis[0], axis[1]), [ax, ay] = [axis[0] / unit, axis[1] / unit], [px, py] = [-ay * planet, ax * planet];
  const band = `M${px} ${py}L${px + 2 * W * ax} ${py + 2 * W * ay}L${-px + 2 * W * ax} ${-py + 2 * W * ay}L${-px} ${-py}Z`;
  const line = (kind, test) => draw("path", { class: `orbit ${kind}`, d: runs(points, test), "vector-effect": "non-scaling-stroke" });
  const rays = [-0.75, 0, 0.75].map(at => draw("path", { class: "ray", "vector-effect": "non-scaling-stroke",
    d: `M${-W * ax * 0.98 + at * px} ${-W * ay * 0.98 + at * py}L${-W * ax * 0.8 + at * px} ${-W * ay * 0.8 + at * py}` }));
  const words = [`${text("height")} up, to scale, once in ${amount(page, page.picture.period, period)}; sunlight from the left`,
    isFinite(sunlit) ? `, ${rounded(100 * sunlit, 2)} % of the year` : "", shadow > 0 ? `; the longest shadow (blue) is ${rounded(100 * shadow, 2)} % of a turn.` : "; never in shadow."].join("");
  return picture("The orbit", [-W, -H, 2 * W, 2 * H], words, [draw("path", { class: "shadow", d: band }), line("behind-it", point => point.hidden),
    draw("circle", { class: "planet", r: planet.toFixed(0) }), draw("path", { class: "night", d: nightSide(planet, ax, ay, axis[2]) }),
    line("sun", point => !point.dark && !point.hidden), line("dark", point => point.dark && !point.hidden), rays]);
}

/** The half of a disk that is turned away from the Sun. */
function nightSide(r, ax, ay, depth) {
  return `M${-ay * r} ${ax * r}A${r} ${r} 0 0 0 ${ay * r} ${-ax * r}A${Math.abs(depth) * r} ${r} ${(Math.atan2(ay, ax) * 180 / Math.PI).toFixed(1)} 0 ${depth > 0 ? 1 : 0} ${-ay * r} ${ax * r}Z`;
}

/** Power on line against years, with the target, the deadline, and the power on the ground. */
function campaignPicture(page, { power, ground, target, deadline, start, full }, text) {
  if (!(power?.length > 1) || !(target > 0)) return null;
  const year = page.variables[page.picture.deadline].scale, shape = campaignShape(power, ground, target, deadline / year, full - start);
  const W = 320, H = 150, x = at => W * at / shape.years, y = at => H * (1 - at / shape.top);
  const steps = values => values.map((value, i) => `${i ? "L" : "M"}${x(i).toFixed(1)} ${y(value).toFixed(1)}H${x(i + 1).toFixed(1)}`).join("");
  const line = (kind, d) => draw("path", { class: kind, d }), first = Math.floor(start);
  const label = (at, height, name, end) => draw("text", { x: at, y: height, "font-size": 12, "text-anchor": end ? "end" : "start" }, name);
  const limit = Math.min(shape.deadline, shape.years), late = limit > shape.years / 2;
  const date = isFinite(full) ? [draw("circle", { class: "point", cx: x(shape.full), cy: y(1), r: 4.5 })] : [];
  const words = `Power on line by year (on the ground: thin grey); target ${text("target")} (dashed), deadline ${Math.floor(start + shape.deadline)}, ${isFinite(full) ? `full power ${Math.floor(full)} (dot)` : "full power never"}.`;
  return picture("The campaign", [-2, -2, W + 4, H + 22], words, [line("filled", `${steps(shape.power)}V${H}H0Z`), line("ground-line", steps(shape.ground)), line("power-line", steps(shape.power)),
    line("target-line", `M0 ${y(1)}H${W}`), line("deadline-line", `M${x(limit)} 0V${H}`), line("axis-line", `M0 ${H}H${W}`), date,
    label(late ? x(limit) - 4 : x(limit) + 4, H * 0.4, "deadline", late), label(0, H + 15, String(first)), label(W, H + 15, String(first + shape.years), true)]);
}
