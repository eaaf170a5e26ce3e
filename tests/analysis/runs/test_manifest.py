"""The manifest: enough to compute the run again, and what changed since by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import orbitcalc
from orbitcalc.analysis.runs.montecarlo import mc, resume
from orbitcalc.analysis.runs.store import RunError, study_digest
from orbitcalc.scenario import load_text

SCENARIO, SAMPLES = "google-1gw", 20_000


def test_correlations_survive_in_the_manifest(tmp_path: Path) -> None:
    pair = '[[correlate]]\nparams = ["accelerator_life", "array_areal_mass"]\nrank = 0.7\n'
    linked = load_text(f'extends = ["builtin:{SCENARIO}"]\n{pair}')
    first = mc(linked, 3000, folder=tmp_path / "run")
    for chunk in (tmp_path / "run").glob("chunks/*.npz"):
        chunk.unlink()
    assert resume(tmp_path / "run").to_dict() == first.to_dict()
    assert mc(orbitcalc.load(SCENARIO), 3000).to_dict()["outputs"] != first.to_dict()["outputs"]


def test_another_scenario_is_refused_naming_what_changed(tmp_path: Path) -> None:
    scenario = orbitcalc.load(SCENARIO)
    mc(scenario, 100, folder=tmp_path / "run")
    with pytest.raises(RunError, match=r"altitude was 650 km, is 700 km"):
        resume(tmp_path / "run", scenario=scenario.with_({"altitude": "700 km"}))
    with pytest.raises(RunError, match="samples was 100, is 200"):
        resume(tmp_path / "run", given={"samples": 200})
    resume(tmp_path / "run", scenario=scenario, given={"samples": 100})


def test_a_changed_range_is_refused(tmp_path: Path) -> None:
    scenario = orbitcalc.load(SCENARIO).with_({"satellite_life": "4 to 8 yr"})
    mc(scenario, 100, folder=tmp_path / "run")
    with pytest.raises(RunError, match="satellite_life was"):
        resume(tmp_path / "run", scenario=scenario.with_({"satellite_life": "4 to 9 yr"}))


def test_another_version_is_refused(tmp_path: Path) -> None:
    mc(orbitcalc.load(SCENARIO), 100, folder=tmp_path / "run")
    manifest = tmp_path / "run" / "manifest.json"
    data = json.loads(manifest.read_text())
    data["versions"]["orbitcalc"] = "0.0.9"
    manifest.write_text(json.dumps(data | {"study": study_digest(data)}))
    with pytest.raises(RunError, match=r"orbitcalc was 0\.0\.9"):
        resume(tmp_path / "run")
