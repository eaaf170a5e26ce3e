"""Advice: decisions alone, each better by what it says, the other side untouched."""

from __future__ import annotations

import pytest

import orbitcalc
from orbitcalc import model
from orbitcalc.analysis.insight.advice import DECISION, LEAST_GAIN, advice, counts_both_sides
from orbitcalc.analysis.insight.remedy import nearest
from orbitcalc.graph import Constraint, Parameter
from tests import shipped
from tests.rows import quick

JUDGEMENT = model.story().judgement
PATIENT = {"deployment_deadline": "25 yr"}
"""What makes the flagship feasible, so that cost stands in the way."""

COST = model.graph().of(Constraint)[JUDGEMENT.cost]
CONSTRAINTS = list(model.graph().of(Constraint).values())


@pytest.mark.parametrize("name", quick(shipped.NAMES, *shipped.NAMES[::13]))
def test_advice_on_cost_gives_the_stated_gain_on_equal_terms(name: str) -> None:
    result = shipped.result(name)
    for item in advice(result, COST, JUDGEMENT, most=4):
        changed = result.scenario.with_({item.name: item.value}).run()
        assert changed.value_si(JUDGEMENT.ratio) == pytest.approx(item.after, rel=1e-9)
        assert item.after <= (1.0 - LEAST_GAIN) * result.value_si(JUDGEMENT.ratio)
        assert changed.value_si(JUDGEMENT.ground) == pytest.approx(result.value_si(JUDGEMENT.ground), rel=1e-9)
        assert result.word("feasible") == "no" or changed.word("feasible") == "yes"


@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=lambda item: item.topic)
def test_advice_on_a_constraint_relaxes_it_and_breaks_no_other(constraint: Constraint) -> None:
    result = orbitcalc.load("google-1gw").with_(PATIENT).run()
    assert result.word("feasible") == "yes"
    for item in advice(result, constraint, JUDGEMENT, most=4):
        changed = result.scenario.with_({item.name: item.value}).run()
        assert changed.word("feasible") == "yes"
        if constraint is not COST:
            assert changed.value(constraint.name) >= result.value(constraint.name) + LEAST_GAIN


def test_decisions_are_no_reserves_conventions_or_goals() -> None:
    graph = model.graph()
    decisions = graph.with_role(DECISION)
    assert len(decisions) > 10
    for name in decisions:
        assert not name.endswith(("_reserve", "_life", "_rate", "_share_", "_limit"))
        assert not (isinstance(graph[name], Parameter) and graph[name].goal)  # type: ignore[attr-defined]
    assert not {"horizon", "discount_rate", "cost_boundary", "accelerator_life"} & set(decisions)


def test_a_step_is_found_like_a_slope() -> None:
    """A satellite a little too heavy for two on a flight: some advice makes two of them fit."""
    result = orbitcalc.load("google-1gw").with_({**PATIENT, "it_power_per_satellite": "680 kW"}).run()
    assert result.value("satellites_per_launch") == 1.0
    changed = [result.scenario.with_({item.name: item.value}).run() for item in advice(result, COST, JUDGEMENT, most=6)]
    assert max(item.value("satellites_per_launch") for item in changed) > 1.0


@pytest.mark.parametrize(
    ("name", "free"),
    [
        ("mccalip", "eclipse_compute_share"),  # his satellite weighs 36.5 W/kg with or without a battery
        ("nasa-otps-rd1", "it_power_per_satellite"),  # 5 kg a module, however much it computes
    ],
)
def test_a_decision_whose_cost_is_not_counted_is_no_advice(name: str, free: str) -> None:
    result = shipped.result(name)
    better = result.scenario.with_({free: "1" if free.endswith("share") else "720 kW"}).run()
    assert better.value("cost_ratio") < result.value("cost_ratio")
    assert free not in {item.name for item in advice(result, COST, JUDGEMENT, most=9)}
    flagship = orbitcalc.load("google-1gw").run()
    assert counts_both_sides(flagship, free, JUDGEMENT.ratio)


def test_what_follows_another_value_by_a_rule_of_the_study_is_no_advice() -> None:
    """McCalip's lives follow his horizon; a follower is neither advice nor a remedy."""
    scenario = orbitcalc.load("mccalip").with_({"vehicle_flights_cap": "20 1/yr"})
    assert scenario.followers
    result = scenario.run()
    names = {change.name for change in nearest(scenario, result, 10)}
    assert names
    assert not names & set(scenario.followers)
