"""The twin on Earth: every rule and every source of electricity by hand or from a published table."""

from typing import Any

import numpy as np
import pytest

from tests.model.hand_money import Case, assert_unknown, case_id, mean, paid_at_year_ends, run

NO_PLANT = {"cost_boundary": "launch-and-energy"}
NO_ACCELERATORS = {"cost_boundary": "without-accelerators"}
GAS = {"ground_source": "gas"}
SOLAR = {"ground_source": "solar-storage"}
HOURS = {"energy_year": "8760 h"}
"""The year of 365 days that most studies count."""


def timing(**years: float) -> dict[str, str]:
    return {name: f"{value} yr" for name, value in years.items()}


def rate(value: float) -> dict[str, str]:
    return {"ground_discount_rate": f"{value} 1/yr"}


SITE = {
    "target_power": "2 GW",
    "ground_availability": 0.8,
    "accelerator_power": "1000 W",
    "server_overhead": 1.25,
    "accelerator_price": "50000 USD_2025",
    "ground_civil_price": "2.5 USD_2025/W",
    "ground_mechanical_price": "3 USD_2025/W",
    "ground_electrical_price": "5.25 USD_2025/W",
    "ground_network_price": "1.75 USD_2025/W",
}
LEASE = {"ground_shell": "lease"}
CASE_B = {
    "solar_plant_price": "0.85 USD_2025/W",
    "solar_overbuild": 3.5,
    "storage_price": "125 USD_2025/kWh",
    "storage_time": "12 h",
}
PLANT = {
    "ground_facility_power": "1200 MW",
    "gas_turbine_price": "1.8 USD_2025/W",
    "solar_plant_price": "1.5 USD_2025/W",
    "solar_overbuild": 5,
    "storage_price": "100 USD_2025/kWh",
    "storage_time": "20 h",
}
MCCALIP = {
    "target_power": "1 GW",
    "power_usage_effectiveness": 1.2,
    "ground_civil_price": "2.5 USD_2025/W",
    "ground_mechanical_price": "3 USD_2025/W",
    "ground_electrical_price": "5.25 USD_2025/W",
    "ground_network_price": "1.75 USD_2025/W",
    "gas_turbine_price": "1.8 USD_2025/W",
    **NO_ACCELERATORS,
    **GAS,
}
FORETHOUGHT = {
    "ground_facility_power": "1 kW",
    "solar_plant_price": "1.1 USD_2025/W",
    "solar_overbuild": 4.643,
    "storage_price": "175 USD_2025/kWh",
    "storage_time": "80 h",
    **SOLAR,
}

