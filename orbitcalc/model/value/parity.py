"""The year of parity with the ground, if the decision waits.

Everything that the model declares to change with the date changes. Flights for other customers lower the launch price
along its learning curve, though not below the marginal cost of a flight; a price that is a forecast falls by its date.
Launch failures become rarer as the vehicle flies. Satellites get cheaper with those that others make meanwhile, beside
those that this programme makes; construction and energy on the ground have a real trend (`waiting`). Accelerators do
more per watt on both sides alike, so that costs per IT energy do not move. What does not change with the date: the
design and mass of satellites, the flights a year of the campaign and its factory, the price of accelerators, of an
on-site power plant and of computing at the decision, and rates of interest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import cohorts, learning, streams
from orbitcalc.graph import rule
from orbitcalc.model.value.waiting import waited

_NEVER = "not within 30 years of waiting, by what the date brings down"
_STEPS: Final = 12
"""Of Newton's method: two to six suffice."""


@rule("t", "Cumulative mass of all customers that lowers the price, by the start of each year of waiting", axis="years")
def mass_while_waiting(vehicle_flights_cap: Array, launch_ramp: Array, payload_reference: Array, year: Array) -> Array:
    flights = np.cumsum(launch_ramp, axis=0) - launch_ramp
    return flights * (vehicle_flights_cap * year) * payload_reference


@mass_while_waiting.when(launch_experience="programme")
def mass_while_waiting_programme() -> Array:
    """The price does not fall with the flights of others."""
    return np.zeros((cohorts.YEARS, 1))


@rule("t", "Billed mass of the launch of one satellite, increased in proportion to insurance")
def insured_mass(billed_mass: Array, insurance_charge: Array, counts_plant: Array) -> Array:
    return billed_mass * (1.0 + insurance_charge * counts_plant)


@rule("USD/kg", "Price of the first flight if it is later by each number of years, learning apart", axis="years")
def launch_price_while_waiting(launch_price: Array) -> Array:
    return launch_price * np.ones((cohorts.YEARS, 1))


@launch_price_while_waiting.when(launch_price_basis="forecast")
def launch_price_while_waiting_forecast(
    launch_price: Array, launch_price_fall: Array, launch_price_fall_time: Array, year: Array
) -> Array:
    return launch_price * (1.0 - launch_price_fall) ** (waited() * (year / launch_price_fall_time))


@rule("GUSD", "Present cost of what is launched in each year", axis="years")
def present_capital_by_year(
    present_first: Array, deployment_costs: Array, present_replacing: Array, replacement_costs: Array
) -> Array:
    return present_first * deployment_costs + present_replacing * replacement_costs


@rule("GUSD", "Present cost of the launches of each year, insured", axis="years")
def present_launch_by_year(
    present_first: Array, present_replacing: Array, launch_prices: Array, insured_mass: Array
) -> Array:
    return (present_first + present_replacing) * launch_prices * insured_mass


@rule("t", "Cumulative mass that lowers the price, by the middle of each year's launches", axis="years")
def taught_mass_by_year(taught_mass: Array, taught_mass_before: Array, satellites_made: Array) -> Array:
    return taught_mass_before + (np.cumsum(satellites_made, axis=0) - 0.5 * satellites_made) * taught_mass


@rule("1", "Satellites made by the middle of each year's, those that prices already reflect included", axis="years")
def satellites_by_year(satellites_made: Array, production_prior: Array) -> Array:
    return production_prior + 0.5 + (np.cumsum(satellites_made, axis=0) - 0.5 * satellites_made)


@rule(
    "GUSD",
    "Present cost if the first launch is later by each number of years",
    axis="years",
    no_value="present cost has no limit",
)
def present_cost_after_waiting(
    present_cost: Array,
    present_capital_by_year: Array,
    present_launch_by_year: Array,
    taught_mass_by_year: Array,
    mass_while_waiting: Array,
    launch_price_while_waiting: Array,
    launch_price_floor: Array,
    launch_mass_reference: Array,
    launch_learning: Array,
    launch_yields: Array,
    present_satellites_by_year: Array,
    satellites_by_year: Array,
    production_while_waiting: Array,
    satellite_learning: Array,
) -> Array:
    """Each year's satellites and launches cost less in proportion to the price at their middle; fewer are lost.

    The marginal cost of a flight is the end of the learning curve.
    """

    def price(count: int) -> Array:
        first, mass = launch_price_while_waiting[count], taught_mass_by_year + mass_while_waiting[count]
        learned = learning.learned_price(first, mass, launch_mass_reference, fall=launch_learning)
        return np.maximum(learned, np.minimum(first, launch_price_floor))

    at_once = price(0)
    share = np.where(at_once > 0.0, present_launch_by_year / np.where(at_once > 0.0, at_once, np.nan), 0.0)
    satellites = _satellites_later(
        present_satellites_by_year, satellites_by_year, production_while_waiting, satellite_learning
    )
    others = present_capital_by_year - present_launch_by_year - present_satellites_by_year

    def later(count: int) -> Array:
        return others + share * price(count) + satellites(count)

    more = _more(present_capital_by_year, later, launch_yields)
    return np.maximum(present_cost + more, 0.0)  # where launch is all, rounding may leave less than nothing


