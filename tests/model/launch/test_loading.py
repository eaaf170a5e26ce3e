"""Satellites on a flight, and the flights of a fleet, by hand."""

import numpy as np
import pytest

from orbitcalc.model.launch import loading
from tests.model.hand_money import Case, assert_unknown, case_id

FRACTIONAL = {"satellite_count": "fractional"}
BULK = {"launch_packing": "bulk"}
PACKING = [
    Case(
        "satellites_by_mass",
        50.0 / (2.0 * 1.25),
        "1",
        "a quarter for dispensers",
        {"payload_to_orbit": "50 t", "satellite_wet_mass": "2 t", "dispenser_share": 0.25},
    ),
    Case(
        "satellites_by_volume",
        600.0 * 0.5 / 20.0,
        "1",
        "half of 600 m3 filled",
        {"fairing_volume": "600 m^3", "fairing_packing": 0.5, "stowed_volume": "20 m^3"},
    ),
    *(
        Case(
            "satellites_per_launch",
            expected,
            "1",
            why,
            {"satellites_by_mass": mass, "satellites_by_volume": volume, "satellites_per_launch_limit": limit},
        )
        for expected, why, mass, volume, limit in (
            (9.0, "9.7 by mass", 9.7, 20, 400),
            (8.0, "8.5 by volume", 9.7, 8.5, 400),
            (5.0, "5 by the dispenser", 9.7, 8.5, 5),
            (1.0, "1 less rounding noise is 1", 1.0 - 1e-15, 20, 400),
            (0.0, "0.9 by mass is none", 0.9, 20, 400),
        )
    ),
    Case(
        "satellites_per_launch",
        9.0,
        "1",
        "a fairing without a published volume limits nothing",
        {"vehicle": "new-glenn-9x4", "satellites_by_mass": 9.7},
    ),
    Case(
        "satellites_per_launch",
        60.0,
        "1",
        "an unknown volume leaves the dispenser's limit",
        {"vehicle": "new-glenn-9x4", "satellites_by_mass": 97, "satellites_per_launch_limit": 60},
    ),
    Case(
        "satellites_per_launch",
        50.0 / 4.0,
        "1",
        "mass alone in bulk, without dispensers",
        {"payload_to_orbit": "50 t", "satellite_wet_mass": "4 t", "dispenser_share": 0.25, **BULK},
    ),
]
FLIGHTS = [
    Case(
        "launch_yield",
        0.8 * 0.95,
        "1",
        "one flight in five lost, one satellite in twenty stillborn",
        {"launch_failure_probability": 0.2, "early_failure_probability": 0.05},
    ),
    Case(
        "satellites_for_fleet",
        50.0,
        "1",
        "38 / 0.76",
        {"satellites_required": 38, "launch_yield": 0.76, "launch_failure_trend": "constant"},
    ),
    Case(
        "flights_per_satellite",
        13.0 / 26.0,
        "1",
        "12 tankers with each flight of 26",
        {"satellites_per_launch": 26, "tankers_per_payload": 12},
    ),
    Case(
        "power_per_launch",
        100.0 * 8.0,
        "kW",
        "8 satellites of 100 kW",
        {"it_power_per_satellite": "100 kW", "flights_per_satellite": 0.125},
    ),
    Case(
        "power_per_launch",
        10.0,
        "MW",
        "Musk, February 2026: 100 GW a year by 10,000 flights",
        {"it_power_per_satellite": "100 kW", "flights_per_satellite": 0.01},
    ),
    Case(
        "launches_for_fleet",
        34.0,
        "1",
        "101 satellites at 0.33 flights are 33.33",
        {"satellites_for_fleet": 101, "flights_per_satellite": 0.33},
    ),
    Case(
        "launches_for_fleet",
        33.0,
        "1",
        "100 at 0.33 are 33, rounding noise apart",
        {"satellites_for_fleet": 100, "flights_per_satellite": 0.33 * (1.0 + 1e-15)},
    ),
    Case(
        "launches_for_fleet",
        101 * 0.33,
        "1",
        "a fraction where fractions are asked for",
        {"satellites_for_fleet": 101, "flights_per_satellite": 0.33, **FRACTIONAL},
    ),
    Case(
        "launches_for_fleet",
        294.0,
        "1",
        "McCalip's calculator: 39,731 satellites of 27 kW at 36.5 W/kg on flights of 100 t",
        {"satellites_for_fleet": 39_731, "flights_per_satellite": 27_000.0 / 36.5 / 100e3},
    ),
    Case(
        "launches_for_fleet",
        2_321.0 / 3.0,
        "1",
        "NASA's RD1: 5,900 t, 100 t and 12 tankers a flight, a third of the 2,321 flights of three generations",
        {"satellites_for_fleet": 59, "flights_per_satellite": 13},
        rel=0.02,  # the study adds flights for servicing
    ),
    Case(
        "replacement_launch_rate",
        1000.0 / 5.0 / 0.8 * 0.1,
        "1/yr",
        "200 a year fall out, 250 are launched, ten to a flight",
        {
            "satellites_required": 1000,
            "service_time": "5 yr",
            "launch_yield": 0.8,
            "launch_failure_trend": "constant",
            "flights_per_satellite": 0.1,
        },
    ),
]


FILLING = [
    Case(
        "flight_fill",
        0.9,
        "1",
        "nine of 10 t in 100 t",
        {"satellites_per_launch": 9, "launch_mass_per_satellite": "10 t", "payload_to_orbit": "100 t"},
    ),
    Case("flight_fill", 1.0, "1", "what flies in bulk fills each flight", {"launch_packing": "bulk"}),
    Case(
        "satellite_mass_for_one_more",
        8000.0,
        "kg",
        "ten of 10 t with a quarter for the dispenser fill 100 t",
        {"satellites_per_launch": 9, "dispenser_share": 0.25, "payload_to_orbit": "100 t"},
    ),
]


@pytest.mark.parametrize("case", [*PACKING, *FLIGHTS, *FILLING], ids=case_id)
def test_loading_by_hand(case: Case) -> None:
    case.check()


UNKNOWN = [
    ("flights_per_satellite", "flights_per_satellite", {"satellites_per_launch": 0}),
    ("launches_for_fleet", "flights_per_satellite", {"satellites_by_mass": 0.9}),
    ("satellites_by_volume", "fairing_volume", {"vehicle": "new-glenn-9x4"}),
]


@pytest.mark.parametrize(("variable", "culprit", "changes"), UNKNOWN)
def test_what_cannot_be_known_says_why(variable: str, culprit: str, changes: dict[str, object]) -> None:
    assert_unknown(variable, culprit, changes)


def test_what_limits_a_flight_is_the_smallest_of_mass_room_and_count() -> None:
    """By hand: 9.02 by mass and 7.92 by room is room; an unknown room limits nothing; a dispenser of 5 is the count."""
    by_mass, by_room = np.array([9.02, 6.0, 6.0, 9.0]), np.array([7.92, 7.92, np.nan, np.nan])
    limit = loading.flight_limit(by_mass, by_room, np.array([100.0, 100.0, 100.0, 5.0]))
    words = loading.flight_limit.words
    assert [words[int(index)] for index in limit] == ["room", "mass", "mass", "count"]
