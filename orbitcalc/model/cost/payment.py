"""When capital, running cost and energy are paid and counted, on both sides: through a life, or in a steady year."""

from __future__ import annotations

from orbitcalc._typing import Array
from orbitcalc.economics import discounting, months
from orbitcalc.graph import rule


@rule("1/yr", "Yearly charge for a satellite over its price, repaid over its life")
def repayment_rate(discount_rate: Array, satellite_life: Array, year: Array) -> Array:
    return discounting.capital_recovery_factor(discount_rate, satellite_life, year=year)


@repayment_rate.when(payment="monthly")
def repayment_rate_monthly(discount_rate: Array, satellite_life: Array, year: Array) -> Array:
    return months.monthly_recovery_factor(discount_rate, satellite_life, year=year)


@rule("GUSD", "Price of the fleet in place, its launch and insurance, development, ground stations and own launcher")
def capital_in_place(
    satellites_for_fleet: Array,
    satellite_cost_deployed: Array,
    counts_plant: Array,
    satellite_accelerator_cost: Array,
    counts_accelerators: Array,
    satellite_launch_cost: Array,
    insurance_charge: Array,
    capex_development: Array,
    capex_ground_segment: Array,
    launcher_investment: Array,
) -> Array:
    built = satellite_cost_deployed * counts_plant + satellite_accelerator_cost * counts_accelerators
    flown = (built + satellite_launch_cost) * (1.0 + insurance_charge * counts_plant)
    return satellites_for_fleet * flown + capex_development + capex_ground_segment + launcher_investment


@rule("GUSD/yr", "Cost of a steady year: capital in place repaid, operations, and satellites that replace failed ones")
def steady_cost_rate(
    capital_in_place: Array,
    repayment_rate: Array,
    operations_rate: Array,
    satellite_renewal_rate: Array,
    service_time: Array,
    satellite_life: Array,
    renewal_cost: Array,
) -> Array:
    """Satellites that grow old are repaid by the charge; those that fail before are bought on top of it."""
    failed = satellite_renewal_rate * (1.0 - service_time / satellite_life)
    return capital_in_place * repayment_rate + operations_rate + failed * renewal_cost
