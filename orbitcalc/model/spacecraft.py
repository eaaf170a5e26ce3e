"""The spacecraft: shield, bus, structure, propellant. Mass closes by algebra, without a loop."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import choice, constant, parameter, rule, selection, total
from orbitcalc.physics import constants, decay, drag, propulsion, radiation, transfer

mass_basis = choice(
    "parts",
    "quoted",
    "quoted-and-radiator",
    meaning="A satellite's mass from its parts, from quoted_specific_power, or from that with the radiator on top",
)
quoted_specific_power = parameter(
    "36.5 W/kg",
    "IT power per mass at launch that a study quotes, where mass_basis is quoted or more",
    low="10 W/kg",
    high="200 W/kg",
    bounds=("0.01 W/kg", "1e5 W/kg"),
    source="mccalip",
)
satellite = selection(
    "satellites",
    "custom",
    "A satellite whose totals are known, in place of the computed one",
    supersedes=("specific_power",),
)
aluminium_density = constant("2700 kg/m^3", "Density of aluminium", source="smad")
standard_gravity = constant(f"{constants.STANDARD_GRAVITY!r} m/s^2", "Standard gravity", source="codata-2022")

dose_tolerance = parameter(
    "2 krad_Si",
    "Dose that the electronics tolerate",
    low="1 krad_Si",
    high="15 krad_Si",
    bounds=("1 rad_Si", "1e5 krad_Si"),
    shape="loguniform",
    source="suncatcher",
    note="memory irregularities from 2 krad, no hard failure to 15 krad",
)
dose_reserve = parameter(
    "2",
    "Tolerated dose over the dose expected in life",
    low="1.5",
    high="3",
    bounds=("1", "10"),
    role="lever",
    source="ecss",
    note="the models are good to a factor 2",
)
dose_per_upset = parameter(
    "17 rad_Si",
    "Dose per silent error of one accelerator",
    low="14.4 rad_Si",
    high="20 rad_Si",
    bounds=("0.001 rad_Si", "1e6 rad_Si"),
    source="suncatcher",
)
fluence_per_dose = parameter(
    "7.9e6 1/cm^2/rad_Si",
    "Protons per area and dose of the beam in which chips are tested",
    low="7e6 1/cm^2/rad_Si",
    high="9e6 1/cm^2/rad_Si",
    bounds=("1 1/cm^2/rad_Si", "1e12 1/cm^2/rad_Si"),
    role="constant",
    source="suncatcher",
    note="at 67 MeV",
)
shield_thickness_min = parameter(
    "2 mm",
    "Thickness of aluminium that the walls have anyway",
    low="1 mm",
    high="3 mm",
    bounds=("0.1 mm", "50 mm"),
    source="smad",
)
shield_thickness_max = parameter(
    "20 mm",
    "Thickest shield considered; beyond it secondaries win",
    low="15 mm",
    high="20 mm",
    bounds=("1 mm", "20 mm"),
    role="constant",
    source="shieldose-2",
)
compute_density = parameter(
    "75 kW/m^3",
    "IT power per volume of the electronics box",
    low="25 kW/m^3",
    high="150 kW/m^3",
    bounds=("0.1 kW/m^3", "1e4 kW/m^3"),
    source="nvidia-nvl72",
    note="120 kW in a rack of 1.6 m3",
)
bus_mass_fixed = parameter(
    "120 kg",
    "Mass of avionics, telecommand, sensors and basic attitude control, whatever the size",
    low="50 kg",
    high="300 kg",
    bounds=("0 kg", "1e5 kg"),
    source="smad",
)
bus_specific_mass = parameter(
    "1 kg/kW",
    "Mass of wheels, thrusters, drives and harness trunk that follows the bus power",
    low="0.3 kg/kW",
    high="3 kg/kW",
    bounds=("0 kg/kW", "100 kg/kW"),
    source="assumption",
    note="larger arrays and radiators need larger wheels and drives",
)
bus_volume = parameter(
    "1 m^3",
    "Stowed volume of the bus, whatever the size",
    low="0.5 m^3",
    high="3 m^3",
    bounds=("0 m^3", "1000 m^3"),
    source="assumption",
    note="a small-satellite body",
)
structure_share = parameter(
    "0.18",
    "Mass of structure and mechanisms over the equipment it carries",
    low="0.12",
    high="0.25",
    bounds=("0", "2"),
    source="smad",
)
harness_share = parameter(
    "0.05", "Mass of harness over the equipment it joins", low="0.03", high="0.08", bounds=("0", "1"), source="smad"
)
mass_margin = parameter(
    "0.15",
    "Mass growth allowance over the sum of the parts",
    low="0.1",
    high="0.3",
    bounds=("0", "2"),
    source="aiaa-s-120a",
    aliases=("mga", "contingency"),
)
specific_impulse = parameter(
    "2000 s",
    "Specific impulse of the thrusters, over standard gravity",
    low="1300 s",
    high="2500 s",
    bounds=("50 s", "20000 s"),
    source="orbital-index",
    note="Hall thrusters; argon on Starlink 2500 s",
    aliases=("isp",),
)
tank_share = parameter(
    "0.12",
    "Mass of tanks and feed over the propellant they hold",
    low="0.05",
    high="0.3",
    bounds=("0", "2"),
    source="smad",
)
avoidance_delta_v = parameter(
    "0.3 m/s/yr",
    "Velocity change a year for avoiding collisions",
    low="0.05 m/s/yr",
    high="1 m/s/yr",
    bounds=("0 m/s/yr", "1000 m/s/yr"),
    source="orbital-index",
    aliases=("collision_avoidance",),
)
keeping_delta_v = parameter(
    "5 m/s/yr",
    "Velocity change a year for keeping plane and formation",
    low="1 m/s/yr",
    high="15 m/s/yr",
    bounds=("0 m/s/yr", "1000 m/s/yr"),
    source="ecss",
    aliases=("station_keeping",),
)
insertion_delta_v = parameter(
    "30 m/s",
    "Velocity change from where the launcher leaves the satellite to its place",
    low="5 m/s",
    high="150 m/s",
    bounds=("0 m/s", "10000 m/s"),
    source="smad",
)
drag_coefficient = parameter(
    "2.2",
    "Drag coefficient in free molecular flow",
    low="2",
    high="2.6",
    bounds=("1", "5"),
    source="smad",
    aliases=("cd",),
)
drag_area_share = parameter(
    "0.05",
    "Frontal area over array and radiator area while working",
    low="0.02",
    high="0.3",
    bounds=("0", "1"),
    source="assumption",
    note="over the terminator both fly nearly edge-on",
)
tumbling_area_share = parameter(
    "0.5",
    "Frontal area over array and radiator area of a dead satellite",
    low="0.25",
    high="0.6",
    bounds=("0.01", "1"),
    source="smad",
    note="mean projection of a tumbling plate",
)
disposal_time_limit = parameter(
    "5 yr",
    "Time allowed from the end of the mission to re-entry",
    low="1 yr",
    high="25 yr",
    bounds=("0.1 yr", "100 yr"),
    role="lever",
    source="fcc-25-283",
    aliases=("deorbit_time",),
)
disposal_reserve = parameter(
    "2",
    "Allowed over expected decay time from the disposal orbit",
    low="1",
    high="5",
    bounds=("1", "20"),
    role="lever",
    source="assumption",
    note="the Sun may be quiet",
)


@rule("mm", "Aluminium around the electronics, for the dose they tolerate", tabulated=True, aliases=("shield",))
def shield_thickness(
    dose_tolerance: Array,
    dose_reserve: Array,
    satellite_life: Array,
    dose_profile: Array,
    solar_activity: Array,
    shield_thickness_min: Array,
    shield_thickness_max: Array,
) -> Array:
    allowed = dose_tolerance / (dose_reserve * satellite_life)
    needed = radiation.thickness_for(dose_profile, allowed, solar_activity)
    needed = np.where(np.isnan(needed), shield_thickness_max, needed)
    return np.clip(needed, shield_thickness_min, shield_thickness_max)


@rule("krad_Si", "Trapped dose behind the shield over the satellite's life", aliases=("tid",))
def life_dose(dose_rate: Array, satellite_life: Array) -> Array:
    return dose_rate * satellite_life


@rule("1", "Dose tolerated over the dose of a life")
def dose_factor(dose_tolerance: Array, life_dose: Array) -> Array:
    return dose_tolerance / life_dose


@rule("1/yr", "Silent errors of one accelerator a year", aliases=("seu",))
def upset_rate(dose_rate: Array, dose_per_upset: Array) -> Array:
    return dose_rate / dose_per_upset


@rule("d", "Time between silent errors of one accelerator")
def upset_interval(upset_rate: Array) -> Array:
    return 1.0 / upset_rate


@rule("cm^2", "Cross-section of one accelerator for silent errors, in the test beam")
def upset_cross_section(dose_per_upset: Array, fluence_per_dose: Array) -> Array:
    return 1.0 / (dose_per_upset * fluence_per_dose)


@rule("m^2", "Area of the shielded box")
def shield_area(it_power_per_satellite: Array, compute_density: Array) -> Array:
    """A cube of the electronics' volume: shielding per watt falls as satellites grow."""
    return 6.0 * np.cbrt(it_power_per_satellite / compute_density) ** 2


