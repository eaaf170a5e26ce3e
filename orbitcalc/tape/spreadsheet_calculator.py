"""Formulas of a spreadsheet, read and computed as a spreadsheet does, for many points at once.

An error is nan here, and no number is infinite. A formula of ours is also an expression of Python once its operators
and cells are written as Python writes them, so that Python's parser reads it; nothing of it is executed.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.errors import ModelError
from orbitcalc.tape.spreadsheet_notation import letters

_CELLS = re.compile(r"\b([a-z]\w*)!([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")
_EQUAL = re.compile(r"(?<![<>])=")


def _tested(function: Callable[..., Any]) -> Callable[..., Any]:
    """A comparison: 1, 0, or an error if one side is one."""
    return lambda *sides: np.where(np.isnan(sum(sides)), np.nan, function(*sides))


def _all(*tests: Array) -> Array:
    return np.where(np.isnan(sum(tests)), np.nan, np.logical_and.reduce(np.broadcast_arrays(*tests)))


def _any(*tests: Array) -> Array:
    return np.where(np.isnan(sum(tests)), np.nan, np.logical_or.reduce(np.broadcast_arrays(*tests)))


def _if(test: Array, yes: Array, no: Array) -> Array:
    return np.where(np.isnan(test), np.nan, np.where(test != 0.0, yes, no))


def _joined(*items: Array) -> Array:
    """The numbers of blocks and of single cells in rows."""
    return np.concatenate([item if item.ndim > 1 else np.atleast_1d(item)[None, :] for item in items])


def _index(cells: Array, row: Array, column: Array) -> Array:
    place = np.broadcast_to(column, cells.shape[1:])
    good = (place >= 1.0) & (place < len(cells) + 1.0) & (row == 1.0)
    whole = np.where(good, place, 1.0).astype(int) - 1
    return np.where(good, np.take_along_axis(cells, whole[None, :], axis=0)[0], np.nan)


_SIGNS: dict[type, Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Lt: _tested(operator.lt),
    ast.LtE: _tested(operator.le),
    ast.Gt: _tested(operator.gt),
    ast.GtE: _tested(operator.ge),
    ast.Eq: _tested(operator.eq),
    ast.NotEq: _tested(operator.ne),
    ast.USub: operator.neg,
}

_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "ABS": np.abs,
    "ACOS": np.arccos,
    "AND": _all,
    "ASIN": np.arcsin,
    "ASINH": np.arcsinh,
    "ATAN": np.arctan,
    "ATAN2": lambda x, y: np.where((x == 0.0) & (y == 0.0), np.nan, np.arctan2(y, x)),
    "COS": np.cos,
    "COSH": np.cosh,
    "EXP": np.exp,
    "IF": _if,
    "IFERROR": lambda value, other: np.where(np.isnan(value), other, value),
    "INDEX": _index,
    "INT": np.floor,
    "ISERROR": lambda value: np.where(np.isnan(value), 1.0, 0.0),
    "ISNUMBER": lambda value: np.where(np.isnan(value), 0.0, 1.0),
    "LN": np.log,
    "LOG": lambda value, base: np.log(value) / np.log(base),
    "LOG10": np.log10,
    "MAX": lambda *items: _joined(*np.broadcast_arrays(*items)).max(axis=0),
    "MIN": lambda *items: _joined(*np.broadcast_arrays(*items)).min(axis=0),
    "NA": lambda: np.float64(np.nan),
    "NOT": lambda test: np.where(np.isnan(test), np.nan, test == 0.0),
    "OR": _any,
    "POWER": lambda base, exponent: np.where((base == 0.0) & (exponent == 0.0), np.nan, np.power(base, exponent)),
    "SIGN": np.sign,
    "SIN": np.sin,
    "SINH": np.sinh,
    "SQRT": np.sqrt,
    "SUM": lambda *items: _joined(*items).sum(axis=0),
    "SUMPRODUCT": lambda cells: cells.sum(axis=0),
    "TAN": np.tan,
    "TANH": np.tanh,
    "TRUNC": np.trunc,
}


class Calculator:
    """Computes formulas one after the other; `values` are those of defined names and of cells, by their text."""

    def __init__(self, values: Mapping[str, Any], points: int) -> None:
        self.points = points
        self.values: dict[str, Array] = {}
        for name, value in values.items():
            self.put(name, value)

    def put(self, name: str, value: Any) -> None:
        """Give a name or a cell its value, one number or one for each point."""
        self.values[name] = self._wide(value, self.points)

    @staticmethod
    def _wide(value: Any, points: int) -> Array:
        return np.broadcast_to(np.asarray(value, float), (points,))

    def __call__(self, formula: str) -> Array:
        """The value of a formula at each point."""
        self._read: list[tuple[str, ...]] = []
        tree = _parsed(_CELLS.sub(self._as_call, _EQUAL.sub("==", formula).replace("<>", "!=")))
        with np.errstate(all="ignore"):
            return self._wide(self._value(tree), self.points)

    def _as_call(self, match: re.Match[str]) -> str:
        """Cells as a call with their place in a list: formulas that differ in their cells are parsed once."""
        self._read.append(match.groups(""))
        return f"cells({len(self._read) - 1})"

    def _value(self, tree: ast.expr) -> Any:
        if isinstance(tree, ast.Constant):
            return np.float64(str(tree.value))
        if isinstance(tree, ast.Name):
            return np.float64(tree.id == "TRUE") if tree.id in ("TRUE", "FALSE") else self.values[tree.id]
        value = self._combined(tree)
        return np.where(np.isinf(value), np.nan, value)

    def _combined(self, tree: ast.expr) -> Any:
        if isinstance(tree, ast.BinOp):
            return _SIGNS[type(tree.op)](self._value(tree.left), self._value(tree.right))
        if isinstance(tree, ast.UnaryOp):
            return _SIGNS[type(tree.op)](self._value(tree.operand))
        if isinstance(tree, ast.Compare):
            return _SIGNS[type(tree.ops[0])](self._value(tree.left), self._value(tree.comparators[0]))
        if not isinstance(tree, ast.Call) or not isinstance(tree.func, ast.Name):
            raise ModelError(f"a spreadsheet has no {type(tree).__name__}")
        if tree.func.id == "cells" and isinstance(tree.args[0], ast.Constant):
            return self._cells(*self._read[int(str(tree.args[0].value))])
        return _FUNCTIONS[tree.func.id](*map(self._value, tree.args))

    def _cells(self, sheet: str, column: str, row: str, last: str, _: str) -> Array:
        if not last:
            return self.values[f"{sheet}!{column}{row}"]
        columns = range(number_of(column), number_of(last) + 1)
        return np.stack([self.values[f"{sheet}!{letters(place)}{row}"] for place in columns])


@lru_cache(maxsize=4096)
def _parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def number_of(column: str) -> int:
    """The place of a column from its name: A is 0."""
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
