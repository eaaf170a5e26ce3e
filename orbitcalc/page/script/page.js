// The page: holds the state, and redraws what follows from it.

class Explorer {
  constructor(page, live, team) {
    Object.assign(this, { page, live, team, output: page.judgement.ratio, futures: null, advice: null, bridge: null, pending: false, dragged: null, moving: null, queue: [] });
    this.wanted = [...new Set([...page.outcomes.map(([, name]) => name), page.judgement.feasible, page.judgement.ratio])]
      .filter(name => own(page.variables, name));
    this.sliders = [];
    this.explainer = new Explainer(page, () => this);
    document.addEventListener("click", event => { const from = event.target.closest("[data-name]"); if (from) this.explainer.open(from.dataset.name); });
    this.load();
    new IntersectionObserver(([entry]) => byId("strip").classList.toggle("away", entry.isIntersecting || entry.boundingClientRect.top > 0)).observe(byId("lead"));
    window.addEventListener("hashchange", () => { if (location.hash.slice(1) !== this.address) this.load(); });
  }

  /** Read the address, and build what depends on the scenario. */
  load() {
    const { state, problems } = decode(this.page, location.hash);
    this.state = state;
    this.address = location.hash.slice(1);
    show("problems", problems.map(text => el("p", { role: "alert" }, `Not read from the address: ${text}.`)));
    this.rebuild();
  }

  /** The controls of a scenario, new. */
  rebuild() {
    const { page, state } = this, scenario = page.scenarios[state.scenario];
    show("title", scenario.title);
    show("question", scenario.question);
    this.sliders = scenario.sliders.map(name => new Slider(page, name, this.change, this.prepare));
    show("sliders", this.sliders.map(slider => slider.element));
    this.groups = this._groups();
    show("inputs", this.groups);
    this.menus();
    this.refresh();
  }

  _groups() {
    const { page } = this, rows = names => () => names.map(name => inputRow(page, this.state, name, this.model.value(name), this.change));
    return Object.entries(page.groups).flatMap(([key, title]) => {
      const { given } = page.scenarios[this.state.scenario];
      const names = page.inputs.filter(name => page.variables[name].group === key && (given[name] || own(this.state.values, name)));
      return names.length ? [inputGroup(page, title, names, rows(names))] : [];
    });
  }

  menus() {
    const { page, state } = this, none = ["", "nothing"];
    const names = page.scenarios.map((item, at) => [String(at), item.title]);
    show("presets", shortTitles(page.scenarios).map((text, at) => el("button", { type: "button", class: "preset", title: page.scenarios[at].title,
      "aria-pressed": at === state.scenario ? "true" : "false", onclick: () => this.go({ scenario: at, values: {}, against: state.against }) }, text)));
    show("compare", menu("Compare with", [none, ["own", "this plan as it is now"], ...names], this._against(), value => this.compare(value)));
    const scenario = page.scenarios[state.scenario];
    const selections = page.selections.map(item => menu(item.meaning, item.entries.map(entry => [entry.name, entry.title]), wordOf(page, state, item.name),
      value => this.change(item.name, value === scenario.selected[item.name] ? "" : value)));
    const choices = page.choices.map(item => menu(item.meaning, item.words.map(word => [word, word.replaceAll("-", " ")]), wordOf(page, state, item.name),
      value => this.change(item.name, value === scenario.begin.words[item.name] ? "" : value)));
    show("selections", selections);
    show("choices", choices);
    show("curve-output", menu("The curves show", page.outcomes.filter(([, name]) => !page.variables[name].words)
      .map(([label, name]) => [name, label === "the same on the ground" ? page.variables[name].meaning : label]), this.output,
    value => { this.output = value; this.refresh(); }));
  }

  _against() {
    const { against } = this.state;
    return !against ? "" : Object.keys(against.values).length ? "own" : String(against.scenario);
  }

  compare(value) {
    const { scenario, values } = this.state;
    this.state.against = value === "" ? undefined : value === "own" ? { scenario, values: { ...values } } : { scenario: Number(value), values: {} };
    this.go(this.state);
  }

