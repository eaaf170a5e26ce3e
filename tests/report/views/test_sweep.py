"""The view of a sweep: its sentence, its rows, what is missing, and its figure."""

from __future__ import annotations

from typing import Any

import pytest

from orbitcalc.analysis.sensitivity.sweep import sweep
from orbitcalc.errors import ScenarioError
from orbitcalc.report.document import Chart, Paragraph, Table
from orbitcalc.report.views.sweep import sweep_document
from orbitcalc.scenario import Scenario


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
            "2 variants of google-1gw, with altitude from 600 to 700 km and satellite_life from 4 to 5 yr, "
            "value by value.",
        ),
    ],
)
def test_the_sentence_says_what_varies(google: Scenario, vary: dict[str, str], zipped: bool, text: str) -> None:
    paragraph = swept(google, "satellites_nameplate", zipped=zipped, **vary).blocks()[0]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text.replace("\u00a0", " ").removesuffix(" In all of them satellites_nameplate is 10,000.") == text


def test_what_is_the_same_in_all_rows_is_said_once(google: Scenario) -> None:
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
