// Many futures of a state: drawn and evaluated in blocks, which any worker may compute.

/** Futures of a state and of a block, and seed of the first block. */
const FUTURES = 100000, BLOCK_OF_FUTURES = 256, SEED = 1;

/** Blocks whose draws are kept, and what of them a drag leaves alone: while one drags, they are the same again and again. */
const KEPT_BLOCKS = 40;

const BLOCKS = Math.ceil(FUTURES / BLOCK_OF_FUTURES), blockSize = k => Math.min(BLOCK_OF_FUTURES, FUTURES - k * BLOCK_OF_FUTURES);

/** Even numbers for columns of a size, each in a stratum of its own (Latin hypercube: McKay, Beckman and Conover 1979). */
function strata(even, size) {
  const order = new Float64Array(size);
  let at = 0;
  return () => {
    if (at % size === 0) for (let i = 0; i < size; i++) {
      const j = Math.floor(even() * (i + 1));
      order[i] = order[j];
      order[j] = i;
    }
    return (order[at++ % size] + even()) / size;
  };
}

/** What follows from some variables among all that outputs need; `formulaOf` is null for what is not computed. */
function followersOf(model, outputs, from, formulaOf) {
  const needed = new Set(outputs.flatMap(name => [...upstreamOf(model, name, formulaOf)])), known = new Set(from);
  for (const i of [...needed].sort((a, b) => a - b)) if (formulaOf(i)?.needs.some(j => known.has(j))) known.add(i);
  return known;
}

class Futures {
  /** `moving` names the input that changes from one question to the next, if any. */
  constructor(live, { state, outputs, moving }) {
    Object.assign(this, { live, state, outputs });
    const entries = JSON.stringify([state.scenario, live.entries(state)]);
    if (live.drawn?.key !== entries) live.drawn = { key: entries, blocks: [] };
    ({ draws: this.distributions, certain: this.certain } = live.distributions(state));
    if (!moving) return;
    const key = JSON.stringify([state.scenario, { ...state.values, [moving]: "" }, moving, outputs]);
    if (live.shared?.key !== key) live.shared = { key, blocks: [], ...this._route(moving) };
    this.shared = live.shared;
  }

  /** Columns of what is uncertain, by name. */
  _columns(k) {
    const { blocks } = this.live.drawn, { data, module } = this.live.part(this.state.scenario);
    if (!blocks[k]) {
      data.draws = this.distributions;
      const drawn = module.draws(SEED + k, strata(module.generator(SEED + k), blockSize(k)))(blockSize(k));
      if (k >= KEPT_BLOCKS) return this._uncertain(drawn);
      blocks[k] = drawn;
    }
    return this._uncertain(blocks[k]);
  }

  _uncertain(columns) {
    const own = { ...columns };
    for (const name of this.certain) delete own[name];
    return own;
  }

  /** The inputs that vary among futures, by place, with the column of each. */
  _inputs(model, columns) {
    const inputs = Object.entries(columns).map(([name, column]) => [model.at(name), column]), own = new Map(inputs);
    return [...inputs, ...model.following.filter(([follower, leader]) => own.has(leader) && !own.has(follower)).map(([follower, leader]) => [follower, own.get(leader)])];
  }

  /** The steps from an input to the outputs, and the elements of what varies among futures that they meet on their way. */
  _route(moving) {
    const model = this.live.at(this.state), varying = this._inputs(model, this._columns(0)).map(([i]) => i), at = model.at(moving);
    const moved = [at, ...model.following.filter(([follower, leader]) => leader === at && !varying.includes(follower)).map(([follower]) => follower)];
    const fixed = new Set([...model.given, ...varying, ...moved]), formulaOf = i => fixed.has(i) ? null : model._formula(i);
    const after = followersOf(model, this.outputs, moved, formulaOf), uncertain = followersOf(model, this.outputs, varying, formulaOf);
    const met = new Set([...this.outputs.map(name => model.at(name)), ...[...after].flatMap(i => formulaOf(i)?.needs || [])]);
    const { sizes } = this.live.part(this.state.scenario).data;
    return {
      steps: [...after].filter(formulaOf).sort((a, b) => a - b).map(i => model.functions[formulaOf(i).at]),
      elements: [...met].filter(i => uncertain.has(i) && !after.has(i)).flatMap(i => Array.from({ length: sizes[i] || 1 }, (_, e) => model.places[i] + e)),
    };
  }

  /** Columns of the outputs for the futures of a block. */
  block(k) {
    const model = this.live.at(this.state), size = blockSize(k), columns = this._columns(k);
    if (!Object.keys(columns).length) return Object.fromEntries(this.outputs.map(name => [name, new Float64Array(size).fill(model.value(name))]));
    if (!this.shared || k >= KEPT_BLOCKS) return model.samples(columns, this.outputs);
    return this.shared.blocks[k] ? this._again(model, this.shared, this.shared.blocks[k], size) : this._first(model, k, size, columns);
  }

  /** The outputs of a block, and beside them what does not follow from the moving input. */
  _first(model, k, size, columns) {
    const { elements } = this.shared, inputs = this._inputs(model, columns), T = model.T, rows = new Float64Array(size * elements.length);
    const steps = model.plan(this.outputs.map(name => model.at(name)), inputs.map(([i]) => i))[1];
    const places = inputs.map(([i]) => model.places[i]), values = inputs.map(([, column]) => column);
    const results = this._each(model, size, places, s => {
      for (let j = 0; j < places.length; j++) T[places[j]] = values[j][s];
      for (let f = 0; f < steps.length; f++) steps[f]();
      for (let e = 0, at = s * elements.length; e < elements.length; e++) rows[at + e] = T[elements[e]];
    });
    this.shared.blocks[k] = rows;
    return results;
  }

  /** The outputs of a block of which all that does not follow from the moving input is known. */
  _again(model, { steps, elements }, rows, size) {
    const T = model.T;
    return this._each(model, size, elements, s => {
      for (let e = 0, at = s * elements.length; e < elements.length; e++) T[elements[e]] = rows[at + e];
      for (let f = 0; f < steps.length; f++) steps[f]();
    });
  }

  /** Columns of the outputs after a calculation for each future; what it writes to `places` is then as it was. */
  _each(model, size, places, calculate) {
    const T = model.T, kept = places.map(place => T[place]);
    const sources = this.outputs.map(name => model.places[model.at(name)]), results = this.outputs.map(() => new Float64Array(size));
    for (let s = 0; s < size; s++) {
      calculate(s);
      for (let j = 0; j < sources.length; j++) results[j][s] = T[sources[j]];
    }
    places.forEach((place, j) => { T[place] = kept[j]; });
    return Object.fromEntries(this.outputs.map((name, j) => [name, results[j]]));
  }
}
