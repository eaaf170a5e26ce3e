"""What lies outside a range is said on every path: one result, samples, rows."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

import orbitcalc
from orbitcalc import outside
from orbitcalc.analysis.runs.montecarlo import resume
from orbitcalc.analysis.runs.study import study_of
from orbitcalc.cli.program import program
from orbitcalc.validity import Limits

ALTITUDE = Limits("altitude", "300 km", "2000 km", "dose", "the value at 300 km is used")


def test_a_result_says_which_range_it_leaves() -> None:
    """Dose is tabulated from 300 km, which `assumptions` promises to say."""
    result = orbitcalc.load("baseline").with_({"altitude": "200 km"}).run()
    note = next(note for note in result.notes if note.startswith("outside: trapped dose"))
    assert note.startswith("outside: trapped dose below 300 km (altitude is 200 km): the value at 300 km is used")
    entry = {"subject": "trapped dose", "variable": "altitude", "side": "below", "limit": "300 km"}
    assert entry in result.to_dict()["outside"]


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("solar_flux", "300", "air density above 250"),
        ("solar_flux", "60", "air density below 65"),
        ("altitude", "160 km", "nodal precession below 200 km"),
        ("solar_flux", "300", "orbital decay above 250"),
    ],
)
def test_the_findings_of_the_audit_are_reported(name: str, value: str, text: str) -> None:
    notes = orbitcalc.load("baseline").with_({name: value}).run().notes
    assert any(note.startswith(f"outside: {text} ({name} is") for note in notes)


def test_a_thin_shield_is_noted() -> None:
    changes = {"shield_thickness_min": "0.1 mm", "dose_tolerance": "1e5 krad_Si"}
    notes = orbitcalc.load("baseline").with_(changes).run().notes
    assert any(note.startswith("outside: trapped dose below 1 mm (shield_thickness is 0.1 mm)") for note in notes)


def test_a_shield_outside_the_fit_of_solar_protons_is_said() -> None:
    """The rule of their dose calls no function of theirs by itself: it reads a table that was made with one."""
    notes = orbitcalc.load("baseline").with_({"shield_thickness_min": "25 mm"}).run().notes
    assert any(note.startswith("outside: solar proton dose above 20 mm (shield_thickness is 25 mm)") for note in notes)


def test_nothing_is_reported_inside_the_range() -> None:
    result = orbitcalc.load("baseline").run()
    assert result.outside == ()
    assert result.to_dict()["outside"] == []


@pytest.mark.parametrize("form", ["table", "json"])
def test_the_screen_and_json_carry_the_notes(form: str) -> None:
    command = ["run", "baseline", "-s", "altitude=200 km", "-s", "solar_flux=300", "--no-range", "-f", form]
    output = CliRunner().invoke(program, command).stdout
    text = " ".join(json.loads(output)["notes"]) if form == "json" else " ".join(output.split())
    assert "outside: trapped dose below 300 km (altitude is 200 km)" in text
    assert "outside: air density above 250 (solar_flux is 300)" in text


def test_samples_outside_are_counted() -> None:
    """As many as the draws themselves say."""
    scenario = orbitcalc.load("baseline")
    ensemble = orbitcalc.mc(scenario, 4096, seed=3, outputs=["drag_propellant"])
    flux = study_of(scenario, outputs=["drag_propellant"], seed=3).sampler.draw(0, 4096)["solar_flux"]
    counted = {(item.subject, side): count for (item, side), count in ensemble.outside.items()}
    assert counted["air density", 1] == np.sum(flux < 65.0) > 0
    assert counted["air density", 2] == np.sum(flux > 250.0)
    entry = next(item for item in ensemble.to_dict()["outside"] if item["side"] == "below")
    assert entry["samples"] == counted["air density", 1]


def test_an_output_that_reads_no_table_has_nothing_outside() -> None:
    ensemble = orbitcalc.mc(orbitcalc.load("baseline"), 512, outputs=["satellites_nameplate"], vary=["target_power"])
    assert not ensemble.outside


def test_rows_of_a_sweep_are_counted() -> None:
    swept = orbitcalc.sweep(orbitcalc.load("baseline"), {"altitude": "[160, 250, 299, 300, 650] km"}, ["life_dose"])
    assert any("trapped dose below 300 km (altitude in 3 of 5 rows)" in note for note in swept.notes)


def test_a_run_directory_keeps_the_counts(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    first = orbitcalc.mc(orbitcalc.load("baseline"), 3000, outputs=["drag_propellant"], chunk=1000, folder=folder)
    next(iter(sorted((folder / "chunks").iterdir()))).unlink()
    assert resume(folder).outside == first.outside
    assert sum(first.outside.values()) > 0


def test_sides_of_samples() -> None:
    values = np.array([299e3, 300e3, np.nan, 2001e3])
    assert outside.sides(ALTITUDE, values, 4).tolist() == [1, 0, 0, 2]
    assert outside.sides(ALTITUDE, np.array([500e3]), 4).tolist() == [0, 0, 0, 0]
    assert outside.sides(ALTITUDE, np.float64(100e3), 4).tolist() == [1, 1, 1, 1]
    counts = outside.counts([ALTITUDE], {ALTITUDE.key: np.array([1, 0, 0, 2], np.uint8)})
    texts = outside.count_notes(counts, 4, "samples")
    assert texts[0] == "outside: dose below 300 km (altitude in 1 of 4 samples): the value at 300 km is used"
