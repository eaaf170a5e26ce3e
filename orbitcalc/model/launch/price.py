"""The price of a flight.

The price falls with the cumulative mass launched by the vehicle family or by its company, each with its own learning
rate (`launch_experience`). It never falls below the marginal cost of a flight.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import learning
from orbitcalc.graph import choice, parameter, rule

launch_billing = choice(
    "per-launch", "per-kilogram", meaning="Pay for whole flights, or for each kilogram of satellite at launch_price"
)
launch_price_basis = choice(
    "list", "forecast", meaning="Launch price as listed today, or as forecast for the first launch"
)
launch_experience = choice(
    "family",
    "company",
    "programme",
    meaning="Cumulative mass that lowers the launch price: the mass of the vehicle's family for all customers "
    "(launch_price_learning from launch_mass_prior), of its whole company (company_price_learning from "
    "company_launch_mass), or of this programme alone, added to the family's record",
)
launch_price_learning = parameter(
    "0.05",
    "Learning rate of the launch price per doubling of the family's cumulative mass",
    low="0",
    high="0.12",
    bounds=("0", "0.9"),
    source="assumption",
    note="Falcon 9: about 7,000 USD/kg of 2025 at its first flights (general knowledge), 4,010 now, ten doublings of "
    "its own mass later, 5 %; list prices alone 1 to 3 %; the high takes Starship from 90 to 20 million a "
    "flight in eleven doublings. The 0.2 (0.18 to 0.24) of suncatcher refers to the mass of the whole company: "
    "launch_experience = company",
    aliases=("learning_rate", "experience_curve"),
    moves_with={"launch_mass_prior": 0.5},
)
company_price_learning = parameter(
    "0.2",
    "Learning rate of the launch price per doubling of a company's cumulative mass",
    low="0.18",
    high="0.24",
    bounds=("0", "0.9"),
    source="suncatcher",
)
company_launch_mass = parameter(
    "9538 t",
    "Cumulative mass launched by the company with all its vehicles",
    low="7630 t",
    high="11450 t",
    bounds=("0.001 t", "1e9 t"),
    source="gcat_log",
    note="SpaceX to September 2026: launch counts times an assumed mean payload per year, plus or minus 20 %; set it "
    "for another company",
)
propellant_price = parameter(
    "0.3 USD_2025/kg",
    "Price of propellant for launch, oxidiser included",
    low="0.2 USD_2025/kg",
    high="0.6 USD_2025/kg",
    bounds=("0 USD_2025/kg", "1000 USD_2025/kg"),
    source="suncatcher",
    note="1.6 million USD for a Starship's 5,440 t; kerosene and oxygen of a Falcon 9 cost about 0.5",
)
flight_operations_share = parameter(
    "0.1",
    "Marginal cost of a flight without propellant (range, recovery, refurbishment) over its list price",
    low="0.03",
    high="0.25",
    bounds=("0", "1"),
    source="nbf_f9",
    note="marginal costs: Falcon 9 15 of 67 million, 10 of 74 in a later estimate; Starship's operator states 10 and "
    "2 of 90",
)
launch_price_fall = parameter(
    "0.36",
    "Fall of launch prices during launch_price_fall_time, where launch_price_basis is forecast",
    low="0",
    high="0.6",
    bounds=("0", "0.999"),
    source="otps",
    note="36 % in nine years, independent of the mass launched",
)
launch_price_fall_time = parameter(
    "9 yr",
    "Time in which launch prices fall by launch_price_fall",
    low="5 yr",
    high="15 yr",
    bounds=("0.1 yr", "100 yr"),
    role="constant",
    source="otps",
)
launch_price_date = parameter(
    "2025",
    "Calendar year of the list price from which the forecast starts",
    low="2022",
    high="2026",
    bounds=("1957", "2100"),
    role="constant",
    source="assumption",
    note="the last full year of the launch records",
)
launch_price_target_time = parameter(
    "10 yr",
    "Time within which the launch price should reach launch_price_target",
    low="5 yr",
    high="20 yr",
    bounds=("0.1 yr", "100 yr"),
    role="lever",
    source="suncatcher",
)
launch_price_target = parameter(
    "200 USD_2025/kg",
    "Target launch price",
    low="100 USD_2025/kg",
    high="500 USD_2025/kg",
    bounds=("0.1 USD_2025/kg", "1e5 USD_2025/kg"),
    role="lever",
    source="suncatcher",
)


@rule(
    "USD/kg",
    "Launch price: price of the first flight over the payload to this orbit; may be negative at break-even",
    signed=True,
    bounds=("", "1e5 USD_2025/kg"),
    no_value="the vehicle cannot reach this orbit with a payload",
    aliases=("launch_cost", "cost_per_kg"),
    roles=("chain", "starter"),
)
def launch_price(launch_list_price: Array, payload_to_orbit: Array) -> Array:
    return _over_payload(launch_list_price, payload_to_orbit)


@launch_price.when(launch_price_basis="forecast")
def launch_price_forecast(
    launch_list_price: Array,
    payload_to_orbit: Array,
    launch_price_fall: Array,
    launch_price_fall_time: Array,
    launch_price_date: Array,
    first_launch: Array,
    year: Array,
) -> Array:
    lead = (first_launch - launch_price_date) * year
    fallen = launch_list_price * (1.0 - launch_price_fall) ** (lead / launch_price_fall_time)
    return _over_payload(fallen, payload_to_orbit)


def _over_payload(price: Array, payload: Array) -> Array:
    """Price of a flight per payload mass; NaN where there is no payload."""
    return price / np.where(payload > 0.0, payload, np.nan)


@rule("MUSD", "Price of the first flight, before any learning", aliases=("cost_per_flight",), roles=("chain",))
def flight_price(launch_price: Array, payload_to_orbit: Array) -> Array:
    return launch_price * payload_to_orbit


@rule("t", "Billed mass per satellite: its share of the payload of a whole flight")
def billed_mass(payload_to_orbit: Array, flights_per_satellite: Array) -> Array:
    return payload_to_orbit * flights_per_satellite


@billed_mass.when(launch_billing="per-kilogram")
def billed_mass_per_kilogram(satellite_wet_mass: Array) -> Array:
    return satellite_wet_mass


@rule("t", "Cumulative mass at which the price is quoted: the mass launched so far, at least the first billed mass")
def launch_mass_reference(launch_mass_prior: Array, billed_mass: Array) -> Array:
    return np.maximum(launch_mass_prior, billed_mass)


@launch_mass_reference.when(launch_experience="company")
def launch_mass_reference_company(company_launch_mass: Array) -> Array:
    return company_launch_mass


@rule("1", "Learning rate of the launch price per doubling of the cumulative mass")
def launch_learning(launch_price_learning: Array) -> Array:
    return launch_price_learning


@launch_learning.when(launch_experience="company")
def launch_learning_company(company_price_learning: Array) -> Array:
    return company_price_learning


@rule("USD/kg", "Floor of the launch price: marginal cost of a flight over its payload")
def launch_price_floor(
    flight_propellant: Array,
    propellant_price: Array,
    launch_list_price: Array,
    flight_operations_share: Array,
    payload_to_orbit: Array,
) -> Array:
    """Unpublished costs count as zero; a vehicle priced below its floor keeps its price."""
    fuelled, operated = flight_propellant * propellant_price, launch_list_price * flight_operations_share
    fuelled, operated = (np.where(np.isnan(cost), 0.0, cost) for cost in (fuelled, operated))
    return (fuelled + operated) / np.where(payload_to_orbit > 0.0, payload_to_orbit, np.nan)


@rule(
    "t",
    "Further mass to launch until learning brings the launch price to its target",
    no_value="the price never falls so far: learning is zero, or the marginal cost of a flight is higher",
)
def launch_mass_to_target(
    launch_price: Array,
    launch_price_target: Array,
    launch_mass_reference: Array,
    launch_learning: Array,
    launch_price_floor: Array,
) -> Array:
    within_reach = (launch_price_target >= launch_price_floor) | (launch_price_target >= launch_price)
    mass = learning.mass_to_reach_price(launch_price, launch_price_target, launch_mass_reference, fall=launch_learning)
    return np.where(within_reach, mass, np.nan)


@rule("1", "Flights until learning brings the launch price to its target")
def launches_to_target(launch_mass_to_target: Array, payload_to_orbit: Array) -> Array:
    return launch_mass_to_target / payload_to_orbit


@rule("1/yr", "Flight rate that brings the launch price to its target within launch_price_target_time")
def launch_rate_to_target(launches_to_target: Array, launch_price_target_time: Array) -> Array:
    return launches_to_target / launch_price_target_time
