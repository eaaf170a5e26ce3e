"""The growth of the fleet, year by year: satellites added and in place, flights, and power on line."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import cohorts, milestones
from orbitcalc.graph import choice, rule

campaign_pace = choice(
    "year-by-year",
    "at-once",
    meaning="Deploy as flights and factory allow, or place the whole fleet at the first launch, as simple studies do",
)


@rule("1", "Working satellites that flights, factory and supply can add in each year", axis="years")
def satellites_addable(
    flights_available: Array,
    flights_per_satellite: Array,
    factory_rate: Array,
    factory_ramp: Array,
    supply_rate: Array,
    launch_yields: Array,
    year: Array,
) -> Array:
    """A limit without a value (no satellite fits, the mass does not close) allows none."""
    by_launch, by_factory, by_supply = 1.0 / flights_per_satellite, factory_rate * year, supply_rate * year
    by_launch, by_factory, by_supply = (
        np.where(np.isnan(able), 0.0, able) for able in (by_launch, by_factory, by_supply)
    )
    able = np.minimum(flights_available * by_launch, factory_ramp * by_factory)
    return np.minimum(able, by_supply) * launch_yields


@rule(
    "1",
    "Satellites added, in place, share of the year before completion, and first-fleet satellites added, by year",
    axis="years",
    tabulated=True,
)
def fleet_history(
    satellites_addable: Array, satellites_required: Array, satellite_life: Array, replaced_hazard: Array, year: Array
) -> Array:
    return cohorts.fleet_history(satellites_addable, satellites_required, satellite_life / year, replaced_hazard * year)


@fleet_history.when(campaign_pace="at-once")
def fleet_history_at_once(
    satellites_required: Array, satellite_life: Array, replaced_hazard: Array, horizon: Array, year: Array
) -> Array:
    return cohorts.fleet_at_once(
        satellites_required, satellite_life / year, replaced_hazard * year, horizon / year, cohorts.YEARS
    )


@rule("1", "Working satellites added in each year", axis="years", roles=("yearly",))
def satellites_added(fleet_history: Array) -> Array:
    return fleet_history[0]


@rule("1", "Satellites in place at the end of each year, spares included", axis="years", roles=("yearly",))
def satellites_in_place(fleet_history: Array) -> Array:
    return fleet_history[1]


@rule("1", "Mean number of satellites in place in each year", axis="years")
def satellites_in_place_mean(satellites_in_place: Array, fleet_history: Array) -> Array:
    """Half of a year's change counts, and all of it for the rest of the year in which the fleet is completed."""
    growing = fleet_history[2]
    standing = np.ceil(growing) - growing  # of the year of completion; 0 in all others
    mean = np.copy(satellites_in_place)
    mean[1:] -= satellites_in_place[:-1]
    mean *= 0.5 * (1.0 + standing)
    mean[1:] += satellites_in_place[:-1]
    return mean


@satellites_in_place_mean.when(campaign_pace="at-once")
def satellites_in_place_mean_at_once(satellites_in_place: Array) -> Array:
    return satellites_in_place


@rule("1", "Working satellites added in each year to complete the first fleet", axis="years")
def satellites_added_first(fleet_history: Array) -> Array:
    return fleet_history[3]


@rule(
    "1",
    "Working satellites added in each year until the fleet is first complete, replacements included",
    axis="years",
    tabulated=True,
)
def satellites_grown(satellites_addable: Array, fleet_history: Array, replaced_hazard: Array, year: Array) -> Array:
    return cohorts.grown(satellites_addable, fleet_history[2], replaced_hazard * year)


@rule(
    "1",
    "Working satellites at the end of each year, failed ones replaced or not by the sparing policy",
    axis="years",
    tabulated=True,
)
def satellites_working(satellites_in_place: Array) -> Array:
    return satellites_in_place


@satellites_working.when(campaign_pace="year-by-year", sparing_policy=("overprovision", "lose"))
def satellites_working_unreplaced(
    satellites_added: Array,
    satellites_grown: Array,
    fleet_history: Array,
    satellite_life: Array,
    satellite_hazard: Array,
    year: Array,
) -> Array:
    """Satellites that fail keep their place until the end of life; a fleet of all ages works at the life mean."""
    life, hazard = satellite_life / year, satellite_hazard * year
    return cohorts.survivors(satellites_added, satellites_grown, fleet_history[2], life, hazard)


@rule(
    "1",
    "Working satellites at the start of each year, at completion of the fleet, and at the end of the year",
    axis="years",
    tabulated=True,
)
def working_path(satellites_in_place: Array, satellites_working: Array, fleet_history: Array) -> Array:
    return milestones.working_path(satellites_in_place, satellites_working, fleet_history[2])


@rule(
    "1",
    "Mean number of working satellites in each year, failed ones replaced or not by the sparing policy",
    axis="years",
    tabulated=True,
)
def satellites_working_mean(satellites_in_place_mean: Array) -> Array:
    return satellites_in_place_mean


@satellites_working_mean.when(campaign_pace="year-by-year", sparing_policy=("overprovision", "lose"))
def satellites_working_mean_unreplaced(working_path: Array, fleet_history: Array) -> Array:
    return milestones.path_means(working_path, fleet_history[2])


@rule("1", "Flights for this programme in each year, tankers included", axis="years", roles=("yearly",))
def launches(satellites_added: Array, launch_yields: Array, flights_per_satellite: Array) -> Array:
    flights = flights_per_satellite / launch_yields
    return satellites_added * np.where(np.isnan(flights), 0.0, flights)


@rule("GW", "Mean IT power on line in each year", axis="years", roles=("yearly",))
def power_online(satellites_in_place_mean: Array, power_per_place: Array) -> Array:
    return satellites_in_place_mean * power_per_place


@power_online.when(campaign_pace="year-by-year", sparing_policy=("overprovision", "lose"))
def power_online_unreplaced(
    satellites_working_mean: Array, delivered_power_per_satellite: Array, power_share_asked: Array
) -> Array:
    """Failures to date count: a young fleet delivers more than its mean over life, an old fleet less."""
    return satellites_working_mean * delivered_power_per_satellite * power_share_asked


@rule("GW", "IT power in place at the end of each year", axis="years", aliases=("installed_capacity",))
def power_in_place(satellites_in_place: Array, power_per_place: Array) -> Array:
    return satellites_in_place * power_per_place


@power_in_place.when(campaign_pace="year-by-year", sparing_policy=("overprovision", "lose"))
def power_in_place_unreplaced(
    satellites_working: Array, delivered_power_per_satellite: Array, power_share_asked: Array
) -> Array:
    return satellites_working * delivered_power_per_satellite * power_share_asked


@rule("1/yr", "Sustained number of satellites added per year, limited by launch, factory and supply")
def satellites_sustained(
    launch_rate_sustained: Array,
    flights_per_satellite: Array,
    factory_rate: Array,
    supply_rate: Array,
    launch_yield_sustained: Array,
) -> Array:
    made = np.minimum(factory_rate, supply_rate)
    return np.minimum(launch_rate_sustained / flights_per_satellite, made) * launch_yield_sustained


@rule("GW", "Fleet power that launch, factory and supply sustain indefinitely", roles=("chain",))
def sustainable_power(satellites_sustained: Array, service_time: Array, power_per_place: Array) -> Array:
    return satellites_sustained * service_time * power_per_place
