"""A mutant against the tests that reach it, in a copy of the project and a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import re
import shutil
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

COPIED = ("orbitcalc", "scenarios", "tests", "docs", "pyproject.toml", "README.md", "CHANGELOG.md", "constraints.txt")
GROUPS = ("physics", "economics", "graph", "units", "tape", "model")
AFAR = ("regression", "model", "properties", "tape", "test_evaluate.py", "test_result.py", "test_validity.py")
"""Tests that reach every group, in the order in which they are tried."""

TIME_LIMIT = 900.0
"""Seconds for one stage; a mutant that takes longer is killed, if the stage without it does not."""

STOPPED = ("no end", "crash")
"""What stands for a test where a stage gave none: it took too long, or its process ended."""


@dataclass(frozen=True)
class Verdict:
    """The first test that failed, and the stage it stands in; both are empty for a mutant that survived."""

    stage: str
    test: str


class Copy:
    """A copy of the project in which one module at a time is changed."""

    def __init__(self, project: Path, folder: Path) -> None:
        self.folder = folder
        self.known_failures: dict[str, bool] = {}
        for name in COPIED:
            source, target = project / name, folder / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "_build", "mutation"))
            else:
                shutil.copy2(source, target)

    @cached_property
    def tests(self) -> dict[str, str]:
        """The text of every module of tests, by its path."""
        files = sorted((self.folder / "tests").rglob("test_*.py"))
        return {path.relative_to(self.folder).as_posix(): path.read_text("utf-8") for path in files}

    def stages(self, module: str, function: str) -> Iterator[tuple[str, list[str]]]:
        """The tests of a module, nearest first: those that name the function, the group's own, those from afar."""
        group = f"tests/{module.split('/')[1]}/"
        naming = [path for path, text in self.tests.items() if re.search(rf"\b{re.escape(function)}\b", text)]
        near = [path for path in naming if path.startswith(group)] if function else []
        yield "near", [module, *near]
        own = [path for path in self.tests if path.startswith(group) and path not in near]
        yield "group", own
        for name in AFAR:
            files = [path for path in self.tests if path.startswith(f"tests/{name}") and path not in (*own, *near)]
            yield "afar", files

    def verdict(self, module: str, function: str, source: str) -> Verdict:
        """Whether the tests notice that a module has this source, and which."""
        path = self.folder / module
        original = path.read_text("utf-8")
        try:
            for stage, files in self.stages(module, function):
                path.write_text(source, encoding="utf-8")
                test = self._first_failure(path, original, source, files)
                if test:
                    return Verdict(stage, test)
        finally:
            path.write_text(original, encoding="utf-8")
        return Verdict("", "")

    def _first_failure(self, path: Path, original: str, source: str, files: Sequence[str]) -> str:
        """The first test that fails with the change alone."""
        while files:
            skipped = [f"--deselect={name}" for name, fails in self.known_failures.items() if fails]
            test = self.run([*files, *skipped])
            if not test:
                return ""
            path.write_text(original, encoding="utf-8")
            if test in STOPPED:
                if self.run([*files, *skipped]) in STOPPED:
                    raise RuntimeError(f"the tests of {path} do not run without a change either: {test}")
                return test
            if test not in self.known_failures:
                self.known_failures[test] = bool(self.run([test]))
            path.write_text(source, encoding="utf-8")
            if not self.known_failures[test]:
                return test
        return ""

    def run(self, arguments: Sequence[str]) -> str:
        """The first test that fails, or a word of `STOPPED`; empty if all pass."""
        context = multiprocessing.get_context("fork")
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=_run, args=(self.folder, list(arguments), sender))
        process.start()
        sender.close()
        try:
            if not receiver.poll(TIME_LIMIT):
                return "no end"
            return str(receiver.recv())
        except EOFError:
            return "crash"
        finally:
            if process.is_alive() and process.pid:
                _stop(process.pid)
            process.join()


def _stop(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        os.kill(leader, signal.SIGKILL)


class _Recorder:
    """Remembers the first failure of a session."""

    def __init__(self) -> None:
        self.first = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.first = self.first or report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.first = self.first or report.nodeid


def _run(folder: Path, arguments: list[str], sender: Connection) -> None:
    """Run pytest in the copy; the modules of the project itself are forgotten first."""
    os.setsid()
    os.chdir(folder)
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    sys.dont_write_bytecode = True
    os.environ |= {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    sys.path[:] = [str(folder), *(path for path in sys.path if path and Path(path).resolve() != Path.cwd())]
    for name in [name for name in sys.modules if name.split(".")[0] in ("tests", "orbitcalc")]:
        del sys.modules[name]
    recorder = _Recorder()
    options = ["-x", "-q", "-p", "no:cacheprovider", "-m", "not long and not pages", "--hypothesis-seed=0"]
    code = int(pytest.main([*options, *arguments], plugins=[recorder]))
    passed = code in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    sender.send("" if passed else recorder.first or "crash")
    sender.close()
    os._exit(0)
