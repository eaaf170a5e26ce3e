"""Heat rejection: a radiator that carries all the heat the satellite makes.

Its temperature is what the accelerators allow, less the steps to coolant and panel: a hotter radiator is smaller.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import catalogued, choice, parameter, rule, selection
from orbitcalc.physics import surroundings

radiator_faces = choice(
    "two",
    "one",
    "array-back",
    meaning="Radiator panels of which both faces radiate, or one (body-mounted), or panels on the back of the array, "
    "which then has the cells' face alone to cool it",
)
radiator = selection("radiators", "composite-light", "Radiator flown", roles=("starter", "decision"))
radiator_areal_mass = catalogued(
    "radiators",
    "kg/m^2",
    "Mass of the panel per planform area",
    bounds=("0.01 kg/m^2", "100 kg/m^2"),
    aliases=("areal_density",),
    moves_with={"radiator_price": 0.7},
)
radiator_emissivity = catalogued(
    "radiators", "1", "Infrared emissivity at the end of life", bounds=("0.01", "1"), aliases=("emissivity", "epsilon")
)
radiator_absorptance = catalogued(
    "radiators",
    "1",
    "Share of sunlight absorbed at the end of life",
    bounds=("0", "1"),
    aliases=("absorptivity", "alpha"),
)
fin_efficiency = catalogued(
    "radiators", "1", "Heat radiated over that of a panel all at the root's temperature", bounds=("0.01", "1")
)
radiator_price = catalogued(
    "radiators", "USD/m^2", "Price per planform area", bounds=("0 USD_2025/m^2", "1e7 USD_2025/m^2")
)
radiator_stowed_thickness = catalogued("radiators", "m", "Stowed volume per planform area", bounds=("0 m", "1 m"))
radiator_system_factor = catalogued(
    "radiators", "1", "Mass of the thermal system over that of the panels: pumps, fluid, plates", bounds=("1", "5")
)
radiator_tilt = parameter(
    "90 deg",
    "Angle of one radiator face's normal to the direction of the Earth; 90 deg is edge-on",
    low="60 deg",
    high="90 deg",
    bounds=("0 deg", "180 deg"),
    role="lever",
    source="gilmore",
)
radiator_sun_cosine = parameter(
    "0.02",
    "Mean cosine of sunlight on one radiator face; 0 is edge-on to the Sun",
    low="0.005",
    high="0.05",
    bounds=("0", "1"),
    source="assumption",
    note="pointing errors of a degree or two about edge-on; 1 is a study's panel that faces the Sun",
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
    "Temperature kept in hand below the junction limit",
    low="0 delta_K",
    high="15 delta_K",
    bounds=("0 delta_K", "100 delta_K"),
    role="lever",
    source="ecss",
)
radiator_reserve = parameter(
    "1.1", "Radiator area over what the heat needs", low="1", high="1.3", bounds=("1", "3"), role="lever", source="ecss"
)


@rule("1", "View factor to the Earth of the radiator's first face")
def earth_view_factor(altitude: Array, radiator_tilt: Array, earth_radius: Array) -> Array:
    return surroundings.view_factor(altitude, radiator_tilt, earth_radius=earth_radius)


@rule("1", "View factor to the Earth of the radiator's other face")
def earth_view_factor_back(altitude: Array, radiator_tilt: Array, earth_radius: Array) -> Array:
    return surroundings.view_factor(altitude, np.pi - radiator_tilt, earth_radius=earth_radius)


@rule(
    "K",
    "Mean surface temperature of the radiator, the hottest that the accelerators allow",
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


@rule(
    "kW",
    "Heat the radiator must carry at the computers' temperature: all the power that is used",
    aliases=("q", "waste_heat", "heat_load"),
)
def heat_rejected(bus_power: Array, array_power_required: Array, charge_efficiency: Array) -> Array:
    """Everything the bus draws becomes heat on board; charging the battery adds its loss."""
    return bus_power + np.maximum(array_power_required - bus_power, 0.0) * (1.0 - charge_efficiency)


@heat_rejected.when(charging_heat="left-out")
def heat_rejected_without_charging(bus_power: Array) -> Array:
    return bus_power


@rule("1", "Radiator faces that radiate")
def radiating_faces() -> Array:
    return 2.0


@radiating_faces.when(radiator_faces=("one", "array-back"))
def radiating_faces_one() -> Array:
    return 1.0


@rule("1", "View factor to the Earth of the faces that radiate, summed")
def radiator_view_factor(earth_view_factor: Array, earth_view_factor_back: Array) -> Array:
    return earth_view_factor + earth_view_factor_back


@radiator_view_factor.when(radiator_faces="one")
def radiator_view_factor_one(earth_view_factor: Array) -> Array:
    return earth_view_factor


@radiator_view_factor.when(radiator_faces="array-back")
def radiator_view_factor_array_back(earth_view_factor_edge: Array) -> Array:
    return earth_view_factor_edge  # the array faces the Sun: over the terminator its back is edge-on to the Earth


@rule("1", "Cosine of sunlight on the faces that radiate, summed")
def radiator_sunlight(radiator_sun_cosine: Array) -> Array:
    return radiator_sun_cosine


@radiator_sunlight.when(radiator_faces="array-back")
def radiator_sunlight_array_back() -> Array:
    return 0.0


@rule("W/m^2", "Heat that the radiator takes in from Sun and Earth, per planform")
def radiator_absorbed_flux(
    radiator_view_factor: Array,
    radiator_sunlight: Array,
    radiator_emissivity: Array,
    radiator_absorptance: Array,
    albedo_visibility: Array,
    solar_constant: Array,
    earth_infrared: Array,
    albedo: Array,
) -> Array:
    return surroundings.absorbed_flux(
        radiator_view_factor,
        radiator_sunlight,
        emissivity=radiator_emissivity,
        absorptance=radiator_absorptance,
        albedo_visibility=albedo_visibility,
        solar_flux=solar_constant,
        earth_infrared=earth_infrared,
        albedo=albedo,
    )


@rule(
    "W/m^2",
    "Heat rejected per radiator planform, less absorbed Sun and Earth",
    signed=True,
    no_value="no radiator is colder than absolute zero",
    aliases=("heat_flux",),
)
def radiator_net_flux(
    radiator_temperature: Array,
    radiating_faces: Array,
    radiator_emissivity: Array,
    radiator_absorbed_flux: Array,
    fin_efficiency: Array,
    space_temperature: Array,
    stefan_boltzmann: Array,
) -> Array:
    emitted = _emitted(radiator_temperature, radiating_faces * radiator_emissivity, space_temperature, stefan_boltzmann)
    return fin_efficiency * (emitted - radiator_absorbed_flux)


@rule("W/m^2", "Heat rejected per planform by the reactor's own, hotter radiator", signed=True)
def reactor_radiator_net_flux(
    reactor_heat_rejection_temperature: Array,
    radiating_faces: Array,
    radiator_emissivity: Array,
    radiator_absorbed_flux: Array,
    fin_efficiency: Array,
    space_temperature: Array,
    stefan_boltzmann: Array,
) -> Array:
    hot = reactor_heat_rejection_temperature
    emitted = _emitted(hot, radiating_faces * radiator_emissivity, space_temperature, stefan_boltzmann)
    return fin_efficiency * (emitted - radiator_absorbed_flux)


def _emitted(temperature: Array, emissivity: Array, space: Array, sigma: Array) -> Array:
    """What a surface radiates, less what the empty sky returns; nothing is colder than absolute zero."""
    absolute = np.where(temperature > 0.0, temperature, np.nan)
    return emissivity * sigma * (absolute**4 - space**4)


@rule("m^2", "Radiator planform area", no_value="the radiator gains more heat than it gives off", roles=("decision",))
def radiator_area(heat_rejected: Array, radiator_net_flux: Array, radiator_reserve: Array) -> Array:
    return _area(heat_rejected * radiator_reserve, radiator_net_flux)


@radiator_area.when(power_source="reactor")
def radiator_area_reactor(
    heat_rejected: Array,
    radiator_net_flux: Array,
    radiator_reserve: Array,
    reactor_heat: Array,
    reactor_radiator_net_flux: Array,
) -> Array:
    hot = _area(reactor_heat * radiator_reserve, reactor_radiator_net_flux)
    return _area(heat_rejected * radiator_reserve, radiator_net_flux) + hot


def _area(heat: Array, flux: Array) -> Array:
    return heat / np.where(flux > 0.0, flux, np.nan)  # none where the panel gains more than it gives off


@rule("1", "Heat the radiator can carry over the heat there is")
def radiator_capacity(radiator_area: Array, radiator_net_flux: Array, heat_rejected: Array) -> Array:
    return radiator_area * radiator_net_flux / heat_rejected


@radiator_capacity.when(power_source="reactor")
def radiator_capacity_reactor(
    radiator_area: Array,
    radiator_net_flux: Array,
    heat_rejected: Array,
    reactor_heat: Array,
    reactor_radiator_net_flux: Array,
) -> Array:
    return radiator_area / (heat_rejected / radiator_net_flux + reactor_heat / reactor_radiator_net_flux)


@rule("kg", "Mass of radiator, loop and pumps", label="radiator", adds_to=("equipment_mass",))
def radiator_mass(radiator_area: Array, radiator_areal_mass: Array, radiator_system_factor: Array) -> Array:
    return radiator_area * radiator_areal_mass * radiator_system_factor


@rule("kW", "Heat the radiator can carry")
def radiator_heat_limit(radiator_capacity: Array, heat_rejected: Array) -> Array:
    return radiator_capacity * heat_rejected


@rule("W/kg", "Heat that a kilogram of radiator, loop and pumps carries")
def radiator_specific_power(radiator_heat_limit: Array, radiator_mass: Array) -> Array:
    return radiator_heat_limit / radiator_mass
