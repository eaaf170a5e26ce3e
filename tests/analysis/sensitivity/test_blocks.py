"""A sweep in blocks: the rows, texts and notes of the whole, in memory that does not grow with the rows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import orbitcalc
from orbitcalc.analysis.sampling.axes import MOST_POINTS
from orbitcalc.analysis.sensitivity.blocks import SweepBlocks
from orbitcalc.analysis.sensitivity.sweep import plan_sweep, sweep
from orbitcalc.cli.commands import sweep as command
from orbitcalc.errors import ScenarioError
from tests.cli.command_line import Shell

WAYS: list[dict[str, Any]] = [
    {"vary": {"altitude": "400..1900 km", "launch_price": "[100, 1000] USD_2025/kg"}, "points": 7},
    {"vary": {"altitude": "[500, 600, 700] km", "vehicle": "[falcon-9, starship-v3, electron]"}, "zipped": True},
    {"vary": {"vehicle": "[falcon-9, starship-v3]", "it_power_per_satellite": "30..300 kW"}, "points": 3},
]


@pytest.mark.parametrize("ways", WAYS)
@pytest.mark.parametrize("size", [1, 4, 100])
def test_the_blocks_are_the_rows_of_the_whole(ways: dict[str, Any], size: int) -> None:
    scenario = orbitcalc.load("google-1gw")
    whole, plan = sweep(scenario, **ways), plan_sweep(scenario, **ways)
    blocks = SweepBlocks(plan, size=size)
    assert [row for block in blocks for row in block.rows()] == list(whole.rows())
    assert plan.rows == len(whole)
    assert blocks.missing == sum(map(bool, whole.reasons))
    assert sorted(blocks.notes) == sorted(whole.notes)


def test_a_long_sweep_streams_the_same_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    call = Shell(capsys, tmp_path)
    monkeypatch.chdir(tmp_path)
    words = ("sweep", "google-1gw", "--vary", "altitude=400..1900 km", "--points", "20", "-f", "csv")
    short = call(*words), call(*words, "-o", "short.csv")
    monkeypatch.setattr(command, "STREAMED", 10)
    monkeypatch.setattr(SweepBlocks, "__init__", _small(SweepBlocks.__init__))
    long = call(*words), call(*words, "-o", "long.csv")
    assert short[0] == long[0]
    assert Path("short.csv").read_bytes() == Path("long.csv").read_bytes() == long[0].out.encode()
    assert Path("long.csv.meta.json").read_text("utf-8").replace("long.csv", "short.csv") == Path(
        "short.csv.meta.json"
    ).read_text("utf-8")
    assert long[1].err.replace("long.csv", "short.csv") == short[1].err


def _small(initialise: Any) -> Any:
    return lambda self, *arguments: initialise(self, *arguments, size=3)


def test_too_many_rows_for_a_table_are_refused_before_they_are_computed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    axes = ("--vary", "altitude=400..1900 km", "--vary", "launch_price=100..1000 USD_2025/kg", "--points", "1001")
    outcome = Shell(capsys, tmp_path)("sweep", "google-1gw", *axes)
    assert outcome.code == 2
    assert "1,002,001 rows are too many for this output" in outcome.err
    with pytest.raises(ScenarioError, match="are too many for one range"):
        plan_sweep(orbitcalc.load("google-1gw"), {"altitude": "400..1900 km"}, points=MOST_POINTS + 1)


@pytest.mark.long
def test_a_sweep_of_a_million_rows_takes_no_more_memory_than_one_of_a_hundred_thousand() -> None:
    """Peak memory of the process, blocks read and forgotten; the text of the rows would take 45 MB more."""
    text = (
        "import resource, orbitcalc\n"
        "from orbitcalc.analysis.sensitivity.blocks import SweepBlocks\n"
        "from orbitcalc.analysis.sensitivity.sweep import plan_sweep\n"
        "ways = {'altitude': '500..900 km', 'launch_price': '100..1000 USD_2025/kg'}\n"
        "plan = plan_sweep(orbitcalc.load('google-1gw'), ways, ['cost_ratio'], points={'altitude': 100, '': %d})\n"
        "rows = sum(len(block) for block in SweepBlocks(plan))\n"
        "print(rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    sizes = []
    for points in (1_000, 10_000):
        done = subprocess.run([sys.executable, "-c", text % points], capture_output=True, text=True, check=True)
        rows, size = map(int, done.stdout.split())
        assert rows == 100 * points
        sizes.append(size)
    assert sizes[1] < sizes[0] + 20_000
