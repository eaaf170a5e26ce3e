"""Launching: what a flight carries, what it costs and how its price falls, each by hand or by summing flights."""

import math

import numpy as np
import pytest

from orbitcalc.errors import ScenarioError
from tests.model.hand_money import (
    Case,
    assert_unknown,
    case_id,
    learned_unit,
    mean_learned_launch,
    paid_at_year_ends,
    run,
)

EARTH_RADIUS = 6378.137  # km, WGS84
EARTH_MU = 398600.4415  # km^3/s^2
GROUND_SPEED = 2.0 * math.pi * EARTH_RADIUS / 86164.0905  # km/s at the equator, over the sidereal day
GRAVITY = 9.80665  # m/s^2

FRACTIONAL = {"satellite_count": "fractional"}
BULK = {"launch_packing": "bulk"}
OWN = {"launch_sourcing": "own"}
FORECAST = {"launch_price_basis": "forecast"}
PER_KILOGRAM = {"launch_billing": "per-kilogram"}


def speed(radius: float, semi_major_axis: float) -> float:
    """Vis-viva [km/s]."""
    return math.sqrt(EARTH_MU * (2.0 / radius - 1.0 / semi_major_axis))


def climb(start: float, end: float) -> float:
    """Both impulses of a Hohmann transfer between two altitudes, m/s from km."""
    low, high = EARTH_RADIUS + start, EARTH_RADIUS + end
    middle = 0.5 * (low + high)
    return 1e3 * (abs(speed(low, middle) - speed(low, low)) + abs(speed(high, high) - speed(high, middle)))


def eastward(inclination: float) -> float:
    """Speed that the turning ground lends to a launch into an orbit of this inclination [m/s]."""
    return 1e3 * GROUND_SPEED * math.cos(math.radians(inclination))


def to_orbit(altitude: float, inclination: float) -> dict[str, str]:
    return {
        "reference_altitude": "200 km",
        "reference_inclination": "28.5 deg",
        "altitude": f"{altitude} km",
        "inclination": f"{inclination} deg",
    }


INJECTION = [
    Case("injection_delta_v", 0.0, "m/s", "the reference orbit itself", to_orbit(200, 28.5)),
    Case("injection_delta_v", climb(200, 700), "m/s", "a climb in the same plane", to_orbit(700, 28.5)),
    Case("injection_delta_v", climb(200, 700), "m/s", "a smaller inclination gains nothing", to_orbit(700, 5.0)),
    Case(
        "injection_delta_v",
        eastward(28.5) - eastward(98.0),
        "m/s",
        "a polar orbit of the same height loses the ground's speed",
        to_orbit(200, 98.0),
        rel=1e-4,  # the model rounds the ground's speed to 465.1 m/s
    ),
    Case(
        "injection_delta_v",
        climb(200, 600) + eastward(28.5) - eastward(97.79),
        "m/s",
        "both together",
        to_orbit(600, 97.79),
        rel=1e-4,
    ),
    Case(
        "injection_delta_v",
        climb(200, 600) + 500.0 * (math.cos(math.radians(28.5)) + 0.5),
        "m/s",
        "on a ground of 500 m/s to 120 deg",
        {**to_orbit(600, 120), "earth_rotation_speed": "500 m/s"},
    ),
]

STAGE = {"payload_reference": "100 t", "upper_stage_mass": "150 t", "upper_stage_specific_impulse": "367 s"}


def slowed_by(ratio: float) -> dict[str, str]:
    """A velocity change that divides the mass of payload and stage by this ratio."""
    return {"injection_delta_v": f"{GRAVITY * 367.0 * math.log(ratio)!r} m/s"}