@present_cost_after_waiting.when(launch_sourcing="own")
def present_cost_after_waiting_own(
    present_cost: Array,
    present_capital_by_year: Array,
    launch_yields: Array,
    present_satellites_by_year: Array,
    satellites_by_year: Array,
    production_while_waiting: Array,
    satellite_learning: Array,
) -> Array:
    """The cost of an owned launcher does not depend on cumulative mass."""
    satellites = _satellites_later(
        present_satellites_by_year, satellites_by_year, production_while_waiting, satellite_learning
    )
    others = present_capital_by_year - present_satellites_by_year
    return present_cost + _more(present_capital_by_year, lambda count: others + satellites(count), launch_yields)


def _satellites_later(now: Array, made: Array, others: Array, fall: Array) -> Callable[[int], Array]:
    """Present cost of each year's satellites after years of waiting, in which others have made more of them [USD]."""
    exponent, shares = learning.learning_exponent(fall), 1.0 / made
    return lambda count: now * (1.0 + others[count] * shares) ** -exponent


def _more(now: Array, later: Callable[[int], Array], yields: Array) -> Array:
    """Present cost beyond that without waiting, by years of waiting, shape (years, samples) [USD].

    `now` and `later` of a number of years are what is launched in each year would cost, if as many were launched; of
    those launched later fewer are lost.
    """
    needed, last, total = 1.0 / yields, 1.0 / yields[-1:], np.sum(now, axis=0)

    def fewer(count: int) -> Array:
        return yields * np.concatenate([needed[count:], last * np.ones((count, 1))])

    return np.stack([np.sum(later(count) * fewer(count), axis=0) - total for count in range(cohorts.YEARS)])


@rule(
    "1",
    "First-launch year of cost parity: orbit costs no more than the ground per IT energy",
    display="date",
    tabulated=True,
    no_value=_NEVER,
)
def cost_parity_year(
    first_launch: Array,
    present_cost_after_waiting: Array,
    present_energy: Array,
    ground_levelised_cost: Array,
    ground_cost_growth: Array,
) -> Array:
    levelised = present_cost_after_waiting / np.where(present_energy > 0.0, present_energy, np.nan)
    return first_launch + streams.years_until_positive(ground_levelised_cost * ground_cost_growth - levelised)


@rule(
    "1",
    "Decision year of value parity: orbit is worth at least as much as the ground for the same computing sold",
    display="date",
    tabulated=True,
    no_value=_NEVER,
)
def parity_year(
    decision_date: Array,
    present_revenue: Array,
    present_cost_after_waiting: Array,
    decision_factor: Array,
    ground_present_revenue: Array,
    ground_net_present_value: Array,
    ground_cost_growth: Array,
) -> Array:
    """The comparison is net present value over present revenue, so that a side that sells less does not gain by it.

    A ground twin without power within the horizon has zero value.
    """
    sells = ground_present_revenue > 0.0
    share = ground_net_present_value / np.where(sells, ground_present_revenue, 1.0)
    kept = np.where(sells, 1.0 - (1.0 - share) * ground_cost_growth, 0.0)
    worth = 1.0 - present_cost_after_waiting * decision_factor / present_revenue
    return decision_date + streams.years_until_positive(worth - kept)


@rule(
    "USD/kg",
    "Launch price at cost parity with the ground; negative where even free launch would not reach it",
    signed=True,
    no_value="the flights of an owned launcher have no price",
    aliases=("breakeven_launch_price",),
)
def launch_price_at_cost_parity(
    launch_price: Array,
    launch_price_floor: Array,
    launch_mass_reference: Array,
    launch_learning: Array,
    taught_mass: Array,
    taught_mass_before: Array,
    satellites_made: Array,
    present_first: Array,
    present_replacing: Array,
    insured_mass: Array,
    present_cost: Array,
    present_energy: Array,
    ground_levelised_cost: Array,
) -> Array:
    """Of the first flight, by Newton's method: what launch costs bends upwards with the price of the first flight.

    A price below the marginal cost of a flight does not fall, so that all flights cost as much.
    """
    by_year = satellites_made * taught_mass
    before = taught_mass_before + np.cumsum(by_year, axis=0) - by_year
    weights = (present_first + present_replacing) * taught_mass
    launched = np.sum(weights, axis=0)

    def costs(price: Array) -> tuple[Array, Array]:
        """Present cost of the mass that flies above the marginal cost of a flight, and of that which flies at it."""
        curve = {"fall": launch_learning, "floor": launch_price_floor}
        above, least = learning.price_parts(price, before, by_year, launch_mass_reference, **curve)
        return np.sum(weights * above, axis=0), np.sum(weights * least, axis=0)

    wanted = sum(costs(launch_price)) + (ground_levelised_cost * present_energy - present_cost) * (
        taught_mass / insured_mass
    )
    price = np.maximum(wanted / launched, launch_price)
    for _ in range(_STEPS):
        above, least = costs(price)
        falls = above > 0.0
        price = np.where(falls, price * (wanted - least) / np.where(falls, above, np.nan), price)
    return np.where(wanted / launched > launch_price_floor, price, wanted / launched)


@launch_price_at_cost_parity.when(launch_sourcing="own")
def launch_price_at_cost_parity_own() -> Array:
    return np.nan
