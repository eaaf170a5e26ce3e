"""Electric thrusters: what power makes of thrust, and what the air asks of both.

Thrusters work while the array is lit, so that no battery carries them.
"""

from __future__ import annotations

from orbitcalc._typing import Array
from orbitcalc.graph import parameter, rule
from orbitcalc.physics import drag, propulsion

thruster_efficiency = parameter(
    "0.5",
    "Power of the jet over the electric power of the thrusters, their supply included",
    low="0.4",
    high="0.58",
    bounds=("0.05", "0.95"),
    source="orbital-index",
    note="50 % of the argon thruster of Starlink; 55 % of the SPT-140 on xenon (4.5 kW, 280 mN, 1800 s), its supply "
    "apart (general knowledge, not re-read)",
)
thruster_power_share = parameter(
    "0.1",
    "Electric power of the installed thrusters over the bus power",
    low="0.05",
    high="0.2",
    bounds=("0", "2"),
    role="lever",
    source="assumption",
    note="a Starlink V2 mini has 4.2 kW of thruster on some 27 kW of array; a heavier share climbs faster",
    roles=("decision",),
)
thruster_specific_mass = parameter(
    "3 kg/kW",
    "Mass of thrusters, their supply and gimbals per electric power",
    low="1.5 kg/kW",
    high="7 kg/kW",
    bounds=("0 kg/kW", "100 kg/kW"),
    source="assumption",
    note="thrusters alone: 0.5 kg/kW of Starlink's argon thruster, 1.9 kg/kW of the SPT-140; a supply weighs 1 to 4 "
    "kg/kW more",
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


@rule("kg", "Mass of the thrusters and their supply", label="thrusters", adds_to=("equipment_mass",))
def thruster_mass(thruster_power: Array, thruster_specific_mass: Array) -> Array:
    return thruster_power * thruster_specific_mass


# Against drag


@rule("1", "Share of the worst orbit in which the thrusters have power")
def thrusting_share(eclipse_fraction_max: Array) -> Array:
    return 1.0 - eclipse_fraction_max


@thrusting_share.when(power_source="reactor")
def thrusting_share_reactor() -> Array:
    return 1.0


@rule("Pa", "Drag per frontal area")
def drag_pressure(air_density: Array, orbital_velocity: Array, drag_coefficient: Array) -> Array:
    return drag.drag_force(air_density, orbital_velocity, drag_coefficient)


@rule("mN", "Drag while working")
def drag_force(drag_pressure: Array, drag_area: Array) -> Array:
    return drag_pressure * drag_area


@rule("mN", "Thrust that makes up for drag, in the lit part of the worst orbit")
def drag_thrust(drag_force: Array, thrusting_share: Array) -> Array:
    return drag_force / thrusting_share


@rule("W/m^2", "Power at the source that makes up for the drag of a square metre of frontal area, while lit")
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


@rule("kW", "Power at the source that makes up for drag, while lit")
def drag_power(drag_power_density: Array, drag_area: Array) -> Array:
    return drag_power_density * drag_area


@rule("1", "Share of a new array's output that holds off the array's own drag")
def array_drag_burden(drag_power_density: Array, drag_area_share: Array, array_power_density: Array) -> Array:
    return drag_power_density * drag_area_share / array_power_density


@rule("kW", "Power at the source that makes up for the drag of the radiator, while lit")
def radiator_drag_power(drag_power_density: Array, drag_area_share: Array, radiator_area: Array) -> Array:
    return drag_power_density * drag_area_share * radiator_area


@rule("1", "Power that makes up for drag over that of the load, for an array that is new")
def drag_load_share(array_drag_burden: Array, radiator_drag_power: Array, array_power_required: Array) -> Array:
    return (array_drag_burden + radiator_drag_power / array_power_required) / (1.0 - array_drag_burden)


@drag_load_share.when(power_source="reactor")
def drag_load_share_reactor() -> Array:
    return 0.0


@rule("kW", "Array output needed with the thrusters against drag, while lit")
def array_power_with_drag(array_power_required: Array, drag_power: Array) -> Array:
    return array_power_required + drag_power
