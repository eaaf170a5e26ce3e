"""What the factory makes a year, and the arrays that it is supplied with."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import cohorts
from orbitcalc.graph import parameter, rule

factory_throughput = parameter(
    "10000 t/yr",
    "Satellites that the factory finishes a year in the end, by mass",
    low="3000 t/yr",
    high="30000 t/yr",
    bounds=("0.1 t/yr", "1e8 t/yr"),
    role="lever",
    source="redmond70",
    note="what the programme builds; factory_throughput_start and factory_growth say when. Starlink's 70 a week of "
    "575 kg are 2,100 t/yr. 75000 t/yr and 1e+06 t/yr are the wishes of starcloud-5gw and spacex-million",
    aliases=("manufacturing_capacity",),
    roles=("starter", "decision"),
)
factory_throughput_start = parameter(
    "2100 t/yr",
    "Satellites that the factory finishes a year at the first launch, by mass",
    low="1000 t/yr",
    high="5000 t/yr",
    bounds=("0.001 t/yr", "1e8 t/yr"),
    source="redmond70",
    note="one factory of today's size, Starlink's 70 a week of 575 kg, half of it or a second one; no effect beyond "
    "factory_throughput; 14300 t/yr in spacex-million is the operator's wish",
)
factory_growth = parameter(
    "0.4 1/yr",
    "Growth a year of the factory rate until its end",
    low="0.2 1/yr",
    high="0.8 1/yr",
    bounds=("0 1/yr", "10 1/yr"),
    source="redmond70",
    note="Starlink went from 28 a week of 260 kg to 70 of 575 kg in about five years: 0.40 a year by mass, 0.20 by "
    "number; the high is 1.5 times its flights' growth; 1 in spacex-million is the operator's wish",
)
array_supply = parameter(
    "1 GW/yr",
    "Solar array that can be made for the programme a year, by beginning-of-life power",
    low="0.4 GW/yr",
    high="4 GW/yr",
    bounds=("1e-6 GW/yr", "1e5 GW/yr"),
    source="redmond70",
    note="Starlink's 70 a week of 27 kW are 0.1 GW/yr; cells for the ground 600 GW/yr. 5 GW/yr and 100 GW/yr are the "
    "wishes of starcloud-5gw and spacex-million",
)


@rule("1/yr", "Satellites that the factory finishes a year in the end", aliases=("production_rate",), roles=("chain",))
def factory_rate(factory_throughput: Array, satellite_wet_mass: Array) -> Array:
    return factory_throughput / satellite_wet_mass


@rule("1", "Factory rate at the first launch over its rate in the end")
def factory_ramp_start(factory_throughput_start: Array, factory_throughput: Array) -> Array:
    return np.minimum(factory_throughput_start / factory_throughput, 1.0)


@rule("1", "The factory's output in each year over its output in the end", axis="years", tabulated=True)
def factory_ramp(factory_ramp_start: Array, factory_growth: Array, year: Array) -> Array:
    return cohorts.ramp(factory_ramp_start, factory_growth * year, cohorts.YEARS)


@factory_ramp.when(growth_steps="yearly")
def factory_ramp_yearly(factory_ramp_start: Array, factory_growth: Array, year: Array) -> Array:
    return cohorts.stepped_ramp(factory_ramp_start, factory_growth * year, cohorts.YEARS)


@rule("GW/yr", "Array power a year, at the beginning of life, in the satellites that replace others")
def array_renewal_rate(satellite_renewal_rate: Array, array_power: Array) -> Array:
    return satellite_renewal_rate * array_power
