"""What surrounds the satellite in its orbit: the warm and bright Earth, and thin air."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import parameter, rule
from orbitcalc.physics import drag, surroundings
from orbitcalc.validity import limits_of

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
earth_infrared = parameter(
    "237 W/m^2",
    "Infrared emitted by the Earth",
    low="189 W/m^2",
    high="275 W/m^2",
    bounds=("0 W/m^2", "500 W/m^2"),
    source="nasa-tm-2001-211221",
    aliases=("olr",),
    note="22.7807 W/m^2 in starcloud-radiator is the share that one radiator face absorbs, not the flux",
)
albedo = parameter(
    "0.3",
    "Share of sunlight that the Earth reflects",
    low="0.2",
    high="0.4",
    bounds=("0", "1"),
    source="nasa-tm-2001-211221",
)
albedo_visibility = parameter(
    "0.1",
    "Brightness of the visible Earth over that under the Sun at its zenith, orbit mean",
    low="0",
    high="0.3",
    bounds=("0", "1"),
    source="gilmore",
    note="near 0 over the terminator; 0.5 in forethought-2026 is a ratio of view factors over all orbits, 1 the "
    "whole Earth lit",
)


@rule("1", "View factor of a plate edge-on to the Earth, one side")
def earth_view_factor_edge(altitude: Array, earth_radius: Array) -> Array:
    return surroundings.view_factor(altitude, 0.5 * np.pi, earth_radius=earth_radius)


@rule(
    "kg/m^3",
    "Density of the air at this height and solar flux",
    tabulated=True,
    within=limits_of(drag.air_density),
)
def air_density(altitude: Array, solar_flux: Array) -> Array:
    return drag.air_density(altitude, solar_flux)
