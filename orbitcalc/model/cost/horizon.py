"""Cost over the horizon, undiscounted, line by line."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import rule, total


@rule("GUSD", "Cost of satellites over the horizon", label="satellites", adds_to=("cost_total",))
def cost_satellites(
    satellites_deployed: Array,
    satellite_cost_deployed: Array,
    satellites_renewed: Array,
    satellite_cost_renewal: Array,
    counts_plant: Array,
) -> Array:
    deployed = satellites_deployed * satellite_cost_deployed
    return (deployed + satellites_renewed * satellite_cost_renewal) * counts_plant


@rule("GUSD", "Cost of accelerators over the horizon", label="accelerators", adds_to=("cost_total",))
def cost_accelerators(
    satellites_deployed: Array, satellites_renewed: Array, satellite_accelerator_cost: Array, counts_accelerators: Array
) -> Array:
    return (satellites_deployed + satellites_renewed) * satellite_accelerator_cost * counts_accelerators


@rule(
    "GUSD",
    "Cost of launch over the horizon",
    no_value="nothing is launched, so that the price has no limit",
    label="launch",
    adds_to=("cost_total",),
)
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


@rule("GUSD", "Cost of insurance over the horizon, net of claims", label="insurance", adds_to=("cost_total",))
def cost_insurance(
    cost_satellites: Array,
    cost_accelerators: Array,
    cost_launch: Array,
    launcher_investment: Array,
    launcher_upkeep: Array,
    horizon: Array,
    insurance_charge: Array,
    counts_plant: Array,
) -> Array:
    flights = np.maximum(cost_launch - launcher_investment - launcher_upkeep * horizon, 0.0)
    return (cost_satellites + cost_accelerators + flights) * insurance_charge * counts_plant


@rule(
    "GUSD", "Cost of design, qualification and factory over the horizon", label="development", adds_to=("cost_total",)
)
def cost_development(capex_development: Array) -> Array:
    return capex_development


@rule(
    "GUSD",
    "Cost of ground stations and their upkeep over the horizon",
    label="ground stations",
    adds_to=("cost_total",),
)
def cost_ground_segment(capex_ground_segment: Array, station_upkeep: Array, horizon: Array) -> Array:
    return capex_ground_segment * (1.0 + station_upkeep * horizon)


@rule(
    "GUSD",
    "Operations over the horizon",
    no_value="nothing is in place, or nothing of it counts, at a running cost without limit",
    label="operations",
    adds_to=("cost_total",),
)
def cost_operations(
    satellite_years: Array,
    operations_value: Array,
    operations_share: Array,
    avoidance_cost: Array,
    counts_plant: Array,
) -> Array:
    return satellite_years * (operations_value * operations_share + avoidance_cost) * counts_plant


@rule(
    "GUSD",
    "Cost of repurchased hardware over the horizon, at repair_share",
    label="repurchased hardware",
    adds_to=("cost_total",),
)
def cost_repairs(satellite_years: Array, repair_value: Array, repair_share: Array, counts_plant: Array) -> Array:
    return satellite_years * repair_value * repair_share * counts_plant


@rule(
    "GUSD", "Cost of disposal of all satellites launched within the horizon", label="disposal", adds_to=("cost_total",)
)
def cost_disposal(
    satellites_deployed: Array, satellites_renewed: Array, disposal_cost: Array, counts_plant: Array
) -> Array:
    return (satellites_deployed + satellites_renewed) * disposal_cost * counts_plant


cost_total = total(
    "GUSD",
    "Cost over the horizon, undiscounted",
    aliases=("tco", "lifecycle_cost"),
    roles=("money",),
)
