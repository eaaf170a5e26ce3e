"""Formulas of a spreadsheet, read and computed as a spreadsheet does, for many points at once.

An error is nan here, and no number is infinite. A formula of ours is also an expression of Python once its operators
and cells are written as Python writes them, so that Python's parser reads it; nothing of it is executed.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.errors import ModelError
from orbitcalc.tape.spreadsheet.notation import letters

_CELLS = re.compile(r"\b([a-z]\w*)!([A-Z]+)(\d+)(?::([A-Z]+)\d+)?")
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
    """The numbers of a block of cells, or of single cells, in rows."""
    return items[0] if items[0].ndim > 1 else np.stack(np.broadcast_arrays(*items))


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
    "LN": np.log,
    "LOG": lambda value, base: np.log(value) / np.log(base),
    "LOG10": np.log10,
    "MAX": lambda *items: _joined(*items).max(axis=0),
    "MIN": lambda *items: _joined(*items).min(axis=0),
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
    """Computes formulas one after the other at some points; `values` are those of names and of cells, by their text."""

    def __init__(self, points: int) -> None:
        self.values: dict[str, Array] = {"TRUE": np.ones(points), "FALSE": np.zeros(points)}

    def __call__(self, formula: str) -> Array:
        """The value of a formula at each point."""
        self._read: list[Array] = []
        tree = _parsed(_CELLS.sub(self._as_name, _EQUAL.sub("==", formula).replace("<>", "!=")))
        with np.errstate(all="ignore"):
            return np.broadcast_to(self._value(tree), self.values["TRUE"].shape)

    def _as_name(self, match: re.Match[str]) -> str:
        """Cells as a name with their place in a list: formulas that differ in their cells are parsed once."""
        sheet, column, row, last = match.groups()
        if last:
            columns = range(number_of(column), number_of(last) + 1)
            self._read.append(np.stack([self.values[f"{sheet}!{letters(place)}{row}"] for place in columns]))
        else:
            self._read.append(self.values[f"{sheet}!{column}{row}"])
        return f"_{len(self._read) - 1}"

    def _value(self, tree: ast.expr) -> Any:
        if isinstance(tree, ast.Constant):
            return np.float64(str(tree.value))
        if isinstance(tree, ast.Name):
            return self._read[int(tree.id[1:])] if tree.id.startswith("_") else self.values[tree.id]
        function, parts = _split(tree)
        value = function(*map(self._value, parts))
        return np.where(np.isinf(value), np.nan, value)


def _split(tree: ast.expr) -> tuple[Callable[..., Any], list[ast.expr]]:
    """What an expression does with its parts."""
    if isinstance(tree, ast.BinOp):
        return _SIGNS[type(tree.op)], [tree.left, tree.right]
    if isinstance(tree, ast.UnaryOp):
        return _SIGNS[type(tree.op)], [tree.operand]
    if isinstance(tree, ast.Compare):
        return _SIGNS[type(tree.ops[0])], [tree.left, *tree.comparators]
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name):
        return _FUNCTIONS[tree.func.id], tree.args
    raise ModelError(f"a spreadsheet has no {type(tree).__name__}")


@lru_cache(maxsize=4096)
def _parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def number_of(column: str) -> int:
    """The place of a column from its name: A is 0."""
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
