"""Rules that no published figure checks, and that the answer to a scenario rests on: by hand, or by another program.

Most are series by year, which no study prints.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.model.hand import YEAR, Case, cases, column, run

GROWTH = (
    "launch_ramp_start=1, vehicle_flights_cap=20 1/yr, flights_before=10, launch_failure_probability=0.2, "
    "failure_record=10, failure_learning=0.5, launch_failure_floor=0, stand_down=0 day"
)
FIRST, SECOND = 0.2 * 10.0 / 20.0, 0.2 * 10.0 / 40.0
"""At the 20th and at the 40th flight."""


@cases(
    Case("flight_history", (FIRST, SECOND), "1", "a power law of the flights, at the middle of each year's", GROWTH),
    Case("launch_failures", (FIRST, SECOND), "1", "the first row of the history", GROWTH),
    Case(
        "launch_yields",
        (0.9 * (1 - FIRST), 0.9 * (1 - SECOND)),
        "1",
        "of those that reach orbit a tenth fail early",
        f"{GROWTH}, early_failure_probability=0.1",
    ),
    Case(
        "competing_taken",
        (5.0, 5.0, 5.0, 5.0),
        "1",
        "ten flights in half a year, every two years, from September: half in this year, half in the next",
        "competing_flights=10, competing_period=2 yr, competing_duration=0.5 yr, competing_start=0.75 yr",
    ),
)
def test_flights_of_each_year(row: Case) -> None:
    row.check()


def test_flights_made_are_those_between_stand_downs() -> None:
    """Of 20 planned flights 16.4: 16.4 (0.2 x 10 / 18.2) failures of 0.1 year leave 0.82 of the year. Then 18.0."""
    failing, made = run(f"{GROWTH.rpartition(',')[0]}, stand_down=0.1 yr").value("flight_history")[:, :2]
    assert failing == pytest.approx([2.0 / (10.0 + 8.2), 2.0 / (10.0 + 16.4 + 9.0)], rel=0.01)
    assert made == pytest.approx([16.4 / 20.0, 18.0 / 20.0], rel=0.01)
    assert made == pytest.approx(1.0 / (1.0 + failing * 20.0 * 0.1))


HALVES = {"satellite_learning": 0.5, "production_prior": 1.5}
"""The cost of a unit is as one over its number; the first of the programme begins at 2, half a unit after 1.5."""
LN2 = math.log(2.0)


@cases(
    Case(
        "production_prices",
        (LN2, 0.5 * LN2),
        "1",
        "the integral of 2/x from 2 to 4 over 2, from 4 to 8 over 4",
        {**HALVES, "satellites_made": column(2.0, 4.0)},
    ),
    Case(
        "deployment_price_index",
        (0.5 / LN2, 0.25 / LN2),
        "1",
        "over the mean of the two satellites from 2 to 4",
        {**HALVES, "production_prices": column(0.5, 0.25), "satellites_deployed": 2.0},
    ),
    Case(
        "renewal_price_index",
        (1.0 / LN2, 0.5 / LN2),
        "1",
        "over the mean of the four satellites from 4 to 8",
        {
            **HALVES,
            "production_prices": column(0.5, 0.25),
            "satellites_deployed": 2.0,
            "satellites_renewed": 4.0,
        },
    ),
    Case(
        "deployment_launch_index",
        (1.25, 0.625),
        "1",
        "100 and 50 dollars over a mean of 80",
        {"launch_prices": column(100.0, 50.0), "launch_price_deployment": 80.0},
    ),
    Case(
        "renewal_launch_index",
        (2.5, 1.25),
        "1",
        "100 and 50 dollars over a mean of 40",
        {"launch_prices": column(100.0, 50.0), "launch_price_renewal": 40.0},
    ),
    Case(
        "renewal_launch_index",
        (1.0, 1.0),
        "1",
        "free launches cost what they cost",
        {"launch_prices": column(0.0, 0.0), "launch_price_renewal": 0.0},
    ),
    Case(
        "discount_factors",
        (1.1**-0.5, 1.1**-1.5, 1.1**-2.25),
        "1",
        "the middles of two years and of the half that the horizon leaves of the third",
        {"discount_rate": 0.1 / YEAR, "horizon_weight": column(1.0, 1.0, 0.5), "year": YEAR},
    ),
)
def test_prices_of_each_year(row: Case) -> None:
    row.check()


@cases(
    Case("radiating_faces", 2.0, "1", "a panel that is free on both sides", ""),
    Case("radiating_faces", 1.0, "1", "one mounted on the body", "radiator_faces=one"),
    Case("payload_volume", 60.0, "m^3", "0.6 of 100", "fairing_volume=100 m^3, fairing_packing=0.6"),
    Case(
        "launch_mass_per_satellite",
        1030.0,
        "kg",
        "3 % of dispenser",
        "satellite_wet_mass=1000 kg, dispenser_share=0.03",
    ),
    Case("electron_activity", 0.3, "1", "that of the protons, unless it is given", "solar_activity=0.3"),
    Case("follows_sun", 1.0, "1", "at 650 km and 97.99 deg", "orbit_kind=sun-synchronous"),
    Case("follows_sun", 0.0, "1", "53 deg", "orbit_kind=sun-synchronous, inclination=53 deg"),
    Case(
        "eclipse_fraction_mean",
        0.312797,
        "1",
        "eight planes propagated through a year (physics_vectors.json, eclfrac_raanavg_550_53.0_cyl)",
        "orbit_kind=inclined, orbit_planes=spread, altitude=550 km, shell_inclination=53 deg",
        within=2e-3,
    ),
)
def test_rules_of_one_value(row: Case) -> None:
    row.check()


GROUND = (
    "ground_civil_cost=20 GUSD_2025, ground_plant_cost=10 GUSD_2025, ground_network_cost=4 GUSD_2025, "
    "civil_life=10 yr, plant_life=5 yr, network_life=4 yr, ground_charge_rate=0 1/yr"
)


@cases(
    Case(
        "production_while_waiting",
        (0.0, 200.0, 400.0),
        "1",
        "a fifth of 1,000 a year",
        "production_growth=0.2 1/yr, production_prior=1000",
    ),
    Case(
        "satellites_by_year",
        (11.5, 14.5),
        "1",
        "10.5, half of two; then two, half of four",
        {"satellites_made": column(2.0, 4.0), "production_prior": 10.0},
    ),
    Case(
        "present_satellites_by_year",
        ((2.0 * 3.0 * 1.5 + 1.0 * 4.0 * 0.5) * 1.1,),
        "USD_2025",
        "two of the deployment, one that replaces another, insured at a tenth",
        {
            "present_first": column(2.0),
            "satellite_cost_deployed": 3.0,
            "deployment_price_index": column(1.5),
            "present_replacing": column(1.0),
            "satellite_cost_renewal": 4.0,
            "renewal_price_index": column(0.5),
            "insurance_charge": 0.1,
            "counts_plant": 1.0,
        },
    ),
    Case("ground_construction_charge", 2.0 + 2.0 + 1.0, "GUSD_2025/yr", "without interest, price over life", GROUND),
    Case(
        "ground_construction_rate",
        5.0 * (14.0 - 3.0) / 10.0 + 0.03 * (20.0 + 10.0 + 4.0) + 0.5,
        "GUSD_2025/yr",
        "annuities as flows, upkeep of 3 %, rent",
        f"{GROUND}, ground_construction_charge=5 GUSD_2025/yr, ground_charge_timing=1, "
        "ground_capital_rate=10 GUSD_2025/yr, ground_cost_rate=14 GUSD_2025/yr, ground_opex_rate=3 GUSD_2025/yr, "
        "ground_maintenance_share=0.03 1/yr, ground_rent_rate=0.5 GUSD_2025/yr",
    ),
    Case(
        "ground_cost_growth",
        (1.0, 1.0 + 0.2 * 0.2 + 0.4 * 0.1, 1.0 + 0.2 * 0.44 + 0.4 * 0.21),
        "1",
        "a fifth of the cost rises by 20 % a year, two fifths by 10 %",
        "ground_cost_rate=10 GUSD_2025/yr, ground_construction_rate=2 GUSD_2025/yr, ground_energy_rate=4 GUSD_2025/yr, "
        "ground_price_growth=0.2 1/yr, energy_price_growth=0.1 1/yr",
    ),
    Case("campaign_time_instead", 8.0, "yr", "not the five given", "deployment_time=5 yr, campaign_time=8 yr"),
)
def test_what_waiting_changes(row: Case) -> None:
    row.check()


# Against other programs


PANEL = "tumbling_area_share=0.5, array_area=100 m^2, radiator_area=20 m^2, drag_coefficient=2.5, solar_flux=140"
"""A drag coefficient times area of 150 m^2: 0.03 m^2/kg with 5,000 kg, 0.02 with 7,500 kg."""


@cases(
    Case(
        "derelict_time",
        4.054,
        "yr",
        "NRLMSIS 2.1 integrated in steps of 5 km from 550 km at 0.03 m2/kg",
        f"{PANEL}, mass_without_tanks=5000 kg, altitude=550 km",
        within=0.01,
    ),
    Case(
        "disposal_altitude",
        550.0,
        "km",
        "the same backwards: half of 8.108 years",
        f"{PANEL}, mass_without_tanks=5000 kg, altitude=900 km, disposal_time_limit=8.108 yr, disposal_reserve=2",
        within=0.001,
    ),
)
def test_decay_against_another_integral(row: Case) -> None:
    row.check()


TABLED = {2: 1, 3: 2, 5: 4, 10: 6}
"""Thickness in millimetres, and its place in the table."""


def dose(given: str, variable: str, phase: int, thickness: int) -> float:
    """Dose of five years from a profile, at solar minimum (0) or maximum (1) [rad]."""
    return float(np.exp(run(given).value(variable)[phase].ravel()[TABLED[thickness]])) * 5.0 * YEAR * 100.0


@pytest.mark.parametrize(
    ("phase", "thickness", "expected"),
    [(1, 2, 13986.0), (1, 5, 1771.6), (1, 10, 661.2), (0, 3, 4346.0), (0, 10, 1009.4)],
)
def test_dose_profile_against_radbelt_and_shieldose(phase: int, thickness: int, expected: float) -> None:
    """AE8, AP8 and SHIELDOSE-2 at 650 km and 98 deg (physics_vectors.json, tid_sso_650)."""
    assert dose("", "dose_profile", phase, thickness) == pytest.approx(expected, rel=0.1)


def test_trapped_dose_profile_against_customary_practice() -> None:
    """AP8 at solar minimum with AE8 at solar maximum, 550 km, 55 deg, 3 mm, by SPENVIS; good to a factor of 2."""
    given = "orbit_kind=inclined, altitude=550 km, shell_inclination=55 deg, solar_activity=0, electron_activity=1"
    assert dose(given, "trapped_dose_profile", 0, 3) == pytest.approx(4607.0, rel=0.15)
