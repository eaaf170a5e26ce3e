"""The views of a Monte Carlo run and of a sweep."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from orbitcalc.analysis.runs.ensemble import Ensemble
from orbitcalc.analysis.runs.montecarlo import mc
from orbitcalc.analysis.sensitivity.sweep import sweep
from orbitcalc.charts.chart import Chart
from orbitcalc.cli.ensembles import run_remarks
from orbitcalc.document import Paragraph, Table
from orbitcalc.errors import ScenarioError
from orbitcalc.report.views.samples import SUMMARY, ensemble_document, ensemble_notes, outputs_table
from orbitcalc.report.views.sweeps import sweep_document
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
    assert rows["fleet_mass"][5] == "kg"
    median = float(rows["fleet_mass"][2].replace(",", ""))
    assert median == pytest.approx(ensemble.quantile("fleet_mass", 0.5, "kg"), rel=1e-3)
    assert isinstance(probabilities, Table)
    assert probabilities.rows[0][1] == f"{100 * ensemble.probability('cost_ratio < 3'):.2f}\u00a0%"


def test_every_number_is_a_column_with_a_meaning(ensemble: Ensemble) -> None:
    document = ensemble_document(ensemble, {})
    assert document.rows is not None
    rows = {row["name"]: row for row in document.rows().records()}
    assert tuple(rows["fleet_mass"]) == tuple(SUMMARY)
    assert rows["fleet_mass"]["p95"] == ensemble.quantile("fleet_mass", 0.95)
    assert rows["cost_ratio < 3"]["mean"] == ensemble.probability("cost_ratio < 3")


def test_quantiles_count_samples_without_a_value_and_the_table_says_so(ensemble: Ensemble) -> None:
    item = ensemble.statistics["deployment_time"]
    share = ensemble.unknown["deployment_time"] / 500
    assert 0.05 < share < 0.95
    rows = {row[0]: [cell.replace("\u00a0", " ") for cell in row] for row in outputs_table(ensemble, {}).rows}
    *points, _, unit, where = rows["deployment_time"][1:]
    year = 31_557_600.0
    values = [math.nan if text == "never" else float(text) for text in points]
    assert values == pytest.approx([item.over_all[p] / year for p in (0.05, 0.5, 0.95)], rel=1e-3, nan_ok=True)
    assert (points[-1], unit) == ("never", "yr")
    parts = f"{item.percentiles[0.5] / year:.3g} years in {1 - share:.0%} of futures; never in {share:.0%}"
    assert where == parts.replace("%", " %")
    assert rows["fleet_mass"][-1] == ""


def test_the_points_of_a_run_are_those_of_the_headline(google: Scenario) -> None:
    """The same futures, the same quantiles: with as many samples and the same seed, to the last digit."""
    result = google.run()
    ensemble = mc(google, 4096)
    assert ensemble.probability("feasible == yes") == result.futures.feasible
    assert ensemble.probability("cost_ratio < 1") == result.futures.cheaper
    for name, item in ensemble.statistics.items():
        if name in result.futures.ranges:
            values = result.futures.ranges[name]
            assert values.without_value == pytest.approx(item.without_value, abs=1e-12)
            for share, point in zip((0.05, 0.5, 0.95), values.quantiles, strict=True):
                assert item.over_all[share] == pytest.approx(np.nan if point is None else point, rel=1e-12, nan_ok=True)


def test_what_is_often_unbounded_has_no_row(google: Scenario) -> None:
    """The smallest margin is minus infinity where full power never comes."""
    ensemble = mc(google, 500, seed=3, outputs=("fleet_mass", "margin_least"), conditions=())
    assert "margin_least" in ensemble.statistics
    assert "margin_least" not in [row[0] for row in outputs_table(ensemble, {}).rows]


def test_a_count_of_sobol_points_that_is_no_power_of_two_is_noted(ensemble: Ensemble) -> None:
    sobol = replace(ensemble, method="sobol")
    assert any("-n 512" in note for note in ensemble_notes(sobol))
    assert not any("Sobol" in note for note in ensemble_notes(replace(sobol, samples=512)))


def test_run_time_and_process_count_appear_on_the_terminal_only(ensemble: Ensemble) -> None:
    failed = replace(ensemble, failed=3, errors=((7, "ValueError: x"),), recomputed=2, seconds=2.0)
    remarks = run_remarks(failed, "4 workers")
    assert remarks[0].startswith("note: 2 chunks")
    assert "sample 7 failed: ValueError: x" in remarks
    assert any("3 samples failed in total" in remark for remark in remarks)
    assert "250/s, 4 workers, random, seed 3" in remarks[-1]
    assert ensemble_document(failed, {}, remarks).drawn() == ensemble_document(ensemble, {}).drawn()


# A sweep


def swept(scenario: Scenario, *outputs: str, zipped: bool = False, **vary: str) -> Any:
    """The document of a sweep."""
    return sweep_document(sweep(scenario, vary, outputs, zipped=zipped, points=2), {})


@pytest.mark.parametrize(
    ("vary", "zipped", "text"),
    [
        ({"altitude": "600..700 km"}, False, "2 variants of google-1gw, with altitude from 600 to 700 km."),
        ({"altitude": "[600] km"}, False, "One variant of google-1gw, with altitude 600 km."),
        (
            {"vehicle": "[falcon-9, starship-v3]", "altitude": "600..700 km"},
            False,
            "4 variants of google-1gw, with vehicle falcon-9 or starship-v3 and altitude from 600 to 700 km.",
        ),
        (
            {"altitude": "600..700 km", "satellite_life": "[4, 5] yr"},
            True,
            "2 variants of google-1gw, with altitude from 600 to 700 km and satellite_life from 4 to 5 years, "
            "value by value.",
        ),
    ],
)
def test_the_sentence_says_what_varies(google: Scenario, vary: dict[str, str], zipped: bool, text: str) -> None:
    paragraph = swept(google, "satellites_nameplate", zipped=zipped, **vary).blocks()[0]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text.replace("\u00a0", " ").removesuffix(" In all of them satellites_nameplate is 10,000.") == text


def test_what_is_the_same_in_all_rows_is_stated_once(google: Scenario) -> None:
    document = swept(google, "satellites_nameplate", "cost_ratio", "feasible", altitude="600..700 km")
    paragraph, table, _ = document.blocks()
    assert paragraph.text.endswith("In all of them satellites_nameplate is 10,000 and feasible is no.")
    assert table.columns == ("id", "altitude [km]", "cost_ratio")
    assert len(document.rows().columns) == 6


def test_reasons_are_shown_only_where_a_value_is_missing(google: Scenario) -> None:
    whole = swept(google, "capex", it_power_per_satellite="[50, 100] kW")
    assert "status" not in whole.blocks()[1].columns
    assert whole.remarks == []
    broken = swept(google, "capex", it_power_per_satellite="[100, 3000] kW")
    table = broken.blocks()[1]
    assert isinstance(table, Table)
    assert [bool(row[-1]) for row in table.rows] == [False, True]
    assert table.rows[1][-2] == "no value"
    assert "1 of 2 rows lacks a value" in broken.remarks[0]
    assert [row[-1] == "ok" for row in broken.rows().rows] == [True, False]


def test_one_number_is_drawn_as_curves_and_two_as_a_map(google: Scenario) -> None:
    lines = swept(google, "cost_ratio", vehicle="[falcon-9, starship-v3]", altitude="600..700 km").figure()
    assert isinstance(lines, Chart)
    assert "falcon-9" in lines.svg
    assert lines.svg.count("<polyline") >= 2
    both = swept(google, "cost_ratio", satellite_life="4..5 yr", altitude="600..700 km").figure()
    assert both.svg.count("cost_ratio: ") == 4


@pytest.mark.parametrize(
    ("outputs", "vary"),
    [
        (("cost_ratio",), {"vehicle": "[falcon-9, starship-v3]"}),
        (("feasible",), {"altitude": "600..700 km"}),
        (("capex",), {"altitude": "600..700 km", "satellite_life": "4..5 yr", "utilisation": "0.8..0.9"}),
    ],
)
def test_what_cannot_be_drawn_is_refused_and_left_out(
    google: Scenario, outputs: tuple[str, ...], vary: dict[str, str]
) -> None:
    document = swept(google, *outputs, **vary)
    assert not any(isinstance(block, Chart) for block in document.blocks())
    with pytest.raises(ScenarioError, match="--figure"):
        document.figure()


def test_the_picture_of_a_sweep_is_of_an_output_that_moves(google: Scenario) -> None:
    document = sweep_document(sweep(google, {"launch_price": "100..1000 USD_2025/kg"}, points=3), {})
    assert "first full power: google-1gw" in document.figure().title
    assert "capex" in document.figure().svg
