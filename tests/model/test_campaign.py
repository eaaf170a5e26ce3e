"""The campaign year by year, against a fleet simulated in small lots, integrals by small steps, and by hand."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tests.model.hand_money import (
    CAPACITY,
    CONSTANT,
    YEARLY,
    YEARS,
    Case,
    History,
    Values,
    assert_unknown,
    at_once,
    case_id,
    fleet,
    mean,
    run,
    simulate,
    yearly_means,
)

RATES = [
    Case("launch_rate", 100.0, "1/yr", "0.4 x 250", {"programme_share": 0.4, "vehicle_flights_cap": "250 1/yr"}),
    Case(
        "power_launch_rate",
        0.5,
        "GW/yr",
        "100 flights of 5 MW",
        {"launch_rate": "100 1/yr", "power_per_launch": "5 MW"},
    ),
    Case(
        "power_launch_rate",
        100.0,
        "GW/yr",
        "SpaceX's filing: a million tonnes a year at 100 kW/t, here 10,000 flights of 100 t",
        {"launch_rate": "10000 1/yr", "power_per_launch": "10 MW"},
    ),
    Case(
        "launch_rate_sustained",
        100.0 - 0.5 * 60.0 / 2.0,
        "1/yr",
        "half of the other campaign's 30 a year comes off this programme's",
        {
            "launch_rate": "100 1/yr",
            "programme_share": 0.5,
            "competing_flights": 60,
            "competing_period": "24 month",
            **CONSTANT,
        },
    ),
    Case(
        "launch_rate_sustained",
        0.0,
        "1/yr",
        "the other campaign takes more than there is",
        {"launch_rate": "100 1/yr", "programme_share": 0.5, "competing_flights": 600, "competing_period": "24 month"},
    ),
    Case(
        "factory_ramp_start",
        0.084,
        "1",
        "2,100 t a year of 25,000",
        {"factory_throughput_start": "2100 t/yr", "factory_throughput": "25000 t/yr"},
    ),
    Case(
        "factory_ramp_start", 1.0, "1", "a factory below today's size starts full", {"factory_throughput": "1000 t/yr"}
    ),
    Case(
        "factory_rate",
        2000.0,
        "1/yr",
        "10,000 t a year in satellites of 5 t",
        {"factory_throughput": "10000 t/yr", "satellite_wet_mass": "5 t"},
    ),
    Case(
        "factory_rate",
        3640.0,
        "1/yr",
        "Starlink's 70 a week are 2,093 t a year at 575 kg",
        {"factory_throughput": "2093 t/yr", "satellite_wet_mass": "575 kg"},
        rel=1e-3,
    ),
    Case(
        "satellites_sustained",
        200.0 * 0.8,
        "1/yr",
        "50 flights of 4, the factory makes more",
        {
            "launch_rate_sustained": "50 1/yr",
            "flights_per_satellite": 0.25,
            "factory_rate": "300 1/yr",
            "launch_yield": 0.8,
            **CONSTANT,
        },
    ),
    Case(
        "satellites_sustained",
        150.0 * 0.8,
        "1/yr",
        "the factory's 150, flights could carry more",
        {
            "launch_rate_sustained": "50 1/yr",
            "flights_per_satellite": 0.25,
            "factory_rate": "150 1/yr",
            "launch_yield": 0.8,
            **CONSTANT,
        },
    ),
    Case(
        "sustainable_power",
        0.04,
        "GW",
        "100 a year that serve 4 years at 100 kW",
        {"satellites_sustained": "100 1/yr", "service_time": "4 yr", "power_per_place": "100 kW"},
    ),
    Case(
        "full_power_date",
        2037.75,
        "1",
        "2030.5 and 7.25 years",
        {"first_launch": 2030.5, "deployment_time": "7.25 yr"},
    ),
]


def record(flights: float, growth: float, date: float, cap: float) -> dict[str, Any]:
    return {
        "vehicle_flights": f"{flights} 1/yr",
        "vehicle_flights_year": 2024,
        "launch_growth": f"{growth} 1/yr",
        "first_launch": date,
        "vehicle_flights_cap": f"{cap} 1/yr",
    }


START = [
    Case(
        "launch_ramp_start",
        5.0 * 1.5**2 / 100.0,
        "1",
        "5 in 2024, grown by half twice from the middle of the year",
        record(5, 0.5, 2026.5, 100),
    ),
    Case("launch_ramp_start", 1.5**2 / 100.0, "1", "one where none has flown", record(0, 0.5, 2026.5, 100)),
    Case("launch_ramp_start", 1.0, "1", "grown past its cap", record(50, 1.0, 2027, 100)),
    Case("launch_ramp_start", 0.2, "1", "no growth", record(20, 0, 2040, 100)),
]


@pytest.mark.parametrize("case", [*RATES, *START], ids=case_id)
def test_campaign_by_hand(case: Case) -> None:
    case.check()


def test_a_larger_factory_in_the_end_starts_no_larger() -> None:
    """Ten times the throughput in the end: the first year's satellites are the same."""
    growing = {"factory_growth": "0.4 1/yr", "satellite_wet_mass": "5 t"}
    first = [
        (result := run({**growing, "factory_throughput": f"{throughput} t/yr"})).value("factory_rate", "1/yr")
        * result.value("factory_ramp", "1")[0]
        for throughput in (25_000, 250_000)
    ]
    assert first[1] == pytest.approx(first[0], rel=1e-9)


