"""Costs: each line and total by hand, production runs unit by unit, the horizon against a simulated fleet."""

import math
from typing import Any

import numpy as np
import pytest

from tests.model.hand_money import (
    CAPACITY,
    Case,
    assert_unknown,
    at_once,
    case_id,
    fleet,
    learned_unit,
    mean_learned_launch,
    run,
    simulate,
)

NO_PLANT = {"cost_boundary": "launch-and-energy"}
NO_ACCELERATORS = {"cost_boundary": "without-accelerators"}
OWN = {"launch_sourcing": "own"}
PER_KILOGRAM = {"launch_billing": "per-kilogram"}
REACTOR = {"power_source": "reactor"}

SATELLITE = [
    Case(
        "satellite_power_cost",
        130e3 * 20.0 + 8.0 * 1500.0 + 110e3 * 2.0,
        "USD_2025",
        "array, battery and power electronics",
        {
            "array_power": "130 kW",
            "array_price": "20 USD_2025/W",
            "battery_energy": "8 kWh",
            "battery_price": "1500 USD_2025/kWh",
            "bus_power": "110 kW",
            "pmad_price": "2 USD_2025/W",
        },
    ),
    Case(
        "satellite_power_cost",
        110e3 * (50.0 + 2.0),
        "USD_2025",
        "a reactor and power electronics",
        {
            "bus_power": "110 kW",
            "reactor_price": "50 USD_2025/W",
            "pmad_price": "2 USD_2025/W",
            **REACTOR,
        },
    ),
    Case(
        "satellite_thermal_cost",
        150.0 * 3000.0,
        "USD_2025",
        "150 m2",
        {"radiator_area": "150 m^2", "radiator_price": "3000 USD_2025/m^2"},
    ),
    Case(
        "satellite_link_cost",
        4 * 0.3,
        "MUSD_2025",
        "four terminals",
        {"link_terminals": 4, "link_terminal_price": "0.3 MUSD_2025"},
    ),
    Case(
        "satellite_body_cost",
        400e3 + (200.0 + 5.0) * 2000.0 + (900.0 + 700.0) * 300.0 + 160.0 * 30.0,
        "USD_2025",
        "fixed part, bus and tank, structure and allowance, shield",
        {
            "bus_price_fixed": "0.4 MUSD_2025",
            "bus_mass": "200 kg",
            "tank_mass": "5 kg",
            "bus_price": "2000 USD_2025/kg",
            "structure_mass": "900 kg",
            "allowance_mass": "700 kg",
            "structure_price": "300 USD_2025/kg",
            "shield_mass": "160 kg",
            "shield_price": "30 USD_2025/kg",
        },
    ),
    Case(
        "satellite_body_cost",
        1.2,
        "MUSD_2025",
        "Starcloud's table: 40,000 kg of shield at 30 USD/kg",
        {
            "bus_price_fixed": "0 MUSD_2025",
            "bus_price": "0 USD_2025/kg",
            "structure_price": "0 USD_2025/kg",
            "shield_mass": "40 t",
            "shield_price": "30 USD_2025/kg",
        },
    ),
    Case(
        "satellite_accelerator_cost",
        60 * 50e3 * 1.1,
        "USD_2025",
        "sixty at a premium of a tenth",
        {"accelerators_per_satellite": 60, "accelerator_price": "50000 USD_2025", "accelerator_premium": 0.1},
    ),
]

PARTS = {
    "satellite_power_cost": "3 MUSD_2025",
    "satellite_thermal_cost": "0.5 MUSD_2025",
    "satellite_link_cost": "1.25 MUSD_2025",
    "satellite_body_cost": "0.75 MUSD_2025",
}

FIRST = [
    Case("satellite_integration_cost", 5.5 * 0.12, "MUSD_2025", "12 % of 5.5", {**PARTS, "integration_share": 0.12}),
    Case(
        "satellite_cost_first",
        5.5 + 0.9,
        "MUSD_2025",
        "four parts and their integration",
        {**PARTS, "satellite_integration_cost": "0.9 MUSD_2025"},
    ),
    Case(
        "satellite_cost_first",
        27e3 * 22.0,
        "USD_2025",
        "McCalip: 22 USD/W for 27 kW",
        {"it_power_per_satellite": "27 kW", "quoted_satellite_price": "22 USD_2025/W", "cost_basis": "quoted"},
    ),
]


