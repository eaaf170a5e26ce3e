"""The heat to reject, the flux that leaves the radiator, and the area and mass that follow."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import rule
from orbitcalc.physics import surroundings


@rule(
    "kW",
    "Heat to reject at the temperature of the computers: all power drawn",
    aliases=("q", "waste_heat", "heat_load"),
)
def heat_rejected(bus_power: Array, array_power_required: Array, charge_efficiency: Array) -> Array:
    """All bus power becomes heat on board; battery charging adds its loss."""
    return bus_power + np.maximum(array_power_required - bus_power, 0.0) * (1.0 - charge_efficiency)


@heat_rejected.when(charging_heat="left-out")
def heat_rejected_without_charging(bus_power: Array) -> Array:
    return bus_power


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