# Ramps


RAMPS = [
    ("launch_ramp", "launch_ramp_start", "launch_growth"),
    ("factory_ramp", "factory_ramp_start", "factory_growth"),
]


@pytest.mark.parametrize(("ramp", "start", "growth"), RAMPS)
@pytest.mark.parametrize(("first", "yearly"), [(0.1, 0.5), (0.03, 1.0), (0.5, 0.001), (0.5, 0.0), (1.0, 0.4)])
def test_a_ramp_is_the_mean_of_growth_up_to_the_cap(
    ramp: str, start: str, growth: str, first: float, yearly: float
) -> None:
    actual = run({start: first, growth: f"{yearly} 1/yr"}).value(ramp, "1")
    expected = yearly_means(lambda time: np.minimum(first * (1.0 + yearly) ** time, 1.0))
    assert actual == pytest.approx(expected, rel=1e-7)


@pytest.mark.parametrize(("ramp", "start", "growth"), RAMPS)
def test_a_rate_that_doubles_each_year_by_hand(ramp: str, start: str, growth: str) -> None:
    """A quarter grows to a half and then to one: (1/2 - 1/4) / ln 2, (1 - 1/2) / ln 2, then one."""
    actual = run({start: 0.25, growth: "1 1/yr"}).value(ramp, "1")
    assert actual[:3] == pytest.approx([0.25 / math.log(2.0), 0.5 / math.log(2.0), 1.0], rel=1e-9)


@pytest.mark.parametrize(("ramp", "start", "growth"), RAMPS)
def test_growth_in_steps_by_hand(ramp: str, start: str, growth: str) -> None:
    actual = run({start: 0.25, growth: "0.5 1/yr", **YEARLY}).value(ramp, "1")
    assert actual[:5] == pytest.approx([0.25, 0.375, 0.5625, 0.84375, 1.0], rel=1e-12)
    assert len(actual) == YEARS


# The other campaign


def taken_by_steps(size: float, period: float, duration: float, start: float) -> Values:
    """Flights of each year, window by window; a window before the first may still be open."""

    def rate(time: Values) -> Values:
        opened = np.zeros_like(time)
        for window in range(-5, int(YEARS / period) + 2):
            begins = start + window * period
            opened += (time >= begins) & (time < begins + duration)
        return opened * size / duration

    return yearly_means(rate)


WINDOWS = [(100.0, 2.0, 0.5, 0.75), (60.0, 26.0 / 12.0, 0.5, 0.5), (10.0, 1.0, 0.75, 0.5), (40.0, 3.0, 2.5, 2.0)]


