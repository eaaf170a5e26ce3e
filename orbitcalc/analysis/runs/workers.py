"""Executors: local processes, or the workers of a dask.distributed scheduler."""

from __future__ import annotations

import os
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Lock, Thread, active_count
from typing import Any

import numpy as np

from orbitcalc import __version__
from orbitcalc.errors import MissingExtraError, OrbitcalcError

FILES = 65536
"""File descriptors are below this number."""


WORKERLESS = 30.0
"""Seconds that a cluster may be without a worker before the work stops."""


class ClusterError(OrbitcalcError):
    """A scheduler cannot be reached, has no workers, or its workers run other versions."""

    exit_code = 2


class LostClusterError(ClusterError):
    """A cluster that lost its last worker while it computed; what is finished is kept."""


class ClusterExecutor(Executor):
    """The executor of a dask client, and whether its cluster still has workers.

    dask keeps a task until a worker comes, so an answer may never come; whoever waits for one asks
    `check` now and then.
    """

    def __init__(self, client: Any, address: str, patience: float = WORKERLESS) -> None:
        self._client, self._address, self._patience = client, address, patience
        self._executor = client.get_executor(pure=False, retries=2)
        self._last_seen = time.monotonic()

    def submit(self, function: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = self._executor.submit(function, *args, **named)
        return future

    def check(self) -> None:
        """Refuse to wait longer for a cluster that has had no worker for `WORKERLESS` seconds.

        Raises
        ------
        LostClusterError
            With the address and the time waited.
        """
        now = time.monotonic()
        if self._client.scheduler_info()["workers"]:
            self._last_seen = now
        elif now - self._last_seen > self._patience:
            raise LostClusterError(f"{self._address} has had no worker for {self._patience:.0f} s")


class ProcessExecutor(Executor):
    """Local processes, each with its own pipe.

    With `concurrent.futures.ProcessPoolExecutor` all workers answer through one pipe: a worker that is
    killed while it writes leaves the others and the parent waiting indefinitely. Here one answer is lost
    and the worker is replaced.
    """

    def __init__(self, jobs: int) -> None:
        self._max_workers = jobs
        self._calls: SimpleQueue[_Call | None] = SimpleQueue()
        self._workers = [_Worker(self._calls) for _ in range(jobs)]
        for worker in self._workers:
            worker.serve()

    def submit(self, function: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self._calls.put((future, partial(function, *args, **named)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes; if `wait` is false, the calls in progress are lost."""
        for _ in self._workers:
            self._calls.put(None)
        for worker in self._workers:
            worker.end(wait)


_Call = tuple[Future[Any], Callable[[], Any]]


class _Worker:
    """A process, and the thread in this process that hands it its calls."""

    def __init__(self, calls: SimpleQueue[_Call | None]) -> None:
        self._calls, self._ending = calls, False
        self._changing = Lock()
        """Held while the process is replaced, so that nobody ends one that has not begun."""
        self._thread = Thread(target=self._serve, daemon=True)
        self._start()

    def serve(self) -> None:
        """Begin to hand over calls, once all processes have started."""
        self._thread.start()

    def _start(self) -> None:
        """Start the process: a fork of this one, which takes no time, where it has one thread; else a new one."""
        forked = sys.platform == "linux" and active_count() == 1
        context: Any = get_context("fork" if forked else "spawn")
        self._connection, remote = context.Pipe()
        self._process = context.Process(target=_answer, args=(remote, forked), daemon=True)
        with _interrupts_blocked(), warnings.catch_warnings():
            # Python 3.12 warns of the threads of the linear algebra library, which are no problem here
            warnings.simplefilter("ignore", DeprecationWarning)
            self._process.start()
        remote.close()

    def _serve(self) -> None:
        while (item := self._calls.get()) is not None:
            future, call = item
            if not future.set_running_or_notify_cancel():
                continue
            try:
                self._connection.send(call)
                good, answer = self._connection.recv()
            except (EOFError, OSError) as error:
                future.set_exception(BrokenExecutor(f"a process ended before it answered: {error}"))
                with self._changing:
                    if self._ending:
                        return
                    self._start()
            else:
                (future.set_result if good else future.set_exception)(answer)

    def end(self, wait: bool) -> None:
        """End the process; at once if `wait` is false."""
        with self._changing:
            self._ending = True
            if not wait:
                self._process.terminate()
        self._thread.join()
        self._connection.close()
        self._process.join()


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Delay Ctrl-C for a moment; a process started meanwhile never receives it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _answer(connection: Connection, forked: bool) -> None:
    """Answer calls until the parent closes the pipe or ends."""
    if forked:  # files that the parent has open, such as the lock of a run, must not stay open here
        os.closerange(3, connection.fileno())
        os.closerange(connection.fileno() + 1, FILES)
    while True:
        try:
            call = connection.recv()
            connection.send(_outcome(call))
        except (EOFError, OSError):
            return


def _outcome(call: Callable[[], Any]) -> tuple[bool, Any]:
    try:
        return True, call()
    except Exception as error:  # noqa: BLE001 - any error belongs to the caller
        return False, BrokenExecutor(f"{type(error).__name__}: {error}")


@contextmanager
def processes(jobs: int) -> Iterator[Executor | None]:
    """Local processes, or none for a single job; the parent handles Ctrl-C, and they end with it."""
    if jobs <= 1:
        yield None
        return
    pool = ProcessExecutor(jobs)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False)


@contextmanager
def cluster(address: str, patience: str = "10s", workerless: float = WORKERLESS) -> Iterator[tuple[Executor, int]]:
    """The executor of a dask.distributed scheduler, and the number of threads of its workers.

    Parameters
    ----------
    address : str
        Address of the scheduler, such as "tcp://host:8786".
    patience : str
        How long to wait for the scheduler.
    workerless : float
        How long to wait for the first worker, and for another after the last has gone [s].

    Raises
    ------
    MissingExtraError
        If dask.distributed is not installed.
    ClusterError
        If no scheduler answers, it has no workers, or a worker has other versions, whose last digits may differ.
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
        _await_worker(client, address, workerless)
        _compare_versions(client)
        yield ClusterExecutor(client, address, workerless), max(1, sum(client.nthreads().values()))


def _await_worker(client: Any, address: str, patience: float) -> None:
    try:
        client.wait_for_workers(1, timeout=patience)
    except TimeoutError as error:
        text = f"the scheduler at {address} has had no worker for {patience:.0f} s; start one: dask worker {address}"
        raise ClusterError(text) from error


def _compare_versions(client: Any) -> None:
    try:
        by_worker = client.run(versions)
    except ImportError as error:
        raise ClusterError(f"a worker cannot import orbitcalc: {error}") from error
    for worker, remote in by_worker.items():
        if remote != versions():
            raise ClusterError(f"the worker {worker} runs {remote}, this process runs {versions()}")


def versions() -> dict[str, str]:
    """The versions of the packages that can change the last digits."""
    return {"orbitcalc": __version__, "numpy": np.__version__}
