"""Drag in operation: the frontal area, and the thrust and power that offset the drag.

An array faces the Sun. A radiator is edge-on to Sun and Earth, and therefore face-on to the flow over the terminator.
Thrusters fire while the array is sunlit, so that they need no battery.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import parameter, rule
from orbitcalc.physics import attitude, drag, eclipse, propulsion

drag_coefficient = parameter(
    "2.2",
    "Drag coefficient in free molecular flow",
    low="2",
    high="2.6",
    bounds=("1", "5"),
    source="smad",
    aliases=("cd",),
)


@rule("1", "Frontal over total area of the array, mean over orbit and year")
def array_drag_share(beta_angle: Array) -> Array:
    return eclipse.mean_over_year(attitude.sun_pointed_share(beta_angle))


@array_drag_share.when(orbit_kind="inclined", orbit_planes="spread")
def array_drag_share_inclined_spread(plane_beta_angle: Array) -> Array:
    return np.mean(eclipse.mean_over_year(attitude.sun_pointed_share(plane_beta_angle)), axis=0)


@rule("1", "Frontal over planform area of a panel edge-on to Sun and Earth, mean over orbit and year")
def edge_on_drag_share(beta_angle: Array) -> Array:
    return eclipse.mean_over_year(attitude.edge_on_share(beta_angle))


@edge_on_drag_share.when(orbit_kind="inclined", orbit_planes="spread")
def edge_on_drag_share_inclined_spread(plane_beta_angle: Array) -> Array:
    return np.mean(eclipse.mean_over_year(attitude.edge_on_share(plane_beta_angle)), axis=0)


@rule("1", "Frontal over planform area of the radiator")
def radiator_drag_share(edge_on_drag_share: Array, radiator_tilt: Array) -> Array:
    """The panel is edge-on to the Sun; turned to face the Earth it is edge-on to the flow as well."""
    return edge_on_drag_share * np.abs(np.sin(radiator_tilt))


@radiator_drag_share.when(radiator_faces="array-back")
def radiator_drag_share_array_back() -> Array:
    """The radiator is in the wake of the array."""
    return 0.0


@rule(
    "1",
    "Frontal area over array and radiator area; a given value sets drag but not the size of the array",
    no_value="a satellite without array and radiator has no area to compare with",
)
def drag_area_share(
    array_area: Array, array_drag_share: Array, radiator_area: Array, radiator_drag_share: Array
) -> Array:
    frontal = array_area * array_drag_share + radiator_area * radiator_drag_share
    return frontal / (array_area + radiator_area)


@rule("m^2", "Frontal area in operation")
def drag_area(array_area: Array, radiator_area: Array, drag_area_share: Array) -> Array:
    return (array_area + radiator_area) * drag_area_share


@rule("Pa", "Drag per frontal area")
def drag_pressure(air_density: Array, orbital_velocity: Array, drag_coefficient: Array) -> Array:
    return drag.drag_force(air_density, orbital_velocity, drag_coefficient)


@rule("mN", "Drag in operation")
def drag_force(drag_pressure: Array, drag_area: Array) -> Array:
    return drag_pressure * drag_area


@rule("1", "Share of the worst orbit in which the thrusters have power")
def thrusting_share(eclipse_fraction_max: Array) -> Array:
    return 1.0 - eclipse_fraction_max


@thrusting_share.when(power_source="reactor")
def thrusting_share_reactor() -> Array:
    return 1.0


@rule("mN", "Thrust that offsets drag, in the sunlit part of the worst orbit")
def drag_thrust(drag_force: Array, thrusting_share: Array) -> Array:
    return drag_force / thrusting_share


@rule("W/m^2", "Source power that offsets drag, per frontal area, while sunlit")
def drag_power_density(
    drag_pressure: Array,
    thrusting_share: Array,
    specific_impulse: Array,
    thruster_efficiency: Array,
    pmad_efficiency: Array,
    standard_gravity: Array,
) -> Array:
    power = propulsion.electric_power(
        drag_pressure / thrusting_share, specific_impulse, thruster_efficiency, standard_gravity=standard_gravity
    )
    return power / pmad_efficiency


@rule("kW", "Source power that offsets drag, while sunlit")
def drag_power(drag_power_density: Array, drag_area: Array) -> Array:
    return drag_power_density * drag_area


@rule("1", "Share of a new array's output that offsets its own drag")
def array_drag_burden(drag_power_density: Array, array_drag_share: Array, array_power_density: Array) -> Array:
    return drag_power_density * array_drag_share / array_power_density


@rule("kW", "Source power that offsets the drag of the radiator, while sunlit")
def radiator_drag_power(drag_power_density: Array, radiator_drag_share: Array, radiator_area: Array) -> Array:
    return drag_power_density * radiator_drag_share * radiator_area


@rule(
    "1",
    "Power that offsets drag over the power of the load, for a new array",
    impossible="offsetting the drag of the array takes more power than the array delivers",
)
def drag_load_share(array_drag_burden: Array, radiator_drag_power: Array, array_power_required: Array) -> Array:
    return (array_drag_burden + radiator_drag_power / array_power_required) / (1.0 - array_drag_burden)


@drag_load_share.when(power_source="reactor")
def drag_load_share_reactor() -> Array:
    return 0.0


@rule(
    "1",
    "Radiator area for the heat of a reactor's power against the radiator's own drag, over that area",
    no_value="the heat of the power against the radiator's drag takes more radiator than there is",
)
def reactor_drag_burden(
    drag_power_density: Array,
    radiator_drag_share: Array,
    reactor_heat_ratio: Array,
    radiator_reserve: Array,
    reactor_radiator_net_flux: Array,
) -> Array:
    """The drag of each square metre takes power, whose heat takes area, so that the area follows without a loop."""
    heat = drag_power_density * radiator_drag_share * reactor_heat_ratio
    burden = heat * radiator_reserve / np.where(reactor_radiator_net_flux > 0.0, reactor_radiator_net_flux, np.nan)
    return np.where(burden < 1.0, burden, np.nan)


@reactor_drag_burden.when(power_source="solar")
def reactor_drag_burden_solar() -> Array:
    return 0.0


@rule("kW", "Array output needed with the thrusters offsetting drag, while sunlit")
def array_power_with_drag(
    array_power_required: Array, array_power: Array, array_drag_burden: Array, radiator_drag_power: Array
) -> Array:
    return array_power_required + array_power * array_drag_burden + radiator_drag_power
