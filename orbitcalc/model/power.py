"""Electrical power: an array and battery sized at the end of life in the worst orbit, or a reactor."""

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
power_source = choice("solar", "reactor", meaning="Where the satellite's power comes from")

array = selection("arrays", "silicon-flexible", "Solar array flown", aliases=("solar_panel", "pv"))
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
    "arrays", "kg/m^2", "Mass of the deployed array per area", bounds=("0.01 kg/m^2", "50 kg/m^2")
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

battery = selection("batteries", "li-ion-space", "Battery flown")
battery_specific_energy = catalogued(
    "batteries", "Wh/kg", "Energy per mass of the pack", bounds=("1 Wh/kg", "2000 Wh/kg"), aliases=("energy_density",)
)
battery_price = catalogued(
    "batteries",
    "USD/kWh",
    "Price of the pack per energy",
    bounds=("0 USD_2025/kWh", "1e6 USD_2025/kWh"),
    aliases=("battery_cost",),
)
charge_efficiency = catalogued("batteries", "1", "Energy stored over energy sent to the battery", bounds=("0.1", "1"))
discharge_efficiency = catalogued(
    "batteries", "1", "Energy at the bus over energy taken from the battery", bounds=("0.1", "1")
)
battery_cycle_reference = catalogued(
    "batteries", "1", "Cycles the battery lasts at the reference depth", bounds=("1", "1e7"), aliases=("cycle_life",)
)
battery_depth_reference = catalogued(
    "batteries", "1", "Depth of discharge of the reference cycle life", bounds=("0.01", "1")
)
battery_cycle_exponent = catalogued("batteries", "1", "Exponent of cycle life over depth", bounds=("0.1", "10"))

reactor = selection(
    "reactors", "fission-surface-power", "Reactor flown when power_source is reactor", aliases=("nuclear",)
)
reactor_specific_mass = catalogued(
    "reactors", "kg/kW", "Reactor mass, shadow shield included, per electrical power", bounds=("0.1 kg/kW", "1e4 kg/kW")
)
reactor_mass_fixed = catalogued(
    "reactors", "kg", "Reactor mass that does not follow its power", bounds=("0 kg", "1e6 kg")
)
reactor_efficiency = catalogued("reactors", "1", "Electrical over thermal power", bounds=("0.001", "0.6"))
reactor_heat_rejection_temperature = catalogued(
    "reactors", "K", "Temperature at which the cycle rejects its heat", bounds=("250 K", "1500 K")
)
reactor_price = catalogued(
    "reactors", "USD/W", "Price of the reactor per electrical power", bounds=("0 USD_2025/W", "1e6 USD_2025/W")
)

