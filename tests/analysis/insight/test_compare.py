"""Scenarios side by side: the inputs that differ with their origins, the results and the binding constraints."""

from __future__ import annotations

import orbitcalc
from orbitcalc.analysis.insight.compare import compare


def test_only_what_differs_is_listed_with_whether_it_is_given() -> None:
    base = orbitcalc.load("baseline")
    changed = base.with_({"altitude": "700 km", "satellite_wet_mass": "6 t", "sparing_policy": "lose"})
    comparison = compare([base, changed])
    origins = {item.name: item.given for item in comparison.inputs}
    assert origins == {"altitude": (True, True), "satellite_wet_mass": (False, True), "sparing_policy": (True, True)}
    assert all(item.matters for item in comparison.inputs)
    assert comparison.labels == ("baseline (1)", "baseline (2)")


def test_the_same_scenario_twice_does_not_differ() -> None:
    base = orbitcalc.load("baseline")
    assert compare([base, base, base]).inputs == ()


def test_an_input_without_effect_is_marked() -> None:
    """A reactor's mass says nothing where the sun gives the power."""
    base = orbitcalc.load("baseline")
    comparison = compare([base, base.with_({"reactor": "kilopower"})])
    assert comparison.inputs
    assert not any(item.matters for item in comparison.inputs)


def test_a_selection_and_its_values_matter_where_they_enter() -> None:
    base = orbitcalc.load("baseline")
    comparison = compare([base, base.with_({"vehicle": "new-glenn"})])
    assert {"vehicle", "payload_reference"} <= {item.name for item in comparison.inputs if item.matters}
