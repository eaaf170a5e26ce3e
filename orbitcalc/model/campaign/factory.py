"""What the factory makes a year, and the arrays that it is supplied with."""

from __future__ import annotations

from orbitcalc._typing import Array
from orbitcalc.economics import cohorts
from orbitcalc.graph import parameter, rule

factory_throughput = parameter(
    "10000 t/yr",
    "Satellites that the factory finishes a year in the end, by mass",
    low="2100 t/yr",
    high="50000 t/yr",
    bounds=("0.1 t/yr", "1e8 t/yr"),
    shape="loguniform",
    source="redmond70",
    note="Starlink's 70 a week of 575 kg are 2,100 t/yr; the programme builds more factories",
    aliases=("manufacturing_capacity",),
    roles=("starter", "decision"),
)
factory_ramp_start = parameter(
    "0.2",
    "Factory rate at the first launch over its rate in the end",
    low="0.05",
    high="1",
    bounds=("0.0001", "1"),
    source="redmond70",
    note="one factory of today's size at the start",
)
factory_growth = parameter(
    "0.6 1/yr",
    "Growth a year of the factory rate until its end",
    low="0.2 1/yr",
    high="1 1/yr",
    bounds=("0 1/yr", "10 1/yr"),
    source="redmond70",
    note="Starlink went from 28 to 70 a week, each heavier, in about five years",
)
array_supply = parameter(
    "1 GW/yr",
    "Solar array that can be made for the programme a year, by beginning-of-life power",
    low="0.2 GW/yr",
    high="20 GW/yr",
    bounds=("1e-6 GW/yr", "1e5 GW/yr"),
    shape="loguniform",
    source="redmond70",
    note="Starlink's 70 a week of 27 kW are 0.1 GW/yr; cells for the ground 600 GW/yr",
)


@rule("1/yr", "Satellites that the factory finishes a year in the end", aliases=("production_rate",), roles=("chain",))
def factory_rate(factory_throughput: Array, satellite_wet_mass: Array) -> Array:
    return factory_throughput / satellite_wet_mass


@rule("1", "The factory's output in each year over its output in the end", axis="years", tabulated=True)
def factory_ramp(factory_ramp_start: Array, factory_growth: Array, year: Array) -> Array:
    return cohorts.ramp(factory_ramp_start, factory_growth * year, cohorts.YEARS)


@factory_ramp.when(growth_steps="yearly")
def factory_ramp_yearly(factory_ramp_start: Array, factory_growth: Array, year: Array) -> Array:
    return cohorts.stepped_ramp(factory_ramp_start, factory_growth * year, cohorts.YEARS)


@rule("GW/yr", "Array power a year, at the beginning of life, in the satellites that replace others")
def array_renewal_rate(satellite_renewal_rate: Array, array_power: Array) -> Array:
    return satellite_renewal_rate * array_power