PAYLOAD = [
    Case("payload_to_orbit", 100.0, "t", "no further velocity change", {**STAGE, "injection_delta_v": "0 m/s"}),
    Case("payload_to_orbit", 250.0 / 1.25 - 150.0, "t", "a fifth of 250 t burnt", {**STAGE, **slowed_by(1.25)}),
    Case(
        "payload_to_orbit",
        55.4,
        "t",
        "the vehicle table: Starship of 150 t, 600 km sun-synchronous, 707 m/s",
        {**STAGE, "injection_delta_v": "707 m/s"},
        rel=1e-3,
    ),
]

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
    Case("satellites_launched", 50.0, "1", "38 / 0.76", {"satellites_required": 38, "launch_yield": 0.76}),
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
        "launches_to_deploy",
        34.0,
        "1",
        "101 satellites at 0.33 flights are 33.33",
        {"satellites_launched": 101, "flights_per_satellite": 0.33},
    ),
    Case(
        "launches_to_deploy",
        33.0,
        "1",
        "100 at 0.33 are 33, rounding noise apart",
        {"satellites_launched": 100, "flights_per_satellite": 0.33 * (1.0 + 1e-15)},
    ),
    Case(
        "launches_to_deploy",
        101 * 0.33,
        "1",
        "a fraction where fractions are asked for",
        {"satellites_launched": 101, "flights_per_satellite": 0.33, **FRACTIONAL},
    ),
    Case(
        "launches_to_deploy",
        294.0,
        "1",
        "McCalip's calculator: 39,731 satellites of 27 kW at 36.5 W/kg on flights of 100 t",
        {"satellites_launched": 39_731, "flights_per_satellite": 27_000.0 / 36.5 / 100e3},
    ),
    Case(
        "launches_to_deploy",
        2_321.0 / 3.0,
        "1",
        "NASA's RD1: 5,900 t, 100 t and 12 tankers a flight, a third of the 2,321 flights of three generations",
        {"satellites_launched": 59, "flights_per_satellite": 13},
        rel=0.02,  # the study adds flights for servicing
    ),
    Case(
        "replacement_launch_rate",
        1000.0 / 5.0 / 0.8 * 0.1,
        "1/yr",
        "200 a year fall out, 250 are launched, ten to a flight",
        {"satellites_required": 1000, "service_time": "5 yr", "launch_yield": 0.8, "flights_per_satellite": 0.1},
    ),
]

PRICE = [
    Case(
        "launch_price",
        2000.0,
        "USD_2025/kg",
        "90 MUSD for 45 t",
        {"launch_list_price": "90 MUSD_2025", "payload_to_orbit": "45 t"},
    ),
    Case(
        "launch_price",
        3360.0,
        "USD_2025/kg",
        "Turyshev: Falcon 9 at 74 MUSD for 22 t",
        {"launch_list_price": "74 MUSD_2025", "payload_to_orbit": "22 t"},
        rel=5e-3,
    ),
    Case(
        "launch_price",
        615.0,
        "USD_2025/kg",
        "NASA OTPS: 1,500 USD/kg of 2022 in 2040, after twice 36 %",
        {
            "launch_list_price": "150 MUSD_2025",
            "payload_to_orbit": "100 t",
            "launch_price_fall": 0.36,
            "launch_price_fall_time": "9 yr",
            "launch_price_date": 2022,
            "first_launch": 2040,
            **FORECAST,
        },
        rel=5e-3,
    ),
    Case(
        "launch_price",
        1000.0 * 0.5**2.5,
        "USD_2025/kg",
        "halved every two years for five",
        {
            "launch_list_price": "100 MUSD_2025",
            "payload_to_orbit": "100 t",
            "launch_price_fall": 0.5,
            "launch_price_fall_time": "2 yr",
            "launch_price_date": 2025,
            "first_launch": 2030,
            **FORECAST,
        },
    ),
    Case(
        "flight_price",
        90.0,
        "MUSD_2025",
        "2000 USD/kg x 45 t",
        {"launch_price": "2000 USD_2025/kg", "payload_to_orbit": "45 t"},
    ),
]


