// From one plan to another: what each difference between their inputs contributes, by the method of `orbitcalc bridge`.

/** Differences up to which each stands alone, players up to which every mixture is evaluated, and orders drawn beyond. */
const FEW = 12, EVERY = 14, ORDERS = 1000;

/** The inputs of a state: numbers by place in the list of variables, words, entries, and the menu that supplies a number. */
function sideOf(live, state) {
  const { page } = live, model = live.at(state), values = new Map([...model.given].map(i => [i, model.T[model.places[i]]]));
  const entries = Object.fromEntries(page.selections.map(({ name }) => [name, wordOf(page, state, name)])), supplied = new Map();
  for (const selection of page.selections)
    for (const name of model.names)
      if (values.has(model.index[name]) && isSupplied(page, state, selection, name)) supplied.set(name, selection.name);
  return { values, words: { ...model.words }, entries, supplied };
}

/** Whether the chosen entry of a catalogue gives a number. */
function isSupplied(page, state, selection, name) {
  const { selected, given } = page.scenarios[state.scenario], entry = wordOf(page, state, selection.name);
  if (own(state.values, name)) return false;
  if (entry !== selected[selection.name]) return entryGives(selection, entry, name);
  return (given[name]?.origin || "").startsWith(`catalogue ${selection.table}/`);
}

/** What a side says of a name: a number, a word or an entry; nothing of what is computed. */
const saidOf = (model, side, name) => name in model.index ? side.values.get(model.index[name]) : own(side.words, name) ? side.words[name] : side.entries[name];
const areSame = (a, b) => a === b || (typeof a === "number" && typeof b === "number" && isNaN(a) && isNaN(b));

/** All that some mixture of two sides may read on the way to a variable, not by way of `leaf`: names, choices among them. */
function reachOf(model, first, second, wanted, leaf) {
  const both = [first.words, second.words], given = i => (first.values.has(i) && second.values.has(i)) || model.names[i] === leaf;
  const formulasOf = i => given(i) ? [] : possibleFormulas(model, i, both);
  const known = new Set(), queue = [model.index[wanted]], names = new Set();
  while (queue.length) {
    const i = queue.pop();
    if (known.has(i)) continue;
    known.add(i);
    names.add(model.names[i]);
    if (!given(i)) for (const { when } of model.formulas[i]) for (const [choice] of when) names.add(choice);
    for (const { needs } of formulasOf(i)) queue.push(...needs);
  }
  return names;
}

/** The formulas of a variable that may apply when each choice has one of two words. */
function possibleFormulas(model, i, [first, second]) {
  const choices = new Set(model.formulas[i].flatMap(({ when }) => when.map(([choice]) => choice)));
  if ([...choices].every(choice => first[choice] === second[choice])) return [fittingFormula(model, i, first)].filter(Boolean);
  return model.formulas[i].filter(({ when }) => when.every(([choice, allowed]) => allowed.includes(first[choice]) || allowed.includes(second[choice])));
}

/** Players: the differences that may affect a variable, in bundles that change together, each with its group. */
function playersOf(page, model, first, second, wanted) {
  const within = reachOf(model, first, second, wanted, ""), names = [...model.names, ...Object.keys(first.words), ...Object.keys(first.entries)];
  const differing = names.filter(name => !areSame(saidOf(model, first, name), saidOf(model, second, name)));
  const owner = ownersOf(page, model, first, second, new Set(differing)), bundles = new Map();
  for (const name of differing) {
    const key = owner.get(name) ?? name;
    bundles.set(key, [...(bundles.get(key) || []), name]);
  }
  for (const [key, members] of bundles) if (!members.some(name => within.has(name))) bundles.delete(key);
  const oneSided = [...bundles].filter(([name, members]) => members.length === 1 && members[0] === name && name in model.index
    && first.values.has(model.index[name]) !== second.values.has(model.index[name])).map(([name]) => name).sort((a, b) => model.index[b] - model.index[a]);
  for (const name of oneSided) joinComputation(model, first, second, wanted, within, bundles, name);
  return [...bundles].map(([name, members]) => ({ name, members, group: groupOf(page, name) }));
}

