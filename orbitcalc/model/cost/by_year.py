"""What a satellite costs in the year in which it is made and launched.

The maker learns from every satellite made before, those that replace others included, and so does the maker of the
vehicle. Over the years of the horizon this adds up to the mean prices of deployment and replacement times their
numbers. A flight of one's own costs the same in every year.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import cohorts, learning
from orbitcalc.graph import rule

_MIDDLE = 0.5
"""From the end of one unit to the middle of the next: the mean of a run is the integral between its ends."""


@rule("1", "Satellites launched in each year within the horizon, those lost included", axis="years")
def satellites_made(satellites_added: Array, horizon_weight: Array, launch_yields: Array) -> Array:
    return satellites_added * horizon_weight / launch_yields


@rule("1", "Mean cost of a satellite made in each year over that of the first, accelerators apart", axis="years")
def production_prices(satellites_made: Array, satellite_learning: Array, production_prior: Array) -> Array:
    before = np.cumsum(satellites_made, axis=0) - satellites_made
    return learning.mean_learned_price(
        1.0, before, satellites_made, production_prior + _MIDDLE, fall=satellite_learning
    )


@rule("1", "Cost of a satellite made in each year over the mean of the deployment, accelerators apart", axis="years")
def deployment_price_index(
    production_prices: Array, satellites_deployed: Array, satellite_learning: Array, production_prior: Array
) -> Array:
    prior = production_prior + _MIDDLE
    mean = learning.mean_learned_price(1.0, 0.0, satellites_deployed, prior, fall=satellite_learning)
    return production_prices / mean


@rule(
    "1",
    "Cost of a satellite made in each year over the mean of those that replace others, accelerators apart",
    axis="years",
)
def renewal_price_index(
    production_prices: Array,
    satellites_deployed: Array,
    satellites_renewed: Array,
    satellite_learning: Array,
    production_prior: Array,
) -> Array:
    prior = production_prior + _MIDDLE
    mean = learning.mean_learned_price(1.0, satellites_deployed, satellites_renewed, prior, fall=satellite_learning)
    return production_prices / mean


@rule("USD/kg", "Mean launch price of each year", axis="years")
def launch_prices(
    satellites_made: Array,
    launch_price: Array,
    launch_price_floor: Array,
    launch_mass_reference: Array,
    taught_mass: Array,
    taught_mass_before: Array,
    launch_learning: Array,
) -> Array:
    mass = satellites_made * taught_mass
    before = taught_mass_before + np.cumsum(mass, axis=0) - mass
    return learning.mean_price_above_floor(
        launch_price, before, mass, launch_mass_reference, fall=launch_learning, floor=launch_price_floor
    )


@rule("1", "Launch price of each year over the mean of the deployment", axis="years")
def deployment_launch_index(launch_prices: Array, launch_price_deployment: Array) -> Array:
    return _relative(launch_prices, launch_price_deployment)


@deployment_launch_index.when(launch_sourcing="own")
def deployment_launch_index_own() -> Array:
    return np.ones((cohorts.YEARS, 1))


@rule("1", "Launch price of each year over the mean of the launches that replace satellites", axis="years")
def renewal_launch_index(launch_prices: Array, launch_price_renewal: Array) -> Array:
    return _relative(launch_prices, launch_price_renewal)


@renewal_launch_index.when(launch_sourcing="own")
def renewal_launch_index_own() -> Array:
    return np.ones((cohorts.YEARS, 1))


def _relative(prices: Array, mean: Array) -> Array:
    """Price of each year over the mean of a run; 1 where launch costs nothing."""
    some = mean != 0.0
    return np.where(some, prices / np.where(some, mean, np.nan), 1.0)


@rule(
    "MUSD",
    "Cost of a satellite of the deployment launched in each year: built, computing, launched, insured",
    axis="years",
    no_value="the price of a satellite or of its launch has no limit",
)
def deployment_costs(
    satellite_cost_deployed: Array,
    deployment_price_index: Array,
    satellite_accelerator_cost: Array,
    satellite_launch_cost: Array,
    deployment_launch_index: Array,
    insurance_charge: Array,
    counts_plant: Array,
    counts_accelerators: Array,
) -> Array:
    built = satellite_cost_deployed * counts_plant * deployment_price_index
    computing = satellite_accelerator_cost * counts_accelerators
    launched = satellite_launch_cost * deployment_launch_index
    return (built + computing + launched) * (1.0 + insurance_charge * counts_plant)


@rule(
    "MUSD",
    "Cost of a satellite that replaces another, launched in each year: built, computing, launched, insured",
    axis="years",
    no_value="the price of a satellite or of its launch has no limit",
)
def replacement_costs(
    renewal_cost: Array,
    satellite_cost_renewal: Array,
    renewal_price_index: Array,
    renewal_launch_cost: Array,
    renewal_launch_index: Array,
    insurance_charge: Array,
    counts_plant: Array,
) -> Array:
    """The mean cost, and what each year differs from it."""
    built = satellite_cost_renewal * counts_plant * (renewal_price_index - 1.0)
    launched = renewal_launch_cost * (renewal_launch_index - 1.0)
    return renewal_cost + (built + launched) * (1.0 + insurance_charge * counts_plant)
