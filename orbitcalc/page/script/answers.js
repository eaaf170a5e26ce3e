// What takes longer than a frame, in pieces: a worker computes it, with others or alone.

/** Milliseconds within which a first part of the futures is evaluated, and futures after which all are shown again. */
const AT_ONCE = 8, SHOWN_AT = [10240, 32768];

/**
 * The answer to a question, the part of one worker `place` among `of`: first as many futures as are evaluated at once,
 * then 10,240; after a drag also what to try next, the bridge, and all futures. A pause after each piece.
 */
function* answers(live, question) {
  const { state, output, place, of, dragging } = question, futures = new Gathered(new Futures(live, question), place, of), end = performance.now() + AT_ONCE;
  do futures.next(); while (!futures.done(SHOWN_AT[0]) && performance.now() + futures.lasted < end);
  yield futures.result(futures.done(SHOWN_AT[0]) ? 1 : 0);
  yield* futures.until(SHOWN_AT[0], 1);
  if (dragging) return;
  if (place === 0) {
    yield { advice: yield* paused(adviceOn(live, state)) };
    if (state.against) yield { bridge: yield* paused(bridgeOf(live, state.against, state, output)), of: output };
  }
  yield* futures.until(SHOWN_AT[1], 2);
  yield* futures.until(FUTURES, 3);
}

/** Evaluate what a drag of an input leaves alone, before it begins. */
function* prepared(live, question) {
  const futures = new Gathered(new Futures(live, question), question.place, question.of);
  while (!futures.done(SHOWN_AT[0])) {
    futures.next();
    yield null;
  }
}

/** The columns of every `of`-th block of futures, from block `place` on. */
class Gathered {
  constructor(futures, place, of) {
    Object.assign(this, { futures, block: place, of, parts: [] });
  }

  /** Whether this part of the first so many futures is evaluated. */
  done(count) {
    return this.block >= Math.ceil(count / BLOCK_OF_FUTURES);
  }

  next() {
    const started = performance.now();
    this.parts.push(this.futures.block(this.block));
    this.block += this.of;
    this.lasted = performance.now() - started;
  }

  /** This part of the first so many futures; nothing where it was shown before. */
  *until(count, stage) {
    if (this.done(count)) return;
    while (!this.done(count)) {
      this.next();
      yield null;
    }
    yield this.result(stage);
  }

  /** What has been evaluated, and how far that is: sorted columns, without the futures that have no value. */
  result(stage) {
    const { outputs } = this.futures, count = this.parts.reduce((sum, part) => sum + part[outputs[0]].length, 0);
    return { futures: { stage, count, columns: Object.fromEntries(outputs.map(name => [name, known(this._column(name, count).sort())])) } };
  }

  _column(name, count) {
    const column = new Float64Array(count);
    let at = 0;
    for (const part of this.parts) {
      column.set(part[name], at);
      at += part[name].length;
    }
    return column;
  }
}

/** The pauses of a calculation, as pieces without an answer, and its result. */
function* paused(calculation) {
  for (;;) {
    const { value, done } = calculation.next();
    if (done) return value;
    yield null;
  }
}
