"""The verdict: margins of physics and logistics, the binding constraint, and feasibility.

A margin is 1 - demand / capacity: positive is good, 0 is just enough, -1 is half of the need. A reserve
that the model itself keeps (array, radiator, junction, dose, battery) is not a slack and does not bind.
Cost is judged separately (`cost_ratio`, `margin_cost`) and does not affect feasibility.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import another, constraint, less, more, rule

_UNMEASURED = -1e-9
"""Rank of an infinite shortfall: it fails, but any finite shortfall ranks before it."""

# Constraints, causes before consequences


@rule(
    "1",
    "Whether a mass, area, power or temperature is negative, which is impossible",
    tabulated=True,
    words=("no", "yes"),
)
def impossible(*quantities: Array) -> Array:
    """Energy and mass conservation rule out negative values; a missing value does not count as one."""
    negative: Array = False
    for quantity in quantities:
        negative = negative | np.less(quantity, 0.0)
    return np.where(negative, 1.0, 0.0)


margin_conservation = constraint(
    "conservation",
    "number of quantities below zero",
    "none",
    demand="impossible",
    law=True,
    quiet=True,
    relaxed_by=(
        *more("cell_absorptance", "pmad_efficiency", "junction_temperature_limit"),
        *less("cell_efficiency", "pump_share", "junction_rise"),
    ),
)
margin_mass = constraint(
    "mass closure",
    "tank mass needed per kilogram of dry mass",
    "that kilogram",
    demand="tank_burden",
    quiet=True,
    relaxed_by=(*more("specific_impulse"), *less("tank_share", "satellite_life")),
)
margin_payload = constraint(
    "payload",
    "mass of one satellite",
    "the payload of one flight",
    capacity="satellites_by_mass",
    relaxed_by=(*less("it_power_per_satellite", "altitude"), *more("payload_to_orbit"), *another("vehicle")),
)


@margin_payload.when(launch_packing="bulk")
def margin_payload_bulk(satellites_by_mass: Array) -> Array:
    """Satellites that fly in pieces are assembled in orbit."""
    return np.where(satellites_by_mass > 0.0, 1.0, -np.inf)


margin_fairing = constraint(
    "fairing",
    "volume of one satellite",
    "the fairing volume of one flight",
    capacity="satellites_by_volume",
    unknown_holds=True,
    relaxed_by=(*less("it_power_per_satellite"), *more("fairing_packing", "fairing_volume")),
)


@margin_fairing.when(launch_packing="bulk")
def margin_fairing_bulk() -> Array:
    return 1.0


margin_array = constraint(
    "array",
    "load",
    "the array output",
    demand="array_power_with_drag",
    capacity="array_power_sized",
    sized=True,
    relaxed_by=(*more("array_area"), *less("it_power_per_satellite")),
)


@margin_array.when(power_source="reactor")
def margin_array_reactor() -> Array:
    return 1.0


margin_thrust = constraint(
    "thrust",
    "drag and manoeuvres in the lit part of an orbit",
    "the thrust of the thrusters",
    demand="station_thrust",
    capacity="thrust",
    relaxed_by=(
        *more("altitude", "thruster_power_share", "thruster_efficiency"),
        *less("it_power_per_satellite", "conjunction_rate"),
    ),
)
margin_climb = constraint(
    "climb",
    "drag at the drop-off altitude",
    "the thrust of the thrusters",
    demand="delivery_drag",
    capacity="climb_thrust",
    relaxed_by=more("dropoff_altitude", "thruster_power_share", "thruster_efficiency"),
)
margin_radiator = constraint(
    "radiator",
    "heat",
    "the heat that the radiator can reject",
    demand="heat_rejected",
    capacity="radiator_heat_limit",
    sized=True,
    reserve="radiator_reserve",
    relaxed_by=(*more("radiator_area"), *less("it_power_per_satellite")),
)
margin_array_back = constraint(
    "back of the array",
    "radiator area on it",
    "the area available",
    demand="radiator_area",
    capacity="array_back_area",
    relaxed_by=more("array_back_share", "radiator_temperature", "array_area"),
)


@margin_array_back.when(radiator_faces=("two", "one"))
def margin_array_back_free() -> Array:
    return 1.0


margin_junction = constraint(
    "junction temperature",
    "temperature step from radiator to junction",
    "the step that the limit allows",
    demand="junction_step",
    capacity="junction_step_limit",
    sized=True,
    reserve_step="junction_reserve",
    relaxed_by=(*less("junction_rise", "radiator_temperature"), *more("junction_temperature_limit")),
)
margin_dose = constraint(
    "dose",
    "dose over life",
    "the dose tolerated",
    demand="life_dose",
    capacity="dose_tolerance",
    sized=True,
    reserve="dose_reserve",
    relaxed_by=(*more("dose_tolerance"), *less("satellite_life", "altitude")),
)
margin_battery = constraint(
    "battery cycles",
    "number of eclipses over life",
    "the cycle life of the battery",
    demand="battery_cycles",
    capacity="battery_cycles_allowed",
    sized=True,
    reserve="battery_cycle_reserve",
    relaxed_by=(*more("battery_cycle_reference", "altitude"), *less("satellite_life")),
)
margin_links = constraint(
    "links",
    "traffic between satellites",
    "the capacity of the links",
    capacity="link_capacity",
    relaxed_by=(*more("link_terminals", "link_channel_rate"), *less("link_demand")),
    roles=("workload",),
)
margin_downlink = constraint(
    "downlink",
    "data to the ground",
    "the capacity of the ground stations",
    demand="downlink_demand",
    capacity="downlink_average_rate",
    relaxed_by=(*more("ground_stations", "station_antennas", "downlink_rate"), *less("traffic_intensity")),
    roles=("workload",),
)
margin_array_supply = constraint(
    "array supply",
    "array production that sustains the fleet",
    "the array supply",
    demand="array_renewal_rate",
    capacity="array_supply",
    relaxed_by=(*more("array_supply", "satellite_life"), *less("target_power")),
)
margin_accelerator_supply = constraint(
    "accelerator supply",
    "accelerator demand that sustains the fleet",
    "the accelerator supply",
    demand="accelerator_renewal_rate",
    capacity="accelerator_supply",
    relaxed_by=(*more("accelerator_supply", "satellite_life"), *less("target_power")),
)
margin_factory = constraint(
    "factory",
    "satellite production that sustains the fleet",
    "the output of the factory",
    demand="satellite_renewal_rate",
    capacity="factory_rate",
    relaxed_by=(*more("factory_throughput", "satellite_life"), *less("target_power")),
)
margin_launch_rate = constraint(
    "launch rate",
    "flight rate that sustains the fleet",
    "the flight rate of this programme",
    demand="replacement_launch_rate",
    capacity="launch_rate_sustained",
    relaxed_by=(
        *more("vehicle_flights_cap", "programme_share", "satellite_life"),
        *less("competing_flights", "target_power"),
    ),
)
margin_target = constraint(
    "target",
    "target power",
    "the power that the satellites in place deliver",
    demand="target_power",
    capacity="power_delivered",
    sized=True,
    relaxed_by=(*more("satellites_required"), *less("target_power")),
)
margin_date = constraint(
    "date",
    "time to full power",
    "the time until the deadline",
    demand="deployment_time",
    capacity="deployment_deadline",
    relaxed_by=(
        *more("launch_growth", "factory_growth", "vehicle_flights_cap", "factory_throughput", "programme_share"),
        *more("deployment_deadline"),
        *less("competing_flights", "target_power"),
    ),
)
margin_cost = constraint(
    "cost",
    "levelised cost in orbit",
    "the levelised cost on the ground",
    demand="cost_ratio",
    relaxed_by=(*more("satellite_life"), *less("launch_list_price")),
    binds=False,
    roles=("money",),
)


@rule(
    "1",
    "Smallest slack of all constraints: the margins less the reserves that the model itself keeps",
    signed=True,
    roles=("monte-carlo",),
)
def margin_least(*slacks: Array) -> Array:
    least: Array = np.inf
    for slack in slacks:
        least = np.minimum(least, slack)
    return least


@rule(
    "1",
    "Constraint with the smallest slack; a finite shortfall ranks before an infinite one",
    words=("every constraint",),
    headline=11,
    aliases=("bottleneck",),
    roles=("sweep",),
)
def binding_constraint(*slacks: Array) -> Array:
    """A violated conservation law, the first argument, binds before any shortage."""
    law, *others = slacks
    least: Array = np.where(law < 0.0, law, np.inf)
    first: Array = 0.0
    for index, slack in enumerate(others, start=1):
        ranked = np.where(slack == -np.inf, _UNMEASURED, slack)
        first = np.where(ranked < least, float(index), first)
        least = np.minimum(ranked, least)
    return first


@rule(
    "1",
    "Whether physics and logistics allow the plan",
    words=("no", "yes"),
    headline=10,
    roles=("sweep",),
)
def feasible(margin_least: Array) -> Array:
    return np.where(margin_least >= 0.0, 1.0, 0.0)
