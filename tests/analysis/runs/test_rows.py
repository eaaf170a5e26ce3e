"""The rows of a run: inputs and outputs that belong together, exported with every digit."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pytest

import orbitcalc
from orbitcalc.analysis.runs.manifest import RunRequest
from orbitcalc.analysis.runs.montecarlo import mc
from orbitcalc.analysis.runs.rows import SampleRows
from orbitcalc.analysis.runs.store import RunDirectory, RunError
from orbitcalc.analysis.sampling.sampler import Sampler
from orbitcalc.analysis.sampling.uncertain import uncertain
from orbitcalc.cli import main

SCENARIO = "google-1gw"


TWO = ("array_areal_mass", "satellite_life")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open() as file:
        return list(csv.DictReader(file))


def test_an_exported_run_keeps_every_digit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mc(orbitcalc.load(SCENARIO), 40, folder=tmp_path / "run", vary=TWO, outputs=["fleet_mass", "deployment_time"])
    path = tmp_path / "draws.csv"
    assert main(["export", str(tmp_path / "run"), "-o", str(path)]) == 0
    rows = rows_of(path)
    assert list(rows[0])[:4] == ["id", "status", "array_areal_mass [kg/m^2]", "satellite_life [yr]"]
    values = Sampler(uncertain(orbitcalc.load(SCENARIO), TWO)).draw(0, 40)["array_areal_mass"]
    assert [float(row["array_areal_mass [kg/m^2]"]) for row in rows] == values.tolist()
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

    mc(orbitcalc.load(SCENARIO), 40, folder=tmp_path / "run", vary=TWO, outputs=["fleet_mass"])
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert main(["export", str(tmp_path / "run"), "-f", "parquet", "-o", str(tmp_path / "x.parquet")]) == 4
    assert "orbitcalc[data]" in capsys.readouterr().err


SCENARIO, SAMPLES = "google-1gw", 20_000


def test_draws_hold_inputs_and_outputs_that_belong_together(tmp_path: Path) -> None:
    scenario = orbitcalc.load(SCENARIO)
    mc(scenario, 50, folder=tmp_path / "run", outputs=["fleet_mass"], vary=["satellite_life"], chunk=20)
    rows = list(SampleRows(tmp_path / "run"))
    assert [len(row["id"]) for row in rows] == [20, 20, 10]
    life, mass = rows[1]["satellite_life [yr]"][3], rows[1]["fleet_mass [t]"][3]
    assert scenario.with_({"satellite_life": f"{life!r} yr".replace("np.float64(", "").replace(")", "")}).run().value(
        "fleet_mass"
    ) == pytest.approx(mass, rel=1e-12)


def test_draws_that_do_not_come_out_again_are_refused(tmp_path: Path) -> None:
    mc(orbitcalc.load(SCENARIO), 50, folder=tmp_path / "run", outputs=["fleet_mass"])
    run = RunDirectory(tmp_path / "run")
    (path,) = run.finished().values()
    columns = run.read(path, 50, RunRequest.read(run).columns)
    assert columns
    run.write(0, columns | {"fleet_mass": 2.0 * columns["fleet_mass"]})
    path.unlink()
    with pytest.raises(RunError, match="fleet_mass differs from the stored values"):
        list(SampleRows(tmp_path / "run"))
    assert len(list(SampleRows(tmp_path / "run", with_inputs=False))) == 1