CAPEX = [
    Case(
        "ground_facility_power", 1200.0, "MW", "1 GW x 1.2", {"target_power": "1 GW", "power_usage_effectiveness": 1.2}
    ),
    Case(
        "ground_accelerator_cost",
        2e9 / 0.8 / 1250 * 50e3,
        "USD_2025",
        "2 million of 1250 W, four in five at work",
        SITE,
    ),
    Case("ground_accelerator_cost", 0.0, "USD_2025", "outside the boundary", {**SITE, **NO_ACCELERATORS}),
    Case("ground_civil_cost", 2 * 2.5, "GUSD_2025", "2 GW", SITE),
    Case("ground_civil_cost", 0.0, "GUSD_2025", "outside the boundary", {**SITE, **NO_PLANT}),
    Case("ground_plant_cost", 2 * (3 + 5.25), "GUSD_2025", "cooling and electrical plant for 2 GW", SITE),
    Case("ground_plant_cost", 0.0, "GUSD_2025", "outside the boundary", {**SITE, **NO_PLANT}),
    Case("ground_network_cost", 2 * 1.75, "GUSD_2025", "2 GW", SITE),
    Case("ground_network_cost", 0.0, "GUSD_2025", "outside the boundary", {**SITE, **NO_PLANT}),
    Case("ground_source_cost", 0.0, "GUSD_2025", "the grid", PLANT),
    Case("ground_source_cost", 1.2 * 1.8, "GUSD_2025", "turbines for the whole facility", {**PLANT, **GAS}),
    Case(
        "ground_source_cost",
        1.2 * (1.5 * 5 + 0.1 * 20),
        "GUSD_2025",
        "five times the power in panels, twenty hours in batteries",
        {**PLANT, **SOLAR},
    ),
    Case(
        "ground_source_cost",
        20_307.0 - 1200.0,
        "USD_2025",
        "Forethought's case A: 4643 W of panels and 80 kWh for a kilowatt, its other 1200 USD apart",
        FORETHOUGHT,
        rel=1e-4,
    ),
    Case(
        "ground_source_cost",
        5.590 - 1.115 + 0.562,
        "USD_2025",
        "Forethought's case B with its gas plant, and without its other 1115 USD",
        {
            **FORETHOUGHT,
            **CASE_B,
            "solar_gas_power": 1,
            "gas_turbine_price": "0.562 USD_2025/W",
            "ground_facility_power": "1 W",
        },
    ),
    Case("ground_civil_cost", 0.0, "GUSD_2025", "leased", {**SITE, **LEASE}),
    Case("ground_plant_cost", 0.0, "GUSD_2025", "leased", {**SITE, **LEASE}),
    Case("ground_network_cost", 2 * 1.75, "GUSD_2025", "its own in a leased hall", {**SITE, **LEASE}),
    Case("ground_rent_rate", 0.0, "GUSD_2025/yr", "built", SITE),
    Case("ground_rent_rate", 0.0, "GUSD_2025/yr", "outside the boundary", {**SITE, **LEASE, **NO_PLANT}),
    Case(
        "ground_rent_rate",
        2e6 * 184.06 * 12 / 1e9,
        "GUSD_2025/yr",
        "2 GW at 184.06 USD/kW a month, asked at the end of 2024",
        {**SITE, **LEASE, "ground_rent": "184.06 USD_2025/kW/month"},
    ),
    Case(
        "ground_capex",
        16.0 + 8.0 + 4.0 + 2.0 + 1.0,
        "GUSD_2025",
        "five lines, each twice the next",
        {
            "ground_accelerator_cost": "16 GUSD_2025",
            "ground_civil_cost": "8 GUSD_2025",
            "ground_plant_cost": "4 GUSD_2025",
            "ground_network_cost": "2 GUSD_2025",
            "ground_source_cost": "1 GUSD_2025",
        },
    ),
    Case("ground_capex", 14.66, "GUSD_2025", "McCalip's gas-fired twin", MCCALIP, rel=1e-6),
    Case(
        "ground_cost_per_watt",
        21.0,
        "USD_2025/W",
        "42 GUSD for 2 GW",
        {"ground_capex": "42 GUSD_2025", "target_power": "2 GW"},
    ),
]

