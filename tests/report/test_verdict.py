"""What to try next: every remedy exists, points the right way, and stays within its range."""

from __future__ import annotations

import pytest

import orbitcalc
from orbitcalc.graph import Constraint
from orbitcalc.report import verdict


@pytest.fixture(scope="module")
def result() -> orbitcalc.Result:
    return orbitcalc.load("google-1gw").run()


CONSTRAINTS = list(orbitcalc.load("baseline").graph.of(Constraint).values())


@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=lambda item: item.topic)
def test_a_remedy_never_makes_its_constraint_worse(result: orbitcalc.Result, constraint: Constraint) -> None:
    for remedy in verdict.remedies(result, constraint.topic):
        changed = result.scenario.with_({remedy.name: remedy.value}).run()
        assert changed.value(constraint.name) >= result.value(constraint.name) - 1e-9, remedy


def test_a_goal_is_no_remedy(result: orbitcalc.Result) -> None:
    names = {remedy.name for item in CONSTRAINTS for remedy in verdict.remedies(result, item.topic)}
    assert names
    assert not names & {"target_power", "deployment_deadline"}


def test_a_reserve_of_the_model_is_no_slack(result: orbitcalc.Result) -> None:
    """The radiator is 1.1 times what the heat needs: a reserve of 10 %, whatever the scenario."""
    assert verdict.slack(result, "margin_radiator").endswith("sized with a reserve of 10%")
    assert verdict.slack(result, "margin_array").endswith("without reserve")


def test_slack_in_words(result: orbitcalc.Result) -> None:
    scarce = result.scenario.with_({"vehicle_flights_cap": "1 1/yr"}).run()
    assert verdict.slack(scarce, "margin_launch_rate").endswith("times what there is")
    assert verdict.slack(scarce, "margin_date").endswith("never enough")
    assert "margin" in verdict.slack(result, "margin_factory")
    assert verdict.cause(scarce) == "launch rate"