@pytest.mark.parametrize(("size", "period", "duration", "start"), WINDOWS)
def test_the_other_campaign_takes_its_flights_in_its_windows(
    size: float, period: float, duration: float, start: float
) -> None:
    changes = competing(size, period, duration, start)
    expected = taken_by_steps(size, period, duration, start)
    assert run(changes).value("competing_taken", "1") == pytest.approx(expected, abs=size * 2e-4)


def competing(size: float, period: float, duration: float, start: float) -> dict[str, Any]:
    return {
        "competing_flights": size,
        "competing_period": f"{period!r} yr",
        "competing_duration": f"{duration!r} yr",
        "competing_start": f"{start!r} yr",
    }


def test_windows_of_whole_years_by_hand() -> None:
    """100 flights in half a year from 0.75 on, every two years: half of them fall in each year."""
    assert run(competing(100, 2, 0.5, 0.75)).value("competing_taken", "1") == pytest.approx([50.0] * YEARS, rel=1e-9)


def test_a_window_longer_than_its_period_is_open_all_the_time() -> None:
    """12 flights a window of every half year are 24 a year."""
    assert run(competing(12, 0.5, 3.0, 0.0)).value("competing_taken", "1") == pytest.approx([24.0] * YEARS, rel=1e-9)


def test_available_flights_are_the_programme_s_less_its_share_of_those_taken() -> None:
    """By hand: 80 a year at the cap, doubling from a quarter of it; half of 50 a year to the other campaign."""
    changes = {
        "launch_rate": "80 1/yr",
        "launch_ramp_start": 0.25,
        "launch_growth": "1 1/yr",
        "programme_share": 0.5,
        **competing(100, 2, 0.5, 0.75),
        **YEARLY,
        **CONSTANT,
    }
    actual = run(changes).value("flights_available", "1")
    assert actual == pytest.approx([0.0, 40.0 - 25.0, *[80.0 - 25.0] * 28], rel=1e-9)


# What can be added


def addable(**changes: Any) -> Values:
    """40 flights a year of 4 satellites, a factory that doubles from 50 a year to 300, one in five lost."""
    given: dict[str, Any] = {
        "launch_rate": "40 1/yr",
        "launch_ramp_start": 1,
        "flights_per_satellite": 0.25,
        "factory_rate": "300 1/yr",
        "factory_ramp_start": 1.0 / 6.0,
        "factory_growth": "1 1/yr",
        "launch_yield": 0.8,
        **YEARLY,
        **CONSTANT,
        **changes,
    }
    series: Values = run(given).value("satellites_addable", "1")
    return series


def test_the_slower_of_factory_and_flights_adds_satellites() -> None:
    assert addable() == pytest.approx([0.8 * 50.0, 0.8 * 100.0, *[0.8 * 160.0] * 28], rel=1e-9)


def test_a_satellite_that_fits_no_flight_adds_nothing() -> None:
    changes = {"satellites_per_launch": 0, "satellites_required": 100}
    result = run(changes)
    assert not result.value("satellites_addable").any()
    assert not result.value("launches").any()
    assert not result.value("power_online").any()
    assert_unknown("deployment_time", "deployment_time", changes)


def test_a_mass_that_does_not_close_adds_nothing() -> None:
    assert not run({"mass_closure": 0}).value("satellites_addable").any()


# The fleet


BY_LOTS = 2e-6
"""Relative error of lots a thousandth of a year apart."""

FLEETS = {
    "no failures, a long life": (300.0, 30.0, 0.0),
    "no failures, retired after three years": (200.0, 3.0, 0.0),
    "a life of three and a half years": (200.0, 3.5, 0.0),
    "failures alone": (300.0, 30.0, 0.08),
    "failures and age": (350.0, 4.2, 0.05),
    "failing fast": (60.0, 2.5, 0.9),
    "never complete": (2000.0, 5.0, 0.02),
    "complete in the first year": (9.0, 5.0, 0.1),
    "one year of life": (60.0, 1.0, 0.0),
}
SERIES: dict[str, Callable[[History], Values]] = {
    "satellites_added": lambda history: history.added,
    "satellites_in_place": lambda history: history.in_place,
    "satellites_in_place_mean": lambda history: history.in_place_mean,
    "satellites_added_first": lambda history: history.first,
    "satellites_grown": lambda history: history.until_complete,
}


