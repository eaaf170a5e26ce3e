// Words of a state: its choices, and sentences with its figures.

/** The word of a choice, or the entry of a catalogue, in a state. */
function wordOf(page, state, name) {
  if (own(state.values, name)) return state.values[name];
  const { selected, begin } = page.scenarios[state.scenario];
  return own(selected, name) ? selected[name] : begin.words[name];
}

/** Whether an entry of a catalogue gives a number. */
function entryGives(selection, entry, name) {
  const { draws, lacks } = selection.entries.find(item => item.name === entry);
  return own(draws, name) && !lacks.includes(name);
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