ENERGY = [
    Case("ground_energy_price", 0.08, "USD_2025/kWh", "the grid's", {"electricity_price": "0.08 USD_2025/kWh"}),
    Case(
        "ground_energy_price",
        4.0 * 2.0 / 277.7777777777778,
        "USD_2025/kWh",
        "2 GJ of gas at 4 USD for each 278 kWh",
        {"gas_price": "4 USD_2025/GJ", "gas_heat_rate": 2, **GAS},
    ),
    Case(
        "ground_energy_price",
        4.3 * 6200e-6,
        "USD_2025/kWh",
        "McCalip: 4.3 USD per million Btu, 6200 Btu/kWh",
        {"gas_price": f"{4.3 / 1.05505585262!r} USD_2025/GJ", "gas_heat_rate": 6200 * 1055.05585262 / 3.6e6, **GAS},
    ),
    Case(
        "ground_energy_price",
        0.0,
        "USD_2025/kWh",
        "the Sun's is free",
        {"electricity_price": "0.08 USD_2025/kWh", **SOLAR},
    ),
    Case(
        "ground_energy_price",
        0.1 * 4.0 * 2.0 / 277.7777777777778,
        "USD_2025/kWh",
        "gas for a tenth",
        {"gas_price": "4 USD_2025/GJ", "gas_heat_rate": 2, "solar_gas_share": 0.1, **SOLAR},
    ),
    Case(
        "ground_energy_rate",
        1200e3 * 0.5 * 0.08 * 8766 / 1e9,
        "GUSD_2025/yr",
        "half of 1200 MW at 8 cents",
        {
            "ground_facility_power": "1200 MW",
            "ground_utilisation": 0.5,
            "ground_energy_price": "0.08 USD_2025/kWh",
        },
    ),
    Case(
        "ground_energy_rate",
        840_171_600.0,
        "USD_2025/yr",
        "Shapiro's workbook: 1150 MW at 8.34 cents for 8760 h",
        {
            "ground_facility_power": "1150 MW",
            "ground_utilisation": 1,
            "ground_energy_price": "0.0834 USD_2025/kWh",
            **HOURS,
        },
    ),
    Case(
        "ground_energy_rate",
        140e6 / 10,
        "USD_2025/yr",
        "Starcloud: 40 MW at 4 cents cost 140 MUSD in ten years",
        {
            "ground_facility_power": "40 MW",
            "ground_utilisation": 1,
            "ground_energy_price": "0.04 USD_2025/kWh",
            **HOURS,
        },
        rel=5e-3,
    ),
    *(
        Case(
            "ground_power_price",
            printed,
            "USD_2025/kW/yr",
            f"Suncatcher: {price} USD/kWh at a PUE of {overhead}",
            {
                "target_power": "1 GW",
                "power_usage_effectiveness": overhead,
                "ground_utilisation": 1,
                "electricity_price": f"{price} USD_2025/kWh",
                **HOURS,
            },
            rel=0.025,  # the paper rounds to 570 and 3000
        )
        for printed, price, overhead in ((570.0, 0.06, 1.09), (3000.0, 0.25, 1.4))
    ),
    Case(
        "ground_power_price",
        350.0,
        "USD_2025/kW/yr",
        "0.7 GUSD a year for 2 GW",
        {"ground_energy_rate": "0.7 GUSD_2025/yr", "target_power": "2 GW"},
    ),
]

ASSETS = {
    "ground_accelerator_cost": "30 GUSD_2025",
    "ground_civil_cost": "3 GUSD_2025",
    "ground_plant_cost": "8 GUSD_2025",
    "ground_network_cost": "2 GUSD_2025",
    "ground_source_charge": "0.25 GUSD_2025/yr",
    "accelerator_economic_life": "5 yr",
    "civil_life": "25 yr",
    "plant_life": "16 yr",
    "network_life": "8 yr",
    "ground_maintenance_share": "0.03 1/yr",
    "accelerator_failure_rate": "0.04 1/yr",
}


def charge(price: float, life: int, interest: float) -> float:
    """Yearly payment at each year's end that repays a price over a life."""
    return price / paid_at_year_ends(interest, life)


SHAPIRO = {
    "ground_accelerator_cost": "22.8 GUSD_2025",
    "ground_civil_cost": "15.2 GUSD_2025",
    "ground_plant_cost": "0 GUSD_2025",
    "ground_network_cost": "0 GUSD_2025",
    "ground_source_charge": "0 GUSD_2025/yr",
    "accelerator_economic_life": "5 yr",
    "civil_life": "14 yr",
    **rate(0.12),
}

YEARLY_COST = {"ground_capital_rate": "9 GUSD_2025/yr", "ground_opex_rate": "3 GUSD_2025/yr", "target_power": "2 GW"}