  /** Another state, with new controls. */
  go(state) {
    this.state = state;
    this.store();
    this.rebuild();
  }

  /** The state as the address, and the answer announced; soon, and not while one drags: browsers allow few changes in a while. */
  store() {
    clearTimeout(this.storing);
    this.storing = setTimeout(() => {
      this.address = encode(this.page, this.state);
      history.replaceState(null, "", this.address ? `#${this.address}` : location.pathname + location.search);
      byId("announced").textContent = `${byId("lead").firstElementChild.textContent} ${this.verdict()}`;
    }, 250);
  }

  /** The address of what the page shows. */
  link() {
    const address = encode(this.page, this.state), [start] = location.href.split("#");
    return address ? `${start}#${address}` : start;
  }

  /** A text for a variable: null ends a drag, an empty one resets it. */
  change = (name, text, field) => {
    if (text === null) { this.dragged = null; this.refresh(); return; }
    const wrong = text && problem(this.page, name, text);
    if (field) field.setAttribute("aria-invalid", wrong ? "true" : "false");
    show("problems", wrong ? el("p", { role: "alert" }, `${name}: ${wrong}.`) : "");
    if (wrong) return;
    if (text) this.state.values[name] = text; else delete this.state.values[name];
    if (selectionOf(this.page, name)) this.forget(name);
    this.moving = this.dragged = field && field.type === "range" ? name : null;
    if (selectionOf(this.page, name) || choiceOf(this.page, name)) this.menus();
    if (!this.pending) { this.pending = true; requestAnimationFrame(() => this.refresh()); }
  };

  /** A drag of an input may begin. */
  prepare = name => {
    const { scenario, values } = this.state, text = values[name] ?? write(this.page, name, this.model.value(name));
    if (!this.dragged) this.team.prepare({ state: { scenario, values: { ...values, [name]: text } }, outputs: this.wanted, moving: name });
  };

  /** Values given for what another entry of a catalogue determines do not stay beside it. */
  forget(selection) {
    for (const [numbers] of Object.values(this.page.scenarios[this.state.scenario].changes[selection]))
      for (const name of Object.keys(numbers)) delete this.state.values[name];
  }

  /** Compute the state and show what follows from it; curves and futures come after. */
  refresh() {
    const started = performance.now();
    this.pending = false;
    const { page, state } = this;
    this.other = state.against ? this._other() : null;
    if (!state.against) show("bridge", el("p", { class: "soft" }, "Choose another plan to see which inputs make the difference."));
    else if (this.bridged !== JSON.stringify(state.against)) show("bridge", el("p", { class: "soft" }, "Dividing the difference among the inputs …"));
    this.bridged = JSON.stringify(state.against);
    this.model = this.live.at(state);
    this.team.ask({ state, outputs: this.wanted, output: this.output, moving: this.moving, dragging: this.dragged !== null }, (part, isLatest) => this.take(part, isLatest));
    this.store();
    document.body.classList.add("stale");
    this.showAnswer();
    for (const slider of this.sliders) this._slide(slider);
    for (const group of this.groups) group.refill();
    show("command", command(page, state));
    this.queue = this.sliders.filter(slider => slider.name !== this.dragged);
    document.body.dataset.milliseconds = (performance.now() - started).toFixed(1);
  }

  /** A part of the answer that came later; futures of the state before are better than none while one drags. */
  take(part, isLatest) {
    if (part.futures) {
      this.futures = part.futures;
      this.showFutures();
    }
    if (!isLatest) return;
    requestAnimationFrame(() => this.redraw());
    document.body.classList.remove("stale");
    if (part.wrong) show("problems", el("p", { role: "alert" }, part.wrong));
    if (part.advice) show("advice", adviceList(this.page, part.advice, this.change));
    if (part.bridge) show("bridge", bridgeView(this.page, part.bridge, part.of, this.other));
  }

