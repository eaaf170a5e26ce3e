// What runs a model: `data`, `functions` and the tables stand before this text.

/** Even numbers between 0 and 1, both left out: 53 bits from two of sfc32 (C. Doty-Humphrey, PractRand). */
export function generator(seed) {
  let a = seed >>> 0, b = 0x9e3779b9 | 0, c = 0x243f6a88, n = 1;
  const next = () => {
    const t = (((a + b) | 0) + n) | 0;
    n = (n + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 16; i++) next();
  return () => ((next() >>> 6) * 0x4000000 + (next() >>> 6) + 0.5) / 0x10000000000000;
}

const polynomial = (x, c) =>
  ((((((c[0] * x + c[1]) * x + c[2]) * x + c[3]) * x + c[4]) * x + c[5]) * x + c[6]) * x + c[7];
const ratio = (x, top, bottom) => polynomial(x, top) / polynomial(x, bottom);

/** Standard normal number below which a share lies (Wichura 1988, AS 241, PPND16). */
export function normal(share) {
  const q = share - 0.5;
  if (Math.abs(q) <= 0.425) return q * ratio(0.180625 - q * q, CENTRE_TOP, CENTRE_BOTTOM);
  const r = Math.sqrt(-Math.log(Math.min(share, 1 - share)));
  const z = r <= 5 ? ratio(r - 1.6, MIDDLE_TOP, MIDDLE_BOTTOM) : ratio(r - 5, TAIL_TOP, TAIL_BOTTOM);
  return q < 0 ? -z : z;
}

const CENTRE_TOP = [2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
  13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608];
const CENTRE_BOTTOM = [5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
  5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1];
const MIDDLE_TOP = [7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
  3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734];
const MIDDLE_BOTTOM = [1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966,
  0.14810397642748007459, 0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1];
const TAIL_TOP = [2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386,
  0.026532189526576123093, 0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772];
const TAIL_BOTTOM = [2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5,
  7.868691311456132591e-4, 0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1];

/** Share below a standard normal number (Hart 1968 in the form of West 2005). */
export function share(z) {
  const x = Math.abs(z);
  if (x > 37) return z > 0 ? 1 : 0;
  const e = Math.exp(-x * x / 2);
  const tail = x < 7.07106781186547
    ? e * ratio(x, [0, 0.0352624965998911, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871,
      221.213596169931, 220.206867912376], [0.0883883476483184, 1.75566716318264, 16.064177579207, 86.7807322029461,
      296.564248779674, 637.333633378831, 793.826512519948, 440.413735824752])
    : e / (x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))))) / 2.506628274631;
  return z > 0 ? 1 - tail : tail;
}

/** Standard normal number below which 95 % lie. */
const Z95 = 1.6448536269514722;

/** For each kind of distribution and its numbers: from a normal number, or from its share where that is `even`, to a value. */
const KINDS = {
  halves: (low, middle, high, logs) => {
    const [a, b, c] = logs ? [low, middle, high].map(Math.log) : [low, middle, high];
    const below = (b - a) / Z95, above = (c - b) / Z95;
    return logs ? z => Math.exp(b + z * (z < 0 ? below : above)) : z => b + z * (z < 0 ? below : above);
  },
  uniform: (low, high, logs) => logs ? u => Math.exp(low + u * (high - low)) : u => low + u * (high - low),
  triangular: (low, mode, high) => u => u * (high - low) < mode - low
    ? low + Math.sqrt(u * (high - low) * (mode - low))
    : high - Math.sqrt((1 - u) * (high - low) * (high - mode)),
  steps: (ends, values) => u => values[Math.min(find(ends, u, 1), values.length - 1)],
  table: (first, step, values) => z => {
    const at = Math.min(Math.max((z - first) / step, 0), values.length - 1.000001), i = Math.floor(at);
    return values[i] + (at - i) * (values[i + 1] - values[i]);
  },
};
const EVEN = { uniform: 1, triangular: 1, steps: 1 };

/**
 * Draws of all that is uncertain: a function that gives columns by name, the next `count` futures at each call.
 * `uniform` gives the even numbers behind them, column after column.
 */
export function draws(seed, uniform = generator(seed)) {
  const names = data.names.split(" ");
  const { inputs, root } = data.draws, row = new Map(root.map(([i, weights]) => [i, weights]));
  return count => {
    const shares = inputs.map(() => Float64Array.from({ length: count }, uniform));
    const free = root.map(([i]) => shares[i].map(normal)), columns = {};
    inputs.forEach(([place, kind, numbers, low, high], i) => {
      let x = shares[i];
      if (row.has(i)) {
        const z = new Float64Array(count);
        row.get(i).forEach((weight, j) => { if (weight) for (let s = 0; s < count; s++) z[s] += weight * free[j][s]; });
        x = EVEN[kind] ? z.map(share) : z;
      } else if (!EVEN[kind]) x = x.map(normal);
      const value = KINDS[kind](...numbers), least = low ?? -Infinity, most = high ?? Infinity;
      columns[names[place]] = x.map(one => Math.min(Math.max(value(one), least), most));
    });
    return columns;
  };
}

/** Futures drawn and evaluated together. */
const BLOCK = 1024;

