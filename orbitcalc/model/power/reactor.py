"""The reactor, which replaces array and battery."""

from __future__ import annotations

from orbitcalc._typing import Array
from orbitcalc.graph import catalogued, rule, selection

reactor = selection(
    "reactors", "fission-surface-power", "Reactor flown when power_source is reactor", aliases=("nuclear",)
)
reactor_specific_mass = catalogued(
    "reactors",
    "kg/kW",
    "Specific mass of the reactor with shadow shield, per electrical power",
    bounds=("0.1 kg/kW", "1e4 kg/kW"),
)
reactor_mass_fixed = catalogued("reactors", "kg", "Reactor mass independent of power", bounds=("0 kg", "1e6 kg"))
reactor_efficiency = catalogued(
    "reactors", "1", "Thermal efficiency of the reactor: electrical over thermal power", bounds=("0.001", "0.6")
)
reactor_heat_rejection_temperature = catalogued(
    "reactors", "K", "Heat rejection temperature of the power cycle", bounds=("250 K", "1500 K")
)
reactor_price = catalogued(
    "reactors", "USD/W", "Price of the reactor per electrical power", bounds=("0 USD_2025/W", "1e6 USD_2025/W")
)


@rule("kW", "Electrical power of the reactor: the bus, and the thrusters against drag")
def reactor_power(bus_power: Array, drag_power: Array) -> Array:
    return bus_power + drag_power


@reactor_power.when(power_source="solar")
def reactor_power_solar() -> Array:
    return 0.0


@rule("kg", "Mass of the reactor with its shadow shield", label="reactor", adds_to=("equipment_mass",))
def reactor_mass(reactor_power: Array, reactor_mass_fixed: Array, reactor_specific_mass: Array) -> Array:
    return reactor_mass_fixed + reactor_specific_mass * reactor_power


@reactor_mass.when(power_source="solar")
def reactor_mass_solar() -> Array:
    return 0.0


@rule("1", "Heat that the reactor's cycle rejects over its electrical power")
def reactor_heat_ratio(reactor_efficiency: Array) -> Array:
    return 1.0 / reactor_efficiency - 1.0


@reactor_heat_ratio.when(power_source="solar")
def reactor_heat_ratio_solar() -> Array:
    return 0.0


@rule("kW", "Heat of the reactor's cycle for the bus alone, without thrust against drag")
def reactor_bus_heat(bus_power: Array, reactor_heat_ratio: Array) -> Array:
    return bus_power * reactor_heat_ratio


@rule("kW", "Heat rejected by the power cycle at its own temperature")
def reactor_heat(reactor_power: Array, reactor_heat_ratio: Array) -> Array:
    return reactor_power * reactor_heat_ratio


@reactor_heat.when(power_source="solar")
def reactor_heat_solar() -> Array:
    return 0.0
