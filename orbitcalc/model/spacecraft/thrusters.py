"""Electric thrusters: power, thrust and mass."""

from __future__ import annotations

from orbitcalc._typing import Array
from orbitcalc.graph import parameter, rule
from orbitcalc.physics import propulsion, transfer

thruster_efficiency = parameter(
    "0.5",
    "Thruster efficiency: jet power over electric power, power processing included",
    low="0.4",
    high="0.58",
    bounds=("0.05", "0.95"),
    source="orbital-index",
    note="50 % for the argon thruster of Starlink; 55 % for the SPT-140 on xenon (4.5 kW, 280 mN, 1800 s) without its "
    "power supply (general knowledge, not re-read)",
)
thruster_power_share = parameter(
    "0.1",
    "Electric power of the installed thrusters over the bus power",
    low="0.05",
    high="0.2",
    bounds=("0", "2"),
    role="lever",
    source="assumption",
    note="a Starlink V2 mini has a 4.2 kW thruster with some 27 kW of array; a larger share climbs faster",
    roles=("decision",),
)
thruster_specific_mass = parameter(
    "3 kg/kW",
    "Specific mass of thrusters, power supply and gimbals, per electric power",
    low="1.5 kg/kW",
    high="7 kg/kW",
    bounds=("0 kg/kW", "100 kg/kW"),
    source="assumption",
    note="thrusters alone: 0.5 kg/kW for Starlink's argon thruster, 1.9 kg/kW for the SPT-140; a power supply adds 1 "
    "to 4 kg/kW",
)


@rule("kW", "Electric power of the installed thrusters")
def thruster_power(bus_power: Array, thruster_power_share: Array) -> Array:
    return bus_power * thruster_power_share


@rule("mN", "Thrust of the installed thrusters at full power")
def thrust(
    thruster_power: Array, thruster_efficiency: Array, specific_impulse: Array, standard_gravity: Array
) -> Array:
    return propulsion.electric_thrust(
        thruster_power, specific_impulse, thruster_efficiency, standard_gravity=standard_gravity
    )


@rule("mN", "Thrust that makes up for drag, keeps the orbit and avoids others, in the lit part of the worst orbit")
def station_thrust(
    drag_thrust: Array,
    satellite_wet_mass: Array,
    avoidance_delta_v: Array,
    keeping_delta_v: Array,
    thrusting_share: Array,
) -> Array:
    """A satellite of a square kilometre steers clear of others all the time."""
    return drag_thrust + satellite_wet_mass * (avoidance_delta_v + keeping_delta_v) / thrusting_share


@rule("kg", "Mass of the thrusters and their power supply", label="thrusters", adds_to=("equipment_mass",))
def thruster_mass(thruster_power: Array, thruster_specific_mass: Array) -> Array:
    return thruster_power * thruster_specific_mass


@rule(
    "d",
    "Duration of the spiral to the disposal orbit at full thrust, without drag",
    no_value="there is no thrust",
)
def disposal_descent_time(
    altitude: Array,
    disposal_altitude: Array,
    thrust: Array,
    satellite_dry_mass: Array,
    earth_gravitational_parameter: Array,
    earth_radius: Array,
) -> Array:
    return transfer.low_thrust_time(
        altitude,
        disposal_altitude,
        thrust / satellite_dry_mass,
        earth_radius=earth_radius,
        gravitational_parameter=earth_gravitational_parameter,
    )
