"""The twin on Earth: the same accelerators, the same IT power, the same horizon and boundary.

Every asset is charged over its own life as an annuity, which is what repeated purchase with a fair
residual value comes to. Power comes from the grid, from gas turbines on site, or from sun and storage.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import discounting
from orbitcalc.graph import catalogued, choice, parameter, rule, selection, total

ground_source = choice("grid", "gas", "solar-storage", meaning="Where the ground twin's electricity comes from")
ground_site = selection("grounds", "us-average", "Place of the ground twin", aliases=("region",))
electricity_price = catalogued(
    "grounds",
    "USD/kWh",
    "Price of electricity from the grid",
    bounds=("0 USD_2025/kWh", "10 USD_2025/kWh"),
    aliases=("electricity_cost", "power_price", "energy_cost", "ppa"),
)
power_usage_effectiveness = catalogued(
    "grounds", "1", "Facility over IT energy on the ground", bounds=("1", "3"), aliases=("pue",)
)
ground_delay = catalogued(
    "grounds",
    "yr",
    "Time from decision to power on the ground",
    bounds=("0 yr", "25 yr"),
    aliases=("interconnection", "lead_time"),
)
ground_civil_price = catalogued(
    "grounds", "USD/W", "Land and building per IT power", bounds=("0 USD_2025/W", "1000 USD_2025/W")
)
ground_mechanical_price = catalogued(
    "grounds", "USD/W", "Cooling per IT power", bounds=("0 USD_2025/W", "1000 USD_2025/W"), aliases=("cooling_cost",)
)
ground_electrical_price = catalogued(
    "grounds", "USD/W", "Electrical plant per IT power", bounds=("0 USD_2025/W", "1000 USD_2025/W")
)
ground_network_price = catalogued(
    "grounds", "USD/W", "Network per IT power", bounds=("0 USD_2025/W", "1000 USD_2025/W")
)
gas_price = catalogued(
    "grounds", "USD/GJ", "Price of natural gas", bounds=("0 USD_2025/GJ", "1000 USD_2025/GJ"), aliases=("natgas",)
)
gas_heat_rate = catalogued("grounds", "1", "Heat of the gas over electricity", bounds=("1", "10"))
gas_turbine_price = catalogued(
    "grounds",
    "USD/W",
    "Gas turbines on site per power",
    bounds=("0 USD_2025/W", "1000 USD_2025/W"),
    aliases=("turbine_capex",),
)
grid_carbon_intensity = catalogued(
    "grounds", "kg/kWh", "Carbon dioxide per electricity from the grid", bounds=("0 kg/kWh", "3 kg/kWh")
)

civil_life = parameter(
    "25 yr",
    "Life of the building",
    low="15 yr",
    high="35 yr",
    bounds=("1 yr", "100 yr"),
    source="shapiro-2026",
    note="shell 14 years there; buildings last longer",
)
plant_life = parameter(
    "15 yr",
    "Life of cooling, electrical plant and turbines",
    low="10 yr",
    high="20 yr",
    bounds=("1 yr", "100 yr"),
    source="jll-2026",
)
network_life = parameter(
    "7 yr",
    "Life of the ground twin's network",
    low="5 yr",
    high="10 yr",
    bounds=("1 yr", "100 yr"),
    source="assumption",
    note="between accelerators and plant",
)
ground_maintenance_share = parameter(
    "0.03 1/yr",
    "Upkeep and staff a year over the price of building, plant and network",
    low="0.015 1/yr",
    high="0.05 1/yr",
    bounds=("0 1/yr", "1 1/yr"),
    source="assumption",
    note="the usual 2 to 4 %",
)
ground_availability = parameter(
    "0.98",
    "Share of the time an installed accelerator on the ground is at work or ready",
    low="0.95",
    high="0.995",
    bounds=("0.1", "1"),
    source="llama3",
    note="interruptions are mended in hours",
)
solar_plant_price = parameter(
    "1 USD_2025/W",
    "Price of a ground solar plant per peak power",
    low="0.6 USD_2025/W",
    high="1.4 USD_2025/W",
    bounds=("0 USD_2025/W", "100 USD_2025/W"),
    source="forethought-2026",
)
solar_overbuild = parameter(
    "5.5",
    "Ground solar peak power over the mean power it must give",
    low="4",
    high="8",
    bounds=("1", "50"),
    source="forethought-2026",
    note="capacity factor 0.2 to 0.27, and winter",
    aliases=("overbuild",),
)
storage_price = parameter(
    "150 USD_2025/kWh",
    "Price of ground storage per energy",
    low="50 USD_2025/kWh",
    high="300 USD_2025/kWh",
    bounds=("0 USD_2025/kWh", "1e4 USD_2025/kWh"),
    source="forethought-2026",
    aliases=("bess",),
)
storage_time = parameter(
    "17 h",
    "Time that ground storage carries the load",
    low="12 h",
    high="48 h",
    bounds=("0 h", "8760 h"),
    source="forethought-2026",
)
ground_solar_life = parameter(
    "25 yr",
    "Life of ground solar plant",
    low="20 yr",
    high="30 yr",
    bounds=("1 yr", "100 yr"),
    source="forethought-2026",
)
storage_life = parameter(
    "12 yr",
    "Life of ground storage",
    low="8 yr",
    high="20 yr",
    bounds=("1 yr", "100 yr"),
    source="assumption",
    note="daily cycles",
)


@rule("1", "Share of the ground twin's IT power that does paid work")
def ground_utilisation(utilisation: Array) -> Array:
    return utilisation


@rule("1/yr", "Discount rate of the ground twin")
def ground_discount_rate(discount_rate: Array) -> Array:
    return discount_rate


@rule(
    "yr",
    "Present years in which the ground twin delivers, from the delay to the horizon",
    no_value="the ground twin has no power within the horizon",
)
def ground_present_time(ground_discount_rate: Array, horizon: Array, ground_delay: Array, year: Array) -> Array:
    from_start = discounting.annuity_factor(ground_discount_rate, horizon, year=year)
    waiting = discounting.annuity_factor(ground_discount_rate, ground_delay, year=year)
    return np.where(horizon > ground_delay, from_start - waiting, np.nan)


@rule("MW", "Facility power of the ground twin")
def ground_facility_power(target_power: Array, power_usage_effectiveness: Array) -> Array:
    return target_power * power_usage_effectiveness


@rule("GUSD", "Accelerators of the ground twin", label="accelerators")
def ground_accelerator_cost(
    target_power: Array,
    ground_availability: Array,
    accelerator_power: Array,
    server_overhead: Array,
    accelerator_price: Array,
    counts_accelerators: Array,
) -> Array:
    accelerators = target_power / ground_availability / (accelerator_power * server_overhead)
    return accelerators * accelerator_price * counts_accelerators


@rule("GUSD", "Building of the ground twin", label="building")
def ground_civil_cost(target_power: Array, ground_civil_price: Array, counts_plant: Array) -> Array:
    return target_power * ground_civil_price * counts_plant


@rule("GUSD", "Cooling and electrical plant of the ground twin", label="cooling and electrical plant")
def ground_plant_cost(
    target_power: Array, ground_mechanical_price: Array, ground_electrical_price: Array, counts_plant: Array
) -> Array:
    return target_power * (ground_mechanical_price + ground_electrical_price) * counts_plant


@rule("GUSD", "Network of the ground twin", label="network")
def ground_network_cost(target_power: Array, ground_network_price: Array, counts_plant: Array) -> Array:
    return target_power * ground_network_price * counts_plant


@rule("GUSD", "Power plant of the ground twin's own; it counts as energy", label="power plant of its own")
def ground_source_cost() -> Array:
    return 0.0


@ground_source_cost.when(ground_source="gas")
def ground_source_cost_gas(ground_facility_power: Array, gas_turbine_price: Array) -> Array:
    return ground_facility_power * gas_turbine_price


@ground_source_cost.when(ground_source="solar-storage")
def ground_source_cost_solar_storage(
    ground_facility_power: Array,
    solar_plant_price: Array,
    solar_overbuild: Array,
    storage_price: Array,
    storage_time: Array,
) -> Array:
    return ground_facility_power * (solar_plant_price * solar_overbuild + storage_price * storage_time)


ground_capex = total(
    "GUSD",
    "Cost of the ground twin to first power",
    "ground_accelerator_cost",
    "ground_civil_cost",
    "ground_plant_cost",
    "ground_network_cost",
    "ground_source_cost",
    aliases=("terrestrial_capex",),
)


@rule("USD/kWh", "Price of a unit of the ground twin's electricity, plant of its own apart")
def ground_energy_price(electricity_price: Array) -> Array:
    return electricity_price


@ground_energy_price.when(ground_source="gas")
def ground_energy_price_gas(gas_price: Array, gas_heat_rate: Array) -> Array:
    return gas_price * gas_heat_rate


@ground_energy_price.when(ground_source="solar-storage")
def ground_energy_price_solar_storage() -> Array:
    return 0.0


@rule("GUSD/yr", "Electricity of the ground twin")
def ground_energy_rate(
    ground_facility_power: Array, ground_utilisation: Array, ground_energy_price: Array, energy_year: Array, year: Array
) -> Array:
    return ground_facility_power * ground_utilisation * ground_energy_price * (energy_year / year)


@rule("GUSD/yr", "Upkeep, staff and replaced accelerators of the ground twin")
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
    "ground_energy_rate",
    "ground_upkeep_rate",
)


@rule("GUSD/yr", "Yearly charge for the ground twin's assets, each over its own life")
def ground_capital_rate(
    ground_accelerator_cost: Array,
    ground_civil_cost: Array,
    ground_plant_cost: Array,
    ground_network_cost: Array,
    ground_source_charge: Array,
    accelerator_life: Array,
    civil_life: Array,
    plant_life: Array,
    network_life: Array,
    ground_discount_rate: Array,
    year: Array,
) -> Array:
    def charge(price: Array, life: Array) -> Array:
        return price * discounting.capital_recovery_factor(ground_discount_rate, life, year=year)

    long_lived = charge(ground_civil_cost, civil_life) + charge(ground_plant_cost, plant_life)
    short_lived = charge(ground_accelerator_cost, accelerator_life) + charge(ground_network_cost, network_life)
    return long_lived + short_lived + ground_source_charge


@rule("GUSD/yr", "Yearly charge for the ground twin's own power plant")
def ground_source_charge(
    ground_source_cost: Array, plant_life: Array, ground_discount_rate: Array, year: Array
) -> Array:
    return ground_source_cost * discounting.capital_recovery_factor(ground_discount_rate, plant_life, year=year)


@ground_source_charge.when(ground_source="solar-storage")
def ground_source_charge_solar_storage(
    ground_facility_power: Array,
    solar_plant_price: Array,
    solar_overbuild: Array,
    storage_price: Array,
    storage_time: Array,
    ground_solar_life: Array,
    storage_life: Array,
    ground_discount_rate: Array,
    year: Array,
) -> Array:
    plant = (
        solar_plant_price
        * solar_overbuild
        * discounting.capital_recovery_factor(ground_discount_rate, ground_solar_life, year=year)
    )
    store = (
        storage_price
        * storage_time
        * discounting.capital_recovery_factor(ground_discount_rate, storage_life, year=year)
    )
    return ground_facility_power * (plant + store)


@rule("GUSD", "Present cost of the ground twin over the horizon, less residual values")
def ground_present_cost(ground_capital_rate: Array, ground_opex_rate: Array, ground_present_time: Array) -> Array:
    return (ground_capital_rate + ground_opex_rate) * ground_present_time


@rule("TWh", "Present IT energy of the ground twin over the horizon")
def ground_present_energy(
    target_power: Array, ground_utilisation: Array, ground_present_time: Array, energy_year: Array, year: Array
) -> Array:
    return target_power * ground_utilisation * ground_present_time * (energy_year / year)


@rule(
    "USD/kWh",
    "Present cost over present IT energy of the ground twin",
    headline=8,
    aliases=("ground_price",),
)
def ground_levelised_cost(ground_present_cost: Array, ground_present_energy: Array) -> Array:
    return ground_present_cost / ground_present_energy


@rule("USD/W", "Cost of the ground twin to first power over target power")
def ground_cost_per_watt(ground_capex: Array, target_power: Array) -> Array:
    return ground_capex / target_power


@rule("USD/kW/yr", "Electricity of the ground twin per IT power: what the launched power price stands against")
def ground_power_price(ground_energy_rate: Array, target_power: Array) -> Array:
    return ground_energy_rate / target_power


@rule("USD/kW/yr", "Yearly charge for the ground twin's assets, and its running cost, per IT power")
def ground_yearly_cost(ground_capital_rate: Array, ground_opex_rate: Array, target_power: Array) -> Array:
    return (ground_capital_rate + ground_opex_rate) / target_power


@rule("1", "Cost to first full power in orbit over that on the ground")
def capex_ratio(cost_per_watt: Array, ground_cost_per_watt: Array) -> Array:
    return cost_per_watt / ground_cost_per_watt


@rule(
    "1",
    "Levelised cost in orbit over that on the ground",
    headline=9,
)
def cost_ratio(levelised_cost: Array, ground_levelised_cost: Array) -> Array:
    return levelised_cost / ground_levelised_cost
