"""Money over time: present values, levelised cost, and the simple ratios the field quotes.

Costs and energy are discounted alike, as they flow through a year; only yearly figures charge capital at its end.
An asset on either side is charged over its life, and the rest of it at the end of the horizon is residual value.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import discounting, streams
from orbitcalc.economics.cohorts import mid_years, weighted_sum
from orbitcalc.graph import rule, total

_NO_DISCOUNT = 1e-6
"""A life's discount below this is none: the annuity charge becomes the straight line."""


@rule("1", "Value at the first launch of a payment in the middle of each year", axis="years")
def discount_factors(discount_rate: Array, horizon_weight: Array, year: Array) -> Array:
    middles = np.cumsum(horizon_weight, axis=0) - 0.5 * horizon_weight  # of each year's part within the horizon
    return discounting.discount_factor(discount_rate, middles * year, year=year)


@rule(
    "1",
    "Present value, per price, of a satellite launched in each year: discounted, charged for the life used",
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

    The age reached is horizon - t, so v^t (1 - v^age) is v^t - v^horizon: no power for each year.
    """
    by_horizon = discounting.discount_factor(discount_rate, horizon, year=year)
    by_life = discounting.discount_factor(discount_rate, satellite_life, year=year)
    lost = 1.0 - by_life
    discounted = lost > _NO_DISCOUNT
    per_loss, per_year = np.where(discounted, 1.0 / lost, 0.0), np.where(discounted, 0.0, year / satellite_life)
    age = np.maximum(horizon / year - mid_years(len(horizon_weight), discount_rate), 0.0)
    charged = (discount_factors - by_horizon) * per_loss + age * per_year
    return np.minimum(charged, discount_factors) * horizon_weight


@rule("1", "Present satellites of the deployment: discounted, and charged for the life used")
def present_deployed(satellites_added_first: Array, present_weight: Array, launch_yields: Array) -> Array:
    return weighted_sum(satellites_added_first, present_weight / launch_yields)


@present_deployed.when(campaign_pace="at-once")
def present_deployed_at_once(
    satellites_for_fleet: Array, horizon: Array, satellite_life: Array, discount_rate: Array, year: Array
) -> Array:
    return satellites_for_fleet * discounting.capital_share_used(horizon, satellite_life, discount_rate, year=year)


@rule("1", "Present satellites that replace others: discounted, and charged for the life used")
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
    """Those that have grown old on the day that ends each life; those that fail evenly, as a year's middle counts."""
    times = streams.renewal_times(satellite_life / year, horizon / year, len(present_weight)) * year
    used = discounting.capital_share_used(horizon - times, satellite_life, discount_rate, year=year)
    aged = discounting.discount_factor(discount_rate, times, year=year) * used
    failed = (1.0 / service_time - 1.0 / satellite_life) * year * present_weight
    return satellites_required * weighted_sum(aged + failed, 1.0 / launch_yields)


@rule("yr", "Present satellite-years in place")
def present_service(
    satellites_in_place_mean: Array, discount_factors: Array, horizon_weight: Array, year: Array
) -> Array:
    return weighted_sum(satellites_in_place_mean, discount_factors, horizon_weight) * year


@rule("yr", "Present years of the horizon")
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
    "Present cost of development, ground stations and a launcher of one's own",
    label="development, stations and own launcher",
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
    repair_value: Array,
    repair_share: Array,
    avoidance_cost: Array,
) -> Array:
    yearly = satellite_cost_deployed * operations_share + repair_value * repair_share + avoidance_cost
    running = present_service * yearly
    return (running + (present_deployed + present_renewed) * disposal_cost) * counts_plant


present_cost = total("GUSD", "Present cost over the horizon, less residual values")


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


@levelised_cost.when(payment=("year-ends", "monthly"))
def levelised_cost_steady(
    steady_cost_rate: Array, power_delivered: Array, utilisation: Array, energy_year: Array, year: Array
) -> Array:
    energy = power_delivered * utilisation * (energy_year / year)
    return steady_cost_rate / np.where(energy > 0.0, energy, np.nan)


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
