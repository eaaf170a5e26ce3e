"""Axes: ranges, lists and words as a user writes them."""

from __future__ import annotations

from typing import Any

import pytest

from orbitcalc.analysis.sampling.axes import read_axes
from orbitcalc.analysis.sensitivity.sweep import sweep
from orbitcalc.errors import ScenarioError
from orbitcalc.scenario import Scenario


@pytest.mark.parametrize(
    ("vary", "message"),
    [
        ({"altitude": "300..900000 km"}, "out of bounds"),
        ({"altitud": "3 km"}, "did you mean 'altitude'"),
        ({"launch_price": "3..9"}, "no unit"),
        ({"feasible": "[yes]"}, "verdict"),
        ({"power_online": "[1] W"}, "series"),
        ({"vehicle": "[falcon9]"}, "did you mean 'falcon-9'"),
        ({"altitude": "900..300 km"}, "does not rise"),
        ({"altitude": "[]"}, "empty"),
        ({"altitude": "3..9 kg"}, "wrong dimension"),
        ({}, "nothing varies"),
    ],
)
def test_what_cannot_be_varied_is_refused(google: Scenario, vary: dict[str, str], message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        sweep(google, vary)


@pytest.mark.parametrize("vary", ["[0, 5 USD_2025/kg]", [0, "5 USD_2025/kg"], "[0, 5] USD_2025/kg"])
def test_zero_in_an_axis_needs_no_unit(google: Scenario, vary: Any) -> None:
    assert read_axes(google, {"launch_price": vary})[0].values == (0.0, 5.0)


def test_every_problem_is_reported_at_once(google: Scenario) -> None:
    with pytest.raises(ScenarioError) as caught:
        sweep(google, {"altitude": "3..9 kg", "vehicle": "[falcon9]"})
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(("scale", "points", "message"), [("log", 3, "above zero"), ("linear", 1, "at least 2")])
def test_a_range_that_cannot_be_divided_is_refused(google: Scenario, scale: str, points: int, message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        sweep(google, {"launch_price": "0..9 USD_2025/kg"}, points=points, scale=scale)  # type: ignore[arg-type]
