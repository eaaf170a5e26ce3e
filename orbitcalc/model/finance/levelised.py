"""Levelised cost, and the simple ratios the field quotes."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import streams
from orbitcalc.economics.cohorts import weighted_sum
from orbitcalc.graph import rule


@rule("1", "Present energy of a satellite, that of accelerators past their economic life at its worth, over all of it")
def economic_share(
    satellite_life: Array, accelerator_economic_life: Array, obsolescence_rate: Array, discount_rate: Array, year: Array
) -> Array:
    """On either side accelerators count alike until the age at which the ground renews them.

    A satellite may fly on with older ones, whose computing is worth less beside that of the ground's.
    """
    flown = np.maximum(satellite_life, accelerator_economic_life)
    worth, renewed = (
        streams.mean_worth(life, discount_rate, obsolescence_rate, year=year)
        for life in (flown, accelerator_economic_life)
    )
    return worth / renewed


@economic_share.when(cost_boundary=("without-accelerators", "launch-and-energy"))
def economic_share_outside_boundary() -> Array:
    """Who does not count accelerators does not count their age."""
    return 1.0


@rule("TWh", "Present IT energy delivered over the horizon, that of obsolete accelerators at its worth")
def present_energy(
    present_service: Array,
    power_per_place: Array,
    utilisation: Array,
    energy_year: Array,
    economic_share: Array,
    year: Array,
) -> Array:
    return present_service * power_per_place * utilisation * economic_share * (energy_year / year)


@present_energy.when(campaign_pace="year-by-year", sparing_policy=("overprovision", "lose"))
def present_energy_unreplaced(
    power_online: Array,
    discount_factors: Array,
    horizon_weight: Array,
    utilisation: Array,
    energy_year: Array,
    economic_share: Array,
) -> Array:
    return weighted_sum(power_online, discount_factors, horizon_weight) * utilisation * energy_year * economic_share


@rule("TWh", "IT energy delivered over the horizon")
def energy_delivered(power_online: Array, horizon_weight: Array, utilisation: Array, energy_year: Array) -> Array:
    return weighted_sum(power_online, horizon_weight) * utilisation * energy_year


@rule(
    "USD/kWh",
    "Cost of computing per kWh of IT energy: present cost over present IT energy delivered",
    no_value="no energy is delivered within the horizon",
    headline=7,
    aliases=("lcoe", "cost_per_kwh"),
    roles=("monte-carlo", "money"),
)
def levelised_cost(present_cost: Array, present_energy: Array) -> Array:
    return present_cost / np.where(present_energy > 0.0, present_energy, np.nan)


@rule(
    "1",
    "Levelised cost in orbit over that on the ground",
    headline=9,
    roles=("monte-carlo", "sweep", "tornado", "sobol", "objective", "bridge", "money"),
)
def cost_ratio(levelised_cost: Array, ground_levelised_cost: Array) -> Array:
    return levelised_cost / ground_levelised_cost


@rule(
    "USD/h",
    "Cost of computing per hour of one accelerator at work, its share of the server included",
    aliases=("lcoc", "gpu_hour"),
)
def accelerator_hour_cost(levelised_cost: Array, accelerator_power: Array, server_overhead: Array) -> Array:
    return levelised_cost * accelerator_power * server_overhead


@rule(
    "USD/W",
    "Cost to first full power over target power",
    headline=6,
    aliases=("capex_per_watt", "usd_per_watt"),
    roles=("money",),
)
def cost_per_watt(capex: Array, target_power: Array) -> Array:
    return capex / target_power


@rule("1", "Cost to first full power in orbit over that on the ground")
def capex_ratio(cost_per_watt: Array, ground_cost_per_watt: Array) -> Array:
    return cost_per_watt / ground_cost_per_watt


@rule("USD/W", "Cost over the horizon over target power, undiscounted")
def lifetime_cost_per_watt(cost_total: Array, target_power: Array) -> Array:
    return cost_total / target_power


@rule(
    "USD/kWh",
    "Cost over the horizon over IT energy delivered, neither discounted",
    no_value="no energy is delivered within the horizon",
)
def simple_cost_of_energy(cost_total: Array, energy_delivered: Array) -> Array:
    return cost_total / energy_delivered


@rule("USD/kg", "What a kilogram may cost, built and launched, to match the ground twin's cost per watt")
def build_and_launch_allowance(ground_cost_per_watt: Array, specific_power: Array) -> Array:
    return ground_cost_per_watt * specific_power


@rule(
    "USD/kg",
    "Launch price at which building and launching cost what building the ground twin costs per watt: construction "
    "alone, unlike the launch price at which cost_ratio is 1",
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
    "Launch price over what a kilogram may cost, built and launched, to match the ground twin",
    no_value="launch and the ground twin both cost nothing, or both cost more than any limit",
)
def launch_price_excess(launch_price: Array, build_and_launch_allowance: Array) -> Array:
    return launch_price / build_and_launch_allowance