@rule("kg", "Mass of the radiation shield", label="shield")
def shield_mass(shield_area: Array, shield_thickness: Array, aluminium_density: Array) -> Array:
    return shield_area * shield_thickness * aluminium_density


@rule("kg", "Mass of the bus", aliases=("avionics_mass",), label="bus")
def bus_mass(bus_mass_fixed: Array, bus_specific_mass: Array, bus_power: Array) -> Array:
    return bus_mass_fixed + bus_specific_mass * bus_power


equipment_mass = total(
    "kg",
    "Mass of all equipment, before structure, margin and tanks",
    "compute_mass",
    "array_mass",
    "battery_mass",
    "reactor_mass",
    "pmad_mass",
    "radiator_mass",
    "link_mass",
    "shield_mass",
    "bus_mass",
)


@rule("kg", "Mass of structure, mechanisms and harness", label="structure")
def structure_mass(equipment_mass: Array, structure_share: Array, harness_share: Array) -> Array:
    return equipment_mass * (structure_share + harness_share)


@rule("kg", "Mass growth allowance", label="margin")
def allowance_mass(equipment_mass: Array, structure_mass: Array, mass_margin: Array) -> Array:
    return (equipment_mass + structure_mass) * mass_margin


@rule("m^2", "Frontal area while working")
def drag_area(array_area: Array, radiator_area: Array, drag_area_share: Array) -> Array:
    return (array_area + radiator_area) * drag_area_share


