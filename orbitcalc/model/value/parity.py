"""When orbit catches up, if the decision waits.

Everything that the model knows to change with the date changes. Flights for others bring the price of launch down its
learning curve, though not below the marginal cost of a flight; so does a price that is a forecast. Launch failures get
rarer as the vehicle flies. Accelerators do more per watt on both sides alike, so that costs per IT energy do not move.
Satellites get cheaper by those that this programme makes, not by waiting, and the ground's prices are real and stay.
The pace of the campaign and the price of computing at the decision are as in the scenario.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import cohorts, learning, streams
from orbitcalc.graph import rule

_NEVER = "not within the years followed, by the launch prices and failures that waiting brings down"
_NOTHING: Final = 1e-250
"""Share of a price that stands for a floor of none."""
_STEPS: Final = 12
"""Of Newton's method: two to six suffice."""


@rule("t", "Mass that all customers launch, and that teaches, by the start of each year of waiting", axis="years")
def mass_while_waiting(vehicle_flights_cap: Array, launch_ramp: Array, payload_reference: Array, year: Array) -> Array:
    flights = np.cumsum(launch_ramp, axis=0) - launch_ramp
    return flights * (vehicle_flights_cap * year) * payload_reference


@mass_while_waiting.when(launch_experience="programme")
def mass_while_waiting_programme() -> Array:
    """Where nobody learns from others' flights."""
    return np.zeros((cohorts.YEARS, 1))


@rule("t", "Mass that the launch of one satellite is billed for, insurance counted as more of it")
def insured_mass(billed_mass: Array, insurance_charge: Array, counts_plant: Array) -> Array:
    return billed_mass * (1.0 + insurance_charge * counts_plant)


@rule("1", "Present satellites over satellites launched, in each year", axis="years")
def present_share(present_first: Array, present_replacing: Array, satellites_made: Array) -> Array:
    made = satellites_made > 0.0
    return np.where(made, (present_first + present_replacing) / np.where(made, satellites_made, 1.0), 0.0)


def _masses(
    before: Array, by_year: Array, shares: Array, end: Array, curve: tuple[Array, Array]
) -> tuple[Array, Array]:
    """Present mass launched before the price has reached its floor, at a first price of 1, and after: in each year.

    The price is at its floor from the mass `end` on. Each year counts with its share of present satellites.
    """
    reference, fall = curve
    start = before + np.cumsum(by_year, axis=0) - by_year
    falling = np.where(np.isnan(end), by_year, np.minimum(np.maximum(end - start, 0.0), by_year))
    price = learning.mean_learned_price(1.0, start, falling, reference, fall=fall)
    return shares * falling * price, shares * (by_year - falling)


def _end_of_fall(price: Array, floor: Array, curve: tuple[Array, Array]) -> Array:
    """Mass from which on a price is at its floor; nan where it never gets there."""
    reference, fall = curve
    return learning.mass_to_reach_price(price, np.maximum(floor, price * _NOTHING), reference, fall=fall)


@rule("USD/kg", "Price of the first flight if it is later by each number of years, learning apart", axis="years")
def launch_price_while_waiting(launch_price: Array) -> Array:
    return launch_price * np.ones((cohorts.YEARS, 1))


@launch_price_while_waiting.when(launch_price_basis="forecast")
def launch_price_while_waiting_forecast(
    launch_price: Array, launch_price_fall: Array, launch_price_fall_time: Array, year: Array
) -> Array:
    return launch_price * (1.0 - launch_price_fall) ** (_waited() * (year / launch_price_fall_time))


def _waited() -> Array:
    return np.arange(float(cohorts.YEARS)).reshape(-1, 1)


@rule("GUSD", "Present cost of what is launched in each year", axis="years")
def present_capital_by_year(
    present_first: Array, deployment_costs: Array, present_replacing: Array, replacement_costs: Array
) -> Array:
    return present_first * deployment_costs + present_replacing * replacement_costs


