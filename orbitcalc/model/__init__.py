"""The orbital data centre as variables: one module a group, in the order data flows.

Groups do not import one another; the graph ties them by name. To add a variable, declare it in the
module of its group: a `parameter` with range and source, or a `rule` whose arguments are names.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from orbitcalc.graph import Graph
from orbitcalc.graph.story import Story

GROUPS = (
    "target",
    "orbit",
    "compute",
    "power",
    "thermal",
    "network",
    "spacecraft",
    "reliability",
    "fleet",
    "launch",
    "campaign",
    "cost",
    "finance",
    "ground",
    "environment",
    "verdict",
)


@cache
def graph() -> Graph:
    """The whole model."""
    return Graph(import_module(f"{__name__}.{group}") for group in GROUPS)


@cache
def story() -> Story:
    """How the answer of the model is told."""
    module = import_module(f"{__name__}.answer")
    return Story(module.PARTS, module.JUDGEMENT, graph())
