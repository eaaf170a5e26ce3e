"""Conservation: what nature rules out is infeasible, with that reason before every other."""

import numpy as np
import pytest

import orbitcalc
from orbitcalc import model
from orbitcalc.analysis.insight import remedy
from orbitcalc.evaluate import evaluate
from orbitcalc.graph import Constraint
from tests import shipped
from tests.attack import attack
from tests.model.hand_money import run

CELL = "cell_heat would be"
IMPOSSIBLE = {
    "a cell that absorbs less than it gives": ({"cell_absorptance": 0.197}, CELL),
    "a cell that gives 70 % and absorbs 16 %": ({"cell_efficiency": 0.7, "cell_absorptance": 0.16}, CELL),
    "pumps that take all that conversion leaves": (
        {"pmad_efficiency": 0.2243, "pump_share": 0.3982},
        "power_closure would be -0.7753: the pumps",
    ),
    "the same with a quoted mass": (
        {"pmad_efficiency": 0.1, "pump_share": 0.1454242, "mass_basis": "quoted"},
        "power_closure would be -0.4542: the pumps",
    ),
    "a radiator below absolute zero": (
        {
            "loop_drop": "103 delta_K",
            "junction_reserve": "68 delta_K",
            "junction_temperature_limit": "287 K",
            "junction_rise": "143 delta_K",
        },
        "radiator_temperature would be -27 K",
    ),
    "a power density beyond the sunlight": ({"array_power_density": "1400 W/m^2"}, "panel_heat would be"),
    "cells too hot to give power": (
        {"cell_temperature_coefficient": "-0.02 1/K", "cell_reference_temperature": "200 K"},
        "cell_efficiency_hot would be",
    ),
}
"""Inputs within their bounds, and the first quantity that cannot be."""


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_the_impossible_is_infeasible_with_its_reason_first(name: str) -> None:
    changes, reason = IMPOSSIBLE[name]
    result = run(changes)
    assert result.word("feasible") == "no"
    assert result.word("binding_constraint") == "conservation"
    assert remedy.cause(result) == "conservation"
    assert result.impossible.startswith(reason)
    assert any(note.startswith(f"impossible: {reason}") for note in result.notes)


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_samples_of_the_impossible_are_infeasible(name: str) -> None:
    """On arrays, beside a sample that nature allows."""
    changes, _ = IMPOSSIBLE[name]
    impossible, scenario = run(changes).scenario, orbitcalc.load("baseline")
    names = [key for key in changes if key in scenario.graph and key != "mass_basis"]
    base = scenario.with_({"mass_basis": changes["mass_basis"]}) if "mass_basis" in changes else scenario
    own = {key: base.run().value_si(key) for key in names}
    samples = {key: np.array([own[key], impossible.numbers[key]]) for key in names}
    values = evaluate(base, samples, ["margin_conservation", "feasible"], check=False)
    assert np.broadcast_to(values["margin_conservation"], 2).tolist() == [1.0, -np.inf]
    assert np.broadcast_to(values["feasible"], 2)[1] == 0.0


def test_nothing_follows_from_power_that_does_not_close() -> None:
    """Neither a mass nor an area is printed, and the reason is the pumps'."""
    result = run(IMPOSSIBLE["pumps that take all that conversion leaves"][0])
    for name in ("electrical_load", "array_area", "satellite_wet_mass", "fleet_mass", "radiator_area"):
        assert np.isnan(result.value(name))
        assert "pumps" in result.why_unknown(name)


def test_a_law_comes_before_every_constraint() -> None:
    laws = [item.law for item in model.graph().constraints.values()]
    assert laws == sorted(laws, reverse=True)
    assert sum(laws) == 1


def test_a_shortage_that_is_worse_in_numbers_does_not_hide_the_law() -> None:
    result = run({**IMPOSSIBLE["a cell that absorbs less than it gives"][0], "deployment_time": "1e9 yr"})
    assert result.word("binding_constraint") == "conservation"


def test_a_remedy_leaves_no_law_broken() -> None:
    scenario = run({"pmad_efficiency": 0.2243, "pump_share": 0.3982}).scenario
    changes = remedy.nearest(scenario, scenario.run(), most=9)
    assert {change.name for change in changes} >= {"pump_share", "pmad_efficiency"}
    for change in changes:
        assert scenario.with_({change.name: change.value}).run().value("margin_conservation") == 1.0


def test_a_reactor_needs_no_cells() -> None:
    result = run({"power_source": "reactor", "cell_absorptance": 0.197})
    assert result.value("cell_heat") == result.value("array_heat") == result.value("panel_heat") == 0.0


@pytest.mark.parametrize("name", orbitcalc.scenarios())
def test_shipped_scenarios_are_possible_and_within_ranges(name: str) -> None:
    result = shipped.result(name)
    assert result.impossible == ""
    assert result.outside == ()


def test_every_quantity_that_a_verdict_rests_on_is_watched() -> None:
    quantities = set(model.graph().quantities)
    assert quantities >= {"array_mass", "radiator_area", "satellite_wet_mass", "bus_power", "radiator_temperature"}
    assert {name for name in quantities if isinstance(model.graph()[name], Constraint)} == set()


@pytest.mark.parametrize(("seed", "sets"), [(20261121, 4), pytest.param(20261122, 60, marks=pytest.mark.long)])
def test_random_whole_models_are_possible_or_say_why_not(seed: int, sets: int) -> None:
    """Over all bounds and words; a million models by `python -m tests.attack 1 2000 500`."""
    outcome = attack(seed, sets, 500)
    assert outcome.models == sets * 500
    assert outcome.feasible > 10 * sets
    assert outcome.findings == {}
