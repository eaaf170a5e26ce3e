"""What one satellite costs, by hand and unit by unit."""

import math
from typing import Any

import numpy as np
import pytest

from tests.model.hand_money import Case, case_id, learned_unit

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
        115e3 * 50.0 + 110e3 * 2.0,
        "USD_2025",
        "a reactor and power electronics",
        {
            "reactor_power": "115 kW",
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
        "satellites_deployed": launched,
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


@pytest.mark.parametrize("case", [*SATELLITE, *FIRST, *RUNS], ids=case_id)
def test_satellite_cost_by_hand(case: Case) -> None:
    case.check()
