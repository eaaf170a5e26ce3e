"""Levelised cost, and the simple ratios the field quotes."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import streams
from orbitcalc.economics.cohorts import weighted_sum
from orbitcalc.graph import rule


@rule("1", "Discounted energy of a satellite at the value of its age, over the same energy at full value")
def economic_share(
    satellite_life: Array, accelerator_economic_life: Array, obsolescence_rate: Array, discount_rate: Array, year: Array
) -> Array:
    """Accelerators count in full on both sides until the age at which the ground renews them.

    A satellite may fly on with older ones, whose computing is worth less than the ground's.
    """
    flown = np.maximum(satellite_life, accelerator_economic_life)
    worth, renewed = (
        streams.mean_worth(life, discount_rate, obsolescence_rate, year=year)
        for life in (flown, accelerator_economic_life)
    )
    return worth / renewed


@economic_share.when(cost_boundary=("without-accelerators", "launch-and-energy"))
def economic_share_outside_boundary() -> Array:
    """A boundary without accelerators ignores their age."""
    return 1.0


@rule("TWh", "Present IT energy delivered over the horizon, weighted by the value of ageing accelerators")
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


@levelised_cost.when(payment=("year-ends", "monthly"))
def levelised_cost_steady(
    steady_cost_rate: Array, power_delivered: Array, utilisation: Array, energy_year: Array, year: Array
) -> Array:
    energy = power_delivered * utilisation * (energy_year / year)
    return steady_cost_rate / np.where(energy > 0.0, energy, np.nan)


@rule(
    "1",
    "Levelised cost in orbit over the levelised cost on the ground",
    headline=9,
    roles=("monte-carlo", "sweep", "tornado", "sobol", "objective", "bridge", "money"),
)
def cost_ratio(levelised_cost: Array, ground_levelised_cost: Array) -> Array:
    return levelised_cost / ground_levelised_cost


@rule(
    "USD/h",
    "Cost of an accelerator-hour at work, the accelerator's share of the server included",
    aliases=("lcoc", "gpu_hour"),
)
def accelerator_hour_cost(levelised_cost: Array, accelerator_power: Array, server_overhead: Array) -> Array:
    return levelised_cost * accelerator_power * server_overhead


@accelerator_hour_cost.when(accelerator_hours="in-place")
def accelerator_hour_cost_in_place(
    levelised_cost: Array, accelerator_power: Array, server_overhead: Array, utilisation: Array
) -> Array:
    return levelised_cost * accelerator_power * server_overhead * utilisation


@rule(
    "USD/W",
    "Cost to first full power over target power",
    headline=6,
    aliases=("capex_per_watt", "usd_per_watt"),
    roles=("money",),
)
def cost_per_watt(capex: Array, target_power: Array) -> Array:
    return capex / target_power


@rule("1", "Cost to first full power in orbit over the cost on the ground, per watt")
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
