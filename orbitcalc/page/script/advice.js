// What binds, and changes to try, each evaluated before it is named: the rules of `orbitcalc run`.

/** Points of a grid of values (with one refinement), and values of a range that are tried. */
const GRID = 256, TRIED = 33;

/** Largest change looked for, as a factor: of an input, and of what is computed. */
const FARTHEST = { input: 1e4, computed: 1e2 };

/** Improvement of the aim from which on a change is worth naming, and by how much the other side may differ. */
const LEAST_GAIN = 0.01, UNCHANGED = 1e-9;

/** The slack of a constraint: unlimited where its capacity is just the reserve for which it was sized. */
function slackOf(model, item) {
  const margin = model.value(item.name);
  return item.sized && Math.abs(margin - keptReserve(model, item)) < 1e-9 ? Infinity : margin;
}

function keptReserve(model, item) {
  if (!item.reserve) return 0;
  const reserve = model.value(item.reserve);
  return item.step ? reserve / (model.value(item.demand) + reserve) : 1 - 1 / reserve;
}

/** The constraint at fault: the binding one, or, where that has no measure, the worst that has one. */
function causeOf(page, model) {
  const { binding } = page.judgement, topic = page.variables[binding].words[Math.round(model.value(binding))];
  const item = page.constraints.find(one => one.topic === topic);
  const measured = page.constraints.filter(one => isFinite(model.value(one.name)) && model.value(one.name) < 0);
  if (item.law || !measured.length || measured.includes(item)) return item;
  return measured.reduce((worst, one) => model.value(one.name) < model.value(worst.name) ? one : worst);
}

/** What stands in the way: the constraint at fault, or cost where the plan works and costs more than the ground. */
function obstacle(page, model) {
  const { feasible, ratio } = page.judgement, times = model.value(ratio);
  return model.value(feasible) >= 0.5 && times >= 1 && isFinite(times) ? page.cost : causeOf(page, model);
}

const isFollower = (model, name) => model.following.some(([follower]) => follower === model.index[name]);
const isComputed = (model, name) => model.formulas[model.index[name]].length > 0;
const isDecision = (page, name) => Boolean((selectionOf(page, name) || page.variables[name]).decision || page.variables[name]?.goal);

/** Changes that make a plan work that does not, the nearest first; a pause after each. */
function* nearestChanges(live, state) {
  const { page } = live, model = live.at(state);
  if (model.value(page.judgement.feasible) >= 0.5) return [];
  const fault = causeOf(page, model), known = [];
  for (const [name, way] of fault.relaxed) {
    if (isFollower(model, name) || (way !== "other" && !(name in model.index))) continue;
    const change = way === "other" ? entryChange(live, state, fault, name) : leverChange(page, live.at(state), fault, name, way);
    if (change) known.push({ ...change, decision: isDecision(page, name) });
    yield;
  }
  const distance = ({ factor }) => factor > 0 && isFinite(factor) ? Math.abs(Math.log(factor)) : Infinity;
  const order = item => [item.left ? 1 : 0, page.variables[item.name]?.goal ? 1 : 0, distance(item)];
  return known.map(item => [order(item), item]).sort(([a], [b]) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).slice(0, 3).map(([, item]) => item);
}

/** How far a lever may go: its bound, and no farther than a large factor. */
function farthest(page, model, name, way) {
  const now = model.value(name), computed = isComputed(model, name), factor = FARTHEST[computed ? "computed" : "input"];
  const [low, high] = page.variables[name].limits || [null, null];
  return way === "up" ? Math.min(now * factor, high ?? Infinity) : Math.max(now / factor, low ?? -Infinity);
}

/** Margins by topic along values of a lever, and under `feasible` 0 where all hold, else -1. */
function marginsAlong(page, model, name, values) {
  const { feasible } = page.judgement, columns = model.samples({ [name]: Float64Array.from(values) }, [feasible, ...page.constraints.map(one => one.name)]);
  model.run();
  return { ...Object.fromEntries(page.constraints.map(one => [one.topic, columns[one.name]])), feasible: columns[feasible].map(word => word - 1) };
}

