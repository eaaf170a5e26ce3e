"""Cost over the horizon, line by line, by hand."""

import pytest

from tests.model.hand_money import Case, case_id

NO_PLANT = {"cost_boundary": "launch-and-energy"}
NO_ACCELERATORS = {"cost_boundary": "without-accelerators"}
OVER_HORIZON = {
    "satellites_deployed": 100,
    "satellites_renewed": 50,
    "satellite_cost_deployed": "5 MUSD_2025",
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
    "avoidance_cost": "10 kUSD_2025/yr",
    "disposal_cost": "0.1 MUSD_2025",
    "capex_development": "2 GUSD_2025",
    "capex_ground_segment": "0.5 GUSD_2025",
    "station_upkeep": "0.1 1/yr",
}
INSURED = {
    "cost_satellites": "5 GUSD_2025",
    "cost_accelerators": "3 GUSD_2025",
    "cost_launch": "2 GUSD_2025",
    "insurance_charge": 0.03,
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
    Case(
        "cost_insurance",
        (5 + 3 + 2 - 0.5 - 0.1 * 8) * 0.03,
        "GUSD_2025",
        "a launcher of one's own and its upkeep apart",
        {**INSURED, "launcher_investment": "0.5 GUSD_2025", "launcher_upkeep": "0.1 GUSD_2025/yr", "horizon": "8 yr"},
    ),
    Case("cost_insurance", 0.0, "GUSD_2025", "outside the boundary", {**INSURED, **NO_PLANT}),
    Case("cost_development", 2.0, "GUSD_2025", "once", OVER_HORIZON),
    Case("cost_ground_segment", 0.5 * 2, "GUSD_2025", "a tenth a year for ten years doubles it", OVER_HORIZON),
    Case("cost_operations", 400 * (5 * 0.01 + 0.01), "MUSD_2025", "1 % of 5 and 0.01 for 400 years", OVER_HORIZON),
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
            "satellite_cost_deployed": f"{27e3 * 22} USD_2025",
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
            "satellite_cost_deployed": f"{27e3 * 22} USD_2025",
            "operations_share": "0.01 1/yr",
            "avoidance_cost": "0 kUSD_2025/yr",
        },
        rel=1e-3,
    ),
    Case("cost_disposal", 150 * 0.1, "MUSD_2025", "150 of 0.1", OVER_HORIZON),
    Case("cost_disposal", 0.0, "MUSD_2025", "outside the boundary", {**OVER_HORIZON, **NO_PLANT}),
    Case("cost_total", 255.5, "GUSD_2025", "nine lines, each twice the next", TOTAL),
]


@pytest.mark.parametrize("case", HORIZON, ids=case_id)
def test_horizon_cost_by_hand(case: Case) -> None:
    case.check()
