"""The computers: accelerators, their power, mass and price, and when they run."""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import catalogued, choice, parameter, rule, selection

_STANDSTILL = 1e-4
"""Yearly progress below which accelerators do not become obsolete."""

power_source = choice("solar", "reactor", meaning="Power source of the satellite", roles=("starter",))
accelerator = selection(
    "accelerators",
    "gb200-nvl72",
    "Accelerator used in orbit and on the ground",
    aliases=("gpu", "chip", "gpu_model"),
    roles=("starter",),
)
accelerator_power = catalogued(
    "accelerators", "W", "Power of one accelerator chip", bounds=("1 W", "100 kW"), aliases=("tdp", "gpu_power")
)
server_overhead = catalogued(
    "accelerators", "1", "IT power over accelerator power: hosts, memory, switches, fans", bounds=("1", "5")
)
accelerator_mass = catalogued(
    "accelerators",
    "kg",
    "Mass of one accelerator with its share of board and tray",
    bounds=("0.01 kg", "500 kg"),
    aliases=("gpu_mass",),
)
accelerator_price = catalogued(
    "accelerators",
    "USD",
    "Price of one accelerator with its share of the server",
    bounds=("0 USD_2025", "10 MUSD_2025"),
    aliases=("gpu_price",),
)
accelerator_performance = catalogued(
    "accelerators",
    "TFLOP/s",
    "Dense 16-bit operations per second of one accelerator",
    bounds=("0 TFLOP/s", "1e6 TFLOP/s"),
    aliases=("flops", "tflops", "fp16"),
)
junction_temperature_limit = catalogued(
    "accelerators",
    "K",
    "Maximum junction temperature of the accelerator",
    bounds=("280 K", "500 K"),
    aliases=("tjmax",),
)
it_power_per_satellite = parameter(
    "120 kW",
    "IT power of one satellite while computing",
    low="30 kW",
    high="1 MW",
    bounds=("1 W", "1 GW"),
    role="lever",
    source="ai1_wsc",
    note="the average of SpaceX's AI1; Google speaks of the 100 kW class; eight to a flight of starship-v3 leave a "
    "tenth of its payload in reserve, because masses grow",
    aliases=("satellite_power",),
    roles=("chain", "starter", "optimise", "decision"),
)
eclipse_compute_share = parameter(
    "0",
    "Share of the IT load that keeps running in eclipse",
    low="0",
    high="1",
    bounds=("0", "1"),
    role="lever",
    source="assumption",
    note="a battery for the full load costs more mass than the 4 % of time gained in a dawn-dusk orbit is worth",
    aliases=("ride_through",),
    roles=("optimise", "decision"),
)
eclipse_idle_share = parameter(
    "0.1",
    "IT power of idle computers in eclipse over their full power",
    low="0.03",
    high="0.3",
    bounds=("0", "1"),
    source="assumption",
    note="memory refresh and idle hosts",
)
spare_compute_share = parameter(
    "0",
    "Spare computers in a satellite over those that work for customers, powered and cooled with them",
    low="0",
    high="0.3",
    bounds=("0", "10"),
    role="lever",
    source="assumption",
    note="none: computers that fail are lost to the satellite; 0.2 and less in space-datacentre-model",
)
compute_mounting_factor = parameter(
    "1.2",
    "Mass of the mounted computers over the mass of the boards: cold plates, frames, vibration mounts",
    low="1.05",
    high="1.6",
    bounds=("1", "5"),
    source="assumption",
    note="launch loads add frames; the steel of a ground rack stays behind",
    moves_with={"harness_share": 0.4},
)
compute_density = parameter(
    "75 kW/m^3",
    "IT power per volume of the electronics box",
    low="25 kW/m^3",
    high="150 kW/m^3",
    bounds=("0.1 kW/m^3", "1e4 kW/m^3"),
    source="nvidia-nvl72",
    note="120 kW in a rack of 1.6 m3",
)
utilisation = parameter(
    "0.85",
    "Capacity factor: share of the delivered IT power that does paid work, in orbit and on the ground",
    low="0.6",
    high="0.95",
    bounds=("0.01", "1"),
    source="mccalip",
    note="his capacity factor, here on both sides; 0.155 for the two prototypes is a test, not a service",
    aliases=("capacity_factor", "load_factor"),
)
obsolescence_rate = parameter(
    "0.25 1/yr",
    "Rate at which an accelerator's computing loses value against newer accelerators, which do more per watt",
    low="0.08 1/yr",
    high="0.4 1/yr",
    bounds=("0 1/yr", "3 1/yr"),
    source="epoch-hardware",
    note="new hardware does 30 % more per dollar and 50 % more per watt a year (0.26 and 0.41); what an hour earns "
    "falls more slowly: a year of an H100 on contract fell from 2.85 to 2.35 USD an hour in two years (0.1), "
    "since 2023 by 0.2 to 0.4 a year",
)
obsolescence_limit = parameter(
    "5",
    "Ratio of computing per watt, new to old accelerators, at which the old ones are replaced",
    low="3",
    high="10",
    bounds=("1.01", "1000"),
    source="assumption",
    note="space and electricity are a third of the cost of computing on the ground: an accelerator worth less than a "
    "third of a new one does not earn them; it is replaced some time later",
)


