"""A run directory: manifest, chunks with checksums, summary; written atomically.

A chunk is written to a temporary name, flushed to the disk and renamed. Its name carries a digest of the study,
its number and its content, so that a damaged one, or one of another study or place, is detected and computed
again. The manifest carries a digest of itself. They guard against accidents and mixed-up files; who rewrites
them on purpose can also compute the digests. A lock keeps other runs out; the system releases it when the
process ends. What is read is bounded by what the manifest asks for.
"""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import re
import stat
import sys
import zipfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.runs.archive import columns_of, most_bytes
from orbitcalc.analysis.runs.differences import Shown, differences, short
from orbitcalc.errors import OrbitcalcError
from orbitcalc.regular import read_regular
from orbitcalc.whole import replace_whole

RUN_FORMAT = "orbitcalc.run/2"
LOCK = ".lock"
_LOCK_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)

LARGEST_MANIFEST = 20_000_000
"""Largest manifest that is read [byte]."""

NAMED = 8
"""Differences that an error names."""

_PART = re.compile(r"\.manifest\.json\.\d+\.part")
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
        if not all(_is_left_over(item) for item in self.path.iterdir()):
            raise RunError(f"{self.path} exists and is not an empty folder")
        try:
            self.chunks.mkdir(exist_ok=True)
        except OSError as error:
            raise RunError(f"cannot create {self.chunks}: {error.strerror}") from error
        sealed = {**manifest, "study": study_digest(manifest)}
        _store(self.path / "manifest.json", (json.dumps(sealed, indent=1) + "\n").encode())
        self._manifest = sealed

    def compare(self, manifest: Mapping[str, Any], shown: Shown = lambda name, text: text) -> None:
        """Make sure that this is the run to continue, and delete what an earlier process left half-written.

        `shown` says a value of the scenario, which the manifest has in SI, as people write it.

        Raises
        ------
        RunError
            Naming what changed since the run was started.
        """
        changed = differences(self.manifest, json.loads(json.dumps(manifest)), shown)
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
        """Store a chunk completely or not at all."""
        content = io.BytesIO()
        np.savez(content, allow_pickle=False, **dict(columns))
        data = content.getvalue()
        _store(self.chunks / f"{number:08d}-{self._digest(number, data)}.npz", data)

    def _digest(self, number: int, data: bytes) -> str:
        """What binds the content of a chunk to its study and its number."""
        return hashlib.sha256(f"{self.manifest['study']} {number} ".encode() + data).hexdigest()[:16]

    def read(self, path: Path, count: int, names: Collection[str]) -> dict[str, Array] | None:
        """The columns of a chunk of `count` samples; None, and the file is removed, if it is not that chunk."""
        columns = self.intact(path, count, names)
        if columns is None:
            path.unlink()
        return columns

    def intact(self, path: Path, count: int, names: Collection[str]) -> dict[str, Array] | None:
        """The columns of a chunk of `count` samples, shape (count,) each; None if it is not that chunk."""
        match, data = _CHUNK.fullmatch(path.name), _content(path, most_bytes(count, names))
        if match is None or data is None or self._digest(int(match[1]), data) != match[2]:
            return None
        try:
            columns = columns_of(data, count)
        except (ValueError, EOFError, LookupError, NotImplementedError, RuntimeError, zipfile.BadZipFile):
            return None
        return columns if set(columns) == set(names) else None

    def write_summary(self, summary: Mapping[str, Any]) -> None:
        """Store the summary whole or not at all."""
        _store(self.path / "summary.json", (json.dumps(summary, indent=1, allow_nan=False) + "\n").encode())


def _is_left_over(path: Path) -> bool:
    """Whether a run that could not begin left this behind."""
    if path.name == "chunks" and path.is_dir() and not path.is_symlink():
        return not any(path.iterdir())
    return path.name == LOCK or _PART.fullmatch(path.name) is not None


def _content(path: Path, most: int) -> bytes | None:
    """The content of a chunk; None if it is no file, or a larger one than a chunk can be.

    Raises
    ------
    RunError
        If the system cannot read it: it may be intact.
    """
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode) or about.st_size > most:
            return None
        return read_regular(path, most)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ELOOP):
            return None
        raise RunError(f"cannot read {path}: {error.strerror}; it was left as it is") from error


def study_digest(manifest: Mapping[str, Any]) -> str:
    """A digest of the content of a manifest without the digest itself."""
    own = {key: item for key, item in manifest.items() if key != "study"}
    return hashlib.sha256(json.dumps(own, sort_keys=True).encode()).hexdigest()


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
    if os.path.islink(path / "chunks"):  # where it cannot be asked, the next step says why
        raise RunError(f"{path / 'chunks'} is a link, which may lead anywhere; put the folder itself there")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunError(f"cannot create {path}: {error.strerror}") from error
    with _locked(path):
        yield RunDirectory(path)


def _store(path: Path, data: bytes) -> None:
    """Write a file whole and to the disk; leave nothing behind on failure."""
    try:
        replace_whole(path, data)
    except OSError as error:
        raise RunError(f"cannot write {path}: {error.strerror}; finished chunks are kept") from error


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest of a run directory.

    Raises
    ------
    RunError
        If the folder holds no run, or one of another format.
    """
    try:
        data = read_regular(path / "manifest.json", LARGEST_MANIFEST)
        manifest = json.loads(data) if len(data) <= LARGEST_MANIFEST else None
    except (OSError, ValueError, RecursionError) as error:
        raise RunError(f"{path} holds no run: {error}") from error
    if not isinstance(manifest, dict):
        raise RunError(f"{path} holds no run: its manifest.json is not a table of at most {LARGEST_MANIFEST:,} bytes")
    if manifest.get("format") != RUN_FORMAT:
        raise RunError(f"{path} is of format {short(manifest.get('format'))}, this version reads {RUN_FORMAT}")
    if manifest.get("study") != study_digest(manifest):
        raise RunError(f"{path}: manifest.json was changed after the run was started; start a new run elsewhere")
    return manifest


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Lock a folder against other runs; the system releases it when this process ends, however it ends.

    Raises
    ------
    RunError
        If another process has locked it, or nothing can be written there.
    """
    try:
        descriptor = os.open(path / LOCK, _LOCK_FLAGS, 0o666)
    except OSError as error:
        raise RunError(f"cannot write in {path}: {error.strerror}") from error
    try:
        _lock(descriptor, path)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, path: Path) -> None:
    try:
        _lock_file(descriptor)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK):
            raise RunError(f"another run is using {path}") from error
        raise RunError(f"cannot lock {path}: {error.strerror}") from error


def _lock_file(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
