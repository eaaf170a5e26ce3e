"""Yearly and levelised cost of the ground twin: annuities of its assets, upkeep and electricity."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import discounting, months
from orbitcalc.graph import parameter, rule, total

ground_maintenance_share = parameter(
    "0.03 1/yr",
    "Yearly upkeep and staff over the price of building, plant and network",
    low="0.015 1/yr",
    high="0.05 1/yr",
    bounds=("0 1/yr", "1 1/yr"),
    source="assumption",
    note="usually 2 to 4 %",
)


@rule(
    "GUSD/yr",
    "Yearly cost of upkeep, staff and replaced accelerators of the ground twin",
    label="upkeep and repairs",
    adds_to=("ground_opex_rate",),
)
def ground_upkeep_rate(
    ground_civil_cost: Array,
    ground_plant_cost: Array,
    ground_network_cost: Array,
    ground_maintenance_share: Array,
    ground_accelerator_cost: Array,
    accelerator_failure_rate: Array,
) -> Array:
    plant = (ground_civil_cost + ground_plant_cost + ground_network_cost) * ground_maintenance_share
    return plant + ground_accelerator_cost * accelerator_failure_rate


ground_opex_rate = total(
    "GUSD/yr",
    "Running cost of the ground twin",
)


@rule("1/yr", "Effective rate at which the ground twin's assets are repaid")
def ground_charge_rate(ground_discount_rate: Array) -> Array:
    return ground_discount_rate


@ground_charge_rate.when(payment="monthly")
def ground_charge_rate_monthly(ground_discount_rate: Array, year: Array) -> Array:
    return months.effective_rate(ground_discount_rate, year=year)


@rule("1", "What the ground twin's assets are charged a year over payments at the ends of years")
def ground_charge_timing() -> Array:
    return 1.0


@ground_charge_timing.when(payment="monthly")
def ground_charge_timing_monthly(ground_discount_rate: Array, year: Array) -> Array:
    return months.monthly_over_yearly(ground_discount_rate, year=year)


@rule("GUSD/yr", "Annuities of the ground twin's building, plant and network, each over its own life")
def ground_construction_charge(
    ground_civil_cost: Array,
    ground_plant_cost: Array,
    ground_network_cost: Array,
    civil_life: Array,
    plant_life: Array,
    network_life: Array,
    ground_charge_rate: Array,
    year: Array,
) -> Array:
    assets = ((ground_civil_cost, civil_life), (ground_plant_cost, plant_life), (ground_network_cost, network_life))
    return sum(
        price * discounting.capital_recovery_factor(ground_charge_rate, life, year=year) for price, life in assets
    )


@rule("GUSD/yr", "Annuities of the ground twin's assets, each over its own life")
def ground_capital_rate(
    ground_construction_charge: Array,
    ground_accelerator_cost: Array,
    ground_source_charge: Array,
    accelerator_economic_life: Array,
    ground_charge_rate: Array,
    ground_charge_timing: Array,
    year: Array,
) -> Array:
    renewed = discounting.capital_recovery_factor(ground_charge_rate, accelerator_economic_life, year=year)
    return (
        ground_construction_charge + ground_accelerator_cost * renewed + ground_source_charge
    ) * ground_charge_timing


@rule("GUSD/yr", "Cost of the ground twin as a continuous flow: annuities of its assets, and running cost")
def ground_cost_rate(
    ground_capital_rate: Array, ground_opex_rate: Array, ground_discount_rate: Array, year: Array
) -> Array:
    """Annuities are due at the end of the year; running cost and energy flow through the year, as in orbit."""
    return discounting.steady_charge(ground_capital_rate, ground_discount_rate, year=year) + ground_opex_rate


@ground_cost_rate.when(payment=("year-ends", "monthly"))
def ground_cost_rate_steady(ground_capital_rate: Array, ground_opex_rate: Array) -> Array:
    return ground_capital_rate + ground_opex_rate


@rule("GUSD", "Present cost of the ground twin over the horizon, less residual values")
def ground_present_cost(ground_cost_rate: Array, ground_present_time: Array) -> Array:
    return ground_cost_rate * ground_present_time


@rule("TWh", "Present IT energy of the ground twin over the horizon")
def ground_present_energy(
    ground_power_sold: Array, ground_utilisation: Array, ground_present_time: Array, energy_year: Array, year: Array
) -> Array:
    return ground_power_sold * ground_utilisation * ground_present_time * (energy_year / year)


@rule(
    "USD/kWh",
    "Cost of computing on the ground per kWh of IT energy: present cost over present IT energy",
    headline=8,
    aliases=("ground_price",),
)
def ground_levelised_cost(
    ground_present_cost: Array,
    ground_present_energy: Array,
    ground_cost_rate: Array,
    ground_power_sold: Array,
    ground_utilisation: Array,
    energy_year: Array,
    year: Array,
) -> Array:
    """Both cover the same present years, which cancel; the ratio of the rates applies where there are none."""
    delivers = ground_present_energy > 0.0
    energy = np.where(delivers, ground_present_energy, np.nan)
    steady = ground_cost_rate / (ground_power_sold * ground_utilisation * (energy_year / year))
    return np.where(delivers, ground_present_cost / energy, steady)


@rule("USD/h", "Cost of an accelerator-hour at work on the ground, the accelerator's share of the server included")
def ground_accelerator_hour_cost(
    ground_levelised_cost: Array, accelerator_power: Array, server_overhead: Array
) -> Array:
    return ground_levelised_cost * accelerator_power * server_overhead


@ground_accelerator_hour_cost.when(accelerator_hours="in-place")
def ground_accelerator_hour_cost_in_place(
    ground_levelised_cost: Array, accelerator_power: Array, server_overhead: Array, ground_utilisation: Array
) -> Array:
    return ground_levelised_cost * accelerator_power * server_overhead * ground_utilisation


@rule("USD/W", "Capital cost of the ground twin to first power, per target power")
def ground_cost_per_watt(ground_capex: Array, target_power: Array) -> Array:
    return ground_capex / target_power


@rule("USD/kW/yr", "Electricity cost of the ground twin per IT power, the counterpart of the launched power price")
def ground_power_price(ground_energy_rate: Array, target_power: Array) -> Array:
    return ground_energy_rate / target_power


@rule("USD/kW/yr", "Annuities of the ground twin's assets plus running cost, per IT power")
def ground_yearly_cost(ground_cost_rate: Array, target_power: Array) -> Array:
    return ground_cost_rate / target_power


@ground_yearly_cost.when(payment=("year-ends", "monthly"))
def ground_yearly_cost_at_year_end(ground_capital_rate: Array, ground_opex_rate: Array, target_power: Array) -> Array:
    return (ground_capital_rate + ground_opex_rate) / target_power
