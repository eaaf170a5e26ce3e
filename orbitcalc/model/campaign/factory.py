"""The output of the satellite factory, and its supply of solar arrays."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import cohorts
from orbitcalc.graph import parameter, rule

factory_throughput = parameter(
    "10000 t/yr",
    "Mature output of the satellite factory, by mass",
    low="3000 t/yr",
    high="30000 t/yr",
    bounds=("0.1 t/yr", "1e8 t/yr"),
    role="lever",
    source="redmond70",
    note="the factory that the programme builds; factory_throughput_start and factory_growth set the pace. Starlink's "
    "70 a week of 575 kg are 2,100 t/yr. starcloud-5gw and spacex-million plan for 75000 t/yr and 1e+06 t/yr",
    aliases=("manufacturing_capacity",),
    roles=("starter", "decision"),
)
factory_throughput_start = parameter(
    "2100 t/yr",
    "Output of the satellite factory at the first launch, by mass",
    low="1000 t/yr",
    high="5000 t/yr",
    bounds=("0.001 t/yr", "1e8 t/yr"),
    source="redmond70",
    note="one factory of today's size (Starlink's 70 a week of 575 kg), half of it, or two; no effect beyond "
    "factory_throughput; 14300 t/yr in spacex-million is the operator's plan",
)
factory_growth = parameter(
    "0.4 1/yr",
    "Yearly growth of the factory output until it is mature",
    low="0.2 1/yr",
    high="0.8 1/yr",
    bounds=("0 1/yr", "10 1/yr"),
    source="redmond70",
    note="Starlink went from 28 a week of 260 kg to 70 of 575 kg in about five years: 0.40 a year by mass, 0.20 by "
    "number; the high is 1.5 times the growth of its flights; 1 in spacex-million is the operator's plan",
)
array_supply = parameter(
    "1 GW/yr",
    "Supply of solar arrays to the programme, by beginning-of-life power",
    low="0.4 GW/yr",
    high="4 GW/yr",
    bounds=("1e-6 GW/yr", "1e5 GW/yr"),
    source="redmond70",
    note="Starlink's 70 a week of 27 kW are 0.1 GW/yr; cells for the ground are 600 GW/yr. starcloud-5gw and "
    "spacex-million plan for 5 GW/yr and 100 GW/yr",
)


@rule("1/yr", "Mature output of the satellite factory, by number", aliases=("production_rate",), roles=("chain",))
def factory_rate(factory_throughput: Array, satellite_wet_mass: Array) -> Array:
    return factory_throughput / satellite_wet_mass


@rule("1", "Ratio of the factory output at the first launch to its mature output")
def factory_ramp_start(factory_throughput_start: Array, factory_throughput: Array) -> Array:
    return np.minimum(factory_throughput_start / factory_throughput, 1.0)


@rule("1", "Ratio of the factory output in each year to its mature output", axis="years", tabulated=True)
def factory_ramp(factory_ramp_start: Array, factory_growth: Array, year: Array) -> Array:
    return cohorts.ramp(factory_ramp_start, factory_growth * year, cohorts.YEARS)


@factory_ramp.when(growth_steps="yearly")
def factory_ramp_yearly(factory_ramp_start: Array, factory_growth: Array, year: Array) -> Array:
    return cohorts.stepped_ramp(factory_ramp_start, factory_growth * year, cohorts.YEARS)


@rule("GW/yr", "Beginning-of-life array power per year of the replacement satellites")
def array_renewal_rate(satellite_renewal_rate: Array, array_power: Array) -> Array:
    return satellite_renewal_rate * array_power
