"""Cost a year at full power, by hand."""

import pytest

from orbitcalc import load
from tests.model.hand_money import Case, case_id

NO_PLANT = {"cost_boundary": "launch-and-energy"}
NO_ACCELERATORS = {"cost_boundary": "without-accelerators"}
REPLACED = {
    "satellite_cost_renewal": "4 MUSD_2025",
    "satellite_accelerator_cost": "3 MUSD_2025",
    "renewal_launch_cost": "2 MUSD_2025",
    "insurance_charge": 0.02,
}
OPERATED = {
    "satellites_required": 1000,
    "satellite_cost_deployed": "5 MUSD_2025",
    "operations_share": "0.01 1/yr",
    "repair_share": "0.02 1/yr",
    "avoidance_cost": "10 kUSD_2025/yr",
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
            "launch_failure_trend": "constant",
            "renewal_cost": "12 MUSD_2025",
        },
    ),
    Case(
        "operations_rate",
        1000 * (5 * (0.01 + 0.02) + 0.01 + 0.1 / 4) + 50 * 10 * 0.1 + 300,
        "MUSD_2025/yr",
        "running and disposing of satellites, stations, a launcher",
        OPERATED,
    ),
    Case("operations_rate", 300.0, "MUSD_2025/yr", "the launcher alone", {**OPERATED, **NO_PLANT}),
    Case(
        "operations_value",
        5.0 + 4000.0 / 1000,
        "MUSD_2025",
        "a satellite of 5 MUSD, a thousand of which were launched for 4 GUSD",
        {
            "operations_basis": "satellites-and-launch",
            "satellite_cost_deployed": "5 MUSD_2025",
            "capex_launch": "4 GUSD_2025",
            "satellites_required": 1000,
        },
    ),
    Case(
        "opex_rate",
        0.5 + 3.0,
        "GUSD_2025/yr",
        "operations and replacements",
        {"operations_rate": "0.5 GUSD_2025/yr", "renewal_rate": "3 GUSD_2025/yr"},
    ),
]


@pytest.mark.parametrize("case", RUNNING, ids=case_id)
def test_running_cost_by_hand(case: Case) -> None:
    case.check()


def test_operations_of_the_workbook_follow_the_price_of_launch() -> None:
    """Shapiro counts 1 % a year of hardware and launch, for ten years, whatever launch costs."""
    for price in ("100 USD_2026/kg", "1000 USD_2026/kg"):
        result = load("shapiro").with_({"launch_price": price}).run()
        assert result.value_si("cost_operations") == pytest.approx(0.1 * result.value_si("capex"), rel=1e-9)
