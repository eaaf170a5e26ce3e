"""A run directory: manifest, chunks with checksums, summary; nothing half-written, nothing lost.

A chunk is written to a temporary name, flushed to the disk and renamed. Its name carries the checksum of
its content, so that a damaged one is detected and computed again. A lock keeps other runs out; the
system releases it when the process ends.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.errors import OrbitcalcError

RUN_FORMAT = "orbitcalc.run/1"
LOCK = ".lock"
TEXTS = frozenset({"title", "question", "name"})
"""Entries of a scenario that may differ without changing a number."""

NAMED = 8
"""Differences that an error names."""

_CHUNK = re.compile(r"(\d{8})-([0-9a-f]{16})\.npz")


class RunError(OrbitcalcError):
    """A run directory cannot be used, and why."""

    exit_code = 2


class RunDirectory:
    """The folder of one run. `open_run` locks it and gives one."""

    def __init__(self, path: Path, manifest: Mapping[str, Any] | None = None) -> None:
        self.path, self._manifest = path, manifest

    @property
    def chunks(self) -> Path:
        """The folder of the chunks."""
        return self.path / "chunks"

    @property
    def manifest(self) -> Mapping[str, Any]:
        """The description of the run, read once.

        Raises
        ------
        RunError
            If the folder holds no run, or one of another format.
        """
        if self._manifest is None:
            self._manifest = read_manifest(self.path)
        return self._manifest

    def begin(self, manifest: Mapping[str, Any]) -> None:
        """Start a new run in this folder.

        Raises
        ------
        RunError
            If it holds a run, or anything else.
        """
        if (self.path / "manifest.json").exists():
            raise RunError(f"{self.path} already holds a run; continue it with --resume {self.path}, or name another")
        if any(item.name != LOCK for item in self.path.iterdir()):
            raise RunError(f"{self.path} exists and is not an empty folder")
        try:
            self.chunks.mkdir()
        except OSError as error:
            raise RunError(f"cannot create {self.chunks}: {error.strerror}") from error
        _write_whole(self.path / "manifest.json", (json.dumps(manifest, indent=1) + "\n").encode())
        self._manifest = manifest

    def compare(self, manifest: Mapping[str, Any]) -> None:
        """Make sure that this is the run to continue, and delete what an earlier process left half-written.

        Raises
        ------
        RunError
            Naming what changed since the run was started.
        """
        changed = differences(self.manifest, json.loads(json.dumps(manifest)))
        if changed:
            more = f"; and {len(changed) - NAMED} more" if len(changed) > NAMED else ""
            raise RunError(f"{self.path} was started with other inputs: {'; '.join(changed[:NAMED])}{more}")
        for part in (*self.path.glob(".*.part"), *self.chunks.glob(".*.part")):
            part.unlink(missing_ok=True)

    def finished(self) -> dict[int, Path]:
        """The chunks on disk by number."""
        paths = {int(m[1]): path for path in self.chunks.iterdir() if (m := _CHUNK.fullmatch(path.name))}
        return dict(sorted(paths.items()))

    def write(self, number: int, columns: Mapping[str, Array]) -> None:
        """Store a chunk whole or not at all."""
        content = io.BytesIO()
        np.savez(content, allow_pickle=False, **dict(columns))
        data = content.getvalue()
        _write_whole(self.chunks / f"{number:08d}-{hashlib.sha256(data).hexdigest()[:16]}.npz", data)

    def read(self, path: Path) -> dict[str, Array] | None:
        """A chunk's columns; None, and the file is removed, if its content does not match its name."""
        data = path.read_bytes()
        match = _CHUNK.fullmatch(path.name)
        if match is None or hashlib.sha256(data).hexdigest()[:16] != match[2]:
            path.unlink()
            return None
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}

    def write_summary(self, summary: Mapping[str, Any]) -> None:
        """Store the summary whole or not at all."""
        _write_whole(self.path / "summary.json", (json.dumps(summary, indent=1, allow_nan=False) + "\n").encode())


@contextmanager
def open_run(path: Path, *, existing: bool = False) -> Iterator[RunDirectory]:
    """A run directory, created unless it must exist, and locked against other runs.

    Raises
    ------
    RunError
        If it must hold a run and does not, cannot be created, or another process uses it.
    """
    if existing:
        read_manifest(path)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunError(f"cannot create {path}: {error.strerror}") from error
    with _locked(path):
        yield RunDirectory(path)


def _write_whole(path: Path, data: bytes) -> None:
    """Write under a temporary name, flush to the disk, rename; leave nothing behind on failure."""
    temporary = path.with_name(f".{path.name}.part")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise RunError(f"cannot write {path}: {error.strerror}; finished chunks are kept") from error
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest of a run directory.

    Raises
    ------
    RunError
        If the folder holds no run, or one of another format.
    """
    try:
        manifest: dict[str, Any] = json.loads((path / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise RunError(f"{path} holds no run: {error}") from error
    if manifest.get("format") != RUN_FORMAT:
        raise RunError(f"{path} is of format {manifest.get('format')}, this version reads {RUN_FORMAT}")
    return manifest


def differences(stored: Mapping[str, Any], current: Mapping[str, Any]) -> list[str]:
    """The differences that make two manifests different runs, each with the former and the present value."""
    texts = [
        f"{key} was {_short(stored.get(key))}, is {_short(current.get(key))}"
        for key in ("seed", "method", "samples", "chunk", "outputs", "conditions", "keep_inputs")
        if stored.get(key) != current.get(key)
    ]
    for part in ("scenario", "inputs", "versions"):
        before, now = stored.get(part, {}), current.get(part, {})
        for name in sorted({*before, *now} - TEXTS):
            text = f"{name} was {_short(before.get(name))}, is {_short(now.get(name))}"
            if before.get(name) != now.get(name) and text not in texts:
                texts.append(text)
    return texts


def _short(value: Any) -> str:
    value = value.get("value", value) if isinstance(value, dict) else value
    return "not given" if value is None else str(value)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Lock a folder against other runs; the system releases it when this process ends, however it ends.

    Raises
    ------
    RunError
        If another process has locked it, or nothing can be written there.
    """
    try:
        file = (path / LOCK).open("a")
    except OSError as error:
        raise RunError(f"cannot write in {path}: {error.strerror}") from error
    with file:
        try:
            _lock(file.fileno())
        except OSError as error:
            raise RunError(f"another run is using {path}") from error
        yield


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
