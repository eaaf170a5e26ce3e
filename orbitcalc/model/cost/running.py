"""Yearly cost at full power: operations, upkeep and replacements."""

from __future__ import annotations

from orbitcalc._typing import Array
from orbitcalc.economics import discounting
from orbitcalc.graph import choice, parameter, rule, total

station_upkeep = parameter(
    "0.1 1/yr",
    "Yearly running cost of a ground station over its price",
    low="0.05 1/yr",
    high="0.2 1/yr",
    bounds=("0 1/yr", "10 1/yr"),
    source="assumption",
    note="staff, power, backhaul",
)
operations_basis = choice(
    "satellites",
    "satellites-and-launch",
    meaning="operations_share applies to the price of the satellites in place, or to their price and launch",
)
operations_share = parameter(
    "0.01 1/yr",
    "Yearly cost of operations over the price of the satellites in place",
    low="0.005 1/yr",
    high="0.03 1/yr",
    bounds=("0 1/yr", "10 1/yr"),
    source="mccalip",
    aliases=("mission_ops",),
)
repair_basis = choice(
    "satellites",
    "satellites-and-launch",
    "satellites-and-quoted-mass",
    meaning="Repurchased hardware is paid without its launch, with it, or with that of quoted_specific_power alone",
)
repair_share = parameter(
    "0 1/yr",
    "Yearly repurchase of hardware over the price of the satellites in place",
    low="0 1/yr",
    high="0.1 1/yr",
    bounds=("0 1/yr", "10 1/yr"),
    role="lever",
    source="mccalip",
    note="the source replaces failed electronics at 9 % a year; here sparing and availability cover failures",
)
disposal_cost = parameter(
    "10 kUSD_2025",
    "Cost of disposal of one satellite: operations, liability",
    low="0 kUSD_2025",
    high="30 kUSD_2025",
    bounds=("0 kUSD_2025", "1e6 kUSD_2025"),
    source="assumption",
    note="its propellant is counted separately; no published price of disposal exists",
)


@rule("MUSD", "Price of one satellite in place to which operations_share applies")
def operations_value(satellite_cost_deployed: Array) -> Array:
    return satellite_cost_deployed


@operations_value.when(operations_basis="satellites-and-launch")
def operations_value_launched(satellite_cost_deployed: Array, capex_launch: Array, satellites_required: Array) -> Array:
    return satellite_cost_deployed + capex_launch / satellites_required


@rule("MUSD", "Price of the hardware of one satellite to which repair_share applies")
def repair_value(satellite_cost_deployed: Array) -> Array:
    return satellite_cost_deployed


@repair_value.when(repair_basis="satellites-and-launch")
def repair_value_launched(
    satellite_cost_deployed: Array, satellite_wet_mass: Array, launch_price_deployment: Array
) -> Array:
    return satellite_cost_deployed + satellite_wet_mass * launch_price_deployment


@repair_value.when(repair_basis="satellites-and-quoted-mass")
def repair_value_launched_quoted(
    satellite_cost_deployed: Array, quoted_mass: Array, launch_price_deployment: Array
) -> Array:
    return satellite_cost_deployed + quoted_mass * launch_price_deployment


@rule(
    "GUSD/yr",
    "Yearly cost of operations, ground stations, launcher upkeep and disposal at full power",
    no_value="there are no satellites, or they do not count, at a running cost without limit",
    label="operations",
    adds_to=("opex_rate",),
)
def operations_rate(
    satellites_required: Array,
    repair_value: Array,
    operations_value: Array,
    operations_share: Array,
    ground_stations: Array,
    station_price: Array,
    station_upkeep: Array,
    counts_plant: Array,
    launcher_upkeep: Array,
    disposal_cost: Array,
    service_time: Array,
    repair_share: Array,
    avoidance_cost: Array,
) -> Array:
    running = operations_value * operations_share + repair_value * repair_share + avoidance_cost
    fleet = satellites_required * (running + disposal_cost / service_time)
    return (fleet + ground_stations * station_price * station_upkeep) * counts_plant + launcher_upkeep


@rule("MUSD", "Cost of one replacement satellite with accelerators, launch and insurance")
def renewal_cost(
    satellite_cost_renewal: Array,
    satellite_accelerator_cost: Array,
    renewal_launch_cost: Array,
    insurance_charge: Array,
    counts_plant: Array,
    counts_accelerators: Array,
) -> Array:
    built = satellite_cost_renewal * counts_plant + satellite_accelerator_cost * counts_accelerators
    return (built + renewal_launch_cost) * (1.0 + insurance_charge * counts_plant)


@rule(
    "GUSD/yr",
    "Yearly cost of replacement satellites at full power, launch and accelerators included",
    label="replacements",
    adds_to=("opex_rate",),
)
def renewal_rate(satellite_renewal_rate: Array, renewal_cost: Array) -> Array:
    return satellite_renewal_rate * renewal_cost


opex_rate = total(
    "GUSD/yr",
    "Running cost at full power: operations and replacements",
    aliases=("opex", "running_cost"),
    roles=("chain",),
)


@rule("GUSD/yr", "Annuity of the capital cost to first full power, over a satellite's life")
def capital_rate(capex: Array, repayment_rate: Array) -> Array:
    """It includes replacements before full power; with campaign_pace = at-once there are none."""
    return capex * repayment_rate


@rule("USD/kW/yr", "Annuity of capital cost plus operations, per IT power, in the steady state without a campaign")
def yearly_cost(
    capital_rate: Array, operations_rate: Array, target_power: Array, discount_rate: Array, year: Array
) -> Array:
    """Operations and the energy of the year are continuous flows, and so is the annuity."""
    return (discounting.steady_charge(capital_rate, discount_rate, year=year) + operations_rate) / target_power


@yearly_cost.when(payment=("year-ends", "monthly"))
def yearly_cost_at_year_end(capital_rate: Array, operations_rate: Array, target_power: Array) -> Array:
    return (capital_rate + operations_rate) / target_power
