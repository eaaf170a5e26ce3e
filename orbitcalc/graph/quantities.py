"""Quantities that nature does not know below zero."""

from __future__ import annotations

from functools import cache
from typing import Any

from orbitcalc import units
from orbitcalc.graph.declarations import Rule

UNITS = ("kg", "m^2", "m^3", "W", "W/m^2", "K")
"""Units of masses, areas, volumes, powers, heat fluxes and absolute temperatures."""


def is_quantity(rule: Rule) -> bool:
    """Whether a computed variable cannot be below zero, by its unit, or because it gives a reason."""
    physical = bool(rule.impossible) or rule.unit.dimension in _dimensions()
    return physical and not (rule.signed or rule.axis)


@cache
def _dimensions() -> frozenset[Any]:
    return frozenset(units.declared(text).dimension for text in UNITS)
