"""Streams of money: sums by small steps of time, closed forms, and roots found another way."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, optimize

from orbitcalc.economics import discounting, streams
from orbitcalc.physics.constants import YEAR
from tests.proof import assert_units


@pytest.mark.parametrize(
    ("rate", "start", "end", "ramp", "fall"),
    [(0.1, 4.0, 15.0, 2.0, 0.0), (0.1, -3.0, 14.0, 1.5, 0.05), (0.0, 0.0, 9.0, 3.0, 0.1), (0.2, 10.0, 12.0, 5.0, 0.03)],
)
def test_present_years_are_an_integral(rate: float, start: float, end: float, ramp: float, fall: float) -> None:
    expected, _ = integrate.quad(
        lambda time: min((time - start) / ramp, 1.0) * np.exp(-(np.log1p(rate) + fall) * time),
        start,
        end,
        points=[min(start + ramp, end)],
    )
    years = (
        streams.present_years(rate / YEAR, end * YEAR, start=start * YEAR, ramp=ramp * YEAR, fall=fall / YEAR) / YEAR
    )
    assert years == pytest.approx(expected, rel=1e-6)


def test_present_years_without_ramp_are_a_closed_form() -> None:
    expected = (1.1**-4 - 1.1**-15) / np.log(1.1) * YEAR
    assert streams.present_years(0.1 / YEAR, 15 * YEAR, start=4 * YEAR) == pytest.approx(expected, rel=1e-12)
    assert streams.present_years(0.1 / YEAR, 15 * YEAR, start=16 * YEAR) == 0.0


def test_a_steady_charge_is_worth_a_payment_at_each_years_end() -> None:
    """Three payments of a dollar at 10 %, against the stream of the same worth."""
    worth = sum(1.1**-year for year in (1, 2, 3))
    stream = discounting.steady_charge(1.0, 0.1 / YEAR)
    assert stream * streams.present_years(0.1 / YEAR, 3 * YEAR) / YEAR == pytest.approx(worth, rel=1e-12)


@given(st.floats(0.0, 0.5), st.floats(0.5, 20.0), st.floats(0.0, 1.0))
def test_worth_lies_between_zero_and_that_of_a_new_one(rate: float, life: float, fall: float) -> None:
    worth = streams.mean_worth(life * YEAR, rate / YEAR, fall / YEAR)
    assert 0.0 < worth <= 1.0 + 1e-12


@pytest.mark.parametrize(
    ("time", "life", "ramp"), [(6.0, 5.0, 2.0), (14.3, 3.7, 1.5), (2.0, 25.0, 4.0), (7.0, 1.2, 0.5)]
)
def test_purchases_are_counted_place_by_place(time: float, life: float, ramp: float) -> None:
    ages = time - (np.arange(200_000) + 0.5) / 200_000 * ramp
    counted = np.where(ages > 0.0, np.floor(ages / life) + 1.0, 0.0)
    assert streams.purchases(time, life, ramp) == pytest.approx(counted.mean(), abs=1e-4)


def test_purchases_without_ramp_are_a_whole_number() -> None:
    assert streams.purchases(11.0, 5.0, 0.0) == pytest.approx(3.0, rel=1e-9)


def test_renewals_fall_on_the_ends_of_lives_before_the_horizon() -> None:
    """Every 3.3 years until 12: in the years that begin with 3, 6 and 9; a life of one year, at each year's start."""
    assert streams.renewal_times(3.3, 12.0, 13)[[3, 6, 9], 0] == pytest.approx([3.3, 6.6, 9.9])
    assert np.sum(streams.renewal_times(3.3, 12.0, 13) < 12.0) == 3
    assert streams.renewal_times(1.0, 4.0, 5)[:, 0].tolist() == [4.0, 1.0, 2.0, 3.0, 4.0]
    assert streams.renewal_times(5.0, 5.0, 8)[:, 0].tolist() == [5.0] * 8


def test_recovery_time_by_hand() -> None:
    """7 out, then 4 in, 3 out, 4 in and 4 in: what is missing after three years is 2 of 4."""
    assert float(streams.recovery_time(-7.0, np.array([4.0, -3.0, 4.0, 4.0]))) == pytest.approx(3.5)
    assert float(streams.recovery_time(-4.0, np.array([0.0, 4.0, 4.0]))) == 2.0, "a year without a flow"
    assert np.isnan(streams.recovery_time(-7.0, np.array([1.0, 1.0])))


@pytest.mark.parametrize("seed", range(5))
def test_rate_of_return_is_a_root(seed: int) -> None:
    """Brent's method on the sum of discounted flows."""
    random = np.random.default_rng(seed)
    flows, last = random.uniform(5.0, 40.0, 12), random.uniform(0.0, 30.0)

    def worth(rate: float) -> float:
        years = np.arange(12) + 0.5
        return float(-100.0 + np.sum(flows * (1.0 + rate) ** -years) + last * (1.0 + rate) ** -12.0)

    rate = float(streams.rate_of_return(-100.0, flows[:, np.newaxis], last, 12.0)[0])
    assert rate == pytest.approx(optimize.brentq(worth, -0.35, 10.0, xtol=1e-13), abs=1e-10)


def test_what_never_pays_has_no_rate_of_return() -> None:
    assert np.isnan(streams.rate_of_return(-100.0, np.full((5, 1), -1.0), 0.0, 5.0)[0])


def test_units() -> None:
    rate, year = (0.1 / YEAR, "1/s"), (YEAR, "s")
    assert_units(streams.mean_worth, "1", (5.0, "s"), rate, (0.2 / YEAR, "1/s"), year=year)
    assert_units(discounting.steady_charge, "USD/s", (2.0, "USD/s"), rate, year=year)
    assert_units(streams.present_years, "s", rate, (5 * YEAR, "s"), start=(YEAR, "s"), year=year)
