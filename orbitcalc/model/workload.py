"""The work that the accelerators do, the same on both sides: what it moves, what it waits for, and what a token takes.

An operation is one of the dense 16-bit operations by which `accelerator_performance` is quoted.
"""

from __future__ import annotations

from orbitcalc._typing import Array
from orbitcalc.graph import catalogued, parameter, rule, selection

workload = selection(
    "workloads",
    "training",
    "Work that the accelerators do on both sides",
    supersedes=("link_demand", "traffic_intensity"),
    aliases=("job", "task"),
    roles=("starter",),
)
arithmetic_utilisation = catalogued(
    "workloads",
    "1",
    "Useful over peak operations of an accelerator at work: dense, 16 bit, neither interrupted nor held up by links "
    "between satellites",
    bounds=("1e-4", "1"),
    aliases=("mfu", "model_flops_utilisation"),
)
token_operations = catalogued(
    "workloads",
    "FLOP",
    "Operations that one token of the work takes",
    bounds=("1 FLOP", "1e18 FLOP"),
    aliases=("flop_per_token",),
)
upload_intensity = catalogued(
    "workloads",
    "bit/FLOP",
    "Data that come from the ground per useful operation",
    bounds=("0 bit/FLOP", "1 bit/FLOP"),
    aliases=("ingress",),
)
download_intensity = catalogued(
    "workloads",
    "bit/FLOP",
    "Data sent to the ground per useful operation",
    bounds=("0 bit/FLOP", "1 bit/FLOP"),
    aliases=("communication_intensity",),
)
link_intensity = catalogued(
    "workloads",
    "bit/FLOP",
    "Traffic between satellites per useful operation",
    bounds=("0 bit/FLOP", "1 bit/FLOP"),
)
bisection_intensity = catalogued(
    "workloads",
    "bit/FLOP",
    "Traffic between the halves of a job that spans many satellites, per useful operation of the whole job",
    bounds=("0 bit/FLOP", "1 bit/FLOP"),
)
latency_limit = catalogued(
    "workloads",
    "s",
    "Longest delay that the way to the satellite and back may add to an answer",
    bounds=("1e-4 s", "1e9 s"),
    role="lever",
    aliases=("ttft",),
)
job_accelerators = catalogued(
    "workloads",
    "1",
    "Accelerators that work in step on one job",
    bounds=("1", "1e9"),
    role="lever",
)
checkpoint_time = catalogued(
    "workloads",
    "s",
    "Time for which saving its state stops a job",
    bounds=("0 s", "1e6 s"),
)
interruption_tolerance = catalogued(
    "workloads",
    "1",
    "Share of a job that works on while a part of it is interrupted",
    bounds=("0", "1"),
)
error_share = catalogued(
    "workloads",
    "1",
    "Share of the silent errors that throw a job back to its last checkpoint",
    bounds=("0", "1"),
)
interruption_rate = parameter(
    "0.17 1/yr",
    "Interruptions of a job by one of its accelerators on the ground a year, with its share of host and network",
    low="0.09 1/yr",
    high="0.35 1/yr",
    bounds=("0 1/yr", "1e4 1/yr"),
    source="llama3",
    note="419 unexpected ones in 54 days on 16,384 accelerators are 0.173 a year each; 0.09 are those of accelerators "
    "and their memory alone",
    moves_with={"transient_outage": 0.3},
)
restart_time = parameter(
    "5 min",
    "Time from an interruption until the job works again",
    low="2 min",
    high="15 min",
    bounds=("0 s", "1e6 s"),
    source="assumption",
    note="to notice, replace a node by a spare and load the checkpoint, all automatic; with it the 16,384 accelerators "
    "of llama3 work for more than 90 % of their time, as that paper says; the same in orbit",
    moves_with={"interruption_rate": 0.2},
)


@rule("GFLOP/J", "Useful operations of an accelerator per IT energy while it works undisturbed")
def arithmetic_efficiency(
    accelerator_performance: Array, arithmetic_utilisation: Array, accelerator_power: Array, server_overhead: Array
) -> Array:
    return accelerator_performance * arithmetic_utilisation / (accelerator_power * server_overhead)
