"""What a kilogram in orbit may cost beside the ground twin, construction alone."""

from __future__ import annotations

from orbitcalc._typing import Array
from orbitcalc.graph import rule


@rule("USD/kg", "Allowable cost per kilogram, built and launched, that matches the ground twin's cost per watt")
def build_and_launch_allowance(ground_cost_per_watt: Array, specific_power: Array) -> Array:
    return ground_cost_per_watt * specific_power


@rule(
    "USD/kg",
    "Launch price at which capital cost per watt equals that of the ground twin: construction alone, unlike the "
    "launch price at which cost_ratio is 1",
    signed=True,
    aliases=("breakeven_launch_cost",),
)
def launch_price_parity(
    ground_cost_per_watt: Array,
    satellite_cost_mean: Array,
    satellite_accelerator_cost: Array,
    counts_accelerators: Array,
    it_power_per_satellite: Array,
    specific_power: Array,
) -> Array:
    built = satellite_cost_mean + satellite_accelerator_cost * counts_accelerators
    return (ground_cost_per_watt - built / it_power_per_satellite) * specific_power


@rule(
    "1",
    "Launch price over the allowable cost per kilogram, built and launched",
    no_value="launch and the ground twin both cost nothing, or both cost more than any limit",
)
def launch_price_excess(launch_price: Array, build_and_launch_allowance: Array) -> Array:
    return launch_price / build_and_launch_allowance
