"""Sweeps: every row is the result of its own run."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from orbitcalc.analysis.sensitivity.sweep import Sweep, sweep
from orbitcalc.cli import main
from orbitcalc.errors import ScenarioError
from orbitcalc.scenario import Scenario


def assert_rows_are_runs(swept: Sweep) -> None:
    for row in range(len(swept)):
        result = swept.at(row).run()
        for name, column in swept.outputs.items():
            if isinstance(column, list):
                assert column[row] == result.word(name)
            else:
                assert column[row] == pytest.approx(result.value_si(name), rel=1e-12, nan_ok=True)


def test_a_grid_equals_runs_point_by_point(google: Scenario) -> None:
    vary = {"vehicle": "[falcon-9, starship-v3, electron]", "altitude": "500..900 km"}
    vary |= {"discount_rate": "[0.05, 0.1] 1/yr"}
    swept = sweep(google, vary, ["cost_ratio", "feasible", "binding_constraint", "launch_price", "altitude"], points=3)
    assert_rows_are_runs(swept)


def test_the_first_variable_moves_slowest(google: Scenario) -> None:
    swept = sweep(google, {"altitude": "[500, 600] km", "satellite_life": "[3, 5, 7] yr"}, ["cost_ratio"])
    assert swept.column("altitude", "km") == pytest.approx([500, 500, 500, 600, 600, 600])
    assert swept.column("satellite_life", "yr") == pytest.approx([3, 5, 7, 3, 5, 7])
    assert_rows_are_runs(swept)


def test_zipped_lists_go_together(google: Scenario) -> None:
    vary = {"altitude": ["500 km", "700000 m"], "launch_billing": "[per-launch, per-kilogram]"}
    swept = sweep(google, vary, ["capex"], zipped=True)
    assert len(swept) == 2
    assert swept.inputs["launch_billing"] == ["per-launch", "per-kilogram"]
    assert_rows_are_runs(swept)
    with pytest.raises(ScenarioError, match="different length"):
        sweep(google, {"altitude": "[500, 600] km", "satellite_life": "[3, 5, 7] yr"}, zipped=True)


def test_a_computed_variable_can_be_swept(google: Scenario) -> None:
    swept = sweep(google, {"launch_price": "100..10000 USD_2025/kg"}, ["capex"], points=3, scale="log")
    assert swept.column("launch_price") == pytest.approx([100.0, 1000.0, 10000.0], rel=1e-12)
    assert swept.column("launch_price")[[0, 2]].tolist() == [100.0, 10000.0]
    assert_rows_are_runs(swept)


def test_a_swept_parameter_as_output_is_its_own_samples(google: Scenario) -> None:
    swept = sweep(google, {"altitude": "[500, 600] km"}, ["altitude"])
    assert swept.outputs["altitude"].tolist() == swept.inputs["altitude"].tolist()


def test_each_variable_has_its_points_and_scale(google: Scenario) -> None:
    swept = sweep(
        google,
        {"altitude": "500..900 km", "launch_price": "1..100 USD_2025/kg"},
        ["capex"],
        points={"altitude": 2, "": 3},
        scale={"launch_price": "log"},
    )
    assert np.unique(swept.column("launch_price")) == pytest.approx([1, 10, 100])
    assert len(swept) == 6


def test_a_row_without_a_value_stays_with_its_reason(google: Scenario) -> None:
    swept = sweep(google, {"vehicle": "[electron, starship-v3]"}, ["capex", "satellites_required"])
    assert swept.reasons == ("flights_per_satellite has no value: not even one satellite fits on a flight", "")
    assert swept.reasons[0] == swept.at(0).run().status("capex")
    first, second = swept.rows()
    assert first["outputs"]["capex"] is None
    assert second["status"] == "ok"


def test_a_dropped_value_is_reported(google: Scenario) -> None:
    swept = sweep(google, {"vehicle": "[falcon-9]"}, ["capex"])
    assert any("dropped" in note for note in swept.notes)


COMMAND = ["sweep", "google-1gw", "--vary", "altitude=500..900 km", "--points", "3"]
COMMAND += ["--of", "cost_ratio", "--of", "capex"]


def test_csv_has_one_header_units_and_every_digit(capsys: pytest.CaptureFixture[str], google: Scenario) -> None:
    assert main([*COMMAND, "-f", "csv"]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows[0] == ["id", "altitude [km]", "cost_ratio", "capex [GUSD_2025]", "status"]
    swept = sweep(google, {"altitude": "500..900 km"}, ["cost_ratio", "capex"], points=3)
    assert [float(row[3]) for row in rows[1:]] == swept.column("capex").tolist()
    assert [row[-1] for row in rows[1:]] == ["ok"] * 3


def test_json_names_each_columns_unit(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*COMMAND, "-f", "json", "--units", "altitude=m"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["inputs"][0]["unit"] == "m"
    assert [row["inputs"]["altitude"] for row in data["rows"]] == pytest.approx([5e5, 7e5, 9e5])
    assert {entry["name"]: entry["unit"] for entry in data["outputs"]} == {"cost_ratio": "1", "capex": "GUSD_2025"}


@pytest.mark.parametrize(
    "more",
    [
        [],
        ["--vary", "launch_price=100..1000 USD_2025/kg", "--scale", "launch_price=log"],
        ["--vary", "vehicle=[falcon-9, electron]"],
    ],
)
def test_a_figure_is_svg_that_names_what_it_shows(more: list[str], tmp_path: Path) -> None:
    path = tmp_path / "figure.svg"
    assert main([*COMMAND, *more, "--figure", str(path), "-q", "-o", str(tmp_path / "table")]) == 0
    figure = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    text = "".join(figure.itertext())
    assert "altitude [km]" in text
    assert "nan" not in path.read_text(encoding="utf-8")
    assert main([*COMMAND, *more, "--figure", str(path)]) == 2
