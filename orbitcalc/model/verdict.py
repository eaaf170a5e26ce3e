"""The verdict: margins of physics and logistics, the one that binds, feasible or not.

A margin is 1 - needed / at hand: positive is good, 0 is just enough, -1 is half of what is needed.
Money is a verdict of its own (`cost_ratio`, `margin_cost`) and never mixed with feasibility.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import parameter, rule

array_supply = parameter(
    "1 GW/yr",
    "Solar array that can be made for the programme a year, by beginning-of-life power",
    low="0.2 GW/yr",
    high="20 GW/yr",
    bounds=("1e-6 GW/yr", "1e5 GW/yr"),
    shape="loguniform",
    source="redmond70",
    note="Starlink's 70 a week of 27 kW are 0.1 GW/yr; cells for the ground 600 GW/yr",
)

CONSTRAINTS = (
    "mass closure",
    "payload",
    "fairing",
    "array",
    "radiator",
    "junction temperature",
    "dose",
    "battery cycles",
    "links",
    "downlink",
    "array supply",
    "factory",
    "launch rate",
    "date",
)
"""What can bind, in the order that `binding_constraint` counts it: causes before what follows from them."""

_EXACT = 1e-9
"""An array within this of its load has been sized for it."""

_UNMEASURED = -1e-9
"""How a margin without a measure ranks: it fails, but yields to every failure that has one."""


def _margin(needed: Array, at_hand: Array) -> Array:
    """1 - needed / at hand, and -inf where nothing is at hand or nothing is known to be enough."""
    margin = 1.0 - needed / at_hand
    return np.where(np.isnan(margin) | (at_hand <= 0.0), -np.inf, margin)


@rule("1", "Launch rate: flights that hold the fleet against flights this programme gets", signed=True)
def margin_launch_rate(replacement_launch_rate: Array, launch_rate_sustained: Array) -> Array:
    return _margin(replacement_launch_rate, launch_rate_sustained)


@rule("1", "Factory: satellites that hold the fleet against satellites made", signed=True)
def margin_factory(satellites_required: Array, service_time: Array, launch_yield: Array, factory_rate: Array) -> Array:
    return _margin(satellites_required / service_time / launch_yield, factory_rate)


@rule("1", "Date: time to full power against the deadline", signed=True)
def margin_date(deployment_time: Array, deployment_deadline: Array) -> Array:
    return _margin(deployment_time, deployment_deadline)


@rule("1", "Radiator: heat against what the radiator carries", signed=True)
def margin_radiator(radiator_capacity: Array) -> Array:
    return _margin(1.0, radiator_capacity)


@rule("1", "Junction temperature: rise over the coolant against what is left to the limit", signed=True)
def margin_junction(
    junction_temperature: Array, junction_temperature_limit: Array, junction_rise: Array, loop_drop: Array
) -> Array:
    rise = junction_rise + loop_drop
    return _margin(rise, rise + junction_temperature_limit - junction_temperature)


@rule("1", "Mass closure: tanks and propellant that each kilogram carries against a kilogram", signed=True)
def margin_mass(mass_closure: Array) -> Array:
    return _margin(1.0 - mass_closure, 1.0)


@rule("1", "Payload: mass of one satellite against what one flight lifts", signed=True)
def margin_payload(satellites_by_mass: Array) -> Array:
    return _margin(1.0, satellites_by_mass)


@margin_payload.when(launch_packing="bulk")
def margin_payload_bulk(satellites_by_mass: Array) -> Array:
    """What flies in parts is put together in orbit."""
    return np.where(satellites_by_mass > 0.0, 1.0, -np.inf)


@rule("1", "Fairing: volume of one satellite against what one flight holds", signed=True)
def margin_fairing(satellites_by_volume: Array) -> Array:
    """A volume that nobody has published binds nothing: 1."""
    return np.where(np.isnan(satellites_by_volume), 1.0, 1.0 - 1.0 / satellites_by_volume)


@margin_fairing.when(launch_packing="bulk")
def margin_fairing_bulk() -> Array:
    return 1.0


@rule("1", "Array: load against what the array gives", signed=True)
def margin_array(
    array_power_required: Array, array_area: Array, array_power_density: Array, array_sizing_retention: Array
) -> Array:
    """An array that the model has sized gives just what it must, which binds nothing: 1."""
    margin = _margin(array_power_required, array_area * array_power_density * array_sizing_retention)
    return np.where(np.abs(margin) < _EXACT, 1.0, margin)


@margin_array.when(power_source="reactor")
def margin_array_reactor() -> Array:
    return 1.0


@rule("1", "Dose: dose over life against the dose tolerated", signed=True)
def margin_dose(life_dose: Array, dose_tolerance: Array) -> Array:
    return _margin(life_dose, dose_tolerance)


@rule("1", "Battery cycles: eclipses over life against cycles the battery lasts", signed=True)
def margin_battery(battery_cycles: Array, battery_cycles_allowed: Array) -> Array:
    return _margin(battery_cycles, battery_cycles_allowed)


@rule("1", "Downlink: data to the ground against what the stations take", signed=True)
def margin_downlink(downlink_demand: Array, downlink_average_rate: Array) -> Array:
    return _margin(downlink_demand, downlink_average_rate)


@rule("1", "Links: traffic between satellites against what the links carry", signed=True)
def margin_links(link_capacity: Array) -> Array:
    return _margin(1.0, link_capacity)


@rule("1", "Array supply: arrays that hold the fleet against arrays made", signed=True)
def margin_array_supply(
    satellites_required: Array, service_time: Array, launch_yield: Array, array_power: Array, array_supply: Array
) -> Array:
    return _margin(satellites_required / service_time / launch_yield * array_power, array_supply)


@rule("1", "Cost: levelised cost in orbit against that on the ground", signed=True)
def margin_cost(cost_ratio: Array) -> Array:
    return 1.0 - cost_ratio


@rule("1", "Smallest of the margins of physics and logistics", signed=True)
def margin_least(
    margin_mass: Array,
    margin_payload: Array,
    margin_fairing: Array,
    margin_array: Array,
    margin_radiator: Array,
    margin_junction: Array,
    margin_dose: Array,
    margin_battery: Array,
    margin_links: Array,
    margin_downlink: Array,
    margin_array_supply: Array,
    margin_factory: Array,
    margin_launch_rate: Array,
    margin_date: Array,
) -> Array:
    least = margin_mass
    for margin in (
        margin_payload,
        margin_fairing,
        margin_array,
        margin_radiator,
        margin_junction,
        margin_dose,
        margin_battery,
        margin_links,
        margin_downlink,
        margin_array_supply,
        margin_factory,
        margin_launch_rate,
        margin_date,
    ):
        least = np.minimum(least, margin)
    return least


@rule(
    "1",
    "The constraint with the smallest margin; one that fails without a measure yields to one with",
    words=CONSTRAINTS,
    headline=11,
)
def binding_constraint(
    margin_mass: Array,
    margin_payload: Array,
    margin_fairing: Array,
    margin_array: Array,
    margin_radiator: Array,
    margin_junction: Array,
    margin_dose: Array,
    margin_battery: Array,
    margin_links: Array,
    margin_downlink: Array,
    margin_array_supply: Array,
    margin_factory: Array,
    margin_launch_rate: Array,
    margin_date: Array,
) -> Array:
    margins = (
        margin_mass,
        margin_payload,
        margin_fairing,
        margin_array,
        margin_radiator,
        margin_junction,
        margin_dose,
        margin_battery,
        margin_links,
        margin_downlink,
        margin_array_supply,
        margin_factory,
        margin_launch_rate,
        margin_date,
    )
    least: Array = np.inf
    first: Array = 0.0
    for index, margin in enumerate(margins):
        ranked = np.where(margin == -np.inf, _UNMEASURED, margin)
        first = np.where(ranked < least, float(index), first)
        least = np.minimum(ranked, least)
    return first


@rule(
    "1",
    "Whether physics and logistics allow it",
    words=("no", "yes"),
    headline=10,
)
def feasible(margin_least: Array) -> Array:
    return np.where(margin_least >= 0.0, 1.0, 0.0)
