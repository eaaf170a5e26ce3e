"""Curves: the break-even at each value of another variable."""

from __future__ import annotations

import pytest

from orbitcalc.analysis.breakeven.answer import breakeven
from orbitcalc.analysis.breakeven.curve import curve
from orbitcalc.scenario import Scenario

PUT_BACK = 1e-9
"""Relative residual that a root may leave when it is put back."""


def test_a_curve_is_the_breakeven_at_each_value(mccalip: Scenario) -> None:
    until, ends = "cost_total == ground_present_cost", {"start": "-5000 USD_2025/kg", "stop": "5000 USD_2025/kg"}
    answer = curve(mccalip, "launch_price", until, ("quoted_specific_power", "20..100 W/kg"), points=3, **ends)
    assert answer.residual < PUT_BACK
    for value, root in answer.points():
        alone = mccalip.with_({"quoted_specific_power": f"{value!r} W/kg"})
        assert root == pytest.approx(breakeven(alone, "launch_price", until, **ends).roots[0].value, rel=1e-9)


def test_a_curve_over_words(google: Scenario) -> None:
    answer = curve(google, "electricity_price", "cost_ratio == 3", ("vehicle", "[starship-v3, electron]"))
    assert len(answer.roots[0]) == 1
    assert answer.roots[1] == ()
