"""`python -m benchmarks.cluster`: a dask scheduler with two workers, one killed in the middle, against one process."""

from __future__ import annotations

import os
import signal
import time
from importlib import import_module
from typing import Any

import orbitcalc
from orbitcalc.analysis.runs.montecarlo import mc
from orbitcalc.analysis.runs.workers import cluster

SAMPLES = 2_000_000


def main() -> None:
    """Print rates, and fail if a byte differs."""
    distributed: Any = import_module("distributed")
    scenario = orbitcalc.load("google-1gw")
    reference = mc(scenario, SAMPLES)
    print(f"one process: {SAMPLES / reference.seconds:,.0f} samples/s")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
        ) as local,
        cluster(local.scheduler_address) as (executor, threads),
    ):
        mc(scenario, 200_000, executor=executor)
        whole = mc(scenario, SAMPLES, executor=executor, width=4 * threads)
        assert whole.to_dict() == reference.to_dict()
        print(f"dask, {threads} workers: {SAMPLES / whole.seconds:,.0f} samples/s, same bytes")
        ends = [time.perf_counter()]

        def kill_one(done: int, total: int) -> None:
            if done > total // 3 and len(ends) == 1:
                ends.append(time.perf_counter())
                os.kill(next(iter(local.workers.values())).pid, signal.SIGKILL)

        hurt = mc(scenario, SAMPLES, executor=executor, width=4 * threads, progress=kill_one)
        assert hurt.to_dict() == reference.to_dict()
        print(f"one of them killed after a third: {hurt.seconds:.1f} s in place of {whole.seconds:.1f} s, same bytes")


if __name__ == "__main__":
    main()
