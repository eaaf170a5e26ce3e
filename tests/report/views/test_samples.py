"""The view of a Monte Carlo run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orbitcalc.analysis.runs.ensemble import Ensemble
from orbitcalc.analysis.runs.montecarlo import mc
from orbitcalc.report.document import Paragraph, Table
from orbitcalc.report.views.samples import SUMMARY, ensemble_document, ensemble_notes, run_remarks
from orbitcalc.scenario import Scenario


@pytest.fixture(scope="module")
def ensemble(google: Scenario) -> Ensemble:
    return mc(google, 500, seed=3, outputs=("deployment_time", "fleet_mass"), conditions=("cost_ratio < 3",))


def test_people_see_percentiles_in_the_units_asked_for(ensemble: Ensemble) -> None:
    document = ensemble_document(ensemble, {"fleet_mass": "kg"})
    paragraph, outputs, probabilities, *_ = document.drawn()
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text.startswith("500 samples of google-1gw")
    assert isinstance(outputs, Table)
    rows = {row[0]: row for row in outputs.rows}
    assert rows["fleet_mass"][-1] == "kg"
    median = float(rows["fleet_mass"][2].replace(",", ""))
    assert median == pytest.approx(ensemble.quantile("fleet_mass", 0.5, "kg"), rel=1e-3)
    assert isinstance(probabilities, Table)
    assert probabilities.rows[0][1] == f"{100 * ensemble.probability('cost_ratio < 3'):.2f} %"


def test_every_number_is_a_column_with_a_meaning(ensemble: Ensemble) -> None:
    document = ensemble_document(ensemble, {})
    assert document.rows is not None
    rows = {row["name"]: row for row in document.rows().records()}
    assert tuple(rows["fleet_mass"]) == tuple(SUMMARY)
    assert rows["fleet_mass"]["p95"] == ensemble.quantile("fleet_mass", 0.95)
    assert rows["cost_ratio < 3"]["mean"] == ensemble.probability("cost_ratio < 3")


def test_samples_without_a_value_are_noted(ensemble: Ensemble) -> None:
    count = ensemble.unknown["deployment_time"]
    note = next(note for note in ensemble_notes(ensemble) if note.startswith("deployment_time"))
    assert f"{count / 500:.1%}".replace("%", " %") in note
    assert f"({count})" in note
    sobol = replace(ensemble, method="sobol")
    assert any("-n 512" in note for note in ensemble_notes(sobol))
    assert not any("Sobol" in note for note in ensemble_notes(replace(sobol, samples=512)))


def test_how_it_ran_is_for_the_terminal_alone(ensemble: Ensemble) -> None:
    failed = replace(ensemble, failed=3, errors=((7, "ValueError: x"),), recomputed=2, seconds=2.0)
    remarks = run_remarks(failed, "4 workers")
    assert remarks[0].startswith("note: 2 chunks")
    assert "sample 7 failed: ValueError: x" in remarks
    assert any("3 samples failed in all" in remark for remark in remarks)
    assert "250/s, 4 workers, random, seed 3" in remarks[-1]
    assert ensemble_document(failed, {}, remarks).drawn() == ensemble_document(ensemble, {}).drawn()
