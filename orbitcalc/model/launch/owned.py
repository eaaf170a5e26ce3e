"""An owned launcher: the cost of its flights, and the flight rate at which owning is cheaper than buying."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import discounting
from orbitcalc.graph import choice, parameter, rule

launch_sourcing = choice("buy", "own", meaning="Buy flights at their price, or own the launcher and pay its costs")
launcher_development_cost = parameter(
    "5 GUSD_2025",
    "Cost of developing or acquiring an owned launcher",
    low="2 GUSD_2025",
    high="15 GUSD_2025",
    bounds=("0 GUSD_2025", "500 GUSD_2025"),
    source="payload_r",
    note="Starship 15 GUSD to date; a smaller launcher costs a few",
)
launcher_fixed_cost = parameter(
    "500 MUSD_2025/yr",
    "Fixed yearly cost of pads, staff and factory of an owned launcher",
    low="200 MUSD_2025/yr",
    high="2000 MUSD_2025/yr",
    bounds=("0 MUSD_2025/yr", "1e5 MUSD_2025/yr"),
    source="assumption",
    note="a few thousand staff and their plant; 5000 MUSD/yr in spacex-million is for ten thousand flights a year",
)
booster_cost = parameter(
    "60 MUSD_2025",
    "Production cost of one booster of an owned launcher",
    low="20 MUSD_2025",
    high="120 MUSD_2025",
    bounds=("0 MUSD_2025", "1e5 MUSD_2025"),
    source="forethought-2026",
    note="15 million in openai-stoke-nova is for a launcher of a seventh of the size",
    moves_with={"upper_stage_cost": 0.7},
)
booster_flights = parameter(
    "20",
    "Flights over the life of one booster",
    low="10",
    high="100",
    bounds=("1", "1e5"),
    source="f9_33",
    note="Falcon 9 boosters have flown 33 times; the mean is lower",
    aliases=("reuse",),
    moves_with={"upper_stage_flights": 0.7},
)
upper_stage_cost = parameter(
    "30 MUSD_2025",
    "Production cost of one upper stage of an owned launcher",
    low="10 MUSD_2025",
    high="60 MUSD_2025",
    bounds=("0 MUSD_2025", "1e5 MUSD_2025"),
    source="forethought-2026",
    note="0 in suncatcher-launcher, where booster_cost covers both stages",
)
upper_stage_flights = parameter(
    "10",
    "Flights over the life of one upper stage",
    low="3",
    high="30",
    bounds=("1", "1e5"),
    source="forethought-2026",
    note="set 1 for a stage that is not recovered; 100 is assumed in studies (forethought-2026, suncatcher)",
)
own_operations_cost = parameter(
    "5 MUSD_2025",
    "Cost of propellant, refurbishment and crew of one flight of an owned launcher",
    low="2 MUSD_2025",
    high="20 MUSD_2025",
    bounds=("0 MUSD_2025", "1e5 MUSD_2025"),
    source="forethought-2026",
    note="1.6 million in suncatcher-launcher is propellant alone",
)
refurbishment_share = parameter(
    "0",
    "Refurbishment cost per reflight of an owned stage over its production cost",
    low="0",
    high="0.15",
    bounds=("0", "1"),
    source="suncatcher",
    note="a convention: 0 where own_operations_cost includes it; 1 % to 15 % where it does not",
    role="lever",
)
launcher_margin = parameter(
    "0.75",
    "Gross margin of a launch provider over its price",
    low="0.2",
    high="0.8",
    bounds=("0", "0.99"),
    source="suncatcher",
    note="an upper estimate; it converts a cost into a price",
)


@rule("MUSD", "Cost of one flight of an owned launcher")
def own_flight_cost(
    booster_cost: Array,
    booster_flights: Array,
    upper_stage_cost: Array,
    upper_stage_flights: Array,
    own_operations_cost: Array,
    refurbishment_share: Array,
) -> Array:
    """A stage is built once and refurbished before every flight but the first."""
    built = booster_cost / booster_flights + upper_stage_cost / upper_stage_flights
    return built + (booster_cost + upper_stage_cost - built) * refurbishment_share + own_operations_cost


@rule("USD/kg", "Cost of one flight of an owned launcher over its payload to this orbit")
def own_launch_price(own_flight_cost: Array, payload_to_orbit: Array) -> Array:
    return own_flight_cost / payload_to_orbit


@rule("USD/kg", "Launch price of a provider with that cost and margin")
def own_launch_price_with_margin(own_launch_price: Array, launcher_margin: Array) -> Array:
    return own_launch_price / (1.0 - launcher_margin)


@rule(
    "1/yr",
    "Flight rate above which owning the launcher is cheaper than buying flights",
    no_value="a flight of an owned launcher costs at least as much as a bought one",
)
def owning_breakeven_rate(
    launcher_development_cost: Array,
    launcher_fixed_cost: Array,
    flight_price: Array,
    own_flight_cost: Array,
    discount_rate: Array,
    horizon: Array,
    year: Array,
) -> Array:
    """Flights are paid for through the year, and so is the charge for the launcher."""
    charge = launcher_development_cost * discounting.capital_recovery_factor(discount_rate, horizon, year=year)
    yearly = discounting.steady_charge(charge, discount_rate, year=year)
    return _flights_that_pay(yearly + launcher_fixed_cost, flight_price - own_flight_cost)


@owning_breakeven_rate.when(payment=("year-ends", "monthly"))
def owning_breakeven_rate_at_year_end(
    launcher_development_cost: Array,
    launcher_fixed_cost: Array,
    flight_price: Array,
    own_flight_cost: Array,
    discount_rate: Array,
    horizon: Array,
    year: Array,
) -> Array:
    yearly = launcher_development_cost * discounting.capital_recovery_factor(discount_rate, horizon, year=year)
    return _flights_that_pay(yearly + launcher_fixed_cost, flight_price - own_flight_cost)


def _flights_that_pay(yearly: Array, saved: Array) -> Array:
    return yearly / np.where(saved > 0.0, saved, np.nan)


@rule("MUSD", "Investment in the launcher, where it is owned")
def launcher_investment() -> Array:
    return 0.0


@launcher_investment.when(launch_sourcing="own")
def launcher_investment_own(launcher_development_cost: Array) -> Array:
    return launcher_development_cost


@rule("MUSD/yr", "Fixed yearly cost of the launcher, where it is owned")
def launcher_upkeep() -> Array:
    return 0.0


@launcher_upkeep.when(launch_sourcing="own")
def launcher_upkeep_own(launcher_fixed_cost: Array) -> Array:
    return launcher_fixed_cost
