"""The supply of arrays and accelerators, as a limit on the campaign and as a share of world production."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import parameter, rule

accelerator_supply = parameter(
    "2 GW/yr",
    "Supply of accelerators to the programme, by the IT power of their servers",
    low="0.6 GW/yr",
    high="5 GW/yr",
    bounds=("1e-6 GW/yr", "1e5 GW/yr"),
    source="epoch-chips-2026",
    note="a fifth of the sales of 2025, the share of the largest buyers; 100 GW/yr is the plan of spacex-million",
    roles=("decision",),
)
accelerator_world_production = parameter(
    "9 GW/yr",
    "World production of accelerators, by the IT power of their servers",
    low="6 GW/yr",
    high="15 GW/yr",
    bounds=("1e-3 GW/yr", "1e5 GW/yr"),
    source="epoch-chips-2026",
    note="2025: the chips sold so far draw over 10 GW, doubling in less than a year, so that half of them are of "
    "that year; the whole server draws 1.8 times as much",
)
array_world_production = parameter(
    "600 GW/yr",
    "World production of solar cells, for the ground",
    low="450 GW/yr",
    high="900 GW/yr",
    bounds=("1e-3 GW/yr", "1e6 GW/yr"),
    source="pv-production",
    note="450 in 2023; general knowledge after that. Cells for space are a thousandth of this",
)


@rule("GW/yr", "IT power per year of the accelerators in the replacement satellites")
def accelerator_renewal_rate(satellite_renewal_rate: Array, it_power_per_satellite: Array) -> Array:
    return satellite_renewal_rate * it_power_per_satellite


@rule("1/yr", "Satellites per year that the supply of arrays and accelerators allows")
def supply_rate(
    array_power: Array, array_supply: Array, it_power_per_satellite: Array, accelerator_supply: Array
) -> Array:
    return 1.0 / np.maximum(array_power / array_supply, it_power_per_satellite / accelerator_supply)


@rule("1/yr", "Satellites launched in the busiest year, losses included")
def satellites_launched_most(satellites_added: Array, launch_yields: Array, year: Array) -> Array:
    return (satellites_added / launch_yields).max(axis=0) / year


@rule("1", "Arrays launched in the busiest year over the world's production of solar cells")
def array_world_share(satellites_launched_most: Array, array_power: Array, array_world_production: Array) -> Array:
    return satellites_launched_most * array_power / array_world_production


@rule("1", "Accelerators launched in the busiest year over the world's production")
def accelerator_world_share(
    satellites_launched_most: Array, it_power_per_satellite: Array, accelerator_world_production: Array
) -> Array:
    return satellites_launched_most * it_power_per_satellite / accelerator_world_production


@rule(
    "1",
    "Whether the campaign stays below half of the world's accelerators in its busiest year",
    words=("no", "yes"),
    caution="in its busiest year the campaign launches {accelerator_world_share} times the yearly world production of "
    "accelerators (accelerator_world_production)",
)
def accelerators_available(accelerator_world_share: Array) -> Array:
    return np.where(accelerator_world_share > 0.5, 0.0, 1.0)


@rule("1", "Launch sites that the vehicle's flights at the cap need, at the flights per reviewed site")
def launch_sites(vehicle_flights_cap: Array, site_flights: Array, reviewed_sites: Array) -> Array:
    return np.ceil(vehicle_flights_cap / (site_flights / reviewed_sites))


@rule(
    "1",
    "Whether environmental reviews of the launch sites allow the flights at the cap; yes where none is published",
    words=("no", "yes"),
    caution="flights at the cap ({vehicle_flights_cap}) require {launch_sites} launch sites like the {reviewed_sites} "
    "reviewed ones, which allow {site_flights} in total",
)
def flights_reviewed(vehicle_flights_cap: Array, site_flights: Array) -> Array:
    return np.where(vehicle_flights_cap > site_flights * (1.0 + 1e-12), 0.0, 1.0)
