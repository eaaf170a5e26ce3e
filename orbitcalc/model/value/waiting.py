"""What satellites and the ground cost if the decision waits.

Other satellites are made while the decision waits, and the maker and its suppliers learn from them; the programme's own
production is counted apart, so that nothing is learnt twice. On the ground, construction and energy have a real trend.
Prices then stay as they are at the first launch. Accelerators, which both sides buy, cost the same whatever the year,
and so does an on-site power plant.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import cohorts
from orbitcalc.graph import parameter, rule

production_growth = parameter(
    "0.2 1/yr",
    "Satellites that others make in a year of waiting, over production_prior",
    low="0.05 1/yr",
    high="0.4 1/yr",
    bounds=("0 1/yr", "10 1/yr"),
    source="starlink-10000",
    note="10,006 Starlinks in 6.4 years are 0.16 a year of their number, 70 a week 0.36; OneWeb made 350 to 400 a year "
    "of a series of 650 (oneweb_sn); a maker whose series has ended makes few",
)
ground_price_growth = parameter(
    "0.01 1/yr",
    "Real yearly rise of the prices of building, plant, network and rent on the ground while the decision waits",
    low="-0.01 1/yr",
    high="0.03 1/yr",
    bounds=("-0.2 1/yr", "0.2 1/yr"),
    source="turner-townsend-2024",
    note="7.7 USD/W in 2020, 10.7 in 2025 (jll-2026) are 6.8 % a year, nearly 3 % above inflation, in a boom; general "
    "construction rose by 1 to 2 % in 2024, less than inflation (cushman-2025), and shortages do not last for decades",
)
energy_price_growth = parameter(
    "0.005 1/yr",
    "Real yearly rise of the price of electricity or gas on the ground while the decision waits",
    low="-0.01 1/yr",
    high="0.02 1/yr",
    bounds=("-0.2 1/yr", "0.2 1/yr"),
    source="lbnl-prices-2024",
    note="the mean price in the United States kept pace with inflation from 2019 to 2023; forecasts were no rise for "
    "industry from 2010 to 2025 and 18 % for all from 2013 to 2040, 0.6 % a year (aeo-2012); data centres may add",
)


@rule("1", "Satellites that others make by the start of each year of waiting", axis="years")
def production_while_waiting(production_growth: Array, production_prior: Array, year: Array) -> Array:
    return waited() * (production_growth * year * production_prior)


@rule("GUSD", "Present cost of the satellites launched in each year, insured, accelerators apart", axis="years")
def present_satellites_by_year(
    present_first: Array,
    satellite_cost_deployed: Array,
    deployment_price_index: Array,
    present_replacing: Array,
    satellite_cost_renewal: Array,
    renewal_price_index: Array,
    insurance_charge: Array,
    counts_plant: Array,
) -> Array:
    first = present_first * (satellite_cost_deployed * deployment_price_index)
    later = present_replacing * (satellite_cost_renewal * renewal_price_index)
    return (first + later) * (counts_plant * (1.0 + insurance_charge * counts_plant))


@rule("GUSD/yr", "Yearly cost of the ground twin's building, plant and network: annuities, upkeep and rent")
def ground_construction_rate(
    ground_construction_charge: Array,
    ground_charge_timing: Array,
    ground_capital_rate: Array,
    ground_cost_rate: Array,
    ground_opex_rate: Array,
    ground_civil_cost: Array,
    ground_plant_cost: Array,
    ground_network_cost: Array,
    ground_maintenance_share: Array,
    ground_rent_rate: Array,
) -> Array:
    """Annuities count as they do in the cost of the ground twin, as a continuous flow or at the end of the year."""
    some = ground_capital_rate > 0.0
    flow = np.where(some, (ground_cost_rate - ground_opex_rate) / np.where(some, ground_capital_rate, np.nan), 0.0)
    upkeep = (ground_civil_cost + ground_plant_cost + ground_network_cost) * ground_maintenance_share
    return ground_construction_charge * ground_charge_timing * flow + upkeep + ground_rent_rate


@rule("1", "Cost on the ground if the first launch is later by each number of years, over the cost now", axis="years")
def ground_cost_growth(
    ground_cost_rate: Array,
    ground_construction_rate: Array,
    ground_energy_rate: Array,
    ground_price_growth: Array,
    energy_price_growth: Array,
    year: Array,
) -> Array:
    built = (1.0 + ground_price_growth * year) ** waited() - 1.0
    energy = (1.0 + energy_price_growth * year) ** waited() - 1.0
    some = ground_cost_rate > 0.0
    risen = (ground_construction_rate * built + ground_energy_rate * energy) / np.where(some, ground_cost_rate, np.nan)
    return 1.0 + np.where(some, risen, 0.0)


def waited() -> Array:
    """Years of waiting, shape (years, 1) [1]."""
    return np.arange(float(cohorts.YEARS)).reshape(-1, 1)
