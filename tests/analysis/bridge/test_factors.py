"""Causes in the words of a reader, and quotients as products of one factor for each."""

import math

import pytest

import orbitcalc
from orbitcalc import model
from orbitcalc.analysis.bridge.bridge import bridge
from orbitcalc.analysis.bridge.factors import factors
from orbitcalc.model.causes import BY_GROUP, OWN, cause_of

ANSWERS = ("turyshev-parity", "suncatcher-parity", "shapiro", "semianalysis-2026", "mccalip")


def test_every_group_has_a_cause_and_every_variable_named_exists_once() -> None:
    named = [name for names in OWN.values() for name in names]
    assert set(BY_GROUP) == set(model.GROUPS)
    assert len(named) == len(set(named))
    assert all(name in model.graph() for name in named)


def test_a_variable_has_its_own_cause_or_that_of_its_group() -> None:
    assert cause_of("discount_rate", "finance") == "cost of capital"
    assert cause_of("radiator_price", "thermal") == "radiator"


def test_two_inputs_that_multiply_are_their_own_factors() -> None:
    """Capital of quoted satellites is price times power: lives and rate do not enter."""
    first = orbitcalc.load("turyshev-parity")
    second = first.with_({"launch_price": "500 USD_2025/kg", "ground_civil_price": "40 USD_2025/W"})
    result = factors(first, second, "cost_ratio")
    assert result.causes == pytest.approx({"launch": 2.0, "the ground": 0.25}, rel=1e-12)
    assert (result.start, result.end, result.kept) == (pytest.approx(1.0), pytest.approx(0.5), 1.0)


@pytest.mark.parametrize("name", ANSWERS)
def test_the_factors_of_an_answer_multiply_to_the_reference(name: str) -> None:
    result = factors(orbitcalc.load(name), orbitcalc.load("google-1gw"), "cost_ratio")
    assert math.prod(result.causes.values()) == pytest.approx(result.end / result.start, rel=1e-12)
    assert abs(result.closure) < 1e-12
    assert set(result.causes) <= {*OWN, *BY_GROUP.values()}


def test_a_bridge_by_cause_sums_to_the_difference() -> None:
    first, second = (orbitcalc.load(name) for name in ("suncatcher-parity", "turyshev-parity"))
    result = bridge(first, second, "cost_ratio", group_by="cause")
    assert sum(part.contribution for part in result.parts) == pytest.approx(result.difference, rel=1e-9)
    assert {part.name for part in result.parts} <= {*OWN, *BY_GROUP.values()}
