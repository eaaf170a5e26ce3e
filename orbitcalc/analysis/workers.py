"""Where chunks are computed: processes of our own, or the workers of a dask.distributed scheduler."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

import numpy as np

from orbitcalc import __version__
from orbitcalc.errors import MissingExtraError, OrbitcalcError


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
        self._started = Event()
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()
        self._started.wait()

    def _start(self) -> None:
        self._connection, there = get_context("spawn").Pipe()
        self._process = get_context("spawn").Process(target=_answer, args=(there,), daemon=True)
        self._process.start()
        there.close()

    def _serve(self) -> None:
        # a process inherits what its thread blocks: Ctrl-C is the parent's alone
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._start()
        finally:
            self._started.set()
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


def _answer(connection: Connection) -> None:
    """What a process does until its parent closes the pipe or is gone."""
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
