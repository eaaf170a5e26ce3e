"""Jobs that run over many satellites: how many, what they pass to one another, how late they answer, what stops them.

An accelerator that stops holds up all that work in step with it: they go back to the last checkpoint. In orbit more
stop, and some silent errors count as a stop. The hour of an accelerator costs the same whether its work is kept or
lost; what a useful operation costs is another matter, on either side.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import constraint, less, more, parameter, rule
from orbitcalc.physics import checkpoints

uplink_rate = parameter(
    "10 Gbit/s",
    "Peak rate of one link from the ground",
    low="3 Gbit/s",
    high="30 Gbit/s",
    bounds=("1 kbit/s", "100 Tbit/s"),
    source="assumption",
    note="radio gateways send about as much as they receive, less the wider band of the downlink; no optical uplink of "
    "this rate has been shown",
    aliases=("uplink",),
)


@rule("1", "Accelerators of one job: no more than the target power feeds")
def job_size(job_accelerators: Array, target_power: Array, accelerator_power: Array, server_overhead: Array) -> Array:
    return np.minimum(job_accelerators, target_power / (accelerator_power * server_overhead))


@rule("1", "Satellites over which one job spreads")
def job_satellites(job_size: Array, accelerators_per_satellite: Array) -> Array:
    return np.maximum(job_size / accelerators_per_satellite, 1.0)


@rule("TB/s", "Traffic that one half of a job's satellites can exchange with the other, wired as a torus")
def job_bisection_rate(job_satellites: Array, link_dimensions: Array, link_rate: Array) -> Array:
    """As `bisection_rate`, of the satellites of one job."""
    return 2.0 * job_satellites ** (1.0 - 1.0 / link_dimensions) * link_rate


@rule("TB/s", "Traffic that the halves of a job exchange; none where one satellite holds it")
def job_bisection_demand(
    bisection_intensity: Array,
    job_size: Array,
    accelerator_performance: Array,
    arithmetic_utilisation: Array,
    job_satellites: Array,
) -> Array:
    """An accelerator has that share of its partners on other satellites."""
    operations = job_size * accelerator_performance * arithmetic_utilisation
    return bisection_intensity * operations * (1.0 - 1.0 / job_satellites)


@rule("Gbit/s", "Data rate from the ground that one satellite's work needs")
def uplink_demand(
    upload_intensity: Array,
    arithmetic_efficiency: Array,
    it_power_per_satellite: Array,
    duty_fraction: Array,
    utilisation: Array,
) -> Array:
    return upload_intensity * arithmetic_efficiency * it_power_per_satellite * duty_fraction * utilisation


@rule("Gbit/s", "Uplink of one satellite, averaged: the same stations and hours as its downlink")
def uplink_average_rate(uplink_rate: Array, downlink_average_rate: Array, downlink_rate: Array) -> Array:
    return uplink_rate * (downlink_average_rate / downlink_rate)


@rule("ms", "Delay of the way to the satellite and back, at the edge of a station's view", aliases=("rtt",))
def round_trip_delay(downlink_delay: Array) -> Array:
    """A satellite out of view passes its data on over its links, which takes less than the way down."""
    return 2.0 * downlink_delay


@rule("1/yr", "Interruptions of a job by one of its accelerators in orbit, silent errors that count included")
def interruption_hazard(
    interruption_rate: Array, space_failure_factor: Array, upset_rate: Array, error_share: Array
) -> Array:
    return interruption_rate * space_failure_factor + upset_rate * error_share


@rule("1/yr", "Interruptions of a job in orbit")
def job_hazard(interruption_hazard: Array, job_size: Array) -> Array:
    return interruption_hazard * job_size


@rule("1/yr", "Interruptions of a job on the ground")
def ground_job_hazard(interruption_rate: Array, job_size: Array) -> Array:
    return interruption_rate * job_size


@rule("min", "Work between two checkpoints of a job in orbit, by Young's optimum")
def checkpoint_interval(job_hazard: Array, checkpoint_time: Array) -> Array:
    return checkpoints.checkpoint_interval(job_hazard, checkpoint_time)


@rule("min", "Work between two checkpoints of a job on the ground, by Young's optimum")
def ground_checkpoint_interval(ground_job_hazard: Array, checkpoint_time: Array) -> Array:
    return checkpoints.checkpoint_interval(ground_job_hazard, checkpoint_time)


@rule(
    "1", "Share of the accelerators' time in orbit that ends in finished work", bounds=("0", "1"), aliases=("goodput",)
)
def useful_share(
    job_hazard: Array,
    checkpoint_interval: Array,
    checkpoint_time: Array,
    restart_time: Array,
    interruption_tolerance: Array,
) -> Array:
    kept = checkpoints.useful_share(job_hazard, checkpoint_interval, checkpoint_time, restart_time)
    return 1.0 - (1.0 - interruption_tolerance) * (1.0 - kept)


@rule("1", "Share of the accelerators' time on the ground that ends in finished work", bounds=("0", "1"))
def ground_useful_share(
    ground_job_hazard: Array,
    ground_checkpoint_interval: Array,
    checkpoint_time: Array,
    restart_time: Array,
    interruption_tolerance: Array,
) -> Array:
    kept = checkpoints.useful_share(ground_job_hazard, ground_checkpoint_interval, checkpoint_time, restart_time)
    return 1.0 - (1.0 - interruption_tolerance) * (1.0 - kept)


@rule("1", "Useful over peak operations of an accelerator in orbit: interruptions and links counted", bounds=("0", "1"))
def useful_arithmetic(arithmetic_utilisation: Array, useful_share: Array, network_efficiency: Array) -> Array:
    return arithmetic_utilisation * useful_share * network_efficiency


@rule("1", "Useful over peak operations of an accelerator on the ground, interruptions counted", bounds=("0", "1"))
def ground_useful_arithmetic(arithmetic_utilisation: Array, ground_useful_share: Array) -> Array:
    return arithmetic_utilisation * ground_useful_share


margin_bisection = constraint(
    "bisection",
    "traffic between the halves of a job",
    "what the links between them carry",
    demand="job_bisection_demand",
    capacity="job_bisection_rate",
    relaxed_by=(*more("link_channel_rate", "it_power_per_satellite"), *less("job_accelerators")),
    roles=("workload",),
)
margin_uplink = constraint(
    "uplink",
    "data from the ground",
    "what the stations send",
    demand="uplink_demand",
    capacity="uplink_average_rate",
    relaxed_by=(*more("ground_stations", "station_antennas", "uplink_rate"), *less("upload_intensity")),
    roles=("workload",),
)
margin_latency = constraint(
    "latency",
    "delay of the way to the satellite and back",
    "the delay that the work bears",
    demand="round_trip_delay",
    capacity="latency_limit",
    relaxed_by=(*less("altitude"), *more("latency_limit", "elevation_mask")),
    roles=("workload",),
)