YEARLY = [
    Case(
        "ground_upkeep_rate",
        (3 + 8 + 2) * 0.03 + 30 * 0.04,
        "GUSD_2025/yr",
        "3 % of building, plant and network; 4 % of the accelerators",
        ASSETS,
    ),
    Case(
        "ground_opex_rate",
        0.7 + 1.3,
        "GUSD_2025/yr",
        "electricity and upkeep",
        {"ground_energy_rate": "0.7 GUSD_2025/yr", "ground_upkeep_rate": "1.3 GUSD_2025/yr"},
    ),
    Case(
        "ground_capital_rate",
        30 / 5 + 3 / 25 + 8 / 16 + 2 / 8 + 0.25,
        "GUSD_2025/yr",
        "straight lines without interest",
        {**ASSETS, **rate(0)},
    ),
    Case(
        "ground_capital_rate",
        charge(30, 5, 0.09) + charge(3, 25, 0.09) + charge(8, 16, 0.09) + charge(2, 8, 0.09) + 0.25,
        "GUSD_2025/yr",
        "payments that repay each asset over its own life at 9 %",
        {**ASSETS, **rate(0.09)},
    ),
    Case(
        "ground_capital_rate",
        10.2183564290927 - 0.8401716 - 0.76,
        "GUSD_2025/yr",
        "Shapiro's workbook: 60 % over five years and 40 % over fourteen at 12 %",
        SHAPIRO,
    ),
    Case(
        "ground_yearly_cost",
        10_218.3564290927,
        "USD_2025/kW/yr",
        "Shapiro's workbook: capital, electricity and 2 % upkeep of 1 GW",
        {
            **SHAPIRO,
            "ground_energy_rate": "0.8401716 GUSD_2025/yr",
            "ground_upkeep_rate": "0.76 GUSD_2025/yr",
            "target_power": "1 GW",
            "payment": "year-ends",
        },
    ),
    Case(
        "ground_yearly_cost",
        (9 + 3) / 2 * 1000,
        "USD_2025/kW/yr",
        "12 GUSD a year for 2 GW",
        {**YEARLY_COST, "payment": "year-ends"},
    ),
    Case(
        "ground_yearly_cost",
        (9 * (1 / 1.09) / mean(lambda time: 1.09**-time, 0.0, 1.0) + 3) / 2 * 1000,
        "USD_2025/kW/yr",
        "9 GUSD at the end of a year are worth less through it",
        {**YEARLY_COST, **rate(0.09)},
        rel=1e-8,
    ),
    Case(
        "ground_source_charge",
        charge(2.16, 16, 0.09),
        "GUSD_2025/yr",
        "turbines over the life of plant",
        {"ground_source_cost": "2.16 GUSD_2025", "plant_life": "16 yr", **GAS, **rate(0.09)},
    ),
    Case("ground_source_charge", 0.0, "GUSD_2025/yr", "the grid", PLANT),
    Case(
        "ground_source_charge",
        1.2 * (charge(1.5 * 5, 25, 0.09) + charge(0.1 * 20, 12, 0.09) + charge(1.8, 16, 0.09)),
        "GUSD_2025/yr",
        "panels, batteries and turbines beside them",
        {
            **PLANT,
            **timing(ground_solar_life=25, storage_life=12, plant_life=16),
            **SOLAR,
            **rate(0.09),
            "solar_gas_power": 1,
        },
    ),
    Case(
        "ground_source_charge",
        1.2 * (charge(1.5 * 5, 25, 0.09) + charge(0.1 * 20, 12, 0.09)),
        "GUSD_2025/yr",
        "panels over 25 years, batteries over twelve",
        {**PLANT, "ground_solar_life": "25 yr", "storage_life": "12 yr", **SOLAR, **rate(0.09)},
    ),
    Case(
        "ground_source_charge",
        1.2 * (1.5 * 5 / 25 + 0.1 * 20 / 10),
        "GUSD_2025/yr",
        "straight lines without interest",
        {**PLANT, "ground_solar_life": "25 yr", "storage_life": "10 yr", **SOLAR, **rate(0)},
    ),
]