export class Model {
  constructor() {
    this.names = data.names.split(" ");
    this.index = Object.fromEntries(this.names.map((name, i) => [name, i]));
    this.places = [];
    this.names.reduce((at, _, i) => (this.places[i] = at) + (data.sizes[i] || 1), 0);
    this.T = new Float64Array(data.room);
    this.functions = functions(this.T);
    this.formulas = this.names.map(() => []);
    const owners = this.names.flatMap((_, i) => Array(data.sizes[i] || 1).fill(i));
    data.formulas.forEach(([i, when = {}, ...hidden], at) => {
      const read = [...String(this.functions[at]).matchAll(/T\[(\d+)/g)].map(([, place]) => owners[place]);
      const needs = [...new Set([...read, ...hidden])].filter(j => j !== i && j !== undefined);
      this.formulas[i].push({ at, needs, when: Object.entries(when) });
    });
    this.reset();
  }

  /** Back to the scenario. */
  reset() {
    this.words = { ...data.words };
    this.following = data.followers;
    this.given = new Set(Object.keys(data.numbers).map(Number));
    for (const i of this.given) this.T[this.places[i]] = data.numbers[i];
    this.steps = null;
  }

  at(name) {
    if (!(name in this.index)) throw new Error(`no variable '${name}'`);
    return this.index[name];
  }

  /** Give a number in SI, an input or what would be computed, and what follows it; it takes effect with `run`. */
  set(name, value) {
    const i = this.at(name);
    this.following = this.following.filter(([follower]) => follower !== i);
    for (const j of [i, ...this.following.filter(([, leader]) => leader === i).map(([follower]) => follower)])
      this.T[this.places[j]] = value;
    if (!this.given.has(i)) this.steps = null;
    this.given.add(i);
  }

  /** Compute a variable again that was given. */
  free(name) {
    this.given.delete(this.at(name));
    this.steps = null;
  }

  /** Choose a word. */
  choose(choice, word) {
    this.words[choice] = word;
    this.steps = null;
  }

  /** The formula of a variable for the words: the most particular one that fits. */
  _formula(i) {
    let best = null;
    for (const formula of this.formulas[i])
      if (formula.when.every(([choice, words]) => words.includes(this.words[choice])))
        if (!best || formula.when.length > best.when.length) best = formula;
    return best;
  }

  /** The functions that compute outputs, in order: those that the varying variables leave alone, and those that follow. */
  plan(outputs, varying = []) {
    const given = new Set([...this.given, ...varying]), needed = new Set(), queue = [...outputs];
    while (queue.length) {
      const i = queue.pop();
      if (needed.has(i)) continue;
      needed.add(i);
      if (given.has(i)) continue;
      const formula = this._formula(i);
      if (!formula) throw new Error(`'${this.names[i]}' has no value`);
      queue.push(...formula.needs);
    }
    const moving = new Set(varying), still = [], moved = [];
    for (const i of [...needed].filter(i => !given.has(i)).sort((a, b) => a - b)) {
      const formula = this._formula(i), follows = formula.needs.some(j => moving.has(j));
      if (follows) moving.add(i);
      (follows ? moved : still).push(this.functions[formula.at]);
    }
    return [still, moved];
  }

  /** Compute the outputs. */
  run() {
    this.steps ??= this.plan(data.outputs)[0];
    for (const step of this.steps) step();
    return this;
  }

  /** Compare with numbers from Python at points about the scenario: the first output that differs, "" if none does. */
  check() {
    let wrong = "";
    data.check.forEach((expected, k) => {
      this.reset();
      for (const i of this.given) this.T[this.places[i]] *= 1 + 0.02 * k * Math.sin(i + k);
      this.run();
      data.outputs.forEach((i, j) => {
        const own = this.T[this.places[i]], other = expected[j] ?? NaN;
        const near = Math.abs(own - other) <= 1e-10 * Math.abs(other) + 1e-12 || own === other || (other !== other && !isFinite(own));
        if (!near && !wrong) wrong = this.names[i];
      });
    });
    this.reset();
    return wrong;
  }

  /** A number in SI; a series as an array. */
  value(name) {
    const i = this.at(name), place = this.places[i];
    return i in data.sizes ? this.T.slice(place, place + data.sizes[i]) : this.T[place];
  }

  /**
   * Columns of outputs for columns of samples, both by name and in SI. The inputs are then as they were; what is
   * computed is that of the last sample until `run` computes it again.
   */
  samples(columns, outputs) {
    const T = this.T, wanted = outputs.map(name => this.at(name));
    const inputs = Object.keys(columns).map(name => this.at(name)), values = Object.values(columns);
    for (const [follower, leader] of this.following)
      if (inputs.includes(leader) && !inputs.includes(follower)) {
        inputs.push(follower);
        values.push(values[inputs.indexOf(leader)]);
      }
    const [still, moved] = this.plan(wanted, inputs), places = inputs.map(i => this.places[i]);
    const kept = places.map(place => T[place]), sources = wanted.map(i => this.places[i]);
    const count = values[0].length, results = wanted.map(() => new Float64Array(count));
    for (const step of still) step();
    for (let s = 0; s < count; s++) {
      for (let j = 0; j < places.length; j++) T[places[j]] = values[j][s];
      for (let f = 0; f < moved.length; f++) moved[f]();
      for (let j = 0; j < sources.length; j++) results[j][s] = T[sources[j]];
    }
    places.forEach((place, j) => { T[place] = kept[j]; });
    return Object.fromEntries(outputs.map((name, j) => [name, results[j]]));
  }

  /** Columns of outputs for futures in which all that is uncertain varies. */
  monteCarlo(count, seed, outputs) {
    const next = draws(seed), results = Object.fromEntries(outputs.map(name => [name, new Float64Array(count)]));
    for (let start = 0; start < count; start += BLOCK) {
      const part = this.samples(next(Math.min(BLOCK, count - start)), outputs);
      for (const name of outputs) results[name].set(part[name], start);
    }
    return results;
  }
}
