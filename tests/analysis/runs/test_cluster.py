"""A cluster without workers, or whose last one ends: it says so within a stated time, and the run is continued."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from concurrent.futures import Executor, Future
from functools import partial
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from orbitcalc.analysis.runs import engine, workers
from orbitcalc.analysis.runs.engine import ChunkRange, compute_chunks
from orbitcalc.analysis.runs.study import Study
from orbitcalc.analysis.runs.workers import ClusterError, LostClusterError, cluster
from tests.cli.command_line import Shell


class Answers(Executor):
    """Computes the first calls at once; of the others no answer ever comes."""

    def __init__(self, count: int) -> None:
        self.count = count

    def submit(self, function: Any, /, *args: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.count -= 1
        if self.count >= 0:
            future.set_result(function(*args, **named))
        return future


class Client:
    """What is asked of dask's client, with workers that answer so many calls and are gone."""

    answers, first = 2, 1

    def __init__(self, address: str = "", **named: Any) -> None:
        self.executor = Answers(self.answers)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def get_executor(self, **named: Any) -> Executor:
        return self.executor

    def scheduler_info(self) -> dict[str, Any]:
        return {"workers": {"tcp://a": {}} if self.executor.count > 0 else {}}

    def wait_for_workers(self, count: int, timeout: float) -> None:
        if self.first < count:
            raise TimeoutError(f"Only {self.first}/{count} workers arrived after {timeout}")

    def run(self, function: Any) -> dict[str, Any]:
        return {"tcp://a": function()}

    def nthreads(self) -> dict[str, int]:
        return {"tcp://a": 1}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("distributed")
    module.Client = Client  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "distributed", module)
    monkeypatch.setattr(engine, "POLL", 0.01)


@pytest.mark.usefixtures("quick")
def test_a_cluster_whose_last_worker_ends_is_given_up_after_the_stated_time(study: Study) -> None:
    began = time.monotonic()
    with cluster("tcp://there:8786", workerless=0.2) as (executor, threads):
        assert threads == 1
        pieces = compute_chunks(study, [ChunkRange(at, 10 * at, 10) for at in range(5)], executor, 4)
        assert [lost for _, lost in islice(pieces, 2)] == [False, False]
        with pytest.raises(LostClusterError, match="tcp://there:8786 has had no worker for 0 s"):
            next(pieces)
    assert 0.2 < time.monotonic() - began < 5.0


@pytest.mark.usefixtures("quick")
def test_a_scheduler_without_workers_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Client, "first", 0)
    text = "has had no worker for 30 s; start one: dask worker tcp://there:8786"
    with pytest.raises(ClusterError, match=text), cluster("tcp://there:8786"):
        pass


@pytest.mark.usefixtures("quick")
def test_a_run_that_lost_its_cluster_is_continued_to_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(workers, "cluster", partial(cluster, workerless=0.1))
    call, folder = Shell(capsys, tmp_path), str(tmp_path / "run")
    arguments = ("mc", "baseline", "-n", "500", "--chunk", "100", "--of", "capex", "-f", "json", "-q")
    lost = call(*arguments, "--cluster", "tcp://there:8786", "-o", folder)
    assert lost.code == 2
    assert "has had no worker for 0 s; stopped after 200 of 500 samples; continue with: orbitcalc mc" in lost.err
    monkeypatch.setattr(Client, "answers", 99)
    resumed = call("mc", "--resume", folder, "--cluster", "tcp://there:8786", "-f", "json", "-q")
    assert resumed.code == 0
    outputs = [json.loads(item.out)["outputs"] for item in (resumed, call(*arguments))]
    assert outputs[0] == outputs[1]


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
def test_dask_whose_only_worker_is_killed_is_given_up(study: Study) -> None:
    """The same with dask itself; nothing replaces the worker."""
    distributed = pytest.importorskip("distributed")
    ways = {"n_workers": 1, "threads_per_worker": 1, "dashboard_address": None, "host": "127.0.0.1"}
    ranges = [ChunkRange(at, 200 * at, 200) for at in range(50)]
    with distributed.LocalCluster(**ways) as local, cluster(local.scheduler_address, workerless=3.0) as (executor, _):
        pieces = compute_chunks(study, ranges, executor, 4)
        next(pieces)
        local.workers[0].auto_restart = False
        os.kill(local.workers[0].pid, signal.SIGKILL)
        with pytest.raises(LostClusterError, match="has had no worker for 3 s"):
            list(pieces)


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
def test_a_dask_scheduler_without_workers_is_refused() -> None:
    distributed = pytest.importorskip("distributed")
    text = "has had no worker for 2 s"
    with distributed.LocalCluster(n_workers=0, dashboard_address=None, host="127.0.0.1") as local:
        address = local.scheduler_address
        with pytest.raises(ClusterError, match=text), cluster(address, workerless=2.0):
            pass
