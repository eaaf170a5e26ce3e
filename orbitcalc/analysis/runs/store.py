"""A run directory: manifest, chunks with checksums, summary; written atomically.

A chunk is written to a temporary name, flushed to the disk and renamed. Its name carries a digest of the study,
its number and its content, so that a damaged one, or one of another study or place, is detected and computed
again. The manifest carries a digest of itself. They guard against accidents and mixed-up files; who rewrites
them on purpose can also compute the digests. A lock keeps other runs out; the system releases it when the
process ends. What is read is bounded by what the manifest asks for.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import stat
import sys
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.errors import OrbitcalcError

Shown = Callable[[str, str], str]
"""A value of a variable as people write it, from its name and its text in SI."""

RUN_FORMAT = "orbitcalc.run/2"
LOCK = ".lock"
PLAIN = ("seed", "method", "samples", "chunk", "outputs", "conditions", "keep_inputs")
TEXTS = frozenset({"title", "question", "name"})
"""Entries of a scenario that may differ without changing a number."""

LARGEST_MANIFEST, OVERHEAD = 20_000_000, 1024
"""Largest manifest that is read, and most bytes of a column of a chunk beside its numbers [byte]."""

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
        sealed = {**manifest, "study": study_digest(manifest)}
        _write_whole(self.path / "manifest.json", (json.dumps(sealed, indent=1) + "\n").encode())
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
        _write_whole(self.chunks / f"{number:08d}-{self._digest(number, data)}.npz", data)

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
        match, about = _CHUNK.fullmatch(path.name), path.stat()
        if match is None or not stat.S_ISREG(about.st_mode) or about.st_size > _most_bytes(count, names):
            return None
        data = path.read_bytes()
        if self._digest(int(match[1]), data) != match[2]:
            return None
        try:
            columns = _columns(data, count)
        except (ValueError, EOFError, LookupError, NotImplementedError, RuntimeError, zipfile.BadZipFile):
            return None
        return columns if set(columns) == set(names) else None

    def write_summary(self, summary: Mapping[str, Any]) -> None:
        """Store the summary whole or not at all."""
        _write_whole(self.path / "summary.json", (json.dumps(summary, indent=1, allow_nan=False) + "\n").encode())


def _most_bytes(count: int, names: Collection[str]) -> int:
    """The largest file that a chunk may be [byte]."""
    return sum(8 * count + OVERHEAD + 2 * len(name.encode()) for name in names) + OVERHEAD


def _columns(data: bytes, count: int) -> dict[str, Array]:
    """The columns of an uncompressed NumPy archive, each of `count` numbers.

    Raises
    ------
    ValueError
        If it holds anything else.
    """
    columns: dict[str, Array] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for item in archive.infolist():
            if item.compress_type != zipfile.ZIP_STORED or item.file_size > 8 * count + OVERHEAD:
                raise ValueError(f"{item.filename} is not a column of {count} numbers")
            with archive.open(item) as file:
                np.lib.format.read_magic(file)
                shape, _, dtype = np.lib.format.read_array_header_1_0(file)
                if shape != (count,) or dtype not in (np.dtype(np.float64), np.dtype(np.uint8)):
                    raise ValueError(f"{item.filename} is not a column of {count} numbers")
                columns[item.filename.removesuffix(".npy")] = np.frombuffer(file.read(), dtype, count).copy()
    return columns


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
        with (path / "manifest.json").open("rb") as file:
            data = file.read(LARGEST_MANIFEST + 1)
        manifest = json.loads(data) if len(data) <= LARGEST_MANIFEST else None
    except (OSError, ValueError, RecursionError) as error:
        raise RunError(f"{path} holds no run: {error}") from error
    if not isinstance(manifest, dict):
        raise RunError(f"{path} holds no run: its manifest.json is not a table of at most {LARGEST_MANIFEST:,} bytes")
    if manifest.get("format") != RUN_FORMAT:
        raise RunError(f"{path} is of format {_short(manifest.get('format'))}, this version reads {RUN_FORMAT}")
    if manifest.get("study") != study_digest(manifest):
        raise RunError(f"{path}: manifest.json was changed after the run was started; start a new run elsewhere")
    return manifest


def differences(
    stored: Mapping[str, Any], current: Mapping[str, Any], shown: Shown = lambda name, text: text
) -> list[str]:
    """The differences that make two manifests different runs, each with the former and the present value."""
    changed = [(key, stored.get(key), current.get(key)) for key in PLAIN if stored.get(key) != current.get(key)]
    texts = [f"{key} was {_short(was)}, is {_short(now)}" for key, was, now in changed]
    for part in ("scenario", "inputs", "versions"):
        before, now = stored.get(part, {}), current.get(part, {})
        for name in sorted({*before, *now} - TEXTS):
            text = f"{name} was {', is '.join(shown(name, _short(side.get(name))) for side in (before, now))}"
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
