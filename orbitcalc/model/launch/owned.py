"""A launcher of one's own: the cost of its flights, and when owning is cheaper than buying."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import discounting
from orbitcalc.graph import choice, parameter, rule

launch_sourcing = choice("buy", "own", meaning="Buy flights at their price, or own the launcher and pay its costs")
launcher_development_cost = parameter(
    "5 GUSD_2025",
    "Price of buying or developing a launcher of one's own",
    low="2 GUSD_2025",
    high="15 GUSD_2025",
    bounds=("0 GUSD_2025", "500 GUSD_2025"),
    source="payload_r",
    note="Starship 15 GUSD to date; a smaller launcher costs a few",
)
launcher_fixed_cost = parameter(
    "500 MUSD_2025/yr",
    "Cost a year of pads, staff and factory of one's own launcher, flown or not",
    low="200 MUSD_2025/yr",
    high="2000 MUSD_2025/yr",
    bounds=("0 MUSD_2025/yr", "1e5 MUSD_2025/yr"),
    source="assumption",
    note="a few thousand staff and their plant; 5000 MUSD/yr of spacex-million is for ten thousand flights a year",
)
booster_cost = parameter(
    "60 MUSD_2025",
    "Cost of building one booster of one's own launcher",
    low="20 MUSD_2025",
    high="120 MUSD_2025",
    bounds=("0 MUSD_2025", "1e5 MUSD_2025"),
    source="forethought-2026",
    note="15 million in openai-stoke-nova is a launcher of a seventh of the size",
    moves_with={"upper_stage_cost": 0.7},
)
booster_flights = parameter(
    "20",
    "Flights in the life of one booster",
    low="10",
    high="100",
    bounds=("1", "1e5"),
    source="graybeard",
    note="Falcon 9 boosters have flown 32 times; the mean is lower",
    aliases=("reuse",),
    moves_with={"upper_stage_flights": 0.7},
)
upper_stage_cost = parameter(
    "30 MUSD_2025",
    "Cost of building one upper stage of one's own launcher",
    low="10 MUSD_2025",
    high="60 MUSD_2025",
    bounds=("0 MUSD_2025", "1e5 MUSD_2025"),
    source="forethought-2026",
    note="0 in suncatcher-launcher, where both stages are in booster_cost",
)
upper_stage_flights = parameter(
    "10",
    "Flights in the life of one upper stage",
    low="3",
    high="30",
    bounds=("1", "1e5"),
    source="forethought-2026",
    note="1 where it is not recovered: say so; 100 is the reuse that studies assume (forethought-2026, suncatcher)",
)
own_operations_cost = parameter(
    "5 MUSD_2025",
    "Propellant, refurbishment and crew of one flight of one's own launcher",
    low="2 MUSD_2025",
    high="20 MUSD_2025",
    bounds=("0 MUSD_2025", "1e5 MUSD_2025"),
    source="forethought-2026",
    note="1.6 million in suncatcher-launcher is propellant alone",
)
refurbishment_share = parameter(
    "0",
    "Refurbishment before each further flight of a stage of one's own, over the cost of building the stage",
    low="0",
    high="0.15",
    bounds=("0", "1"),
    source="suncatcher",
    note="a convention: 0 where own_operations_cost holds it already; 1 % to 15 % where it does not",
    role="lever",
)
launcher_margin = parameter(
    "0.75",
    "Gross margin of a seller of flights, over the price",
    low="0.2",
    high="0.8",
    bounds=("0", "0.99"),
    source="suncatcher",
    note="at most; it turns a cost into a price",
)


@rule("MUSD", "Cost of one flight of one's own launcher")
def own_flight_cost(
    booster_cost: Array,
    booster_flights: Array,
    upper_stage_cost: Array,
    upper_stage_flights: Array,
    own_operations_cost: Array,
    refurbishment_share: Array,
) -> Array:
    """Built once and refurbished before every flight but the first."""
    built = booster_cost / booster_flights + upper_stage_cost / upper_stage_flights
    return built + (booster_cost + upper_stage_cost - built) * refurbishment_share + own_operations_cost


@rule("USD/kg", "Cost of one flight of one's own launcher over its payload to this orbit")
def own_launch_price(own_flight_cost: Array, payload_to_orbit: Array) -> Array:
    return own_flight_cost / payload_to_orbit


@rule("USD/kg", "Price that a seller of flights with that cost and margin asks")
def own_launch_price_with_margin(own_launch_price: Array, launcher_margin: Array) -> Array:
    return own_launch_price / (1.0 - launcher_margin)


@rule(
    "1/yr",
    "Flights a year above which owning the launcher is cheaper than buying flights",
    no_value="a flight of one's own costs at least what it is bought for",
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


@owning_breakeven_rate.when(capital_payment="year-end")
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


@rule("MUSD", "Price of the launcher itself, where it is owned")
def launcher_investment() -> Array:
    return 0.0


@launcher_investment.when(launch_sourcing="own")
def launcher_investment_own(launcher_development_cost: Array) -> Array:
    return launcher_development_cost


@rule("MUSD/yr", "Cost a year of the launcher itself, where it is owned")
def launcher_upkeep() -> Array:
    return 0.0


@launcher_upkeep.when(launch_sourcing="own")
def launcher_upkeep_own(launcher_fixed_cost: Array) -> Array:
    return launcher_fixed_cost
