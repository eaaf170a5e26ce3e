"""A mutant against the tests that reach it, in a copy of the project and a process of its own."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import re
import resource
import shutil
import signal
import sys
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from tests.mutation.mutators import Mutant
from tests.mutation.reach import Reach

COPIED = ("orbitcalc", "scenarios", "tests", "docs", "pyproject.toml", "README.md", "CHANGELOG.md", "constraints.txt")
GROUPS = ("physics", "economics", "graph", "units", "tape", "model")
FURTHER = tuple(f"tests/{name}" for name in ("model", "properties", "tape", "test_evaluate", "test_result", "report"))
"""Tests from afar that reach every group."""

QUICK: tuple[str, ...] = ("values", "near", "reached")
THOROUGH: tuple[str, ...] = ("group",)
"""The stages that all mutants go through, cheapest first, and the one for the mutants that are left."""

BUDGETS = {"near": 15.0, "reached": 30.0, "group": 180.0}
"""Seconds of tests that a stage runs, the quickest first."""

PATIENCE = 4.0
"""A stage that takes this many times its budget and half a minute has no end."""

MEMORY = 6 << 30
"""Address space of a trial [byte]."""

STOPPED = ("no end", "crash")
"""What stands for a test where a stage gave none: it took too long, or its process ended."""

VALUES_LIMIT = 120.0
"""Seconds for the values of all scenarios, which take three."""

MOST = 400
"""Tests of a quick stage."""

UNKNOWN = 0.05
"""Seconds of a file of tests that were not measured."""


@dataclass(frozen=True)
class Verdict:
    """The first test that failed, and the stage it stands in; both are empty for a mutant that survived."""

    stage: str
    test: str


class Copy:
    """A copy of the project in which one module at a time is changed."""

    def __init__(self, project: Path, folder: Path, reach: Reach | None = None) -> None:
        self.folder, self.reach = folder, reach
        self.failing_anyway = set(reach.failed) if reach else set()
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

    @cached_property
    def by_file(self) -> dict[str, list[str]]:
        """The measured tests of every file."""
        names: dict[str, list[str]] = {}
        for name in self.reach.seconds if self.reach else ():
            names.setdefault(name.partition("::")[0], []).append(name)
        return names

    def check(self) -> None:
        """Refuse to count anything where the unchanged project fails already."""
        failures = self._child(_values, [], VALUES_LIMIT) or self._child(_run, ["tests/graph"], VALUES_LIMIT)
        if failures:
            raise RuntimeError(f"without a change this fails too: {failures[0]}")

    def stage(self, name: str, module: str, line: int, function: str) -> list[str]:
        """The tests of a stage: near ones by name, those that reach the line, those of the group and from afar."""
        naming = re.compile(rf"\b{re.escape(function or Path(module).stem)}\b")
        group = f"tests/{module.split('/')[1]}/"
        naming_files = [path for path, text in self.tests.items() if naming.search(text)]
        if name == "near":
            stem = Path(module).stem
            alike = [path for path in self.tests if path.startswith(group) and stem in re.split(r"[/_.]", path)]
            own = [path for path in naming_files if path.startswith(group)]
            parts = set(module.removesuffix(".py").split("/")[2:])
            related = [path for path in self.tests if path.startswith(group) and parts & set(re.split(r"[/_.]", path))]
            chosen = dict.fromkeys([*alike, *own]) or related
            return self._affordable(name, [module, *chosen])
        if name == "reached":
            source = (self.folder / module).read_text("utf-8")
            reached = self.reach.tests(module, line, source) if self.reach else []
            return self._affordable(name, [*reached, *naming_files])
        files = [path for path in self.tests if path.startswith((group, *FURTHER))]
        return self._affordable(name, [path for path in files if not path.startswith("tests/regression/")])

    def _affordable(self, stage: str, names: Sequence[str]) -> list[str]:
        """Tests, files opened, up to the budget of a stage, the quickest first."""
        seconds = self.reach.seconds if self.reach else {}
        tests = dict.fromkeys(test for name in names for test in self.by_file.get(name, [name]))
        listed, total = [], 0.0
        for test in sorted(tests, key=lambda test: seconds.get(test, UNKNOWN)):
            total += seconds.get(test, UNKNOWN)
            if total > BUDGETS[stage] or (stage != "group" and len(listed) == MOST):
                break
            if test not in self.failing_anyway:
                listed.append(test)
        return listed

    def verdict(self, module: str, mutant: Mutant, stages: Sequence[str]) -> Verdict:
        """Whether the tests of some stages notice a mutant, and which."""
        path = self.folder / module
        original = path.read_text("utf-8")
        try:
            for stage in stages:
                names = [] if stage == "values" else self.stage(stage, module, mutant.line, mutant.function)
                path.write_text(mutant.applied(original), encoding="utf-8")
                test = self._first_failure(path, original, stage, names)
                path.write_text(original, encoding="utf-8")
                if test:
                    return Verdict(stage, test)
        finally:
            path.write_text(original, encoding="utf-8")
        return Verdict("", "")

    def _first_failure(self, path: Path, original: str, stage: str, names: list[str]) -> str:
        """The first test that fails with the change alone."""
        if stage == "values":
            return next(iter(self._child(_values, [], VALUES_LIMIT)), "")
        changed, limit = path.read_text("utf-8"), PATIENCE * BUDGETS[stage] + 30.0
        while names:
            test = next(iter(self._child(_run, ["-x", *names], limit)), "")
            if not test:
                return ""
            path.write_text(original, encoding="utf-8")
            if test in STOPPED:
                return "" if self._child(_run, names, limit)[:1] == [test] else test
            if not self._child(_run, [test], limit):
                return test
            self.failing_anyway.add(test)
            names = [name for name in names if name != test]
            path.write_text(changed, encoding="utf-8")
        return ""

    def _child(self, target: Callable[..., None], arguments: list[str], limit: float) -> list[str]:
        """What a process says that is forked from this one, in which no module of the project is imported."""
        context = multiprocessing.get_context("fork")
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=target, args=(self.folder, arguments, sender))
        process.start()
        sender.close()
        try:
            return list(receiver.recv()) if receiver.poll(limit) else ["no end"]
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


def _enter(folder: Path) -> None:
    """Let this process be one of the copy: its folder, its modules, no output, memory within a limit."""
    os.setsid()
    os.chdir(folder)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    sys.dont_write_bytecode = True
    os.environ |= {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    sys.path[:] = [str(folder), *(path for path in sys.path if path and Path(path).resolve() != Path.cwd())]
    for name in [name for name in sys.modules if name.split(".")[0] in ("tests", "orbitcalc")]:
        del sys.modules[name]


def _values(folder: Path, arguments: list[str], sender: Connection) -> None:
    """Compare the stored values of all scenarios and variants, up to the first that moved."""
    _enter(folder)
    name: object = "import"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"pint(\..*)?")
            variants: Any = importlib.import_module("tests.regression.variants")
            for name in range(variants.SETS):
                if variants.differences(name):
                    raise AssertionError(name)
            values: Any = importlib.import_module("tests.regression.values")
            for name in values.names():
                if any(values.differences(name)):
                    raise AssertionError(name)
    except BaseException:  # noqa: BLE001 - whatever ends a test is a failure of it
        sender.send([f"tests/regression: {name}"])
    else:
        sender.send([])
    sender.close()
    os._exit(0)


def _run(folder: Path, arguments: list[str], sender: Connection) -> None:
    """Run pytest in the copy."""
    _enter(folder)
    recorder = _Recorder()
    options = ["-q", "-p", "no:cacheprovider", "-m", "not long and not pages", "--hypothesis-seed=0"]
    code = int(pytest.main([*options, *arguments], plugins=[recorder]))
    passed = code in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    sender.send([] if passed else recorder.failed or ["crash"])
    sender.close()
    os._exit(0)
