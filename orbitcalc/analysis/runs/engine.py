"""Many samples of a scenario: in chunks, on one core, on many, on any executor.

A chunk is named by its first sample and its length, and its content depends on nothing else. Chunks are
handed to an executor a few ahead and taken back in order, so results are the same for every executor.
"""

from __future__ import annotations

import ctypes
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, partial
from itertools import islice

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.sampling.uncertain import Correlation, Method, Sampler, Uncertain
from orbitcalc.analysis.statistics.summary import columns_of
from orbitcalc.errors import OrbitcalcError
from orbitcalc.evaluate import assert_agreement, evaluate, plan_for
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.conditions import Condition

BLOCK = 16384
"""Samples evaluated together: their arrays stay in the cache."""

CHUNK = 4 * BLOCK
"""Samples in a chunk, unless asked otherwise."""

AHEAD = 4
"""Chunks in hand for each worker, so that none waits for the next."""

MEMORY = {-3: 1 << 25, -1: 1 << 30}
"""Of mallopt: M_MMAP_THRESHOLD and M_TRIM_THRESHOLD [byte]."""

STATUS_GOOD, STATUS_UNKNOWN, STATUS_FAILED = 0, 1, 2
"""Of a row: all outputs known; some not a number, which is an answer; the evaluation raised an error."""

FAILURES = (ArithmeticError, LookupError, ValueError)
"""What an evaluation may raise for some values; anything else is a fault of the program."""

REPORTED = 3
"""Errors that a chunk tells in full; the status column has them all."""


class SampleError(OrbitcalcError):
    """The evaluation of a sample failed and the run was to stop there."""

    exit_code = 3


@dataclass(frozen=True)
class Study:
    """What to draw and what to compute for each sample; plain data that a worker can be sent.

    `vary` is what was asked to vary alone, `chosen` what varies.
    """

    scenario: Scenario
    outputs: tuple[str, ...]
    chosen: tuple[Uncertain, ...]
    seed: int = 0
    method: Method = "random"
    correlation: Correlation | None = None
    conditions: tuple[Condition, ...] = ()
    keep_inputs: bool = False
    vary: tuple[str, ...] = ()

    @cached_property
    def sampler(self) -> Sampler:
        return Sampler(self.chosen, self.seed, self.method, self.correlation)

    @cached_property
    def wanted(self) -> tuple[str, ...]:
        """Outputs and what the conditions need, each once."""
        return tuple(dict.fromkeys((*self.outputs, *(condition.name for condition in self.conditions))))

    @cached_property
    def drawn(self) -> frozenset[str]:
        """What has to be drawn: whatever has a say in what is wanted, or is kept."""
        every = frozenset(each.name for each in self.chosen)
        return every if self.keep_inputs else every & {*plan_for(self.scenario, self.wanted).needs, *self.wanted}

    def prove(self) -> None:
        """Check units, and that both ways of evaluation agree, at the scenario's own point."""
        assert_agreement(self.scenario, plan_for(self.scenario, self.wanted))

    def chunk(self, start: int, count: int) -> Chunk:
        """The columns of samples `start` to `start + count`: status, outputs, conditions, inputs if kept."""
        errors: list[tuple[int, str]] = []
        blocks = [self._block(at, min(BLOCK, start + count - at), errors) for at in range(start, start + count, BLOCK)]
        return Chunk(_joined(blocks), tuple(errors))

    def _block(self, start: int, count: int, errors: list[tuple[int, str]]) -> dict[str, Array]:
        """A block of samples; where one of them fails, halves of it until that one is alone."""
        drawn = self.sampler.draw(start, count, self.drawn)
        inputs = {f"input:{name}": column[:count] for name, column in drawn.items()} if self.keep_inputs else {}
        if count == 1:  # NumPy adds a single column in another order than several
            drawn = {name: np.repeat(column, 2) for name, column in drawn.items()}
        try:
            values = evaluate(self.scenario, drawn, self.wanted, check=False)
        except FAILURES as error:
            if count == 1:
                errors += [(start, f"{type(error).__name__}: {error}")] if len(errors) < REPORTED else []
                return {**self._failed(), **inputs}
            half = count // 2
            return _joined([self._block(start, half, errors), self._block(start + half, count - half, errors)])
        known = {**values, **{name: drawn[name] for name in self.wanted if name in drawn}}
        columns = {name: column[:count] for name, column in columns_of(known, max(count, 2)).items()}
        return {**self._columns(columns, count), **inputs}

    def _columns(self, values: dict[str, Array], count: int) -> dict[str, Array]:
        unknown = np.zeros(count, bool)
        for name in self.outputs:
            unknown |= np.isnan(values[name])
        holds = {c.text: c.holds(values[c.name]).astype(np.uint8) for c in self.conditions}
        return {"status": unknown.astype(np.uint8), **{name: values[name] for name in self.outputs}, **holds}

    def _failed(self) -> dict[str, Array]:
        """The row of a sample whose evaluation raised an error: flagged, not dropped."""
        outputs = {name: np.full(1, np.nan) for name in self.outputs}
        holds = {condition.text: np.zeros(1, np.uint8) for condition in self.conditions}
        return {"status": np.full(1, STATUS_FAILED, np.uint8), **outputs, **holds}

    def inputs_text(self, sample: int) -> str:
        """The draws of one sample, each with its unit, as --set would take them."""
        graph, drawn = self.scenario.graph, self.sampler.draw(sample, 1)
        shown = {name: float(graph[name].unit.from_si(column[0])) for name, column in drawn.items()}
        return " ".join(f"-s {name}='{value!r} {graph[name].unit.label}'" for name, value in shown.items())


