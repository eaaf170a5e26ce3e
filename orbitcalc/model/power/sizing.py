"""The size of the solar array, for the load of the worst orbit over a life with degradation."""

from __future__ import annotations

from functools import partial

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import choice, parameter, rule
from orbitcalc.physics import battery as storage
from orbitcalc.physics import reliability, solar

array_sizing = choice(
    "worst-moment",
    "end-of-life",
    "beginning-of-life",
    "beginning-of-life-by-year",
    meaning="Size the array for the accelerators still working, at the most demanding moment of life; for the whole "
    "load at the end of life; or for the beginning of life, and let the power fade (averaged over life, or over the "
    "starts of its years as in some studies)",
)
array_mass_basis = choice("areal", "specific-power", meaning="Array mass from area, or from power")
array_specific_power = parameter(
    "100 W/kg",
    "Beginning-of-life specific power of the array, where array_mass_basis is specific-power",
    low="30 W/kg",
    high="200 W/kg",
    bounds=("1 W/kg", "1e5 W/kg"),
    source="nasa-soa-power",
)

array_reserve = parameter(
    "1",
    "Array power over what the load needs at the time it is sized for",
    low="1",
    high="1.3",
    bounds=("0.5", "10"),
    role="lever",
    source="ecss",
    note="losses are counted one by one; studies that leave some of them out carry a reserve in their place",
)


@rule("kW", "Array output needed in the sunlit part of the worst orbit of the year")
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


@rule("1", "Array output at the end of life over the beginning", bounds=("0", "1"), aliases=("eol",))
def array_retention(array_degradation: Array, satellite_life: Array, year: Array) -> Array:
    return solar.retention(array_degradation, satellite_life, year=year)


@rule(
    "1", "Array output needed at the end of life, with the accelerators still working, over the need at the beginning"
)
def array_load_share_end(
    electrical_load: Array,
    eclipse_load: Array,
    electrical_load_end: Array,
    eclipse_load_end: Array,
    orbital_period: Array,
    eclipse_duration_max: Array,
    pmad_efficiency: Array,
    charge_efficiency: Array,
    discharge_efficiency: Array,
    drag_load_share: Array,
) -> Array:
    """Drag compensation takes the same power throughout life."""
    power = partial(
        storage.array_power_for_orbit,
        period=orbital_period,
        eclipse_time=eclipse_duration_max,
        sun_path_efficiency=pmad_efficiency,
        charge_efficiency=charge_efficiency,
        discharge_efficiency=discharge_efficiency * pmad_efficiency,
    )
    alive = power(electrical_load_end, eclipse_load_end) / power(electrical_load, eclipse_load)
    return (alive + drag_load_share) / (1.0 + drag_load_share)


@rule("1", "Array output for sizing over beginning-of-life output, both for the whole load")
def array_sizing_retention(array_retention: Array, array_load_share_end: Array) -> Array:
    """The ratio of load to output, a constant plus exponentials of time, is largest at one end of life.

    The load is complete on the first day; on the last day both load and array output have declined.
    """
    return array_retention / np.maximum(array_retention, array_load_share_end)


@array_sizing_retention.when(array_sizing="end-of-life")
def array_sizing_retention_end_of_life(array_retention: Array) -> Array:
    return array_retention


@array_sizing_retention.when(array_sizing=("beginning-of-life", "beginning-of-life-by-year"))
def array_sizing_retention_beginning_of_life() -> Array:
    return 1.0


@rule("1", "Usable over design power of a satellite as its array degrades, averaged over life")
def power_fade() -> Array:
    return 1.0


@power_fade.when(array_sizing="beginning-of-life")
def power_fade_beginning_of_life(
    array_degradation: Array, accelerator_hazard: Array, satellite_life: Array, year: Array
) -> Array:
    """The array limits power only where it degrades faster than accelerators fail."""
    fading = np.maximum(reliability.hazard(array_degradation, year=year), accelerator_hazard)
    at_work = reliability.mean_survival(fading, satellite_life)
    return at_work / reliability.mean_survival(accelerator_hazard, satellite_life)


@power_fade.when(array_sizing="beginning-of-life-by-year")
def power_fade_beginning_of_life_by_year(array_degradation: Array, satellite_life: Array, year: Array) -> Array:
    return solar.mean_retention_by_year(array_degradation, satellite_life, year=year)


@rule(
    "m^2",
    "Array area, for the load at the moment of life that sizes it",
    no_value="at this altitude an array delivers less power than its own drag takes",
    roles=("decision",),
)
def array_area(
    array_power_required: Array,
    array_reserve: Array,
    array_power_density: Array,
    array_sizing_retention: Array,
    array_drag_burden: Array,
    radiator_drag_power: Array,
) -> Array:
    """The array's own drag takes a share of its output, so that the area follows without iteration."""
    left = array_sizing_retention - array_drag_burden
    net_density = array_power_density * np.where(left > 0.0, left, np.nan)
    return (array_power_required * array_reserve + radiator_drag_power) / net_density


@array_area.when(power_source="reactor")
def array_area_reactor() -> Array:
    return 0.0


@rule("m^2", "Area on the back of the array that radiator panels may cover")
def array_back_area(array_area: Array, array_back_share: Array) -> Array:
    return array_area * array_back_share


@rule("kW", "Array output at the beginning of life, at the moment of the year that asks most of it", aliases=("bol",))
def array_power(array_area: Array, array_power_density: Array) -> Array:
    return array_area * array_power_density


@rule(
    "kW",
    "Sunlight absorbed by the array less its output",
    impossible="the array delivers more power than it absorbs from sunlight",
)
def panel_heat(solar_irradiance_mean: Array, cell_absorptance: Array, array_area: Array, array_power: Array) -> Array:
    return solar_irradiance_mean * cell_absorptance * array_area - array_power


@panel_heat.when(power_source="reactor")
def panel_heat_reactor() -> Array:
    return 0.0


@rule("kW", "Array output at the age it is sized for, at the moment of the year that asks most of it")
def array_power_sized(array_area: Array, array_power_density: Array, array_sizing_retention: Array) -> Array:
    return array_area * array_power_density * array_sizing_retention


@rule("kg", "Mass of the array", label="array", adds_to=("equipment_mass",))
def array_mass(array_area: Array, array_areal_mass: Array) -> Array:
    return array_area * array_areal_mass


@array_mass.when(array_mass_basis="specific-power")
def array_mass_specific_power(array_power: Array, array_specific_power: Array) -> Array:
    return array_power / array_specific_power
