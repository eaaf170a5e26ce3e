"""The engine: the same bytes from any executor, and chunks that it loses are computed again."""

from __future__ import annotations

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

import orbitcalc
from orbitcalc.analysis.runs.engine import ChunkRange, chunk_ranges, compute_chunks
from orbitcalc.analysis.runs.montecarlo import mc
from orbitcalc.analysis.runs.study import Study
from tests.analysis.runs.helpers import CHUNK, SAMPLES, joined, same


def test_tasks_cover_every_sample_once() -> None:
    assert chunk_ranges(10, 4) == [ChunkRange(0, 0, 4), ChunkRange(1, 4, 4), ChunkRange(2, 8, 2)]


def run_on(study: Study, executor: Executor | None) -> tuple[dict[str, Any], int]:
    chunks = list(compute_chunks(study, chunk_ranges(SAMPLES, CHUNK), executor))
    return joined([chunk for chunk, _ in chunks]), sum(lost for _, lost in chunks)


def test_any_executor_gives_the_same_bytes(study: Study, reference: dict[str, Any]) -> None:
    with ThreadPoolExecutor(2) as pool:
        assert same(run_on(study, pool)[0], reference)


class Unreliable(Executor):
    """Computes every other chunk and loses the others; takes no more after some."""

    def __init__(self, last: int) -> None:
        self.last, self.count = last, 0

    def submit(self, function: Any, /, *args: Any, **named: Any) -> Future[Any]:
        self.count += 1
        if self.count > self.last:
            raise RuntimeError("cannot schedule new futures after shutdown")
        future: Future[Any] = Future()
        if self.count % 2:
            future.set_result(function(*args, **named))
        else:
            future.set_exception(ConnectionResetError("the worker died"))
        return future


def test_what_an_executor_loses_is_computed_here(study: Study, reference: dict[str, Any]) -> None:
    columns, lost = run_on(study, Unreliable(4))
    assert same(columns, reference)
    assert lost == 4  # chunks 2 and 4, and the two that were refused


def test_mc_takes_any_executor() -> None:
    scenario = orbitcalc.load("google-1gw")
    with ThreadPoolExecutor(2) as pool:
        one, other = mc(scenario, 3000, chunk=500), mc(scenario, 3000, chunk=700, executor=pool)
    assert one.to_dict() == other.to_dict()
