"""When capital is repaid, spares and reserves, and what others leave out: each convention by hand."""

import pytest

from tests.model.hand_money import Case, case_id

MONTHLY = {"payment": "monthly"}
YEAR_ENDS = {"payment": "year-ends"}
IN_PLACE = {
    "satellites_for_fleet": 1200,
    "satellite_cost_deployed": "5 MUSD_2025",
    "satellite_accelerator_cost": "3 MUSD_2025",
    "satellite_launch_cost": "2 MUSD_2025",
    "insurance_charge": 0.05,
    "capex_development": "1000 MUSD_2025",
    "capex_ground_segment": "500 MUSD_2025",
    "launcher_investment": "200 MUSD_2025",
}
STEADY = {
    "capital_in_place": "10000 MUSD_2025",
    "repayment_rate": "0.25 1/yr",
    "operations_rate": "300 MUSD_2025/yr",
    "satellite_renewal_rate": "250 1/yr",
    "service_time": "4 yr",
    "satellite_life": "5 yr",
    "renewal_cost": "12 MUSD_2025",
}
SOLD = {
    "steady_cost_rate": "8766 MUSD_2025/yr",
    "power_delivered": "2 GW",
    "utilisation": 0.5,
    "energy_year": "8766 h",
}
ASSETS = {
    "ground_accelerator_cost": "30 GUSD_2025",
    "ground_civil_cost": "12 GUSD_2025",
    "ground_plant_cost": "0 GUSD_2025",
    "ground_network_cost": "0 GUSD_2025",
    "ground_source_charge": "0 GUSD_2025/yr",
    "accelerator_economic_life": "5 yr",
    "civil_life": "15 yr",
    "ground_discount_rate": "0.103 1/yr",
}
TERMS = {"ground_capital_rate": "9 GUSD_2025/yr", "ground_opex_rate": "2 GUSD_2025/yr"}
HOUR = {"accelerator_power": "1000 W", "server_overhead": 1.25, "utilisation": 0.8, "accelerator_hours": "in-place"}
LOST = {"ground_outage": "less-sold", "ground_availability": 0.9}
RELAUNCHED = {
    "repair_basis": "satellites-and-launch",
    "satellite_cost_deployed": "5 MUSD_2025",
    "launch_price_deployment": "1000 USD_2025/kg",
}


def month(rate: float, years: float) -> float:
    """Twelve payments at the ends of months that repay one dollar."""
    return rate / (1.0 - (1.0 + rate / 12.0) ** (-12.0 * years))


LOAN = {"discount_rate": "0.15 1/yr", "satellite_life": "5 yr"}
REPAID = [
    Case("repayment_rate", 0.15 / (1 - 1.15**-5), "1/yr", "at the ends of years", LOAN),
    Case("repayment_rate", month(0.15, 5), "1/yr", "at the ends of months, 0.285479", LOAN | MONTHLY),
    Case("capital_in_place", 1200 * 10 * 1.05 + 1700, "MUSD_2025", "built, computing, launched, insured", IN_PLACE),
    Case(
        "steady_cost_rate",
        10000 * 0.25 + 300 + 250 * (1 - 4 / 5) * 12,
        "MUSD_2025/yr",
        "a fifth of the satellites replace failed ones",
        STEADY,
    ),
    Case("levelised_cost", 1.0, "USD_2025/kWh", "8,766 million a year for 8,766 GWh", SOLD | YEAR_ENDS),
    Case("levelised_cost", 1.0, "USD_2025/kWh", "whichever way capital was repaid", SOLD | MONTHLY),
    Case("ground_charge_rate", (1 + 0.103 / 12) ** 12 - 1, "1/yr", "effective, 10.8 %", ASSETS | MONTHLY),
    Case("ground_charge_timing", 0.103 / ((1 + 0.103 / 12) ** 12 - 1), "", "nominal over effective", ASSETS | MONTHLY),
    Case(
        "ground_capital_rate",
        30 * month(0.103, 5) + 12 * month(0.103, 15),
        "GUSD_2025/yr",
        "two loans of other lives by months",
        ASSETS | MONTHLY,
    ),
    Case("ground_cost_rate", 11.0, "GUSD_2025/yr", "no part of the year is discounted", TERMS | YEAR_ENDS),
    Case("accelerator_hour_cost", 2.0, "USD_2025/h", "1 kWh of 2 USD", {**HOUR, "levelised_cost": "2 USD_2025/kWh"}),
    Case(
        "ground_accelerator_hour_cost",
        1.0,
        "USD_2025/h",
        "0.5 kWh of 2 USD",
        {**HOUR, "ground_levelised_cost": "2 USD_2025/kWh", "ground_utilisation": 0.4},
    ),
]
SPARED = [
    Case(
        "it_power_installed",
        120.0,
        "kW",
        "a fifth spare",
        {"it_power_per_satellite": "100 kW", "spare_compute_share": 0.2},
    ),
    Case(
        "accelerators_carried",
        60.0,
        "",
        "50 and ten spare",
        {"accelerators_per_satellite": 50, "spare_compute_share": 0.2},
    ),
    Case(
        "ground_installed_ratio",
        1.2 / 0.8,
        "",
        "spares, and more for those down",
        {"ground_spare_share": 0.2, "ground_availability": 0.8},
    ),
    Case("ground_installed_ratio", 1.2, "", "spares alone", {"ground_spare_share": 0.2, **LOST}),
    Case("ground_power_sold", 2.0, "GW", "all of it", {"target_power": "2 GW", "ground_availability": 0.9}),
    Case("ground_power_sold", 1.8, "GW", "less what is down", {"target_power": "2 GW", **LOST}),
    Case("repair_value", 5.0, "MUSD_2025", "hardware alone", {"satellite_cost_deployed": "5 MUSD_2025"}),
    Case("repair_value", 7.0, "MUSD_2025", "2 t launched again", {**RELAUNCHED, "satellite_wet_mass": "2 t"}),
    Case(
        "repair_value",
        6.0,
        "MUSD_2025",
        "1 t launched again, no radiator",
        {**RELAUNCHED, "repair_basis": "satellites-and-quoted-mass", "quoted_mass": "1 t"},
    ),
    Case(
        "array_area",
        550.0,
        "m^2",
        "a tenth more than 100 kW asks for",
        {
            "array_power_required": "100 kW",
            "array_reserve": 1.1,
            "radiator_drag_power": "0 W",
            "array_power_density": "200 W/m^2",
            "array_sizing_retention": 1,
            "array_drag_burden": 0,
        },
    ),
    Case("heat_rejected", 50.0, "kW", "charging left out", {"bus_power": "50 kW", "charging_heat": "left-out"}),
]


@pytest.mark.parametrize("case", [*REPAID, *SPARED], ids=case_id)
def test_rule_by_hand(case: Case) -> None:
    case.check()