def run_of(first: float, prior: float, fall: float, launched: float, renewed: float) -> dict[str, Any]:
    return {
        "satellite_cost_first": f"{first} MUSD_2025",
        "production_prior": prior,
        "satellite_learning": fall,
        "satellites_launched": launched,
        "satellites_renewed": renewed,
    }


def units(first: float, prior: float, fall: float, start: int, count: int) -> float:
    """Mean cost of so many units of the programme after `start`, added up one by one."""
    numbers = np.arange(start + 1.0, start + count + 1.0)
    return float(learned_unit(first, numbers, prior, fall).mean())


RUNS = [
    Case("satellite_cost_mean", 5.0, "MUSD_2025", "one satellite", run_of(5, 50, 0.15, 1, 1)),
    Case("satellite_cost_mean", 5.0, "MUSD_2025", "half a satellite", run_of(5, 50, 0.15, 0.5, 1)),
    Case(
        "satellite_cost_mean",
        (5.0 + 5.0 * 0.9 + 5.0 * 0.9 ** math.log2(3.0) + 5.0 * 0.9**2) / 4,
        "MUSD_2025",
        "the first four ever made, 10 % a doubling",
        run_of(5, 0, 0.1, 4, 1),
    ),
    Case("satellite_cost_mean", units(5, 50, 0.15, 0, 3000), "MUSD_2025", "3000 units", run_of(5, 50, 0.15, 3000, 7)),
    Case("satellite_cost_mean", 5.0, "MUSD_2025", "no learning", run_of(5, 50, 0, 3000, 7)),
    Case(
        "satellite_cost_renewal",
        units(5, 50, 0.15, 3000, 700),
        "MUSD_2025",
        "700 units after the 3000 of the deployment",
        run_of(5, 50, 0.15, 3000, 700),
    ),
    Case(
        "satellite_cost_renewal",
        units(5, 50, 0.15, 3000, 1),
        "MUSD_2025",
        "none replaced: the price of the next one",
        run_of(5, 50, 0.15, 3000, 0),
    ),
    Case("satellite_cost_renewal", 5.0, "MUSD_2025", "no learning", run_of(5, 50, 0, 3000, 700)),
]

BOUNDARY = [
    Case("counts_accelerators", 1.0, "1", "all", {}),
    Case("counts_accelerators", 0.0, "1", "without accelerators", NO_ACCELERATORS),
    Case("counts_accelerators", 0.0, "1", "launch and energy", NO_PLANT),
    Case("counts_plant", 1.0, "1", "all", {}),
    Case("counts_plant", 1.0, "1", "without accelerators", NO_ACCELERATORS),
    Case("counts_plant", 0.0, "1", "launch and energy", NO_PLANT),
]

DEPLOYED = {
    "satellites_launched": 200,
    "satellite_cost_mean": "5 MUSD_2025",
    "satellite_accelerator_cost": "3 MUSD_2025",
    "development_cost": "2 GUSD_2025",
    "ground_stations": 50,
    "station_price": "10 MUSD_2025",
}
FLOWN = {
    "satellites_launched": 200,
    "flights_per_satellite": 0.1,
    "billed_mass": "10 t",
    "launch_price_to_full_power": "1000 USD_2025/kg",
    "launches_to_deploy": 21,
    "own_flight_cost": "30 MUSD_2025",
    "launcher_investment": "4 GUSD_2025",
}
LINES = {
    "capex_satellites": "5 GUSD_2025",
    "capex_accelerators": "3 GUSD_2025",
    "capex_launch": "2 GUSD_2025",
    "capex_insurance": "0.4 GUSD_2025",
    "capex_development": "1.25 GUSD_2025",
    "capex_ground_segment": "0.5 GUSD_2025",
}
UNINSURED = {name: price for name, price in LINES.items() if name != "capex_insurance"}

