"""Sobol indices from the results of a model of one's own."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import orbitcalc
from orbitcalc.analysis.sampling.sample_table import sample_table
from orbitcalc.analysis.sensitivity.own_model import read_back
from orbitcalc.analysis.sensitivity.sobol import UnknownOutputError, sobol, sobol_study_of
from orbitcalc.cli import main
from orbitcalc.errors import ScenarioError
from orbitcalc.evaluate import evaluate

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


def answered(points: Path, model: Callable[[float, float], object], order: int = 1) -> Path:
    """The answers of someone's own model, in any order."""
    lines = [f"{row['id']},{model(*[float(x) for x in list(row.values())[1:]])}\n" for row in rows_of(points)]
    path = points.with_name("answers.csv")
    path.write_text("id,weight\n" + "".join(lines[::order]))
    return path


def test_answers_of_our_own_model_give_the_indices_of_sobol(tmp_path: Path) -> None:
    points = written(tmp_path, "--for", "sobol")
    scenario = orbitcalc.load(SCENARIO)
    rows = rows_of(points)
    columns = {
        name: np.array([float(row[header]) for row in rows]) * scenario.graph[name].unit.scale
        for name, header in zip(TWO, list(rows[0])[1:], strict=True)
    }
    mass = evaluate(scenario, columns, ["fleet_mass"])["fleet_mass"]
    answers = tmp_path / "answers.csv"
    answers.write_text("id,fleet_mass\n" + "".join(f"{i},{value!r}\n" for i, value in enumerate(mass.tolist())))
    ours, back = sobol(sobol_study_of(scenario, 64, outputs=["fleet_mass"], vary=TWO)), read_back(points, answers)
    for name in TWO:
        assert back.first["fleet_mass"][name].value == pytest.approx(ours.first["fleet_mass"][name].value, rel=1e-9)
        assert back.total["fleet_mass"][name].error == pytest.approx(ours.total["fleet_mass"][name].error, rel=1e-9)


def test_the_order_of_the_answers_does_not_matter(tmp_path: Path) -> None:
    points = written(tmp_path, "--for", "sobol")
    one = read_back(points, answered(points, lambda mass, life: mass / life))
    other = read_back(points, answered(points, lambda mass, life: mass / life, -1))
    assert one.first == other.first


def test_npz_reads_back_too(tmp_path: Path) -> None:
    points = written(tmp_path, "--for", "sobol")
    path = tmp_path / "points.npz"
    table = sample_table(orbitcalc.load(SCENARIO), 64, kind="saltelli", vary=TWO)
    np.savez(path, **table.arrays())
    answers = answered(points, lambda mass, life: mass * life)
    assert read_back(path, answers).first == read_back(points, answers).first


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (lambda text: text.replace("id,", "row,"), "no column 'id'"),
        (lambda text: "".join(text.splitlines(keepends=True)[:-3]), "3 of 256 rows are missing, the first is 253"),
        (lambda text: text + "7,1.0\n", "row 7 is there twice"),
        (lambda text: text + "9999,1.0\n", "no row of the design"),
    ],
)
def test_answers_that_do_not_fit_are_refused(tmp_path: Path, harm: Callable[[str], str], message: str) -> None:
    points = written(tmp_path, "--for", "sobol")
    answers = answered(points, lambda mass, life: mass)
    answers.write_text(harm(answers.read_text()))
    with pytest.raises(ScenarioError, match=message):
        read_back(points, answers)


def test_an_answer_that_is_no_number_is_refused(tmp_path: Path) -> None:
    points = written(tmp_path, "--for", "sobol")
    answers = answered(points, lambda mass, life: "failed" if life < 3.5 else mass)
    with pytest.raises(UnknownOutputError, match=r"weight has no finite value in row \d+"):
        read_back(points, answers)


def test_a_design_for_mc_has_no_indices(tmp_path: Path) -> None:
    points = written(tmp_path)
    with pytest.raises(ScenarioError, match="--for sobol"):
        read_back(points, answered(points, lambda mass, life: mass))


def test_the_command_reads_answers_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    points = written(tmp_path, "--for", "sobol")
    answers = answered(points, lambda mass, life: mass)
    assert main(["sobol", "--design", str(points), "--results", str(answers)]) == 0
    assert "weight" in capsys.readouterr().out
    assert main(["sobol", "--design", str(points)]) == 2