pmad_efficiency = parameter(
    "0.93",
    "Efficiency from the array through regulation and distribution to the load",
    low="0.85",
    high="0.97",
    bounds=("0.1", "1"),
    source="smad",
    note="direct transfer to peak-power tracking",
)
pmad_specific_mass = parameter(
    "5 kg/kW",
    "Mass of power regulation and distribution per bus power",
    low="2 kg/kW",
    high="12 kg/kW",
    bounds=("0 kg/kW", "100 kg/kW"),
    source="smad",
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
housekeeping_power = parameter(
    "500 W",
    "Power of avionics, attitude control and heaters that does not follow the computers",
    low="200 W",
    high="2 kW",
    bounds=("0 W", "1 MW"),
    source="smad",
    aliases=("hotel_load",),
)
housekeeping_share = parameter(
    "0.02",
    "Power of propulsion, control and monitoring per IT power",
    low="0.005",
    high="0.05",
    bounds=("0", "1"),
    source="assumption",
    note="grows with the area to be turned and the orbit to be kept",
)
pump_share = parameter(
    "0.015",
    "Pump power per heat carried",
    low="0.003",
    high="0.04",
    bounds=("0", "0.5"),
    source="gilmore",
    note="100 kW at 10 K rise and 200 kPa takes about 1 kW",
    aliases=("pump_power",),
)
battery_cycle_reserve = parameter(
    "1.25",
    "Cycles the battery is sized for over those it will see",
    low="1",
    high="2",
    bounds=("1", "10"),
    role="lever",
    source="ecss",
    note="usual qualification margin on life",
)
depth_of_discharge_max = parameter(
    "0.8",
    "Deepest discharge allowed however few the cycles",
    low="0.6",
    high="0.9",
    bounds=("0.01", "1"),
    source="nasa-soa-power",
    aliases=("max_dod",),
)


@rule("kW", "Load at the users while computing: computers, housekeeping, links and pumps")
def electrical_load(
    it_power_per_satellite: Array,
    housekeeping_power: Array,
    housekeeping_share: Array,
    link_power: Array,
    pump_share: Array,
    pmad_efficiency: Array,
) -> Array:
    """Pumps carry the heat of the whole bus and add to it; solved for the load, no loop is needed."""
    users = it_power_per_satellite * (1.0 + housekeeping_share) + housekeeping_power + link_power
    return users / (1.0 - pump_share / pmad_efficiency)


@rule("kW", "Power drawn from the source while computing")
def bus_power(electrical_load: Array, pmad_efficiency: Array) -> Array:
    return electrical_load / pmad_efficiency


@rule("kW", "Load at the users in eclipse")
def eclipse_load(
    eclipse_it_power: Array,
    it_power_per_satellite: Array,
    housekeeping_power: Array,
    housekeeping_share: Array,
    link_power: Array,
    pump_share: Array,
    pmad_efficiency: Array,
) -> Array:
    users = eclipse_it_power + it_power_per_satellite * housekeeping_share + housekeeping_power + link_power
    return users / (1.0 - pump_share / pmad_efficiency)


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


@rule("K", "Temperature of the Sun-pointed array")
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


@rule("1", "Cell efficiency at the array's temperature")
def cell_efficiency_hot(
    cell_efficiency: Array,
    array_temperature: Array,
    cell_temperature_coefficient: Array,
    cell_reference_temperature: Array,
) -> Array:
    return solar.cell_efficiency(
        array_temperature, cell_efficiency, cell_temperature_coefficient, cell_reference_temperature
    )


@rule("W/m^2", "Beginning-of-life output per array area, in the farthest month")
def array_power_density(
    solar_irradiance_min: Array,
    cell_efficiency_hot: Array,
    array_packing: Array,
    array_inherent_efficiency: Array,
    array_pointing_efficiency: Array,
) -> Array:
    return (
        solar_irradiance_min
        * cell_efficiency_hot
        * array_packing
        * array_inherent_efficiency
        * array_pointing_efficiency
    )


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


@rule("m^2", "Array area, for the load at the time it is sized for")
def array_area(array_power_required: Array, array_power_density: Array, array_sizing_retention: Array) -> Array:
    return array_power_required / (array_power_density * array_sizing_retention)


@rule("kW", "Array output at the beginning of life, in the farthest month", aliases=("bol",))
def array_power(array_area: Array, array_power_density: Array) -> Array:
    return array_area * array_power_density


@rule("kW", "Array output at the time it is sized for, in the farthest month")
def array_power_sized(array_area: Array, array_power_density: Array, array_sizing_retention: Array) -> Array:
    return array_area * array_power_density * array_sizing_retention


@rule("GW/yr", "Array power a year, at the beginning of life, in the satellites that replace others")
def array_renewal_rate(satellite_renewal_rate: Array, array_power: Array) -> Array:
    return satellite_renewal_rate * array_power


@rule("kg", "Mass of the array", label="array")
def array_mass(array_area: Array, array_areal_mass: Array) -> Array:
    return array_area * array_areal_mass


@array_mass.when(array_mass_basis="specific-power")
def array_mass_specific_power(array_power: Array, array_specific_power: Array) -> Array:
    return array_power / array_specific_power


@rule("1", "Battery cycles over the satellite's life")
def battery_cycles(eclipse_rate: Array, satellite_life: Array) -> Array:
    return eclipse_rate * satellite_life


@battery_cycles.when(power_source="reactor")
def battery_cycles_reactor() -> Array:
    return 0.0


@rule("1", "Depth of discharge that lasts the cycles, with reserve", aliases=("dod",))
def depth_of_discharge(
    battery_cycles: Array,
    battery_cycle_reserve: Array,
    battery_cycle_reference: Array,
    battery_depth_reference: Array,
    battery_cycle_exponent: Array,
    depth_of_discharge_max: Array,
) -> Array:
    lasting = storage.depth_allowed(
        np.maximum(battery_cycles * battery_cycle_reserve, 1.0),
        battery_cycle_reference,
        battery_depth_reference,
        battery_cycle_exponent,
    )
    return np.minimum(lasting, depth_of_discharge_max)


@rule("1", "Cycles the battery lasts at its depth of discharge")
def battery_cycles_allowed(
    depth_of_discharge: Array,
    battery_cycle_reference: Array,
    battery_depth_reference: Array,
    battery_cycle_exponent: Array,
) -> Array:
    return storage.cycles_allowed(
        depth_of_discharge, battery_cycle_reference, battery_depth_reference, battery_cycle_exponent
    )


@rule("kWh", "Energy of the battery pack", aliases=("battery_capacity",))
def battery_energy(
    eclipse_load: Array,
    pmad_efficiency: Array,
    eclipse_duration_max: Array,
    discharge_efficiency: Array,
    depth_of_discharge: Array,
) -> Array:
    return storage.battery_energy(
        eclipse_load, eclipse_duration_max, discharge_efficiency * pmad_efficiency, depth_of_discharge
    )


@battery_energy.when(power_source="reactor")
def battery_energy_reactor() -> Array:
    return 0.0


@rule("kg", "Mass of the battery", label="battery")
def battery_mass(battery_energy: Array, battery_specific_energy: Array) -> Array:
    return battery_energy / battery_specific_energy


@rule("kg", "Mass of the reactor with its shadow shield", label="reactor")
def reactor_mass(bus_power: Array, reactor_mass_fixed: Array, reactor_specific_mass: Array) -> Array:
    return reactor_mass_fixed + reactor_specific_mass * bus_power


@reactor_mass.when(power_source="solar")
def reactor_mass_solar() -> Array:
    return 0.0


@rule("kW", "Heat of the reactor's cycle, rejected at its own temperature")
def reactor_heat(bus_power: Array, reactor_efficiency: Array) -> Array:
    return bus_power * (1.0 / reactor_efficiency - 1.0)


@reactor_heat.when(power_source="solar")
def reactor_heat_solar() -> Array:
    return 0.0


@rule("kg", "Mass of power regulation and distribution", label="conversion")
def pmad_mass(bus_power: Array, pmad_specific_mass: Array) -> Array:
    return bus_power * pmad_specific_mass
