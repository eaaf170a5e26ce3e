"""Satellites per flight, and flights per satellite."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import choice, parameter, rule

launch_packing = choice(
    "whole", "bulk", meaning="Pack whole satellites on a flight, or divide payload by satellite mass"
)
satellites_per_launch_limit = parameter(
    "400",
    "Largest number of satellites on the dispenser of one flight",
    low="60",
    high="400",
    bounds=("1", "1e6"),
    role="lever",
    source="gcat_sat",
    note="60 have flown on one Falcon 9",
)
dispenser_share = parameter(
    "0.03",
    "Mass of dispensers and adapters over satellite mass",
    low="0.01",
    high="0.1",
    bounds=("0", "1"),
    source="assumption",
    note="Starlink's tension rods are near the low end",
)
fairing_packing = parameter(
    "0.6",
    "Packing factor of stowed satellites in the payload volume",
    low="0.4",
    high="0.85",
    bounds=("0.01", "1"),
    source="assumption",
    note="flat-packed stacks are near the high end",
)
tankers_per_payload = parameter(
    "0",
    "Tanker flights per flight that carries satellites",
    low="0",
    high="16",
    bounds=("0", "100"),
    role="lever",
    source="otps",
    note="12 to geostationary orbit; none to low orbit",
    aliases=("refuelling",),
)


@rule("t", "Launch mass per satellite, its share of the dispenser included")
def launch_mass_per_satellite(satellite_wet_mass: Array, dispenser_share: Array) -> Array:
    return satellite_wet_mass * (1.0 + dispenser_share)


@rule("m^3", "Payload volume of one flight usable by stowed satellites")
def payload_volume(fairing_volume: Array, fairing_packing: Array) -> Array:
    return fairing_volume * fairing_packing


@rule("1", "Satellites per flight by mass")
def satellites_by_mass(payload_to_orbit: Array, launch_mass_per_satellite: Array) -> Array:
    return payload_to_orbit / launch_mass_per_satellite


@rule("1", "Satellites per flight by volume")
def satellites_by_volume(payload_volume: Array, stowed_volume: Array) -> Array:
    return payload_volume / stowed_volume


@rule(
    "1", "Satellites per flight, limited by mass, volume and count; zero if not even one fits", roles=("chain", "whole")
)
def satellites_per_launch(
    satellites_by_mass: Array, satellites_by_volume: Array, satellites_per_launch_limit: Array
) -> Array:
    """An unpublished volume is no limit."""
    by_volume = np.where(np.isnan(satellites_by_volume), satellites_per_launch_limit, satellites_by_volume)
    fitting = np.minimum(np.minimum(satellites_by_mass, by_volume), satellites_per_launch_limit)
    return np.floor(fitting * (1.0 + 1e-12))


@satellites_per_launch.when(launch_packing="bulk")
def satellites_per_launch_bulk(payload_to_orbit: Array, satellite_wet_mass: Array) -> Array:
    return payload_to_orbit / satellite_wet_mass


@rule("1", "Limit on the number of satellites per flight", words=("mass", "room", "count"))
def flight_limit(satellites_by_mass: Array, satellites_by_volume: Array, satellites_per_launch_limit: Array) -> Array:
    """The smallest of the three limits; an unpublished volume is no limit."""
    less_room = satellites_by_volume < satellites_by_mass
    by_mass = (satellites_by_mass <= satellites_per_launch_limit) & np.logical_not(less_room)
    by_room = satellites_by_volume <= satellites_per_launch_limit
    return np.where(by_mass, 0.0, np.where(by_room, 1.0, 2.0))


@rule("1", "Share of a flight's payload mass used by its satellites")
def flight_fill(satellites_per_launch: Array, launch_mass_per_satellite: Array, payload_to_orbit: Array) -> Array:
    return satellites_per_launch * launch_mass_per_satellite / payload_to_orbit


@flight_fill.when(launch_packing="bulk")
def flight_fill_bulk() -> Array:
    return 1.0


@rule("kg", "Satellite mass at which one more would fit on a flight")
def satellite_mass_for_one_more(payload_to_orbit: Array, satellites_per_launch: Array, dispenser_share: Array) -> Array:
    return payload_to_orbit / ((satellites_per_launch + 1.0) * (1.0 + dispenser_share))


@rule("1", "Working satellites per satellite launched, at launch_failure_probability")
def launch_yield(launch_failure_probability: Array, early_failure_probability: Array) -> Array:
    """Successful flights times satellites without early failure."""
    return (1.0 - launch_failure_probability) * (1.0 - early_failure_probability)


@rule(
    "1",
    "Flights per satellite launched, tankers included; no value if not even one satellite fits",
    no_value="not even one satellite fits on a flight",
)
def flights_per_satellite(satellites_per_launch: Array, tankers_per_payload: Array) -> Array:
    return (1.0 + tankers_per_payload) / np.where(satellites_per_launch > 0.0, satellites_per_launch, np.nan)


@rule("MW", "IT power to orbit per flight, tanker flights included in the count")
def power_per_launch(it_power_per_satellite: Array, flights_per_satellite: Array) -> Array:
    return it_power_per_satellite / flights_per_satellite
