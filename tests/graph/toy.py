"""Toy models: modules of a few declarations."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from orbitcalc import units
from orbitcalc.graph import Graph, choice, constant, parameter, rule


def group(name: str, **declared: Any) -> ModuleType:
    """A module of declarations, as a group of the model is one."""
    module = ModuleType(f"toy.{name}")
    vars(module).update(declared)
    return module


def length(text: str = "2 m") -> Any:
    return parameter(text, "a length", source="assumption")


def a_rule(function: Callable[..., Any], unit: str = "1", **options: Any) -> Any:
    return rule(unit, "a derived value", **options)(function)


def unit_of(graph: Graph) -> Callable[[str], units.Unit]:
    return lambda name: graph[name].unit


def shape_graph() -> Graph:
    """side -> area -> mass, and side -> edge beside it; by hand mass = 5 kg/m2 times side squared."""
    return Graph(
        [
            group(
                "shape",
                side=length(),
                shape=choice("square", "disc", meaning="a word"),
                density=constant("5 kg/m^2", "an areal density", source="assumption"),
                area=a_rule(lambda side: side**2, "m^2"),
                edge=a_rule(lambda side: 4.0 * side, "m"),
                mass=a_rule(lambda area, density: area * density, "kg"),
            )
        ]
    )
