// The answer: sentences, figures with their ranges, what binds, the picture.

/** The word of a choice, or the entry of a catalogue, in a state. */
function wordOf(page, state, name) {
  if (own(state.values, name)) return state.values[name];
  const { selected, begin } = page.scenarios[state.scenario];
  return own(selected, name) ? selected[name] : begin.words[name];
}

/** A variable in a sentence; null where it has no value. */
function figure(page, state, model, name, noun) {
  const selection = selectionOf(page, name);
  if (selection) return selection.entries.find(entry => entry.name === wordOf(page, state, name)).title;
  if (choiceOf(page, name)) return wordOf(page, state, name);
  if (!(name in model.index)) return null;
  const value = model.value(name);
  return isFinite(value) ? amount(page, name, value, noun) : null;
}

/** Why a variable has no value: the first unknown one that it is computed from, and its reason. */
function reasonText(page, state, model, name) {
  const unknown = i => { const value = model.value(model.names[i]); return typeof value === "number" ? isNaN(value) : value.some(isNaN); };
  let current = model.index[name], next = current;
  while (next !== undefined) {
    current = next;
    next = model.given.has(current) ? undefined : model._formula(current).needs.find(unknown);
  }
  const missing = page.scenarios[state.scenario].given[model.names[current]]?.missing, { absent, meaning } = page.variables[model.names[current]];
  return missing || absent || `${meaning[0].toLowerCase()}${meaning.slice(1)} is not known`;
}

/** A sentence with its values; empty where it is not said. */
function sentenceText(page, state, model, sentence) {
  const value = name => figure(page, state, model, name, "");
  if (!sentence.when.every(([choice, words]) => words.includes(wordOf(page, state, choice)))) return "";
  if (sentence.unless && value(sentence.unless) !== null) return "";
  const names = sentence.text.filter(piece => piece.length > 1).map(piece => piece[1]);
  const missing = names.find(name => value(name) === null);
  if (missing === undefined) return joined(page, state, model, sentence.text);
  const reason = missing in model.index ? reasonText(page, state, model, missing) : "";
  return sentence.otherwise.length ? joined(page, state, model, sentence.otherwise, reason) : "";
}

function joined(page, state, model, pieces, reason = "") {
  const values = pieces.map(([, name, noun]) => name === undefined ? "" : name === "reason" ? reason : figure(page, state, model, name, noun));
  return values.includes(null) ? "" : pieces.map(([literal], at) => literal + values[at]).join("");
}

/** The slack of a constraint: nothing where the capacity is sized for the demand, or where it says nothing. */
function slackOf(model, item) {
  const margin = model.value(item.name);
  if (item.sized && Math.abs(margin - (item.reserve ? 1 - 1 / model.value(item.reserve) : 0)) < 1e-9) return Infinity;
  return margin;
}

/** What binds: the constraints by their margin, each as the share of its capacity that is used. */
function bindingRows(page, model) {
  return page.constraints.filter(item => item.name in model.index)
    .map(item => ({ item, slack: slackOf(model, item) }))
    .filter(({ item, slack }) => isFinite(slack) && slack < 0.98 && !(item.quiet && slack >= 0))
    .sort((a, b) => a.slack - b.slack).slice(0, 8)
    .map(({ item, slack }) => {
      const used = 1 - slack, share = Math.min(used, 2) / 2;
      return el("li", { class: used > 1 ? "over" : "" }, el("span", { class: "topic" }, item.topic),
        el("span", { class: "gauge", "aria-hidden": "true" }, el("span", { style: `width:${(100 * share).toFixed(1)}%` })),
        el("span", { class: "used" }, `${rounded(100 * used, 2)} %`), el("span", { class: "words" }, `${item.used} against ${item.available}`));
    });
}

/** The difference between two values in words. */
function differenceText(a, b) {
  if (!isFinite(a) || !isFinite(b)) return "";
  if (Math.abs(a - b) <= 1e-12 * Math.abs(b)) return "the same";
  return b !== 0 ? `${a > b ? "+" : "−"}${rounded(100 * Math.abs(a / b - 1), 2)} %` : "";
}

/** The table of figures: this plan, its range, and the other plan where one is compared. */
function figureTable(page, model, futures, other) {
  const head = ["", "this plan", "90 % of futures", ...(other ? [other.title, "difference"] : [])];
  const rows = page.outcomes.filter(([, name]) => name in model.index).map(([label, name]) => {
    const value = model.value(name), range = futures && own(futures, name) ? rangeText(page, name, summary(futures[name])) : "…";
    const cells = [amount(page, name, value), range];
    if (other) cells.push(amount(page, name, other.values[name]), page.variables[name].date ? "" : differenceText(value, other.values[name]));
    return el("tr", {}, el("th", { scope: "row" }, label), cells.map((text, at) => el("td", { "data-head": head[at + 1] }, text)));
  });
  return el("table", {}, el("thead", {}, el("tr", {}, head.map(text => text ? el("th", { scope: "col" }, text) : el("td", {})))), el("tbody", {}, rows));
}
