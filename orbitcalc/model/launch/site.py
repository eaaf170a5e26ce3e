"""The launch site: inclinations that its azimuths reach without a dogleg.

A range lets rockets fly where few people live below. What lies outside its azimuths takes a turn in flight, or another
site. What a polar or retrograde azimuth loses of the speed of the ground is in `injection_delta_v`; what a turn costs
depends on where in the ascent it is flown, no published payload shows it, and it is not counted.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import catalogued, rule, selection
from orbitcalc.physics import transfer

launch_site = selection("sites", "any", "Launch site, for the inclinations that it reaches; any reaches all")
site_latitude = catalogued("sites", "deg", "Latitude of the launch site", bounds=("-90 deg", "90 deg"), role="constant")
site_azimuth_first = catalogued(
    "sites",
    "deg",
    "First azimuth of flight that the site allows, from north through east",
    bounds=("-180 deg", "360 deg"),
    role="constant",
)
site_azimuth_last = catalogued(
    "sites", "deg", "Last azimuth of flight that the site allows", bounds=("-180 deg", "360 deg"), role="constant"
)


@rule("deg", "Inclination that the site reaches at its first azimuth")
def site_inclination_first(
    site_latitude: Array, site_azimuth_first: Array, orbital_velocity: Array, earth_rotation_speed: Array
) -> Array:
    return transfer.launched_inclination(
        site_latitude, site_azimuth_first, orbital_velocity, rotation_speed=earth_rotation_speed
    )


@rule("deg", "Inclination that the site reaches at its last azimuth")
def site_inclination_last(
    site_latitude: Array, site_azimuth_last: Array, orbital_velocity: Array, earth_rotation_speed: Array
) -> Array:
    return transfer.launched_inclination(
        site_latitude, site_azimuth_last, orbital_velocity, rotation_speed=earth_rotation_speed
    )


@rule("deg", "Lowest inclination that the site reaches without a dogleg")
def site_inclination_min(
    site_latitude: Array,
    site_azimuth_first: Array,
    site_azimuth_last: Array,
    site_inclination_first: Array,
    site_inclination_last: Array,
) -> Array:
    """Due east, if that is allowed, the latitude of the site."""
    east = (site_azimuth_first <= 0.5 * np.pi) & (site_azimuth_last >= 0.5 * np.pi)
    ends = np.minimum(site_inclination_first, site_inclination_last)
    return np.where(east, np.abs(site_latitude), ends)


@rule("deg", "Highest inclination that the site reaches without a dogleg")
def site_inclination_max(site_inclination_first: Array, site_inclination_last: Array) -> Array:
    return np.maximum(site_inclination_first, site_inclination_last)


@rule(
    "1",
    "Whether the launch site reaches the inclination without a dogleg",
    words=("no", "yes"),
    caution="the launch site reaches inclinations from {site_inclination_min} to {site_inclination_max}: "
    "{inclination} takes a dogleg, whose payload is not counted, or another site",
)
def site_reaches(inclination: Array, site_inclination_min: Array, site_inclination_max: Array) -> Array:
    inside = (inclination >= site_inclination_min) & (inclination <= site_inclination_max)
    return np.where(inside, 1.0, 0.0)
