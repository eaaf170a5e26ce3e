"""System calls that fail on purpose, beneath one folder, by a schedule that one number gives."""

from __future__ import annotations

import errno
import fcntl
import io
import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EINTR)
SHORT = 0
"""A call that does only a part of its work: a short write or read."""

KINDS = (*ERRORS, SHORT)

FIRST_SEED = 1_000_000
"""Numbers from here on are seeds; below it they name one call and its kind of failure."""

PATHS = ("open", "mkdir", "unlink", "replace", "stat", "listdir", "scandir")
"""Calls of `os` whose first argument is a path."""

DESCRIPTORS = ("read", "write", "fsync")
"""Calls of `os` whose first argument is the number of an open file."""


@dataclass
class Faults:
    """Which calls fail: number 5 n + k lets call n fail in way k; a seed lets each fail with its probability."""

    folder: Path
    number: int
    calls: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = random.Random(self.number)
        self._share = self._random.choice([0.02, 0.1, 0.3])

    def kind(self, name: str) -> int | None:
        """How the next call fails; None if it does not."""
        self.calls.append(name)
        if self.number >= FIRST_SEED:
            kind = self._random.choice(KINDS) if self._random.random() < self._share else None
        else:
            kind = KINDS[self.number % len(KINDS)] if len(self.calls) - 1 == self.number // len(KINDS) else None
        if kind is not None:
            self.failed.append(f"{name}: {os.strerror(kind) if kind else 'a part of it'}")
        return kind

    def concerns(self, path: Any) -> bool:
        """Whether a path lies beneath the folder."""
        return isinstance(path, str | os.PathLike) and os.fspath(path).startswith(str(self.folder))

    def beneath(self, descriptor: int) -> bool:
        """Whether an open file lies beneath the folder."""
        try:
            return self.concerns(os.readlink(f"/proc/self/fd/{descriptor}"))
        except OSError:
            return False


class _File(io.FileIO):
    """A file whose writes and whose end may fail."""

    def __init__(self, path: Any, mode: str, faults: Faults) -> None:
        super().__init__(path, mode)
        self._faults, self._path = faults, str(path)

    def write(self, data: Any) -> int:
        kind = self._faults.kind(f"write {Path(self._path).name}")
        if kind == SHORT:
            return super().write(bytes(data)[: len(data) // 2 or 1])
        if kind is not None:
            raise OSError(kind, os.strerror(kind))
        return super().write(data)


@contextmanager
def failing(faults: Faults) -> Iterator[None]:
    """Let the calls of the store of runs and of whole files fail as the faults say."""
    with pytest.MonkeyPatch.context() as patch:
        for name in PATHS:
            patch.setattr(os, name, _by_path(faults, name, getattr(os, name)))
        for name in DESCRIPTORS:
            patch.setattr(os, name, _by_descriptor(faults, name, getattr(os, name)))
        patch.setattr(fcntl, "flock", _by_descriptor(faults, "flock", fcntl.flock))
        patch.setattr(io, "open", _opening(faults, io.open))
        yield


def _by_path(faults: Faults, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
    def replaced(path: Any = ".", *more: Any, **named: Any) -> Any:
        if faults.concerns(path):
            kind = faults.kind(f"{name} {Path(path).name}")
            if kind:
                raise OSError(kind, os.strerror(kind), str(path))
        return call(path, *more, **named)

    return replaced


def _by_descriptor(faults: Faults, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
    def replaced(descriptor: int, *more: Any) -> Any:
        if faults.beneath(descriptor):
            kind = faults.kind(name)
            if kind:
                raise OSError(kind, os.strerror(kind))
            if kind == SHORT and name == "read":
                return call(descriptor, max(1, more[0] // 2))
        return call(descriptor, *more)

    return replaced


def _opening(faults: Faults, call: Callable[..., Any]) -> Callable[..., Any]:
    def replaced(path: Any, mode: str = "r", *more: Any, **named: Any) -> Any:
        if not faults.concerns(path) or "w" not in mode:
            return call(path, mode, *more, **named)
        kind = faults.kind(f"open {Path(path).name}")
        if kind:
            raise OSError(kind, os.strerror(kind), str(path))
        file = io.BufferedWriter(_File(path, "w", faults))
        return file if "b" in mode else io.TextIOWrapper(file, encoding="utf-8", newline="")

    return replaced