CAPEX = [
    Case("capex_satellites", 1.0, "GUSD_2025", "200 of 5 MUSD", DEPLOYED),
    Case("capex_satellites", 0.0, "GUSD_2025", "outside the boundary", {**DEPLOYED, **NO_PLANT}),
    Case("capex_accelerators", 0.6, "GUSD_2025", "200 of 3 MUSD", DEPLOYED),
    Case("capex_accelerators", 0.0, "GUSD_2025", "outside the boundary", {**DEPLOYED, **NO_ACCELERATORS}),
    Case("capex_development", 2.0, "GUSD_2025", "once", DEPLOYED),
    Case("capex_development", 0.0, "GUSD_2025", "outside the boundary", {**DEPLOYED, **NO_PLANT}),
    Case("capex_ground_segment", 0.5, "GUSD_2025", "50 of 10 MUSD", DEPLOYED),
    Case("capex_ground_segment", 0.0, "GUSD_2025", "outside the boundary", {**DEPLOYED, **NO_PLANT}),
    Case("capex_launch", 21 * 100e-3, "GUSD_2025", "21 flights of 100 t at 1000 USD/kg, the last part empty", FLOWN),
    Case("capex_launch", 2.0, "GUSD_2025", "200 x 10 t at 1000 USD/kg", {**FLOWN, **PER_KILOGRAM}),
    Case("capex_launch", 21 * 30e-3 + 4.0, "GUSD_2025", "21 flights of one's own, and the launcher", {**FLOWN, **OWN}),
    Case(
        "capex_launch",
        21 * 30e-3 + 4.0,
        "GUSD_2025",
        "one's own flights, however they are billed",
        {**FLOWN, **OWN, **PER_KILOGRAM},
    ),
    Case(
        "capex_launch",
        2.0,
        "GUSD_2025",
        "van Berkel: 10,000 t at 200 USD/kg",
        {
            "satellites_launched": 10_000,
            "billed_mass": "1 t",
            "launch_price_to_full_power": "200 USD_2025/kg",
            **PER_KILOGRAM,
        },
    ),
    Case("capex_insurance", (5 + 3 + 2) * 0.03, "GUSD_2025", "3 % of 10", {**UNINSURED, "insurance_share": 0.03}),
    Case("capex_insurance", 0.0, "GUSD_2025", "outside the boundary", {**UNINSURED, **NO_PLANT}),
    Case("capex", 5 + 3 + 2 + 0.4 + 1.25 + 0.5, "GUSD_2025", "six lines", LINES),
]


def learned_launch(fall: float, launched: float) -> dict[str, Any]:
    """Satellites billed 10 t each, from 1000 USD/kg after 1000 t."""
    return {
        "launch_price": "1000 USD_2025/kg",
        "launch_mass_reference": "1000 t",
        "billed_mass": "10 t",
        "launch_price_learning": fall,
        "satellites_launched": launched,
    }


TO_FULL_POWER = [
    Case(
        "launch_price_to_full_power",
        1000.0 * math.log(2.0),
        "USD_2025/kg",
        "a price of 1/mass from 1000 t to 2000 t",
        learned_launch(0.5, 100),
    ),
    Case(
        "launch_price_to_full_power",
        mean_learned_launch(1000.0, 0.0, 7000.0, 1000.0, 0.2),
        "USD_2025/kg",
        "20 % a doubling, three doublings in small steps",
        learned_launch(0.2, 700),
        rel=1e-8,
    ),
    Case("launch_price_to_full_power", 1000.0, "USD_2025/kg", "no learning", learned_launch(0, 700)),
]

REPLACED = {
    "satellite_cost_renewal": "4 MUSD_2025",
    "satellite_accelerator_cost": "3 MUSD_2025",
    "renewal_launch_cost": "2 MUSD_2025",
    "insurance_share": 0.02,
}
OPERATED = {
    "satellites_required": 1000,
    "satellite_cost_mean": "5 MUSD_2025",
    "operations_share": "0.01 1/yr",
    "repair_share": "0.02 1/yr",
    "disposal_cost": "0.1 MUSD_2025",
    "service_time": "4 yr",
    "ground_stations": 50,
    "station_price": "10 MUSD_2025",
    "station_upkeep": "0.1 1/yr",
    "launcher_upkeep": "300 MUSD_2025/yr",
}