def _joined(blocks: list[dict[str, Array]]) -> dict[str, Array]:
    return {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}


@dataclass(frozen=True)
class Chunk:
    """The columns of some samples, and the first of those that failed, each with its error."""

    columns: dict[str, Array]
    errors: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Task:
    """A chunk to do: its number, its first sample, its length."""

    number: int
    start: int
    count: int


def tasks(samples: int, chunk: int) -> list[Task]:
    """The chunks of a run."""
    return [Task(number, at, min(chunk, samples - at)) for number, at in enumerate(range(0, samples, chunk))]


def computed(
    study: Study, todo: Iterable[Task], executor: Executor | None = None, width: int = 0
) -> Iterator[tuple[Chunk, bool]]:
    """The chunks to do, finished, in order; and whether one was computed here since its worker was lost.

    `width` is how many chunks are in the executor's hands at a time; four for each worker unless said.
    """
    if executor is None:
        for task in todo:
            yield study.chunk(task.start, task.count), False
        return
    width = width or AHEAD * getattr(executor, "_max_workers", 8)
    payload = pickle.dumps(study)
    waiting: deque[tuple[Task, Future[Chunk]]] = deque()
    queue = iter(todo)
    try:
        while True:
            for task in islice(queue, width - len(waiting)):
                waiting.append((task, _submitted(executor, payload, task)))
            if not waiting:
                return
            task, future = waiting.popleft()
            yield _taken(future.result, partial(study.chunk, task.start, task.count))
    finally:
        for _, future in waiting:
            future.cancel()


def _work(payload: bytes, start: int, count: int) -> Chunk:
    keep_freed_memory()
    return _study(payload).chunk(start, count)


@cache
def keep_freed_memory() -> None:
    """Have the C library keep freed arrays for the next ones, in every thread of this process.

    What `evaluate` does for the main thread does not reach others, and not the workers of dask, which
    are told to give all memory back at once: there, page faults take five sixths of the time. Does
    nothing where the C library is not glibc.
    """
    try:
        adjust = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return
    for setting, size in MEMORY.items():
        adjust(setting, size)


@lru_cache(maxsize=2)
def _study(payload: bytes) -> Study:
    """The study, unpacked once in each worker."""
    study = pickle.loads(payload)
    assert isinstance(study, Study)
    return study


def _submitted(executor: Executor, payload: bytes, task: Task) -> Future[Chunk]:
    """A chunk handed over; where the executor takes no more, a future that says so."""
    try:
        return executor.submit(_work, payload, task.start, task.count)
    except RuntimeError as error:
        refused: Future[Chunk] = Future()
        refused.set_exception(error)
        return refused


def _taken(there: Callable[[], Chunk], here: Callable[[], Chunk]) -> tuple[Chunk, bool]:
    """A chunk from its worker; whatever went wrong there, from here, where a fault of ours shows as itself."""
    try:
        return there(), False
    except Exception:  # noqa: BLE001 - each executor has its own way to say that a worker died
        return here(), True
