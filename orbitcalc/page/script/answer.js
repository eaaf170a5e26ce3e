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

/** A sentence as pieces, those that are figures with their names; empty where it is not said. */
function sentencePieces(page, state, model, sentence) {
  const value = name => figure(page, state, model, name, "");
  if (!sentence.when.every(([choice, words]) => words.includes(wordOf(page, state, choice)))) return [];
  if (sentence.unless && value(sentence.unless) !== null) return [];
  const names = sentence.text.filter(piece => piece.length > 1).map(piece => piece[1]);
  const missing = names.find(name => value(name) === null);
  if (missing === undefined) return joined(page, state, model, sentence.text);
  const reason = missing in model.index ? reasonText(page, state, model, missing) : "";
  return sentence.otherwise.length ? joined(page, state, model, sentence.otherwise, reason) : [];
}

function joined(page, state, model, pieces, reason = "") {
  const values = pieces.map(([, name, noun]) => name === undefined ? "" : name === "reason" ? reason : figure(page, state, model, name, noun));
  return values.includes(null) ? [] : pieces.flatMap(([literal, name], at) => [{ text: literal }, { text: values[at], name: name in model.index ? name : undefined }]);
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
      return el("li", { class: used > 1 ? "over" : "" }, el("span", { class: "topic" }, explains(item.name, item.topic)),
        el("span", { class: "gauge", "aria-hidden": "true" }, el("span", { style: `width:${(100 * share).toFixed(1)}%` })),
        el("span", { class: "used" }, `${rounded(100 * used, 2)} %`), el("span", { class: "words" }, `${item.used} against ${item.available}`));
    });
}

/** The figures of the first sentence over all futures, in a sentence. */
function spreadText(page, futures) {
  const labels = new Map(page.outcomes.map(([label, name]) => [name, label])), fields = page.sentences[0].text.filter(([, name]) => name && own(futures, name));
  const parts = fields.map(([, name, noun]) => {
    const { low, high, without } = summary(futures[name]), last = amount(page, name, isNaN(high) ? low : high, noun);
    if (isNaN(low)) return "";
    const from = amount(page, name, low, noun), first = isNaN(high) ? "" : trimmed(from, last);
    if (page.variables[name].date) return `${labels.get(name)} ${isNaN(high) ? `in ${last} at the earliest` : `in ${first} to ${last}`}`;
    return isNaN(high) ? `at least ${last}` : `${first} to ${last}`;
  }).filter(Boolean);
  const date = fields.find(([, name]) => page.variables[name].date), share = date ? summary(futures[date[1]]).without : 0;
  const never = share > 0 ? ` ${percent(share)} never reach full power.` : "";
  return parts.length ? `In 90 % of futures: ${parts.join(", ")}.${never}` : never.trim();
}

/** An amount without the unit that another one ends in. */
function trimmed(text, other) {
  const unit = text.slice(text.indexOf(" "));
  return text.includes(" ") && other.endsWith(unit) ? text.slice(0, -unit.length) : text;
}

/** The headline in a line that stays in sight. */
function stripText(page, model) {
  const { feasible, ratio } = page.judgement, fields = page.sentences[0].text.filter(([, name]) => name && name in model.index && !page.variables[name].words);
  const figures = fields.map(([, name, noun]) => [name, amount(page, name, model.value(name), noun)]).filter(([, text]) => text !== "no value").map(([, text]) => text);
  return [...figures, `${rounded(model.value(ratio))} × the ground`, model.value(feasible) >= 0.5 ? "feasible" : "not feasible"].map(text => el("span", {}, text));
}

/** The beginnings of the titles of scenarios, where they are short and differ; else their names. */
function shortTitles(scenarios) {
  const short = scenarios.map(item => item.title.split(":")[0]);
  return short.map((text, at) => text.length <= 24 && short.indexOf(text) === short.lastIndexOf(text) ? text : scenarios[at].name);
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
    return el("tr", {}, el("th", { scope: "row" }, explains(name, label)), cells.map((text, at) => el("td", { "data-head": head[at + 1] }, text)));
  });
  return el("table", {}, el("thead", {}, el("tr", {}, head.map(text => text ? el("th", { scope: "col" }, text) : el("td", {})))), el("tbody", {}, rows));
}
