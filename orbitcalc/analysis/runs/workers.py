"""Where chunks are computed: processes of our own, or the workers of a dask.distributed scheduler."""

from __future__ import annotations

import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread, active_count
from typing import Any

import numpy as np

from orbitcalc import __version__
from orbitcalc.errors import MissingExtraError, OrbitcalcError

FILES = 65536
"""Numbers of open files are below this."""


class ClusterError(OrbitcalcError):
    """A scheduler that cannot be reached, or whose workers run other versions."""

    exit_code = 2


class ProcessExecutor(Executor):
    """Processes of our own, each with a pipe of its own.

    With `concurrent.futures.ProcessPoolExecutor` all workers answer through one pipe, and one that is
    killed while it writes there leaves the others and the parent waiting for ever. Here it loses one
    answer and is replaced.
    """

    def __init__(self, jobs: int) -> None:
        self._max_workers = jobs
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._workers = [_Worker(self._tasks) for _ in range(jobs)]
        for worker in self._workers:
            worker.serve()

    def submit(self, function: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self._tasks.put((future, partial(function, *args, **named)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes; what they are at is lost if `wait` is false."""
        for _ in self._workers:
            self._tasks.put(None)
        for worker in self._workers:
            worker.end(wait)


_Task = tuple[Future[Any], Callable[[], Any]]


class _Worker:
    """A process, and the thread here that hands it its tasks."""

    def __init__(self, tasks: SimpleQueue[_Task | None]) -> None:
        self._tasks, self._ending = tasks, False
        self._thread = Thread(target=self._serve, daemon=True)
        self._start()

    def serve(self) -> None:
        """Begin to hand over tasks, once all processes are there."""
        self._thread.start()

    def _start(self) -> None:
        """A process: a copy of this one where nothing else goes on in it, which takes no time, else a fresh one."""
        copied = sys.platform == "linux" and active_count() == 1
        context: Any = get_context("fork" if copied else "spawn")
        self._connection, there = context.Pipe()
        self._process = context.Process(target=_answer, args=(there, copied), daemon=True)
        with _interrupts_held(), warnings.catch_warnings():
            # Python 3.12 warns of threads that are none of ours: those of the linear algebra library
            warnings.simplefilter("ignore", DeprecationWarning)
            self._process.start()
        there.close()

    def _serve(self) -> None:
        while (task := self._tasks.get()) is not None:
            future, call = task
            if not future.set_running_or_notify_cancel():
                continue
            try:
                self._connection.send(call)
                good, answer = self._connection.recv()
            except (EOFError, OSError) as error:
                future.set_exception(BrokenExecutor(f"a process ended before it answered: {error}"))
                if self._ending:
                    return
                self._start()
            else:
                (future.set_result if good else future.set_exception)(answer)

    def end(self, wait: bool) -> None:
        self._ending = True
        if not wait:
            self._process.terminate()
        self._thread.join()
        self._connection.close()
        self._process.join()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Put Ctrl-C off for a moment; a process started meanwhile never sees it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _answer(connection: Connection, copied: bool) -> None:
    """What a process does until its parent closes the pipe or is gone."""
    if copied:  # what the parent holds open, such as the lock of a run, is not ours to hold
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
    except Exception as error:  # noqa: BLE001 - whatever it is belongs to who asked
        return False, BrokenExecutor(f"{type(error).__name__}: {error}")


@contextmanager
def processes(jobs: int) -> Iterator[Executor | None]:
    """Processes of our own, or none for a single job; they leave Ctrl-C to the parent and end with it."""
    if jobs <= 1:
        yield None
        return
    pool = ProcessExecutor(jobs)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False)


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
