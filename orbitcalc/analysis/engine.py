"""Many samples of a scenario: in chunks, on one core, on many, on any executor, from where it stopped.

A chunk is named by its first sample and its length, and its content depends on nothing else. Chunks are
handed to an executor a few ahead and taken back in order, so results are the same for every executor.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from multiprocessing import get_context

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.sampling import Correlation, Method, Sampler, Uncertain
from orbitcalc.analysis.statistics import columns_of
from orbitcalc.conditions import Condition
from orbitcalc.evaluate import assert_agreement, evaluate, plan_for
from orbitcalc.scenario import Scenario

BLOCK = 8192
"""Samples evaluated together: their arrays stay in the cache."""

CHUNK = 8 * BLOCK
"""Samples in a chunk, unless asked otherwise."""

STATUS_GOOD, STATUS_UNKNOWN, STATUS_FAILED = 0, 1, 2
"""Of a row: all outputs known; some not a number, which is an answer; the evaluation raised an error."""


@dataclass(frozen=True)
class Study:
    """What to draw and what to compute for each sample; plain data that a worker can be sent."""

    scenario: Scenario
    outputs: tuple[str, ...]
    chosen: tuple[Uncertain, ...]
    seed: int = 0
    method: Method = "random"
    correlation: Correlation | None = None
    conditions: tuple[Condition, ...] = ()
    keep_inputs: bool = False

    @cached_property
    def sampler(self) -> Sampler:
        return Sampler(self.chosen, self.seed, self.method, self.correlation)

    @cached_property
    def wanted(self) -> tuple[str, ...]:
        """Outputs and what the conditions need, each once."""
        return tuple(dict.fromkeys((*self.outputs, *(condition.name for condition in self.conditions))))

    def prove(self) -> None:
        """Check units, and that both ways of evaluation agree, at the scenario's own point."""
        assert_agreement(self.scenario, plan_for(self.scenario, self.wanted))

    def chunk(self, start: int, count: int) -> dict[str, Array]:
        """The columns of samples `start` to `start + count`: status, outputs, conditions, inputs if kept."""
        blocks = [self._block(at, min(BLOCK, start + count - at)) for at in range(start, start + count, BLOCK)]
        return {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}

    def _block(self, start: int, count: int) -> dict[str, Array]:
        # NumPy adds a single column in another order than several, so a lone sample gets company
        drawn = self.sampler.draw(start, max(count, 2))
        values = columns_of(evaluate(self.scenario, drawn, self.wanted, check=False), max(count, 2))
        outputs = {name: values[name][:count] for name in self.outputs}
        unknown = np.zeros(count, bool)
        for column in outputs.values():
            unknown |= np.isnan(column)
        holds = {c.text: c.holds(values[c.name][:count]).astype(np.uint8) for c in self.conditions}
        inputs = {f"input:{name}": column[:count] for name, column in drawn.items()} if self.keep_inputs else {}
        return {"status": unknown.astype(np.uint8), **outputs, **holds, **inputs}

    def failed(self, count: int) -> dict[str, Array]:
        """The columns of a chunk whose evaluation raised an error: every row flagged, none dropped."""
        nans = np.full(count, np.nan)
        columns = dict.fromkeys(self.outputs, nans)
        if self.keep_inputs:
            columns |= {f"input:{each.name}": nans for each in self.chosen}
        flags = {condition.text: np.zeros(count, np.uint8) for condition in self.conditions}
        return {"status": np.full(count, STATUS_FAILED, np.uint8), **columns, **flags}


@dataclass(frozen=True)
class Piece:
    """A finished chunk: its number, its columns, and the error if it failed."""

    number: int
    columns: dict[str, Array]
    error: str = ""


def _work(payload: bytes, start: int, count: int) -> dict[str, Array]:
    return _study(payload).chunk(start, count)


@lru_cache(maxsize=2)
def _study(payload: bytes) -> Study:
    """The study, unpacked once in each worker."""
    study = pickle.loads(payload)
    assert isinstance(study, Study)
    return study


def spans(samples: int, chunk: int) -> list[tuple[int, int]]:
    """First sample and length of each chunk."""
    return [(start, min(chunk, samples - start)) for start in range(0, samples, chunk)]


@contextmanager
def workers(jobs: int) -> Iterator[Executor | None]:
    """Processes of our own, or none for a single job; they leave Ctrl-C to the parent."""
    if jobs <= 1:
        yield None
        return
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_ignore_interrupt)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _ignore_interrupt() -> None:
    """Let the parent alone act on Ctrl-C, and keep each worker's libraries on one thread."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["OMP_NUM_THREADS"] = "1"


def pieces(
    study: Study, todo: list[tuple[int, int, int]], executor: Executor | None, *, ahead: int = 4,
    on_error: str = "keep",
) -> Iterator[Piece]:  # fmt: skip
    """The chunks to do (number, start, length), finished, in order.

    A chunk whose worker was lost is computed here; one that raises an error is flagged, or raises it
    if `on_error` is "stop".
    """
    if executor is None:
        for number, start, count in todo:
            yield _taken(study, number, start, count, partial(study.chunk, start, count), on_error)
        return
    payload = pickle.dumps(study)
    waiting: deque[tuple[int, int, int, Future[dict[str, Array]]]] = deque()
    queue = iter(todo)
    width = ahead * max(1, getattr(executor, "_max_workers", 2))
    try:
        while True:
            while len(waiting) < width and (following := next(queue, None)) is not None:
                number, start, count = following
                waiting.append((number, start, count, _submitted(executor, payload, start, count)))
            if not waiting:
                return
            number, start, count, future = waiting.popleft()
            yield _taken(study, number, start, count, future.result, on_error)
    finally:
        for *_, future in waiting:
            future.cancel()


def _submitted(executor: Executor, payload: bytes, start: int, count: int) -> Future[dict[str, Array]]:
    """A chunk handed over; where the executor is broken, a future that says so."""
    try:
        return executor.submit(_work, payload, start, count)
    except (BrokenExecutor, RuntimeError) as error:
        broken: Future[dict[str, Array]] = Future()
        broken.set_exception(BrokenExecutor(str(error)))
        return broken


def _taken(
    study: Study, number: int, start: int, count: int, get: Callable[[], dict[str, Array]], on_error: str
) -> Piece:
    """A chunk's columns, computed here if its worker was lost."""
    try:
        try:
            return Piece(number, get())
        except _LOST:
            return Piece(number, study.chunk(start, count))
    except (ArithmeticError, ValueError) as error:
        if on_error == "stop":
            raise
        return Piece(number, study.failed(count), f"samples {start} to {start + count - 1}: {error}")


_LOST = (BrokenExecutor, CancelledError, ConnectionError, EOFError)
"""How an executor says that a worker died before it answered."""