@pytest.mark.parametrize("name", SERIES)
@pytest.mark.parametrize("kind", FLEETS)
def test_the_fleet_grows_as_one_simulated_in_small_lots(kind: str, name: str) -> None:
    places, life, hazard = FLEETS[kind]
    expected = SERIES[name](simulate(CAPACITY, places, life, hazard))
    actual = run(fleet(places, life, hazard)).value(name, "1")
    assert actual == pytest.approx(expected, rel=BY_LOTS, abs=BY_LOTS * places)


@pytest.mark.parametrize("kind", [kind for kind in FLEETS if kind != "never complete"])
def test_the_fleet_is_complete_when_the_simulated_one_is(kind: str) -> None:
    places, life, hazard = FLEETS[kind]
    expected = simulate(CAPACITY, places, life, hazard).complete
    assert run(fleet(places, life, hazard)).value("deployment_time", "yr") == pytest.approx(expected, rel=BY_LOTS)


def test_a_fleet_that_cannot_be_completed_has_no_date() -> None:
    """2000 places of five years take 400 satellites a year, and 128 can be added."""
    changes = fleet(*FLEETS["never complete"])
    assert_unknown("deployment_time", "deployment_time", changes)
    assert_unknown("full_power_date", "deployment_time", changes)
    assert not np.isnan(simulate(CAPACITY, 150.0, 5.0, 0.02).complete)
    assert np.isnan(simulate(CAPACITY, 2000.0, 5.0, 0.02).complete)


def test_a_campaign_without_failures_by_hand() -> None:
    """12.8, 25.6 and 51.2 are 89.6 in three years; 10.4 of the next year's 102.4 make 100."""
    result = run(fleet(100, 30, 0))
    assert result.value("satellites_added", "1")[:6] == pytest.approx([12.8, 25.6, 51.2, 10.4, 0.0, 0.0], abs=1e-9)
    assert result.value("satellites_in_place", "1")[:5] == pytest.approx([12.8, 38.4, 89.6, 100.0, 100.0], rel=1e-9)
    assert result.value("deployment_time", "yr") == pytest.approx(3.0 + 10.4 / 102.4, rel=1e-9)
    growing = 10.4 / 102.4
    in_fourth_year = growing * (89.6 + 100.0) / 2.0 + (1.0 - growing) * 100.0
    means = [6.4, (12.8 + 38.4) / 2.0, (38.4 + 89.6) / 2.0, in_fourth_year, 100.0]
    assert result.value("satellites_in_place_mean", "1")[:5] == pytest.approx(means, rel=1e-9)


def test_the_history_holds_what_is_read_from_it() -> None:
    """Four series a year: added, in place, share of the year before completion, and of the first fleet."""
    result = run(fleet(100, 3, 0.05))
    added, in_place, growing, first = result.value("fleet_history", "1")
    history = simulate(CAPACITY, 100, 3, 0.05)
    assert added == pytest.approx(history.added, rel=1e-5)
    assert in_place == pytest.approx(history.in_place, rel=1e-5)
    assert growing.sum() == pytest.approx(history.complete, rel=1e-5)
    assert first == pytest.approx(history.first, rel=1e-5, abs=1e-4)
    assert first.sum() == pytest.approx(100.0, rel=1e-9)


# A fleet in place at once


def failures_a_year(life: float, hazard: float) -> float:
    """Renewals a year of one place beside those of age: one over its mean time in service, less one over the life."""
    in_service = life * mean(lambda time: np.exp(-hazard * time), 0.0, life)
    return 1.0 / in_service - 1.0 / life


def test_a_fleet_at_once_is_renewed_at_each_end_of_life_before_the_horizon() -> None:
    """Ten satellites of 2.5 years within seven: renewed at 2.5 and at 5, not at 7.5."""
    result = run(at_once(2.5, 0, 7))
    assert result.value("satellites_added", "1")[:8] == pytest.approx([10, 0, 10, 0, 0, 10, 0, 0], abs=1e-9)
    assert result.value("satellites_in_place", "1") == pytest.approx([10.0] * YEARS)
    assert result.value("satellites_in_place_mean", "1") == pytest.approx([10.0] * YEARS)
    assert result.value("satellites_added_first", "1") == pytest.approx([10.0] + [0.0] * (YEARS - 1))
    assert result.value("deployment_time", "yr") == 0.0


