"""Futures: the same numbers as Monte Carlo, quantiles with missing values above all, positions by counting."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import orbitcalc
from orbitcalc import model
from orbitcalc.analysis.insight.futures import FUTURES, futures, range_of_values

LARGEST = 6
VALUES = st.lists(st.integers(0, LARGEST).map(float) | st.just(float("nan")), min_size=3, max_size=40)


@pytest.fixture(scope="module")
def result() -> orbitcalc.Result:
    return orbitcalc.load("google-1gw").run()


def test_they_are_the_samples_of_a_monte_carlo_run(result: orbitcalc.Result) -> None:
    """With the default seed and as many samples: the probability, and the range of what always has a value."""
    assert result.futures is not None
    ensemble = orbitcalc.mc(result.scenario, FUTURES, outputs=["satellites_required"])
    expected = ensemble.statistics["satellites_required"].percentiles
    values = result.futures.ranges["satellites_required"]
    assert values.without_value == 0.0
    assert values.quantiles == pytest.approx([expected[share] for share in (0.05, 0.5, 0.95)], rel=1e-12)
    assert result.futures.feasible == ensemble.probability("feasible == yes")
    assert result.futures.cheaper == ensemble.probability("cost_ratio < 1")


@settings(max_examples=200, deadline=None)
@given(VALUES, st.integers(0, LARGEST).map(float) | st.just(float("nan")))
def test_no_value_lies_above_every_value(values: list[float], own: float) -> None:
    """By counting: shares below and equal; the quantile by NumPy where all around it have a value."""
    array = np.array(values)
    sentence = range_of_values(array, own)
    high = np.where(np.isnan(array), 1e9, array)
    place = 1e9 if np.isnan(own) else own
    assert sentence.position == pytest.approx(np.mean(high < place) + 0.5 * np.mean(high == place))
    assert sentence.without_value == pytest.approx(np.mean(np.isnan(array)))
    for share, quantile in zip((0.05, 0.5, 0.95), sentence.quantiles, strict=True):
        expected = np.quantile(high, share)
        assert quantile == pytest.approx(expected) if expected <= LARGEST else quantile is None


def test_a_range_is_in_the_unit_that_is_asked_for(result: orbitcalc.Result) -> None:
    billions, dollars = result.range("capex"), result.range("capex", "USD_2025")
    assert dollars.low == pytest.approx(1e9 * (billions.low or 0.0))
    assert dollars.position == billions.position
    with pytest.raises(KeyError, match="array_area has no range"):
        result.range("array_area")


def test_where_nothing_is_uncertain_there_are_none(result: orbitcalc.Result, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orbitcalc.analysis.insight.futures.uncertain", lambda scenario: ())
    assert futures(result, model.story().judgement) is None


def test_positions_are_those_of_the_story(result: orbitcalc.Result) -> None:
    assert result.futures is not None
    assert set(result.futures.to_dict()["position"]) == set(model.story().positions)
