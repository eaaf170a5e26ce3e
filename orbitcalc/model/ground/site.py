"""The site of the ground twin: its prices of construction, power and operation."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import streams
from orbitcalc.graph import catalogued, choice, parameter, rule, selection

ground_site = selection("grounds", "us-average", "Site of the ground twin", aliases=("region",), roles=("starter",))
electricity_price = catalogued(
    "grounds",
    "USD/kWh",
    "Price of electricity from the grid",
    bounds=("0 USD_2025/kWh", "10 USD_2025/kWh"),
    aliases=("electricity_cost", "power_price", "energy_cost", "ppa"),
)
power_usage_effectiveness = catalogued(
    "grounds",
    "1",
    "Power usage effectiveness: facility energy over IT energy on the ground",
    bounds=("1", "3"),
    aliases=("pue",),
)
ground_delay = catalogued(
    "grounds",
    "yr",
    "Time from the decision to first power on the ground: permits, construction and grid",
    bounds=("0 yr", "25 yr"),
    aliases=("interconnection", "lead_time"),
)
ground_civil_price = catalogued(
    "grounds",
    "USD/W",
    "Price of land and building per IT power",
    bounds=("0 USD_2025/W", "1000 USD_2025/W"),
    moves_with={"ground_mechanical_price": 0.95, "ground_electrical_price": 0.95, "ground_network_price": 0.95},
)
ground_mechanical_price = catalogued(
    "grounds",
    "USD/W",
    "Price of cooling plant per IT power",
    bounds=("0 USD_2025/W", "1000 USD_2025/W"),
    aliases=("cooling_cost",),
    moves_with={"ground_electrical_price": 0.95, "ground_network_price": 0.95},
)
ground_electrical_price = catalogued(
    "grounds",
    "USD/W",
    "Price of electrical plant per IT power",
    bounds=("0 USD_2025/W", "1000 USD_2025/W"),
    moves_with={"ground_network_price": 0.95},
)
ground_network_price = catalogued(
    "grounds", "USD/W", "Price of the network per IT power", bounds=("0 USD_2025/W", "1000 USD_2025/W")
)
gas_price = catalogued(
    "grounds",
    "USD/GJ",
    "Price of natural gas",
    bounds=("0 USD_2025/GJ", "1000 USD_2025/GJ"),
    aliases=("natgas",),
    moves_with={"electricity_price": 0.5},
)
gas_heat_rate = catalogued(
    "grounds", "1", "Heat rate of gas power: heat of the gas over electricity", bounds=("1", "10")
)
gas_turbine_price = catalogued(
    "grounds",
    "USD/W",
    "Price of on-site gas turbines per power",
    bounds=("0 USD_2025/W", "1000 USD_2025/W"),
    aliases=("turbine_capex",),
)
grid_carbon_intensity = catalogued(
    "grounds", "kg/kWh", "Carbon intensity of grid electricity", bounds=("0 kg/kWh", "3 kg/kWh")
)
ground_availability = parameter(
    "0.98",
    "Availability of an installed accelerator on the ground",
    low="0.95",
    high="0.995",
    bounds=("0.1", "1"),
    source="dcd-llama3",
    note="interruptions are repaired in hours",
)
ground_outage = choice(
    "more-accelerators",
    "less-sold",
    meaning="Accelerators on the ground that are down: more are bought, or less is sold",
)
ground_spare_share = parameter(
    "0",
    "Spare accelerators bought on the ground over those at work",
    low="0",
    high="0.2",
    bounds=("0", "10"),
    role="lever",
    source="assumption",
    note="none: failed ones are bought again; 0.05 in space-datacentre-model",
)
ground_ramp_time = parameter(
    "1.5 yr",
    "Time from first to full power on the ground, while the halls are filled",
    low="0.5 yr",
    high="3 yr",
    bounds=("0 yr", "20 yr"),
    source="epoch-buildout",
    note="campuses of a gigawatt take one to 3.6 years from the start of construction, their first halls about one",
)


@rule("1", "Share of the ground twin's IT power that does paid work")
def ground_utilisation(utilisation: Array) -> Array:
    return utilisation


@rule("1", "Accelerators installed on the ground over those that carry the IT power, spares included")
def ground_installed_ratio(ground_availability: Array, ground_spare_share: Array) -> Array:
    return (1.0 + ground_spare_share) / ground_availability


@ground_installed_ratio.when(ground_outage="less-sold")
def ground_installed_ratio_less_sold(ground_spare_share: Array) -> Array:
    return 1.0 + ground_spare_share


@rule("MW", "IT power of the ground twin that is sold, utilisation apart")
def ground_power_sold(target_power: Array) -> Array:
    return target_power


@ground_power_sold.when(ground_outage="less-sold")
def ground_power_sold_less(target_power: Array, ground_availability: Array) -> Array:
    return target_power * ground_availability


@rule("1/yr", "Discount rate of the ground twin")
def ground_discount_rate(discount_rate: Array) -> Array:
    return discount_rate


@rule(
    "yr",
    "Discounted years of full power of the ground twin within the horizon",
    no_value="the ground twin has no power within the horizon",
)
def ground_present_time(
    ground_discount_rate: Array,
    ground_delay: Array,
    orbit_delay: Array,
    horizon: Array,
    ground_ramp_time: Array,
    year: Array,
) -> Array:
    """Both sides start from the same decision; values are at the first launch, as in orbit."""
    start = ground_delay - orbit_delay
    present = streams.present_years(ground_discount_rate, horizon, start=start, ramp=ground_ramp_time, year=year)
    return np.where(horizon > start, present, np.nan)


@rule("yr", "Operating time of the ground twin, from its first power to the end of the horizon")
def ground_service_time(horizon: Array, orbit_delay: Array, ground_delay: Array) -> Array:
    return np.maximum(horizon + orbit_delay - ground_delay, 0.0)


@rule("yr", "Equivalent years of full power of the ground twin within the horizon, after its ramp")
def ground_delivered_time(ground_service_time: Array, ground_ramp_time: Array) -> Array:
    risen = np.minimum(ground_ramp_time, ground_service_time)
    missed = risen - 0.5 * risen * risen / ground_ramp_time
    return ground_service_time - np.where(ground_ramp_time > 0.0, missed, 0.0)


@rule("MW", "Facility power of the ground twin")
def ground_facility_power(target_power: Array, power_usage_effectiveness: Array) -> Array:
    return target_power * power_usage_effectiveness
