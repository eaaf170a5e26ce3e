"""Every formula of the model keeps its units, and both ways of evaluation agree."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import orbitcalc
from orbitcalc import evaluate, model
from orbitcalc.errors import ModelError
from orbitcalc.graph import Choice, Formula, Graph, Rule
from tests import shipped
from tests.graph.toy import unit_of
from tests.rows import quick


def mutated(name: str, function: Callable[..., Any]) -> Graph:
    """A copy of the model's graph in which one rule has another formula; the model is left alone."""
    graph = Graph([])
    graph._variables = dict(model.graph()._variables)
    old = graph._variables[name]
    assert isinstance(old, Rule)
    graph._variables[name] = replace(old, formulas=(Formula.of(function),))
    graph._order()
    return graph


PLANTED = [
    ("array_area", lambda array_power_required, array_power_density: array_power_required * array_power_density),
    ("orbital_period", lambda altitude: altitude),
    ("launch_rate", lambda programme_share, vehicle_flights_cap: programme_share * vehicle_flights_cap + 1.0),
    ("capex_launch", lambda launches_to_deploy, launch_price: launches_to_deploy * launch_price),
    ("levelised_cost", lambda present_cost: present_cost),
]


@pytest.mark.parametrize(("name", "function"), PLANTED, ids=[row[0] for row in PLANTED])
def test_a_planted_unit_error_makes_run_fail_with_the_rule(
    name: str, function: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = mutated(name, function)
    monkeypatch.setattr(model, "graph", lambda: wrong)
    with pytest.raises(ModelError, match=rf"the rule '{name}' \("):
        orbitcalc.load("baseline").run()


def test_the_copy_without_a_planted_error_runs() -> None:
    """So that the failures above come from what was planted."""
    period = model.graph()["orbital_period"]
    assert isinstance(period, Rule)
    again = mutated("orbital_period", period.formulas[0].function)
    scenario = orbitcalc.load("baseline")
    plan = again.plan(["levelised_cost"], scenario.numbers, scenario.words)
    assert plan.prove(scenario.numbers, unit_of(again))["levelised_cost"] > 0.0


@pytest.mark.parametrize("name", quick(shipped.NAMES, *shipped.SOME))
def test_every_shipped_scenario_agrees_with_and_without_units(name: str) -> None:
    """The two ways of evaluation share no arithmetic but NumPy's: quantities and bare floats."""
    scenario = orbitcalc.load(name)
    rules = list(scenario.graph.of(Rule))
    plan = evaluate.plan_for(scenario, rules)
    proved = plan.prove(scenario.numbers, unit_of(scenario.graph))
    bare = plan.evaluate(scenario.numbers)
    assert set(bare) == set(rules)
    for rule in rules:
        np.testing.assert_allclose(bare[rule], proved[rule], rtol=1e-12, atol=0.0, equal_nan=True, err_msg=rule)


TOGETHER = (
    {"orbit_kind": "inclined", "orbit_planes": "spread"},
    {"satellite_count": "fractional", "launch_packing": "bulk", "launch_billing": "per-kilogram"},
    {"launch_sourcing": "own", "power_source": "reactor", "sparing_policy": "lose"},
)
"""Words whose formulas apply only side by side."""
OTHERS = [{name: word} for name, choice in model.graph().of(Choice).items() for word in choice.words[1:]]


@pytest.mark.parametrize("words", [*OTHERS, *TOGETHER], ids=lambda words: ",".join(words.values()))
def test_every_other_formula_agrees_with_and_without_units(words: dict[str, str]) -> None:
    scenario = orbitcalc.load("baseline").with_(words)
    evaluate.proved_values(scenario, evaluate.plan_for(scenario, list(scenario.graph.of(Rule))))