def waiting(interest: float, horizon: float, delay: float) -> dict[str, Any]:
    """A ground twin that waits from the first launch on, and is then at full power."""
    times = {
        "horizon": f"{horizon} yr",
        "ground_delay": f"{delay} yr",
        "orbit_delay": "0 yr",
        "ground_ramp_time": "0 yr",
    }
    return {**rate(interest), **times}


PRESENT = [
    Case("ground_utilisation", 0.7, "1", "as in orbit", {"utilisation": 0.7}),
    Case("ground_discount_rate", 0.07, "1/yr", "as in orbit", {"discount_rate": "0.07 1/yr"}),
    Case("ground_present_time", 11.0, "yr", "fifteen years less four, undiscounted", waiting(0, 15, 4)),
    Case(
        "ground_present_time",
        (1.1**-4 - 1.1**-15) / np.log(1.1),
        "yr",
        "from the fourth year to the fifteenth at 10 %, every moment at its own discount",
        waiting(0.1, 15, 4),
    ),
    Case("ground_present_time", (1 - 1.1**-15) / np.log(1.1), "yr", "no delay", waiting(0.1, 15, 0)),
    Case(
        "ground_present_time",
        (1.1**2 - 1.1**-15) / np.log(1.1),
        "yr",
        "power two years after the decision, four before the first launch: seventeen years that began two years ago",
        {**waiting(0.1, 15, 2), "orbit_delay": "4 yr"},
    ),
    Case(
        "ground_present_time",
        12.0,
        "yr",
        "thirteen years, of which a ramp of two counts half, undiscounted",
        {**waiting(0, 15, 2), "ground_ramp_time": "2 yr"},
    ),
    Case(
        "ground_present_time",
        0.25,
        "yr",
        "the first of two years of a ramp, undiscounted",
        {**waiting(0, 15, 14), "ground_ramp_time": "2 yr"},
    ),
    Case(
        "ground_present_cost",
        12 * 4,
        "GUSD_2025",
        "four present years of 12 GUSD",
        {"ground_cost_rate": "12 GUSD_2025/yr", "ground_present_time": "4 yr"},
    ),
    Case(
        "ground_cost_rate",
        9 / mean(lambda time: 1.1**time, 0.0, 1.0) + 3,
        "GUSD_2025/yr",
        "9 GUSD at the end of a year is less, paid through it with interest at 10 %; running cost flows already",
        {"ground_capital_rate": "9 GUSD_2025/yr", "ground_opex_rate": "3 GUSD_2025/yr", **rate(0.1)},
        rel=1e-8,
    ),
    Case(
        "ground_cost_rate",
        12.0,
        "GUSD_2025/yr",
        "without interest the day does not matter",
        {"ground_capital_rate": "9 GUSD_2025/yr", "ground_opex_rate": "3 GUSD_2025/yr", **rate(0)},
    ),
    Case(
        "ground_present_energy",
        2 * 0.5 * 4 * 8766 / 1e3,
        "TWh",
        "four present years of 2 GW, half of it at work",
        {"target_power": "2 GW", "ground_utilisation": 0.5, "ground_present_time": "4 yr"},
    ),
    Case(
        "ground_present_energy",
        2 * 0.5 * 4 * 8760 / 1e3,
        "TWh",
        "in years of 365 days",
        {"target_power": "2 GW", "ground_utilisation": 0.5, "ground_present_time": "4 yr", **HOURS},
    ),
    Case(
        "ground_levelised_cost",
        1.5,
        "USD_2025/kWh",
        "48 GUSD over 32 TWh",
        {"ground_present_cost": "48 GUSD_2025", "ground_present_energy": "32 TWh"},
    ),
    Case(
        "capex_ratio",
        7.1,
        "1",
        "Deutsche Bank: 114 against 16 GUSD for a gigawatt",
        {"cost_per_watt": "114 USD_2025/W", "ground_cost_per_watt": "16 USD_2025/W"},
        rel=5e-3,
    ),
    Case(
        "capex_ratio",
        2.5,
        "1",
        "50 / 20",
        {"cost_per_watt": "50 USD_2025/W", "ground_cost_per_watt": "20 USD_2025/W"},
    ),
    Case(
        "cost_ratio",
        4.0,
        "1",
        "6 / 1.5",
        {"levelised_cost": "6 USD_2025/kWh", "ground_levelised_cost": "1.5 USD_2025/kWh"},
    ),
]


