"""The solar array: its cells, their temperature, and the power per area."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import catalogued, choice, parameter, rule, selection
from orbitcalc.physics import season, solar

radiator_faces = choice(
    "two",
    "one",
    "array-back",
    meaning="Radiator panels that radiate from both faces, from one face (body-mounted), or from the back of the "
    "array, whose cells are then cooled by the front alone",
)
array = selection(
    "arrays", "silicon-flexible", "Solar array flown", aliases=("solar_panel", "pv"), roles=("starter", "decision")
)
cell_efficiency = catalogued(
    "arrays",
    "1",
    "Cell efficiency in AM0 sunlight at the reference temperature",
    bounds=("0.01", "0.7"),
    aliases=("pv_efficiency",),
)
cell_temperature_coefficient = catalogued(
    "arrays", "1/K", "Relative change of cell efficiency per kelvin", bounds=("-0.02 1/K", "0.01 1/K")
)
cell_reference_temperature = catalogued(
    "arrays", "K", "Reference temperature of the cell efficiency", bounds=("200 K", "400 K"), role="constant"
)
cell_absorptance = catalogued(
    "arrays", "1", "Solar absorptance of the front of the array", bounds=("0", "1"), aliases=("solar_absorptivity",)
)
array_emissivity_front = catalogued(
    "arrays", "1", "Infrared emissivity of the front of the array", bounds=("0.01", "1")
)
array_emissivity_back = catalogued("arrays", "1", "Infrared emissivity of the back of the array", bounds=("0.01", "1"))
array_packing = catalogued(
    "arrays",
    "1",
    "Packing factor: share of the array area covered by cells",
    bounds=("0.1", "1"),
    aliases=("packing_factor",),
)
array_areal_mass = catalogued(
    "arrays",
    "kg/m^2",
    "Areal mass of the deployed array",
    bounds=("0.01 kg/m^2", "50 kg/m^2"),
    moves_with={
        "array_price": 0.5,
        "radiator_areal_mass": 0.4,
        "pmad_specific_mass": 0.4,
        "bus_specific_mass": 0.4,
        "bus_mass_fixed": 0.4,
        "structure_share": 0.4,
        "compute_mounting_factor": 0.4,
        "harness_share": 0.4,
    },
)
array_price = catalogued(
    "arrays",
    "USD/W",
    "Price of the array per beginning-of-life power",
    bounds=("0 USD_2025/W", "1e5 USD_2025/W"),
    aliases=("solar_price", "pv_cost"),
    moves_with={
        "radiator_price": 0.4,
        "pmad_price": 0.4,
        "bus_price": 0.4,
        "bus_price_fixed": 0.4,
        "structure_price": 0.4,
    },
)
array_degradation = catalogued(
    "arrays",
    "1/yr",
    "Yearly power degradation of the array in this orbit",
    bounds=("0 1/yr", "0.5 1/yr"),
    aliases=("pv_degradation",),
)
array_stowed_density = catalogued(
    "arrays", "kW/m^3", "Beginning-of-life array power per stowed volume", bounds=("0.1 kW/m^3", "1e4 kW/m^3")
)
array_inherent_efficiency = parameter(
    "0.9",
    "Inherent efficiency of the array: wiring, diodes and mismatch",
    low="0.85",
    high="0.95",
    bounds=("0.1", "1"),
    source="smad",
)
array_back_share = parameter(
    "0.5",
    "Share of the array's back that radiator panels may cover, where radiator_faces is array-back",
    low="0.2",
    high="1",
    bounds=("0", "1"),
    role="lever",
    source="assumption",
    note="a design choice: the covered part no longer cools the cells",
)
array_pointing_efficiency = parameter(
    "0.996",
    "Cosine of the mean angle between the array's normal and the Sun",
    low="0.985",
    high="0.9998",
    bounds=("0.01", "1"),
    source="smad",
    note="tracking within 5 deg, and within 10 and 1 deg for low and high; 0.917 is another design, an array fixed to "
    "a dawn-dusk plane at solstice",
)


@rule("1", "Effective infrared emissivity of the back of the array, covered part included")
def array_emissivity_open(array_emissivity_back: Array) -> Array:
    return array_emissivity_back


@array_emissivity_open.when(radiator_faces="array-back")
def array_emissivity_open_array_back(array_emissivity_back: Array, array_back_share: Array) -> Array:
    """Insulated radiator panels cover the rest; heat spreads along the blanket."""
    return array_emissivity_back * (1.0 - array_back_share)


@rule(
    "1",
    "Share of sunlight converted to heat in a cell at the reference temperature",
    impossible="a cell delivers more power than it absorbs from sunlight",
)
def cell_heat(cell_absorptance: Array, cell_efficiency: Array) -> Array:
    return cell_absorptance - cell_efficiency


@cell_heat.when(power_source="reactor")
def cell_heat_reactor() -> Array:
    return 0.0


@rule(
    "K",
    "Temperature of the Sun-pointed array",
    bounds=("100 K", "1000 K"),
    impossible="the cells deliver more power than they absorb from sunlight",
)
def array_temperature(
    solar_irradiance_mean: Array,
    cell_absorptance: Array,
    array_emissivity_front: Array,
    array_emissivity_open: Array,
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
    """Albedo heats the front through its view factor to the Earth; the absorptance of the back is neglected."""
    return solar.panel_temperature(
        solar_irradiance_mean,
        absorptance=cell_absorptance,
        emissivity_front=array_emissivity_front,
        emissivity_back=array_emissivity_open,
        reference_efficiency=cell_efficiency,
        temperature_coefficient=cell_temperature_coefficient,
        reference_temperature=cell_reference_temperature,
        packing=array_packing,
        earth_view_factor=earth_view_factor_edge,
        earth_infrared=earth_infrared,
        albedo_factor=earth_view_factor_edge * albedo * albedo_visibility,
        stefan_boltzmann=stefan_boltzmann,
    )


@rule(
    "1",
    "Cell efficiency at the array's temperature",
    bounds=("0", "1"),
    impossible="the array is so hot that its cells deliver no power",
)
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
    "Sunlight converted to heat in the cells: absorbed light less output",
    impossible="the cells deliver more power than they absorb from sunlight",
)
def array_heat(solar_irradiance_mean: Array, cell_absorptance: Array, cell_efficiency_hot: Array) -> Array:
    return solar_irradiance_mean * (cell_absorptance - cell_efficiency_hot)


@array_heat.when(power_source="reactor")
def array_heat_reactor() -> Array:
    return 0.0


@rule("1", "Array area for the worst moment of the year over the area for its longest eclipse in its weakest sunlight")
def array_season_share(
    shadow_cosine: Array,
    eclipse_fraction_max: Array,
    electrical_load: Array,
    eclipse_load: Array,
    charge_efficiency: Array,
    discharge_efficiency: Array,
) -> Array:
    """For a dawn-dusk node at 6 h the long eclipses fall in December, near perihelion."""
    recharge = eclipse_load / (electrical_load * charge_efficiency * discharge_efficiency)
    return _season_share(shadow_cosine, eclipse_fraction_max, recharge)


@array_season_share.when(orbit_kind="inclined", orbit_planes="spread")
def array_season_share_inclined_spread(
    plane_shadow_cosine: Array,
    eclipse_fraction_max: Array,
    electrical_load: Array,
    eclipse_load: Array,
    charge_efficiency: Array,
    discharge_efficiency: Array,
) -> Array:
    recharge = eclipse_load / (electrical_load * charge_efficiency * discharge_efficiency)
    return np.max(_season_share(plane_shadow_cosine, eclipse_fraction_max, recharge), axis=0)


def _season_share(shadow_cosine: Array, longest: Array, recharge: Array) -> Array:
    """Largest ratio of need to sunlight over the year; a given longest eclipse scales the eclipses of the orbit.

    Recharging takes `recharge` times the power of the load per unit of dark over lit time.
    """
    dark = season.eclipse_series(shadow_cosine)
    peak = np.max(dark, axis=0)
    dark = np.where(peak > 0.0, dark / np.where(peak > 0.0, peak, 1.0), 1.0) * longest
    dimming = season.dimming_series(shadow_cosine)
    need = dimming + recharge * (dimming * _dark_to_lit(dark))
    return np.max(need, axis=0) / (1.0 + recharge * _dark_to_lit(longest))


def _dark_to_lit(dark: Array) -> Array:
    """Time in eclipse over time in sunlight; NaN without sunlight."""
    return dark / np.where(dark < 1.0, 1.0 - dark, np.nan)


@rule(
    "W/m^2",
    "Beginning-of-life output per array area, at the worst combination of eclipse and season",
    no_value="the cells deliver no power at this temperature, or more than they absorb",
)
def array_power_density(
    solar_irradiance_min: Array,
    cell_efficiency_hot: Array,
    array_packing: Array,
    array_inherent_efficiency: Array,
    array_pointing_efficiency: Array,
    array_season_share: Array,
    array_heat: Array,
) -> Array:
    efficiency = np.where((array_heat >= 0.0) & (cell_efficiency_hot > 0.0), cell_efficiency_hot, np.nan)
    sunlight = solar_irradiance_min / array_season_share
    return sunlight * efficiency * array_packing * array_inherent_efficiency * array_pointing_efficiency