/** The least change of one variable that fixes everything, or at least the fault. */
function leverChange(page, model, fault, name, way) {
  const now = model.value(name), end = farthest(page, model, name, way);
  if (typeof now !== "number" || !isFinite(now) || now === end || now <= 0) return null;
  const grid = Array.from({ length: GRID }, (_, i) => i === GRID - 1 ? end : now * (end / now) ** ((i + 1) / GRID));
  const rough = marginsAlong(page, model, name, grid);
  for (const aim of ["feasible", fault.topic]) {
    const at = rough[aim].findIndex(margin => margin >= 0);
    if (at < 0) continue;
    const from = at ? grid[at - 1] : now, closer = Array.from({ length: GRID }, (_, i) => from + (grid[at] - from) * (i + 1) / GRID);
    const place = marginsAlong(page, model, name, closer)[aim].findIndex(margin => margin >= 0);
    return roundedChange(page, model, name, closer[Math.max(0, place)], aim);
  }
  return null;
}

/** A change whose value is rounded to the side that works, if it works there, with what then binds. */
function roundedChange(page, model, name, value, aim) {
  const { scale: size = 1, offset = 0 } = page.variables[name], now = model.value(name), exact = (value - offset) / size;
  const step = 10 ** (Math.floor(Math.log10(Math.abs(exact))) - 2);
  const short = Number(((value > now ? Math.ceil : Math.floor)(exact / step) * step).toPrecision(3)), choices = [short * size + offset, value];
  const margins = marginsAlong(page, model, name, choices), place = margins[aim][0] >= 0 ? 0 : 1;
  const left = worst(page.constraints.map(one => [one, margins[one.topic][place]]));
  return { name, text: write(page, name, choices[place], 10), now: write(page, name, now), left, factor: choices[place] / now };
}

/** The topic that fails with these margins, one with a measure first; empty if none does. */
function worst(pairs) {
  const failing = pairs.filter(([, margin]) => margin < 0).sort(([, a], [, b]) => (isFinite(b) - isFinite(a)) || a - b);
  return failing.length ? failing[0][0].topic : "";
}

/** The entry of a catalogue with the smallest capacity that meets the demand. */
function entryChange(live, state, fault, name) {
  const { page } = live, selection = selectionOf(page, name), now = live.at(state).value(fault.capacity);
  const needed = fault.demand ? live.at(state).value(fault.demand) : 1;
  const known = completeEntries(live, state, selection).map(entry => [live.at(withEntry(page, state, name, entry)).value(fault.capacity), entry]);
  const [best] = known.filter(([capacity]) => capacity >= needed).sort(([a], [b]) => a - b);
  if (!best) return null;
  const model = live.at(withEntry(page, state, name, best[1]));
  const left = worst(page.constraints.map(one => [one, model.value(one.name)]));
  return { name, text: best[1], now: wordOf(page, state, name), left, factor: best[0] / now };
}

/** A state with another entry of a catalogue; values given for what the entry determines do not stay beside it. */
function withEntry(page, state, name, entry) {
  const given = new Set(Object.values(page.scenarios[state.scenario].changes[name]).flatMap(([numbers]) => Object.keys(numbers)));
  return { ...state, values: { ...Object.fromEntries(Object.entries(state.values).filter(([key]) => !given.has(key))), [name]: entry } };
}

/** The entries that give every number of a catalogue's table. */
function completeEntries(live, state, { name, supplies, entries }) {
  const inside = supplies.filter(item => item in live.at(state).index);
  return entries.map(entry => entry.name).filter(entry => {
    const [numbers, computed] = live.page.scenarios[state.scenario].changes[name][entry];
    return !inside.some(item => computed.includes(item) || (own(numbers, item) && numbers[item] === null));
  });
}

// Where the plan works: decisions that improve it

/** Decisions that improve the obstacle, those with the largest gain first; a pause after each. */
function* improvements(live, state) {
  const { page } = live, model = live.at(state), constraint = obstacle(page, model), { cost, ratio } = page.judgement;
  const aim = constraint.name === cost ? ratio : constraint.name, sign = constraint.name === cost ? -1 : 1, now = aimed(page, model, aim);
  if (!isFinite(now[aim])) return [];
  const relaxing = constraint.relaxed.map(([name]) => name), names = [...Object.keys(page.variables), ...page.selections.map(item => item.name)];
  const free = names.filter(name => isDecision(page, name) && !page.variables[name]?.goal && (constraint.name === cost || relaxing.includes(name)));
  const known = [];
  for (const name of free) {
    if (isFollower(model, name) || !countsBothSides(live, state, name, aim)) continue;
    const best = bestValue(live, state, name, aim, sign, now);
    if (best) known.push(best);
    yield;
  }
  return known.sort((a, b) => sign * (b.after - a.after)).slice(0, 2);
}

