"""The campaign, year by year: flights, factory, fleet, power on line, and the date of full power.

Rates are yearly; within a year satellites arrive evenly, so every date is continuous in every input.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import cohorts
from orbitcalc.economics.cohorts import weighted_sum
from orbitcalc.graph import choice, parameter, rule

YEARS = 30
"""Years the campaign is followed, the longest horizon allowed."""

RECORD_YEAR = 2025.0
"""The last full year of the launch records in the catalogue."""

campaign_pace = choice(
    "year-by-year",
    "at-once",
    meaning="Deploy as flights and factory allow, or have the whole fleet in place at once as simple studies do",
)
growth_steps = choice(
    "continuous", "yearly", meaning="Flights and factory grow through the year, or in steps from one year to the next"
)
programme_share = parameter(
    "0.5",
    "Share of the vehicle's flights that this programme gets",
    low="0.1",
    high="0.9",
    bounds=("0", "1"),
    source="assumption",
    note="Starlink took about two thirds of Falcon 9's flights in 2025",
    aliases=("market_share",),
)
launch_growth = parameter(
    "0.5 1/yr",
    "Growth a year of the vehicle's flights until its cap",
    low="0.2 1/yr",
    high="0.8 1/yr",
    bounds=("0 1/yr", "10 1/yr"),
    source="barker",
    note="Falcon 9, 11 flights in 2019 to 165 in 2025, grew 0.57 a year",
)
competing_flights = parameter(
    "0",
    "Flights that another campaign takes in each of its windows, tankers included",
    low="0",
    high="500",
    bounds=("0", "1e6"),
    role="lever",
    source="spx_mars",
    note="a Mars campaign",
)
competing_period = parameter(
    "26 month",
    "Time from one window of the other campaign to the next",
    low="25.6 month",
    high="26 month",
    bounds=("0.5 month", "1200 month"),
    role="constant",
    source="spx_mars",
)
competing_duration = parameter(
    "6 month",
    "Length of a window of the other campaign, its tankers included",
    low="2 month",
    high="12 month",
    bounds=("0.1 month", "1200 month"),
    role="lever",
    source="assumption",
    note="a departure window of weeks and months of filling before it",
)
competing_start = parameter(
    "0.5 yr",
    "Time from the first launch to the start of the other campaign's next window",
    low="0 yr",
    high="2 yr",
    bounds=("0 yr", "30 yr"),
    role="lever",
    source="assumption",
    note="Mars windows fall in 2031, 2033, ...",
)
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


@rule("1/yr", "Flights a year that this programme gets, at its cap", aliases=("cadence",))
def launch_rate(programme_share: Array, vehicle_flights_cap: Array) -> Array:
    return programme_share * vehicle_flights_cap


@rule("GW/yr", "IT power a year that this programme's flights bring to orbit, at their cap")
def power_launch_rate(launch_rate: Array, power_per_launch: Array) -> Array:
    return launch_rate * power_per_launch


@rule("1", "The vehicle's flights at the first launch over its flights at the cap")
def launch_ramp_start(
    vehicle_flights: Array, vehicle_flights_cap: Array, launch_growth: Array, first_launch: Array, year: Array
) -> Array:
    """From the flights of the record year, grown; a vehicle yet to fly begins with one flight a year."""
    flights = np.maximum(vehicle_flights * year, 1.0) * (1.0 + launch_growth * year) ** (first_launch - RECORD_YEAR)
    return np.minimum(flights / (vehicle_flights_cap * year), 1.0)


@rule("1", "The vehicle's flights in each year over its flights at the cap", axis="years", tabulated=True)
def launch_ramp(launch_ramp_start: Array, launch_growth: Array, year: Array) -> Array:
    return cohorts.ramp(launch_ramp_start, launch_growth * year, YEARS)


@launch_ramp.when(growth_steps="yearly")
def launch_ramp_yearly(launch_ramp_start: Array, launch_growth: Array, year: Array) -> Array:
    return cohorts.stepped_ramp(launch_ramp_start, launch_growth * year, YEARS)


@rule("1", "The vehicle's flights that the other campaign takes in each year", axis="years", tabulated=True)
def competing_taken(
    competing_flights: Array, competing_period: Array, competing_duration: Array, competing_start: Array, year: Array
) -> Array:
    return cohorts.windowed(
        competing_flights,
        competing_period / year,
        np.minimum(competing_duration, competing_period) / year,
        competing_start / year,
        YEARS,
    )


@rule("1", "Flights this programme can have in each year", axis="years")
def flights_available(
    launch_rate: Array, launch_ramp: Array, competing_taken: Array, programme_share: Array, year: Array
) -> Array:
    return np.maximum(launch_rate * year * launch_ramp - programme_share * competing_taken, 0.0)


@rule("1/yr", "Flights a year this programme gets for ever, the other campaign's taken off")
def launch_rate_sustained(
    launch_rate: Array, programme_share: Array, competing_flights: Array, competing_period: Array
) -> Array:
    left = launch_rate - programme_share * competing_flights / competing_period
    return np.maximum(left, 0.0)


@rule("1/yr", "Satellites that the factory finishes a year in the end", aliases=("production_rate",))
def factory_rate(factory_throughput: Array, satellite_wet_mass: Array) -> Array:
    return factory_throughput / satellite_wet_mass


@rule("1", "The factory's output in each year over its output in the end", axis="years", tabulated=True)
def factory_ramp(factory_ramp_start: Array, factory_growth: Array, year: Array) -> Array:
    return cohorts.ramp(factory_ramp_start, factory_growth * year, YEARS)


@factory_ramp.when(growth_steps="yearly")
def factory_ramp_yearly(factory_ramp_start: Array, factory_growth: Array, year: Array) -> Array:
    return cohorts.stepped_ramp(factory_ramp_start, factory_growth * year, YEARS)


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
        satellites_required, satellite_life / year, replaced_hazard * year, horizon / year, YEARS
    )


@rule("1", "Working satellites added in each year", axis="years")
def satellites_added(fleet_history: Array) -> Array:
    return fleet_history[0]


@rule("1", "Satellites in place at the end of each year, spares included", axis="years")
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


@rule("1", "Flights for this programme in each year, tankers included", axis="years")
def launches(satellites_added: Array, launch_yield: Array, flights_per_satellite: Array) -> Array:
    each = flights_per_satellite / launch_yield
    return satellites_added * np.where(np.isnan(each), 0.0, each)


@rule("GW", "Mean IT power on line in each year", axis="years")
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


@rule("GW", "Power that the launch and factory rates can hold for ever")
def sustainable_power(satellites_sustained: Array, service_time: Array, power_per_place: Array) -> Array:
    return satellites_sustained * service_time * power_per_place


@rule("1", "Flights over the horizon, tankers included")
def launches_total(launches: Array, horizon_weight: Array) -> Array:
    return weighted_sum(launches, horizon_weight)
