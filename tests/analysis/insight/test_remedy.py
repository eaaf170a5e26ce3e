"""The nearest change: put in, it does what it says; a step short of it, it does not."""

from __future__ import annotations

import pytest

import orbitcalc
from orbitcalc.analysis.insight import remedy
from orbitcalc.graph import Constraint, Parameter, Rule, Selection

INFEASIBLE = (
    "falcon9-today",
    "rocket-lab-electron",
    "reactor-cluster",
    "spacex-ai1",
    "starcloud-5gw",
    "starship-reviewed-sites",
)


def test_every_constraint_is_relaxed_by_something_of_its_kind() -> None:
    graph = orbitcalc.load("baseline").graph
    for constraint in graph.of(Constraint).values():
        assert constraint.relaxed_by
        for name, way in constraint.relaxed_by:
            assert isinstance(graph[name], Selection if way == "other" else Parameter | Rule), name


def test_nothing_to_fix_in_a_feasible_scenario() -> None:
    scenario = orbitcalc.load("google-planet-prototypes")
    assert remedy.nearest(scenario, scenario.run()) == []


@pytest.mark.parametrize("name", INFEASIBLE)
def test_a_change_does_what_it_says(name: str) -> None:
    scenario = orbitcalc.load(name)
    result = scenario.run()
    changes = remedy.nearest(scenario, result, most=9)
    assert changes
    for change in changes:
        changed = scenario.with_({change.name: change.value}).run()
        assert (changed.word("feasible") == "yes") == (not change.left), change
        margin = remedy.margins(result)[remedy.cause(result)]
        assert changed.value(margin) >= 0.0, change


@pytest.mark.parametrize("name", INFEASIBLE)
def test_nine_tenths_of_the_change_do_not_suffice(name: str) -> None:
    scenario = orbitcalc.load(name)
    result = scenario.run()
    margin = remedy.margins(result)[remedy.cause(result)]
    for change in remedy.nearest(scenario, result, most=9):
        if change.name == "vehicle":
            continue
        number, _, unit = change.value.partition(" ")
        now = float(result.value(change.name))
        short = now + 0.9 * (float(number) - now)  # a value has three digits: of a small step, several per cent
        less = scenario.with_({change.name: f"{short!r} {unit}".strip()}).run()
        assert less.word("feasible") == "no", change
        assert not change.left or not less.value(margin) >= 0.0, change


def test_what_leaves_nothing_short_comes_first() -> None:
    scenario = orbitcalc.load("reactor-cluster")
    whole = [not change.left for change in remedy.nearest(scenario, scenario.run(), most=9)]
    assert whole == sorted(whole, reverse=True)


def test_launch_rate_needed_is_the_plain_quotient() -> None:
    """Where the launch rate alone binds, its lever is needed over available times what it is."""
    scenario = orbitcalc.load("roscosmos-soyuz").with_({"stand_down": "0 day"})
    result = scenario.run()
    change = next(item for item in remedy.nearest(scenario, result) if item.name == "vehicle_flights_cap")
    needed = result.value("replacement_launch_rate", "1/yr") / result.value("programme_share")
    assert float(change.value.split()[0]) == pytest.approx(needed, rel=0.01)


def test_smallest_vehicle_that_lifts_it() -> None:
    scenario = orbitcalc.load("rocket-lab-electron")
    result = scenario.run()
    change = next(item for item in remedy.nearest(scenario, result) if item.name == "vehicle")
    lifted = scenario.with_({"vehicle": change.value}).run().value("payload_to_orbit")
    assert lifted > result.value("satellite_wet_mass", "t") * (1.0 + result.value("dispenser_share"))
