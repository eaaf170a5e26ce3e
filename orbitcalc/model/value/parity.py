"""The year of parity with the ground, if the decision waits while flights for other customers lower the launch price.

A later start pays less for launch, on the same learning curve and not below the marginal cost of a flight; everything
else is as in the scenario: the campaign and its losses, the satellites, the accelerators of both sides, and the price
of computing at the decision.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import cohorts, learning, streams
from orbitcalc.graph import rule

_NEVER = "not within the years followed, by the learning of launch prices alone"
_STEPS: Final = 12
"""Of Newton's method: to the last bits where the mean price is a ten-thousandth or more above the floor."""


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


def _launching(
    price: Array,
    before: Array,
    deployed: tuple[Array, Array],
    renewed: tuple[Array, Array],
    reference: Array,
    fall: Array,
    floor: Array,
) -> tuple[Array, Array]:
    """Present price of all launches per mass of a satellite, above the floor and at it.

    Of either run: its mass, and its satellites at their present worth.
    """
    first, second = (
        [count * part for part in learning.price_parts(price, start, mass, reference, fall=fall, floor=floor)]
        for start, (mass, count) in ((before, deployed), (before + deployed[0], renewed))
    )
    return first[0] + second[0], first[1] + second[1]


@rule("GUSD", "Present cost if the first launch is later by each number of years", axis="years")
def present_cost_after_waiting(
    present_cost: Array,
    insured_mass: Array,
    present_deployed: Array,
    satellites_deployed: Array,
    present_renewed: Array,
    satellites_renewed: Array,
    taught_mass: Array,
    taught_mass_before: Array,
    launch_price: Array,
    launch_price_floor: Array,
    launch_mass_reference: Array,
    launch_learning: Array,
    mass_while_waiting: Array,
) -> Array:
    """The same masses start further down the learning curve, whose mean price stays above the floor."""
    runs = (satellites_deployed * taught_mass, present_deployed), (satellites_renewed * taught_mass, present_renewed)
    now, later = (
        sum(_launching(launch_price, before, *runs, launch_mass_reference, launch_learning, launch_price_floor))
        for before in (taught_mass_before, taught_mass_before + mass_while_waiting)
    )
    return present_cost - (now - later) * insured_mass


@present_cost_after_waiting.when(launch_sourcing="own")
def present_cost_after_waiting_own(present_cost: Array) -> Array:
    """The cost of an owned launcher does not depend on cumulative mass."""
    return present_cost * np.ones((cohorts.YEARS, 1))


@rule(
    "1",
    "First-launch year of cost parity: orbit costs no more than the ground per IT energy",
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
) -> Array:
    """The comparison is net present value over present revenue, so that a side that sells less does not gain by it.

    A ground twin without power within the horizon has zero value.
    """
    sells = ground_present_revenue > 0.0
    kept = np.where(sells, ground_net_present_value / np.where(sells, ground_present_revenue, 1.0), 0.0)
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
    satellites_deployed: Array,
    present_deployed: Array,
    satellites_renewed: Array,
    present_renewed: Array,
    insured_mass: Array,
    present_cost: Array,
    present_energy: Array,
    ground_levelised_cost: Array,
) -> Array:
    """Of the first flight, by Newton's method from above, which a convex cost never overshoots.

    Each step keeps the mass that flies at the marginal cost of a flight, and gives the rest the price that pays what
    remains. A price below that cost does not fall, so that it is its own mean.
    """
    runs = (satellites_deployed * taught_mass, present_deployed), (satellites_renewed * taught_mass, present_renewed)

    def launching(price: Array) -> tuple[Array, Array]:
        return _launching(price, taught_mass_before, *runs, launch_mass_reference, launch_learning, launch_price_floor)

    wanted = sum(launching(launch_price)) + (ground_levelised_cost * present_energy - present_cost) / insured_mass
    mean = wanted / (present_deployed + present_renewed)
    taught = taught_mass_before + (satellites_deployed + satellites_renewed) * taught_mass
    learnt = learning.learned_price(1.0, taught, launch_mass_reference, fall=launch_learning)
    falls = mean > launch_price_floor
    price = np.where(falls, mean / learnt, launch_price_floor)
    for _ in range(_STEPS):
        falling, floored = launching(price)
        price = np.where(falls, price * (wanted - floored) / falling, price)
    return np.where(falls, price, mean)


@launch_price_at_cost_parity.when(launch_sourcing="own")
def launch_price_at_cost_parity_own() -> Array:
    return np.nan
