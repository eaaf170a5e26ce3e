"""The system's compiler, and the private folder in which compiled kernels are kept."""

from __future__ import annotations

import ctypes
import hashlib
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from orbitcalc.errors import OrbitcalcError

FLAGS = (
    *("-O3", "-march=native", "-shared", "-fPIC", "-w"),
    *("-fno-math-errno", "-fno-trapping-math", "-ffp-contract=off"),  # nan, infinity and rounding keep their meaning
)

COMPILERS = ("cc", "gcc", "clang")

SYSTEMS = ("linux", "darwin")
"""Systems with a kernel; elsewhere NumPy computes."""

KEPT = 64
"""Kernels that are kept, those used last."""

PATIENCE = 600
"""Longest time of a compilation [s]."""


class NativeError(OrbitcalcError):
    """There is no native kernel here, and why."""

    exit_code = 4


@dataclass(frozen=True)
class Compiler:
    """A command, and what it defines: its version, its C library and the instructions of this processor."""

    command: tuple[str, ...]
    macros: str

    @property
    def name(self) -> str:
        """Name and version."""
        version = re.search(r'__VERSION__ "(.*)"', self.macros)
        return f"{Path(self.command[0]).name} {version[1] if version else ''}".strip()

    @property
    def samples(self) -> int:
        """Samples in a vector [1]."""
        for samples, needs in {8: ("AVX512F", "AVX512DQ"), 4: ("AVX2", "FMA")}.items():
            if all(f"__{name}__ 1" in self.macros for name in needs):
                return samples
        return 2

    @property
    def libraries(self) -> tuple[str, ...]:
        """Flags for the functions of vectors that the C library of Linux has for x86 from version 2.35 on."""
        version = [re.search(rf"__{name}__ (\d+)", self.macros) for name in ("GLIBC", "GLIBC_MINOR")]
        library = [int(item[1]) for item in version if item]
        vectors = "__x86_64__ 1" in self.macros and library >= [2, 35]
        return ("-DVECTOR_LIBRARY", "-lmvec", "-lm") if vectors else ("-lm",)


@cache
def compiler() -> Compiler:
    """The compiler: that of the variable CC, else the first of `COMPILERS` that is installed.

    Raises
    ------
    NativeError
        If there is none, or it refuses the flags.
    """
    if sys.platform not in SYSTEMS:
        raise NativeError("the native kernel needs Linux or macOS: use --engine numpy")
    wanted = shlex.split(os.environ.get("CC", ""))
    names = (wanted[0],) if wanted else COMPILERS
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        raise NativeError(f"no C compiler ({', '.join(names)}): install one, or use --engine numpy")
    command = (path, *wanted[1:])
    macros = _run([*command, "-march=native", "-dM", "-E", "-x", "c", "-"], "#include <math.h>\n")
    return Compiler(command, "\n".join(sorted(macros.splitlines())))


def _run(command: list[str], text: str) -> str:
    """The output of a compiler that reads a text."""
    try:
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=False, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NativeError(f"the compiler {command[0]} does not run: {error}; use --engine numpy") from error
    if done.returncode:
        reasons = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        reason = next((line for line in reasons if "error" in line), reasons[0])
        raise NativeError(f"the compiler {command[0]} fails: {reason.strip()}; use --engine numpy")
    return done.stdout


def load(text: str) -> ctypes.CDLL:
    """A text of C as a library, compiled unless it is kept already.

    Raises
    ------
    NativeError
        If it cannot be compiled, kept or loaded.
    """
    own = compiler()
    parts = (text, own.macros, *own.command, *FLAGS, *own.libraries)
    name = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
    try:
        path = private_folder() / f"{name}.so"
        if path.exists():
            os.utime(path)
        else:
            _compile(own, text, path)
        _require_private(path)
        return ctypes.CDLL(str(path))
    except OSError as error:
        raise NativeError(f"the native kernel cannot be kept or loaded: {error}; use --engine numpy") from error


def _compile(own: Compiler, text: str, path: Path) -> None:
    """Compile into a file that takes its name when it is finished."""
    descriptor, part = tempfile.mkstemp(suffix=".part", dir=path.parent)
    os.close(descriptor)
    try:
        _run([*own.command, *FLAGS, "-x", "c", "-", "-o", part, *own.libraries], text)
        os.chmod(part, 0o700)
        os.replace(part, path)
    finally:
        Path(part).unlink(missing_ok=True)
    # The clock may have been set back: the new kernel stays, whatever its time. Others may remove theirs meanwhile.
    others = sorted((item for item in path.parent.glob("*.so") if item != path), key=_time_of)
    for item in others[: 1 - KEPT]:
        item.unlink(missing_ok=True)


def _time_of(path: Path) -> float:
    return path.stat().st_mtime if path.exists() else 0.0


def private_folder() -> Path:
    """The folder of compiled kernels in the user's cache, which nobody else can write to.

    Raises
    ------
    NativeError
        If others can write to it, or replace it.
    OSError
        If it cannot be made.
    """
    caches = Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
    folder = Path(os.environ.get("XDG_CACHE_HOME") or caches).absolute() / "orbitcalc" / "native"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = folder.resolve()
    _require_private(folder)
    for parent in folder.parents:
        about = parent.stat()
        others = about.st_mode & (stat.S_IWGRP | stat.S_IWOTH) and not about.st_mode & stat.S_ISVTX
        if others or about.st_uid not in (0, os.geteuid()):
            raise NativeError(f"others can write to {parent}, and so replace {folder}: set XDG_CACHE_HOME")
    return folder


def _require_private(path: Path) -> None:
    about = path.lstat()
    if about.st_uid != os.geteuid() or about.st_mode & (stat.S_IWGRP | stat.S_IWOTH) or stat.S_ISLNK(about.st_mode):
        raise NativeError(f"others can write to {path}: remove it, or set XDG_CACHE_HOME")
