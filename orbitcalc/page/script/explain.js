// What stands behind a figure: its formula with the numbers in it, what it needs, and where given numbers are from.

/** A variable in words: a number with its unit, a series from least to most. */
function valueText(page, model, name, digits = 4) {
  const value = model.value(name);
  if (typeof value === "number") return amount(page, name, value, "", digits);
  const known = Array.from(value).filter(isFinite), ends = [Math.min(...known), Math.max(...known)].map(end => amount(page, name, end, "", digits));
  if (!known.length) return "no value";
  return `${ends[0] === ends[1] ? ends[0] : ends.join(" to ")}${known.length < value.length ? ", in part without a value" : ""}`;
}

/** The catalogue menu from which a number of a state comes where its scenario has another entry. */
function otherEntry(page, state, name) {
  const { selected } = page.scenarios[state.scenario];
  if (own(state.values, name)) return null;
  return page.selections.find(item => own(state.values, item.name) && state.values[item.name] !== selected[item.name]
    && entryGives(item, state.values[item.name], name)) || null;
}

/** Where a given number is from: texts, the first of which is the giver. */
function givenTexts(page, state, name) {
  const given = page.scenarios[state.scenario].given[name] || {}, selection = otherEntry(page, state, name);
  if (own(state.values, name)) return ["Set on this page."];
  if (selection) return [`Given by the entry "${selection.entries.find(entry => entry.name === state.values[selection.name]).title}" of the catalogue.`];
  const sources = (given.source || []).map(key => { const [title, kind] = page.sources[key] || [key, ""]; return kind ? `${title} (${kind})` : title; });
  const range = given.range ? `Believed range (5 to 95 %): ${write(page, name, given.range[0], 3)} to ${write(page, name, given.range[1], 3)}.` : "";
  return [`Given by ${given.origin || "the model"}.`, sources.length ? `Source: ${sources.join("; ")}.` : "No source.", given.locator ? `There: ${given.locator}.` : "",
    given.note ? `Note: ${given.note}.` : "", range].filter(Boolean).map(text => text.replace(/\.\.$/, "."));
}

/** A formula with values in place of names. */
function withNumbers(page, model, text) {
  return text.replace(/[A-Za-z_]\w*/g, word => word in model.index ? `(${valueText(page, model, word, 3)})`.replace(/^\(([^\s]*)\)$/, "$1") : word);
}

/** All that the page says of a variable in a state. */
function explanation(page, state, model, name) {
  const i = model.index[name], about = { name, meaning: page.variables[name].meaning, value: valueText(page, model, name) };
  if (model.given.has(i)) return { ...about, texts: givenTexts(page, state, name), needs: [] };
  const formula = model._formula(i), text = page.formulas[formula.at];
  const words = formula.when.map(([choice, allowed]) => `${choice} = ${allowed.join(" or ")}`).join(", ");
  const single = !text.includes("\n") && text !== name;
  return {
    ...about,
    formula: single ? `${name} = ${text}` : text,
    numbers: single && formula.needs.length && formula.needs.length <= 8 ? `= ${withNumbers(page, model, text)}` : "",
    texts: [formula.needs.length ? "" : "A constant of the model.", words ? `This formula applies with ${words}.` : ""].filter(Boolean),
    needs: formula.needs.map(j => [model.names[j], valueText(page, model, model.names[j])]),
  };
}

/** The lines of a total, those that are totals themselves divided in turn; none where it is given as a whole. */
function linesOf(page, model, total) {
  const i = model.index[total], lines = model.given.has(i) ? [] : page.lines[model._formula(i)?.at] || [];
  const sum = lines.reduce((before, name) => before + model.value(name), 0);
  if (Math.abs(sum - model.value(total)) > 1e-9 * Math.abs(sum)) return [];
  return lines.flatMap(name => { const parts = linesOf(page, model, name); return parts.length ? parts : [name]; });
}
