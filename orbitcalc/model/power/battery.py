"""The battery, sized for the longest eclipse and for the number of eclipses over life."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import catalogued, choice, parameter, rule, selection
from orbitcalc.physics import battery as storage

battery = selection("batteries", "li-ion-space", "Battery flown", roles=("decision",))
battery_specific_energy = catalogued(
    "batteries",
    "Wh/kg",
    "Specific energy of the battery pack",
    bounds=("1 Wh/kg", "2000 Wh/kg"),
    aliases=("energy_density",),
)
battery_price = catalogued(
    "batteries",
    "USD/kWh",
    "Price of the battery pack per energy",
    bounds=("0 USD_2025/kWh", "1e6 USD_2025/kWh"),
    aliases=("battery_cost",),
)
charge_efficiency = catalogued(
    "batteries", "1", "Charge efficiency: energy stored over energy supplied", bounds=("0.1", "1")
)
discharge_efficiency = catalogued(
    "batteries", "1", "Discharge efficiency: energy delivered over energy taken from the battery", bounds=("0.1", "1")
)
battery_cycle_reference = catalogued(
    "batteries", "1", "Cycle life at the reference depth of discharge", bounds=("1", "1e7"), aliases=("cycle_life",)
)
battery_depth_reference = catalogued(
    "batteries", "1", "Depth of discharge of the reference cycle life", bounds=("0.01", "1")
)
battery_cycle_exponent = catalogued(
    "batteries", "1", "Exponent of cycle life over depth of discharge", bounds=("0.1", "10")
)
charging_heat = choice(
    "counted",
    "left-out",
    meaning="Heat of charging the battery is on the radiator's account, or left out as some studies do",
)
battery_cycle_reserve = parameter(
    "1.25",
    "Design cycles of the battery over expected cycles",
    low="1",
    high="2",
    bounds=("1", "10"),
    role="lever",
    source="ecss",
    note="usual qualification margin on life",
)
depth_of_discharge_max = parameter(
    "0.8",
    "Maximum depth of discharge for any number of cycles",
    low="0.6",
    high="0.9",
    bounds=("0.01", "1"),
    source="nasa-soa-power",
    aliases=("max_dod",),
)
battery_end_capacity = parameter(
    "0.8",
    "Remaining capacity that defines cycle life in cell tests",
    low="0.7",
    high="0.8",
    bounds=("0.1", "1"),
    role="constant",
    source="jaxa-battery",
    note="the usual end point of a cycle test",
)
battery_calendar_fade = parameter(
    "0.01 1/yr",
    "Calendar fade: yearly capacity loss of a cell at rest",
    low="0.004 1/yr",
    high="0.025 1/yr",
    bounds=("0 1/yr", "0.5 1/yr"),
    source="nasa-soa-power",
    note="cool and half charged",
)


@rule("1", "Battery cycles over the satellite's life")
def battery_cycles(eclipse_rate: Array, satellite_life: Array) -> Array:
    return eclipse_rate * satellite_life


@battery_cycles.when(power_source="reactor")
def battery_cycles_reactor() -> Array:
    return 0.0


@rule("1", "Depth of discharge at which the battery lasts its cycles, with reserve", aliases=("dod",))
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


@rule("1", "Capacity lost in one cycle of full depth")
def battery_cycle_fade(
    battery_end_capacity: Array,
    battery_cycle_reference: Array,
    battery_depth_reference: Array,
    battery_cycle_exponent: Array,
) -> Array:
    """A cell has faded to its end of life when it has done the cycles it lasts."""
    at_full_depth = storage.cycles_allowed(
        1.0, battery_cycle_reference, battery_depth_reference, battery_cycle_exponent
    )
    return (1.0 - battery_end_capacity) / at_full_depth


@rule(
    "1",
    "Share of the new battery's energy that the longest eclipse takes",
    no_value="a battery of this life has no capacity left at its end",
)
def depth_of_discharge_new(
    depth_of_discharge: Array,
    depth_of_discharge_max: Array,
    battery_cycles: Array,
    satellite_life: Array,
    battery_cycle_fade: Array,
    battery_cycle_exponent: Array,
    battery_calendar_fade: Array,
) -> Array:
    """At the end of life the same energy is no deeper than allowed in what capacity its own cycles leave."""
    fitting = storage.depth_that_fits(
        depth_of_discharge_max,
        battery_cycles,
        satellite_life,
        cycle_fade=battery_cycle_fade,
        exponent=battery_cycle_exponent,
        calendar_fade=battery_calendar_fade,
    )
    return np.minimum(depth_of_discharge, fitting)


@rule("1", "Battery capacity at the end of life over the beginning")
def battery_capacity_retained(
    battery_cycles: Array,
    satellite_life: Array,
    depth_of_discharge_new: Array,
    battery_cycle_fade: Array,
    battery_cycle_exponent: Array,
    battery_calendar_fade: Array,
) -> Array:
    return storage.capacity_retained(
        battery_cycles,
        depth_of_discharge_new,
        satellite_life,
        cycle_fade=battery_cycle_fade,
        exponent=battery_cycle_exponent,
        calendar_fade=battery_calendar_fade,
    )


@rule("1", "Cycle life of the battery at its depth of discharge")
def battery_cycles_allowed(
    depth_of_discharge_new: Array,
    battery_cycle_reference: Array,
    battery_depth_reference: Array,
    battery_cycle_exponent: Array,
) -> Array:
    return storage.cycles_allowed(
        depth_of_discharge_new, battery_cycle_reference, battery_depth_reference, battery_cycle_exponent
    )


@rule(
    "kWh",
    "Energy of the battery pack",
    no_value="the battery does not last so many cycles at any depth of discharge",
    aliases=("battery_capacity",),
)
def battery_energy(
    eclipse_load: Array,
    pmad_efficiency: Array,
    eclipse_duration_max: Array,
    discharge_efficiency: Array,
    depth_of_discharge_new: Array,
) -> Array:
    return storage.battery_energy(
        eclipse_load, eclipse_duration_max, discharge_efficiency * pmad_efficiency, depth_of_discharge_new
    )


@battery_energy.when(power_source="reactor")
def battery_energy_reactor() -> Array:
    return 0.0


@rule("kg", "Mass of the battery", label="battery", adds_to=("equipment_mass",))
def battery_mass(battery_energy: Array, battery_specific_energy: Array) -> Array:
    return battery_energy / battery_specific_energy
