"""What falls within the horizon, by hand and beside a simulated fleet."""

from typing import Any

import numpy as np
import pytest

from tests.model.hand_money import CAPACITY, at_once, fleet, run, simulate

# What falls within the horizon


@pytest.mark.parametrize(
    ("horizon", "expected"), [(2.5, [1.0, 1.0, 0.5]), (2.0, [1.0, 1.0]), (0.75, [0.75]), (30.0, [1.0] * 30)]
)
def test_the_year_in_which_the_horizon_ends_counts_for_its_share(horizon: float, expected: Any) -> None:
    """Thirty years are followed whatever the horizon; those beyond it count nothing."""
    weights = run({"horizon": f"{horizon} yr"}).value("horizon_weight", "1")
    assert weights == pytest.approx([*expected, *[0.0] * (30 - len(expected))], rel=1e-12)


def test_deployment_by_hand() -> None:
    """12.8, 25.6 and half of 51.2 working satellites within two years and a half, 80 % of those launched."""
    result = run(fleet(300, 30, 0, horizon="2.5 yr"))
    assert result.value("satellites_deployed", "1") == pytest.approx((12.8 + 25.6 + 51.2 / 2) / 0.8, rel=1e-9)
    assert result.value("satellites_renewed", "1") == pytest.approx(0.0, abs=1e-9)
    in_place = 12.8 / 2 + (12.8 + 38.4) / 2 + (38.4 + 89.6) / 2 / 2
    assert result.value("satellite_years", "yr") == pytest.approx(in_place, rel=1e-9)


def test_deployment_and_renewal_are_those_of_a_simulated_fleet() -> None:
    history = simulate(CAPACITY, 150, 3.5, 0.05)
    weight = np.clip(12.25 - np.arange(30), 0.0, 1.0)
    result = run(fleet(150, 3.5, 0.05, horizon="12.25 yr"))
    deployed = np.sum(history.first * weight) / 0.8
    assert result.value("satellites_deployed", "1") == pytest.approx(deployed, rel=1e-6)
    renewed = np.sum((history.added - history.first) * weight) / 0.8
    assert result.value("satellites_renewed", "1") == pytest.approx(renewed, rel=1e-6)
    assert result.value("satellite_years", "yr") == pytest.approx(np.sum(history.in_place_mean * weight), rel=1e-6)


def test_a_fleet_at_once_is_bought_again_at_each_end_of_life() -> None:
    """Ten satellites of four years within ten: renewed at 4 and at 8; all of them in place for ten years."""
    result = run({**at_once(4, 0, 10), "launch_yield": 0.8})
    assert result.value("satellites_deployed", "1") == pytest.approx(10 / 0.8, rel=1e-9)
    assert result.value("satellites_renewed", "1") == pytest.approx(20 / 0.8, rel=1e-9)
    assert result.value("satellite_years", "yr") == pytest.approx(100.0, rel=1e-9)
