"""What becomes of sunlight that is not power: heat, which is never less than nothing."""

from __future__ import annotations

from orbitcalc._typing import Array
from orbitcalc.graph import rule


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
    "kW",
    "Sunlight that the array absorbs less the power that it gives",
    impossible="the array gives more power than it absorbs of sunlight",
)
def panel_heat(solar_irradiance_mean: Array, cell_absorptance: Array, array_area: Array, array_power: Array) -> Array:
    return solar_irradiance_mean * cell_absorptance * array_area - array_power


@panel_heat.when(power_source="reactor")
def panel_heat_reactor() -> Array:
    return 0.0
