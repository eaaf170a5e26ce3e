"""A study file of two analyses, and what a run of it leaves."""

from __future__ import annotations

from pathlib import Path

from tests.cli.command_line import Outcome, Shell
from tests.cli.formats import read_json

SCENARIO = 'extends = "google-1gw"\ntitle = "Mine"\naltitude = "700 km"\n'

STUDY = """\
schema = 1
title = "Mine & <b>others</b>"
note = \"\"\"
First paragraph.

Second one.\"\"\"

[[analysis]]
name = "heights"
title = "Heights"
note = "Why."
verb = "sweep"
scenario = "mine.toml"
overrides = { launch_price = "500 USD_2025/kg" }
options = { vary = { altitude = "500..900 km" }, points = 3, of = "cost_ratio" }
figure = "pictures/heights.svg"
output = "heights.csv"

[[analysis]]
name = "futures"
title = "Futures"
verb = "mc"
scenario = "google-1gw"
options = { samples = 64, of = ["fleet_mass"], seed = 3, prob = "fleet_mass < 80000 t" }
output = "futures.json"
"""

FILES = {
    "pictures/heights.svg",
    "heights.csv",
    "heights.csv.meta.json",
    "futures.json",
    "futures.svg",
    "index.html",
    "index.md",
}


def states(outcome: Outcome) -> dict[str, str]:
    return {row["analysis"]: row["state"] for row in read_json(outcome.out)["rows"]}


def results(folder: Path) -> dict[str, bytes]:
    """The files of a study but for its records."""
    root = folder / "both-results"
    paths = [path for path in root.rglob("*") if path.is_file() and ".study" not in path.parts]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def run(shell: Shell, *more: str) -> dict[str, str]:
    outcome = shell("study", "both.toml", "-f", "json", *more)
    assert outcome.code in (0, 1), outcome.err
    return states(outcome)


def replaced(shell: Shell, name: str, old: str, new: str) -> None:
    text = (shell.folder / name).read_text()
    assert old in text
    shell.write(name, text.replace(old, new))