RUNNING = [
    Case("renewal_cost", (4 + 3 + 2) * 1.02, "MUSD_2025", "built, computing, launched, insured", REPLACED),
    Case("renewal_cost", (4 + 2) * 1.02, "MUSD_2025", "without accelerators", {**REPLACED, **NO_ACCELERATORS}),
    Case("renewal_cost", 2.0, "MUSD_2025", "launch alone, not insured", {**REPLACED, **NO_PLANT}),
    Case(
        "renewal_rate",
        1000 / 4 / 0.8 * 12.0,
        "MUSD_2025/yr",
        "250 a year fall out, 312.5 are launched at 12 MUSD",
        {
            "satellites_required": 1000,
            "service_time": "4 yr",
            "launch_yield": 0.8,
            "renewal_cost": "12 MUSD_2025",
        },
    ),
    Case(
        "operations_rate",
        1000 * (5 * (0.01 + 0.02) + 0.1 / 4) + 50 * 10 * 0.1 + 300,
        "MUSD_2025/yr",
        "running and disposing of satellites, stations, a launcher",
        OPERATED,
    ),
    Case("operations_rate", 300.0, "MUSD_2025/yr", "the launcher alone", {**OPERATED, **NO_PLANT}),
    Case(
        "opex_rate",
        0.5 + 3.0,
        "GUSD_2025/yr",
        "operations and replacements",
        {"operations_rate": "0.5 GUSD_2025/yr", "renewal_rate": "3 GUSD_2025/yr"},
    ),
]

OVER_HORIZON = {
    "satellites_deployed": 100,
    "satellites_renewed": 50,
    "satellite_cost_mean": "5 MUSD_2025",
    "satellite_cost_renewal": "4 MUSD_2025",
    "satellite_accelerator_cost": "3 MUSD_2025",
    "satellite_launch_cost": "2 MUSD_2025",
    "renewal_launch_cost": "1.5 MUSD_2025",
    "launcher_investment": "4 GUSD_2025",
    "launcher_upkeep": "300 MUSD_2025/yr",
    "horizon": "10 yr",
    "satellite_years": "400 yr",
    "operations_share": "0.01 1/yr",
    "repair_share": "0.02 1/yr",
    "disposal_cost": "0.1 MUSD_2025",
    "capex_development": "2 GUSD_2025",
    "capex_ground_segment": "0.5 GUSD_2025",
    "station_upkeep": "0.1 1/yr",
}
INSURED = {
    "cost_satellites": "5 GUSD_2025",
    "cost_accelerators": "3 GUSD_2025",
    "cost_launch": "2 GUSD_2025",
    "insurance_share": 0.03,
}
TOTAL = {
    "cost_satellites": "128 GUSD_2025",
    "cost_accelerators": "64 GUSD_2025",
    "cost_launch": "32 GUSD_2025",
    "cost_insurance": "16 GUSD_2025",
    "cost_development": "8 GUSD_2025",
    "cost_ground_segment": "4 GUSD_2025",
    "cost_operations": "2 GUSD_2025",
    "cost_repairs": "1 GUSD_2025",
    "cost_disposal": "0.5 GUSD_2025",
}

