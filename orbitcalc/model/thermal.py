"""Heat rejection: a radiator that rejects all the heat of the satellite.

It is as hot as the accelerators allow, less the steps from junction to coolant and panel: a hotter one is smaller.
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
    meaning="Radiator panels that radiate from both faces, from one face (body-mounted), or from the back of the "
    "array, whose cells are then cooled by the front alone",
)
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


@rule("1", "Number of radiating faces of the radiator")
def radiating_faces() -> Array:
    return 2.0


@radiating_faces.when(radiator_faces=("one", "array-back"))
def radiating_faces_one() -> Array:
    return 1.0


@rule("1", "View factor to the Earth, summed over the radiating faces")
def radiator_view_factor(earth_view_factor: Array, earth_view_factor_back: Array) -> Array:
    return earth_view_factor + earth_view_factor_back


@radiator_view_factor.when(radiator_faces="one")
def radiator_view_factor_one(earth_view_factor: Array) -> Array:
    return earth_view_factor


@radiator_view_factor.when(radiator_faces="array-back")
def radiator_view_factor_array_back(earth_view_factor_edge: Array) -> Array:
    """The array faces the Sun, so that its back is edge-on to the Earth over the terminator."""
    return earth_view_factor_edge


@rule("1", "Cosine of the Sun's incidence, summed over the radiating faces")
def radiator_sunlight(radiator_sun_cosine: Array) -> Array:
    return radiator_sun_cosine


@radiator_sunlight.when(radiator_faces="array-back")
def radiator_sunlight_array_back() -> Array:
    return 0.0


@rule("W/m^2", "Environmental heat absorbed by the radiator from Sun and Earth, per planform area")
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
    "Net heat rejected per planform area, after heat absorbed from Sun and Earth",
    signed=True,
    no_value="the radiator would be colder than absolute zero",
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


@rule("W/m^2", "Net heat rejected per planform area by the hotter radiator of the reactor", signed=True)
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
    """Emitted flux less the flux from deep space; NaN below absolute zero."""
    absolute = np.where(temperature > 0.0, temperature, np.nan)
    return emissivity * sigma * (absolute**4 - space**4)


@rule("m^2", "Radiator planform area", no_value="the radiator absorbs more heat than it emits", roles=("decision",))
def radiator_area(heat_rejected: Array, radiator_net_flux: Array, radiator_reserve: Array) -> Array:
    return _area(heat_rejected * radiator_reserve, radiator_net_flux)


@radiator_area.when(power_source="reactor")
def radiator_area_reactor(
    heat_rejected: Array,
    radiator_net_flux: Array,
    radiator_reserve: Array,
    reactor_bus_heat: Array,
    reactor_radiator_net_flux: Array,
    reactor_drag_burden: Array,
) -> Array:
    hot = _area(reactor_bus_heat * radiator_reserve, reactor_radiator_net_flux)
    return (_area(heat_rejected * radiator_reserve, radiator_net_flux) + hot) / (1.0 - reactor_drag_burden)


def _area(heat: Array, flux: Array) -> Array:
    return heat / np.where(flux > 0.0, flux, np.nan)  # none where the panel gains more than it gives off


@rule("1", "Heat that the radiator can reject over the heat to reject")
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


@rule("kW", "Heat that the radiator can reject")
def radiator_heat_limit(radiator_capacity: Array, heat_rejected: Array) -> Array:
    return radiator_capacity * heat_rejected


@rule("W/kg", "Heat rejected per mass of radiator, loop and pumps")
def radiator_specific_power(radiator_heat_limit: Array, radiator_mass: Array) -> Array:
    return radiator_heat_limit / radiator_mass
