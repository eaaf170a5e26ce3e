"""The fleet in place: the satellites and flights to build it, and their rates to sustain it."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import rule


@rule("1", "Satellites built and launched for the fleet in place, with losses, without replacements")
def satellites_for_fleet(
    satellites_required: Array, satellites_added_first: Array, launch_yields: Array, launch_yield_sustained: Array
) -> Array:
    """Satellites that the campaign has not launched by the last simulated year get that year's reliability."""
    added = np.where(np.isnan(satellites_added_first), 0.0, satellites_added_first)
    missing = np.maximum(satellites_required - np.sum(added, axis=0), 0.0)
    return np.sum(added / launch_yields, axis=0) + missing / launch_yield_sustained


@rule("1", "Flights for the fleet in place, with losses and tankers, without replacements")
def launches_for_fleet(satellites_for_fleet: Array, flights_per_satellite: Array) -> Array:
    return np.ceil(satellites_for_fleet * flights_per_satellite * (1.0 - 1e-12))


@launches_for_fleet.when(satellite_count="fractional")
def launches_for_fleet_fractional(satellites_for_fleet: Array, flights_per_satellite: Array) -> Array:
    return satellites_for_fleet * flights_per_satellite


@rule("1/yr", "Replacement satellites per year for failed and retired ones, launch losses included")
def satellite_renewal_rate(satellites_required: Array, service_time: Array, launch_yield_sustained: Array) -> Array:
    return satellites_required / service_time / launch_yield_sustained


@rule(
    "1/yr",
    "Flight rate that sustains the fleet, for failed and retired satellites, lost flights and tankers",
    aliases=("resupply",),
)
def replacement_launch_rate(satellite_renewal_rate: Array, flights_per_satellite: Array) -> Array:
    return satellite_renewal_rate * flights_per_satellite