@rule(
    "GUSD",
    "Present cost if the first launch is later by each number of years",
    axis="years",
    no_value="present cost has no limit",
)
def present_cost_after_waiting(
    present_cost: Array,
    present_capital_by_year: Array,
    insured_mass: Array,
    present_share: Array,
    taught_mass: Array,
    taught_mass_before: Array,
    satellites_made: Array,
    launch_price_while_waiting: Array,
    launch_price_floor: Array,
    launch_mass_reference: Array,
    launch_learning: Array,
    mass_while_waiting: Array,
    launch_yields: Array,
) -> Array:
    """The same masses are launched further down the price curve, and not below its end; fewer of them are lost."""
    curve, mass_by_year = (launch_mass_reference, launch_learning), satellites_made * taught_mass

    def launching(waited: Array, price: Array) -> Array:
        end = _end_of_fall(price, launch_price_floor, curve)
        falling, least = _masses(taught_mass_before + waited, mass_by_year, present_share, end, curve)
        return (price * falling + np.minimum(price, launch_price_floor) * least) * (insured_mass / taught_mass)

    waiting = list(zip(mass_while_waiting, launch_price_while_waiting, strict=True))
    at_once, costs = launching(*waiting[0]), []
    for count, waited in enumerate(waiting):
        now = present_capital_by_year
        later = (now + launching(*waited) - at_once) * _fewer(launch_yields, count)
        costs.append(present_cost + np.sum(later - now, axis=0))
    return np.maximum(np.stack(costs), 0.0)  # where launch was all, rounding may leave less than nothing


@present_cost_after_waiting.when(launch_sourcing="own")
def present_cost_after_waiting_own(present_cost: Array, present_capital_by_year: Array, launch_yields: Array) -> Array:
    """A flight of one's own costs the same whoever has learnt."""
    now = present_capital_by_year
    costs = [np.sum(now * _fewer(launch_yields, count) - now, axis=0) for count in range(cohorts.YEARS)]
    return present_cost + np.stack(costs)


def _fewer(yields: Array, count: int) -> Array:
    """Launched in each year over what is launched without waiting `count` years, for as many that work."""
    last = yields[-1:] * np.ones((count, 1))
    return yields / np.concatenate([yields[count:], last])


@rule(
    "1",
    "First-launch year from which orbit costs at most what the ground does, per IT energy",
    display="date",
    tabulated=True,
    no_value=_NEVER,
)
def cost_parity_year(
    first_launch: Array, present_cost_after_waiting: Array, present_energy: Array, ground_levelised_cost: Array
) -> Array:
    levelised = present_cost_after_waiting / np.where(present_energy > 0.0, present_energy, np.nan)
    return first_launch + streams.years_until_positive(ground_levelised_cost - levelised)


@rule(
    "1",
    "First decision year from which orbit is worth at least what the ground is, for the same computing sold",
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
) -> Array:
    """Net present value over present revenue on both sides: who sells less does not win by losing less.

    A ground twin that gets no power before the horizon ends is worth nothing.
    """
    sells = ground_present_revenue > 0.0
    kept = np.where(sells, ground_net_present_value / np.where(sells, ground_present_revenue, 1.0), 0.0)
    worth = 1.0 - present_cost_after_waiting * decision_factor / present_revenue
    return decision_date + streams.years_until_positive(worth - kept)


@rule(
    "USD/kg",
    "Launch price at which computing costs as much in orbit as on the ground; below 0 where free launch would not",
    signed=True,
    no_value="flights of one's own have no price",
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
    present_share: Array,
    present_deployed: Array,
    present_renewed: Array,
    insured_mass: Array,
    present_cost: Array,
    present_energy: Array,
    ground_levelised_cost: Array,
) -> Array:
    """Of the first flight, by Newton's method: what launch costs bends upwards with the price of the first flight.

    A price below the marginal cost of a flight does not fall, so that all flights cost as much.
    """
    curve, mass_by_year = (launch_mass_reference, launch_learning), satellites_made * taught_mass
    launched = (present_deployed + present_renewed) * taught_mass

    def masses(price: Array) -> tuple[Array, Array]:
        end = _end_of_fall(price, launch_price_floor, curve)
        falling, least = _masses(taught_mass_before, mass_by_year, present_share, end, curve)
        return np.sum(falling, axis=0), np.sum(least, axis=0)

    falling, least = masses(launch_price)
    now = launch_price * falling + np.minimum(launch_price, launch_price_floor) * least
    wanted = now + (ground_levelised_cost * present_energy - present_cost) * (taught_mass / insured_mass)
    price = np.maximum(wanted / launched, launch_price)
    for _ in range(_STEPS):
        falling, least = masses(price)
        some = falling > 0.0
        price = np.where(some, (wanted - launch_price_floor * least) / np.where(some, falling, np.nan), price)
    return np.where(wanted / launched > launch_price_floor, price, wanted / launched)


@launch_price_at_cost_parity.when(launch_sourcing="own")
def launch_price_at_cost_parity_own() -> Array:
    return np.nan
