"""Levers and conditions: shares of the way, and the distance to a condition."""

from __future__ import annotations

import numpy as np
import pytest

from orbitcalc.analysis.optimise.levers import Lever, shortfall
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.conditions import read_conditions


def test_a_lever_maps_shares_to_values_and_back() -> None:
    for lever in (Lever("x", 2.0, 6.0), Lever("x", 1.0, 1e4)):
        assert [lever.value(share) for share in (0.0, 1.0)] == pytest.approx([lever.low, lever.high])
        assert lever.share(lever.value(0.3)) == pytest.approx(0.3)
    assert Lever("x", 1.0, 1e4).value(0.5) == pytest.approx(100.0)


def test_how_far_a_condition_is_missed_grows_with_the_distance(google: Scenario) -> None:
    (condition,) = read_conditions(["cost_ratio < 2"], google.graph)
    missed = shortfall(condition, np.array([1.0, 3.0, 9.0, np.nan, np.inf]))
    assert missed.tolist() == pytest.approx([0.0, 1.0 / 3.0, 3.5 / 4.5, 1.0, 1.0])
