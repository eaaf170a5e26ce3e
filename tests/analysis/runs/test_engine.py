"""The engine: the same bits for any size of block, any executor, any loss; a failure is a row, not an end."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import orbitcalc
from orbitcalc.analysis.runs import engine
from orbitcalc.analysis.runs.engine import STATUS_FAILED, Chunk, Study, Task, computed, tasks
from orbitcalc.analysis.runs.montecarlo import mc, study_of
from orbitcalc.analysis.runs.workers import cluster, processes
from orbitcalc.evaluate import evaluate
from orbitcalc.graph import Rule

SAMPLES, CHUNK = 6000, 1000


@pytest.fixture(scope="module")
def study() -> Study:
    return study_of(orbitcalc.load("google-1gw"), seed=3)


def joined(chunks: list[Chunk]) -> dict[str, Any]:
    return {name: np.concatenate([chunk.columns[name] for chunk in chunks]) for name in chunks[0].columns}


def same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return list(one) == list(other) and all(one[name].tobytes() == other[name].tobytes() for name in one)


@pytest.fixture(scope="module")
def reference(study: Study) -> dict[str, Any]:
    return study.chunk(0, SAMPLES).columns


@pytest.mark.parametrize("method", ["random", "sobol"])
@pytest.mark.parametrize("size", [1, 2, 3, 17, 511])
def test_every_variable_has_the_same_bits_in_blocks_of_any_size(size: int, method: Any) -> None:
    scenario = orbitcalc.load("google-1gw")
    numbers = [name for name, rule in scenario.graph.of(Rule).items() if not rule.axis]
    study = study_of(scenario, outputs=numbers, seed=1, method=method)
    whole = study.chunk(0, 1024).columns
    parts = joined([study.chunk(start, min(size, 40 - start)) for start in range(0, 40, size)])
    assert same({name: column[:40] for name, column in whole.items()}, parts)


def test_tasks_cover_every_sample_once() -> None:
    assert tasks(10, 4) == [Task(0, 0, 4), Task(1, 4, 4), Task(2, 8, 2)]


def run_on(study: Study, executor: Executor | None) -> tuple[dict[str, Any], int]:
    found = list(computed(study, tasks(SAMPLES, CHUNK), executor))
    return joined([chunk for chunk, _ in found]), sum(lost for _, lost in found)


@pytest.mark.parametrize("jobs", [1, 2])
def test_processes_give_the_same_bytes(study: Study, reference: dict[str, Any], jobs: int) -> None:
    with processes(jobs) as pool:
        columns, lost = run_on(study, pool)
    assert same(columns, reference)
    assert lost == 0


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


def test_a_killed_process_costs_nothing_but_time(study: Study, reference: dict[str, Any]) -> None:
    import signal
    from multiprocessing import active_children

    before = {child.pid for child in active_children()}
    with processes(2) as pool:
        found = []
        for number, piece in enumerate(computed(study, tasks(SAMPLES, CHUNK), pool)):
            found.append(piece[0])
            if number == 1:
                child = next(child for child in active_children() if child.pid not in before)
                assert child.pid
                os.kill(child.pid, signal.SIGKILL)
    assert same(joined(found), reference)


def failing(at: frozenset[float], name: str) -> Any:
    """An evaluation that raises an error where a draw is one of these."""

    def evaluated(scenario: Any, samples: Mapping[str, Any], wanted: Any, **named: Any) -> Any:
        if at.intersection(samples[name].tolist()):
            raise FloatingPointError("no root")
        return evaluate(scenario, samples, wanted, **named)

    return evaluated


def test_a_failed_sample_is_one_flagged_row(
    study: Study, reference: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "satellite_life"
    drawn = study.sampler.draw(0, SAMPLES)[name]
    bad = [0, 77, 1500, SAMPLES - 1]
    monkeypatch.setattr(engine, "evaluate", failing(frozenset(drawn[bad].tolist()), name))
    chunk = study.chunk(0, SAMPLES)
    assert np.flatnonzero(chunk.columns["status"] == STATUS_FAILED).tolist() == bad
    assert chunk.errors[0] == (0, "FloatingPointError: no root")
    assert np.isnan(chunk.columns["cost_ratio"][bad]).all()
    good = np.setdiff1d(np.arange(SAMPLES), bad)
    assert all(chunk.columns[key][good].tobytes() == reference[key][good].tobytes() for key in reference)


def test_a_fault_of_the_program_is_not_taken_for_a_failed_sample(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **named: Any) -> Any:
        raise TypeError("a fault")

    monkeypatch.setattr(engine, "evaluate", broken)
    with pytest.raises(TypeError, match="a fault"):
        study.chunk(0, 10)


def test_a_given_input_can_be_an_output() -> None:
    study = study_of(orbitcalc.load("google-1gw"), outputs=["satellite_life"], conditions=())
    column = study.chunk(0, 100).columns["satellite_life"]
    assert column.tolist() == study.sampler.draw(0, 100)["satellite_life"].tolist()


def test_only_what_matters_is_drawn(study: Study) -> None:
    one = replace(study, outputs=("fleet_mass",), conditions=())
    assert "discount_rate" in study.drawn
    assert "discount_rate" not in one.drawn
    assert same(
        {"fleet_mass": study.chunk(0, 50).columns["fleet_mass"]}, {"fleet_mass": one.chunk(0, 50).columns["fleet_mass"]}
    )


@pytest.mark.filterwarnings("ignore")
def test_dask_gives_the_same_bytes_though_a_worker_is_killed(study: Study, reference: dict[str, Any]) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1",
    ) as local:  # fmt: skip
        with cluster(local.scheduler_address) as (executor, threads):
            assert threads == 2
            found = []
            for number, piece in enumerate(computed(study, tasks(SAMPLES, 200), executor, 4)):
                found.append(piece[0])
                if number == 3:
                    os.kill(local.workers[0].pid, 9)
        assert same(joined(found), reference)


def test_no_scheduler_is_a_clear_message() -> None:
    pytest.importorskip("distributed")
    from orbitcalc.analysis.runs.workers import ClusterError

    began = time.monotonic()
    with pytest.raises(ClusterError, match="no dask scheduler answers"), cluster("tcp://127.0.0.1:9", "1s"):
        pass
    assert time.monotonic() - began < 8.0


def test_mc_takes_any_executor() -> None:
    scenario = orbitcalc.load("google-1gw")
    with ThreadPoolExecutor(2) as pool:
        one, other = mc(scenario, 3000, chunk=500), mc(scenario, 3000, chunk=700, executor=pool)
    assert one.to_dict() == other.to_dict()
