// The workers beside the page, and what they answer together.

/** Workers at most: each holds the model, and phones have little memory. */
const WORKERS = 4;

/** One more who answers questions: a worker, or this page between frames where there is none. */
function member(page, code, pure, take) {
  try {
    const address = URL.createObjectURL(new Blob([`const kernel = new Function("data", ${JSON.stringify(code)});${pure}`], { type: "text/javascript" }));
    const worker = new Worker(address);
    worker.onmessage = ({ data }) => take(data);
    worker.postMessage({ page });
    return question => worker.postMessage(question);
  } catch {
    const live = new Live(page, new Function("data", code));
    let current = null;
    const next = parts => {
      if (parts !== current) return;
      const { value, done } = parts.next();
      if (value) take({ id: parts.id, ...value });
      if (!done) requestAnimationFrame(() => next(parts));
    };
    return question => {
      if (question.prepare) return;
      current = Object.assign(answers(live, structuredClone(question)), { id: question.id });
      requestAnimationFrame(() => next(current));
    };
  }
}

class Team {
  /** `pure` are the scripts of a worker; one processor stays for the page. */
  constructor(page, code, pure) {
    const of = Math.max(1, Math.min(WORKERS, (navigator.hardwareConcurrency || 2) - 1));
    Object.assign(this, { page, id: 0, next: null, stage: 0 });
    this.members = Array.from({ length: of }, (_, place) => member(page, code, pure, part => this._take(place, part)));
  }

  /** Ask a question; it waits until the first futures of the one before are here, so that a drag always shows some. */
  ask(question, show) {
    this.next = { question, show };
    if (this.stage >= 0) this._send();
  }

  /** Let the workers evaluate what a drag of an input will leave alone. */
  prepare(question) {
    this._post({ ...question, prepare: true });
  }

  _send() {
    const { question, show } = this.next;
    Object.assign(this, { id: this.id + 1, next: null, show, stage: -1, parts: this.members.map(() => ({ stage: -1 })) });
    this._post({ ...question, id: this.id });
  }

  _post(question) {
    this.members.forEach((ask, place) => ask({ ...JSON.parse(JSON.stringify(question)), place, of: this.members.length }));
  }

  /** A piece of an answer: futures are shown when all workers have got so far. */
  _take(place, { id, futures, ...other }) {
    if (id !== this.id) return;
    if (!futures) { this.stage = Math.max(this.stage, 0); this.show(other, !this.next); return; }
    this.parts[place] = futures;
    const stage = Math.min(...this.parts.map(part => part.stage));
    if (stage <= this.stage) return;
    this.stage = stage;
    const { show, next, parts } = this;
    if (next) this._send();
    show({ futures: digest(this.page, parts) }, !next);
  }
}
