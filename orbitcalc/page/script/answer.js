// The answer: figures with their ranges, what binds.

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
  const labels = new Map(page.outcomes.map(([label, name]) => [name, label])), fields = page.sentences[0].text.filter(([, name]) => name && own(futures.outputs, name));
  const parts = fields.map(([, name, noun]) => {
    const { low, high, without } = futures.outputs[name], last = amount(page, name, isNaN(high) ? low : high, noun);
    if (isNaN(low)) return "";
    const from = amount(page, name, low, noun), first = isNaN(high) ? "" : trimmed(from, last);
    if (page.variables[name].date) return `${labels.get(name)} ${isNaN(high) ? `in ${last} at the earliest` : `in ${first} to ${last}`}`;
    return isNaN(high) ? `at least ${last}` : `${first} to ${last}`;
  }).filter(Boolean);
  if (fields.every(([, name]) => { const { low, high } = futures.outputs[name]; return Math.abs(high - low) <= 1e-6 * Math.abs(high); }))
    return "The same in 90 % of futures: hardly anything that is uncertain here moves these figures.";
  const date = fields.find(([, name]) => page.variables[name].date), share = date ? futures.outputs[date[1]].without : 0;
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
  const figures = fields.map(([, name, noun]) => [name, `${page.variables[name].date ? "full power " : ""}${amount(page, name, model.value(name), noun)}`]).filter(([, text]) => text !== "no value").map(([, text]) => text);
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
    const value = model.value(name), range = futures && own(futures.outputs, name) ? rangeText(page, name, futures.outputs[name]) : "…";
    const cells = [amount(page, name, value), range];
    if (other) cells.push(amount(page, name, other.values[name]), page.variables[name].date ? "" : differenceText(value, other.values[name]));
    return el("tr", {}, el("th", { scope: "row" }, explains(name, label)), cells.map((text, at) => el("td", { "data-head": head[at + 1] }, text)));
  });
  return el("table", {}, el("thead", {}, el("tr", {}, head.map(text => text ? el("th", { scope: "col" }, text) : el("td", {})))), el("tbody", {}, rows));
}

/** What to try next: each change with a button that makes it, and what follows from it. */
function adviceList(page, { topic, changes, better }, change) {
  const steps = [...changes.map(item => [item, item.left ? `then what binds is the ${item.left}` : "then the plan is feasible"]),
    ...better.map(item => [item, `${page.variables[item.aim].meaning.toLowerCase()}: ${amount(page, item.aim, item.before)} → ${amount(page, item.aim, item.after)}`])];
  if (!steps.length) return "";
  return [el("h3", {}, `To try next, for the ${topic.replace(/^the /, "")}`), el("ul", { class: "steps" }, steps.map(([item, then]) => el("li", {},
    el("span", {}, changeText(page, item), el("small", {}, ` ${item.decision ? "" : "(outside the programme's control) "}${then}`)),
    el("button", { type: "button", "aria-label": `Try: ${changeText(page, item)}`, onclick: () => change(item.name, item.text) }, "Try"))))];
}

/** A change in words. */
function changeText(page, { name, now, text }) {
  const selection = selectionOf(page, name), title = entry => selection.entries.find(item => item.name === entry)?.title || entry;
  return selection ? `${selection.meaning}: ${title(text)} in place of ${title(now)}` : `${page.variables[name].meaning}: ${now} → ${text}`;
}

/** Where a total goes: its lines as bars, with their shares. */
function breakdownView(page, model, [title, total]) {
  const whole = model.value(total), lines = linesOf(page, model, total).filter(name => model.value(name) >= 0.01 * whole).sort((a, b) => model.value(b) - model.value(a));
  if (!lines.length) return "";
  const row = name => el("li", {}, el("span", {}, explains(name, page.variables[name].label || name.replaceAll("_", " "))),
    el("span", { class: "part", "aria-hidden": "true" }, el("span", { style: `width:${(100 * model.value(name) / model.value(lines[0])).toFixed(1)}%` })),
    el("span", { class: "used" }, `${amount(page, name, model.value(name))} (${percent(model.value(name) / whole)})`));
  return el("div", {}, el("h3", {}, title, ", ", explains(total, amount(page, total, whole))), el("ol", { class: "parts" }, lines.map(row)));
}

