"""The views of an optimum and of a trade."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from orbitcalc.analysis.optimise.levers import Lever, Objective
from orbitcalc.analysis.optimise.optimum import Optimum
from orbitcalc.analysis.optimise.pareto import Front
from orbitcalc.analysis.optimise.search import Solution
from orbitcalc.document import Commands, Invocation, Paragraph, Table
from orbitcalc.errors import ScenarioError
from orbitcalc.report.views.optimum import front_document, optimum_document
from orbitcalc.scenario import Scenario

INVOCATION = Invocation("google-1gw")


def solution(objective: float, **changes: Any) -> Solution:
    """A design at an altitude of 600 km."""
    fields = {"levers": {"altitude": 6e5}, "listed": {}, "other": 1e6, "met": True, "margins": {}, "active": ()}
    return Solution(**{"objective": objective, **fields, **changes})


@pytest.fixture
def optimum(google: Scenario) -> Optimum:
    return Optimum(
        google,
        Objective("cost_ratio"),
        (Lever("altitude", 5e5, 1e6),),
        ("x >= 0",),
        solution(3.0),
        solution(4.0),
        others=(),
        idle=(),
        seed=0,
    )


def text_of(optimum: Optimum) -> str:
    """The paragraph on an optimum, with plain blanks."""
    block = optimum_document(optimum, INVOCATION).blocks()[0]
    assert isinstance(block, Paragraph)
    return block.text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (solution(4.0), "The smallest cost_ratio under x >= 0 is 3, 25.0 % below the 4 of the scenario."),
        (solution(3.0), "is 3, as in the scenario itself."),
        (solution(2.0, met=False), "is 3, 50.0 % above the 2 of the scenario, which does not meet the conditions."),
        (solution(float("nan"), met=False), "is 3; the scenario itself has no cost_ratio."),
    ],
)
def test_the_best_is_set_beside_the_scenario(optimum: Optimum, before: Solution, text: str) -> None:
    assert text in text_of(replace(optimum, before=before))


def test_what_limits_and_what_has_no_effect_is_named(optimum: Optimum) -> None:
    text = text_of(replace(optimum, best=solution(3.0, active=("a", "b", "c")), idle=("d", "e")))
    assert text.endswith("It is limited by a, b and c. d and e have no effect.")


def test_a_missed_condition_is_named_with_the_margins_below_zero(optimum: Optimum) -> None:
    best = solution(3.0, met=False, missed=("x >= 0",), margins={"date": -0.5, "mass": 0.1})
    text = text_of(replace(optimum, best=best))
    assert text == (
        "No design within these levers meets every condition; the nearest has cost_ratio 3. It misses x >= 0 and "
        "margin of date -0.5."
    )


def test_the_command_sets_the_best_design(optimum: Optimum) -> None:
    *_, commands = optimum_document(optimum, INVOCATION).blocks()
    assert isinstance(commands, Commands)
    assert commands.lines == ["orbitcalc run google-1gw -s satellite_count=fractional -s altitude='600 km'"]


def test_choices_are_ranked_with_the_best_first(optimum: Optimum) -> None:
    best, other = (solution(size, listed={"vehicle": name}) for size, name in ((3.0, "falcon-9"), (5.0, "new-glenn")))
    document = optimum_document(replace(optimum, best=best, others=(other,)), INVOCATION)
    levers, choices = (block for block in document.blocks() if isinstance(block, Table))
    assert [row[2] for row in levers.rows] == ["600 km", "falcon-9"]
    assert [row[:2] for row in choices.rows] == [["falcon-9", "3"], ["new-glenn", "5"]]
    assert document.rows is not None
    assert [row[0] for row in document.rows().rows] == ["best", "other"]


def front(scenario: Scenario, *designs: Solution) -> Front:
    """A trade of cost against mass."""
    aims = Objective("cost_ratio"), Objective("fleet_mass")
    return Front(scenario, aims, (Lever("altitude", 5e5, 1e6),), (), designs, 0)


@pytest.mark.parametrize(
    ("designs", "text"),
    [
        ((), "No design within these levers meets the conditions."),
        ((solution(3.0),), "One design is the best in both cost_ratio and fleet_mass"),
        ((solution(3.0), solution(4.0, other=5e5)), "2 designs trade cost_ratio against fleet_mass"),
    ],
)
def test_a_trade_in_words(google: Scenario, designs: tuple[Solution, ...], text: str) -> None:
    document = front_document(front(google, *designs))
    block = document.blocks()[0]
    assert isinstance(block, Paragraph)
    assert text in block.text
    assert document.figure is not None
    if designs:
        assert document.figure() == document.blocks()[-1]
    else:
        with pytest.raises(ScenarioError, match="no design"):
            document.figure()
