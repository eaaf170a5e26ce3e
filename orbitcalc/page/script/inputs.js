// Inputs: sliders with the answer's curve behind them, all numbers by group, menus.

/** Steps of a slider, and points of the curve behind it. */
const STEPS = 400, POINTS = 25;

class Slider {
  /** `change` receives the name and the text that the user gives, `prepare` the name when a drag may begin. */
  constructor(page, name, change, prepare) {
    Object.assign(this, { page, name, change, scale: null });
    const label = page.variables[name].meaning, id = `slider-${name}`;
    this.range = el("input", { type: "range", id, min: 0, max: STEPS, step: 1, oninput: () => this._slid(), onchange: () => change(name, null),
      onpointerenter: () => prepare(name), onfocus: () => prepare(name) });
    this.text = el("input", { type: "text", "aria-label": `${label}, as a number with its unit`, onchange: event => change(name, event.target.value, event.target), spellcheck: "false", autocomplete: "off" });
    this.curve = el("div", { class: "drawing" });
    this.ends = el("div", { class: "ends" });
    this.effect = el("span", { class: "effect" });
    this.reset = el("button", { type: "button", class: "quiet", onclick: () => change(name, "") }, "reset");
    this.element = el("div", { class: "slider" }, el("div", { class: "named" }, el("label", { for: id }, label), explains(name, "?", `Explain ${label}?`)), el("div", { class: "row" }, this.text, this.effect),
      el("div", { class: "track" }, this.curve, this.range), this.ends);
  }

  _slid() {
    const share = Number(this.range.value) / STEPS;
    this.change(this.name, write(this.page, this.name, this.scale.at(share), 3), this.range);
  }

  /** Show a value; the ends of the slider stay while it is dragged. */
  update(state, value, moved, dragged) {
    if (!dragged || !this.scale) this.scale = scale(this.page, state, this.name, value);
    if (!dragged) this.range.value = Math.round(STEPS * this.scale.share(value));
    this.share = this.scale.share(value);
    const text = write(this.page, this.name, value, 4);
    if (document.activeElement !== this.text) this.text.value = text;
    this.range.setAttribute("aria-valuetext", text);
    const [low, high] = [this.scale.low, this.scale.high].map(end => el("span", {}, write(this.page, this.name, end, 3)));
    this.ends.replaceChildren(low, this.reset, high);
    this.reset.hidden = !moved;
    this.element.classList.toggle("moved", moved);
  }

  /** Draw the curve of an output behind the slider. */
  redraw(live, model, output, present) {
    const points = Array.from({ length: POINTS }, (_, i) => this.scale.at(i / (POINTS - 1)));
    this.values = live.curve(model, this.name, points, output);
    this.mark(output, present);
  }

  /** The present point on the curve that stands. */
  mark(output, present) {
    if (!this.values) return;
    this.curve.replaceChildren(curveChart(this.values, this.share, present));
    const first = this.values[0], last = this.values[POINTS - 1];
    const same = Math.abs(first - last) < 1e-9 * Math.abs(first);
    this.effect.replaceChildren(same ? "no effect here" : `${amount(this.page, output, first)} → ${amount(this.page, output, last)}`);
  }
}

/** One input in the folded list: name, value, range, source, reset. */
function inputRow(page, state, name, value, change) {
  const given = page.scenarios[state.scenario].given[name] || {}, moved = own(state.values, name);
  const range = given.range ? `${write(page, name, given.range[0], 3)} to ${write(page, name, given.range[1], 3)}` : "no range";
  const field = el("input", { type: "text", value: isNaN(value) ? "" : write(page, name, value, 6), placeholder: given.missing || "", spellcheck: "false", autocomplete: "off",
    "aria-label": page.variables[name].meaning, onchange: event => change(name, event.target.value, event.target) });
  return el("div", { class: moved ? "input moved" : "input" },
    el("div", { class: "row" }, el("span", {}, page.variables[name].meaning), field),
    el("div", { class: "about" }, explains(name, el("code", {}, name)), ` · ${range} · `, givenTexts(page, state, name).slice(0, 2).join(" "),
      moved ? el("button", { type: "button", class: "quiet", onclick: () => change(name, "") }, "reset") : ""));
}

/** A folded group of inputs, filled when it is opened. */
function inputGroup(page, title, names, rows) {
  const body = el("div", {});
  const group = el("details", { ontoggle: () => group.open && body.replaceChildren(...rows()) }, el("summary", {}, title, el("small", {}, ` ${names.length}`)), body);
  group.refill = () => group.open && !group.contains(document.activeElement) && body.replaceChildren(...rows());
  return group;
}
