"""Bus, structure, harness and mass growth allowance."""

from __future__ import annotations

from orbitcalc._typing import Array
from orbitcalc.graph import parameter, rule, total

# Masses of one satellite have one cause besides their own: who builds light wings builds light radiators. Drawn one by
# one, a satellite of 100 kW weighs 41 to 95 kg/kW; studies print about 3 to 75 for whole satellites.
bus_mass_fixed = parameter(
    "120 kg",
    "Mass of avionics, telecommand, sensors and basic attitude control, independent of size",
    low="50 kg",
    high="300 kg",
    bounds=("0 kg", "1e5 kg"),
    source="smad",
    moves_with={"structure_share": 0.4, "compute_mounting_factor": 0.4, "harness_share": 0.4},
)
bus_specific_mass = parameter(
    "0.7 kg/kW",
    "Mass of wheels, drives and main harness per bus power",
    low="0.25 kg/kW",
    high="2 kg/kW",
    bounds=("0 kg/kW", "100 kg/kW"),
    source="assumption",
    note="larger arrays and radiators need larger wheels and drives; 1 kg/kW with thrusters, which are separate here",
    moves_with={"bus_mass_fixed": 0.4, "structure_share": 0.4, "compute_mounting_factor": 0.4, "harness_share": 0.4},
)
bus_volume = parameter(
    "1 m^3",
    "Stowed volume of the bus, independent of size",
    low="0.5 m^3",
    high="3 m^3",
    bounds=("0 m^3", "1000 m^3"),
    source="assumption",
    note="the body of a small satellite",
)
structure_share = parameter(
    "0.18",
    "Mass of structure and mechanisms over equipment mass",
    low="0.12",
    high="0.31",
    bounds=("0", "2"),
    source="structure-textbook",
    note="the high is a fifth of dry mass, as in the source; wings and panels here include their own structure",
    moves_with={"compute_mounting_factor": 0.4, "harness_share": 0.4},
)
harness_share = parameter(
    "0.05", "Mass of harness over equipment mass", low="0.03", high="0.08", bounds=("0", "1"), source="smad"
)
mass_margin = parameter(
    "0.25",
    "Mass growth allowance over the sum of the parts",
    low="0.05",
    high="0.5",
    bounds=("0", "2"),
    source="mass-growth",
    note="inert mass grows by 28 % on average, and by more than 32.5 % in three programmes of ten, which this range "
    "gives too; the low is a series that loses mass again: the V2 mini went from 800 to 575 kg",
    aliases=("mga", "contingency"),
)


@rule("kg", "Mass of the bus", aliases=("avionics_mass",), label="bus", adds_to=("equipment_mass",))
def bus_mass(bus_mass_fixed: Array, bus_specific_mass: Array, bus_power: Array) -> Array:
    return bus_mass_fixed + bus_specific_mass * bus_power


equipment_mass = total(
    "kg",
    "Mass of all equipment, before structure, margin and tanks",
    label="equipment",
)


@rule("kg", "Mass of structure, mechanisms and harness", label="structure")
def structure_mass(equipment_mass: Array, structure_share: Array, harness_share: Array) -> Array:
    return equipment_mass * (structure_share + harness_share)


@rule("kg", "Mass growth allowance", label="margin")
def allowance_mass(equipment_mass: Array, structure_mass: Array, mass_margin: Array) -> Array:
    return (equipment_mass + structure_mass) * mass_margin


@rule("kg", "Mass of one satellite without propellant and its tanks")
def mass_without_tanks(equipment_mass: Array, structure_mass: Array, allowance_mass: Array) -> Array:
    return equipment_mass + structure_mass + allowance_mass
