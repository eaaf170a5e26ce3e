"""The drop-off orbit, and the climb from there to the operational orbit.

Direct insertion costs the launcher payload for every kilometre of altitude. Satellites with electric thrusters can
climb instead, at the cost of propellant, weeks of life, and a drop-off high enough for thrust to exceed drag.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import choice, parameter, rule
from orbitcalc.physics import climb

insertion = choice(
    "climb",
    "direct",
    meaning="Release satellites at dropoff_altitude to climb by electric propulsion, or carry them to their orbit",
)
dropoff_altitude = parameter(
    "350 km",
    "Drop-off altitude of satellites that climb by themselves",
    low="250 km",
    high="450 km",
    bounds=("160 km", "2000 km"),
    role="lever",
    source="assumption",
    note="Starlinks are released at 250 to 300 km with one array, edge-on; the arrays here are ten times as large, and "
    "at 300 km their drag takes most of the thrust; no effect on a lower orbit",
    roles=("decision",),
)


@rule("km", "Altitude at which the launcher releases the satellites")
def delivery_altitude(dropoff_altitude: Array, altitude: Array) -> Array:
    return np.minimum(dropoff_altitude, altitude)


@delivery_altitude.when(insertion="direct")
def delivery_altitude_direct(altitude: Array) -> Array:
    return altitude


@rule("mN", "Mean thrust over the worst orbit, with the thrusters off in eclipse")
def climb_thrust(thrust: Array, thrusting_share: Array) -> Array:
    return thrust * thrusting_share


@rule("mN", "Drag at the drop-off altitude, arrays deployed", tabulated=True)
def delivery_drag(
    delivery_altitude: Array,
    altitude: Array,
    solar_flux: Array,
    drag_coefficient: Array,
    drag_area: Array,
    earth_radius: Array,
    earth_gravitational_parameter: Array,
) -> Array:
    """Zero for direct insertion: `margin_thrust` compares drag and thrust in the orbit itself."""
    drag = climb.drag_at(
        delivery_altitude,
        drag_coefficient * drag_area,
        solar_flux,
        earth_radius=earth_radius,
        gravitational_parameter=earth_gravitational_parameter,
    )
    return np.where(delivery_altitude < altitude, drag, 0.0)


@delivery_drag.when(insertion="direct")
def delivery_drag_direct() -> Array:
    return 0.0


@rule(
    "m/s",
    "Velocity change of the climb, drag on the way included",
    tabulated=True,
    no_value="there is no thrust to climb with, nor drag to compare it with",
)
def climb_delta_v(
    delivery_altitude: Array,
    altitude: Array,
    drag_coefficient: Array,
    drag_area: Array,
    climb_thrust: Array,
    solar_flux: Array,
    earth_radius: Array,
    earth_gravitational_parameter: Array,
) -> Array:
    return climb.climb_delta_v(
        delivery_altitude,
        altitude,
        drag_coefficient * drag_area,
        climb_thrust,
        solar_flux,
        earth_radius=earth_radius,
        gravitational_parameter=earth_gravitational_parameter,
    )


@climb_delta_v.when(insertion="direct")
def climb_delta_v_direct() -> Array:
    return 0.0


@rule("day", "Duration of the climb")
def climb_time(satellite_wet_mass: Array, climb_delta_v: Array, climb_thrust: Array) -> Array:
    return satellite_wet_mass * climb_delta_v / climb_thrust


@climb_time.when(insertion="direct")
def climb_time_direct() -> Array:
    return 0.0


@rule(
    "1",
    "Share of a satellite's life spent in its operational orbit",
    no_value="the climb takes longer than a satellite's life",
)
def on_station_share(climb_time: Array, satellite_life: Array) -> Array:
    share = 1.0 - climb_time / satellite_life
    return np.where(share > 0.0, share, np.nan)
