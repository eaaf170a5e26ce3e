"""The one idea: a model is a graph of named quantities. Declarations, the graph they make, and its plans."""

from orbitcalc.graph.declarations import Alternative, Choice, Formula, Parameter, Role, Rule, Selection, Shape, Variable
from orbitcalc.graph.declare import catalogued, choice, constant, parameter, rule, selection
from orbitcalc.graph.graph import Graph
from orbitcalc.graph.plan import Plan, Step

__all__ = [
    "Alternative",
    "Choice",
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
    "catalogued",
    "choice",
    "constant",
    "parameter",
    "rule",
    "selection",
]
