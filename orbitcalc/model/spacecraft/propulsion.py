"""Velocity change and drag over a satellite's life, disposal included."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import parameter, rule
from orbitcalc.physics import decay, propulsion, transfer
from orbitcalc.validity import limits_of

specific_impulse = parameter(
    "2000 s",
    "Specific impulse of the thrusters",
    low="1300 s",
    high="2700 s",
    bounds=("50 s", "20000 s"),
    source="orbital-index",
    note="Hall thrusters; argon on Starlink 2500 s; the high is that of a large thruster for deep space, 2600 to 2800 "
    "s (general knowledge, not re-read)",
    aliases=("isp",),
)
keeping_delta_v = parameter(
    "5 m/s/yr",
    "Velocity change per year for station-keeping of plane and formation",
    low="1.5 m/s/yr",
    high="15 m/s/yr",
    bounds=("0 m/s/yr", "1000 m/s/yr"),
    source="suncatcher",
    note="formation: less than 3 m/s/yr per kilometre from the centre; plane and phase take the rest",
    aliases=("station_keeping",),
)
insertion_delta_v = parameter(
    "30 m/s",
    "Velocity change from launcher release to the operational position",
    low="15 m/s",
    high="150 m/s",
    bounds=("0 m/s", "10000 m/s"),
    source="assumption",
    note="injection errors of 15 km and 0.1 deg take 8 and 13 m/s, phasing the rest; the high is a climb of 280 km",
)
tumbling_area_share = parameter(
    "0.5",
    "Frontal area of a dead satellite over its array and radiator area",
    low="0.25",
    high="0.6",
    bounds=("0.01", "1"),
    source="smad",
    note="mean projected area of a tumbling plate",
)
disposal_time_limit = parameter(
    "5 yr",
    "Allowed time from end of mission to re-entry",
    low="1 yr",
    high="25 yr",
    bounds=("0.1 yr", "100 yr"),
    role="lever",
    source="fcc-25-283",
    aliases=("deorbit_time",),
)
disposal_reserve = parameter(
    "2",
    "Ratio of allowed to expected decay time from the disposal orbit",
    low="1",
    high="5",
    bounds=("1", "20"),
    role="lever",
    source="assumption",
    note="solar activity may be low",
)


@rule("kg", "Propellant mass to offset drag over life")
def drag_propellant(
    drag_force: Array, satellite_life: Array, specific_impulse: Array, standard_gravity: Array
) -> Array:
    """Thrust equals drag, so that this part does not depend on the mass of the satellite."""
    return drag_force * satellite_life / (specific_impulse * standard_gravity)


@rule(
    "km",
    "Disposal altitude, from which a dead satellite re-enters in the allowed time with reserve",
    tabulated=True,
    no_value="a dead satellite without area, or of unlimited mass, does not decay",
    within=limits_of(decay.decay_time),
)
def disposal_altitude(
    altitude: Array,
    array_area: Array,
    radiator_area: Array,
    tumbling_area_share: Array,
    drag_coefficient: Array,
    mass_without_tanks: Array,
    disposal_time_limit: Array,
    disposal_reserve: Array,
    solar_flux: Array,
) -> Array:
    """The mass excludes tanks, which depend on this altitude and are a few thousandths of the mass."""
    ballistic = drag_coefficient * tumbling_area_share * (array_area + radiator_area) / mass_without_tanks
    reached = decay.decay_altitude(disposal_time_limit / disposal_reserve, ballistic, solar_flux)
    return np.minimum(altitude, np.maximum(reached, 0.0))


@rule("m/s", "Velocity change to the disposal orbit at the end of life")
def disposal_delta_v(
    altitude: Array, disposal_altitude: Array, earth_gravitational_parameter: Array, earth_radius: Array
) -> Array:
    return transfer.low_thrust_delta_v(
        altitude, disposal_altitude, gravitational_parameter=earth_gravitational_parameter, earth_radius=earth_radius
    )


@rule("m/s", "Velocity change over life, without drag", aliases=("dv",))
def delta_v(
    insertion_delta_v: Array,
    climb_delta_v: Array,
    avoidance_delta_v: Array,
    keeping_delta_v: Array,
    satellite_life: Array,
    disposal_delta_v: Array,
) -> Array:
    return insertion_delta_v + climb_delta_v + (avoidance_delta_v + keeping_delta_v) * satellite_life + disposal_delta_v


@rule("1", "Propellant for delta_v over dry mass")
def propellant_ratio(delta_v: Array, specific_impulse: Array, standard_gravity: Array) -> Array:
    return propulsion.propellant_ratio(delta_v, specific_impulse, standard_gravity=standard_gravity)