def hull(booster_flights: int, ship_flights: int, operations: int, payload: int) -> dict[str, object]:
    """Forethought's launcher: a booster of 60 and a ship of 30 million dollars."""
    return {
        "booster_cost": "60 MUSD_2025",
        "booster_flights": booster_flights,
        "upper_stage_cost": "30 MUSD_2025",
        "upper_stage_flights": ship_flights,
        "own_operations_cost": f"{operations} MUSD_2025",
        "refurbishment_share": 0,
        "payload_to_orbit": f"{payload} t",
    }


def fleet_of_stages(flights: int, cost: float, life: int, share: float) -> float:
    """Cost of building stages one after the other, and refurbishing before each flight but a stage's first."""
    return sum(cost if flight % life == 0 else share * cost for flight in range(flights))


FLOWN = fleet_of_stages(100, 60.0, 20, 0.1) + fleet_of_stages(100, 30.0, 10, 0.1) + 100 * 5.0
REFURBISHED = {**hull(20, 10, 5, 97), "refurbishment_share": 0.1}

SOURCING = [
    *(
        Case("own_launch_price", printed, "USD_2025/kg", f"Forethought prints {printed}", hull(*stages), rel=0.02)
        for printed, stages in (
            (475.0, (1, 1, 5, 200)),
            (228.0, (10, 1, 5, 180)),
            (93.0, (10, 10, 5, 150)),
            (19.0, (100, 100, 2, 150)),
        )
    ),
    Case("own_flight_cost", FLOWN / 100.0, "MUSD_2025", "a hundred flights added up, stages refurbished", REFURBISHED),
    Case("own_launch_price", FLOWN / 100.0 / 97e-6 * 1e-6 * 1e3, "USD_2025/kg", "19.4 MUSD over 97 t", REFURBISHED),
    Case(
        "own_launch_price_with_margin",
        240.0,
        "USD_2025/kg",
        "Suncatcher: a cost of 60 at a margin of 75 %",
        {"own_launch_price": "60 USD_2025/kg", "launcher_margin": 0.75},
    ),
    Case("launcher_investment", 0.0, "MUSD_2025", "flights are bought", {"launcher_development_cost": "4 GUSD_2025"}),
    Case("launcher_investment", 4e3, "MUSD_2025", "owned", {"launcher_development_cost": "4 GUSD_2025", **OWN}),
    Case("launcher_upkeep", 0.0, "MUSD_2025/yr", "flights are bought", {"launcher_fixed_cost": "300 MUSD_2025/yr"}),
    Case("launcher_upkeep", 300.0, "MUSD_2025/yr", "owned", {"launcher_fixed_cost": "300 MUSD_2025/yr", **OWN}),
]

TO_TARGET = {
    "launch_price": "1800 USD_2025/kg",
    "launch_mass_reference": "400 t",
    "launch_price_learning": 0.2,
    "launch_price_target": "200 USD_2025/kg",
}

LEARNING = [
    Case("launch_mass_to_target", 370_000.0, "t", "Suncatcher, section 4.4: 1800 to 200 USD/kg", TO_TARGET, rel=0.01),
    Case(
        "launch_mass_to_target",
        104_000.0,
        "t",
        "Suncatcher: to 300 USD/kg",
        {**TO_TARGET, "launch_price_target": "300 USD_2025/kg"},
        rel=0.01,
    ),
    Case(
        "launch_mass_to_target",
        400.0 * (2**3 - 1),
        "t",
        "three doublings of 400 t at 20 % give 0.8^3",
        {**TO_TARGET, "launch_price": "1000 USD_2025/kg", "launch_price_target": "512 USD_2025/kg"},
    ),
    Case(
        "launch_mass_to_target",
        0.0,
        "t",
        "the price is there already",
        {**TO_TARGET, "launch_price_target": "2000 USD_2025/kg"},
    ),
    Case(
        "launches_to_target",
        1850.0,
        "1",
        "Suncatcher: Starships of 200 t for 370,000 t",
        {"launch_mass_to_target": "370000 t", "payload_to_orbit": "200 t"},
    ),
    Case(
        "launch_rate_to_target",
        180.0,
        "1/yr",
        "Suncatcher: 1,800 flights over ten years",
        {"launches_to_target": 1800, "launch_price_target_time": "10 yr"},
    ),
    Case(
        "billed_mass",
        5.0,
        "t",
        "a tenth of a flight of 50 t",
        {"payload_to_orbit": "50 t", "flights_per_satellite": 0.1},
    ),
    Case(
        "billed_mass",
        4.0,
        "t",
        "the satellite's own mass",
        {"payload_to_orbit": "50 t", "flights_per_satellite": 0.1, "satellite_wet_mass": "4 t", **PER_KILOGRAM},
    ),
    Case("launch_mass_reference", 400.0, "t", "launched so far", {"launch_mass_prior": "400 t", "billed_mass": "5 t"}),
    Case("launch_mass_reference", 5.0, "t", "nothing launched yet", {"launch_mass_prior": "0 t", "billed_mass": "5 t"}),
]


