"""When orbit catches up, if the decision waits while the vehicle's flights for others bring its price down.

A start that is later by some years finds a cheaper launch, on the same learning curve; everything else is as in the
scenario: the campaign, the satellites, both sides' computers, and the price of computing at the decision.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import learning, streams
from orbitcalc.graph import rule

_NEVER = "not within the years followed, by the learning of launch prices alone"


@rule("t", "Mass that the vehicle could have launched by the start of each year of waiting", axis="years")
def mass_while_waiting(vehicle_flights_cap: Array, launch_ramp: Array, payload_to_orbit: Array, year: Array) -> Array:
    flights = np.cumsum(launch_ramp, axis=0) - launch_ramp
    return flights * (vehicle_flights_cap * year) * payload_to_orbit


@rule("1", "Price fall of a launch per doubling of the mass that has flown while this programme waits")
def learning_while_waiting(launch_price_learning: Array) -> Array:
    return launch_price_learning


@learning_while_waiting.when(launch_sourcing="own")
def learning_while_waiting_own() -> Array:
    """A flight of one's own costs the same whoever has learnt."""
    return 0.0


@rule("GUSD", "Present cost if the first launch is later by each number of years", axis="years")
def present_cost_after_waiting(
    present_cost: Array,
    present_deployed: Array,
    satellite_launch_cost: Array,
    satellites_deployed: Array,
    present_renewed: Array,
    renewal_launch_cost: Array,
    satellites_renewed: Array,
    billed_mass: Array,
    launch_price: Array,
    launch_mass_reference: Array,
    learning_while_waiting: Array,
    mass_while_waiting: Array,
) -> Array:
    """Launch gets cheaper by the mean price of the same run of masses, further down the curve."""
    deployed, renewed = satellites_deployed * billed_mass, satellites_renewed * billed_mass

    def saved(before: Array, mass: Array) -> Array:
        later, now = (
            learning.mean_learned_price(launch_price, start, mass, launch_mass_reference, fall=learning_while_waiting)
            for start in (before + mass_while_waiting, before)
        )
        return 1.0 - later / now

    first = present_deployed * satellite_launch_cost * saved(0.0 * deployed, deployed)
    return present_cost - first - present_renewed * renewal_launch_cost * saved(deployed, renewed)


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
    present_cost: Array,
    present_deployed: Array,
    satellite_launch_cost: Array,
    present_renewed: Array,
    renewal_launch_cost: Array,
    present_energy: Array,
    ground_levelised_cost: Array,
) -> Array:
    """All that orbit pays for launching is in proportion to the price of the first flight, learning included."""
    launch = present_deployed * satellite_launch_cost + present_renewed * renewal_launch_cost
    return launch_price * (1.0 + (ground_levelised_cost * present_energy - present_cost) / launch)


@launch_price_at_cost_parity.when(launch_sourcing="own")
def launch_price_at_cost_parity_own() -> Array:
    return np.nan
