"""The environment of the satellite: infrared and reflected light of the Earth, and the upper atmosphere."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import parameter, rule
from orbitcalc.physics import drag, eclipse, surroundings
from orbitcalc.validity import limits_of

solar_flux = parameter(
    "140",
    "Solar radio flux F10.7 in solar flux units, which sets the density of the upper atmosphere",
    low="70",
    high="200",
    bounds=("60", "300"),
    source="nrlmsis-2.1",
    note="minimum, mean and maximum of a solar cycle",
    aliases=("f107",),
)
earth_infrared = parameter(
    "237 W/m^2",
    "Infrared flux emitted by the Earth",
    low="189 W/m^2",
    high="275 W/m^2",
    bounds=("0 W/m^2", "500 W/m^2"),
    source="nasa-tm-2001-211221",
    aliases=("olr",),
    note="22.7807 W/m^2 in starcloud-radiator is the part that one radiator face absorbs, not the flux",
)
albedo = parameter(
    "0.3",
    "Earth albedo",
    low="0.2",
    high="0.4",
    bounds=("0", "1"),
    source="nasa-tm-2001-211221",
)
terminator_brightness = parameter(
    "0.05",
    "Brightness of the visible Earth above the terminator, over that at the subsolar point",
    low="0.02",
    high="0.1",
    bounds=("0", "1"),
    source="assumption",
    note="0.035 for a Lambert Earth from 650 km by integration over the visible disc; clouds scatter grazing light "
    "forward, which adds to it",
)


@rule("1", "Brightness of the visible Earth over that under the Sun at its zenith, orbit mean", bounds=("0", "1"))
def albedo_visibility(beta_angle: Array, terminator_brightness: Array) -> Array:
    """0.5 in forethought-2026 is a ratio of view factors over all orbits; 1 means a fully lit Earth."""
    return eclipse.mean_over_year(surroundings.albedo_visibility(beta_angle, terminator_brightness))


@albedo_visibility.when(orbit_kind="inclined", orbit_planes="spread")
def albedo_visibility_inclined_spread(plane_beta_angle: Array, terminator_brightness: Array) -> Array:
    visibility = surroundings.albedo_visibility(plane_beta_angle, terminator_brightness)
    return np.mean(eclipse.mean_over_year(visibility), axis=0)


@rule("1", "View factor to the Earth of one side of an edge-on plate")
def earth_view_factor_edge(altitude: Array, earth_radius: Array) -> Array:
    return surroundings.view_factor(altitude, 0.5 * np.pi, earth_radius=earth_radius)


@rule(
    "kg/m^3",
    "Density of the atmosphere at the altitude of the orbit",
    tabulated=True,
    within=limits_of(drag.air_density),
)
def air_density(altitude: Array, solar_flux: Array) -> Array:
    return drag.air_density(altitude, solar_flux)
