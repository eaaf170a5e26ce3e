"""Revenue, cash flow and return of the ground twin, until the same day as in orbit."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import cohorts, streams
from orbitcalc.economics.cohorts import mid_years, weighted_sum
from orbitcalc.graph import rule
from orbitcalc.model.value.orbit import _NEVER_PAID


@rule("GUSD/yr", "Yearly revenue of the ground twin at full power, at the price of the decision date")
def ground_revenue_rate(
    ground_power_sold: Array,
    ground_utilisation: Array,
    energy_year: Array,
    computing_price_of_energy: Array,
    year: Array,
) -> Array:
    return ground_power_sold * ground_utilisation * (energy_year / year) * computing_price_of_energy


@rule("GUSD", "Present value of the ground twin's revenue, at the decision")
def ground_present_revenue(
    ground_revenue_rate: Array,
    ground_discount_rate: Array,
    ground_delay: Array,
    orbit_delay: Array,
    horizon: Array,
    ground_ramp_time: Array,
    computing_price_decline: Array,
    year: Array,
) -> Array:
    time = streams.present_years(
        ground_discount_rate,
        orbit_delay + horizon,
        start=ground_delay,
        ramp=ground_ramp_time,
        fall=computing_price_decline,
        year=year,
    )
    return ground_revenue_rate * time


@rule(
    "GUSD",
    "Net present value of the ground twin, at the decision",
    signed=True,
    aliases=("ground_npv",),
    roles=("money",),
)
def ground_net_present_value(
    ground_present_revenue: Array, ground_present_cost: Array, ground_decision_factor: Array
) -> Array:
    return ground_present_revenue - ground_present_cost * ground_decision_factor


@rule(
    "GUSD",
    "Cash flow of the ground twin in each year from its first power",
    axis="years",
    tabulated=True,
    signed=True,
)
def ground_cash_flow(
    ground_revenue_rate: Array,
    ground_opex_rate: Array,
    ground_accelerator_cost: Array,
    ground_civil_cost: Array,
    ground_plant_cost: Array,
    ground_network_cost: Array,
    ground_source_cost: Array,
    accelerator_economic_life: Array,
    civil_life: Array,
    plant_life: Array,
    network_life: Array,
    ground_service_time: Array,
    ground_ramp_time: Array,
    ground_delay: Array,
    computing_price_decline: Array,
    year: Array,
) -> Array:
    """Assets are bought as the halls fill, and again at the end of their lives; a power plant has the life of plant."""
    ramp = ground_ramp_time / year
    ends = np.minimum(np.arange(cohorts.YEARS + 1.0).reshape(-1, 1), np.maximum(ground_service_time / year, 0.0))
    assets = (
        (ground_accelerator_cost, accelerator_economic_life),
        (ground_civil_cost, civil_life),
        (ground_plant_cost + ground_source_cost, plant_life),
        (ground_network_cost, network_life),
    )
    bought = sum(price * streams.purchases(ends, life / year, ramp) for price, life in assets)
    served = streams.filled_years(ends, ramp)
    passed = ground_delay / year + mid_years(cohorts.YEARS, computing_price_decline)
    price = np.exp(-(computing_price_decline * year) * passed)
    earned = (ground_revenue_rate * price - ground_opex_rate) * year
    return earned * (served[1:] - served[:-1]) - (bought[1:] - bought[:-1])


@rule(
    "1/yr",
    "Internal rate of return of the ground twin, residual values included",
    signed=True,
    tabulated=True,
    no_value="no rate from -39 to 1900 % makes earnings and residual values equal to spending",
    aliases=("ground_irr",),
)
def ground_internal_rate_of_return(
    ground_cash_flow: Array,
    ground_net_present_value: Array,
    ground_discount_rate: Array,
    ground_delay: Array,
    ground_service_time: Array,
    year: Array,
) -> Array:
    """Cash flows start at first power. Residual values are those of the annuities."""
    interest = 1.0 + ground_discount_rate * year
    end = ground_service_time / year
    worth = ground_net_present_value * interest ** (ground_delay / year)
    paid = weighted_sum(ground_cash_flow, interest ** -mid_years(len(ground_cash_flow), ground_discount_rate))
    left = (worth - paid) * interest**end
    return streams.rate_of_return(0.0, ground_cash_flow, left, end) / year


@rule(
    "yr",
    "Payback time of the ground twin from the decision, undiscounted",
    tabulated=True,
    no_value=_NEVER_PAID,
    aliases=("ground_payback",),
    roles=("never",),
)
def ground_payback_time(ground_cash_flow: Array, ground_delay: Array, year: Array) -> Array:
    return ground_delay + streams.recovery_time(0.0, ground_cash_flow) * year


@rule("GUSD", "Present revenue forgone because the ground is not at full power on the decision date")
def ground_waiting_cost(
    ground_revenue_rate: Array,
    ground_discount_rate: Array,
    orbit_delay: Array,
    horizon: Array,
    computing_price_decline: Array,
    ground_present_revenue: Array,
    year: Array,
) -> Array:
    end = orbit_delay + horizon
    at_once = streams.present_years(ground_discount_rate, end, fall=computing_price_decline, year=year)
    return ground_revenue_rate * at_once - ground_present_revenue
