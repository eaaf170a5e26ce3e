"""A total is the sum of its lines, in every scenario, whatever is given in place of it."""

from __future__ import annotations

import numpy as np
import pytest

import orbitcalc
from orbitcalc import model
from orbitcalc.graph import Rule

GRAPH = model.graph()
TOTALS = [name for name, rule in GRAPH.of(Rule).items() if any(formula.lines for formula in rule.formulas)]


def test_what_is_broken_down_on_a_screen_is_a_total() -> None:
    assert {"satellite_wet_mass", "capex", "cost_total", "ground_capex", "opex_rate"} <= set(TOTALS)


@pytest.mark.parametrize("scenario", orbitcalc.scenarios())
def test_the_lines_of_a_total_add_up_to_it(scenario: str) -> None:
    """They are the whole of it wherever none of what lies between is given."""
    result = orbitcalc.load(scenario).run()
    for name in TOTALS:
        lines = result.lines(name)
        if lines:
            parts = [result.value_si(line) for line in lines]
            np.testing.assert_allclose(sum(parts), result.value_si(name), rtol=1e-12, err_msg=name)
            assert len(set(lines)) == len(lines)
        names = set(result.upstream(name)) & set(GRAPH.of(Rule)) & set(result.scenario.settings)
        declared = GRAPH.of(Rule)[name].formula(result.scenario.words).lines
        assert bool(lines) == bool(declared) or names or not np.isfinite(result.value_si(name)), name


def test_totals_of_totals_are_broken_down_to_their_parts() -> None:
    """A satellite's mass by part: no sum stands beside its own parts."""
    lines = orbitcalc.load("baseline").run().lines("satellite_wet_mass")
    assert {"array_mass", "tank_mass", "propellant_mass", "allowance_mass"} <= set(lines)
    assert not set(lines) & set(TOTALS)


def test_every_line_has_a_label_of_its_own_in_its_total() -> None:
    for name in TOTALS:
        for formula in GRAPH.of(Rule)[name].formulas:
            labels = [GRAPH[line].label for line in formula.lines]
            assert all(labels), name
            assert len(set(labels)) == len(labels), name


def test_a_total_that_is_given_has_no_lines() -> None:
    result = orbitcalc.load("baseline").with_({"satellite_dry_mass": "4 t"}).run()
    assert result.lines("satellite_wet_mass") == ("satellite_dry_mass", "propellant_mass")
    assert result.lines("satellite_dry_mass") == ()


def test_lines_that_no_longer_add_up_are_not_shown_as_parts() -> None:
    """The dry mass closes for the tanks of its own propellant; with another propellant given they do not fit."""
    base = orbitcalc.load("baseline").run()
    more = 2.0 * base.value("propellant_mass", "kg")
    result = base.scenario.with_({"propellant_mass": f"{more!r} kg"}).run()
    assert result.lines("satellite_wet_mass") == ("satellite_dry_mass", "propellant_mass")
    assert "tank_mass" in base.lines("satellite_dry_mass")


def test_a_quoted_mass_stands_beside_the_radiator() -> None:
    result = orbitcalc.load("baseline").with_({"mass_basis": "quoted-and-radiator"}).run()
    assert result.lines("satellite_wet_mass") == ("quoted_mass", "radiator_mass")
