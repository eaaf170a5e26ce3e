"""A model as a graph of named quantities: declarations, the graph, and its evaluation plans."""

from orbitcalc.graph.declarations import (
    Alternative,
    Choice,
    Constraint,
    Parameter,
    Role,
    Rule,
    Selection,
    Shape,
    Variable,
)
from orbitcalc.graph.declare import (
    another,
    catalogued,
    choice,
    constant,
    constraint,
    less,
    more,
    parameter,
    rule,
    selection,
    total,
)
from orbitcalc.graph.formula import Formula
from orbitcalc.graph.graph import Graph
from orbitcalc.graph.plan import Plan, Step

__all__ = [
    "Alternative",
    "Choice",
    "Constraint",
    "Formula",
    "Graph",
    "Parameter",
    "Plan",
    "Role",
    "Rule",
    "Selection",
    "Shape",
    "Step",
    "Variable",
    "another",
    "catalogued",
    "choice",
    "constant",
    "constraint",
    "less",
    "more",
    "parameter",
    "rule",
    "selection",
    "total",
]
