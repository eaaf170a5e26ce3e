"""The orbit itself: altitude, inclination, period, and beta angle through the year.

Altitude is the mean geocentric radius less the equatorial radius, for which the first-order J2
formulas hold to 0.003 deg. The local time of the node applies only to a sun-synchronous plane;
in any other orbit the node starts at `right_ascension` and drifts.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import choice, constant, parameter, rule
from orbitcalc.physics import beta, constants, orbit
from orbitcalc.validity import limits_of

PLANES = 8
"""Planes of a spread shell, as in the reference vectors eclfrac_raanavg_*."""

orbit_kind = choice(
    "dawn-dusk",
    "sun-synchronous",
    "inclined",
    meaning="Kind of circular orbit: sun-synchronous over the terminator, sun-synchronous at any local_time, or at any "
    "inclination",
    aliases=("orbit_type", "sso"),
    roles=("starter",),
)
orbit_planes = choice(
    "one",
    "spread",
    meaning="Sunlight of one inclined plane at right_ascension, or averaged over evenly spaced planes",
    aliases=("n_planes",),
)
altitude = parameter(
    "650 km",
    "Altitude of the circular orbit: mean radius less the Earth's equatorial radius",
    low="500 km",
    high="1000 km",
    bounds=("160 km", "2000 km"),
    role="lever",
    source="suncatcher",
    aliases=("sma", "semi_major_axis"),
    roles=("starter", "optimise", "decision"),
)
shell_inclination = parameter(
    "53 deg",
    "Inclination of the orbit where orbit_kind is inclined",
    low="30 deg",
    high="90 deg",
    bounds=("0 deg", "180 deg"),
    role="lever",
    source="gcat_sat",
    note="the Starlink shells",
)
local_time = parameter(
    "6 h",
    "Local mean solar time of the ascending node of a sun-synchronous orbit",
    low="6 h",
    high="18 h",
    bounds=("0 h", "24 h"),
    role="lever",
    source="suncatcher",
    aliases=("ltan",),
)
right_ascension = parameter(
    "0 deg",
    "Right ascension of the ascending node on 1 January 2027, where local_time does not set it",
    low="0 deg",
    high="360 deg",
    bounds=("-360 deg", "360 deg"),
    role="lever",
    source="assumption",
    note="all nodes are equally likely; for a fleet of many planes choose orbit_planes = spread",
    aliases=("raan",),
)
dawn_dusk_tolerance = constant("1 h", "Largest deviation of a dawn-dusk node from 6 h or 18 h", source="assumption")
mean_solar_day = constant(f"{constants.DAY!r} s", "Mean solar day, the period of local time", source="iau-2015")
sun_locked_tolerance = constant(
    "1 deg",
    "Largest deviation from the sun-synchronous inclination at which the node counts as keeping local time",
    source="assumption",
)


@rule("minute", "Period of the circular orbit")
def orbital_period(altitude: Array, earth_gravitational_parameter: Array, earth_radius: Array) -> Array:
    return orbit.orbital_period(
        altitude, gravitational_parameter=earth_gravitational_parameter, earth_radius=earth_radius
    )


@rule("m/s", "Speed on the circular orbit")
def orbital_velocity(altitude: Array, earth_gravitational_parameter: Array, earth_radius: Array) -> Array:
    return orbit.orbital_velocity(
        altitude, gravitational_parameter=earth_gravitational_parameter, earth_radius=earth_radius
    )


@rule("deg", "Sun-synchronous inclination")
def sun_synchronous_inclination(
    altitude: Array,
    earth_gravitational_parameter: Array,
    earth_radius: Array,
    earth_oblateness: Array,
    tropical_year: Array,
) -> Array:
    return orbit.sun_synchronous_inclination(
        altitude,
        gravitational_parameter=earth_gravitational_parameter,
        earth_radius=earth_radius,
        oblateness=earth_oblateness,
        sun_rate=2.0 * np.pi / tropical_year,
    )


@rule("deg", "Inclination of the orbit")
def inclination(sun_synchronous_inclination: Array) -> Array:
    return sun_synchronous_inclination


@inclination.when(orbit_kind="inclined")
def inclination_inclined(shell_inclination: Array) -> Array:
    return shell_inclination


@rule(
    "deg/day",
    "Precession rate of the node due to the Earth's oblateness",
    signed=True,
    within=limits_of(orbit.nodal_precession),
)
def nodal_precession(
    altitude: Array,
    inclination: Array,
    earth_gravitational_parameter: Array,
    earth_radius: Array,
    earth_oblateness: Array,
) -> Array:
    return orbit.nodal_precession(
        altitude,
        inclination,
        gravitational_parameter=earth_gravitational_parameter,
        earth_radius=earth_radius,
        oblateness=earth_oblateness,
    )


@rule(
    "1",
    "Whether an orbit meant to be sun-synchronous is so",
    words=("no", "yes"),
    caution="an inclination of {inclination} is not sun-synchronous at this altitude: the orbit is treated as "
    "inclined, with its node starting at right_ascension",
)
def follows_sun(inclination: Array, sun_synchronous_inclination: Array, sun_locked_tolerance: Array) -> Array:
    return np.where(np.abs(inclination - sun_synchronous_inclination) < sun_locked_tolerance, 1.0, 0.0)


@follows_sun.when(orbit_kind="inclined")
def follows_sun_inclined() -> Array:
    """An inclined orbit need not follow the Sun."""
    return 1.0


@rule(
    "1",
    "Whether an orbit meant to be dawn-dusk lies over the terminator",
    words=("no", "yes"),
    caution="a local time of {local_time} is not dawn-dusk: the orbit is treated as sun-synchronous at that time",
)
def over_terminator(local_time: Array, dawn_dusk_tolerance: Array, mean_solar_day: Array) -> Array:
    """A dawn-dusk node is at 6 h or 18 h."""
    return _near_terminator(local_time, dawn_dusk_tolerance, mean_solar_day)


@over_terminator.when(orbit_kind=("sun-synchronous", "inclined"))
def over_terminator_otherwise() -> Array:
    """Other orbits need not be dawn-dusk."""
    return 1.0


@rule("1", "Kind of orbit flown", words=("inclined", "sun-synchronous", "dawn-dusk"))
def orbit_flown(follows_sun: Array, local_time: Array, dawn_dusk_tolerance: Array, mean_solar_day: Array) -> Array:
    return follows_sun * (1.0 + _near_terminator(local_time, dawn_dusk_tolerance, mean_solar_day))


@orbit_flown.when(orbit_kind="inclined")
def orbit_flown_inclined() -> Array:
    return 0.0


def _near_terminator(local_time: Array, tolerance: Array, day: Array) -> Array:
    """1 where the node is within the tolerance of 6 h or 18 h, else 0."""
    return np.where(np.abs((2.0 * local_time / day) % 1.0 - 0.5) <= 2.0 * tolerance / day, 1.0, 0.0)


@rule("deg", "Right ascension of the node on 1 January 2027", signed=True)
def node_at_epoch(follows_sun: Array, local_time: Array, right_ascension: Array, year: Array) -> Array:
    keeps_time = beta.node_at_local_time(local_time, turn_time=year * (constants.DAY / constants.YEAR))
    return np.where(follows_sun > 0.0, keeps_time, right_ascension)


@node_at_epoch.when(orbit_kind="inclined")
def node_at_epoch_inclined(right_ascension: Array) -> Array:
    return right_ascension


@rule(
    "deg",
    "Beta angle, between the Sun and the orbit plane, through a year from 1 January 2027",
    axis="season",
    signed=True,
    aliases=("beta",),
)
def beta_angle(inclination: Array, node_at_epoch: Array, nodal_precession: Array, tropical_year: Array) -> Array:
    return beta.beta_through_year(inclination, node_at_epoch, nodal_precession, tropical_year=tropical_year)


@rule(
    "deg",
    "Beta angle of each plane of a spread shell, through a year from 1 January 2027",
    axis="season",
    signed=True,
)
def plane_beta_angle(inclination: Array, node_at_epoch: Array, nodal_precession: Array, tropical_year: Array) -> Array:
    nodes = node_at_epoch + 2.0 * np.pi / PLANES * np.arange(PLANES)[:, np.newaxis]
    return beta.beta_through_year(inclination, nodes, nodal_precession, tropical_year=tropical_year)
