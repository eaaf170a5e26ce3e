"""The views of a break-even: what is said of each kind of answer, and the figures behind it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from orbitcalc.analysis.breakeven.answer import BreakEven, Point, breakeven
from orbitcalc.analysis.breakeven.curve import Curve, curve
from orbitcalc.analysis.breakeven.question import Question, breakeven_question
from orbitcalc.analysis.breakeven.spread import Spread
from orbitcalc.document import Commands, Document, Invocation, Paragraph, Table
from orbitcalc.errors import ScenarioError
from orbitcalc.report.views.breakeven import breakeven_document, curve_document, spread_document
from orbitcalc.scenario import Scenario

INVOCATION = Invocation("google-1gw", {"altitude": "600 km"})


@pytest.fixture(scope="module")
def question(google: Scenario) -> Question:
    return breakeven_question(google, "launch_price", "cost_ratio == 3", "0 USD_2025/kg", "1000 USD_2025/kg")


def point(value: float, left: float = 3.0, *, feasible: bool = True) -> Point:
    """A value of the launch price in SI, with the ratio there."""
    return Point(value, left, 3.0, abs(left - 3.0), feasible, "date")


def answer(question: Question, status: str, **points: Any) -> BreakEven:
    """An answer made by hand."""
    return BreakEven(question, status, **{"roots": (), "jumps": (), "ends": (), **points})


def text_of(document: Document) -> str:
    """The paragraph of a document, with plain blanks."""
    block = document.blocks()[0]
    assert isinstance(block, Paragraph)
    return block.text.replace("\u00a0", " ")


RANGE = "launch_price from 0 to 1,000 USD/kg"


@pytest.mark.parametrize(
    ("status", "points", "texts"),
    [
        ("everywhere", {}, [f"cost_ratio equals 3 at every {RANGE}."]),
        (
            "no effect",
            {"ends": (point(0.0, 4.0),)},
            [f"launch_price has no effect: cost_ratio is 4 at every {RANGE}."],
        ),
        ("none", {}, [f"no {RANGE} makes cost_ratio equal 3", "no value anywhere"]),
        (
            "none",
            {"ends": (point(0.0, 4.0), point(1000.0, 5.0, feasible=False)), "outside": (point(-20.0),)},
            [
                "At 0 USD/kg cost_ratio is 4; at 1,000 USD/kg cost_ratio is 5.",
                "It would equal 3 outside the range, at -20 USD/kg; --from and --to extend it.",
                "nearest approach is at 0 USD/kg, where the plan is feasible and its tightest constraint is the date.",
            ],
        ),
        (
            "none",
            {"ends": (point(0.0, 4.0, feasible=False),), "lines": (("capex", 3e9), ("cost_total", 1e9))},
            ["the plan is not feasible and its binding constraint is the date", "(75 %)", "(25 %)"],
        ),
        (
            "roots",
            {"roots": (point(400.0),)},
            ["cost_ratio equals 3 at a launch_price of 400 USD/kg, the only such value from 0 to 1,000"],
        ),
        (
            "roots",
            {"roots": (point(400.0), point(500.0)), "jumps": (point(600.0),)},
            [
                f"at 2 values of {RANGE}: 400 USD/kg and 500 USD/kg.",
                "At 600 USD/kg the sides jump across each other",
            ],
        ),
        ("roots", {"roots": (point(4.0),), "jumps": tuple(map(point, range(4)))}, ["At 4 values the sides jump"]),
    ],
)
def test_each_kind_of_answer_in_words(
    question: Question, status: str, points: dict[str, Any], texts: list[str]
) -> None:
    text = text_of(breakeven_document(answer(question, status, **points), INVOCATION))
    for part in texts:
        assert part in text


def test_each_root_has_a_row_and_a_command(question: Question) -> None:
    document = breakeven_document(
        answer(question, "roots", roots=(point(400.0), point(1e6, feasible=False))), INVOCATION
    )
    _, table, commands = document.blocks()
    assert isinstance(table, Table)
    assert [row[3] for row in table.rows] == ["feasible, tightest: date", "not feasible: date"]
    assert isinstance(commands, Commands)
    first, second = commands.lines
    assert first.startswith("orbitcalc run google-1gw -s altitude='600 km' -s satellite_count=fractional")
    assert first.endswith("-s launch_price='400 USD_2025/kg'")
    assert second.endswith("-s launch_price='1000000 USD_2025/kg'")


def test_a_root_beyond_the_plausible_range_is_marked(google: Scenario) -> None:
    question = breakeven_question(google, "electricity_price", "cost_ratio == 3")
    assert question.plausible is not None
    middle = sum(question.plausible) / 2.0
    result = answer(question, "roots", roots=(point(middle), point(2.0 * question.plausible[1])))
    table = breakeven_document(result, INVOCATION).blocks()[1]
    assert isinstance(table, Table)
    assert [row[4] for row in table.rows] == ["", "beyond its plausible range"]


def test_both_sides_are_named_where_two_variables_are_compared(mccalip: Scenario) -> None:
    until = "cost_total == ground_present_cost"
    result = breakeven(mccalip, "launch_price", until, start="0 USD_2025/kg", stop="1000 USD_2025/kg")
    text = text_of(breakeven_document(result, INVOCATION))
    assert "makes cost_total equal ground_present_cost" in text
    assert " and ground_present_cost " in text
    assert "The two would be equal outside the range, at -699 USD/kg" in text


def test_a_curve_has_a_row_for_each_value_and_none_where_there_is_no_root(google: Scenario) -> None:
    result = curve(google, "launch_price", "cost_ratio == 3", ("array_areal_mass", "[1, 40] kg/m^2"))
    document = curve_document(result)
    _, table, chart = document.blocks()
    assert isinstance(table, Table)
    assert [row[1] == "none" for row in table.rows] == [False, True]
    assert document.rows is not None
    assert [row[1] is None for row in document.rows().rows] == [False, True]
    assert document.figure is not None
    assert document.figure() == chart


def test_a_curve_over_words_is_not_drawn(google: Scenario) -> None:
    result: Curve = curve(google, "launch_price", "cost_ratio == 3", ("launch_packing", "[whole, bulk]"))
    document = curve_document(result)
    assert len(document.blocks()) == 2
    assert document.figure is not None
    with pytest.raises(ScenarioError, match="is a word"):
        document.figure()


def test_a_distribution_counts_every_sample(question: Question) -> None:
    values = np.array([100.0, 200.0, 300.0, np.nan, np.nan, np.nan, np.nan, np.nan])
    spread = Spread(question, 7, values, 1, above=2, below=1, unknown=1, jumped=1, residual=0.0, varied=("a", "b"))
    document = spread_document(spread)
    text = text_of(document)
    assert text.startswith(f"In 37.5 % of 8 samples (standard error 17.1 %) some {RANGE} makes cost_ratio equal 3;")
    assert "in 25.0 % cost_ratio stays above 3, in 12.5 % cost_ratio stays below 3, in 12.5 % the sides jump" in text
    assert "and in 12.5 % there is no value." in text
    assert "12.5 % have several roots" in text
    table = document.blocks()[1]
    assert isinstance(table, Table)
    assert {row[0]: row[1] for row in table.rows}["50\u00a0%"] == "200 USD_2025/kg"
    assert document.rows is not None
    assert [row[1] for row in document.rows().rows] == [100.0, 200.0, 300.0, *[None] * 5]
