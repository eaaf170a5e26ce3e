"""Which test reaches which line, how long it takes and whether it passes: one run of all tests, kept in a file.

`python -m tests.mutation.reach` measures; `Reach.read` is what the measurement says.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import coverage
import pytest

PROJECT = Path(__file__).resolve().parents[2]
FOLDER = PROJECT / "build" / "mutation"
LINES, TESTS = FOLDER / "reach.coverage", FOLDER / "reach.json"


@dataclass(frozen=True)
class Reach:
    """Tests by line, as they were measured."""

    data: coverage.CoverageData
    seconds: dict[str, float]
    failed: frozenset[str]
    hashes: dict[str, str]
    project: str

    @classmethod
    def read(cls) -> Reach | None:
        """The last measurement; None if there is none."""
        if not (LINES.exists() and TESTS.exists()):
            return None
        data = coverage.CoverageData(str(LINES))
        data.read()
        record = json.loads(TESTS.read_text("utf-8"))
        return cls(data, record["seconds"], frozenset(record["failed"]), record["hashes"], record["project"])

    def tests(self, module: str, line: int, source: str) -> list[str]:
        """The tests that reach a line, quickest first; none if the module has changed since."""
        if self.hashes.get(module) != _hash(source):
            return []
        names = self.data.contexts_by_lineno(str(Path(self.project) / module)).get(line, [])
        return sorted((name for name in names if name in self.seconds), key=lambda name: self.seconds[name])


def _hash(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()[:16]


class _Measure:
    """Name each test to the measurement of coverage while it runs."""

    def __init__(self, measurement: coverage.Coverage) -> None:
        self.measurement = measurement
        self.seconds: dict[str, float] = {}
        self.failed: list[str] = []

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.measurement.switch_context(item.nodeid)
        yield
        self.measurement.switch_context("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0.0) + report.duration
        if report.failed:
            self.failed.append(report.nodeid)


def main(arguments: list[str]) -> int:
    """Run all tests that `make test` runs, or those that are named, and keep what they reach."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    LINES.unlink(missing_ok=True)
    measurement = coverage.Coverage(data_file=str(LINES), config_file=False, source=["orbitcalc"])
    plugin = _Measure(measurement)
    measurement.start()
    code = int(pytest.main(["-q", "-p", "no:cacheprovider", "-m", "not pages and not long", *arguments], [plugin]))
    measurement.stop()
    measurement.save()
    files = sorted((PROJECT / "orbitcalc").rglob("*.py"))
    record: dict[str, Any] = {
        "seconds": plugin.seconds,
        "failed": plugin.failed,
        "hashes": {path.relative_to(PROJECT).as_posix(): _hash(path.read_text("utf-8")) for path in files},
        "project": str(PROJECT),
    }
    TESTS.write_text(json.dumps(record), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
