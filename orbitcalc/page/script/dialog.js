// The window that explains a figure, and goes on to what the figure is computed from.

class Explainer {
  /** `current` gives the page's state and model. */
  constructor(page, current) {
    Object.assign(this, { page, current, trail: [] });
    this.dialog = byId("explain");
    byId("explain-back").onclick = () => { this.trail.pop(); this._show(); };
    byId("explain-close").onclick = () => this.dialog.close();
    this.dialog.onclick = event => event.target === this.dialog && this.dialog.close();
  }

  open(name) {
    this.trail = [name];
    this._show();
    if (!this.dialog.open) this.dialog.showModal();
  }

  _show() {
    const { state, model } = this.current(), about = explanation(this.page, state, model, this.trail.at(-1));
    byId("explain-title").textContent = about.meaning;
    byId("explain-back").hidden = this.trail.length < 2;
    show("explain-body", el("p", { class: "figure" }, about.value), el("p", { class: "about" }, el("code", {}, about.name)),
      about.formula ? el("pre", {}, [about.formula, about.numbers].filter(Boolean).join("\n")) : "",
      about.texts.map(text => el("p", {}, text)), about.needs.length ? this._needs(about.needs) : "");
    this.dialog.scrollTop = 0;
  }

  _needs(needs) {
    const go = name => { this.trail.push(name); this._show(); byId("explain-title").focus(); };
    return [el("h3", {}, "Computed from"), el("table", {}, el("tbody", {}, needs.map(([name, value]) => el("tr", {},
      el("th", { scope: "row" }, el("button", { type: "button", class: "explains", onclick: () => go(name) }, this.page.variables[name].meaning)), el("td", {}, value)))))];
  }
}

/** A text that opens the explanation of a variable. */
const explains = (name, text, label) => el("button", { type: "button", class: "explains", "data-name": name, "aria-haspopup": "dialog", ...(label ? { "aria-label": label } : {}) }, text);
