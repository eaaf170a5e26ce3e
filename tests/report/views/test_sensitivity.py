"""The views of a tornado, of elasticities and of Sobol indices."""

from __future__ import annotations

import pytest

from orbitcalc.analysis.sensitivity.elasticity import Elasticity
from orbitcalc.analysis.sensitivity.tornado import Tornado, TornadoBar, tornado
from orbitcalc.analysis.sensitivity.variance import Index, Sensitivity
from orbitcalc.document import Paragraph, Section, Table
from orbitcalc.errors import ScenarioError
from orbitcalc.report.views.sensitivity import elasticity_document, sobol_document, tornado_document
from orbitcalc.scenario import Scenario

NAN = float("nan")


def bar(name: str, **changes: object) -> TornadoBar:
    """A bar of altitude or another length, from 500 to 700 km, on a ratio."""
    fields = {"low": 5e5, "high": 7e5, "base": 6e5, "at_low": 2.0, "at_high": 4.0, "least": 2.0, "most": 4.0}
    return TornadoBar(**{"name": name, **fields, "least_at": 5e5, "most_at": 7e5, "monotone": True, **changes})  # type: ignore[arg-type]


def test_a_bar_says_where_it_reverses_and_where_there_is_no_value(google: Scenario) -> None:
    bars = (bar("altitude", monotone=False, most=6.0, most_at=6e5), bar("altitude", at_low=NAN, reason="x is unknown"))
    (section,) = tornado_document(Tornado(google, {"cost_ratio": 3.0}, {"cost_ratio": bars}), 5, {}).drawn()
    assert isinstance(section, Section)
    table = section.blocks[1]
    assert isinstance(table, Table)
    assert table.rows[0][:6] == ["altitude", "500 km", "700 km", "2", "4", "4"]
    assert table.rows[0][-1].replace("\u00a0", " ") == "the effect reverses: 6 at 600 km"
    assert table.rows[1][3] == "no value"
    assert table.rows[1][-1] == "in part of the range x is unknown"


@pytest.mark.parametrize(("top", "rest"), [(1, "2 further inputs"), (2, "One further input"), (3, "")])
def test_people_see_the_longest_bars_and_data_all(google: Scenario, top: int, rest: str) -> None:
    result = tornado(google, ["cost_ratio"], vary=["altitude", "satellite_life", "utilisation"])
    document = tornado_document(result, top, {"altitude": "m"})
    (section,) = document.drawn()
    assert isinstance(section, Section)
    paragraph, table, chart = section.blocks
    assert isinstance(paragraph, Paragraph)
    assert ("further input" in paragraph.text) == bool(rest)
    assert rest in paragraph.text
    assert isinstance(table, Table)
    assert len(table.rows) == top
    assert document.rows is not None
    rows = {row["input"]: row for row in document.rows().records()}
    assert len(rows) == 3
    assert rows["altitude"]["unit"] == "m"
    assert document.figure is not None
    assert document.figure() == chart


def test_elasticities_without_a_value_say_why(google: Scenario) -> None:
    items = [Elasticity("altitude", 6e5, 0.25, 1.0e-6, False), Elasticity("utilisation", 0.85, NAN, NAN, False, "why")]
    document = elasticity_document(google, {"cost_ratio": items}, 5)
    section, *_ = document.drawn()
    assert isinstance(section, Section)
    table = section.blocks[1]
    assert isinstance(table, Table)
    assert [row[2] for row in table.rows] == ["0.25", "no value"]
    assert table.rows[1][-1] == "why"
    assert document.rows is not None
    first, second = document.rows().records()
    assert (first["slope"], first["output_unit"]) == (pytest.approx(1.0e-3), "1")  # of one kilometre
    assert (second["elasticity"], second["status"]) == (None, "why")


def test_indices_not_distinguishable_from_zero_are_counted(google: Scenario) -> None:
    first = {"a": Index(0.5, 0.1), "b": Index(0.1, 0.2), "c": Index(0.0, 0.1)}
    total = {"a": Index(0.7, 0.1), "b": Index(0.3, 0.1), "c": Index(0.01, 0.1)}
    groups = {name: (name,) for name in first}
    result = Sensitivity(google, 64, 0, groups, {"capex": 1.0}, {"capex": first}, {"capex": total}, {"capex": 0.0})
    _, section = sobol_document(result).drawn()
    assert isinstance(section, Section)
    table, paragraph = section.blocks
    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == ["a", "b"]
    assert table.rows[0][1] == "0.500 [0.400, 0.600]"
    assert table.rows[1][1] == "not distinguishable from 0"
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == (
        "One input has a total index that 64 rows cannot tell from 0. The first-order indices sum to 0.60; "
        "interactions explain the rest."
    )
    _, everything = sobol_document(result, everything=True).drawn()
    assert isinstance(everything, Section)
    assert isinstance(everything.blocks[0], Table)
    assert len(everything.blocks[0].rows) == 3


def test_an_output_without_a_value_has_the_reason_in_place_of_bars(google: Scenario) -> None:
    never = google.with_({"launch_growth": "0.01 1/yr"})
    document = tornado_document(tornado(never, ["capex"], vary=["utilisation", "launch_growth"]), 5, {})
    (section,) = document.drawn()
    assert isinstance(section, Section)
    (paragraph,) = section.blocks
    assert isinstance(paragraph, Paragraph)
    assert "has no value in google-1gw: " in paragraph.text
    assert "does not reach the target" in paragraph.text
    assert document.figure is not None
    with pytest.raises(ScenarioError, match="has no value"):
        document.figure()


def test_the_table_says_that_indices_are_of_ranks_and_names_correlated_inputs(google: Scenario) -> None:
    groups = {"a": ("a",), "b + c + d": ("b", "c", "d")}
    index = {"capex": {name: Index(0.5, 0.1) for name in groups}}
    result = Sensitivity(google, 64, 0, groups, {"capex": 1.0}, index, index, {"capex": 0.66})
    intro, section = sobol_document(result).drawn()
    assert isinstance(intro, Paragraph)
    assert "Correlated inputs have one index together." in intro.text
    assert isinstance(section, Section)
    ranks, table, others = section.blocks
    assert isinstance(ranks, Paragraph)
    text = ranks.text.replace("\u00a0", " ")
    assert text.startswith("capex has no value in 66 % of the draws, which counts as the highest rank: ")
    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == ["a", "b and 2 others"]
    assert isinstance(others, Paragraph)
    assert others.text.startswith("b and 2 others stands for b, c and d. ")
    entry = result.to_dict()["outputs"][0]
    assert (entry["of"], entry["without_value"]) == ("ranks", 0.66)
