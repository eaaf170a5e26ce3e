"""Launch failures over a campaign, against records of vehicles, closed forms and flights counted one by one."""

import numpy as np
import pytest

from orbitcalc.economics.failures import flights_between, flights_with_failures
from orbitcalc.economics.learning import learning_exponent


def yearly(planned: list[float], **given: float) -> np.ndarray:
    settings = {"flown": 10.0, "probability": 0.1, "record": 10.0, "exponent": 0.5, "floor": 0.0, "halt": 0.0, **given}
    positional = [settings.pop(name) for name in ("flown", "probability", "record")]
    return flights_with_failures(np.array(planned)[:, np.newaxis], *positional, **settings)[:, :, 0]


def test_the_losses_of_a_record_are_found_again() -> None:
    """Falcon 9 lost flights 19 and about 354 of 689: a power law of exponent 0.53 expects as many.

    Of such a law the share at the end is (1 - exponent) times the mean, 2 / 689; from one flight in four, flight by
    flight, it gives two losses between flights 10 and 689, give or take one.
    """
    exponent = 1.0 - 2.0 / np.sum(np.log(689.0 / np.array([19.0, 354.0])))
    assert learning_exponent(0.31) == pytest.approx(exponent, abs=0.01)
    at_end = (1.0 - exponent) * 2.0 / 689.0
    probability = at_end * (689.0 / 10.0) ** exponent
    failing, _ = yearly([1.0] * 679, probability=probability, exponent=exponent)
    assert np.sum(failing) == pytest.approx(2.0 * (1.0 - (10.0 / 689.0) ** (1.0 - exponent)), rel=1e-3)
    assert failing[-1] == pytest.approx(at_end, rel=1e-3)


def test_failures_end_at_the_floor_and_a_better_record_stays() -> None:
    failing, _ = yearly([1e6, 1e6], floor=0.002)
    assert failing == pytest.approx([0.002, 0.002])
    failing, _ = yearly([0.0, 0.0], probability=0.001, floor=0.002)
    assert failing == pytest.approx([0.001, 0.001])


def test_halts_are_the_share_of_the_year_that_failures_take() -> None:
    """100 planned, one in ten lost, ten days each: in 365 days x flights and x halts of a day, x + x = 365."""
    failing, made = yearly([100.0], flown=1e9, record=1e9, halt=10.0 / 365.0)
    flights = 100.0 * made[0]
    assert failing[0] == pytest.approx(0.1, rel=1e-6)
    assert flights * (365.0 / 100.0) + flights * 0.1 * 10.0 == pytest.approx(365.0, rel=1e-6)


def test_flights_that_halts_prevent_teach_nothing() -> None:
    without, with_halts = yearly([100.0, 100.0])[0], yearly([100.0, 100.0], halt=0.1)[0]
    assert np.all(with_halts > without)


@pytest.mark.parametrize("halt", [10.0, 45.0, 60.0])
def test_years_of_long_halts_are_those_of_a_walk_day_by_day(halt: float) -> None:
    """The failures of a year rest on the flights that halts leave of it, not on those that are planned."""
    planned = np.array([20.0, 40.0, 80.0, 160.0, 300.0])
    failing, made = yearly(planned, halt=halt / 365.0)
    flown, flights = 10.0, []
    for count in planned:
        began = flown
        for _ in range(365):
            share = 1.0 / (1.0 + 0.1 * (flown / 10.0) ** -0.5 * count * halt / 365.0)
            flown += count * share / 365.0
        flights.append(flown - began)
    assert planned * made == pytest.approx(flights, rel=0.02)
    assert np.sum(planned * made) == pytest.approx(np.sum(flights), rel=0.01)
    assert failing[-1] == pytest.approx(0.1 * ((flown - 0.5 * flights[-1]) / 10.0) ** -0.5, rel=0.02)


@pytest.mark.parametrize(("start", "end", "time"), [(2.0, 9.0, 3.5), (5.0, 5.0, 4.0), (1.0, 1.0 + 1e-12, 1.0)])
def test_flights_between_are_the_integral_of_growth(start: float, end: float, time: float) -> None:
    moments = (np.arange(20_000) + 0.5) / 20_000
    assert flights_between(start, end, time) == pytest.approx(np.mean(start * (end / start) ** moments) * time)
