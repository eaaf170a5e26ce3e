"""The ground twin's electricity: from the grid, from gas turbines on site, or from sun and storage."""

from __future__ import annotations

from orbitcalc._typing import Array
from orbitcalc.economics import discounting
from orbitcalc.graph import choice, parameter, rule

ground_source = choice(
    "grid", "gas", "solar-storage", meaning="Source of the ground twin's electricity", roles=("starter",)
)
solar_plant_price = parameter(
    "1 USD_2025/W",
    "Price of a ground solar plant per peak power",
    low="0.6 USD_2025/W",
    high="1.4 USD_2025/W",
    bounds=("0 USD_2025/W", "100 USD_2025/W"),
    source="forethought-2026",
)
solar_overbuild = parameter(
    "4.64",
    "Peak power of the ground solar plant over the mean power required",
    low="3.5",
    high="7",
    bounds=("1", "50"),
    source="forethought-2026",
    note="4.64 in the source's design without other supply, 3.5 in its design with gas turbines; more for winter",
    aliases=("overbuild",),
    moves_with={"storage_time": -0.3},
)
storage_price = parameter(
    "150 USD_2025/kWh",
    "Price of ground storage per energy",
    low="50 USD_2025/kWh",
    high="300 USD_2025/kWh",
    bounds=("0 USD_2025/kWh", "1e4 USD_2025/kWh"),
    source="forethought-2026",
    aliases=("bess",),
)
storage_time = parameter(
    "80 h",
    "Time for which ground storage can carry the load",
    low="24 h",
    high="120 h",
    bounds=("0 h", "8760 h"),
    source="forethought-2026",
    note="80 h in the source's design without other supply; 12 h in its design with gas turbines",
)
solar_gas_share = parameter(
    "0",
    "Share of the energy of a solar plant with storage that gas turbines supply",
    low="0",
    high="0.2",
    bounds=("0", "1"),
    role="lever",
    source="forethought-2026",
    note="0 belongs to the source's design with an overbuild of 4.64 and 80 h of storage; its other design, 3.5 and "
    "12 h, burns gas for about a tenth of the energy, see solar_gas_power",
)
solar_gas_power = parameter(
    "0",
    "Power of the gas turbines beside a solar plant with storage, over the mean power required",
    low="0",
    high="1",
    bounds=("0", "2"),
    role="lever",
    source="forethought-2026",
    note="1 in the design with 3.5 and 12 h",
)
ground_solar_life = parameter(
    "25 yr",
    "Life of the ground solar plant",
    low="20 yr",
    high="30 yr",
    bounds=("1 yr", "100 yr"),
    source="forethought-2026",
    note="5 yr in forethought-solar is the period of that comparison",
)
storage_life = parameter(
    "12 yr",
    "Life of ground storage",
    low="8 yr",
    high="20 yr",
    bounds=("1 yr", "100 yr"),
    source="assumption",
    note="daily cycles; 5 yr in forethought-solar is the period of that comparison",
)


@rule(
    "GUSD",
    "Cost of the ground twin's on-site power plant, counted as energy",
    label="on-site power plant",
    adds_to=("ground_capex",),
)
def ground_source_cost() -> Array:
    return 0.0


@ground_source_cost.when(ground_source="gas")
def ground_source_cost_gas(ground_facility_power: Array, gas_turbine_price: Array) -> Array:
    return ground_facility_power * gas_turbine_price


@ground_source_cost.when(ground_source="solar-storage")
def ground_source_cost_solar_storage(
    ground_facility_power: Array,
    solar_plant_price: Array,
    solar_overbuild: Array,
    storage_price: Array,
    storage_time: Array,
    solar_gas_power: Array,
    gas_turbine_price: Array,
) -> Array:
    plant = solar_plant_price * solar_overbuild + gas_turbine_price * solar_gas_power
    return ground_facility_power * (plant + storage_price * storage_time)


@rule("USD/kWh", "Price of the ground twin's electricity, without an on-site power plant")
def ground_energy_price(electricity_price: Array) -> Array:
    return electricity_price


@ground_energy_price.when(ground_source="gas")
def ground_energy_price_gas(gas_price: Array, gas_heat_rate: Array) -> Array:
    return gas_price * gas_heat_rate


@ground_energy_price.when(ground_source="solar-storage")
def ground_energy_price_solar_storage(solar_gas_share: Array, gas_price: Array, gas_heat_rate: Array) -> Array:
    return solar_gas_share * gas_price * gas_heat_rate


@rule("GUSD/yr", "Yearly electricity cost of the ground twin", label="electricity", adds_to=("ground_opex_rate",))
def ground_energy_rate(
    ground_facility_power: Array, ground_utilisation: Array, ground_energy_price: Array, energy_year: Array, year: Array
) -> Array:
    return ground_facility_power * ground_utilisation * ground_energy_price * (energy_year / year)


@rule("GUSD/yr", "Annuity of the ground twin's on-site power plant")
def ground_source_charge(ground_source_cost: Array, plant_life: Array, ground_charge_rate: Array, year: Array) -> Array:
    return ground_source_cost * discounting.capital_recovery_factor(ground_charge_rate, plant_life, year=year)


@ground_source_charge.when(ground_source="solar-storage")
def ground_source_charge_solar_storage(
    ground_facility_power: Array,
    solar_plant_price: Array,
    solar_overbuild: Array,
    storage_price: Array,
    storage_time: Array,
    ground_solar_life: Array,
    storage_life: Array,
    solar_gas_power: Array,
    gas_turbine_price: Array,
    plant_life: Array,
    ground_charge_rate: Array,
    year: Array,
) -> Array:
    def charge(price: Array, life: Array) -> Array:
        return price * discounting.capital_recovery_factor(ground_charge_rate, life, year=year)

    plant = charge(solar_plant_price * solar_overbuild, ground_solar_life)
    plant = plant + charge(gas_turbine_price * solar_gas_power, plant_life)
    return ground_facility_power * (plant + charge(storage_price * storage_time, storage_life))
