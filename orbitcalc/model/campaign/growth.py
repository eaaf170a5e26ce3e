"""The fleet as it grows, the power on line, the date of full power, and what falls within the horizon."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import cohorts
from orbitcalc.economics.cohorts import weighted_sum
from orbitcalc.graph import choice, rule

campaign_pace = choice(
    "year-by-year",
    "at-once",
    meaning="Deploy as flights and factory allow, or have the whole fleet in place at once as simple studies do",
)


@rule("1", "Working satellites that flights and factory can add in each year", axis="years")
def satellites_addable(
    flights_available: Array,
    flights_per_satellite: Array,
    factory_rate: Array,
    factory_ramp: Array,
    launch_yield: Array,
    year: Array,
) -> Array:
    """Whatever has no value (no satellite fits, the mass does not close) adds nothing."""
    by_launch = launch_yield / flights_per_satellite
    by_factory = launch_yield * factory_rate * year
    by_launch, by_factory = (np.where(np.isnan(able), 0.0, able) for able in (by_launch, by_factory))
    return np.minimum(flights_available * by_launch, factory_ramp * by_factory)


@rule(
    "1",
    "In each year: satellites added, in place, time before completion, added of the first fleet",
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
    """Half of a year's change counts; in the year in which the fleet is completed, also while it then stands still."""
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


@rule("1", "Flights for this programme in each year, tankers included", axis="years", roles=("yearly",))
def launches(satellites_added: Array, launch_yield: Array, flights_per_satellite: Array) -> Array:
    flights = flights_per_satellite / launch_yield
    return satellites_added * np.where(np.isnan(flights), 0.0, flights)


@rule("GW", "Mean IT power on line in each year", axis="years", roles=("yearly",))
def power_online(satellites_in_place_mean: Array, power_per_place: Array) -> Array:
    return satellites_in_place_mean * power_per_place


@rule("GW", "IT power in place at the end of each year", axis="years", aliases=("installed_capacity",))
def power_in_place(satellites_in_place: Array, power_per_place: Array) -> Array:
    return satellites_in_place * power_per_place


@rule(
    "yr",
    "Time from the first launch to target power; n/a if not within the years followed",
    no_value="target power is not reached within the years followed",
    aliases=("time_to_power",),
    roles=("chain", "monte-carlo"),
)
def deployment_time(fleet_history: Array, year: Array) -> Array:
    waiting = fleet_history[2]
    reached = np.where(waiting[-1] < 1.0, 1.0, np.nan)
    return np.sum(waiting, axis=0) * reached * year


@rule(
    "1",
    "Calendar year in which target power is reached, with its fraction",
    headline=4,
    display="date",
)
def full_power_date(first_launch: Array, deployment_time: Array, year: Array) -> Array:
    return first_launch + deployment_time / year


@rule("1/yr", "Satellites a year that launch and factory can keep adding")
def satellites_sustained(
    launch_rate_sustained: Array, flights_per_satellite: Array, factory_rate: Array, launch_yield: Array
) -> Array:
    return np.minimum(launch_rate_sustained / flights_per_satellite, factory_rate) * launch_yield


@rule("GW", "Power that the launch and factory rates can sustain indefinitely", roles=("chain",))
def sustainable_power(satellites_sustained: Array, service_time: Array, power_per_place: Array) -> Array:
    return satellites_sustained * service_time * power_per_place


@rule("1", "Share of each year that lies within the horizon, up to its end", axis="years", tabulated=True)
def horizon_weight(horizon: Array, year: Array) -> Array:
    return cohorts.year_shares(horizon / year, cohorts.YEARS)


@rule("1", "Satellites that the deployment launches within the horizon, those lost included")
def satellites_deployed(satellites_added_first: Array, horizon_weight: Array, launch_yield: Array) -> Array:
    return cohorts.weighted_sum(satellites_added_first, horizon_weight) / launch_yield


@rule("1", "Satellites launched within the horizon to replace others, those lost included")
def satellites_renewed(
    satellites_added: Array, horizon_weight: Array, launch_yield: Array, satellites_deployed: Array
) -> Array:
    launched = cohorts.weighted_sum(satellites_added, horizon_weight) / launch_yield
    return np.maximum(launched - satellites_deployed, 0.0)


@rule("yr", "Satellite-years in place within the horizon")
def satellite_years(satellites_in_place_mean: Array, horizon_weight: Array, year: Array) -> Array:
    return cohorts.weighted_sum(satellites_in_place_mean, horizon_weight) * year


@rule("1", "Flights over the horizon, tankers included")
def launches_total(launches: Array, horizon_weight: Array) -> Array:
    return weighted_sum(launches, horizon_weight)