@pytest.mark.parametrize("case", [*CAPEX, *ENERGY, *YEARLY, *PRESENT], ids=case_id)
def test_ground_by_hand(case: Case) -> None:
    case.check()


def test_a_twin_without_power_within_the_horizon_has_no_present_cost() -> None:
    for delay in (15, 20):
        changes = waiting(0.1, 15, delay)
        for name in ("ground_present_time", "ground_present_cost", "ground_present_energy"):
            assert_unknown(name, "ground_present_time", changes)


def test_a_horizon_shorter_than_the_delay_keeps_both_levelised_costs() -> None:
    """What a year costs over what it delivers depends on no horizon; the orbit's cost has nothing to wait for."""
    usual, short = run(waiting(0.1, 15, 4)), run(waiting(0.1, 3, 4))
    expected = usual.value("ground_levelised_cost")
    assert short.value("ground_levelised_cost") == pytest.approx(expected, rel=1e-12)
    ratio = short.value("levelised_cost") / expected
    assert short.value("cost_ratio") == pytest.approx(ratio, rel=1e-12)


def test_waiting_raises_no_price_on_the_ground() -> None:
    """Cost and energy wait alike, so a unit of energy costs the same whenever the twin starts."""
    early, late = (run(waiting(0.1, 15, delay)).value("ground_levelised_cost") for delay in (0, 10))
    assert early == pytest.approx(late, rel=1e-9)


@pytest.mark.parametrize("source", ["grid", "gas", "solar-storage"])
def test_energy_alone_is_all_that_the_narrowest_boundary_counts(source: str) -> None:
    """Launch against energy: fuel, and the power plant that stands for fuel."""
    result = run({**NO_PLANT, "ground_source": source})
    counted = result.value("ground_energy_rate") + result.value("ground_source_charge")
    assert counted > 0.0
    assert result.value("ground_capital_rate") + result.value("ground_opex_rate") == pytest.approx(counted, rel=1e-12)
    assert result.value("ground_capex") == result.value("ground_source_cost")


def test_the_levelised_cost_of_the_ground_is_paid_back_year_by_year() -> None:
    """What energy sold through a year leaves of its price, with interest to the year's end, is the capital charge."""
    result = run({})
    sold = 1e6 * 8766 * result.value("ground_utilisation") * result.value("ground_levelised_cost", "USD_2025/kWh")
    interest = 1.0 + result.value("ground_discount_rate", "1/yr")
    left = sold - result.value("ground_opex_rate", "USD_2025/yr")
    repaid = left * mean(lambda time: interest ** (1.0 - time), 0.0, 1.0)
    assert repaid == pytest.approx(result.value("ground_capital_rate", "USD_2025/yr"), rel=1e-8)
    assert not np.isnan(sold)


def test_a_year_costs_what_its_energy_costs() -> None:
    """The figure of one year and the levelised cost count money at the same times."""
    result = run({})
    energy = result.value("ground_utilisation") * result.value("energy_year", "h")
    yearly = result.value("ground_levelised_cost", "USD_2025/kWh") * energy
    assert result.value("ground_yearly_cost", "USD_2025/kW/yr") == pytest.approx(yearly, rel=1e-12)
