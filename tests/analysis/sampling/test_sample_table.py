"""Tables of samples for a model of one's own."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import orbitcalc
from orbitcalc.analysis.sampling.sampler import Sampler
from orbitcalc.analysis.sampling.uncertain import uncertain
from orbitcalc.cli import main

SCENARIO = "google-1gw"


TWO = ("array_areal_mass", "satellite_life")


def written(folder: Path, *arguments: str) -> Path:
    path = folder / "points.csv"
    names = [part for name in TWO for part in ("--only", name)]
    assert main(["design", SCENARIO, "-n", "64", *names, "-o", str(path), "-q", *arguments]) == 0
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open() as file:
        return list(csv.DictReader(file))


def test_points_are_those_of_mc_in_the_units_of_the_header(tmp_path: Path) -> None:
    rows = rows_of(written(tmp_path))
    assert list(rows[0]) == ["id", "array_areal_mass [kg/m^2]", "satellite_life [yr]"]
    samples = Sampler(uncertain(orbitcalc.load(SCENARIO), TWO)).draw(0, 64)
    column = [float(row["satellite_life [yr]"]) for row in rows]
    assert column == (samples["satellite_life"] / (365.25 * 86400.0)).tolist()
    assert [row["id"] for row in rows] == [str(number) for number in range(64)]


def test_a_description_of_the_columns_accompanies_the_points(tmp_path: Path) -> None:
    about = json.loads(written(tmp_path).with_name("points.csv.meta.json").read_text())
    assert about["columns"][0]["unit"] == "kg/m^2"
    assert about["columns"][0]["meaning"]
    assert about["columns"][0]["source"]


def test_nothing_is_overwritten_unasked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    points = written(tmp_path)
    assert main(["design", SCENARIO, "-o", str(points)]) == 2
    assert "--force" in capsys.readouterr().err
