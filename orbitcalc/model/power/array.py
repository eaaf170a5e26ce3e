"""The solar array, sized for the load at the end of life in the worst orbit of the year."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import catalogued, choice, parameter, rule, selection
from orbitcalc.physics import battery as storage
from orbitcalc.physics import solar

array_sizing = choice(
    "end-of-life",
    "beginning-of-life",
    "beginning-of-life-by-year",
    meaning="Size the array for the load at the end of life, or at the beginning and let the power fade "
    "(averaged over life, or over the starts of its years as some studies do)",
)
array_mass_basis = choice("areal", "specific-power", meaning="Array mass from its area, or from its power")
array_specific_power = parameter(
    "100 W/kg",
    "Beginning-of-life power per array mass, where array_mass_basis is specific-power",
    low="30 W/kg",
    high="200 W/kg",
    bounds=("1 W/kg", "1e5 W/kg"),
    source="nasa-soa-power",
)
array = selection(
    "arrays", "silicon-flexible", "Solar array flown", aliases=("solar_panel", "pv"), roles=("starter", "decision")
)
cell_efficiency = catalogued(
    "arrays",
    "1",
    "Cell efficiency in space sunlight at the reference temperature",
    bounds=("0.01", "0.7"),
    aliases=("pv_efficiency",),
)
cell_temperature_coefficient = catalogued(
    "arrays", "1/K", "Relative change of efficiency per kelvin", bounds=("-0.02 1/K", "0.01 1/K")
)
cell_reference_temperature = catalogued(
    "arrays", "K", "Temperature at which the efficiency is given", bounds=("200 K", "400 K"), role="constant"
)
cell_absorptance = catalogued(
    "arrays", "1", "Share of sunlight that the front absorbs", bounds=("0", "1"), aliases=("solar_absorptivity",)
)
array_emissivity_front = catalogued("arrays", "1", "Infrared emissivity of the front", bounds=("0.01", "1"))
array_emissivity_back = catalogued("arrays", "1", "Infrared emissivity of the back", bounds=("0.01", "1"))
array_packing = catalogued(
    "arrays", "1", "Share of the array covered by cells", bounds=("0.1", "1"), aliases=("packing_factor",)
)
array_areal_mass = catalogued(
    "arrays",
    "kg/m^2",
    "Mass of the deployed array per area",
    bounds=("0.01 kg/m^2", "50 kg/m^2"),
    moves_with={"array_price": 0.5},
)
array_price = catalogued(
    "arrays",
    "USD/W",
    "Price of the array per beginning-of-life power",
    bounds=("0 USD_2025/W", "1e5 USD_2025/W"),
    aliases=("solar_price", "pv_cost"),
)
array_degradation = catalogued(
    "arrays", "1/yr", "Power lost a year in this orbit", bounds=("0 1/yr", "0.5 1/yr"), aliases=("pv_degradation",)
)
array_stowed_density = catalogued(
    "arrays", "kW/m^3", "Beginning-of-life power per stowed volume", bounds=("0.1 kW/m^3", "1e4 kW/m^3")
)
array_inherent_efficiency = parameter(
    "0.9", "Array output after wiring, diodes and mismatch", low="0.85", high="0.95", bounds=("0.1", "1"), source="smad"
)
array_pointing_efficiency = parameter(
    "0.996",
    "Cosine of the mean angle between the array's normal and the Sun",
    low="0.917",
    high="0.9998",
    bounds=("0.01", "1"),
    source="smad",
    note="tracking within 5 deg; the low end is an array fixed to a dawn-dusk plane at solstice",
)


@rule("kW", "Array output needed through the sunlit part of the year's worst orbit")
def array_power_required(
    electrical_load: Array,
    eclipse_load: Array,
    orbital_period: Array,
    eclipse_duration_max: Array,
    pmad_efficiency: Array,
    charge_efficiency: Array,
    discharge_efficiency: Array,
) -> Array:
    return storage.array_power_for_orbit(
        electrical_load,
        eclipse_load,
        orbital_period,
        eclipse_duration_max,
        sun_path_efficiency=pmad_efficiency,
        charge_efficiency=charge_efficiency,
        discharge_efficiency=discharge_efficiency * pmad_efficiency,
    )


@array_power_required.when(power_source="reactor")
def array_power_required_reactor() -> Array:
    return 0.0


@rule(
    "1",
    "Share of sunlight that a cell turns into heat at the reference temperature",
    impossible="a cell gives more power than it absorbs of sunlight",
)
def cell_heat(cell_absorptance: Array, cell_efficiency: Array) -> Array:
    return cell_absorptance - cell_efficiency


@cell_heat.when(power_source="reactor")
def cell_heat_reactor() -> Array:
    return 0.0


@rule("K", "Temperature of the Sun-pointed array", impossible="the cells give more power than they absorb of sunlight")
def array_temperature(
    solar_irradiance_mean: Array,
    cell_absorptance: Array,
    array_emissivity_front: Array,
    array_emissivity_back: Array,
    cell_efficiency: Array,
    cell_temperature_coefficient: Array,
    cell_reference_temperature: Array,
    array_packing: Array,
    earth_view_factor_edge: Array,
    earth_infrared: Array,
    albedo: Array,
    albedo_visibility: Array,
    stefan_boltzmann: Array,
) -> Array:
    return solar.panel_temperature(
        solar_irradiance_mean,
        absorptance=cell_absorptance,
        emissivity_front=array_emissivity_front,
        emissivity_back=array_emissivity_back,
        reference_efficiency=cell_efficiency,
        temperature_coefficient=cell_temperature_coefficient,
        reference_temperature=cell_reference_temperature,
        packing=array_packing,
        earth_view_factor=earth_view_factor_edge,
        earth_infrared=earth_infrared,
        albedo_factor=albedo * albedo_visibility,
        stefan_boltzmann=stefan_boltzmann,
    )


@rule("1", "Cell efficiency at the array's temperature", impossible="the array is so hot that its cells give no power")
def cell_efficiency_hot(
    cell_efficiency: Array,
    array_temperature: Array,
    cell_temperature_coefficient: Array,
    cell_reference_temperature: Array,
) -> Array:
    return solar.cell_efficiency(
        array_temperature, cell_efficiency, cell_temperature_coefficient, cell_reference_temperature
    )


@rule(
    "W/m^2",
    "Sunlight that the cells turn into heat: what they absorb less the power they give",
    impossible="the cells give more power than they absorb of sunlight",
)
def array_heat(solar_irradiance_mean: Array, cell_absorptance: Array, cell_efficiency_hot: Array) -> Array:
    return solar_irradiance_mean * (cell_absorptance - cell_efficiency_hot)


@array_heat.when(power_source="reactor")
def array_heat_reactor() -> Array:
    return 0.0


@rule(
    "W/m^2",
    "Beginning-of-life output per array area, in the farthest month",
    no_value="no cell gives power at this temperature without more sunlight than it absorbs",
)
def array_power_density(
    solar_irradiance_min: Array,
    cell_efficiency_hot: Array,
    array_packing: Array,
    array_inherent_efficiency: Array,
    array_pointing_efficiency: Array,
    array_heat: Array,
) -> Array:
    efficiency = np.where((array_heat >= 0.0) & (cell_efficiency_hot > 0.0), cell_efficiency_hot, np.nan)
    return solar_irradiance_min * efficiency * array_packing * array_inherent_efficiency * array_pointing_efficiency


@rule("1", "Array output at the end of life over the beginning", aliases=("eol",))
def array_retention(array_degradation: Array, satellite_life: Array, year: Array) -> Array:
    return solar.retention(array_degradation, satellite_life, year=year)


@rule("1", "Array output when it meets the load it is sized for, over the beginning of life")
def array_sizing_retention(array_retention: Array) -> Array:
    return array_retention


@array_sizing_retention.when(array_sizing=("beginning-of-life", "beginning-of-life-by-year"))
def array_sizing_retention_beginning_of_life() -> Array:
    return 1.0


@rule("1", "Power a satellite can use over what it is sized for, averaged over life, as its array fades")
def power_fade() -> Array:
    return 1.0


@power_fade.when(array_sizing="beginning-of-life")
def power_fade_beginning_of_life(array_degradation: Array, satellite_life: Array, year: Array) -> Array:
    return solar.mean_retention(array_degradation, satellite_life, year=year)


@power_fade.when(array_sizing="beginning-of-life-by-year")
def power_fade_beginning_of_life_by_year(array_degradation: Array, satellite_life: Array, year: Array) -> Array:
    return solar.mean_retention_by_year(array_degradation, satellite_life, year=year)


@rule("m^2", "Array area, for the load at the time it is sized for", roles=("decision",))
def array_area(array_power_required: Array, array_power_density: Array, array_sizing_retention: Array) -> Array:
    return array_power_required / (array_power_density * array_sizing_retention)


@rule("kW", "Array output at the beginning of life, in the farthest month", aliases=("bol",))
def array_power(array_area: Array, array_power_density: Array) -> Array:
    return array_area * array_power_density


@rule(
    "kW",
    "Sunlight that the array absorbs less the power that it gives",
    impossible="the array gives more power than it absorbs of sunlight",
)
def panel_heat(solar_irradiance_mean: Array, cell_absorptance: Array, array_area: Array, array_power: Array) -> Array:
    return solar_irradiance_mean * cell_absorptance * array_area - array_power


@panel_heat.when(power_source="reactor")
def panel_heat_reactor() -> Array:
    return 0.0


@rule("kW", "Array output at the time it is sized for, in the farthest month")
def array_power_sized(array_area: Array, array_power_density: Array, array_sizing_retention: Array) -> Array:
    return array_area * array_power_density * array_sizing_retention


@rule("kg", "Mass of the array", label="array", adds_to=("equipment_mass",))
def array_mass(array_area: Array, array_areal_mass: Array) -> Array:
    return array_area * array_areal_mass


@array_mass.when(array_mass_basis="specific-power")
def array_mass_specific_power(array_power: Array, array_specific_power: Array) -> Array:
    return array_power / array_specific_power
