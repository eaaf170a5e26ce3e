"""Dates of power on line on both sides, counted from the common decision."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import cohorts, streams
from orbitcalc.graph import rule


@rule("1", "Date at which the ground twin reaches full power, as a fractional calendar year", display="date")
def ground_full_power_date(decision_date: Array, ground_delay: Array, ground_ramp_time: Array, year: Array) -> Array:
    return decision_date + (ground_delay + ground_ramp_time) / year


@rule("yr", "Time from the decision to full power in orbit: design and factory, then the campaign")
def time_to_full_power(orbit_delay: Array, deployment_time: Array) -> Array:
    return orbit_delay + deployment_time


@rule("yr", "Time from the decision to full power on the ground: permits, construction, grid, then the ramp")
def ground_time_to_full_power(ground_delay: Array, ground_ramp_time: Array) -> Array:
    return ground_delay + ground_ramp_time


@rule(
    "GW",
    "Mean IT power on line on the ground in each year from the first launch",
    axis="years",
    tabulated=True,
    roles=("yearly",),
)
def ground_power_online(
    target_power: Array, ground_delay: Array, orbit_delay: Array, ground_ramp_time: Array, year: Array
) -> Array:
    edges = np.arange(cohorts.YEARS + 1.0).reshape(-1, 1) - (ground_delay - orbit_delay) / year
    delivered = streams.filled_years(edges, ground_ramp_time / year)
    return target_power * (delivered[1:] - delivered[:-1])


@rule("GW", "IT power in orbit when the ground twin reaches full power", tabulated=True)
def power_online_at_ground_date(
    power_in_place: Array, ground_time_to_full_power: Array, orbit_delay: Array, year: Array
) -> Array:
    """Power grows linearly within a year, and is zero before the first launch.

    A sum of what is in place, with weights that are not negative: no rounding leaves less than nothing.
    """
    passed = cohorts.year_shares(np.maximum(ground_time_to_full_power - orbit_delay, 0.0) / year, len(power_in_place))
    weights = np.copy(passed)
    weights[:-1] -= passed[1:]
    return np.sum(power_in_place * weights, axis=0)
