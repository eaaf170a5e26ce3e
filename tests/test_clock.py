"""The clock may jump: durations come from a clock that does not, and no result depends on the time of a file."""

from __future__ import annotations

import ast
import os
import time
from pathlib import Path

import pytest

import orbitcalc
from orbitcalc.analysis.runs import montecarlo, workers
from orbitcalc.analysis.runs.montecarlo import mc
from orbitcalc.cli.progress import Progress
from orbitcalc.tape.native import compiler
from tests.package_code import FILES, tree_of

JUMPING = ("time", "localtime", "gmtime", "ctime")
"""Functions of `time` that follow the clock on the wall."""

TIMES = {"orbitcalc/tape/native/compiler.py": "which kernel of the cache goes first; any order is right"}
"""Modules that read the time of a file, and why that is no harm."""


def test_durations_come_from_a_clock_that_does_not_jump() -> None:
    for path in FILES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Attribute):
                wall = isinstance(node.value, ast.Name) and node.value.id == "time" and node.attr in JUMPING
                assert not wall, f"{path}:{node.lineno}"
                named = any(str(path).endswith(name) for name in TIMES)
                assert named or not node.attr.startswith(("st_mtime", "st_ctime", "st_atime")), f"{path}:{node.lineno}"


@pytest.mark.parametrize("jump", [-3e9, 3e9])
def test_a_run_is_timed_and_continued_though_the_clock_jumps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jump: float
) -> None:
    """Half the run, then another day: files from 1970 or from the future, and a wall clock elsewhere."""
    real = time.time
    scenario = orbitcalc.load("google-1gw")
    whole = mc(scenario, 200, chunk=50, outputs=["cost_ratio"], folder=tmp_path / "run")
    first, second, *_ = sorted((tmp_path / "run" / "chunks").iterdir())
    before = first.read_bytes()
    second.unlink()
    for path in (tmp_path / "run").rglob("*"):
        os.utime(path, (max(0.0, real() + jump),) * 2)
    monkeypatch.setattr(time, "time", lambda: real() + jump)
    again = montecarlo.resume(tmp_path / "run")
    assert again.statistics == whole.statistics
    assert first.read_bytes() == before
    assert 0.0 <= again.seconds < 60.0


def test_the_time_left_is_that_of_a_steady_clock(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    steady = iter([0.0, 0.0, 10.0])
    monkeypatch.setattr(time, "monotonic", lambda: next(steady))
    monkeypatch.setattr(time, "time", lambda: -1e9)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    bar = Progress("sampling", True)
    bar.shown = True
    bar(0, 100)
    bar(20, 100)
    assert "2/s, 40 s left" in capsys.readouterr().err


def test_a_cluster_is_given_up_by_the_steady_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    steady = iter([0.0, 1.0, 29.0, 31.5])
    monkeypatch.setattr(time, "monotonic", lambda: next(steady))
    monkeypatch.setattr(time, "time", lambda: 1e12)
    executor = workers.ClusterExecutor(_Client(), "tcp://there:1")
    executor.check()
    executor.check()
    with pytest.raises(workers.LostClusterError, match="no worker for 30 s"):
        executor.check()


class _Client:
    """A client of a cluster that has lost its workers after the first question."""

    questions = 0

    def get_executor(self, **named: object) -> None:
        return None

    def scheduler_info(self) -> dict[str, dict[str, object]]:
        self.questions += 1
        return {"workers": {"one": None} if self.questions == 1 else {}}


def test_a_new_kernel_is_kept_though_the_clock_was_set_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kernels of the future fill the cache; the new one, the oldest by its time, is the one that is needed."""
    monkeypatch.setattr(compiler, "_run", lambda command, text: "")
    for number in range(compiler.KEPT + 3):
        other = tmp_path / f"{number}.so"
        other.touch()
        os.utime(other, (4e9 + number,) * 2)
    path = tmp_path / "new.so"
    compiler._compile(compiler.Compiler(("cc",), ""), "", path)
    os.utime(path, (0.0, 0.0))
    compiler._compile(compiler.Compiler(("cc",), ""), "", path)
    kept = {item.name for item in tmp_path.iterdir()}
    assert path.name in kept
    assert len(kept) == compiler.KEPT
    assert "0.so" not in kept
