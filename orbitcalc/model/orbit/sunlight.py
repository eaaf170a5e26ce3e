"""Sunlight on the orbit: its irradiance, and the time in the Earth's shadow."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import parameter, rule
from orbitcalc.physics import constants, eclipse_year, sunlight

solar_constant = parameter(
    f"{constants.SOLAR_CONSTANT!r} W/m^2",
    "Solar constant: irradiance at one astronomical unit",
    low="1360.5 W/m^2",
    high="1361.6 W/m^2",
    bounds=("1300 W/m^2", "1420 W/m^2"),
    source="kopp-lean-2011",
    aliases=("am0",),
    note="1366 W/m^2 in starcloud and forethought is the value accepted before 2011",
)


@rule(
    "1",
    "Cosine of half the shadow arc, through the year; above 1 without eclipse",
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
    """The shadow is a cylinder: the two halves of the penumbra cancel to 4 % of the eclipses of a dawn-dusk orbit."""
    return eclipse_year.shadow_cosine_through_year(
        beta_angle,
        altitude,
        inclination,
        earth_radius=earth_radius,
        oblateness=earth_oblateness,
    )


@rule(
    "1",
    "Cosine of half the shadow arc of each plane of a spread shell, through the year",
    axis="season",
    signed=True,
)
def plane_shadow_cosine(
    plane_beta_angle: Array,
    altitude: Array,
    inclination: Array,
    earth_radius: Array,
    earth_oblateness: Array,
) -> Array:
    return eclipse_year.shadow_cosine_through_year(
        plane_beta_angle,
        altitude,
        inclination,
        earth_radius=earth_radius,
        oblateness=earth_oblateness,
    )


@rule("deg", "Angular radius of the Sun from the Earth at its mean distance")
def sun_angular_radius(sun_radius: Array, astronomical_unit: Array) -> Array:
    return np.arcsin(sun_radius / astronomical_unit)


@rule("1", "Eclipse fraction, mean over the year", bounds=("0", "1"), aliases=("eclipse", "shadow_fraction"))
def eclipse_fraction_mean(shadow_cosine: Array) -> Array:
    return eclipse_year.mean_eclipse_fraction(shadow_cosine)


@eclipse_fraction_mean.when(orbit_kind="inclined", orbit_planes="spread")
def eclipse_fraction_mean_inclined_spread(plane_shadow_cosine: Array) -> Array:
    return np.mean(eclipse_year.mean_eclipse_fraction(plane_shadow_cosine), axis=0)


@rule("1", "Eclipse fraction of the worst orbit of the year", bounds=("0", "1"))
def eclipse_fraction_max(shadow_cosine: Array) -> Array:
    return eclipse_year.longest_eclipse_fraction(shadow_cosine)


@eclipse_fraction_max.when(orbit_kind="inclined", orbit_planes="spread")
def eclipse_fraction_max_inclined_spread(plane_shadow_cosine: Array) -> Array:
    return np.max(eclipse_year.longest_eclipse_fraction(plane_shadow_cosine), axis=0)


@rule("minute", "Longest eclipse of the year")
def eclipse_duration_max(eclipse_fraction_max: Array, orbital_period: Array) -> Array:
    return eclipse_fraction_max * orbital_period


@rule("1/yr", "Eclipses, and hence battery cycles, per year")
def eclipse_rate(shadow_cosine: Array, orbital_period: Array) -> Array:
    return eclipse_year.eclipse_orbit_share(shadow_cosine) / orbital_period


@eclipse_rate.when(orbit_kind="inclined", orbit_planes="spread")
def eclipse_rate_inclined_spread(plane_shadow_cosine: Array, orbital_period: Array) -> Array:
    return np.mean(eclipse_year.eclipse_orbit_share(plane_shadow_cosine), axis=0) / orbital_period


@rule("1", "Share of the year in sunlight", bounds=("0", "1"))
def sunlit_fraction(eclipse_fraction_mean: Array) -> Array:
    return 1.0 - eclipse_fraction_mean


@rule(
    "W/m^2",
    "Sunlight in the farthest month of the year; the array is sized for this, or for longer eclipses in stronger light",
)
def solar_irradiance_min(solar_constant: Array, earth_orbit_eccentricity: Array) -> Array:
    return sunlight.aphelion_irradiance(solar_constant=solar_constant, eccentricity=earth_orbit_eccentricity)


@rule("W/m^2", "Solar irradiance, mean over the year", aliases=("insolation",))
def solar_irradiance_mean(solar_constant: Array, earth_orbit_eccentricity: Array) -> Array:
    return sunlight.mean_irradiance(solar_constant=solar_constant, eccentricity=earth_orbit_eccentricity)
