"""Failures, each counted once.

A satellite that fails is lost, covered by spares launched in advance, or replaced, according to the
sparing policy, which sets capacity and cost alike. Accelerators that fail inside a working satellite
lower its power and are not replaced in orbit. A satellite lost at launch is built and launched again.
"""

from __future__ import annotations

from orbitcalc._typing import Array
from orbitcalc.economics import finance
from orbitcalc.graph import choice, parameter, rule
from orbitcalc.physics import reliability

sparing_policy = choice(
    "replace",
    "overprovision",
    "lose",
    meaning="Response to satellite failures: launch a replacement, launch spares in advance, or accept the loss",
    aliases=("redundancy",),
    roles=("starter",),
)
satellite_failure_rate = parameter(
    "0.01 1/yr",
    "Yearly failure probability of a working satellite",
    low="0.004 1/yr",
    high="0.03 1/yr",
    bounds=("0 1/yr", "0.95 1/yr"),
    source="castet-saleh-2009",
    aliases=("failure_rate", "mtbf"),
    note="with early_failure_probability 5.9 % are lost in five years; the fit to 1584 satellites gives 5.5 %",
    moves_with={"early_failure_probability": 0.5, "accelerator_failure_rate": 0.3},
)
early_failure_probability = parameter(
    "0.01",
    "Share of satellites that never work after a successful launch",
    low="0.004",
    high="0.04",
    bounds=("0", "0.95"),
    source="starlink-losses",
    note="4 % of the Starlinks of launches 2 to 8, the first series, 1 % of launches 9 to 16, in their first months",
    aliases=("infant_mortality",),
)
accelerator_failure_rate = parameter(
    "0.04 1/yr",
    "Yearly probability of permanent failure of an accelerator on the ground",
    low="0.015 1/yr",
    high="0.09 1/yr",
    bounds=("0 1/yr", "0.95 1/yr"),
    source="gpu-failures-2026",
    note="0.025, 0.04 and 0.06 a year in the source: 0.061 if each of the 148 faulty GPUs of llama3 was replaced; 0.09 "
    "with their memory, as the press extrapolates it and forethought-chips takes it; many were repaired",
    aliases=("afr", "gpu_failure_rate"),
    moves_with={"transient_outage": 0.3},
)
space_failure_factor = parameter(
    "2",
    "Permanent failures in orbit over those on the ground: radiation, launch, thermal cycling",
    low="1.2",
    high="4",
    bounds=("0.1", "20"),
    source="assumption",
    note="no fleet of accelerators has flown yet; 1 in forethought-chips keeps the rate of the ground",
    moves_with={"early_failure_probability": 0.3},
)
transient_outage = parameter(
    "0.01",
    "Share of the time that the computers of a working satellite are down: upsets, resets, manoeuvres",
    low="0.003",
    high="0.03",
    bounds=("0", "0.99"),
    source="assumption",
    note="some four days of safe mode a year; upsets (twelve per chip, suncatcher) and manoeuvres add hours",
    aliases=("downtime",),
)
replacement_lag = parameter(
    "0.5 yr",
    "Time from a failure to the operation of the replacement",
    low="0.15 yr",
    high="1.5 yr",
    bounds=("0 yr", "10 yr"),
    source="assumption",
    note="replacements fly on the next campaign",
    aliases=("mttr",),
)


@rule("1/yr", "Failure hazard of a working satellite", aliases=("hazard",))
def satellite_hazard(satellite_failure_rate: Array, year: Array) -> Array:
    return reliability.hazard(satellite_failure_rate, year=year)


@rule("1/yr", "Failure hazard of an accelerator in orbit")
def accelerator_hazard(accelerator_failure_rate: Array, space_failure_factor: Array, year: Array) -> Array:
    return reliability.hazard(accelerator_failure_rate, year=year) * space_failure_factor


@rule("1", "Availability of a satellite's accelerators, averaged over its life", bounds=("0", "1"), roles=("chain",))
def accelerator_availability(accelerator_hazard: Array, satellite_life: Array, transient_outage: Array) -> Array:
    return reliability.mean_survival(accelerator_hazard, satellite_life) * (1.0 - transient_outage)


@rule("1", "Share of the accelerators in orbit that have failed by the end of a satellite's life", bounds=("0", "1"))
def accelerators_lost(accelerator_hazard: Array, satellite_life: Array) -> Array:
    return 1.0 - reliability.survival(accelerator_hazard, satellite_life)


@rule("1", "Cost per delivered year relative to satellites that neither fail nor age, over one life")
def lifetime_penalty(satellite_hazard: Array, obsolescence_rate: Array, satellite_life: Array) -> Array:
    return finance.lifetime_penalty((satellite_hazard + obsolescence_rate) * satellite_life)


@rule("1", "Survival of unreplaced satellites, averaged over life", bounds=("0", "1"))
def satellite_mean_survival(satellite_hazard: Array, satellite_life: Array) -> Array:
    return reliability.mean_survival(satellite_hazard, satellite_life)


@rule(
    "1", "Fraction of satellites working, averaged over life", bounds=("0", "1"), aliases=("uptime",), roles=("chain",)
)
def availability(satellite_hazard: Array, replacement_lag: Array) -> Array:
    """Failed satellites are replaced: a position is empty for the lag once per mean time between failures."""
    return 1.0 / (1.0 + satellite_hazard * replacement_lag)


@availability.when(sparing_policy=("overprovision", "lose"))
def availability_unreplaced(satellite_mean_survival: Array) -> Array:
    return satellite_mean_survival


@rule("1/yr", "Hazard of a failure that is replaced")
def replaced_hazard(satellite_hazard: Array) -> Array:
    return satellite_hazard


@replaced_hazard.when(sparing_policy=("overprovision", "lose"))
def replaced_hazard_unreplaced() -> Array:
    return 0.0


@rule("yr", "Mean service time of a satellite before failure or retirement requires a replacement")
def service_time(replaced_hazard: Array, satellite_life: Array) -> Array:
    return satellite_life * reliability.mean_survival(replaced_hazard, satellite_life)