@rule("yr", "Age at which an accelerator is obsolete: new ones do obsolescence_limit times as much per watt")
def obsolescence_age(obsolescence_rate: Array, obsolescence_limit: Array, year: Array) -> Array:
    """Without progress the age is thousands of years, so that no accelerator becomes obsolete."""
    return np.log(obsolescence_limit) / np.maximum(obsolescence_rate * year, _STANDSTILL) * year


@rule("yr", "Economic life of an accelerator on either side: until it is written off or obsolete")
def accelerator_economic_life(accelerator_life: Array, obsolescence_age: Array) -> Array:
    return np.minimum(accelerator_life, obsolescence_age)


@rule("kW", "IT power installed in one satellite: that of its computers and of their spares")
def it_power_installed(it_power_per_satellite: Array, spare_compute_share: Array) -> Array:
    return it_power_per_satellite * (1.0 + spare_compute_share)


@rule("1", "Accelerators at work in one satellite, spares apart", aliases=("gpus",))
def accelerators_per_satellite(
    it_power_per_satellite: Array, accelerator_power: Array, server_overhead: Array
) -> Array:
    return it_power_per_satellite / (accelerator_power * server_overhead)


@rule("1", "Accelerators carried by one satellite, spares included")
def accelerators_carried(accelerators_per_satellite: Array, spare_compute_share: Array) -> Array:
    return accelerators_per_satellite * (1.0 + spare_compute_share)


@rule("kg", "Mass of the computers of one satellite", label="computers", adds_to=("equipment_mass",))
def compute_mass(accelerators_carried: Array, accelerator_mass: Array, compute_mounting_factor: Array) -> Array:
    return accelerators_carried * accelerator_mass * compute_mounting_factor


@rule("PFLOP/s", "Dense 16-bit operations per second of one satellite while computing", aliases=("petaflops",))
def compute_performance(accelerators_per_satellite: Array, accelerator_performance: Array) -> Array:
    return accelerators_per_satellite * accelerator_performance


@rule("kW", "IT power drawn in eclipse")
def eclipse_it_power(it_power_installed: Array, eclipse_compute_share: Array, eclipse_idle_share: Array) -> Array:
    return it_power_installed * (eclipse_compute_share + eclipse_idle_share * (1.0 - eclipse_compute_share))


@rule("1", "Mean IT power over the year relative to nameplate, eclipses alone", bounds=("0", "1"), roles=("chain",))
def duty_fraction(sunlit_fraction: Array, eclipse_compute_share: Array) -> Array:
    return sunlit_fraction + (1.0 - sunlit_fraction) * eclipse_compute_share


@duty_fraction.when(power_source="reactor")
def duty_fraction_reactor() -> Array:
    return 1.0