  /** The other plan, computed when it is another one. */
  _other() {
    const key = JSON.stringify(this.state.against);
    if (this.other?.key === key) return this.other;
    const model = this.live.at(this.state.against);
    const title = `${shortTitles(this.page.scenarios)[this.state.against.scenario]}${Object.keys(this.state.against.values).length ? ", changed" : ""}`;
    return { key, title, values: Object.fromEntries(this.page.outcomes.filter(([, name]) => name in model.index).map(([, name]) => [name, model.value(name)])) };
  }

  _slide(slider) {
    const value = this.model.value(slider.name), dragged = slider.name === this.dragged;
    slider.update(this.state, value, own(this.state.values, slider.name), dragged);
    if (dragged) slider.mark(this.output, this.model.value(this.output));
  }

  /** One curve in each frame, when the first futures are shown. */
  redraw() {
    const slider = this.queue.shift();
    if (!slider) return;
    slider.redraw(this.live, this.model, this.output, this.model.value(this.output));
    requestAnimationFrame(() => this.redraw());
  }

  showAnswer() {
    const { page, state, model } = this;
    const nodes = page.sentences.map(item => sentencePieces(page, state, model, item)).filter(pieces => pieces.length)
      .map(pieces => pieces.map(({ text, name }) => name ? explains(name, text) : text));
    show("lead", el("p", { class: "lead" }, nodes[0]), el("p", { id: "spread" }), el("p", { id: "verdict" }, this.futures ? "" : this.verdict()));
    show("more", ...nodes.slice(1).map(sentence => [...sentence, " "]));
    if (page.picture) show("pictures", pictures(page, model));
    show("strip", stripText(page, model));
    show("parts", page.breakdowns.map(item => breakdownView(page, model, item)));
    show("binding", bindingRows(page, model));
    if (!this.futures) this.showTable();
    else if (!this.dragged) this.showFutures();
  }

  showTable() {
    show("figures", figureTable(this.page, this.model, this.futures, this.other));
  }

  /** Cost against the ground, feasibility and what binds, in a sentence. */
  verdict() {
    const { page, model, futures } = this, { feasible, ratio } = page.judgement;
    const times = model.value(ratio), parts = [];
    if (isFinite(times)) parts.push(`Computing costs ${rounded(times)} times as much as on the ground${futures ? ` (${this.ratioRange(futures.outputs[ratio])})` : ""}.`);
    parts.push(`${model.value(feasible) >= 0.5 ? "The plan is feasible" : "The plan is not feasible"}; what binds is ${this.bindingTopic()}.`);
    if (futures) parts.push(`Of ${futures.count.toLocaleString("en-US")} futures ${percent(futures.feasible)} are feasible, and ${percent(futures.cheaper)} cheaper than the ground.`);
    return parts.join(" ");
  }

  /** The range of the cost against the ground in words. */
  ratioRange(range) {
    if (!isNaN(range.high)) return `${rangeText(this.page, this.page.judgement.ratio, range)} in 90 % of futures`;
    return `in the futures ${isNaN(range.low) ? "" : `at least ${rounded(range.low)}, `}with no value in ${percent(range.without)}`;
  }

  /** The figures of the first sentence with their ranges; nothing before the futures are known. */
  spread() {
    return this.futures ? spreadText(this.page, this.futures) : "";
  }

  bindingTopic() {
    const { topic } = causeOf(this.page, this.model);
    return /^the /.test(topic) ? topic : `the ${topic}`;
  }

  showFutures() {
    const { page, output, model, futures, other } = this;
    byId("spread").textContent = this.spread();
    byId("verdict").textContent = this.verdict();
    this.showTable();
    const range = futures.outputs[output], { without } = range;
    byId("distribution-of").textContent = this.page.outcomes.find(([, name]) => name === output)[0];
    show("distribution", histogram(page, output, range, model.value(output), other ? other.values[output] : NaN),
      el("p", { class: "note" }, `${futures.count.toLocaleString("en-US")} futures of all that is uncertain and not set here; the line is this plan${other ? ", the dashed one the other" : ""}${without > 0 ? `; ${percent(without)} have no value` : ""}.`));
  }
}
