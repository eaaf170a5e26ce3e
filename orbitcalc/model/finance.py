"""Discounted cash flow: present values, levelised cost, and the simple ratios that the field quotes.

Costs and energy are discounted alike, as flows through each year; only annuities are due at the end of a year.
An asset of either side is charged over its life, and its unused part at the end of the horizon is residual value.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import discounting, streams
from orbitcalc.economics.cohorts import mid_years, weighted_sum
from orbitcalc.graph import rule, total

_NO_DISCOUNT = 1e-6
"""A discount over the life below this counts as zero: the annuity becomes a straight line."""


@rule("1", "Discount factor from the middle of each year to the first launch", axis="years")
def discount_factors(discount_rate: Array, horizon_weight: Array, year: Array) -> Array:
    middles = np.cumsum(horizon_weight, axis=0) - 0.5 * horizon_weight  # of each year's part within the horizon
    return discounting.discount_factor(discount_rate, middles * year, year=year)


@rule(
    "1",
    "Present charge per price of a satellite launched in each year, for the part of its life within the horizon",
    axis="years",
)
def present_weight(
    discount_factors: Array,
    discount_rate: Array,
    horizon: Array,
    satellite_life: Array,
    year: Array,
    horizon_weight: Array,
) -> Array:
    """Annuity charge (1 - v^age) / (1 - v^life) for the age at the horizon, times the discount v^t.

    The age reached is horizon - t, so that v^t (1 - v^age) = v^t - v^horizon, which needs no power per year.
    """
    by_horizon = discounting.discount_factor(discount_rate, horizon, year=year)
    by_life = discounting.discount_factor(discount_rate, satellite_life, year=year)
    lost = 1.0 - by_life
    discounted = lost > _NO_DISCOUNT
    per_loss, per_year = np.where(discounted, 1.0 / lost, 0.0), np.where(discounted, 0.0, year / satellite_life)
    age = np.maximum(horizon / year - mid_years(len(horizon_weight), discount_rate), 0.0)
    charged = (discount_factors - by_horizon) * per_loss + age * per_year
    return np.minimum(charged, discount_factors) * horizon_weight


@rule("1", "Satellites of the deployment, discounted and weighted by the part of their life within the horizon")
def present_deployed(satellites_added_first: Array, present_weight: Array, launch_yields: Array) -> Array:
    return weighted_sum(satellites_added_first, present_weight / launch_yields)


@present_deployed.when(campaign_pace="at-once")
def present_deployed_at_once(
    satellites_for_fleet: Array, horizon: Array, satellite_life: Array, discount_rate: Array, year: Array
) -> Array:
    return satellites_for_fleet * discounting.capital_share_used(horizon, satellite_life, discount_rate, year=year)


@rule("1", "Replacement satellites, discounted and weighted by the part of their life within the horizon")
def present_renewed(
    satellites_added: Array, satellites_added_first: Array, present_weight: Array, launch_yields: Array
) -> Array:
    return weighted_sum(satellites_added - satellites_added_first, present_weight / launch_yields)


@present_renewed.when(campaign_pace="at-once")
def present_renewed_at_once(
    satellites_required: Array,
    satellite_life: Array,
    service_time: Array,
    horizon: Array,
    discount_rate: Array,
    present_weight: Array,
    launch_yields: Array,
    year: Array,
) -> Array:
    """Retired satellites are replaced at the end of each life; failed ones evenly, at the middle of each year."""
    times = streams.renewal_times(satellite_life / year, horizon / year, len(present_weight)) * year
    used = discounting.capital_share_used(horizon - times, satellite_life, discount_rate, year=year)
    aged = discounting.discount_factor(discount_rate, times, year=year) * used
    failed = (1.0 / service_time - 1.0 / satellite_life) * year * present_weight
    return satellites_required * weighted_sum(aged + failed, 1.0 / launch_yields)


@rule("yr", "Discounted satellite-years in place")
def present_service(
    satellites_in_place_mean: Array, discount_factors: Array, horizon_weight: Array, year: Array
) -> Array:
    return weighted_sum(satellites_in_place_mean, discount_factors, horizon_weight) * year


@rule("yr", "Discounted years of the horizon")
def present_time(discount_rate: Array, horizon: Array, year: Array) -> Array:
    return streams.present_years(discount_rate, horizon, year=year)


@rule(
    "GUSD",
    "Present cost of the satellites, accelerators and launches of deployment and replacement",
    label="satellites, accelerators and launch",
    adds_to=("present_cost",),
)
def present_capital(
    present_deployed: Array,
    satellite_cost_deployed: Array,
    satellite_accelerator_cost: Array,
    satellite_launch_cost: Array,
    insurance_charge: Array,
    counts_plant: Array,
    counts_accelerators: Array,
    present_renewed: Array,
    renewal_cost: Array,
) -> Array:
    built = satellite_cost_deployed * counts_plant + satellite_accelerator_cost * counts_accelerators
    first = (built + satellite_launch_cost) * (1.0 + insurance_charge * counts_plant)
    return present_deployed * first + present_renewed * renewal_cost


@rule(
    "GUSD",
    "Present cost of development, ground stations and an owned launcher",
    label="development, stations and owned launcher",
    adds_to=("present_cost",),
)
def present_fixed(
    capex_development: Array,
    capex_ground_segment: Array,
    station_upkeep: Array,
    launcher_investment: Array,
    launcher_upkeep: Array,
    present_time: Array,
) -> Array:
    launcher = launcher_investment + launcher_upkeep * present_time
    return capex_development + capex_ground_segment * (1.0 + station_upkeep * present_time) + launcher


@rule("GUSD", "Present cost of operations and disposal", label="operations and disposal", adds_to=("present_cost",))
def present_operations(
    present_service: Array,
    satellite_cost_deployed: Array,
    operations_share: Array,
    counts_plant: Array,
    present_deployed: Array,
    present_renewed: Array,
    disposal_cost: Array,
    repair_share: Array,
    avoidance_cost: Array,
) -> Array:
    running = present_service * (satellite_cost_deployed * (operations_share + repair_share) + avoidance_cost)
    return (running + (present_deployed + present_renewed) * disposal_cost) * counts_plant


present_cost = total("GUSD", "Present cost over the horizon, less residual values")


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


@rule("1", "Launch price over the allowable cost per kilogram, built and launched")
def launch_price_excess(launch_price: Array, build_and_launch_allowance: Array) -> Array:
    return launch_price / build_and_launch_allowance
