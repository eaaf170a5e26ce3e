"""The cost boundary of both sides of the comparison."""

from __future__ import annotations

from orbitcalc._typing import Array
from orbitcalc.graph import choice, rule

cost_boundary = choice(
    "all",
    "without-accelerators",
    "launch-and-energy",
    meaning="Costs that both sides count: all; all but accelerators; or only launch in orbit and energy on the ground",
    aliases=("scope",),
    roles=("starter", "boundary"),
)
accelerator_hours = choice(
    "sold",
    "in-place",
    meaning="Hours of an accelerator that its cost is spread over: those it does paid work, or all it could",
    aliases=("hour_basis",),
)


@rule("1", "Whether accelerators count within the boundary")
def counts_accelerators() -> Array:
    return 1.0


@counts_accelerators.when(cost_boundary=("without-accelerators", "launch-and-energy"))
def counts_accelerators_outside_boundary() -> Array:
    return 0.0


@rule("1", "Whether satellites, halls and their upkeep count within the boundary")
def counts_plant() -> Array:
    return 1.0


@counts_plant.when(cost_boundary="launch-and-energy")
def counts_plant_outside_boundary() -> Array:
    return 0.0
