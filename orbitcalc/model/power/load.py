"""What draws power on board, and the conversion between source and users."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import choice, parameter, rule

power_source = choice("solar", "reactor", meaning="Where the satellite's power comes from", roles=("starter",))
pmad_efficiency = parameter(
    "0.93",
    "Efficiency from the array through regulation and distribution to the load",
    low="0.85",
    high="0.97",
    bounds=("0.1", "1"),
    source="assumption",
    note="two converters of 0.95 to 0.985 each; SMAD prints 0.85 for direct transfer and 0.80 for peak-power "
    "tracking (smad-power), of craft of the 1990s",
)
pmad_specific_mass = parameter(
    "5 kg/kW",
    "Mass of power regulation and distribution per bus power",
    low="2 kg/kW",
    high="12 kg/kW",
    bounds=("0 kg/kW", "100 kg/kW"),
    source="smad",
)
housekeeping_power = parameter(
    "500 W",
    "Power of avionics, attitude control and heaters that does not follow the computers",
    low="200 W",
    high="2 kW",
    bounds=("0 W", "1 MW"),
    source="smad",
    aliases=("hotel_load",),
    note="150 W on a small bus (google-planet-prototypes)",
)
housekeeping_share = parameter(
    "0.02",
    "Power of propulsion, control and monitoring per IT power",
    low="0.005",
    high="0.05",
    bounds=("0", "1"),
    source="assumption",
    note="grows with the area to be turned and the orbit to be kept; 0.25 in turyshev-1mw is one factor for all "
    "overheads, 0.1 in spacedc-mdao-1mw a factor of that program without a source",
)
pump_share = parameter(
    "0.015",
    "Pump power per heat carried",
    low="0.004",
    high="0.04",
    bounds=("0", "0.5"),
    source="gilmore",
    note="100 kW at 10 K rise and 200 kPa takes about 1 kW",
    aliases=("pump_power",),
)


@rule(
    "1",
    "Share of the load that is left when pumps carry the heat of all power drawn; none at zero",
    impossible="pumps that carry all the heat take more power than conversion leaves",
)
def power_closure(pump_share: Array, pmad_efficiency: Array) -> Array:
    return 1.0 - pump_share / pmad_efficiency


@rule(
    "kW",
    "Load at the users while computing: computers, housekeeping, links and pumps",
    no_value="pumps that carry all the heat take all the power that conversion leaves",
)
def electrical_load(
    it_power_per_satellite: Array,
    housekeeping_power: Array,
    housekeeping_share: Array,
    link_power: Array,
    power_closure: Array,
) -> Array:
    """Pumps carry the heat of the whole bus and add to it; solved for the load, no loop is needed."""
    users = it_power_per_satellite * (1.0 + housekeeping_share) + housekeeping_power + link_power
    return users / np.where(power_closure > 0.0, power_closure, np.nan)


@rule("kW", "Power drawn from the source while computing")
def bus_power(electrical_load: Array, pmad_efficiency: Array) -> Array:
    return electrical_load / pmad_efficiency


@rule(
    "kW",
    "Load at the users in eclipse",
    no_value="pumps that carry all the heat take all the power that conversion leaves",
)
def eclipse_load(
    eclipse_it_power: Array,
    it_power_per_satellite: Array,
    housekeeping_power: Array,
    housekeeping_share: Array,
    link_power: Array,
    power_closure: Array,
) -> Array:
    users = eclipse_it_power + it_power_per_satellite * housekeeping_share + housekeeping_power + link_power
    return users / np.where(power_closure > 0.0, power_closure, np.nan)


@rule("kg", "Mass of power regulation and distribution", label="conversion", adds_to=("equipment_mass",))
def pmad_mass(bus_power: Array, pmad_specific_mass: Array) -> Array:
    return bus_power * pmad_specific_mass
