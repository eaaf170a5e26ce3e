"""Cost to first full power, line by line, by hand."""

import pytest

from tests.model.hand_money import Case, assert_unknown, case_id

NO_PLANT = {"cost_boundary": "launch-and-energy"}
NO_ACCELERATORS = {"cost_boundary": "without-accelerators"}
OWN = {"launch_sourcing": "own"}
PER_KILOGRAM = {"launch_billing": "per-kilogram"}
DEPLOYED = {
    "satellites_launched": 200,
    "satellites_deployed": 200,
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
    Case("capex_insurance", (5 + 3 + 2) * 0.03, "GUSD_2025", "3 % of 10", {**UNINSURED, "insurance_charge": 0.03}),
    Case(
        "capex_insurance",
        (5 + 3 + 2 - 1) * 0.03,
        "GUSD_2025",
        "the price of a launcher of one's own apart",
        {**UNINSURED, "insurance_charge": 0.03, "launcher_investment": "1 GUSD_2025"},
    ),
    Case("capex_insurance", 0.0, "GUSD_2025", "outside the boundary", {**UNINSURED, **NO_PLANT}),
    Case("capex", 5 + 3 + 2 + 0.4 + 1.25 + 0.5, "GUSD_2025", "six lines", LINES),
]


def test_what_does_not_fly_has_no_price() -> None:
    changes = {"satellites_by_mass": 0.9}
    for name in ("capex_launch", "capex", "satellite_launch_cost", "renewal_cost", "cost_total"):
        assert_unknown(name, "flights_per_satellite", changes)


@pytest.mark.parametrize("case", CAPEX, ids=case_id)
def test_deployment_cost_by_hand(case: Case) -> None:
    case.check()