/** A variable given on one side alone is one player with what matters only to its computation. */
function joinComputation(model, first, second, wanted, within, bundles, name) {
  if (!bundles.has(name)) return;
  const around = reachOf(model, first, second, wanted, name);
  for (const [other, members] of [...bundles]) {
    if (other === name || members.some(member => within.has(member) && around.has(member))) continue;
    bundles.get(name).push(...members);
    bundles.delete(other);
  }
}

/** The catalogue menu with which each of the differing names changes. */
function ownersOf(page, model, first, second, names) {
  const owner = new Map();
  for (const selection of page.selections) {
    if (!names.has(selection.name)) continue;
    const same = selection.supersedes.filter(name => saidOf(model, first, name) === undefined || saidOf(model, second, name) === undefined);
    const supplied = [first, second].flatMap(side => [...side.supplied].filter(([, menu]) => menu === selection.name).map(([name]) => name));
    for (const name of [...same, ...supplied, selection.name]) if (names.has(name)) owner.set(name, selection.name);
  }
  return owner;
}

const groupOf = (page, name) => (page.variables[name] || selectionOf(page, name) || choiceOf(page, name)).group;

/** The wanted variable for mixtures of two sides; in the number of a mixture, bit p says that player p is as in the second. */
class Mixtures {
  constructor(model, first, second, wanted, players) {
    Object.assign(this, { model, first, second, players, at: model.index[wanted], plans: new Map() });
    for (const [i, value] of first.values) model.T[model.places[i]] = value;
    this.given = players.map(({ members }) => members.filter(name => name in model.index).map(name => model.index[name])
      .map(i => [i, model.places[i], first.values.get(i), second.values.get(i)]));
    this.words = players.map(({ members }) => members.filter(name => own(first.words, name)));
    this.deciding = players.reduce((mask, _, p) => mask | (this.words[p].length > 0 || this.given[p].some(([, , a, b]) => (a === undefined) !== (b === undefined))) << p, 0);
  }

  /** The value of a mixture. */
  value(set) {
    const { T, places } = this.model, key = set & this.deciding;
    if (!this.plans.has(key)) this.plans.set(key, this._plan(set));
    this.given.forEach((numbers, p) => { for (const [, place, a, b] of numbers) { const x = set >> p & 1 ? b : a; if (x !== undefined) T[place] = x; } });
    for (const step of this.plans.get(key)) step();
    return T[places[this.at]];
  }

  _plan(set) {
    const { model, first, second } = this, given = new Set(first.values.keys()), words = { ...first.words };
    this.given.forEach((numbers, p) => { for (const [i, , a, b] of numbers) (set >> p & 1 ? b : a) === undefined ? given.delete(i) : given.add(i); });
    this.words.forEach((names, p) => { for (const name of names) words[name] = (set >> p & 1 ? second : first).words[name]; });
    Object.assign(model, { given, words });
    return model.plan([this.at])[0];
  }
}

/** The values of all coalitions by their number; a pause now and then. */
function* allCoalitions(count, value) {
  const values = new Float64Array(1 << count);
  for (let set = 0; set < values.length; set++) {
    values[set] = value(set);
    if (set % 128 === 127) yield;
  }
  return values;
}

/** Number of players in a coalition. */
const sizeOf = set => { let size = 0; for (let rest = set; rest; rest &= rest - 1) size++; return size; };

/** The ways to build each coalition one player at a time through coalitions with a value. */
function pathsTo(known, count) {
  const ways = new Float64Array(1 << count), places = Array.from(ways.keys()).sort((a, b) => sizeOf(a) - sizeOf(b));
  ways[0] = known[0] ? 1 : 0;
  for (const set of places) {
    if (!known[set]) { ways[set] = 0; continue; }
    for (let p = 0; p < count; p++) if (!(set >> p & 1)) ways[set | 1 << p] += ways[set];
  }
  return ways;
}

/** Shapley's value of each player from all coalitions; orders that meet one without a value are left out. */
function exactShares(values, count) {
  const known = Array.from(values, isFinite), last = values.length - 1;
  const into = pathsTo(known, count), out = pathsTo([...known].reverse(), count).reverse(), all = into[last];
  if (!(all > 0)) return null;
  const shares = Array.from({ length: count }, (_, p) => {
    let sum = 0;
    for (let set = 0; set <= last; set++) {
      const next = set | 1 << p, weight = set >> p & 1 ? 0 : into[set] * out[next] / all;
      if (weight > 0) sum += weight * (values[next] - values[set]);
    }
    return sum;
  });
  let orders = 1;
  for (let n = 2; n <= count; n++) orders *= n;
  return { shares, errors: shares.map(() => 0), exact: true, kept: all / orders };
}

