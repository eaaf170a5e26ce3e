"""The orbital data centre as variables: one module or package per group, in the order of data flow.

Groups do not import one another; the graph connects them by name. A group that is a package lists its modules
in `MODULES`. To add a variable, declare it in a module of its group: a `parameter` with range and source, or a
`rule` whose arguments are names.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import ModuleType

from orbitcalc.graph import Graph
from orbitcalc.graph.story import Story

GROUPS = {
    "constants": "constants",
    "target": "the target",
    "orbit": "the orbit",
    "compute": "the computers",
    "workload": "the work",
    "network": "the links",
    "reliability": "failures and spares",
    "power": "the power supply",
    "thermal": "heat rejection",
    "shielding": "shielding",
    "spacecraft": "the spacecraft",
    "fleet": "the number of satellites",
    "jobs": "jobs and what interrupts them",
    "launch": "launch",
    "campaign": "the pace of deployment",
    "cost": "prices and what is counted",
    "ground": "the twin on the ground",
    "finance": "finance",
    "value": "the value of computing",
    "environment": "emissions",
    "verdict": "limits",
}
"""The groups in order, each with the name used in sentences."""


def groups() -> tuple[ModuleType, ...]:
    """The module or package that declares each group."""
    return tuple(import_module(f"{__name__}.{group}") for group in GROUPS)


@cache
def graph() -> Graph:
    """The whole model."""
    return Graph(groups())


@cache
def story() -> Story:
    """The form of the answer: sentences, chains, tables and charts in order."""
    module = import_module(f"{__name__}.answer")
    return Story(module.PARTS, module.JUDGEMENT, module.POSITIONS, graph(), module.SAYINGS, module.PICTURE)
