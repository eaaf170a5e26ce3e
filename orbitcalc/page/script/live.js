// The model of a scenario under a state: its numbers and curves, and what is uncertain.

/** The page with what its later scenarios share with the first filled in. */
function completed(page) {
  const [first, ...others] = page.scenarios;
  for (const { begin, given } of others) {
    begin.draws.inputs = begin.draws.inputs.map(row => typeof row === "number" ? first.begin.draws.inputs[row] : row);
    for (const name of Object.keys(first.given)) if (!own(given, name)) given[name] = first.given[name];
  }
  return page;
}

class Live {
  /** `kernel` makes the module of the model from the data with which a scenario begins. */
  constructor(page, kernel) {
    Object.assign(this, { page, kernel, parts: [] });
  }

  /** The module and the model of a scenario, made when it is first asked for. */
  part(scenario) {
    return this.parts[scenario] ??= (() => {
      const data = { ...this.page.model, ...this.page.scenarios[scenario].begin }, module = this.kernel(data);
      return { data, module, model: new module.Model() };
    })();
  }

  /** A model besides those of the scenarios, to try mixtures of them. */
  spare() {
    return this.other ??= new (this.part(0).module.Model)();
  }

  /** The entries that a state chooses where its scenario has others. */
  entries(state) {
    const { selected } = this.page.scenarios[state.scenario];
    return Object.entries(state.values).filter(([name, text]) => own(selected, name) && selected[name] !== text);
  }

  /** The model of a state, computed; where nothing but given numbers differs from the state before, by the same steps. */
  at(state) {
    const part = this.part(state.scenario), { model } = part, names = Object.keys(state.values);
    const numbers = names.filter(name => own(this.page.variables, name));
    const kind = JSON.stringify([names, names.map(name => own(this.page.variables, name) || state.values[name])]);
    if (kind !== part.kind) this._prepare(model, state);
    part.kind = kind;
    for (const name of numbers) model.set(name, read(this.page, name, state.values[name]).value);
    return model.run();
  }

  /** The words and entries of a state, from the scenario on. */
  _prepare(model, state) {
    const { changes } = this.page.scenarios[state.scenario];
    model.reset();
    for (const [name, entry] of this.entries(state)) {
      const [numbers, computed] = changes[name][entry];
      for (const [variable, value] of Object.entries(numbers)) model.set(variable, value ?? NaN);
      for (const variable of computed) model.free(variable);
    }
    for (const [name, text] of Object.entries(state.values)) {
      if (choiceOf(this.page, name)) model.choose(name, text);
    }
  }

  /** An output over values of an input; the model is then as it was. */
  curve(model, name, values, output) {
    const column = model.samples({ [name]: Float64Array.from(values) }, [output])[output];
    model.run();
    return column;
  }

  /** The distributions of what is uncertain in a state, and the names of what is certain there though they name it. */
  distributions(state) {
    const { data } = this.part(state.scenario), rows = new Map(), certain = new Set(Object.keys(state.values)), names = data.names.split(" ");
    for (const [name, entry] of this.entries(state)) {
      const { draws } = selectionOf(this.page, name).entries.find(item => item.name === entry);
      for (const [variable, row] of Object.entries(draws)) {
        const place = names.indexOf(variable);
        row ? rows.set(place, [place, ...row.slice(1)]) : certain.add(variable);
      }
    }
    const { inputs, root } = this.page.scenarios[state.scenario].begin.draws;
    const changed = inputs.map(row => { const other = rows.get(row[0]); rows.delete(row[0]); return other || row; });
    return { draws: { inputs: [...changed, ...rows.values()], root }, certain };
  }

  /** The first output of any scenario that differs from the numbers of Python; empty if none does. */
  check() {
    for (const [place, scenario] of this.page.scenarios.entries()) {
      const part = this.part(place), wrong = part.model.check();
      part.kind = "";
      if (wrong) return `${wrong} of ${scenario.name}`;
    }
    return "";
  }
}