/** What decides whether a change is an improvement. */
function aimed(page, model, aim) {
  const { least, ground } = page.judgement;
  return Object.fromEntries([aim, least, ground].map(name => [name, model.value(name)]));
}

/** The improvement of the aim; minus infinity where something else gets worse. */
function gain(page, aim, sign, now, after) {
  const { least, ground } = page.judgement, gained = sign * (after[aim] - now[aim]), needed = LEAST_GAIN * (sign > 0 ? 1 : Math.abs(now[aim]));
  const kept = after[least] >= Math.min(now[least], 0), same = !(Math.abs(after[ground] - now[ground]) > UNCHANGED * Math.abs(now[ground]));
  return gained >= needed && kept && same ? gained : -Infinity;
}

/** The best value of one decision; nothing if none is an improvement. */
function bestValue(live, state, name, aim, sign, now) {
  const { page } = live;
  let best = null;
  for (const [text, after] of triedValues(live, state, name, aim)) {
    const gained = gain(page, aim, sign, now, after);
    if (gained > (best?.gained ?? 0)) best = { name, text, gained, aim, before: now[aim], after: after[aim], decision: true };
  }
  return best && { ...best, now: selectionOf(page, name) ? wordOf(page, state, name) : write(page, name, live.at(state).value(name)) };
}

/** Each value of a decision that is tried, as a text, with what follows from it. */
function triedValues(live, state, name, aim) {
  const { page } = live, selection = selectionOf(page, name);
  if (selection) {
    const fromCatalogue = selection.supplies.every(item => !own(live.at(state).index, item) || /^catalogue /.test(page.scenarios[state.scenario].given[item]?.origin || "") && !own(state.values, item));
    const others = fromCatalogue ? completeEntries(live, state, selection).filter(entry => entry !== wordOf(page, state, name)) : [];
    return others.map(entry => [entry, aimed(page, live.at(withEntry(page, state, name, entry)), aim)]);
  }
  const model = live.at(state), { range } = page.scenarios[state.scenario].given[name] || {};
  if (!range || isComputed(model, name) || !isFinite(model.value(name))) return [];
  const [low, high] = range, grid = Array.from({ length: TRIED }, (_, i) => low > 0 ? low * (high / low) ** (i / (TRIED - 1)) : low + (high - low) * i / (TRIED - 1));
  const texts = [...new Set(grid.map(value => write(page, name, value, 3)))], wanted = Object.keys(aimed(page, model, aim));
  const columns = model.samples({ [name]: Float64Array.from(texts, text => read(page, name, text).value) }, wanted);
  model.run();
  return texts.map((text, i) => [text, Object.fromEntries(wanted.map(key => [key, columns[key][i]]))]);
}

/** Whether all that a decision does to the aim is computed here: a mass given as a whole does not follow it. */
function countsBothSides(live, state, name, aim) {
  const { page } = live, model = live.at(state), selection = selectionOf(page, name);
  const inputs = new Set((selection ? selection.supplies : [name]).filter(item => item in model.index).map(item => model.index[item]));
  const words = Object.fromEntries(page.choices.map(item => [item.name, item.words[0]]));
  const whole = upstreamOf(model, aim, i => fittingFormula(model, i, words)), computed = upstreamOf(model, aim, i => model.given.has(i) ? null : model._formula(i));
  return [...whole].every(i => !(fittingFormula(model, i, words)?.needs || []).some(j => inputs.has(j)) || (computed.has(i) && !model.given.has(i)));
}

/** The formula of a variable for some words. */
function fittingFormula(model, i, words) {
  const fitting = model.formulas[i].filter(({ when }) => when.every(([choice, allowed]) => allowed.includes(words[choice])));
  return fitting.reduce((best, one) => !best || one.when.length > best.when.length ? one : best, null);
}

/** A variable and all that it needs, by the formula that is given for each. */
function upstreamOf(model, name, formulaOf) {
  const known = new Set(), queue = [model.index[name]];
  while (queue.length) {
    const i = queue.pop();
    if (known.has(i)) continue;
    known.add(i);
    queue.push(...(formulaOf(i)?.needs || []));
  }
  return known;
}

/** What to try next: changes that make the plan work, the planner's own first; else decisions that improve it. */
function* adviceOn(live, state) {
  const changes = yield* nearestChanges(live, state), own = changes.filter(item => item.decision);
  const better = own.length ? [] : yield* improvements(live, state);
  return { topic: obstacle(live.page, live.at(state)).topic, changes: [...own, ...changes.filter(item => !item.decision)], better };
}
