"""SI values as pint quantities and back, for the proof of units (`Plan.prove`)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from orbitcalc.errors import UnitError
from orbitcalc.units.expression import Unit
from orbitcalc.units.registry import Dimension, Quantity, define_multiple, registry

_MULTIPLE_OF_DOLLARS = re.compile(r"[kMGT]USD_\d{4}")


def pint_text(unit: Unit) -> str:
    """The text of a unit in the syntax of the pint registry."""
    for multiple in _MULTIPLE_OF_DOLLARS.findall(unit.text):
        define_multiple(multiple)
    return unit.text.replace("^", "**") if unit.text != "1" else "dimensionless"


@lru_cache(maxsize=1024)
def _powers(dimension: Dimension) -> dict[str, int]:
    return dict(dimension)


@lru_cache(maxsize=1024)
def _base_unit(dimension: Dimension) -> Any:
    return registry().Unit(registry().UnitsContainer(_powers(dimension)))


def quantity(value: Any, unit: Unit) -> Any:
    """A pint quantity in base units from an SI value of any shape; a pure number stays a plain number."""
    return value if unit.dimensionless else registry().Quantity(value, _base_unit(unit.dimension))


def checked(value: Any, unit: Unit) -> tuple[Any, Any]:
    """A formula's result in SI and as a quantity in base units, checked against the declared unit.

    Raises
    ------
    UnitError
        If the result has another dimension.
    """
    if not isinstance(value, Quantity):
        if unit.dimensionless:
            return value, value
        raise UnitError(f"the result is a pure number, not {unit.text}")
    if dict(value.unit_items()) == _powers(unit.dimension):
        return value.magnitude, value if unit.dimension else value.magnitude
    base = _base_unit(unit.dimension)
    if value.dimensionality != base.dimensionality:
        raise UnitError(f"the result is in {value.to_root_units().units:~C}, not {unit.text}")
    si = value.m_as(base)
    return si, quantity(si, unit)


def magnitude(value: Any, unit: Unit) -> Any:
    """The SI value of a formula's result.

    Raises
    ------
    UnitError
        If the result has another dimension.
    """
    return checked(value, unit)[0]