@rule("kg", "Propellant against drag over the satellite's life")
def drag_propellant(
    air_density: Array,
    orbital_velocity: Array,
    drag_area: Array,
    drag_coefficient: Array,
    satellite_life: Array,
    specific_impulse: Array,
    standard_gravity: Array,
) -> Array:
    """Thrust equals drag whatever the mass, so this part needs no mass of the satellite."""
    force = drag.drag_force(air_density, orbital_velocity, drag_coefficient * drag_area)
    return force * satellite_life / (specific_impulse * standard_gravity)


@rule("km", "Height from which a dead satellite re-enters in the time allowed, with reserve", tabulated=True)
def disposal_altitude(
    altitude: Array,
    array_area: Array,
    radiator_area: Array,
    tumbling_area_share: Array,
    drag_coefficient: Array,
    equipment_mass: Array,
    disposal_time_limit: Array,
    disposal_reserve: Array,
    solar_flux: Array,
) -> Array:
    """Of the equipment's mass alone, the lightest the craft can be, less its structure: a cautious height."""
    ballistic = drag_coefficient * tumbling_area_share * (array_area + radiator_area) / (2.0 * equipment_mass)
    reached = decay.decay_altitude(disposal_time_limit / disposal_reserve, ballistic, solar_flux)
    return np.minimum(altitude, reached)


