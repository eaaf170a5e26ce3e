"""The chunks of a study computed in this process, in others, or by any executor.

A chunk is defined by its first sample and its length, and its content depends on nothing else. Chunks
are handed to an executor a few ahead and taken back in order, so results are the same for every executor.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, wait
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice

from orbitcalc.analysis.runs.study import Chunk, Study
from orbitcalc.evaluate import BLOCK, keep_freed_memory

CHUNK = 4 * BLOCK
"""Samples in a chunk, unless the caller names another number."""

CHUNK_WITH_INPUTS = BLOCK
"""The same where the draws are stored too."""

POLL = 1.0
"""Seconds between two questions whether a cluster still has workers."""

AHEAD = 4
"""Chunks handed over for each worker, so that none waits for the next."""


@dataclass(frozen=True)
class ChunkRange:
    """The samples of a chunk: its number, its first sample, its length."""

    number: int
    start: int
    count: int


def chunk_ranges(samples: int, chunk: int) -> list[ChunkRange]:
    """The chunks of a run of so many samples, at most `chunk` in each."""
    return [ChunkRange(number, at, min(chunk, samples - at)) for number, at in enumerate(range(0, samples, chunk))]


def compute_chunks(
    study: Study, ranges: Iterable[ChunkRange], executor: Executor | None = None, width: int = 0
) -> Iterator[tuple[Chunk, bool]]:
    """The chunks of a study in order, each with whether it was computed here because its worker was lost.

    Parameters
    ----------
    study : Study
        The study.
    ranges : iterable of ChunkRange
        The chunks to compute.
    executor : Executor, optional
        Where to compute them; else in this process.
    width : int
        Most chunks in the executor's hands at a time; 0 for `AHEAD` for each worker.

    Raises
    ------
    LostClusterError
        If the executor is a cluster that lost its last worker.
    """
    if executor is None:
        for item in ranges:
            yield study.chunk(item.start, item.count), False
        return
    width = width or AHEAD * getattr(executor, "_max_workers", 8)
    payload = pickle.dumps(study)
    waiting: deque[tuple[ChunkRange, Future[Chunk]]] = deque()
    queue = iter(ranges)
    try:
        while True:
            for item in islice(queue, width - len(waiting)):
                waiting.append((item, _submit(executor, payload, item)))
            if not waiting:
                return
            item, future = waiting.popleft()
            yield _take(future, getattr(executor, "check", None), partial(study.chunk, item.start, item.count))
    finally:
        for _, future in waiting:
            future.cancel()


def _work(payload: bytes, start: int, count: int) -> Chunk:
    """A chunk of a pickled study, computed in a worker."""
    keep_freed_memory()
    return _study(payload).chunk(start, count)


@lru_cache(maxsize=2)
def _study(payload: bytes) -> Study:
    """The study, unpickled once in each worker."""
    study = pickle.loads(payload)
    assert isinstance(study, Study)
    return study


def _submit(executor: Executor, payload: bytes, item: ChunkRange) -> Future[Chunk]:
    """The future of a chunk; where the executor accepts no more, a future with that error."""
    try:
        return executor.submit(_work, payload, item.start, item.count)
    except RuntimeError as error:
        refused: Future[Chunk] = Future()
        refused.set_exception(error)
        return refused


def _take(future: Future[Chunk], check: Callable[[], None] | None, local: Callable[[], Chunk]) -> tuple[Chunk, bool]:
    """A chunk from its worker; after any error there, computed here, where a fault of the program shows as itself.

    While it is awaited, `check` may refuse to wait any longer.
    """
    while check and not future.done():
        if not wait([future], timeout=POLL).done:
            check()
    try:
        return future.result(), False
    except Exception:  # noqa: BLE001 - each executor has its own way to report that a worker died
        return local(), True
