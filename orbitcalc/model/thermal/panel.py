"""The radiator flown: what its maker and its place give, and its temperature."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import catalogued, parameter, rule, selection
from orbitcalc.physics import surroundings

radiator = selection("radiators", "composite-light", "Radiator flown", roles=("starter", "decision"))
radiator_areal_mass = catalogued(
    "radiators",
    "kg/m^2",
    "Areal mass of the radiator panel, per planform area",
    bounds=("0.01 kg/m^2", "100 kg/m^2"),
    aliases=("areal_density",),
    moves_with={
        "radiator_price": 0.5,
        "pmad_specific_mass": 0.4,
        "bus_specific_mass": 0.4,
        "bus_mass_fixed": 0.4,
        "structure_share": 0.4,
        "compute_mounting_factor": 0.4,
        "harness_share": 0.4,
    },
)
radiator_emissivity = catalogued(
    "radiators", "1", "Radiator emissivity at the end of life", bounds=("0.01", "1"), aliases=("emissivity", "epsilon")
)
radiator_absorptance = catalogued(
    "radiators", "1", "Radiator absorptance at the end of life", bounds=("0", "1"), aliases=("absorptivity", "alpha")
)
fin_efficiency = catalogued(
    "radiators", "1", "Fin efficiency: radiated heat over that of an isothermal panel", bounds=("0.01", "1")
)
radiator_price = catalogued(
    "radiators",
    "USD/m^2",
    "Price per planform area",
    bounds=("0 USD_2025/m^2", "1e7 USD_2025/m^2"),
    moves_with={"pmad_price": 0.4, "bus_price": 0.4, "bus_price_fixed": 0.4, "structure_price": 0.4},
)
radiator_stowed_thickness = catalogued("radiators", "m", "Stowed volume per planform area", bounds=("0 m", "1 m"))
radiator_system_factor = catalogued(
    "radiators", "1", "Mass of the thermal system (pumps, fluid, plates) over the mass of the panels", bounds=("1", "5")
)
radiator_tilt = parameter(
    "90 deg",
    "Angle from the normal of one radiator face to the nadir; 90 deg is edge-on",
    low="60 deg",
    high="90 deg",
    bounds=("0 deg", "180 deg"),
    role="lever",
    source="gilmore",
)
radiator_sun_cosine = parameter(
    "0.02",
    "Mean cosine of the Sun's incidence on one radiator face; 0 is edge-on to the Sun",
    low="0.005",
    high="0.05",
    bounds=("0", "1"),
    source="assumption",
    note="pointing errors of a degree or two about edge-on; 1 is a panel that faces the Sun, as in one study",
)
junction_rise = parameter(
    "25 delta_K",
    "Temperature step from coolant to junction",
    low="15 delta_K",
    high="40 delta_K",
    bounds=("0 delta_K", "150 delta_K"),
    source="assumption",
    note="cold plate and package: 1200 W at 0.012 to 0.033 K/W",
    aliases=("thermal_resistance",),
)
loop_drop = parameter(
    "8 delta_K",
    "Temperature step from coolant to the mean radiator root",
    low="3 delta_K",
    high="15 delta_K",
    bounds=("0 delta_K", "150 delta_K"),
    source="gilmore",
)
junction_reserve = parameter(
    "5 delta_K",
    "Temperature reserve below the junction limit",
    low="0 delta_K",
    high="15 delta_K",
    bounds=("0 delta_K", "100 delta_K"),
    role="lever",
    source="ecss",
)
radiator_reserve = parameter(
    "1.1", "Radiator area over the area needed", low="1", high="1.3", bounds=("1", "3"), role="lever", source="ecss"
)


@rule("1", "View factor to the Earth of the radiator's first face")
def earth_view_factor(altitude: Array, radiator_tilt: Array, earth_radius: Array) -> Array:
    return surroundings.view_factor(altitude, radiator_tilt, earth_radius=earth_radius)


@rule("1", "View factor to the Earth of the radiator's other face")
def earth_view_factor_back(altitude: Array, radiator_tilt: Array, earth_radius: Array) -> Array:
    return surroundings.view_factor(altitude, np.pi - radiator_tilt, earth_radius=earth_radius)


@rule(
    "K",
    "Mean surface temperature of the radiator, the highest that the accelerators allow",
    bounds=("100 K", "1000 K"),
    aliases=("t_rad",),
)
def radiator_temperature(
    junction_temperature_limit: Array, junction_reserve: Array, junction_rise: Array, loop_drop: Array
) -> Array:
    return junction_temperature_limit - junction_reserve - junction_rise - loop_drop


@rule("K", "Junction temperature of the accelerators", bounds=("100 K", "1000 K"), aliases=("die_temperature", "tj"))
def junction_temperature(radiator_temperature: Array, junction_rise: Array, loop_drop: Array) -> Array:
    return radiator_temperature + junction_rise + loop_drop


@rule("delta_K", "Temperature step from the radiator to the junctions")
def junction_step(junction_rise: Array, loop_drop: Array) -> Array:
    return junction_rise + loop_drop


@rule("delta_K", "Temperature step from the radiator to the junctions that the accelerators allow", signed=True)
def junction_step_limit(junction_step: Array, junction_temperature_limit: Array, junction_temperature: Array) -> Array:
    return junction_step + junction_temperature_limit - junction_temperature
