"""Each system call of the store fails in turn and by seeds: what is finished stays, what is half-written is dropped."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any

import pytest

from orbitcalc import load
from orbitcalc.analysis.runs import manifest, montecarlo
from orbitcalc.analysis.runs.state import state_of
from orbitcalc.cli.failure import explain_failure
from orbitcalc.errors import OrbitcalcError
from orbitcalc.scenario import Scenario
from tests.faults import FIRST_SEED, KINDS, Faults, failing

pytestmark = pytest.mark.slow

SAMPLES, CHUNK = 24, 8


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load("baseline")


@pytest.fixture(autouse=True, scope="module")
def _read_once() -> Iterator[None]:
    """A manifest's scenario is read once for all cases, which takes most of their time."""
    scenarios: dict[str, Scenario] = {}

    def cached(about: dict[str, Any], **named: bool) -> Scenario:
        text = json.dumps(about)
        if text not in scenarios:
            scenarios[text] = load(about, **named)
        return scenarios[text]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest, "load", cached)
        yield


def start(scenario: Scenario, folder: Path) -> None:
    """A run of three chunks: begun, or continued where it has begun."""
    if (folder / "manifest.json").exists():
        montecarlo.resume(folder)
        return
    montecarlo.mc(
        scenario, SAMPLES, chunk=CHUNK, folder=folder, outputs=["satellites_nameplate"], vary=["target_power"]
    )


def content(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def ages(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (folder / "chunks").glob("[0-9]*")}


@pytest.fixture(scope="module")
def whole(scenario: Scenario, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("whole") / "run"
    start(scenario, folder)
    return content(folder)


def attempt(scenario: Scenario, faults: Faults) -> None:
    """Run or continue while calls fail; what the command line says of it is one line."""
    said, code = io.StringIO(), 2
    with redirect_stderr(said):
        try:
            with failing(faults):
                start(scenario, faults.folder)
        except (OrbitcalcError, OSError) as error:
            code = explain_failure(error, [])
    assert (code, said.getvalue().count("\n")) in ((2, 0), (2, 1)), f"fault {faults.number}: {said.getvalue()}"


def check(scenario: Scenario, whole: dict[str, bytes], folder: Path, number: int, attempts: int = 1) -> Faults:
    """Attempts with faults, then one without: the same bytes, and no finished chunk computed again."""
    faults, kept = Faults(folder, number), ages(folder)
    for _ in range(attempts):
        attempt(scenario, faults)
        kept |= {name: age for name, age in ages(folder).items() if name not in kept}
        replay = f"fault {number} ({'; '.join(faults.failed)})"
        for name, data in content(folder).items() if folder.exists() else ():
            assert name not in whole or whole[name] == data, f"{replay}: {name} is half-written"
    start(scenario, folder)
    assert content(folder) == whole, replay
    assert kept.items() <= ages(folder).items(), f"{replay}: a finished chunk was computed again"
    assert state_of(folder).intact == (0, 1, 2), replay
    return faults


def numbers_in_turn(scenario: Scenario, folder: Path) -> range:
    """The numbers of all calls in all ways: of a run, and of a run that is continued."""
    faults = Faults(folder, FIRST_SEED - 1)
    with failing(faults):
        start(scenario, folder)
    return range(len(faults.calls) * len(KINDS))


def test_a_call_that_fails_loses_nothing(scenario: Scenario, whole: dict[str, bytes], tmp_path: Path) -> None:
    """Each call of a run, and of its continuation, every fourth one in one way; all ways are a long test."""
    for call in numbers_in_turn(scenario, tmp_path / "first")[:: 4 * len(KINDS)]:
        number = call + (call // len(KINDS)) % len(KINDS)
        assert check(scenario, whole, tmp_path / str(number), number).failed
        check(scenario, whole, tmp_path / str(number), number)


@pytest.mark.long
def test_each_call_fails_in_each_way(scenario: Scenario, whole: dict[str, bytes], tmp_path: Path) -> None:
    for number in numbers_in_turn(scenario, tmp_path / "first"):
        assert check(scenario, whole, tmp_path / str(number), number).failed
        check(scenario, whole, tmp_path / str(number), number)


@pytest.mark.parametrize("count", [6, pytest.param(1000, marks=pytest.mark.long)])
def test_faults_by_seed(scenario: Scenario, whole: dict[str, bytes], tmp_path: Path, count: int) -> None:
    for number in range(FIRST_SEED, FIRST_SEED + count):
        check(scenario, whole, tmp_path / str(number), number, attempts=3)
