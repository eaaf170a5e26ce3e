"""Cost to first full power, line by line."""

from __future__ import annotations

from orbitcalc._typing import Array
from orbitcalc.graph import parameter, rule, total

development_cost = parameter(
    "1 GUSD_2025",
    "One-time cost of design, qualification and factory",
    low="0.4 GUSD_2025",
    high="4 GUSD_2025",
    bounds=("0 GUSD_2025", "1000 GUSD_2025"),
    source="mccalip",
    note="the source's NRE; 30 MUSD is a payload on an existing bus (google-planet-prototypes), 0.3 GUSD a "
    "demonstration without a factory (suncatcher-cluster)",
    aliases=("nre", "rd"),
)
station_price = parameter(
    "10 MUSD_2025",
    "Price of one ground station",
    low="3 MUSD_2025",
    high="30 MUSD_2025",
    bounds=("0 MUSD_2025", "1e4 MUSD_2025"),
    source="assumption",
    note="a multi-antenna gateway site; 1 million for one antenna (google-planet-prototypes)",
)


@rule("GUSD", "Cost of satellites to first full power", label="satellites", roles=("chain",), adds_to=("capex",))
def capex_satellites(satellites_launched: Array, satellite_cost_mean: Array, counts_plant: Array) -> Array:
    return satellites_launched * satellite_cost_mean * counts_plant


@rule("GUSD", "Cost of accelerators to first full power", label="accelerators", roles=("chain",), adds_to=("capex",))
def capex_accelerators(
    satellites_launched: Array, satellite_accelerator_cost: Array, counts_accelerators: Array
) -> Array:
    return satellites_launched * satellite_accelerator_cost * counts_accelerators


@rule("GUSD", "Cost of launch to first full power", label="launch", roles=("chain",), adds_to=("capex",))
def capex_launch(
    launches_to_deploy: Array,
    satellites_launched: Array,
    flights_per_satellite: Array,
    billed_mass: Array,
    launch_price_to_full_power: Array,
) -> Array:
    """Whole flights are paid for, although the last one may fly partly empty."""
    flown = launches_to_deploy / (satellites_launched * flights_per_satellite)
    return satellites_launched * billed_mass * launch_price_to_full_power * flown


@capex_launch.when(launch_billing="per-kilogram")
def capex_launch_per_kilogram(
    satellites_launched: Array, billed_mass: Array, launch_price_to_full_power: Array
) -> Array:
    return satellites_launched * billed_mass * launch_price_to_full_power


@capex_launch.when(launch_sourcing="own", launch_billing=("per-launch", "per-kilogram"))
def capex_launch_own(launches_to_deploy: Array, own_flight_cost: Array, launcher_investment: Array) -> Array:
    """The owner of a launcher pays for its flights under either billing."""
    return launches_to_deploy * own_flight_cost + launcher_investment


@rule("GUSD", "Cost of insurance to first full power, net of claims", label="insurance", adds_to=("capex",))
def capex_insurance(
    capex_satellites: Array,
    capex_accelerators: Array,
    capex_launch: Array,
    launcher_investment: Array,
    insurance_charge: Array,
    counts_plant: Array,
) -> Array:
    """Insurance covers satellites and flights, not an owned launcher."""
    flown = capex_satellites + capex_accelerators + capex_launch - launcher_investment
    return flown * insurance_charge * counts_plant


@rule("GUSD", "Cost of design, qualification and factory", label="development", adds_to=("capex",))
def capex_development(development_cost: Array, counts_plant: Array) -> Array:
    return development_cost * counts_plant


@rule("GUSD", "Cost of ground stations", label="ground stations", adds_to=("capex",))
def capex_ground_segment(ground_stations: Array, station_price: Array, counts_plant: Array) -> Array:
    return ground_stations * station_price * counts_plant


capex = total(
    "GUSD",
    "Cost to first full power",
    headline=5,
    aliases=("upfront_cost",),
    roles=("monte-carlo", "sweep", "sobol", "money"),
)
