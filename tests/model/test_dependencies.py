"""No formula pretends to depend on an argument; a given value without effect is said to have none."""

from __future__ import annotations

import numpy as np
import pytest

import orbitcalc
from orbitcalc import model
from orbitcalc.graph import Constraint, Formula, Parameter, Rule
from tests.rows import for_each

GRAPH = model.graph()
POINTS = 64
FORMULAS = [(rule, formula) for rule in GRAPH.of(Rule).values() for formula in rule.formulas if formula.arguments]


def values(name: str, random: np.random.Generator) -> np.ndarray:
    """Random values of a variable in SI: within its bounds, or around what the baseline computes."""
    variable = GRAPH[name]
    if isinstance(variable, Parameter):
        low, high = variable.limits
        if not np.all(np.isfinite(variable.limits)):  # a constant
            return BASE[name] * random.uniform(0.5, 2.0, POINTS)
        share = random.random(POINTS)
        if low == 0.0 and high > 1e3:
            return high * 10.0 ** (-12.0 * share)
        return low * (high / low) ** share if low > 0.0 and high / low > 10.0 else low + (high - low) * share
    base = np.asarray(BASE[name], float)
    base = np.squeeze(base)[..., np.newaxis] if variable.axis else base
    scale = 10.0 ** random.uniform(-6.0, 6.0, POINTS) * (random.random(POINTS) > 0.1)
    if variable.signed:
        scale *= random.choice([-1.0, 1.0], POINTS)
    return base * scale if np.any(base) else scale


BASELINE = orbitcalc.load("baseline").with_({"eclipse_compute_share": "0.5"})
BASE = BASELINE.run().si | BASELINE.numbers


SIZED = [constraint for constraint in GRAPH.constraints.values() if constraint.sized]
OVER_ALL = ("margin_least", "binding_constraint")
RESERVES = {name: {argument for item in SIZED for argument in item.slack_arguments[1:]} for name in OVER_ALL}
"""What matters only where a margin is just the reserve that the model keeps: see the second test."""

STAND_INS = {
    "array_power_density": {"array_heat"},
    "impossible": {*GRAPH.quantities},
    "satellite_cost_mean": {"satellites_deployed"},
    "satellites_added_to_full_power": {"flights_per_satellite"},
}
"""What matters only where a value is missing or impossible: see tests/model/test_full_power.py, cost, and
test_conservation.py."""


@for_each(("rule", "formula"), FORMULAS)
def test_every_argument_of_every_formula_can_matter(rule: Rule, formula: Formula) -> None:
    """Perturbed alone at random points, each argument changes the result at one of them."""
    random = np.random.default_rng(1)
    idle = set(formula.arguments) - RESERVES.get(rule.name, set()) - STAND_INS.get(rule.name, set())
    for _ in range(8):
        point = {name: values(name, random) for name in formula.arguments}
        with np.errstate(all="ignore"):
            before = np.asarray(formula(*point.values()), float)
            for name in tuple(idle):
                for other in (values(name, random), 1.5 * point[name], point[name] / 1.5):
                    after = np.asarray(formula(*({**point, name: other}).values()), float)
                    if before.shape != after.shape or not np.array_equal(before, after, equal_nan=True):
                        idle.discard(name)
                        break
    assert not idle, f"{formula.place}: {rule.name} does not depend on {sorted(idle)}"


@for_each("constraint", SIZED)
@for_each("name", OVER_ALL)
def test_a_margin_counts_where_it_is_not_just_the_reserve(constraint: Constraint, name: str) -> None:
    """The smallest margin is ignored when it is the model's own reserve, and binds when the reserve is another."""
    formula = GRAPH.of(Rule)[name].formulas[0]
    point = dict.fromkeys(formula.arguments, 3.0)
    for item in GRAPH.constraints.values():
        point[item.name] = 0.99
    point[constraint.name] = float(constraint.kept(*(point[argument] for argument in constraint.slack_arguments[1:])))
    before = float(formula(*point.values()))
    for argument in constraint.slack_arguments[1:]:
        after = float(formula(*({**point, argument: 4.0}).values()))
        assert after != before
        assert after == (
            point[constraint.name] if name == "margin_least" else list(GRAPH.constraints).index(constraint.topic)
        )


@for_each("scenario", ["google-1gw", "reactor-cluster", "mccalip"])
def test_a_given_value_without_effect_is_reported_as_such(scenario: str) -> None:
    """Exactly the parameters from which nothing of the answer is computed get the note."""
    base = orbitcalc.load(scenario)
    above = set(base.graph.inputs_of(base.graph.headline, base.settings, base.words))
    changes = {}
    for name, parameter in base.graph.of(Parameter).items():
        if base[name].missing or np.isnan(base.numbers[name]):
            continue  # there is no value to give
        unit = parameter.unit
        changes[name] = (
            f"{float(unit.from_si(base.numbers[name])):.17g} {unit.text if unit.text != '1' else ''}".strip()
        )
    notes = base.with_(changes).run().notes
    noted = {name for name in changes if any(note.startswith(f"{name} has no effect") for note in notes)}
    assert len(changes) > 0.9 * len(base.graph.of(Parameter))
    assert noted == changes.keys() - above


def test_the_ground_twin_rests_on_no_satellite() -> None:
    """The boundary's word decides what counts, and no parameter of the satellites."""
    result = orbitcalc.load("google-1gw").run()
    groups = {result.variable(name).group for name in result.inputs_of("ground_capex")}
    assert groups <= {"target", "compute", "ground", "reliability"}
    assert "satellite_learning" not in result.upstream("ground_capex")


def test_the_sun_is_sixteen_minutes_of_arc_wide_from_centre_to_edge() -> None:
    """15' 59.6" at one astronomical unit (Auwers' value, Explanatory Supplement to the Astronomical Almanac)."""
    angle = orbitcalc.load("baseline").run().value("sun_angular_radius", "deg")
    assert angle * 3600.0 == pytest.approx(15 * 60 + 59.6, rel=1e-3)
