"""Designs for a model of one's own, reading its answers back, and exporting the draws of a run."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import orbitcalc
from orbitcalc.analysis.runs.montecarlo import mc
from orbitcalc.analysis.sampling.design import arrays, design, read_back
from orbitcalc.analysis.sampling.uncertain import Sampler, uncertain
from orbitcalc.analysis.sensitivity.sobol import UnknownOutputError, ask, sobol
from orbitcalc.cli import main
from orbitcalc.errors import ScenarioError
from orbitcalc.evaluate import evaluate

SCENARIO = "google-1gw"
TWO = ("array_areal_mass", "satellite_life")


def written(folder: Path, *arguments: str) -> Path:
    path = folder / "points.csv"
    names = [part for name in TWO for part in ("--vary", name)]
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


def test_points_are_those_of_mc_in_the_units_of_the_header(tmp_path: Path) -> None:
    rows = rows_of(written(tmp_path))
    assert list(rows[0]) == ["id", "array_areal_mass [kg/m^2]", "satellite_life [yr]"]
    drawn = Sampler(uncertain(orbitcalc.load(SCENARIO), TWO)).draw(0, 64)
    shown = [float(row["satellite_life [yr]"]) for row in rows]
    assert shown == (drawn["satellite_life"] / (365.25 * 86400.0)).tolist()
    assert [row["id"] for row in rows] == [str(number) for number in range(64)]


def test_beside_the_points_stands_what_they_are(tmp_path: Path) -> None:
    about = json.loads(written(tmp_path).with_name("points.csv.meta.json").read_text())
    assert about["columns"][0]["unit"] == "kg/m^2"
    assert about["columns"][0]["meaning"]
    assert about["columns"][0]["source"]


def test_answers_of_our_own_model_give_the_indices_of_sobol(tmp_path: Path) -> None:
    points = written(tmp_path, "--for", "sobol")
    scenario = orbitcalc.load(SCENARIO)
    rows = rows_of(points)
    given = {
        name: np.array([float(row[header]) for row in rows]) * scenario.graph[name].unit.scale
        for name, header in zip(TWO, list(rows[0])[1:], strict=True)
    }
    mass = evaluate(scenario, given, ["fleet_mass"])["fleet_mass"]
    answers = tmp_path / "answers.csv"
    answers.write_text("id,fleet_mass\n" + "".join(f"{i},{value!r}\n" for i, value in enumerate(mass.tolist())))
    ours, back = sobol(ask(scenario, 64, outputs=["fleet_mass"], vary=TWO)), read_back(points, answers)
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
    found = design(orbitcalc.load(SCENARIO), 64, kind="saltelli", vary=TWO)
    np.savez(path, **arrays(found))
    answers = answered(points, lambda mass, life: mass * life)
    assert read_back(path, answers).first == read_back(points, answers).first


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda text: text.replace("id,", "row,"), "no column 'id'"),
        (lambda text: "".join(text.splitlines(keepends=True)[:-3]), "3 of 256 rows are missing, the first is 253"),
        (lambda text: text + "7,1.0\n", "row 7 is there twice"),
        (lambda text: text + "9999,1.0\n", "no row of the design"),
    ],
)
def test_answers_that_do_not_fit_are_refused(tmp_path: Path, harm: Callable[[str], str], said: str) -> None:
    points = written(tmp_path, "--for", "sobol")
    answers = answered(points, lambda mass, life: mass)
    answers.write_text(harm(answers.read_text()))
    with pytest.raises(ScenarioError, match=said):
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


def test_nothing_is_overwritten_unasked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    points = written(tmp_path)
    assert main(["design", SCENARIO, "-o", str(points)]) == 2
    assert "--force" in capsys.readouterr().err


def test_an_exported_run_keeps_every_digit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mc(orbitcalc.load(SCENARIO), 40, folder=tmp_path / "run", vary=TWO, outputs=["fleet_mass", "deployment_time"])
    path = tmp_path / "draws.csv"
    assert main(["export", str(tmp_path / "run"), "-o", str(path)]) == 0
    rows = rows_of(path)
    assert list(rows[0])[:4] == ["id", "status", "array_areal_mass [kg/m^2]", "satellite_life [yr]"]
    drawn = Sampler(uncertain(orbitcalc.load(SCENARIO), TWO)).draw(0, 40)["array_areal_mass"]
    assert [float(row["array_areal_mass [kg/m^2]"]) for row in rows] == drawn.tolist()
    for row in rows:
        assert (row["status"] == "unknown") == (row["deployment_time [yr]"] == "")
    about = {entry["header"]: entry for entry in json.loads((tmp_path / "draws.csv.meta.json").read_text())["columns"]}
    assert list(about) == list(rows[0])
    assert about["fleet_mass [t]"]["source"] == ["rule fleet.fleet_mass"]
    capsys.readouterr()
    assert main(["export", str(tmp_path / "run"), "--no-inputs"]) == 0
    assert capsys.readouterr().out.startswith("id,status,fleet_mass [t]")


def test_parquet_carries_units(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    mc(orbitcalc.load(SCENARIO), 40, folder=tmp_path / "run", vary=TWO, outputs=["fleet_mass"], chunk=16)
    path = tmp_path / "draws.parquet"
    assert main(["export", str(tmp_path / "run"), "-f", "parquet", "-o", str(path)]) == 0
    table = parquet.read_table(path)
    assert table.num_rows == 40
    assert table.schema.field("fleet_mass [t]").metadata[b"unit"] == b"t"


def test_parquet_without_its_package_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import sys

    mc(orbitcalc.load(SCENARIO), 40, folder=tmp_path / "run", vary=TWO, outputs=["fleet_mass"])
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert main(["export", str(tmp_path / "run"), "-f", "parquet", "-o", str(tmp_path / "x.parquet")]) == 4
    assert "orbitcalc[data]" in capsys.readouterr().err
