"""Proof that a function of SI floats keeps its units: it is run on quantities and on bare floats."""

from collections.abc import Callable
from typing import Any

import numpy as np

from orbitcalc import units


def quantity(value: Any, text: str) -> Any:
    """A quantity in base units from an SI value and any unit of its dimension; USD is of the base year."""
    return units.quantity(value, units.declared(text))


def assert_units(function: Callable[..., Any], result: str, *arguments: Any, **keywords: Any) -> None:
    """Fail unless the function returns the unit `result`, and the same number as on bare floats.

    An argument is an SI value with its unit, `(value, "m")`, or a bare number for a pure one.
    """
    bare = function(*map(_bare, arguments), **{key: _bare(value) for key, value in keywords.items()})
    dressed = function(*map(_dressed, arguments), **{key: _dressed(value) for key, value in keywords.items()})
    number = units.magnitude(dressed, units.declared(result))
    np.testing.assert_allclose(getattr(number, "magnitude", number), bare, rtol=1e-12)


def _bare(argument: Any) -> Any:
    return argument[0] if isinstance(argument, tuple) else argument


def _dressed(argument: Any) -> Any:
    return quantity(*argument) if isinstance(argument, tuple) else argument
