"""The loads on board, and the power conversion between source and loads."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import parameter, rule
from orbitcalc.physics import heat_transport

pmad_efficiency = parameter(
    "0.93",
    "Efficiency from the array through regulation and distribution to the load",
    low="0.85",
    high="0.97",
    bounds=("0.1", "1"),
    source="assumption",
    note="two converters of 0.95 to 0.985 each; SMAD gives 0.85 for direct transfer and 0.80 for peak-power "
    "tracking (smad-power), for spacecraft of the 1990s",
)
pmad_specific_mass = parameter(
    "5 kg/kW",
    "Specific mass of the power electronics, per bus power",
    low="2 kg/kW",
    high="12 kg/kW",
    bounds=("0 kg/kW", "100 kg/kW"),
    source="smad",
    moves_with={
        "pmad_price": 0.5,
        "bus_specific_mass": 0.4,
        "bus_mass_fixed": 0.4,
        "structure_share": 0.4,
        "compute_mounting_factor": 0.4,
        "harness_share": 0.4,
    },
)
housekeeping_power = parameter(
    "500 W",
    "Power of avionics, attitude control and heaters, independent of the computers",
    low="200 W",
    high="2 kW",
    bounds=("0 W", "1 MW"),
    source="smad",
    aliases=("hotel_load",),
    note="150 W on a small bus (google-planet-prototypes)",
)
housekeeping_share = parameter(
    "0.02",
    "Power of orbit keeping, attitude control and monitoring per IT power, without drag compensation",
    low="0.005",
    high="0.05",
    bounds=("0", "1"),
    source="assumption",
    note="grows with the area of the satellite; 0.25 in turyshev-1mw is one factor for all overheads, 0.1 in "
    "spacedc-mdao-1mw is a factor of that program without a source",
)
coolant_rise = parameter(
    "10 delta_K",
    "Temperature rise of the coolant through the computers",
    low="6 delta_K",
    high="18 delta_K",
    bounds=("0.5 delta_K", "100 delta_K"),
    source="ashrae",
    note="facility water of dense racks rises by 8 to 15 K",
)
loop_pressure_drop = parameter(
    "300 kPa",
    "Pressure drop of the coolant loop",
    low="150 kPa",
    high="500 kPa",
    bounds=("1 kPa", "1e4 kPa"),
    source="gilmore",
    note="cold plates and a hundred metres of tube",
)
pump_efficiency = parameter(
    "0.5",
    "Pump efficiency: hydraulic over electric power",
    low="0.35",
    high="0.65",
    bounds=("0.05", "0.95"),
    source="gilmore",
)
coolant_specific_heat = parameter(
    "3850 J/kg/delta_K",
    "Specific heat of the coolant",
    low="3500 J/kg/delta_K",
    high="4180 J/kg/delta_K",
    bounds=("500 J/kg/delta_K", "5000 J/kg/delta_K"),
    role="constant",
    source="gilmore",
    note="water with a third of glycol",
)
coolant_density = parameter(
    "1050 kg/m^3",
    "Density of the coolant",
    low="1000 kg/m^3",
    high="1080 kg/m^3",
    bounds=("300 kg/m^3", "3000 kg/m^3"),
    role="constant",
    source="gilmore",
    note="water with a third of glycol",
)


@rule("1", "Pump power per heat transported", aliases=("pump_power",))
def pump_share(
    coolant_rise: Array,
    loop_pressure_drop: Array,
    pump_efficiency: Array,
    coolant_specific_heat: Array,
    coolant_density: Array,
) -> Array:
    return heat_transport.pump_power(
        1.0,
        coolant_rise,
        specific_heat=coolant_specific_heat,
        density=coolant_density,
        pressure_drop=loop_pressure_drop,
        efficiency=pump_efficiency,
    )


@rule(
    "1",
    "Share of the load left after the pumps that transport the heat of all power drawn",
    impossible="the pumps that transport all heat take more power than conversion leaves",
)
def power_closure(pump_share: Array, pmad_efficiency: Array) -> Array:
    return 1.0 - pump_share / pmad_efficiency


@rule(
    "kW",
    "Electrical load while computing: computers, housekeeping, links and pumps",
    no_value="pumps that carry all the heat take all the power that conversion leaves",
)
def electrical_load(
    it_power_installed: Array,
    housekeeping_power: Array,
    housekeeping_share: Array,
    link_power: Array,
    power_closure: Array,
) -> Array:
    """Pumps transport the heat of the whole bus and add to it; the load follows without iteration."""
    users = it_power_installed * (1.0 + housekeeping_share) + housekeeping_power + link_power
    return users / np.where(power_closure > 0.0, power_closure, np.nan)


@rule("kW", "Bus power: power drawn from the source while computing")
def bus_power(electrical_load: Array, pmad_efficiency: Array) -> Array:
    return electrical_load / pmad_efficiency


@rule(
    "kW",
    "Electrical load in eclipse",
    no_value="pumps that carry all the heat take all the power that conversion leaves",
)
def eclipse_load(
    eclipse_it_power: Array,
    it_power_installed: Array,
    housekeeping_power: Array,
    housekeeping_share: Array,
    link_power: Array,
    power_closure: Array,
) -> Array:
    users = eclipse_it_power + it_power_installed * housekeeping_share + housekeeping_power + link_power
    return users / np.where(power_closure > 0.0, power_closure, np.nan)


@rule("kW", "Electrical load while computing at the end of life, with the accelerators still working")
def electrical_load_end(
    electrical_load: Array,
    accelerators_lost: Array,
    it_power_installed: Array,
    housekeeping_power: Array,
    housekeeping_share: Array,
    link_power: Array,
) -> Array:
    others = it_power_installed * housekeeping_share + housekeeping_power + link_power
    return electrical_load * _share_left(accelerators_lost, it_power_installed, others)


@rule("kW", "Electrical load in eclipse at the end of life, with the accelerators still working")
def eclipse_load_end(
    eclipse_load: Array,
    accelerators_lost: Array,
    eclipse_it_power: Array,
    it_power_installed: Array,
    housekeeping_power: Array,
    housekeeping_share: Array,
    link_power: Array,
) -> Array:
    others = it_power_installed * housekeeping_share + housekeeping_power + link_power
    return eclipse_load * _share_left(accelerators_lost, eclipse_it_power, others)


def _share_left(lost: Array, computing: Array, others: Array) -> Array:
    """Share of a load left when some accelerators have failed and all other loads are unchanged."""
    users = computing + others
    share = computing / np.where(users > 0.0, users, np.nan)
    return 1.0 - lost * np.where(users > 0.0, share, 0.0)


@rule("kg", "Mass of the power electronics", label="conversion", adds_to=("equipment_mass",))
def pmad_mass(bus_power: Array, pmad_specific_mass: Array) -> Array:
    return bus_power * pmad_specific_mass