/** Shapley's value of each player from orders drawn at random, each with its reverse, and their standard errors. */
function* drawnShares(count, value, random) {
  const gains = [], pairs = ORDERS / 2, known = new Map();
  const valueOf = set => known.get(set) ?? known.set(set, value(set)).get(set);
  for (let pair = 0; pair < pairs; pair++) {
    const order = Array.from({ length: count }, (_, p) => [random(), p]).sort(([a], [b]) => a - b).map(([, p]) => p);
    for (const way of [order, [...order].reverse()]) gains.push(gainsAlong(way, valueOf));
    if (pair % 4 === 3) yield;
  }
  const whole = gains.filter(row => row.every(isFinite));
  if (!whole.length) return null;
  const draws = whole.length === gains.length ? whole.filter((_, at) => at % 2 === 0).map((row, at) => row.map((gain, p) => (gain + whole[2 * at + 1][p]) / 2)) : whole;
  const shares = Array.from({ length: count }, (_, p) => draws.reduce((sum, row) => sum + row[p], 0) / draws.length);
  const errors = shares.map((mean, p) => Math.sqrt(draws.reduce((sum, row) => sum + (row[p] - mean) ** 2, 0) / (draws.length - 1) / draws.length));
  return { shares, errors, exact: false, kept: whole.length / gains.length, evaluated: known.size };
}

/** What each player gains where they come in one after the other. */
function gainsAlong(order, valueOf) {
  const gains = order.map(() => 0);
  let set = 0, before = valueOf(0);
  for (const p of order) {
    const after = valueOf(set |= 1 << p);
    gains[p] = after - before;
    before = after;
  }
  return gains;
}

/** The bridge of a variable between two states, in slices: both values and the contributions, the largest first. */
function* bridgeOf(live, before, after, wanted) {
  const { page } = live, [start, end] = [before, after].map(state => live.at(state).value(wanted));
  if (!isFinite(start) || !isFinite(end)) return { start, end, parts: null };
  const first = sideOf(live, before), second = sideOf(live, after), model = live.spare();
  const players = playersOf(page, model, first, second, wanted), grouped = players.length > FEW;
  const groups = grouped ? [...new Set(players.map(({ group }) => group))].map(group => [group, players.filter(one => one.group === group)])
    : players.map(one => [one.name, [one]]);
  const mixtures = new Mixtures(model, first, second, wanted, groups.map(([name, members]) => ({ name, members: members.flatMap(one => one.members) })));
  const value = set => mixtures.value(set), count = groups.length, exact = count <= EVERY, ends = [value(0), value((1 << count) - 1)];
  if ([start, end].some((own, at) => Math.abs(own - ends[at]) > 1e-9 * Math.abs(own))) throw new Error(`${wanted} of the mixtures is not that of the plans`);
  const result = exact ? exactShares(yield* allCoalitions(count, value), count) : yield* drawnShares(count, value, live.part(0).module.generator(1));
  if (!result) return { start, end, parts: null };
  const named = (state, name) => name in model.index ? saidText(page, live.at(state), name) : textOf(page, state, name);
  const parts = groups.map(([name, members], at) => ({ name, grouped, contribution: result.shares[at], error: result.errors[at],
    changes: members.map(one => ({ name: one.name, before: named(before, one.name), after: named(after, one.name), more: one.members.length - 1 })) }));
  return { start, end, parts: parts.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)), exact, kept: result.kept, evaluated: exact ? 1 << count : result.evaluated };
}

/** A number of a plan, and whether it is computed there. */
const saidText = (page, model, name) => `${valueText(page, model, name, 3)}${model.given.has(model.index[name]) ? "" : " (computed)"}`;

/** The word of a choice or the title of an entry in a state. */
function textOf(page, state, name) {
  const word = wordOf(page, state, name), selection = selectionOf(page, name);
  return selection ? selection.entries.find(entry => entry.name === word).title : word.replaceAll("-", " ");
}