def campaign(fall: float, deployed: float, renewed: float) -> dict[str, object]:
    """Satellites billed 10 t each, from 1000 USD/kg after 1000 t."""
    return {
        "launch_price": "1000 USD_2025/kg",
        "launch_mass_reference": "1000 t",
        "billed_mass": "10 t",
        "launch_price_learning": fall,
        "satellites_deployed": deployed,
        "satellites_renewed": renewed,
        "satellites_launched": deployed,
    }


MEAN_PRICE = [
    Case(
        "launch_price_deployment",
        1000.0 * math.log(2.0),
        "USD_2025/kg",
        "a price of 1/mass from 1000 t to 2000 t",
        campaign(0.5, 100, 200),
    ),
    Case(
        "launch_price_renewal",
        1000.0 * math.log(2.0) / 2.0,
        "USD_2025/kg",
        "a price of 1/mass from 2000 t to 4000 t",
        campaign(0.5, 100, 200),
    ),
    Case("launch_price_renewal", 500.0, "USD_2025/kg", "the price of the moment for none", campaign(0.5, 100, 0)),
    Case(
        "launch_price_deployment",
        mean_learned_launch(1000.0, 0.0, 3000.0, 1000.0, 0.2),
        "USD_2025/kg",
        "20 % a doubling, 3000 t in small steps",
        campaign(0.2, 300, 700),
        rel=1e-8,
    ),
    Case(
        "launch_price_renewal",
        mean_learned_launch(1000.0, 3000.0, 10_000.0, 1000.0, 0.2),
        "USD_2025/kg",
        "20 % a doubling, from 3000 t to 10,000 t in small steps",
        campaign(0.2, 300, 700),
        rel=1e-8,
    ),
    Case("launch_price_deployment", 1000.0, "USD_2025/kg", "no learning", campaign(0, 300, 700)),
    Case("launch_price_renewal", 1000.0, "USD_2025/kg", "no learning", campaign(0, 300, 700)),
    Case(
        "satellite_launch_cost",
        4.0,
        "MUSD_2025",
        "800 USD/kg x 5 t",
        {"launch_price_deployment": "800 USD_2025/kg", "billed_mass": "5 t"},
    ),
    Case(
        "satellite_launch_cost",
        5.0,
        "MUSD_2025",
        "a quarter of a flight of one's own",
        {"own_flight_cost": "20 MUSD_2025", "flights_per_satellite": 0.25, **OWN},
    ),
    Case(
        "renewal_launch_cost",
        3.0,
        "MUSD_2025",
        "600 USD/kg x 5 t",
        {"launch_price_renewal": "600 USD_2025/kg", "billed_mass": "5 t"},
    ),
    Case(
        "renewal_launch_cost",
        5.0,
        "MUSD_2025",
        "a quarter of a flight of one's own",
        {"own_flight_cost": "20 MUSD_2025", "flights_per_satellite": 0.25, **OWN},
    ),
]


