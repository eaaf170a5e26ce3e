"""Costs: what one satellite costs, what the fleet costs to first full power, and over the horizon.

Each total is the sum of its lines. Satellites get cheaper with the number made: the deployment is
charged the mean of its production run, later replacements the mean of theirs. Accelerators have a
market price and learn nothing here. `cost_boundary` says which lines both sides count.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.economics import cohorts, learning
from orbitcalc.graph import choice, parameter, rule, total

cost_boundary = choice(
    "all",
    "without-accelerators",
    "launch-and-energy",
    meaning="What both sides count: everything; all but accelerators; in orbit launch alone, on Earth energy alone",
    aliases=("scope",),
)

cost_basis = choice("parts", "quoted", meaning="A satellite's price from its parts, or from quoted_satellite_price")
quoted_satellite_price = parameter(
    "22 USD_2025/W",
    "Price of a satellite per IT power that a study quotes, where cost_basis is quoted",
    low="5 USD_2025/W",
    high="60 USD_2025/W",
    bounds=("0 USD_2025/W", "1e5 USD_2025/W"),
    source="mccalip",
)
pmad_price = parameter(
    "1 USD_2025/W",
    "Price of power regulation and distribution per bus power",
    low="0.3 USD_2025/W",
    high="5 USD_2025/W",
    bounds=("0 USD_2025/W", "1e4 USD_2025/W"),
    shape="loguniform",
    source="assumption",
    note="series-made power electronics; space heritage costs ten times as much",
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
    low="50 USD_2025/kg",
    high="1000 USD_2025/kg",
    bounds=("0 USD_2025/kg", "1e6 USD_2025/kg"),
    shape="loguniform",
    source="assumption",
    note="series-made; a whole Starlink costs 800 to 1100 USD/kg",
)
bus_price_fixed = parameter(
    "0.4 MUSD_2025",
    "Price of avionics, sensors and propulsion, whatever the size",
    low="0.1 MUSD_2025",
    high="2 MUSD_2025",
    bounds=("0 MUSD_2025", "1000 MUSD_2025"),
    shape="loguniform",
    source="assumption",
    note="of the order of half a Starlink V2 mini, 0.8 MUSD",
)
bus_price = parameter(
    "2000 USD_2025/kg",
    "Price of wheels, drives and tanks per mass",
    low="500 USD_2025/kg",
    high="10000 USD_2025/kg",
    bounds=("0 USD_2025/kg", "1e6 USD_2025/kg"),
    shape="loguniform",
    source="assumption",
    note="about twice a whole Starlink per kilogram",
)
integration_share = parameter(
    "0.12",
    "Cost of assembly and test over the parts",
    low="0.05",
    high="0.2",
    bounds=("0", "5"),
    source="sme-smad",
    note="0.124 of recurring cost",
    aliases=("ait",),
)
accelerator_premium = parameter(
    "0.1",
    "Extra cost of accelerators screened and packed for orbit",
    low="0",
    high="0.5",
    bounds=("0", "10"),
    source="assumption",
    note="selection, conformal coating, liquid plates",
)
satellite_learning = parameter(
    "0.1",
    "Cost fall of satellites per doubling of the number made",
    low="0.05",
    high="0.2",
    bounds=("0", "0.9"),
    source="smad",
    note="95 % to 85 % curves; OTPS uses 75 % for modules",
    aliases=("wright",),
)
production_prior = parameter(
    "1000",
    "Satellites of this kind that the makers' prices already reflect",
    low="100",
    high="10000",
    bounds=("0", "1e7"),
    shape="loguniform",
    source="assumption",
    note="series prices are quoted for series made",
)
development_cost = parameter(
    "1 GUSD_2025",
    "Cost of design, qualification and factory, once",
    low="0.3 GUSD_2025",
    high="5 GUSD_2025",
    bounds=("0 GUSD_2025", "1000 GUSD_2025"),
    shape="loguniform",
    source="mccalip",
    note="his NRE",
    aliases=("nre", "rd"),
)
insurance_share = parameter(
    "0.02",
    "Insurance over the value launched and its launch",
    low="0",
    high="0.05",
    bounds=("0", "1"),
    source="sir_ins",
    note="4 to 5 % with first year; most large fleets insure themselves",
)
station_price = parameter(
    "10 MUSD_2025",
    "Price of one ground station",
    low="3 MUSD_2025",
    high="30 MUSD_2025",
    bounds=("0 MUSD_2025", "1e4 MUSD_2025"),
    shape="loguniform",
    source="assumption",
    note="a multi-antenna gateway site",
)
station_upkeep = parameter(
    "0.1 1/yr",
    "Running a ground station, a year over its price",
    low="0.05 1/yr",
    high="0.2 1/yr",
    bounds=("0 1/yr", "10 1/yr"),
    source="assumption",
    note="staff, power, backhaul",
)
operations_share = parameter(
    "0.01 1/yr",
    "Operations a year over the price of the satellites in place",
    low="0.005 1/yr",
    high="0.03 1/yr",
    bounds=("0 1/yr", "10 1/yr"),
    source="mccalip",
    aliases=("mission_ops",),
)
repair_share = parameter(
    "0 1/yr",
    "Satellite hardware bought again a year over the price of the satellites in place, without launching it",
    low="0 1/yr",
    high="0.1 1/yr",
    bounds=("0 1/yr", "10 1/yr"),
    role="lever",
    source="mccalip",
    note="his replacement of failed electronics, 9 % a year; here failures are counted in sparing and availability",
)
disposal_cost = parameter(
    "10 kUSD_2025",
    "Cost of ending one satellite: operations, liability",
    low="0 kUSD_2025",
    high="100 kUSD_2025",
    bounds=("0 kUSD_2025", "1e6 kUSD_2025"),
    source="assumption",
    note="the propellant is carried already; nobody prices disposal",
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
def satellite_power_cost_reactor(bus_power: Array, reactor_price: Array, pmad_price: Array) -> Array:
    return bus_power * (reactor_price + pmad_price)


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


@rule("MUSD", "Assembly and test of the first satellite")
def satellite_integration_cost(
    satellite_power_cost: Array,
    satellite_thermal_cost: Array,
    satellite_link_cost: Array,
    satellite_body_cost: Array,
    integration_share: Array,
) -> Array:
    parts = satellite_power_cost + satellite_thermal_cost + satellite_link_cost + satellite_body_cost
    return parts * integration_share


@rule("MUSD", "Cost of the first satellite of the programme, accelerators apart", aliases=("tfu",))
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
    accelerators_per_satellite: Array, accelerator_price: Array, accelerator_premium: Array
) -> Array:
    return accelerators_per_satellite * accelerator_price * (1.0 + accelerator_premium)


@rule("1", "Share of each year that lies within the horizon, up to its end", axis="years", tabulated=True)
def horizon_weight(horizon: Array, year: Array) -> Array:
    return cohorts.year_shares(horizon / year, cohorts.YEARS)


@rule("1", "Satellites that the deployment launches within the horizon, those lost included")
def satellites_deployed(satellites_added_first: Array, horizon_weight: Array, launch_yield: Array) -> Array:
    return cohorts.weighted_sum(satellites_added_first, horizon_weight) / launch_yield


@rule("1", "Satellites launched within the horizon to replace others, those lost included")
def satellites_renewed(
    satellites_added: Array, horizon_weight: Array, launch_yield: Array, satellites_deployed: Array
) -> Array:
    launched = cohorts.weighted_sum(satellites_added, horizon_weight) / launch_yield
    return np.maximum(launched - satellites_deployed, 0.0)


@rule(
    "MUSD",
    "Mean cost of a satellite over the production run of the deployment, accelerators apart",
    aliases=("unit_cost",),
)
def satellite_cost_mean(
    satellite_cost_first: Array, satellites_launched: Array, satellite_learning: Array, production_prior: Array
) -> Array:
    return _mean_from(satellite_cost_first, satellites_launched, satellite_learning, production_prior, 0.0)


@rule("MUSD", "Mean cost of a satellite that replaces another, accelerators apart")
def satellite_cost_renewal(
    satellite_cost_first: Array,
    satellites_renewed: Array,
    satellite_learning: Array,
    production_prior: Array,
    satellites_launched: Array,
) -> Array:
    return _mean_from(
        satellite_cost_first, satellites_renewed, satellite_learning, production_prior, satellites_launched
    )


def _mean_from(first: Array, units: Array, fall: Array, prior: Array, made: Array) -> Array:
    """Mean cost of a run after `made` units of the programme, whose own first unit costs `first`."""
    ever_first = first * (1.0 + prior) ** learning.learning_exponent(fall)
    return learning.average_cost(ever_first, np.maximum(units, 1.0), fall=fall, prior_units=prior + made)


@rule("1", "Whether accelerators count within the boundary")
def counts_accelerators() -> Array:
    return 1.0


@counts_accelerators.when(cost_boundary=("without-accelerators", "launch-and-energy"))
def counts_accelerators_outside_boundary() -> Array:
    return 0.0


@rule("1", "Whether satellites, shells and their upkeep count within the boundary")
def counts_plant() -> Array:
    return 1.0


@counts_plant.when(cost_boundary="launch-and-energy")
def counts_plant_outside_boundary() -> Array:
    return 0.0


@rule("GUSD", "Satellites to first full power", label="satellites")
def capex_satellites(satellites_launched: Array, satellite_cost_mean: Array, counts_plant: Array) -> Array:
    return satellites_launched * satellite_cost_mean * counts_plant


@rule("GUSD", "Accelerators to first full power", label="accelerators")
def capex_accelerators(
    satellites_launched: Array, satellite_accelerator_cost: Array, counts_accelerators: Array
) -> Array:
    return satellites_launched * satellite_accelerator_cost * counts_accelerators


@rule("USD/kg", "Mean launch price over the whole deployment")
def launch_price_to_full_power(
    launch_price: Array,
    launch_mass_reference: Array,
    billed_mass: Array,
    satellites_launched: Array,
    launch_price_learning: Array,
) -> Array:
    return learning.mean_learned_price(
        launch_price,
        0.0 * billed_mass,
        satellites_launched * billed_mass,
        launch_mass_reference,
        fall=launch_price_learning,
    )


@rule("GUSD", "Launch to first full power", label="launch")
def capex_launch(
    launches_to_deploy: Array,
    satellites_launched: Array,
    flights_per_satellite: Array,
    billed_mass: Array,
    launch_price_to_full_power: Array,
) -> Array:
    """Whole flights are paid for: the last one may fly part empty."""
    flown = launches_to_deploy / (satellites_launched * flights_per_satellite)
    return satellites_launched * billed_mass * launch_price_to_full_power * flown


@capex_launch.when(launch_billing="per-kilogram")
def capex_launch_per_kilogram(
    satellites_launched: Array, billed_mass: Array, launch_price_to_full_power: Array
) -> Array:
    return satellites_launched * billed_mass * launch_price_to_full_power


@capex_launch.when(launch_sourcing="own", launch_billing=("per-launch", "per-kilogram"))
def capex_launch_own(launches_to_deploy: Array, own_flight_cost: Array, launcher_investment: Array) -> Array:
    """Who owns the launcher pays for its flights however they are billed."""
    return launches_to_deploy * own_flight_cost + launcher_investment


@rule("GUSD", "Insurance to first full power", label="insurance")
def capex_insurance(
    capex_satellites: Array, capex_accelerators: Array, capex_launch: Array, insurance_share: Array, counts_plant: Array
) -> Array:
    return (capex_satellites + capex_accelerators + capex_launch) * insurance_share * counts_plant


@rule("GUSD", "Design, qualification and factory", label="development")
def capex_development(development_cost: Array, counts_plant: Array) -> Array:
    return development_cost * counts_plant


@rule("GUSD", "Ground stations", label="ground stations")
def capex_ground_segment(ground_stations: Array, station_price: Array, counts_plant: Array) -> Array:
    return ground_stations * station_price * counts_plant


capex = total(
    "GUSD",
    "Cost to first full power",
    "capex_satellites",
    "capex_accelerators",
    "capex_launch",
    "capex_insurance",
    "capex_development",
    "capex_ground_segment",
    headline=5,
    aliases=("upfront_cost",),
)


@rule("GUSD/yr", "Replacing failed and retired satellites at full power, launch and accelerators included")
def renewal_rate(satellite_renewal_rate: Array, renewal_cost: Array) -> Array:
    return satellite_renewal_rate * renewal_cost


@rule("MUSD", "Cost of one satellite that replaces another: built, computing, launched, insured")
def renewal_cost(
    satellite_cost_renewal: Array,
    satellite_accelerator_cost: Array,
    renewal_launch_cost: Array,
    insurance_share: Array,
    counts_plant: Array,
    counts_accelerators: Array,
) -> Array:
    built = satellite_cost_renewal * counts_plant + satellite_accelerator_cost * counts_accelerators
    return (built + renewal_launch_cost) * (1.0 + insurance_share * counts_plant)


@rule("GUSD/yr", "Operations, ground stations, launcher upkeep and disposal at full power")
def operations_rate(
    satellites_required: Array,
    satellite_cost_mean: Array,
    operations_share: Array,
    ground_stations: Array,
    station_price: Array,
    station_upkeep: Array,
    counts_plant: Array,
    launcher_upkeep: Array,
    disposal_cost: Array,
    service_time: Array,
    repair_share: Array,
) -> Array:
    running = satellite_cost_mean * (operations_share + repair_share)
    fleet = satellites_required * (running + disposal_cost / service_time)
    return (fleet + ground_stations * station_price * station_upkeep) * counts_plant + launcher_upkeep


opex_rate = total(
    "GUSD/yr",
    "Running cost at full power: operations and replacements",
    "operations_rate",
    "renewal_rate",
    aliases=("opex", "running_cost"),
)


@rule("GUSD", "Satellites over the horizon", label="satellites")
def cost_satellites(
    satellites_deployed: Array,
    satellite_cost_mean: Array,
    satellites_renewed: Array,
    satellite_cost_renewal: Array,
    counts_plant: Array,
) -> Array:
    deployed = satellites_deployed * satellite_cost_mean
    return (deployed + satellites_renewed * satellite_cost_renewal) * counts_plant


@rule("GUSD", "Accelerators over the horizon", label="accelerators")
def cost_accelerators(
    satellites_deployed: Array, satellites_renewed: Array, satellite_accelerator_cost: Array, counts_accelerators: Array
) -> Array:
    return (satellites_deployed + satellites_renewed) * satellite_accelerator_cost * counts_accelerators


@rule("GUSD", "Launch over the horizon", label="launch")
def cost_launch(
    satellites_deployed: Array,
    satellite_launch_cost: Array,
    satellites_renewed: Array,
    renewal_launch_cost: Array,
    launcher_investment: Array,
    launcher_upkeep: Array,
    horizon: Array,
) -> Array:
    flown = satellites_deployed * satellite_launch_cost + satellites_renewed * renewal_launch_cost
    return flown + launcher_investment + launcher_upkeep * horizon


@rule("GUSD", "Insurance over the horizon", label="insurance")
def cost_insurance(
    cost_satellites: Array, cost_accelerators: Array, cost_launch: Array, insurance_share: Array, counts_plant: Array
) -> Array:
    return (cost_satellites + cost_accelerators + cost_launch) * insurance_share * counts_plant


@rule("GUSD", "Design, qualification and factory over the horizon", label="development")
def cost_development(capex_development: Array) -> Array:
    return capex_development


@rule("GUSD", "Ground stations and their upkeep over the horizon", label="ground stations")
def cost_ground_segment(capex_ground_segment: Array, station_upkeep: Array, horizon: Array) -> Array:
    return capex_ground_segment * (1.0 + station_upkeep * horizon)


@rule("yr", "Satellite-years in place within the horizon")
def satellite_years(satellites_in_place_mean: Array, horizon_weight: Array, year: Array) -> Array:
    return cohorts.weighted_sum(satellites_in_place_mean, horizon_weight) * year


@rule("GUSD", "Operations over the horizon", label="operations")
def cost_operations(
    satellite_years: Array, satellite_cost_mean: Array, operations_share: Array, counts_plant: Array
) -> Array:
    return satellite_years * satellite_cost_mean * operations_share * counts_plant


@rule("GUSD", "Hardware bought again over the horizon, where repair_share says so", label="hardware bought again")
def cost_repairs(satellite_years: Array, satellite_cost_mean: Array, repair_share: Array, counts_plant: Array) -> Array:
    return satellite_years * satellite_cost_mean * repair_share * counts_plant


@rule("GUSD", "Disposal of every satellite launched within the horizon", label="disposal")
def cost_disposal(
    satellites_deployed: Array, satellites_renewed: Array, disposal_cost: Array, counts_plant: Array
) -> Array:
    return (satellites_deployed + satellites_renewed) * disposal_cost * counts_plant


cost_total = total(
    "GUSD",
    "Cost over the horizon, undiscounted",
    "cost_satellites",
    "cost_accelerators",
    "cost_launch",
    "cost_insurance",
    "cost_development",
    "cost_ground_segment",
    "cost_operations",
    "cost_repairs",
    "cost_disposal",
    aliases=("tco", "lifecycle_cost"),
)
