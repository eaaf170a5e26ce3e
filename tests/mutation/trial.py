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
AFAR = tuple(f"tests/{name}" for name in ("model", "properties", "tape", "test_evaluate", "test_result"))
"""Tests that reach every group."""

QUICK, THOROUGH = ("near", "values"), ("group", "afar")
"""The stages that all mutants go through, and those for the mutants that are left."""

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
        self.failing_anyway: set[str] = set()
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
        """The tests of a module: near ones, the moved values, the group's own, those from afar.

        Near are its doctests and the tests that name the function and stand in a file named alike, or the first that
        names it. The values come early because they are quick; a mutant that they notice first has that stage.
        """
        group, parts = f"tests/{module.split('/')[1]}/", set(re.split(r"[/_.]", module))
        word = re.compile(rf"\b{re.escape(function)}\b")
        own = [path for path in self.tests if path.startswith(group)]
        own.sort(key=lambda path: (not parts & set(re.split(r"[/_.]", path.removeprefix(group))), path))
        naming = [path for path in own if function and word.search(self.tests[path])]
        near = naming[: max(1, sum(bool(parts & set(re.split(r"[/_.]", path.removeprefix(group)))) for path in naming))]
        yield "near", [module, *near]
        yield "values", [path for path in self.tests if path.startswith("tests/regression/")]
        yield "group", [path for path in own if path not in near]
        yield "afar", [path for path in self.tests if path.startswith(AFAR) and path not in own]

    def verdict(self, module: str, function: str, source: str, stages: Sequence[str]) -> Verdict:
        """Whether the tests of some stages notice that a module has this source, and which."""
        path = self.folder / module
        original = path.read_text("utf-8")
        try:
            for stage, files in self.stages(module, function):
                path.write_text(source, encoding="utf-8")
                test = self._first_failure(path, original, source, files) if stage in stages else ""
                if test:
                    return Verdict(stage, test)
        finally:
            path.write_text(original, encoding="utf-8")
        return Verdict("", "")

    def _first_failure(self, path: Path, original: str, source: str, files: Sequence[str]) -> str:
        """The first test that fails with the change alone."""
        while files:
            arguments = [*files, *(f"--deselect={name}" for name in self.failing_anyway)]
            test = self.first_failure(arguments)
            if not test:
                return ""
            path.write_text(original, encoding="utf-8")
            if test in STOPPED:
                if self.first_failure(arguments) in STOPPED:
                    raise RuntimeError(f"the tests of {path} do not run without a change either: {test}")
                return test
            if not self.first_failure([test]):
                return test
            self.failing_anyway |= set(self.run([test.partition("::")[0]]))
            path.write_text(source, encoding="utf-8")
        return ""

    def first_failure(self, arguments: Sequence[str]) -> str:
        """The first test that fails, or a word of `STOPPED`; empty if all pass."""
        return next(iter(self.run(["-x", *arguments])), "")

    def run(self, arguments: Sequence[str]) -> list[str]:
        """The tests that fail, or one word of `STOPPED`."""
        context = multiprocessing.get_context("fork")
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=_run, args=(self.folder, list(arguments), sender))
        process.start()
        sender.close()
        try:
            if not receiver.poll(TIME_LIMIT):
                return ["no end"]
            return list(receiver.recv())
        except EOFError:
            return ["crash"]
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
    """Remembers the failures of a session, in their order."""

    def __init__(self) -> None:
        self.failed: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)


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
    options = ["-q", "-p", "no:cacheprovider", "-m", "not long and not pages", "--hypothesis-seed=0"]
    code = int(pytest.main([*options, *arguments], plugins=[recorder]))
    passed = code in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    sender.send([] if passed else recorder.failed or ["crash"])
    sender.close()
    os._exit(0)
