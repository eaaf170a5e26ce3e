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
    "tracking, of craft of the 1990s",
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
    "Power of orbit keeping, attitude control and monitoring per IT power; drag has a power of its own",
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


@rule("kW", "Load at the users while computing: computers, housekeeping, links and pumps")
def electrical_load(
    it_power_per_satellite: Array,
    housekeeping_power: Array,
    housekeeping_share: Array,
    link_power: Array,
    pump_share: Array,
    pmad_efficiency: Array,
) -> Array:
    """Pumps carry the heat of the whole bus and add to it; solved for the load, no loop is needed."""
    users = it_power_per_satellite * (1.0 + housekeeping_share) + housekeeping_power + link_power
    return users / (1.0 - pump_share / pmad_efficiency)


@rule("kW", "Power drawn from the source while computing")
def bus_power(electrical_load: Array, pmad_efficiency: Array) -> Array:
    return electrical_load / pmad_efficiency


@rule("kW", "Load at the users in eclipse")
def eclipse_load(
    eclipse_it_power: Array,
    it_power_per_satellite: Array,
    housekeeping_power: Array,
    housekeeping_share: Array,
    link_power: Array,
    pump_share: Array,
    pmad_efficiency: Array,
) -> Array:
    users = eclipse_it_power + it_power_per_satellite * housekeeping_share + housekeeping_power + link_power
    return users / (1.0 - pump_share / pmad_efficiency)


@rule("kW", "Load at the users while computing, at the end of life: of the accelerators that still work")
def electrical_load_end(
    electrical_load: Array,
    accelerators_lost: Array,
    it_power_per_satellite: Array,
    housekeeping_power: Array,
    housekeeping_share: Array,
    link_power: Array,
) -> Array:
    others = it_power_per_satellite * housekeeping_share + housekeeping_power + link_power
    return electrical_load * _share_left(accelerators_lost, it_power_per_satellite, others)


@rule("kW", "Load at the users in eclipse, at the end of life: of the accelerators that still work")
def eclipse_load_end(
    eclipse_load: Array,
    accelerators_lost: Array,
    eclipse_it_power: Array,
    it_power_per_satellite: Array,
    housekeeping_power: Array,
    housekeeping_share: Array,
    link_power: Array,
) -> Array:
    others = it_power_per_satellite * housekeeping_share + housekeeping_power + link_power
    return eclipse_load * _share_left(accelerators_lost, eclipse_it_power, others)


def _share_left(lost: Array, computing: Array, others: Array) -> Array:
    """Share of a load that is left when some accelerators are dead and all else draws what it drew."""
    users = computing + others
    share = computing / np.where(users > 0.0, users, np.nan)
    return 1.0 - lost * np.where(users > 0.0, share, 0.0)


@rule("kg", "Mass of power regulation and distribution", label="conversion", adds_to=("equipment_mass",))
def pmad_mass(bus_power: Array, pmad_specific_mass: Array) -> Array:
    return bus_power * pmad_specific_mass