@rule("m/s", "Velocity change to leave for the disposal orbit at the end of life")
def disposal_delta_v(
    altitude: Array, disposal_altitude: Array, earth_gravitational_parameter: Array, earth_radius: Array
) -> Array:
    return transfer.low_thrust_delta_v(
        altitude, disposal_altitude, gravitational_parameter=earth_gravitational_parameter, earth_radius=earth_radius
    )


@rule("m/s", "Velocity change over life, drag apart", aliases=("dv",))
def delta_v(
    insertion_delta_v: Array,
    avoidance_delta_v: Array,
    keeping_delta_v: Array,
    satellite_life: Array,
    disposal_delta_v: Array,
) -> Array:
    return insertion_delta_v + (avoidance_delta_v + keeping_delta_v) * satellite_life + disposal_delta_v


@rule("1", "Propellant for delta_v over dry mass")
def propellant_ratio(delta_v: Array, specific_impulse: Array, standard_gravity: Array) -> Array:
    return propulsion.propellant_ratio(delta_v, specific_impulse, standard_gravity=standard_gravity)


@rule("1", "Mass of tanks that each kilogram of dry mass needs for its propellant")
def tank_burden(tank_share: Array, propellant_ratio: Array) -> Array:
    return tank_share * propellant_ratio


@rule("1", "Share of the dry mass that is left when each kilogram carries its own tanks; none at zero")
def mass_closure(tank_burden: Array) -> Array:
    return 1.0 - tank_burden


@rule(
    "kg",
    "Mass of one satellite without propellant",
    no_value="the mass does not close: each kilogram needs more than a kilogram of tanks",
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
    """Dry mass is m = a + tank * p with p = ratio * m + drag: solved for m."""
    without_tanks = equipment_mass + structure_mass + allowance_mass
    closing = np.where(mass_closure > 0.0, mass_closure, np.nan)
    return (without_tanks + tank_share * drag_propellant) / closing


@rule("kg", "Mass of propellant over life: manoeuvres, disposal and drag", aliases=("propellant",), label="propellant")
def propellant_mass(satellite_dry_mass: Array, propellant_ratio: Array, drag_propellant: Array) -> Array:
    return satellite_dry_mass * propellant_ratio + drag_propellant


@rule("kg", "Mass of propellant tanks and feed", label="tanks")
def tank_mass(propellant_mass: Array, tank_share: Array) -> Array:
    return propellant_mass * tank_share


@rule("kg", "Mass of one satellite at launch", aliases=("wet_mass",), lines=("satellite_dry_mass", "propellant_mass"))
def satellite_wet_mass(satellite_dry_mass: Array, propellant_mass: Array) -> Array:
    return satellite_dry_mass + propellant_mass


@rule("kg", "Mass of one satellite that a study quotes in one figure", label="all else, quoted in one")
def quoted_mass(it_power_per_satellite: Array, quoted_specific_power: Array) -> Array:
    return it_power_per_satellite / quoted_specific_power


@satellite_wet_mass.when(mass_basis="quoted")
def satellite_wet_mass_quoted(quoted_mass: Array) -> Array:
    return quoted_mass


@satellite_wet_mass.when("quoted_mass", "radiator_mass", mass_basis="quoted-and-radiator")
def satellite_wet_mass_quoted_and_radiator(quoted_mass: Array, radiator_mass: Array) -> Array:
    return quoted_mass + radiator_mass


@rule(
    "W/kg",
    "IT power per mass at launch",
    instead="mass_basis = quoted and quoted_specific_power",
    aliases=("watts_per_kg",),
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