HORIZON = [
    Case("cost_satellites", 100 * 5 + 50 * 4, "MUSD_2025", "100 of 5 and 50 of 4", OVER_HORIZON),
    Case("cost_satellites", 0.0, "MUSD_2025", "outside the boundary", {**OVER_HORIZON, **NO_PLANT}),
    Case("cost_accelerators", 150 * 3, "MUSD_2025", "150 of 3", OVER_HORIZON),
    Case("cost_accelerators", 0.0, "MUSD_2025", "outside the boundary", {**OVER_HORIZON, **NO_ACCELERATORS}),
    Case(
        "cost_launch",
        100 * 2 + 50 * 1.5 + 4000 + 300 * 10,
        "MUSD_2025",
        "flights, and a launcher kept for ten years",
        OVER_HORIZON,
    ),
    Case("cost_insurance", (5 + 3 + 2) * 0.03, "GUSD_2025", "3 % of 10", INSURED),
    Case("cost_insurance", 0.0, "GUSD_2025", "outside the boundary", {**INSURED, **NO_PLANT}),
    Case("cost_development", 2.0, "GUSD_2025", "once", OVER_HORIZON),
    Case("cost_ground_segment", 0.5 * 2, "GUSD_2025", "a tenth a year for ten years doubles it", OVER_HORIZON),
    Case("cost_operations", 400 * 5 * 0.01, "MUSD_2025", "1 % of 5 for 400 years", OVER_HORIZON),
    Case("cost_operations", 0.0, "MUSD_2025", "outside the boundary", {**OVER_HORIZON, **NO_PLANT}),
    Case("cost_repairs", 400 * 5 * 0.02, "MUSD_2025", "2 % of 5 for 400 years", OVER_HORIZON),
    Case("cost_repairs", 0.0, "MUSD_2025", "outside the boundary", {**OVER_HORIZON, **NO_PLANT}),
    Case(
        "cost_repairs",
        10.62,
        "GUSD_2025",
        "McCalip: 9 % a year for five years of 1.0727 GW at 22 USD/W",
        {
            "satellite_years": f"{39_731 * 5} yr",
            "satellite_cost_mean": f"{27e3 * 22} USD_2025",
            "repair_share": "0.09 1/yr",
        },
        rel=1e-3,
    ),
    Case(
        "cost_operations",
        1.18,
        "GUSD_2025",
        "McCalip: 1 % a year for five years of 1.0727 GW at 22 USD/W",
        {
            "satellite_years": f"{39_731 * 5} yr",
            "satellite_cost_mean": f"{27e3 * 22} USD_2025",
            "operations_share": "0.01 1/yr",
        },
        rel=1e-3,
    ),
    Case("cost_disposal", 150 * 0.1, "MUSD_2025", "150 of 0.1", OVER_HORIZON),
    Case("cost_disposal", 0.0, "MUSD_2025", "outside the boundary", {**OVER_HORIZON, **NO_PLANT}),
    Case("cost_total", 255.5, "GUSD_2025", "nine lines, each twice the next", TOTAL),
]


@pytest.mark.parametrize(
    "case",
    [*SATELLITE, *FIRST, *RUNS, *BOUNDARY, *CAPEX, *TO_FULL_POWER, *RUNNING, *HORIZON],
    ids=case_id,
)
def test_cost_by_hand(case: Case) -> None:
    case.check()


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
    assert result.value("satellites_deployed", "1") == pytest.approx(np.sum(history.first * weight) / 0.8, rel=1e-6)
    renewed = np.sum((history.added - history.first) * weight) / 0.8
    assert result.value("satellites_renewed", "1") == pytest.approx(renewed, rel=1e-6)
    assert result.value("satellite_years", "yr") == pytest.approx(np.sum(history.in_place_mean * weight), rel=1e-6)


def test_a_fleet_at_once_is_bought_again_at_each_end_of_life() -> None:
    """Ten satellites of four years within ten: renewed at 4 and at 8; all of them in place for ten years."""
    result = run({**at_once(4, 0, 10), "launch_yield": 0.8})
    assert result.value("satellites_deployed", "1") == pytest.approx(10 / 0.8, rel=1e-9)
    assert result.value("satellites_renewed", "1") == pytest.approx(20 / 0.8, rel=1e-9)
    assert result.value("satellite_years", "yr") == pytest.approx(100.0, rel=1e-9)


# Sums over the whole model


CAPEX_LINES = (
    "capex_satellites",
    "capex_accelerators",
    "capex_launch",
    "capex_insurance",
    "capex_development",
    "capex_ground_segment",
)


@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({}, CAPEX_LINES),
        (NO_ACCELERATORS, [line for line in CAPEX_LINES if line != "capex_accelerators"]),
        (NO_PLANT, ["capex_launch"]),
    ],
    ids=["all", "without-accelerators", "launch-and-energy"],
)
def test_a_boundary_counts_its_lines_and_no_other(changes: dict[str, Any], counted: list[str]) -> None:
    """A line within the boundary costs what it costs with everything counted; insurance follows its base."""
    everything, result = run({}), run(changes)
    for line in CAPEX_LINES:
        if line != "capex_insurance":
            expected = everything.value(line) if line in counted else 0.0
            assert result.value(line) == pytest.approx(expected, rel=1e-12), line
    assert result.value("capex") == pytest.approx(sum(result.value(line) for line in counted), rel=1e-12)


def test_what_does_not_fly_has_no_price() -> None:
    changes = {"satellites_by_mass": 0.9}
    for name in ("capex_launch", "capex", "satellite_launch_cost", "renewal_cost", "cost_total"):
        assert_unknown(name, "flights_per_satellite", changes)
