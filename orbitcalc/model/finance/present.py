"""Present cost: what is bought, launched and run, discounted as it flows.

Costs and energy are discounted alike, as flows through each year; only annuities are due at the end of a year.
An asset of either side is charged over its life, and its unused part at the end of the horizon is residual value.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import cohorts, discounting, streams
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


@rule("1", "Present satellites of the deployment in each year: discounted, charged for the life used", axis="years")
def present_first(satellites_added_first: Array, present_weight: Array, launch_yields: Array) -> Array:
    return satellites_added_first * present_weight / launch_yields


@present_first.when(campaign_pace="at-once")
def present_first_at_once(
    satellites_for_fleet: Array, horizon: Array, satellite_life: Array, discount_rate: Array, year: Array
) -> Array:
    """All of them on the first day."""
    used = discounting.capital_share_used(horizon, satellite_life, discount_rate, year=year)
    return np.where(np.arange(cohorts.YEARS).reshape(-1, 1) == 0, satellites_for_fleet * used, 0.0)


@rule("1", "Present satellites that replace others in each year: discounted, charged for the life used", axis="years")
def present_replacing(
    satellites_added: Array, satellites_added_first: Array, present_weight: Array, launch_yields: Array
) -> Array:
    return np.maximum(satellites_added - satellites_added_first, 0.0) * present_weight / launch_yields


@present_replacing.when(campaign_pace="at-once")
def present_replacing_at_once(
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
    end = horizon / year
    times = streams.renewal_times(satellite_life / year, end, len(present_weight))
    used = discounting.capital_share_used((end - times) * year, satellite_life, discount_rate, year=year)
    aged = discounting.discount_factor(discount_rate, times * year, year=year) * used
    failed = np.maximum(1.0 / service_time - 1.0 / satellite_life, 0.0) * year * present_weight
    return satellites_required * (aged + failed) / launch_yields


@rule("1", "Satellites of the deployment, discounted and weighted by the part of their life within the horizon")
def present_deployed(present_first: Array) -> Array:
    return np.sum(present_first, axis=0)


@rule("1", "Replacement satellites, discounted and weighted by the part of their life within the horizon")
def present_renewed(present_replacing: Array) -> Array:
    return np.sum(present_replacing, axis=0)


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
    no_value="nothing is launched, at a price without limit",
    label="satellites, accelerators and launch",
    adds_to=("present_cost",),
)
def present_capital(
    present_first: Array, deployment_costs: Array, present_replacing: Array, replacement_costs: Array
) -> Array:
    """Each year's satellites at that year's prices."""
    return np.sum(present_first * deployment_costs + present_replacing * replacement_costs, axis=0)


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


@rule(
    "GUSD",
    "Present cost of operations and disposal",
    no_value="nothing is in place, or nothing of it counts, at a running cost without limit",
    label="operations and disposal",
    adds_to=("present_cost",),
)
def present_operations(
    present_service: Array,
    satellite_cost_deployed: Array,
    operations_share: Array,
    counts_plant: Array,
    present_deployed: Array,
    present_renewed: Array,
    disposal_cost: Array,
    repair_value: Array,
    repair_share: Array,
    avoidance_cost: Array,
) -> Array:
    yearly = satellite_cost_deployed * operations_share + repair_value * repair_share + avoidance_cost
    return (present_service * yearly + (present_deployed + present_renewed) * disposal_cost) * counts_plant


present_cost = total("GUSD", "Present cost over the horizon, less residual values")
