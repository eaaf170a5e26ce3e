"""Where chunks are computed: processes of our own, or the workers of a dask.distributed scheduler."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import active_children, get_context
from typing import Any

import numpy as np

from orbitcalc import __version__
from orbitcalc.errors import MissingExtraError, OrbitcalcError


class ClusterError(OrbitcalcError):
    """A scheduler that cannot be reached, or whose workers run other versions."""

    exit_code = 2


@contextmanager
def processes(jobs: int) -> Iterator[Executor | None]:
    """Processes of our own, or none for a single job; they leave Ctrl-C to the parent and end with it."""
    if jobs <= 1:
        yield None
        return
    before = {child.pid for child in active_children()}
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))
    try:
        with _interrupts_held():
            pool.submit(int)
        yield pool
    except BaseException:
        for child in active_children():
            if child.pid not in before:
                child.terminate()
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Put Ctrl-C off for a moment; processes started meanwhile never see it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def cluster(address: str, patience: str = "10s") -> Iterator[tuple[Executor, int]]:
    """The executor of a dask.distributed scheduler, and how many threads its workers have.

    Raises
    ------
    MissingExtraError
        If dask.distributed is not installed.
    ClusterError
        If nothing answers there, or a worker has other versions, whose last digits may differ.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise MissingExtraError("distributed", "cluster") from error
    try:
        client = distributed.Client(address, timeout=patience, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(f"no dask scheduler answers at {address}: {error}") from error
    with client:
        _compare_versions(client)
        yield client.get_executor(pure=False, retries=2), max(1, sum(client.nthreads().values()))


def _compare_versions(client: Any) -> None:
    try:
        found = client.run(versions)
    except ImportError as error:
        raise ClusterError(f"a worker cannot import orbitcalc: {error}") from error
    for worker, there in found.items():
        if there != versions():
            raise ClusterError(f"the worker {worker} runs {there}, and we run {versions()}")


def versions() -> dict[str, str]:
    """What has a say in the last digits."""
    return {"orbitcalc": __version__, "numpy": np.__version__}
