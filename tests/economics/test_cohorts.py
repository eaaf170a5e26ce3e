"""Fleets year by year, against exact integrals over the ages of each year's satellites."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orbitcalc.economics.cohorts import fleet_history, ramp, survivors, windowed

MANY = 1e12
"""Places that are never all filled."""


def alive(age_start: float, age_end: float, life: float, hazard: float) -> float:
    """Share working of satellites whose ages lie evenly between two: the exact mean of exp(-h a) up to the life."""
    low, high = max(age_start, 0.0), min(age_end, life)
    if high <= low:
        return 0.0
    whole = high - low if hazard == 0.0 else (np.exp(-hazard * low) - np.exp(-hazard * high)) / hazard
    return float(whole / (age_end - age_start))


def exact_in_place(launched: np.ndarray, life: float, hazard: float) -> np.ndarray:
    """Satellites at work at the end of each year, each year's launches spread evenly over it."""
    years = len(launched)
    return np.array(
        [sum(launched[k] * alive(m - k, m - k + 1.0, life, hazard) for k in range(m + 1)) for m in range(years)]
    )


LIVES = [1.0, 1.5, 2.5, 4.0, 4.22, 5.0, 7.9]
HAZARDS = [0.0, 0.02, 0.2]


# The fleet


@pytest.mark.parametrize("life", LIVES)
@pytest.mark.parametrize("hazard", HAZARDS)
def test_a_fleet_that_only_grows_holds_just_those_still_at_work(life: float, hazard: float) -> None:
    """Against the exact integral over ages; nothing may be left of a cohort past its life, not even a ghost."""
    launched = np.array([3.0, 5.0, 2.0, 0.0, 7.0, 1.0, 4.0, *np.full(23, 6.0)])
    in_place = fleet_history(launched.reshape(-1, 1), MANY, life, hazard)[1, :, 0]
    np.testing.assert_allclose(in_place, exact_in_place(launched, life, hazard), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("life", LIVES)
@pytest.mark.parametrize("hazard", HAZARDS)
def test_a_fleet_that_is_held_takes_its_places_over_their_mean_time_each_year(life: float, hazard: float) -> None:
    """By hand: a place needs another satellite after (1 - exp(-h L)) / h years in the mean."""
    filled = life if hazard == 0.0 else -np.expm1(-hazard * life) / hazard
    added = fleet_history(np.full((400, 1), 1e6), 1000.0, life, hazard)[0, :, 0]
    assert added[200:].mean() == pytest.approx(1000.0 / filled, rel=0.01)


@given(
    capacity=st.lists(st.floats(0.0, 50.0), min_size=12, max_size=12),
    places=st.floats(1.0, 200.0),
    life=st.floats(1.01, 15.0),
    hazard=st.floats(0.0, 0.3),
)
@settings(max_examples=60, deadline=None)
def test_invariants_hold(capacity: list[float], places: float, life: float, hazard: float) -> None:
    able = np.array(capacity).reshape(-1, 1)
    added, in_place, before = fleet_history(able, places, life, hazard)[:3, :, 0]
    assert (in_place <= places * (1.0 + 1e-12)).all()
    assert (in_place >= -1e-9).all()
    assert (added >= -1e-9).all()
    assert (added <= able[:, 0] * (1.0 + 1e-12) + 1e-12).all()
    assert (before >= 0.0).all()
    assert (before <= 1.0).all()
    complete = np.flatnonzero(before < 1.0)
    assert not complete.size or (before[complete[0] + 1 :] == 0.0).all()


@given(life=st.floats(1.5, 9.0), hazard=st.floats(0.0, 0.2))
@settings(max_examples=40, deadline=None)
def test_a_fleet_moves_smoothly_with_life(life: float, hazard: float) -> None:
    """A millionth more life moves no year by more than a few millionths of the fleet."""
    capacity = np.linspace(1.0, 30.0, 20).reshape(-1, 1)
    one = fleet_history(capacity, 90.0, life, hazard)
    two = fleet_history(capacity, 90.0, life * (1.0 + 1e-6), hazard)
    np.testing.assert_allclose(two, one, atol=90.0 * 3e-5)


def test_completion_is_linear_within_its_year() -> None:
    """By hand: 4, 4, then 2 of 4 fill ten places half way through the third year."""
    before = fleet_history(np.full((5, 1), 4.0), 10.0, 30.0, 0.0)[2, :, 0]
    np.testing.assert_allclose(before, [1.0, 1.0, 0.5, 0.0, 0.0], atol=1e-12)


def test_replacing_comes_before_growing() -> None:
    """By hand: two a year of two years' life hold four places and never a fifth."""
    added, in_place = fleet_history(np.full((9, 1), 2.0), 5.0, 2.0, 0.0)[:2, :, 0]
    np.testing.assert_allclose(in_place[1:], 4.0)
    np.testing.assert_allclose(added, 2.0)


def test_each_sample_is_a_fleet_of_its_own() -> None:
    lives, hazards = np.array([2.5, 4.0, 7.3]), np.array([0.0, 0.1, 0.02])
    capacity = np.arange(1.0, 37.0).reshape(12, 3)
    together = fleet_history(capacity, np.array([20.0, 60.0, 90.0]), lives, hazards)
    for index, places in enumerate((20.0, 60.0, 90.0)):
        alone = fleet_history(capacity[:, index : index + 1], places, lives[index], hazards[index])
        np.testing.assert_allclose(together[..., index], alone[..., 0], rtol=1e-13, atol=1e-13)


# The ramp


@pytest.mark.parametrize(("start", "growth"), [(0.01, 0.5), (0.2, 0.6), (0.9, 0.05), (1.0, 0.7), (0.3, 3.0)])
def test_a_ramp_is_the_mean_of_its_rate(start: float, growth: float) -> None:
    """Against a fine sum of min(1, start (1 + growth)^t)."""
    time = (np.arange(12 * 20000) + 0.5) / 20000.0
    rate = np.minimum(1.0, start * (1.0 + growth) ** time).reshape(12, -1).mean(axis=1)
    np.testing.assert_allclose(ramp(start, growth, 12)[:, 0], rate, rtol=1e-7)


def test_no_growth_is_a_level_ramp() -> None:
    np.testing.assert_allclose(ramp(0.25, 0.0, 5)[:, 0], 0.25, rtol=1e-6)


@given(start=st.floats(0.001, 1.0), growth=st.floats(0.0, 5.0))
@settings(max_examples=60, deadline=None)
def test_a_ramp_rises_to_one_and_stays(start: float, growth: float) -> None:
    values = ramp(start, growth, 30)[:, 0]
    assert (np.diff(values) >= -1e-9).all()
    assert values[0] >= start * (1.0 - 1e-6)
    assert values[-1] <= 1.0 + 1e-9


# The other campaign's windows


@given(
    size=st.floats(0.0, 500.0),
    period=st.floats(0.5, 6.0),
    share=st.floats(0.05, 1.0),
    first=st.floats(0.0, 5.0),
)
@settings(max_examples=60, deadline=None)
def test_windows_take_their_flights_and_no_more(size: float, period: float, share: float, first: float) -> None:
    """Over thirty years by hand: the windows begun since the start, the last one as far as it has gone."""
    flights = windowed(size, period, share * period, first, 30)
    assert (flights >= 0.0).all()

    def flown(time: float) -> float:
        turns = np.floor((time - first) / period)
        into = time - first - turns * period
        return float(size * (turns + min(into / (share * period), 1.0)))

    assert flights.sum() == pytest.approx(flown(30.0) - flown(0.0), rel=1e-9, abs=1e-6)


def test_windows_by_hand() -> None:
    """Ten flights every second year in half a year from 0.75: five in each year that holds half a window."""
    np.testing.assert_allclose(np.ravel(windowed(10.0, 2.0, 0.5, 0.75, 4)), [5.0, 5.0, 5.0, 5.0])


def test_survivors_take_samples_of_any_argument_alone() -> None:
    """Additions without samples beside a hazard with samples: each sample as if it were alone."""
    added, growing = np.array([[4.0], [0.0], [0.0]]), np.array([[1.0], [0.0], [0.0]])
    hazards = np.array([0.0, 0.1, 0.2])
    together = survivors(added, added, growing, 2.0, hazards)
    alone = [survivors(added, added, growing, 2.0, np.array([hazard])) for hazard in hazards]
    np.testing.assert_array_equal(together, np.concatenate(alone, axis=1))
