"""What the ground twin costs a year, and per energy: every asset charged over its own life, upkeep and electricity."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import discounting
from orbitcalc.graph import parameter, rule, total

ground_maintenance_share = parameter(
    "0.03 1/yr",
    "Upkeep and staff a year over the price of building, plant and network",
    low="0.015 1/yr",
    high="0.05 1/yr",
    bounds=("0 1/yr", "1 1/yr"),
    source="assumption",
    note="the usual 2 to 4 %",
)


@rule(
    "GUSD/yr",
    "Upkeep, staff and replaced accelerators of the ground twin",
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


@rule("GUSD/yr", "Charge for the ground twin's assets at each year's end, each over its own life")
def ground_capital_rate(
    ground_accelerator_cost: Array,
    ground_civil_cost: Array,
    ground_plant_cost: Array,
    ground_network_cost: Array,
    ground_source_charge: Array,
    accelerator_economic_life: Array,
    civil_life: Array,
    plant_life: Array,
    network_life: Array,
    ground_discount_rate: Array,
    year: Array,
) -> Array:
    def charge(price: Array, life: Array) -> Array:
        return price * discounting.capital_recovery_factor(ground_discount_rate, life, year=year)

    long_lived = charge(ground_civil_cost, civil_life) + charge(ground_plant_cost, plant_life)
    short_lived = charge(ground_accelerator_cost, accelerator_economic_life) + charge(ground_network_cost, network_life)
    return long_lived + short_lived + ground_source_charge


@rule("GUSD/yr", "Cost of the ground twin as it flows: charges for its assets through the year, and running cost")
def ground_cost_rate(
    ground_capital_rate: Array, ground_opex_rate: Array, ground_discount_rate: Array, year: Array
) -> Array:
    """A yearly charge falls due at the year's end; running cost and energy flow through the year, as in orbit."""
    return discounting.steady_charge(ground_capital_rate, ground_discount_rate, year=year) + ground_opex_rate


@rule("GUSD", "Present cost of the ground twin over the horizon, less residual values")
def ground_present_cost(ground_cost_rate: Array, ground_present_time: Array) -> Array:
    return ground_cost_rate * ground_present_time


@rule("TWh", "Present IT energy of the ground twin over the horizon")
def ground_present_energy(
    target_power: Array, ground_utilisation: Array, ground_present_time: Array, energy_year: Array, year: Array
) -> Array:
    return target_power * ground_utilisation * ground_present_time * (energy_year / year)


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
    target_power: Array,
    ground_utilisation: Array,
    energy_year: Array,
    year: Array,
) -> Array:
    """Both are over the same present years, which cancel: a horizon without any leaves the rates."""
    delivers = ground_present_energy > 0.0
    energy = np.where(delivers, ground_present_energy, np.nan)
    steady = ground_cost_rate / (target_power * ground_utilisation * (energy_year / year))
    return np.where(delivers, ground_present_cost / energy, steady)


@rule("USD/h", "Cost of computing on the ground per hour of one accelerator at work, its share of the server included")
def ground_accelerator_hour_cost(
    ground_levelised_cost: Array, accelerator_power: Array, server_overhead: Array
) -> Array:
    return ground_levelised_cost * accelerator_power * server_overhead


@rule("USD/W", "Cost of the ground twin to first power over target power")
def ground_cost_per_watt(ground_capex: Array, target_power: Array) -> Array:
    return ground_capex / target_power


@rule("USD/kW/yr", "Electricity of the ground twin per IT power: what the launched power price stands against")
def ground_power_price(ground_energy_rate: Array, target_power: Array) -> Array:
    return ground_energy_rate / target_power


@rule("USD/kW/yr", "Yearly charge for the ground twin's assets, and its running cost, per IT power")
def ground_yearly_cost(ground_cost_rate: Array, target_power: Array) -> Array:
    return ground_cost_rate / target_power


@ground_yearly_cost.when(capital_payment="year-end")
def ground_yearly_cost_at_year_end(ground_capital_rate: Array, ground_opex_rate: Array, target_power: Array) -> Array:
    return (ground_capital_rate + ground_opex_rate) / target_power