@pytest.mark.parametrize(
    "case",
    [*INJECTION, *PAYLOAD, *PACKING, *FLIGHTS, *PRICE, *SOURCING, *LEARNING, *MEAN_PRICE],
    ids=case_id,
)
def test_launch_by_hand(case: Case) -> None:
    case.check()


OWNED = {
    "launcher_development_cost": "5 GUSD_2025",
    "launcher_fixed_cost": "500 MUSD_2025/yr",
    "flight_price": "60 MUSD_2025",
    "own_flight_cost": "10 MUSD_2025",
}


def test_owning_and_buying_cost_the_same_at_the_breakeven_rate() -> None:
    """Undiscounted over ten years: 5000 / 10 + 500 a year against 50 saved by each flight."""
    rate = run({**OWNED, "discount_rate": "0 1/yr", "horizon": "10 yr"}).value("owning_breakeven_rate", "1/yr")
    assert rate == pytest.approx((5000.0 / 10.0 + 500.0) / (60.0 - 10.0), rel=1e-9)


def test_owning_breaks_even_in_present_values_too() -> None:
    """Money paid at the end of each of 12 years at 8 %: the same present cost either way."""
    rate = run({**OWNED, "discount_rate": "0.08 1/yr", "horizon": "12 yr"}).value("owning_breakeven_rate", "1/yr")
    years = paid_at_year_ends(0.08, 12)
    assert 5000.0 + (500.0 + 10.0 * rate) * years == pytest.approx(60.0 * rate * years, rel=1e-9)


def test_a_launcher_whose_flights_cost_more_never_breaks_even() -> None:
    assert_unknown("owning_breakeven_rate", "owning_breakeven_rate", {**OWNED, "own_flight_cost": "60 MUSD_2025"})


def test_the_mean_price_of_a_campaign_is_that_of_its_satellites_one_by_one() -> None:
    """Each satellite billed at the price in the middle of its own ten tonnes."""
    result = run(campaign(0.2, 300, 700))
    prices = learned_unit(1000.0, np.arange(1000.0) + 0.5, 100.0, 0.2) * (101.0 / 100.0) ** np.log2(0.8)
    assert result.value("launch_price_deployment") == pytest.approx(prices[:300].mean(), rel=1e-5)
    assert result.value("launch_price_renewal") == pytest.approx(prices[300:].mean(), rel=1e-5)


UNKNOWN = [
    ("payload_to_orbit", "payload_to_orbit", {**STAGE, **slowed_by(2.0)}),  # 125 t arrive, the stage alone is 150 t
    ("launch_price", "launch_price", {"payload_to_orbit": "0 t"}),
    ("launch_price", "launch_price", {"payload_to_orbit": "0 t", **FORECAST}),
    ("flights_per_satellite", "flights_per_satellite", {"satellites_per_launch": 0}),
    ("launches_to_deploy", "flights_per_satellite", {"satellites_by_mass": 0.9}),
    ("satellite_launch_cost", "flights_per_satellite", {"satellites_by_mass": 0.9}),
    ("launch_mass_to_target", "launch_mass_to_target", {**TO_TARGET, "launch_price_learning": 0}),
    ("satellites_by_volume", "fairing_volume", {"vehicle": "new-glenn-9x4"}),
    ("launch_price", "launch_list_price", {"vehicle": "starship-v4"}),
]


@pytest.mark.parametrize(("variable", "culprit", "changes"), UNKNOWN)
def test_what_cannot_be_known_says_why(variable: str, culprit: str, changes: dict[str, object]) -> None:
    assert_unknown(variable, culprit, changes)


def test_a_negative_price_is_a_result_of_break_even_and_may_be_given() -> None:
    assert run({"launch_price": "-264 USD_2025/kg"}).value("launch_price") == -264.0
    with pytest.raises(ScenarioError):
        run({"payload_to_orbit": "-1 t"})
