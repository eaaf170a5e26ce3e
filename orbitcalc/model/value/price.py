"""The price of an hour of computing, and its value as accelerators age."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import discounting, streams
from orbitcalc.graph import parameter, rule

computing_price = parameter(
    "3 USD_2025/h",
    "Contract price of an accelerator-hour over the economic life on the ground, at the decision",
    low="1.7 USD_2025/h",
    high="5.3 USD_2025/h",
    bounds=("0 USD_2025/h", "1e4 USD_2025/h"),
    source="gpu-rental-2026",
    note="B300 for five years 3.06 to 3.25; H100 for one year 2.35, and 1.70 at its lowest, which is the low; 12 to 13 "
    "million USD a year per megawatt on contract (semianalysis-2026) are 2.4 for 1.67 kW; the high is the index of "
    "B200 in the middle of 2026; on demand 4.50 to 6.00",
    aliases=("gpu_hour_price", "revenue_per_gpu_hour"),
)
computing_price_decline = parameter(
    "0.03 1/yr",
    "Yearly fall of the contract price of a new accelerator-hour after the decision",
    low="-0.05 1/yr",
    high="0.08 1/yr",
    bounds=("-0.5 1/yr", "2 1/yr"),
    source="gpu-rental-2026",
    note="an hour of the newest accelerator sold for about 2.85 early in 2024, and for 2.4 to 3.2 in 2026, between a "
    "fall of 7 % and a rise of 5 % a year; new accelerators compute more, so that a unit of computing also gets "
    "cheaper by obsolescence_rate",
)


@rule(
    "USD/kWh",
    "Price of computing per IT energy at the decision, from the price of an accelerator-hour",
    no_value="the cost boundary leaves out part of the cost of computing",
)
def computing_price_of_energy(computing_price: Array, accelerator_power: Array, server_overhead: Array) -> Array:
    return computing_price / (accelerator_power * server_overhead)


@computing_price_of_energy.when(cost_boundary=("without-accelerators", "launch-and-energy"))
def computing_price_of_energy_outside_boundary() -> Array:
    return np.nan


@rule("1", "Mean value of a satellite's computing over its life, relative to the ground's")
def vintage_factor(
    satellite_life: Array,
    accelerator_economic_life: Array,
    obsolescence_rate: Array,
    discount_rate: Array,
    ground_discount_rate: Array,
    year: Array,
) -> Array:
    """A satellite keeps its accelerators for life; the ground renews them at their economic life.

    The price is the mean over the life on the ground; an hour of an older accelerator sells for less, of a younger
    one for more.
    """
    flown = streams.mean_worth(satellite_life, discount_rate, obsolescence_rate, year=year)
    return flown / streams.mean_worth(accelerator_economic_life, ground_discount_rate, obsolescence_rate, year=year)


@rule("1", "Discount factor from the first launch to the decision")
def decision_factor(discount_rate: Array, orbit_delay: Array, year: Array) -> Array:
    return discounting.discount_factor(discount_rate, orbit_delay, year=year)


@rule("1", "Discount factor from the first launch to the decision, at the ground's cost of capital")
def ground_decision_factor(ground_discount_rate: Array, orbit_delay: Array, year: Array) -> Array:
    return discounting.discount_factor(ground_discount_rate, orbit_delay, year=year)
