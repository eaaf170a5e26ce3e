"""Quantities that cannot be negative."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from orbitcalc import units
from orbitcalc.graph.declarations import Constraint, Rule

QUANTITIES = "quantities"
"""The name of the arguments of a rule over all quantities."""

UNITS = ("kg", "m^2", "m^3", "W", "W/m^2", "K")
"""Units of masses, areas, volumes, powers, heat fluxes and absolute temperatures."""


def quantities(rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """The computed variables that cannot be negative, by their unit or because they declare a reason.

    Variables with such a unit count only upstream of a constraint, for any words: other quantities follow from the
    design, and are not negative where the design is not.
    """
    reached: set[str] = set()
    queue = [name for name, rule in rules.items() if isinstance(rule, Constraint) and rule.binds and not rule.law]
    while queue:
        name = queue.pop()
        if name in rules and name not in reached:
            reached.add(name)
            queue += [argument for formula in rules[name].formulas for argument in formula.arguments]
    physical = [name for name, rule in rules.items() if not (rule.signed or rule.axis)]
    return tuple(name for name in physical if rules[name].impossible or (name in reached and _has_unit(rules[name])))


def _has_unit(rule: Rule) -> bool:
    return rule.unit.dimension in _dimensions()


@cache
def _dimensions() -> frozenset[Any]:
    return frozenset(units.declared(text).dimension for text in UNITS)
