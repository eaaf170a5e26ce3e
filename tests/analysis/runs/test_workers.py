"""Executors: the same bytes from processes and clusters, though one is killed."""

from __future__ import annotations

import os
import time
from concurrent.futures import Executor
from typing import Any

import pytest

from orbitcalc.analysis.runs.engine import chunk_ranges, compute_chunks
from orbitcalc.analysis.runs.study import Study
from orbitcalc.analysis.runs.workers import cluster, processes
from tests.analysis.runs.helpers import CHUNK, SAMPLES, joined, same


def run_on(study: Study, executor: Executor | None) -> tuple[dict[str, Any], int]:
    chunks = list(compute_chunks(study, chunk_ranges(SAMPLES, CHUNK), executor))
    return joined([chunk for chunk, _ in chunks]), sum(lost for _, lost in chunks)


@pytest.mark.parametrize("jobs", [1, 2])
def test_processes_give_the_same_bytes(study: Study, reference: dict[str, Any], jobs: int) -> None:
    with processes(jobs) as pool:
        columns, lost = run_on(study, pool)
    assert same(columns, reference)
    assert lost == 0


def test_a_killed_process_costs_nothing_but_time(study: Study, reference: dict[str, Any]) -> None:
    import signal
    from multiprocessing import active_children

    before = {child.pid for child in active_children()}
    with processes(2) as pool:
        chunks = []
        for number, piece in enumerate(compute_chunks(study, chunk_ranges(SAMPLES, CHUNK), pool)):
            chunks.append(piece[0])
            if number == 1:
                child = next(child for child in active_children() if child.pid not in before)
                assert child.pid
                os.kill(child.pid, signal.SIGKILL)
    assert same(joined(chunks), reference)


@pytest.mark.filterwarnings("ignore")
def test_dask_gives_the_same_bytes_though_a_worker_is_killed(study: Study, reference: dict[str, Any]) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        host="127.0.0.1",
    ) as local:
        with cluster(local.scheduler_address) as (executor, threads):
            assert threads == 2
            chunks = []
            for number, piece in enumerate(compute_chunks(study, chunk_ranges(SAMPLES, 200), executor, 4)):
                chunks.append(piece[0])
                if number == 3:
                    os.kill(local.workers[0].pid, 9)
        assert same(joined(chunks), reference)


def test_no_scheduler_is_a_clear_message() -> None:
    pytest.importorskip("distributed")
    from orbitcalc.analysis.runs.workers import ClusterError

    began = time.monotonic()
    with pytest.raises(ClusterError, match="no dask scheduler answers"), cluster("tcp://127.0.0.1:9", "1s"):
        pass
    assert time.monotonic() - began < 8.0


def test_a_pool_that_ends_while_a_process_is_replaced_ends_quietly() -> None:
    """The moment between the death of a process and the start of the next, over and over."""
    import signal
    from multiprocessing import active_children

    for _ in range(5):
        before = {child.pid for child in active_children()}
        with processes(2) as pool:
            assert pool is not None
            futures = [pool.submit(pow, 2, 3) for _ in range(4)]
            for child in active_children():
                if child.pid not in before and child.pid:
                    os.kill(child.pid, signal.SIGKILL)
            pool.shutdown(wait=False)
        assert not any(future.running() for future in futures)
