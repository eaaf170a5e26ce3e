"""Run the checks: python -m tests.acceptance [NUMBER ...]."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent

PRELUDE = """\
py() { "$PYTHON" "$@"; }
oc() { py -m orbitcalc "$@"; }
fails() {
  local code=$1 words=$2; shift 2
  "$@" >out.txt 2>err.txt; local got=$?
  [ $got -eq $code ] && grep -q -- "$words" err.txt && ! grep -q Traceback err.txt; local held=$?
  rm -f out.txt err.txt; return $held
}
"""
"""Functions of every line: the program, its Python, and a command that must fail with a code and words."""


def checks() -> list[Mapping[str, Any]]:
    """All checks, in order."""
    return list(tomllib.loads((HERE / "checks.toml").read_text("utf-8"))["check"])


def holds(check: Mapping[str, Any]) -> bool:
    """Whether a check holds: its line, in an empty folder, or its test."""
    root = HERE.parents[1]
    base = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS", "ORBITCALC_FORMAT")}
    environment = {**base, "PYTHON": sys.executable, "PYTHONPATH": str(root), "LC_ALL": "C.UTF-8"}
    if "test" in check:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", check["test"]]
        return subprocess.run(command, cwd=root, env=environment, capture_output=True, check=False).returncode == 0
    with tempfile.TemporaryDirectory() as folder:
        command = ["bash", "-c", PRELUDE + check["run"]]
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False).returncode == 0


def lines(numbers: Sequence[int]) -> Iterator[tuple[bool, str]]:
    """Each check with its outcome: True where it holds, or is for a person."""
    for check in checks():
        if numbers and check["number"] not in numbers:
            continue
        scripted = "run" in check or "test" in check
        held = holds(check) if scripted else True
        word = ("ok" if held else "FAILS") if scripted else f"by hand: {check['how']}"
        yield held, f"{check['number']:>2}  {check['text']}  [{word}]\n"


def main() -> int:
    """Print the outcome of every check, and exit with 1 if one fails."""
    failed = 0
    for held, line in lines([int(number) for number in sys.argv[1:]]):
        sys.stdout.write(line)
        sys.stdout.flush()
        failed += not held
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