/** The bridge between two plans: both ends, and a bar for what each difference contributes. */
function bridgeView(page, { start, end, parts, exact, kept, evaluated }, of, other) {
  const label = (page.outcomes.find(([, name]) => name === of) || [page.variables[of].meaning])[0], text = value => amount(page, of, value);
  if (!parts) return el("p", { class: "note" }, `The difference in ${label} cannot be divided: ${isFinite(start) && isFinite(end) ? "every order of the changes meets a mixture" : "one of the plans is"} without a value.`);
  const way = end > start ? "more" : "less", difference = text(Math.abs(end - start));
  if (!parts.length) return el("p", {}, `Both plans have the same inputs for ${label}: ${text(end)}.`);
  const shown = together(parts, Math.abs(end - start)), ends = [0, ...shown.map(({ contribution }) => contribution)].map((sum => value => sum += value)(start)), low = Math.min(...ends, end), width = (Math.max(...ends, end) - low) || 1;
  const bar = (from, to, kind) => el("span", { class: `bridge-bar ${kind}`, "aria-hidden": "true" }, el("span", { style: `left:${(100 * (Math.min(from, to) - low) / width).toFixed(2)}%;width:${Math.max(0.4, 100 * Math.abs(to - from) / width).toFixed(2)}%` }));
  const row = (name, drawn, figure, changes = "") => el("li", {}, el("span", { class: "topic" }, name), drawn, el("span", { class: "used" }, figure), changes ? el("span", { class: "words" }, changes) : "");
  const how = exact ? `exact, the mean over every order of the changes, from ${evaluated.toLocaleString("en-US")} mixtures` : `estimates from ${ORDERS} random orders of the changes, with standard errors`;
  return [el("p", {}, `${label[0].toUpperCase()}${label.slice(1)} is ${text(end)} in this plan and ${text(start)} in ${other.title}, ${difference} ${way}. What makes the difference:`),
    el("ol", { class: "bridge" }, row(other.title, bar(start, start, "whole"), text(start)),
      shown.map((part, at) => row(partName(page, part), bar(ends[at], ends[at + 1], part.contribution < 0 ? "less" : "more"), signed(text, part), changesText(page, part))),
      row("this plan", bar(end, end, "whole"), text(end))),
    el("p", { class: "note" }, `Shapley values, as in \`orbitcalc bridge\`: ${how}.${kept < 1 ? ` Only ${percent(kept)} of the orders have a value after every change.` : ""}`)];
}

/** Contributions with the smallest as one. */
function together(parts, difference) {
  const least = 0.004 * Math.max(difference, ...parts.map(({ contribution }) => Math.abs(contribution)));
  const small = parts.filter(({ contribution }) => Math.abs(contribution) < least), sum = small.reduce((total, part) => total + part.contribution, 0);
  if (small.length < 2) return parts;
  return [...parts.filter(part => !small.includes(part)), { small, contribution: sum, error: 0, changes: [] }];
}

const partName = (page, { name, grouped, small }) => small ? `${small.length} others` : grouped ? page.groups[name] : (page.variables[name] || selectionOf(page, name) || choiceOf(page, name)).meaning;

/** A contribution with its sign, and its error where it is an estimate. */
const signed = (text, { contribution, error }) => `${contribution < 0 ? "−" : "+"}${text(Math.abs(contribution))}${error ? ` ± ${text(error)}` : ""}`;

/** The changes behind a contribution, the first few of them. */
function changesText(page, { changes, grouped, small }) {
  if (small) return small.map(part => partName(page, part)).join(", ");
  const words = ({ name }) => choiceOf(page, name) || selectionOf(page, name) ? 0 : 1, visible = changes.filter(({ before, after }) => before !== after);
  const shown = [...visible].sort((a, b) => words(a) - words(b)).slice(0, 4).map(({ name, before, after, more }) => `${grouped ? `${name.replaceAll("_", " ")} ` : ""}${before} → ${after}${more ? ` (and ${more} more with it)` : ""}`);
  return shown.join("; ") + (changes.length > shown.length ? `${shown.length ? "; and " : ""}${changes.length - shown.length} more` : "");
}
