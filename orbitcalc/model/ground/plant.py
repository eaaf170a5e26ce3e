"""Capital cost of the ground twin, and the lives of its assets."""

from __future__ import annotations

from orbitcalc._typing import Array
from orbitcalc.graph import choice, parameter, rule, total

ground_shell = choice(
    "build",
    "lease",
    meaning="Build the halls of the ground twin with their cooling and electrical plant, or lease them",
    aliases=("colocation",),
)
ground_rent = parameter(
    "150 USD_2025/kW/month",
    "Rent of a hall with cooling and electrical plant per IT power, without electricity",
    low="110 USD_2025/kW/month",
    high="200 USD_2025/kW/month",
    bounds=("0 USD_2025/kW/month", "1e4 USD_2025/kW/month"),
    source="cbre-h2-2024",
    note="asking rent of 184 for 250 to 500 kW in the primary markets at the end of 2024, 13 % up on the year; large "
    "tenants pay less; halls are let before they are built, so that ground_delay applies to a lease too",
    aliases=("lease_price", "colocation_price"),
)
civil_life = parameter(
    "25 yr",
    "Life of the building",
    low="12 yr",
    high="35 yr",
    bounds=("1 yr", "100 yr"),
    source="shapiro-2026",
    note="14 years for the shell in the source; buildings last longer; 10 yr and 5 yr in starcloud and mccalip are the "
    "periods of those comparisons",
)
plant_life = parameter(
    "15 yr",
    "Life of cooling, electrical plant and turbines",
    low="10 yr",
    high="20 yr",
    bounds=("1 yr", "100 yr"),
    source="jll-2026",
    note="5 yr in mccalip and forethought-solar is the period of those comparisons",
)
network_life = parameter(
    "7 yr",
    "Life of the ground twin's network",
    low="5 yr",
    high="10 yr",
    bounds=("1 yr", "100 yr"),
    source="assumption",
    note="between accelerators and plant",
)


@rule("GUSD", "Cost of the ground twin's accelerators", label="accelerators", adds_to=("ground_capex",))
def ground_accelerator_cost(
    target_power: Array,
    ground_installed_ratio: Array,
    accelerator_power: Array,
    server_overhead: Array,
    accelerator_price: Array,
    counts_accelerators: Array,
) -> Array:
    accelerators = target_power * ground_installed_ratio / (accelerator_power * server_overhead)
    return accelerators * accelerator_price * counts_accelerators


@rule("GUSD", "Cost of the ground twin's building", label="building", adds_to=("ground_capex",))
def ground_civil_cost(target_power: Array, ground_civil_price: Array, counts_plant: Array) -> Array:
    return target_power * ground_civil_price * counts_plant


@ground_civil_cost.when(ground_shell="lease")
def ground_civil_cost_lease() -> Array:
    return 0.0


@rule(
    "GUSD",
    "Cost of the ground twin's cooling and electrical plant",
    label="cooling and electrical plant",
    adds_to=("ground_capex",),
)
def ground_plant_cost(
    target_power: Array, ground_mechanical_price: Array, ground_electrical_price: Array, counts_plant: Array
) -> Array:
    return target_power * (ground_mechanical_price + ground_electrical_price) * counts_plant


@ground_plant_cost.when(ground_shell="lease")
def ground_plant_cost_lease() -> Array:
    return 0.0


@rule("GUSD/yr", "Yearly rent of the ground twin's halls", label="rent", adds_to=("ground_opex_rate",))
def ground_rent_rate() -> Array:
    return 0.0


@ground_rent_rate.when(ground_shell="lease")
def ground_rent_rate_lease(target_power: Array, ground_rent: Array, counts_plant: Array) -> Array:
    return target_power * ground_rent * counts_plant


@rule("GUSD", "Cost of the ground twin's network", label="network", adds_to=("ground_capex",))
def ground_network_cost(target_power: Array, ground_network_price: Array, counts_plant: Array) -> Array:
    return target_power * ground_network_price * counts_plant


ground_capex = total(
    "GUSD",
    "Capital cost of the ground twin to first power",
    aliases=("terrestrial_capex",),
    roles=("chain",),
)
