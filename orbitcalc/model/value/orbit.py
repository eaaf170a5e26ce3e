"""Revenue, cash flow and return in orbit."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import streams
from orbitcalc.economics.cohorts import mid_years, weighted_sum
from orbitcalc.graph import rule

_NEVER_PAID = "earnings within the horizon do not cover spending"


@rule("GUSD", "Revenue of each year from the first launch, within the horizon", axis="years")
def revenue(
    power_online: Array,
    horizon_weight: Array,
    utilisation: Array,
    energy_year: Array,
    computing_price_of_energy: Array,
    vintage_factor: Array,
    computing_price_decline: Array,
    orbit_delay: Array,
    year: Array,
) -> Array:
    """Each year sells at the contract price of that year."""
    passed = orbit_delay / year + mid_years(len(power_online), computing_price_decline)
    price = computing_price_of_energy * vintage_factor * np.exp(-(computing_price_decline * year) * passed)
    return power_online * horizon_weight * price * (utilisation * energy_year)


@rule("GUSD", "Present value of revenue, at the decision")
def present_revenue(revenue: Array, discount_factors: Array, decision_factor: Array) -> Array:
    return weighted_sum(revenue, discount_factors) * decision_factor


@rule(
    "GUSD",
    "Net present value, at the decision",
    signed=True,
    aliases=("npv",),
    roles=("money", "sweep"),
)
def net_present_value(present_revenue: Array, present_cost: Array, decision_factor: Array) -> Array:
    return present_revenue - present_cost * decision_factor


@rule("GUSD", "Spending at the first launch: development, ground stations, an owned launcher")
def upfront_spending(capex_development: Array, capex_ground_segment: Array, launcher_investment: Array) -> Array:
    return capex_development + capex_ground_segment + launcher_investment


@rule(
    "GUSD",
    "Spending of each year from the first launch, within the horizon",
    axis="years",
    no_value="nothing is launched",
)
def spending(
    launches: Array,
    flights_per_satellite: Array,
    satellites_added: Array,
    satellites_added_first: Array,
    deployment_costs: Array,
    replacement_costs: Array,
    satellites_in_place_mean: Array,
    present_operations: Array,
    present_service: Array,
    capex_ground_segment: Array,
    station_upkeep: Array,
    launcher_upkeep: Array,
    horizon_weight: Array,
    year: Array,
) -> Array:
    """What is launched in the year at that year's cost, and operations at their mean cost per satellite-year."""
    added = np.where(satellites_added > 0.0, satellites_added, 1.0)
    first = satellites_added_first / added
    bought = launches / flights_per_satellite * (first * deployment_costs + (1.0 - first) * replacement_costs)
    running = satellites_in_place_mean * (present_operations / present_service)
    fixed = capex_ground_segment * station_upkeep + launcher_upkeep
    return (bought + (running + fixed) * year) * horizon_weight


@rule(
    "1/yr",
    "Internal rate of return, residual values included",
    signed=True,
    tabulated=True,
    no_value="no rate from -39 to 1900 % makes earnings and residual values equal to spending",
    aliases=("irr",),
)
def internal_rate_of_return(
    revenue: Array,
    spending: Array,
    upfront_spending: Array,
    net_present_value: Array,
    decision_factor: Array,
    discount_factors: Array,
    discount_rate: Array,
    horizon: Array,
    year: Array,
) -> Array:
    """Residual values are those of `present_weight`; a rate above the cost of capital means a gain."""
    flows, end = revenue - spending, horizon / year
    paid = weighted_sum(flows, discount_factors) - upfront_spending
    left = (net_present_value / decision_factor - paid) * (1.0 + discount_rate * year) ** end
    return streams.rate_of_return(-upfront_spending, flows, left, end) / year


@rule(
    "yr",
    "Payback time from the decision, undiscounted",
    tabulated=True,
    no_value=_NEVER_PAID,
    aliases=("payback",),
    roles=("never",),
)
def payback_time(revenue: Array, spending: Array, upfront_spending: Array, orbit_delay: Array, year: Array) -> Array:
    return orbit_delay + streams.recovery_time(-upfront_spending, revenue - spending) * year


@rule(
    "GUSD",
    "Present revenue forgone because orbit is not at full power on the decision date",
    signed=True,
)
def waiting_cost(
    target_power: Array,
    utilisation: Array,
    energy_year: Array,
    computing_price_of_energy: Array,
    vintage_factor: Array,
    discount_rate: Array,
    orbit_delay: Array,
    horizon: Array,
    computing_price_decline: Array,
    present_revenue: Array,
    year: Array,
) -> Array:
    time = streams.present_years(discount_rate, orbit_delay + horizon, fall=computing_price_decline, year=year)
    yearly = target_power * utilisation * (energy_year / year) * computing_price_of_energy * vintage_factor
    return yearly * time - present_revenue
