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
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.errors import OrbitcalcError

FORMAT = "orbitcalc.run/1"
_CHUNK = re.compile(r"(\d{8})-([0-9a-f]{16})\.npz")


class RunError(OrbitcalcError):
    """A run directory that cannot be used, and why."""

    exit_code = 2


class RunDirectory:
    """The folder of one run. Create or continue it with `open_run`."""

    def __init__(self, path: Path, manifest: Mapping[str, Any]) -> None:
        self.path, self.manifest = path, manifest

    @property
    def chunks(self) -> Path:
        return self.path / "chunks"

    def finished(self) -> dict[int, Path]:
        """The chunks on disk by number."""
        found = {int(m[1]): item for item in self.chunks.iterdir() if (m := _CHUNK.fullmatch(item.name))}
        return dict(sorted(found.items()))

    def write(self, number: int, columns: Mapping[str, Array]) -> None:
        """Store a chunk whole or not at all."""
        content = io.BytesIO()
        np.savez(content, allow_pickle=False, **dict(columns))
        data = content.getvalue()
        name = f"{number:08d}-{hashlib.sha256(data).hexdigest()[:16]}.npz"
        _write_whole(self.chunks / name, data)

    def damaged(self, path: Path) -> bool:
        """Whether a chunk's content is not what its name says."""
        match = _CHUNK.fullmatch(path.name)
        return match is None or hashlib.sha256(path.read_bytes()).hexdigest()[:16] != match[2]

    def read(self, path: Path) -> dict[str, Array]:
        """A chunk's columns.

        Raises
        ------
        RunError
            If it is damaged.
        """
        if self.damaged(path):
            raise RunError(f"{path} is damaged; continue the run with --resume {self.path} to make it again")
        with np.load(path, allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}

    def write_summary(self, summary: Mapping[str, Any]) -> None:
        """Store the summary whole or not at all."""
        _write_whole(self.path / "summary.json", (json.dumps(summary, indent=1, allow_nan=False) + "\n").encode())

    def __iter__(self) -> Iterator[dict[str, Array]]:
        """The columns of each finished chunk, in order."""
        for path in self.finished().values():
            yield self.read(path)


def _write_whole(path: Path, data: bytes) -> None:
    """Write under a temporary name, flush, rename; leave nothing behind on failure."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise RunError(f"cannot write {path}: {error.strerror}; what was finished before is kept") from error


def create(path: Path, manifest: Mapping[str, Any]) -> RunDirectory:
    """A new run directory.

    Raises
    ------
    RunError
        If there is one already, or the folder cannot be made.
    """
    if (path / "manifest.json").exists():
        raise RunError(f"{path} holds a run already; continue it with --resume {path}, or name another folder")
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise RunError(f"{path} exists and is not an empty folder")
    try:
        (path / "chunks").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunError(f"cannot make {path}: {error.strerror}") from error
    _write_whole(path / "manifest.json", (json.dumps(dict(manifest), indent=1) + "\n").encode())
    return RunDirectory(path, manifest)


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


def resume(path: Path, manifest: Mapping[str, Any]) -> RunDirectory:
    """The run directory to continue, if it is of the same run.

    Raises
    ------
    RunError
        Naming what changed since the run was started.
    """
    stored = read_manifest(path)
    changed = differences(stored, manifest)
    if changed:
        shown = "; ".join(changed[:8]) + (f"; and {len(changed) - 8} more" if len(changed) > 8 else "")
        raise RunError(f"{path} was started with other inputs: {shown}")
    return RunDirectory(path, stored)


def differences(stored: Mapping[str, Any], current: Mapping[str, Any]) -> list[str]:
    """What makes two manifests different runs; versions and times do not count."""
    out = [
        f"{key} was {stored.get(key)!r}, is {current.get(key)!r}"
        for key in ("seed", "method", "samples", "chunk", "outputs", "conditions", "inputs")
        if stored.get(key) != current.get(key)
    ]
    before, now = stored.get("scenario", {}), current.get("scenario", {})
    for name in sorted({*before, *now} - {"title", "question", "name"}):
        if before.get(name) != now.get(name):
            out.append(f"{name} was {_short(before.get(name))}, is {_short(now.get(name))}")
    return out


def _short(value: Any) -> str:
    value = value.get("value", value) if isinstance(value, dict) else value
    return "not given" if value is None else str(value)


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold a run directory against other runs.

    Raises
    ------
    RunError
        If another process holds it.
    """
    path.mkdir(parents=True, exist_ok=True)
    with (path / ".lock").open("w") as file:
        try:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:  # no such lock on this system
            pass
        except OSError as error:
            raise RunError(f"another run is at work in {path}") from error
        yield