def test_a_life_that_ends_with_the_horizon_is_not_renewed() -> None:
    assert run(at_once(3.5, 0, 7)).value("satellites_added", "1")[:8] == pytest.approx(
        [10, 0, 0, 10, 0, 0, 0, 0], abs=1e-9
    )


def test_a_renewal_in_the_last_part_year_counts_whole() -> None:
    """Renewed at 2.5 and at 5.0; the sixth year counts for its half before 5.5."""
    result = run({**at_once(2.5, 0, 5.5), "launch_yield": 1})
    assert result.value("satellites_added", "1")[5] == pytest.approx(10.0 / 0.5, rel=1e-9)
    assert result.value("satellites_renewed", "1") == pytest.approx(20.0, rel=1e-9)


def test_failures_of_a_fleet_at_once_are_replaced_evenly() -> None:
    result = run(at_once(5, 0.1, 10))
    yearly = 10.0 * failures_a_year(5.0, 0.1)
    expected = np.full(YEARS, yearly)
    expected[[0, 5]] += 10.0
    assert result.value("satellites_added", "1")[:10] == pytest.approx(expected[:10], rel=1e-8)


# What follows from the fleet


def test_flights_follow_the_satellites_added() -> None:
    """Ten working satellites of 80 % take 12.5 launched, at a quarter of a flight."""
    result = run({**at_once(2.5, 0, 7), "launch_yield": 0.8, "flights_per_satellite": 0.25})
    flights = 10.0 / 0.8 * 0.25
    assert result.value("launches", "1")[:8] == pytest.approx([flights, 0, flights, 0, 0, flights, 0, 0], abs=1e-9)
    assert result.value("launches_total", "1") == pytest.approx(3.0 * flights, rel=1e-9)


def test_flights_in_total_end_with_the_horizon() -> None:
    """12.8, 25.6 and half of 51.2 working satellites within two years and a half, at 0.25 / 0.8 flights."""
    result = run(fleet(300, 30, 0, horizon="2.5 yr"))
    assert result.value("launches_total", "1") == pytest.approx((12.8 + 25.6 + 51.2 / 2.0) * 0.25 / 0.8, rel=1e-9)


def test_power_follows_the_places_filled() -> None:
    result = run(fleet(100, 30, 0, power_per_place="50 kW"))
    online = [6.4 * 50e-6, 25.6 * 50e-6, 64.0 * 50e-6]
    in_place = [12.8 * 50e-6, 38.4 * 50e-6, 89.6 * 50e-6, 100 * 50e-6]
    assert result.value("power_online", "GW")[:3] == pytest.approx(online, rel=1e-9)
    assert result.value("power_in_place", "GW")[:4] == pytest.approx(in_place, rel=1e-9)


def test_what_is_sustained_replaces_what_fails_and_retires() -> None:
    """A fleet held for decades at the rates it can sustain: 128 a year, each serving its mean time."""
    life, hazard = 5.0, 0.04
    in_service = life * mean(lambda time: np.exp(-hazard * time), 0.0, life)
    result = run({**fleet(5000, life, hazard, power_per_place="50 kW"), "service_time": f"{in_service!r} yr"})
    assert result.value("satellites_in_place", "1")[-1] == pytest.approx(128.0 * in_service, rel=1e-6)
    assert result.value("sustainable_power", "kW") == pytest.approx(128.0 * in_service * 50.0, rel=1e-9)


def test_faster_flights_and_factories_never_delay_full_power() -> None:
    for name, unit, values in (("launch_rate", "1/yr", (40, 60, 90)), ("launch_growth", "1/yr", (0.5, 1, 2))):
        times = [
            run({**fleet(200, 6, 0.02), name: f"{value} {unit}"}).value("deployment_time", "yr") for value in values
        ]
        assert times[0] > times[1] > times[2], name
