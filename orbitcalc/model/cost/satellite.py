"""The cost of one satellite.

The unit cost falls with cumulative production: the deployment is charged the mean of its production run, and later
replacements the mean of theirs. Accelerators have a market price without learning.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import learning
from orbitcalc.graph import choice, parameter, rule

cost_basis = choice("parts", "quoted", meaning="Satellite price from its parts, or from quoted_satellite_price")
quoted_satellite_price = parameter(
    "22 USD_2025/W",
    "Price of a satellite per IT power as quoted by a study, where cost_basis is quoted",
    low="8 USD_2025/W",
    high="60 USD_2025/W",
    bounds=("0 USD_2025/W", "1e5 USD_2025/W"),
    source="mccalip",
    note="the source's price in series production; the high is twice the 30 USD/W of a Starlink V2 mini at 0.8 million",
)
# Prices of one satellite's parts have one cause: whether its maker builds in series or by hand.
pmad_price = parameter(
    "1 USD_2025/W",
    "Price of the power electronics per bus power",
    low="0.4 USD_2025/W",
    high="4 USD_2025/W",
    bounds=("0 USD_2025/W", "1e4 USD_2025/W"),
    source="assumption",
    note="series production; space-qualified units cost ten times as much",
    moves_with={"bus_price": 0.4, "bus_price_fixed": 0.4, "structure_price": 0.4},
)
shield_price = parameter(
    "30 USD_2025/kg",
    "Price of shielding",
    low="10 USD_2025/kg",
    high="100 USD_2025/kg",
    bounds=("0 USD_2025/kg", "1e5 USD_2025/kg"),
    source="starcloud-2024",
)
structure_price = parameter(
    "200 USD_2025/kg",
    "Price of structure, mechanisms and harness",
    low="80 USD_2025/kg",
    high="800 USD_2025/kg",
    bounds=("0 USD_2025/kg", "1e6 USD_2025/kg"),
    source="assumption",
    note="series production; the high is that of a whole Starlink, 800 to 1100 USD/kg",
)
bus_price_fixed = parameter(
    "0.4 MUSD_2025",
    "Price of avionics, sensors and propulsion, independent of size",
    low="0.15 MUSD_2025",
    high="1.5 MUSD_2025",
    bounds=("0 MUSD_2025", "1000 MUSD_2025"),
    source="assumption",
    note="about half the 0.8 MUSD of a Starlink V2 mini",
    moves_with={"structure_price": 0.4},
)
bus_price = parameter(
    "2000 USD_2025/kg",
    "Price of wheels, drives and tanks per mass",
    low="800 USD_2025/kg",
    high="8000 USD_2025/kg",
    bounds=("0 USD_2025/kg", "1e6 USD_2025/kg"),
    source="assumption",
    note="about twice the price per kilogram of a whole Starlink",
    moves_with={"bus_price_fixed": 0.7, "structure_price": 0.4},
)
integration_share = parameter(
    "0.12",
    "Cost of integration and test over the cost of the parts",
    low="0.05",
    high="0.2",
    bounds=("0", "5"),
    source="sme-smad",
    note="0.124 of recurring cost",
    aliases=("ait",),
)
accelerator_premium = parameter(
    "0.1",
    "Extra cost of accelerators screened and packaged for orbit",
    low="0",
    high="0.3",
    bounds=("0", "10"),
    source="assumption",
    note="selection, conformal coating, liquid plates",
)
satellite_learning = parameter(
    "0.1",
    "Learning rate of satellite cost per doubling of cumulative production",
    low="0.05",
    high="0.2",
    bounds=("0", "0.9"),
    source="smad",
    note="95 % to 85 % curves; OTPS uses 75 % for modules",
    aliases=("wright",),
)
production_prior = parameter(
    "1000",
    "Cumulative production that the prices of the parts already reflect",
    low="400",
    high="4000",
    bounds=("0", "1e7"),
    source="assumption",
    note="series prices refer to completed series: some 650 OneWeb, several thousand Starlinks; 1 for prototypes, "
    "100 in suncatcher-cluster, 10000 in starlink-v3-compute",
)


@rule("MUSD", "Price of the array or reactor, battery and power electronics of the first satellite")
def satellite_power_cost(
    array_power: Array,
    array_price: Array,
    battery_energy: Array,
    battery_price: Array,
    bus_power: Array,
    pmad_price: Array,
) -> Array:
    return array_power * array_price + battery_energy * battery_price + bus_power * pmad_price


@satellite_power_cost.when(power_source="reactor")
def satellite_power_cost_reactor(
    reactor_power: Array, bus_power: Array, reactor_price: Array, pmad_price: Array
) -> Array:
    return reactor_power * reactor_price + bus_power * pmad_price


@rule("MUSD", "Price of the radiator of the first satellite")
def satellite_thermal_cost(radiator_area: Array, radiator_price: Array) -> Array:
    return radiator_area * radiator_price


@rule("MUSD", "Price of the links of the first satellite")
def satellite_link_cost(link_terminals: Array, link_terminal_price: Array) -> Array:
    return link_terminals * link_terminal_price


@rule("MUSD", "Price of bus, tanks, structure and shield of the first satellite")
def satellite_body_cost(
    bus_mass: Array,
    tank_mass: Array,
    bus_price_fixed: Array,
    bus_price: Array,
    structure_mass: Array,
    allowance_mass: Array,
    structure_price: Array,
    shield_mass: Array,
    shield_price: Array,
) -> Array:
    moving = bus_price_fixed + (bus_mass + tank_mass) * bus_price
    return moving + (structure_mass + allowance_mass) * structure_price + shield_mass * shield_price


@rule("MUSD", "Cost of integration and test of the first satellite")
def satellite_integration_cost(
    satellite_power_cost: Array,
    satellite_thermal_cost: Array,
    satellite_link_cost: Array,
    satellite_body_cost: Array,
    integration_share: Array,
) -> Array:
    parts = satellite_power_cost + satellite_thermal_cost + satellite_link_cost + satellite_body_cost
    return parts * integration_share


@rule("MUSD", "Cost of the first satellite of the programme, without accelerators", aliases=("tfu",))
def satellite_cost_first(
    satellite_power_cost: Array,
    satellite_thermal_cost: Array,
    satellite_link_cost: Array,
    satellite_body_cost: Array,
    satellite_integration_cost: Array,
) -> Array:
    parts = satellite_power_cost + satellite_thermal_cost + satellite_link_cost + satellite_body_cost
    return parts + satellite_integration_cost


@satellite_cost_first.when(cost_basis="quoted")
def satellite_cost_first_quoted(it_power_per_satellite: Array, quoted_satellite_price: Array) -> Array:
    return it_power_per_satellite * quoted_satellite_price


@rule("MUSD", "Price of the accelerators of one satellite")
def satellite_accelerator_cost(
    accelerators_carried: Array, accelerator_price: Array, accelerator_premium: Array
) -> Array:
    return accelerators_carried * accelerator_price * (1.0 + accelerator_premium)


@rule(
    "MUSD",
    "Mean cost of a satellite over the production run until full power, without accelerators",
    aliases=("unit_cost",),
    roles=("chain",),
)
def satellite_cost_mean(
    satellite_cost_first: Array,
    satellites_launched: Array,
    satellites_deployed: Array,
    satellite_learning: Array,
    production_prior: Array,
) -> Array:
    """Where full power is never reached, the mean covers the deployment within the horizon."""
    units = np.where(np.isnan(satellites_launched), satellites_deployed, satellites_launched)
    return _mean_from(satellite_cost_first, units, satellite_learning, production_prior, 0.0)


@rule("MUSD", "Mean cost of a satellite of the deployment within the horizon, without accelerators")
def satellite_cost_deployed(
    satellite_cost_mean: Array,
    satellites_launched: Array,
    satellites_deployed: Array,
    satellite_learning: Array,
    production_prior: Array,
) -> Array:
    """The mean cost until full power, without the replacements, which come later and cost less."""
    units = np.where(np.isnan(satellites_launched), satellites_deployed, satellites_launched)
    until_full_power, deployed = (
        _mean_from(1.0, count, satellite_learning, production_prior, 0.0) for count in (units, satellites_deployed)
    )
    return satellite_cost_mean * deployed / until_full_power


@rule("MUSD", "Mean cost of a replacement satellite, without accelerators")
def satellite_cost_renewal(
    satellite_cost_first: Array,
    satellites_renewed: Array,
    satellite_learning: Array,
    production_prior: Array,
    satellites_deployed: Array,
) -> Array:
    return _mean_from(
        satellite_cost_first, satellites_renewed, satellite_learning, production_prior, satellites_deployed
    )


def _mean_from(first: Array, units: Array, fall: Array, prior: Array, made: Array) -> Array:
    """Mean cost of a production run after `made` units; the first unit of the programme costs `first`."""
    ever_first = first * (1.0 + prior) ** learning.learning_exponent(fall)
    return learning.average_cost(ever_first, np.maximum(units, 1.0), fall=fall, prior_units=prior + made)
