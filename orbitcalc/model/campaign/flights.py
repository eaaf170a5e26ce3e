"""The flights of this programme, year by year."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import cohorts
from orbitcalc.graph import choice, parameter, rule

growth_steps = choice("continuous", "yearly", meaning="Flights and factory grow continuously, or in yearly steps")
programme_share = parameter(
    "0.5",
    "Share of the vehicle's flights that this programme gets",
    low="0.1",
    high="0.9",
    bounds=("0", "1"),
    role="lever",
    source="assumption",
    note="the flights that the programme books; Starlink took three quarters of Falcon 9's flights in 2025; 1 for an "
    "owned vehicle. vehicle_flights_cap sets the total",
    aliases=("market_share",),
    roles=("starter", "decision"),
)
launch_growth = parameter(
    "0.4 1/yr",
    "Yearly growth of the vehicle's flight rate until its cap",
    low="0.2 1/yr",
    high="0.7 1/yr",
    bounds=("0 1/yr", "10 1/yr"),
    source="barker",
    note="Falcon 9 to its 165 flights of 2025, by the first year of the fit: 0.40 from 2013, 0.35 from 2014, "
    "0.40 from 2016, 0.32 from 2017, 0.35 from 2018, 0.57 from 2019 (a trough), 0.46 from 2020, 0.52 from 2021, "
    "0.35 from 2023; median 0.40",
    moves_with={"vehicle_flights_cap": 0.5, "failure_learning": 0.4, "launch_failure_probability": -0.3},
    roles=("starter",),
)
competing_flights = parameter(
    "0",
    "Flights of a competing campaign in each of its windows, tankers included",
    low="0",
    high="500",
    bounds=("0", "1e6"),
    role="lever",
    source="spx_mars",
    note="a Mars campaign",
)
competing_period = parameter(
    "26 month",
    "Period of the windows of the competing campaign",
    low="25.6 month",
    high="26 month",
    bounds=("0.5 month", "1200 month"),
    role="constant",
    source="spx_mars",
)
competing_duration = parameter(
    "6 month",
    "Length of a window of the competing campaign, its tanker flights included",
    low="2 month",
    high="12 month",
    bounds=("0.1 month", "1200 month"),
    role="lever",
    source="assumption",
    note="a departure window of weeks, and months of refuelling before it",
)
competing_start = parameter(
    "0.5 yr",
    "Time from the first launch to the next window of the competing campaign",
    low="0 yr",
    high="2 yr",
    bounds=("0 yr", "30 yr"),
    role="lever",
    source="assumption",
    note="Mars windows fall in 2031, 2033, ...",
)


@rule(
    "1/yr",
    "Flight rate of this programme at the cap, reached from launch_rate_start along launch_ramp",
    aliases=("cadence",),
    roles=("chain", "starter"),
)
def launch_rate(programme_share: Array, vehicle_flights_cap: Array) -> Array:
    return programme_share * vehicle_flights_cap


@rule("GW/yr", "IT power per year that this programme's flights carry to orbit at the cap")
def power_launch_rate(launch_rate: Array, power_per_launch: Array) -> Array:
    return launch_rate * power_per_launch


@rule("1", "Ratio of the vehicle's flight rate at the first launch to its cap")
def launch_ramp_start(
    vehicle_flights: Array,
    vehicle_flights_year: Array,
    vehicle_flights_cap: Array,
    launch_growth: Array,
    first_launch: Array,
    year: Array,
) -> Array:
    """Growth counts from the middle of the recorded year; a vehicle yet to fly begins with one flight a year."""
    growing = first_launch - (vehicle_flights_year + 0.5)
    flights = np.maximum(vehicle_flights * year, 1.0) * (1.0 + launch_growth * year) ** growing
    return np.minimum(flights / (vehicle_flights_cap * year), 1.0)


@rule("1/yr", "Flight rate of this programme at the first launch")
def launch_rate_start(launch_rate: Array, launch_ramp_start: Array) -> Array:
    return launch_rate * launch_ramp_start


@rule(
    "yr",
    "Time from the first launch until the flight rate reaches its cap",
    no_value="the flight rate is below its cap and does not grow",
)
def launch_ramp_time(launch_ramp_start: Array, launch_growth: Array, year: Array) -> Array:
    growth = np.log1p(launch_growth * year)
    time = -np.log(launch_ramp_start) / np.where(growth > 0.0, growth, np.nan)
    return np.where(launch_ramp_start < 1.0, time, 0.0) * year


@launch_ramp_time.when(growth_steps="yearly")
def launch_ramp_time_yearly(launch_ramp_start: Array, launch_growth: Array, year: Array) -> Array:
    growth = np.log1p(launch_growth * year)
    time = np.ceil(-np.log(launch_ramp_start) / np.where(growth > 0.0, growth, np.nan))
    return np.where(launch_ramp_start < 1.0, time, 0.0) * year


@rule("1", "Ratio of the vehicle's flight rate in each year to its cap", axis="years", tabulated=True)
def launch_ramp(launch_ramp_start: Array, launch_growth: Array, year: Array) -> Array:
    return cohorts.ramp(launch_ramp_start, launch_growth * year, cohorts.YEARS)


@launch_ramp.when(growth_steps="yearly")
def launch_ramp_yearly(launch_ramp_start: Array, launch_growth: Array, year: Array) -> Array:
    return cohorts.stepped_ramp(launch_ramp_start, launch_growth * year, cohorts.YEARS)


@rule("1", "Flights of the vehicle for the competing campaign in each year", axis="years", tabulated=True)
def competing_taken(
    competing_flights: Array, competing_period: Array, competing_duration: Array, competing_start: Array, year: Array
) -> Array:
    return cohorts.windowed(
        competing_flights,
        competing_period / year,
        np.minimum(competing_duration, competing_period) / year,
        competing_start / year,
        cohorts.YEARS,
    )


@rule("1", "Flights available to this programme in each year", axis="years")
def flights_available(
    launch_rate: Array,
    launch_ramp: Array,
    flight_history: Array,
    competing_taken: Array,
    programme_share: Array,
    year: Array,
) -> Array:
    """Stand-downs reduce the planned flights; the competing campaign has priority."""
    made = launch_rate * year * launch_ramp * flight_history[1]
    return np.maximum(made - programme_share * competing_taken, 0.0)


@rule("1/yr", "Sustained flight rate of this programme, after stand-downs and the competing campaign")
def launch_rate_sustained(
    launch_rate: Array,
    flights_made_sustained: Array,
    programme_share: Array,
    competing_flights: Array,
    competing_period: Array,
) -> Array:
    left = launch_rate * flights_made_sustained - programme_share * competing_flights / competing_period
    return np.maximum(left, 0.0)
