"""A workbook compared with its plan: every variable, at many points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.errors import ModelError
from orbitcalc.graph import Plan
from orbitcalc.tape.spreadsheet_calculator import Calculator
from orbitcalc.tape.spreadsheet_layout import Workbook
from orbitcalc.tape.spreadsheet_notation import HUGE
from orbitcalc.tape.tracing import AGREEMENT, ROUNDING


def computed(book: Workbook, samples: Mapping[str, Any], points: int) -> Calculator:
    """The values of all cells and names for samples of the given numbers in SI."""
    calculator = Calculator({}, points)
    for name, row in book.rows.items():
        if row.number is not None:
            value = np.asarray(samples.get(name, row.number * row.scale))
            calculator.put(row.cell.text, value / row.scale)
            calculator.put(name, value)
    by_cell = {row.si: name for name, row in book.rows.items()}
    for cell, text in book.formulas.items():
        value = calculator(text)
        calculator.put(cell.text, value)
        if cell in by_cell:
            calculator.put(by_cell[cell], value)
    return calculator


def check(book: Workbook, plan: Plan, samples: Mapping[str, Any], expected: Mapping[str, Any]) -> None:
    """Compare every variable of a workbook with the plan.

    They may differ by `AGREEMENT` of the value, in a series of its largest element, and by `ROUNDING` of the largest
    value at all points: a difference of equal terms is zero in one program and rounding in another.

    Raises
    ------
    ModelError
        Naming the first variable that differs, in the order they are computed.
    """
    calculator = computed(book, samples, len(next(iter(samples.values()))))
    for step in plan.steps:
        name = step.variable.name
        own, wanted = values_of(book, calculator, name), _rows(expected[name], calculator.points)
        if not bool(agree(own, wanted, step.variable.unit_text == "1").all()):
            raise ModelError(f"the spreadsheet does not compute '{name}' as its rule does")
    book.values |= {name: float(value[0]) for name, value in calculator.values.items()}


def values_of(book: Workbook, calculator: Calculator, name: str) -> Array:
    """The elements of a variable in rows, the points in columns."""
    cells = [cell.text for row in book.series[name] for cell in row] if name in book.series else [name]
    return np.stack([calculator.values[cell] for cell in cells])


def _rows(value: Any, points: int) -> Array:
    array = np.atleast_1d(np.asarray(value, float))
    return np.broadcast_to(array, (*array.shape[:-1], points)).reshape(-1, points)


def agree(values: Array, wanted: Array, is_pure: bool) -> Array:
    """Where the elements of a variable are what the plan gives; an error stands for nan and for infinity."""
    size = np.where(np.isfinite(wanted), np.abs(wanted), 0.0)
    rounding = ROUNDING * max(float(size.max()), 1.0 if is_pure else 0.0)
    with np.errstate(invalid="ignore"):
        near = np.abs(values - wanted) <= AGREEMENT * size.max(axis=0) + rounding
    lost = ~np.isfinite(values) | (np.abs(values) >= HUGE)
    return near | (lost & ~np.isfinite(wanted))
