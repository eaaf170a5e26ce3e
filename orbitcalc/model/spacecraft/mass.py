"""The mass of one satellite, closed algebraically without iteration, and its volume as launched."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import choice, parameter, rule, selection

mass_basis = choice(
    "parts",
    "quoted",
    "quoted-and-radiator",
    meaning="Satellite mass from its parts, from quoted_specific_power, or from quoted_specific_power plus radiator",
)
quoted_specific_power = parameter(
    "36.5 W/kg",
    "Specific power at launch as quoted by a study, where mass_basis is quoted or quoted-and-radiator",
    low="18 W/kg",
    high="100 W/kg",
    bounds=("0.01 W/kg", "1e5 W/kg"),
    source="mccalip",
    note="18 and 100 W/kg are the design and the goal of SpaceX's filing; "
    "8.692 in nasa-otps-sensitivities counts its tankers as payload",
)
satellite = selection(
    "satellites",
    "custom",
    "Satellite with known totals, in place of the computed one",
    supersedes=("specific_power",),
)
tank_share = parameter(
    "0.12",
    "Mass of tanks and feed system over propellant mass",
    low="0.05",
    high="0.3",
    bounds=("0", "2"),
    source="smad",
)


@rule(
    "1",
    "Mass of tanks that each kilogram of dry mass needs for its propellant",
    no_value="the propellant for these velocity changes has no limit",
)
def tank_burden(tank_share: Array, propellant_ratio: Array) -> Array:
    return tank_share * propellant_ratio


@rule("1", "Share of the dry mass left after its tanks; zero where the mass does not close", signed=True)
def mass_closure(tank_burden: Array) -> Array:
    return 1.0 - tank_burden


@rule(
    "kg",
    "Mass of one satellite without propellant",
    no_value="the mass does not close: each kilogram of dry mass needs more than a kilogram of tanks",
    aliases=("dry_mass",),
    lines=("equipment_mass", "structure_mass", "allowance_mass", "tank_mass"),
    label="satellite without propellant",
)
def satellite_dry_mass(
    equipment_mass: Array,
    structure_mass: Array,
    allowance_mass: Array,
    tank_share: Array,
    drag_propellant: Array,
    mass_closure: Array,
) -> Array:
    """Solution for m of m = a + tank * p with p = ratio * m + drag."""
    without_tanks = equipment_mass + structure_mass + allowance_mass
    closing = np.where(mass_closure > 0.0, mass_closure, np.nan)
    return (without_tanks + tank_share * drag_propellant) / closing


@rule("kg", "Propellant mass over life: manoeuvres, disposal and drag", aliases=("propellant",), label="propellant")
def propellant_mass(satellite_dry_mass: Array, propellant_ratio: Array, drag_propellant: Array) -> Array:
    return satellite_dry_mass * propellant_ratio + drag_propellant


@rule("kg", "Mass of propellant tanks and feed", label="tanks")
def tank_mass(propellant_mass: Array, tank_share: Array) -> Array:
    return propellant_mass * tank_share


@rule("kg", "Mass of one satellite as quoted by a study", label="all else, as quoted")
def quoted_mass(it_power_per_satellite: Array, quoted_specific_power: Array) -> Array:
    return it_power_per_satellite / quoted_specific_power


@rule(
    "kg",
    "Mass of one satellite at launch",
    aliases=("wet_mass",),
    lines=("satellite_dry_mass", "propellant_mass"),
    roles=("chain",),
)
def satellite_wet_mass(satellite_dry_mass: Array, propellant_mass: Array) -> Array:
    return satellite_dry_mass + propellant_mass


@satellite_wet_mass.when(mass_basis="quoted")
def satellite_wet_mass_quoted(quoted_mass: Array) -> Array:
    return quoted_mass


@satellite_wet_mass.when("quoted_mass", "radiator_mass", mass_basis="quoted-and-radiator")
def satellite_wet_mass_quoted_and_radiator(quoted_mass: Array, radiator_mass: Array) -> Array:
    return quoted_mass + radiator_mass


@rule(
    "W/kg",
    "Specific power: IT power per mass at launch",
    instead="mass_basis = quoted and quoted_specific_power",
    aliases=("watts_per_kg",),
    roles=("chain",),
)
def specific_power(it_power_per_satellite: Array, satellite_wet_mass: Array) -> Array:
    return it_power_per_satellite / satellite_wet_mass


@rule("m^3", "Volume of one satellite as launched")
def stowed_volume(
    array_power: Array,
    array_stowed_density: Array,
    radiator_area: Array,
    radiator_stowed_thickness: Array,
    it_power_per_satellite: Array,
    compute_density: Array,
    bus_volume: Array,
) -> Array:
    folded = array_power / array_stowed_density + radiator_area * radiator_stowed_thickness
    return folded + it_power_per_satellite / compute_density + bus_volume
