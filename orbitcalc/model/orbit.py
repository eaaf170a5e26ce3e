"""The orbit: period, sunlight through the year, air, radiation.

Altitude is the mean geocentric radius less the equatorial radius, for which the first-order J2
formulas hold to 0.003 deg. A local time of the node has a meaning only where the plane keeps pace
with the Sun; in any other orbit the node starts at `right_ascension` and drifts.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import choice, constant, parameter, rule
from orbitcalc.physics import beta, constants, drag, eclipse_year, orbit, radiation, sunlight

orbit_kind = choice(
    "dawn-dusk",
    "sun-synchronous",
    "inclined",
    meaning="Kind of circular orbit: sun-synchronous over the terminator or at local_time, or of any inclination",
    aliases=("orbit_type", "sso"),
)

orbit_planes = choice(
    "one",
    "spread",
    meaning="Sunlight of one inclined plane from right_ascension, or averaged over planes spread evenly around",
    aliases=("n_planes",),
)

altitude = parameter(
    "650 km",
    "Height of the circular orbit: mean radius less the Earth's equatorial radius",
    low="500 km",
    high="1000 km",
    bounds=("160 km", "2000 km"),
    role="lever",
    source="suncatcher",
    aliases=("sma", "semi_major_axis"),
)

shell_inclination = parameter(
    "53 deg",
    "Inclination flown when the orbit is inclined",
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
    "Right ascension of the ascending node on 1 January 2027, where it is not set by local_time",
    low="0 deg",
    high="360 deg",
    bounds=("-360 deg", "360 deg"),
    role="lever",
    source="assumption",
    note="any node is as good; for a fleet of many planes choose orbit_planes = spread",
    aliases=("raan",),
)

solar_flux = parameter(
    "140",
    "Solar radio flux F10.7 in solar flux units, which sets the density of the upper air",
    low="70",
    high="200",
    bounds=("60", "300"),
    source="nrlmsis-2.1",
    note="minimum, mean and maximum of a cycle",
    aliases=("f107",),
)

solar_activity = parameter(
    "0.5",
    "Phase of the solar cycle for trapped radiation: 0 is minimum, 1 is maximum",
    low="0",
    high="1",
    bounds=("0", "1"),
    shape="uniform",
    source="ae8-ap8",
    note="the mean of both, for a life of half a cycle",
    aliases=("solar_cycle",),
)

solar_constant = parameter(
    f"{constants.SOLAR_CONSTANT!r} W/m^2",
    "Sunlight at one astronomical unit",
    low="1360.5 W/m^2",
    high="1361.6 W/m^2",
    bounds=("1300 W/m^2", "1420 W/m^2"),
    source="kopp-lean-2011",
    aliases=("am0",),
)

earth_gravitational_parameter = constant(
    f"{constants.EARTH_GRAVITATIONAL_PARAMETER!r} m^3/s^2",
    "The Earth's gravitational parameter",
    source="orekit",
    aliases=("mu",),
)
earth_radius = constant(f"{constants.EARTH_RADIUS!r} m", "The Earth's equatorial radius", source="wgs84")
earth_oblateness = constant(
    f"{constants.EARTH_J2!r}", "The Earth's second zonal harmonic J2", source="egm96", aliases=("j2",)
)
earth_orbit_eccentricity = constant(
    f"{constants.EARTH_ORBIT_ECCENTRICITY!r}", "Eccentricity of the Earth's orbit", source="iau-2015"
)
sun_radius = constant(f"{constants.SUN_RADIUS!r} m", "Radius of the Sun", source="iau-2015")
astronomical_unit = constant(f"{constants.ASTRONOMICAL_UNIT!r} m", "The astronomical unit", source="iau-2015")
tropical_year = constant(f"{constants.TROPICAL_YEAR!r} s", "The year of the seasons", source="iau-2015")
sun_locked_tolerance = constant(
    "1 deg", "How far from sun-synchronous an inclination may be for its node to keep local time", source="assumption"
)
PLANES = 8
"""Planes of a spread shell, as in the reference vectors eclfrac_raanavg_*."""


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


@rule("deg", "Inclination whose plane follows the Sun through the year")
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


@rule("deg/day", "Drift of the orbit's node from the Earth's oblateness", signed=True)
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


@rule("deg", "Right ascension of the node on 1 January 2027", signed=True)
def node_at_epoch(
    inclination: Array,
    sun_synchronous_inclination: Array,
    sun_locked_tolerance: Array,
    local_time: Array,
    right_ascension: Array,
    year: Array,
) -> Array:
    locked = np.abs(inclination - sun_synchronous_inclination) < sun_locked_tolerance
    keeps_time = beta.node_at_local_time(local_time, turn_time=year * (constants.DAY / constants.YEAR))
    return np.where(locked, keeps_time, right_ascension)


@node_at_epoch.when(orbit_kind="inclined")
def node_at_epoch_inclined(right_ascension: Array) -> Array:
    return right_ascension


@rule(
    "deg",
    "Angle between the Sun and the orbit plane, through a year from 1 January 2027",
    axis="season",
    signed=True,
    aliases=("beta",),
)
def beta_angle(inclination: Array, node_at_epoch: Array, nodal_precession: Array, tropical_year: Array) -> Array:
    return beta.beta_through_year(inclination, node_at_epoch, nodal_precession, tropical_year=tropical_year)


@rule(
    "1",
    "Cosine of half the arc in the Earth's shadow, through the year; above 1 without eclipse",
    axis="season",
    signed=True,
)
def shadow_cosine(
    beta_angle: Array,
    altitude: Array,
    inclination: Array,
    earth_radius: Array,
    earth_oblateness: Array,
) -> Array:
    """The shadow is a cylinder: the penumbra's two halves cancel, to 4 % of a dawn-dusk orbit's eclipses."""
    return eclipse_year.shadow_cosine_through_year(
        beta_angle,
        altitude,
        inclination,
        earth_radius=earth_radius,
        oblateness=earth_oblateness,
    )


@rule("deg", "Angle between the centre and the edge of the Sun, seen from the Earth at its mean distance")
def sun_angular_radius(sun_radius: Array, astronomical_unit: Array) -> Array:
    return np.arcsin(sun_radius / astronomical_unit)


@rule("1", "Share of the year in the Earth's shadow", aliases=("eclipse", "shadow_fraction"))
def eclipse_fraction_mean(shadow_cosine: Array) -> Array:
    return eclipse_year.mean_eclipse_fraction(shadow_cosine)


@eclipse_fraction_mean.when(orbit_kind="inclined", orbit_planes="spread")
def eclipse_fraction_mean_inclined_spread(
    inclination: Array,
    node_at_epoch: Array,
    nodal_precession: Array,
    tropical_year: Array,
    altitude: Array,
    earth_radius: Array,
    earth_oblateness: Array,
) -> Array:
    shadows = _planes(
        inclination,
        node_at_epoch,
        nodal_precession,
        tropical_year,
        altitude,
        earth_radius,
        earth_oblateness,
    )
    return sum(eclipse_year.mean_eclipse_fraction(shadow) for shadow in shadows) / PLANES


@rule("1", "Share of the year's worst orbit in the Earth's shadow")
def eclipse_fraction_max(shadow_cosine: Array) -> Array:
    return eclipse_year.longest_eclipse_fraction(shadow_cosine)


@eclipse_fraction_max.when(orbit_kind="inclined", orbit_planes="spread")
def eclipse_fraction_max_inclined_spread(
    inclination: Array,
    node_at_epoch: Array,
    nodal_precession: Array,
    tropical_year: Array,
    altitude: Array,
    earth_radius: Array,
    earth_oblateness: Array,
) -> Array:
    shadows = _planes(
        inclination,
        node_at_epoch,
        nodal_precession,
        tropical_year,
        altitude,
        earth_radius,
        earth_oblateness,
    )
    return np.max(np.stack([eclipse_year.longest_eclipse_fraction(shadow) for shadow in shadows]), axis=0)


def _planes(
    inclination: Array,
    node: Array,
    rate: Array,
    tropical_year: Array,
    altitude: Array,
    earth_radius: Array,
    oblateness: Array,
) -> list[Array]:
    """The shadow through the year of each plane of a spread shell."""
    nodes = [node + 2.0 * np.pi * k / PLANES for k in range(PLANES)]
    angles = [beta.beta_through_year(inclination, each, rate, tropical_year=tropical_year) for each in nodes]
    shadow = partial(
        eclipse_year.shadow_cosine_through_year,
        altitude=altitude,
        inclination=inclination,
        earth_radius=earth_radius,
        oblateness=oblateness,
    )
    return [shadow(angle) for angle in angles]


@rule("minute", "Longest eclipse of the year")
def eclipse_duration_max(eclipse_fraction_max: Array, orbital_period: Array) -> Array:
    return eclipse_fraction_max * orbital_period


@rule("1/yr", "Eclipses, and so battery cycles, a year")
def eclipse_rate(shadow_cosine: Array, orbital_period: Array) -> Array:
    return eclipse_year.eclipse_orbit_share(shadow_cosine) / orbital_period


@rule("1", "Share of the year in sunlight")
def sunlit_fraction(eclipse_fraction_mean: Array) -> Array:
    return 1.0 - eclipse_fraction_mean


@rule("W/m^2", "Sunlight in the farthest month of the year, for which the array is sized")
def solar_irradiance_min(solar_constant: Array, earth_orbit_eccentricity: Array) -> Array:
    return sunlight.aphelion_irradiance(solar_constant=solar_constant, eccentricity=earth_orbit_eccentricity)


@rule("W/m^2", "Mean sunlight of the year", aliases=("insolation",))
def solar_irradiance_mean(solar_constant: Array, earth_orbit_eccentricity: Array) -> Array:
    return sunlight.mean_irradiance(solar_constant=solar_constant, eccentricity=earth_orbit_eccentricity)


@rule("kg/m^3", "Density of the air at this height and solar flux", tabulated=True)
def air_density(altitude: Array, solar_flux: Array) -> Array:
    return drag.air_density(altitude, solar_flux)


@rule(
    "1",
    "Log dose rate behind each thickness of the table, at solar minimum and maximum",
    axis="shield",
    tabulated=True,
    signed=True,
)
def dose_profile(altitude: Array, inclination: Array) -> Array:
    return radiation.dose_profile(altitude, inclination)


@rule("rad_Si/yr", "Trapped dose in silicon behind the shield, a year", tabulated=True)
def dose_rate(dose_profile: Array, shield_thickness: Array, solar_activity: Array) -> Array:
    return radiation.dose_rate_behind(dose_profile, shield_thickness, solar_activity)
