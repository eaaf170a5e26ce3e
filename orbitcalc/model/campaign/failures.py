"""Launch failures: the failure probability as the number of flights grows, and the stand-down after each failure.

`launch_failure_probability` is the record of the vehicle so far. The losses of the campaign follow from it year by
year, because the operator learns from all flights of the vehicle, whoever buys them.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import cohorts, failures
from orbitcalc.economics.learning import learning_exponent
from orbitcalc.graph import choice, parameter, rule

launch_failure_trend = choice(
    "falling",
    "constant",
    meaning="Launch failures become rarer with each flight and ground the vehicle for a time, or keep the constant "
    "launch_failure_probability without stand-downs, as in simple studies",
)
failure_learning = parameter(
    "0.25",
    "Fall of the launch failure probability per doubling of the vehicle's flights",
    low="0.1",
    high="0.36",
    bounds=("0", "0.9"),
    source="rti-1996",
    note="power laws through the losses of whole records: Electron 0.29 (flights 1, 13, 20, 41 of 73), Falcon 9 0.31 "
    "(19 and about 354 of 689), Ariane 5 0.35 (1, 2, 10, 14, 97 of 117); flight numbers are general knowledge; the "
    "default is below them, because they exclude vehicles that did not improve, Proton and Soyuz, whose flights did "
    "not grow either",
    moves_with={"vehicle_flights_cap": 0.5, "launch_failure_probability": -0.3},
)
launch_failure_floor = parameter(
    "0.002",
    "Launch failure probability of a mature vehicle",
    low="0.0008",
    high="0.008",
    bounds=("0", "0.5"),
    source="gcat_log",
    note="Falcon 9 Block 5 lost 1 of 633, the largest record of recent decades; reliability levels off (rti-1996); no "
    "effect on a vehicle whose record is better",
)
stand_down = parameter(
    "10 day",
    "Stand-down of the vehicle after each failure",
    low="3 day",
    high="30 day",
    bounds=("0 day", "1000 day"),
    source="stand-downs",
    note="Falcon 9 at over a hundred flights a year: 15 days in July 2024, 2 in August, 13 in October, partly "
    "made up in the same year. Vehicles that fly rarely stand down longer but lose fewer flights: Falcon 9 in 2015 "
    "177 days, Electron 57 to 87; 1 day in spacex-million",
)


@rule("1", "Flights of the vehicle for all customers before the first launch")
def flights_before(
    failure_record: Array,
    vehicle_flights: Array,
    vehicle_flights_year: Array,
    vehicle_flights_cap: Array,
    launch_ramp_start: Array,
    first_launch: Array,
    year: Array,
) -> Array:
    at_first = vehicle_flights_cap * launch_ramp_start * year
    time = np.maximum(first_launch - vehicle_flights_year - 0.5, 0.0)
    return failure_record + failures.flights_between(np.maximum(vehicle_flights * year, 1.0), at_first, time)


@rule(
    "1",
    "Share of flights that fail, and share of planned flights that are made, in each year",
    axis="years",
    tabulated=True,
)
def flight_history(
    launch_ramp: Array,
    vehicle_flights_cap: Array,
    flights_before: Array,
    launch_failure_probability: Array,
    failure_record: Array,
    failure_learning: Array,
    launch_failure_floor: Array,
    stand_down: Array,
    year: Array,
) -> Array:
    return failures.flights_with_failures(
        launch_ramp * (vehicle_flights_cap * year),
        flights_before,
        launch_failure_probability,
        failure_record,
        exponent=learning_exponent(failure_learning),
        floor=launch_failure_floor,
        halt=stand_down / year,
    )


@flight_history.when(launch_failure_trend="constant")
def flight_history_constant(launch_failure_probability: Array) -> Array:
    failing = np.ones((cohorts.YEARS, 1)) * launch_failure_probability
    return np.stack([failing, np.ones_like(failing)])


@rule("1", "Share of flights that lose their payload in each year", axis="years", roles=("yearly",))
def launch_failures(flight_history: Array) -> Array:
    return flight_history[0]


@rule("1", "Working satellites per satellite launched, in each year", axis="years")
def launch_yields(launch_yield: Array, launch_failures: Array, launch_failure_probability: Array) -> Array:
    return launch_yield * (1.0 - launch_failures) / (1.0 - launch_failure_probability)


@rule("1", "Working satellites per satellite launched, in the last simulated year")
def launch_yield_sustained(launch_yields: Array) -> Array:
    return launch_yields[-1]


@rule("1", "Share of flights that lose their payload in the first year")
def launch_failure_first(launch_failures: Array) -> Array:
    return launch_failures[0]


@rule("1", "Share of planned flights made in the last simulated year, the rest being lost to stand-downs")
def flights_made_sustained(flight_history: Array) -> Array:
    return flight_history[1][-1]


@rule("1", "Flights until full power that lose their payload")
def launches_lost(
    satellites_added_to_full_power: Array, launch_yields: Array, flights_per_satellite: Array, launch_failures: Array
) -> Array:
    return np.sum(satellites_added_to_full_power / launch_yields * launch_failures, axis=0) * flights_per_satellite
