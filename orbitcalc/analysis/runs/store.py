"""A run directory: manifest, checksummed chunks, summary; nothing half-written, nothing lost.

A chunk is written to a temporary name, flushed to the disk and renamed; its name carries the checksum
of its content, so that a damaged one is found and made again. A lock keeps two runs apart; the system
drops it with the process that held it.
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

FORMAT = "orbitcalc.run/1"
LOCK = ".lock"
ABOUT = frozenset({"title", "question", "name"})
"""What may change without changing a number."""

_CHUNK = re.compile(r"(\d{8})-([0-9a-f]{16})\.npz")


class RunError(OrbitcalcError):
    """A run directory that cannot be used, and why."""

    exit_code = 2


class RunDirectory:
    """The folder of one run, held against other runs. `opened` gives one."""

    def __init__(self, path: Path, manifest: Mapping[str, Any] | None = None) -> None:
        self.path, self._manifest = path, manifest

    @property
    def chunks(self) -> Path:
        return self.path / "chunks"

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What the run is, read once.

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
            raise RunError(f"{self.path} holds a run already; continue it with --resume {self.path}, or name another")
        if any(item.name != LOCK for item in self.path.iterdir()):
            raise RunError(f"{self.path} exists and is not an empty folder")
        try:
            self.chunks.mkdir()
        except OSError as error:
            raise RunError(f"cannot make {self.chunks}: {error.strerror}") from error
        _write_whole(self.path / "manifest.json", (json.dumps(manifest, indent=1) + "\n").encode())
        self._manifest = manifest

    def compare(self, manifest: Mapping[str, Any]) -> None:
        """Make sure that this is the run to continue, and clear away what an earlier process left half-written.

        Raises
        ------
        RunError
            Naming what changed since the run was started.
        """
        changed = differences(self.manifest, json.loads(json.dumps(manifest)))
        if changed:
            shown = "; ".join(changed[:8]) + (f"; and {len(changed) - 8} more" if len(changed) > 8 else "")
            raise RunError(f"{self.path} was started with other inputs: {shown}")
        for part in (*self.path.glob(".*.part"), *self.chunks.glob(".*.part")):
            part.unlink(missing_ok=True)

    def finished(self) -> dict[int, Path]:
        """The chunks on disk by number."""
        found = {int(m[1]): item for item in self.chunks.iterdir() if (m := _CHUNK.fullmatch(item.name))}
        return dict(sorted(found.items()))

    def write(self, number: int, columns: Mapping[str, Array]) -> None:
        """Store a chunk whole or not at all."""
        content = io.BytesIO()
        np.savez(content, allow_pickle=False, **dict(columns))
        data = content.getvalue()
        _write_whole(self.chunks / f"{number:08d}-{hashlib.sha256(data).hexdigest()[:16]}.npz", data)

    def read(self, path: Path) -> dict[str, Array] | None:
        """A chunk's columns; None, and it is removed, if its content is not what its name says."""
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
def opened(path: Path, *, existing: bool = False) -> Iterator[RunDirectory]:
    """A run directory, made unless it is to exist, held against other runs.

    Raises
    ------
    RunError
        If it holds no run though it should, cannot be made, or another process holds it.
    """
    if existing:
        read_manifest(path)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunError(f"cannot make {path}: {error.strerror}") from error
    with _held(path):
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
        raise RunError(f"cannot write {path}: {error.strerror}; what was finished before is kept") from error
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
    if manifest.get("format") != FORMAT:
        raise RunError(f"{path} is of format {manifest.get('format')}, this version reads {FORMAT}")
    return manifest


def differences(stored: Mapping[str, Any], current: Mapping[str, Any]) -> list[str]:
    """What makes two manifests different runs, each named with what it was and is."""
    out = [
        f"{key} was {_short(stored.get(key))}, is {_short(current.get(key))}"
        for key in ("seed", "method", "samples", "chunk", "outputs", "conditions", "keep_inputs")
        if stored.get(key) != current.get(key)
    ]
    for part in ("scenario", "inputs", "versions"):
        before, now = stored.get(part, {}), current.get(part, {})
        for name in sorted({*before, *now} - ABOUT):
            text = f"{name} was {_short(before.get(name))}, is {_short(now.get(name))}"
            if before.get(name) != now.get(name) and text not in out:
                out.append(text)
    return out


def _short(value: Any) -> str:
    value = value.get("value", value) if isinstance(value, dict) else value
    return "not given" if value is None else str(value)


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Hold a folder against other runs; the system lets go of it when this process ends, however it ends.

    Raises
    ------
    RunError
        If another process holds it, or nothing can be written there.
    """
    try:
        file = (path / LOCK).open("a")
    except OSError as error:
        raise RunError(f"cannot write in {path}: {error.strerror}") from error
    with file:
        try:
            _lock(file.fileno())
        except OSError as error:
            raise RunError(f"another run is at work in {path}") from error
        yield


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
