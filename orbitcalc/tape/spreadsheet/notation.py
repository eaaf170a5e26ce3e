"""How a spreadsheet writes numbers, cells and primitives: only what Excel and LibreOffice compute alike.

There is no nan in a spreadsheet: an error stands for it and spreads as it does. It stands for an infinity that a
division gives, too.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

HUGE = 1e307
"""What stands for infinity in a formula [1]."""

COMPARED, ADDED, MULTIPLIED, ATOM = range(4)
"""How tightly the outermost operation of a text binds, loosest first."""


@dataclass(frozen=True)
class Text:
    """A part of a formula: its text, how tightly it binds, and how deep its functions are nested."""

    text: str
    binds: int = ATOM
    depth: int = 0

    def within(self, binds: int) -> str:
        """The text inside an operation that binds so tightly."""
        return self.text if self.binds >= binds else f"({self.text})"


_INFIX = {
    "add": ("+", ADDED, ADDED, MULTIPLIED),
    "subtract": ("-", ADDED, ADDED, MULTIPLIED),
    "multiply": ("*", MULTIPLIED, MULTIPLIED, ATOM),
    "divide": ("/", MULTIPLIED, MULTIPLIED, ATOM),
    "less": ("<", COMPARED, ADDED, ADDED),
    "less_equal": ("<=", COMPARED, ADDED, ADDED),
    "greater": (">", COMPARED, ADDED, ADDED),
    "greater_equal": (">=", COMPARED, ADDED, ADDED),
    "equal": ("=", COMPARED, ADDED, ADDED),
    "not_equal": ("<>", COMPARED, ADDED, ADDED),
}
"""Operators: how tightly each binds, and its operands must."""

_CALLS = {
    "power": "POWER({0},{1})",
    "minimum": "MIN({0},{1})",
    "maximum": "MAX({0},{1})",
    "arctan2": "ATAN2({1},{0})",
    "where": "IF({0},{1},{2})",
    "logical_and": "AND({0},{1})",
    "logical_or": "OR({0},{1})",
    "logical_not": "NOT({0})",
    "absolute": "ABS({0})",
    "sqrt": "SQRT({0})",
    "cbrt": "(SIGN({0})*POWER(ABS({0}),1/3))",
    "exp": "EXP({0})",
    "expm1": "IF(ABS({0})<0.00001,({0})*(1+({0})/2*(1+({0})/3)),EXP({0})-1)",
    "log": "LN({0})",
    "log1p": "IF(ABS({0})<0.00001,({0})*(1-({0})*(1/2-({0})*(1/3-({0})/4))),LN(1+({0})))",
    "log2": "LOG({0},2)",
    "log10": "LOG10({0})",
    **{name: f"{name.upper()}({{0}})" for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh")},
    **{f"arc{name}": f"A{name.upper()}({{0}})" for name in ("sin", "cos", "tan", "sinh")},
    "floor": "INT({0})",
    "ceil": "(-INT(-({0})))",
    "trunc": "TRUNC({0})",
    "isnan": "ISERROR({0})",
}
"""Functions. `expm1` and `log1p` are series near zero, where the difference would lose its digits."""

SEVERAL = {name for name, call in _CALLS.items() if call.count("{0}") > 1}
"""Primitives that write their argument more than once."""

OPERATIONS = {*_INFIX, *_CALLS, "negative"}
"""The primitives that a spreadsheet has."""

COMPARISONS = {name for name, (_, binds, *_) in _INFIX.items() if binds == COMPARED}
"""Those that give an error where one side is one; NumPy then gives false, and true for `not_equal`."""

FIRM = {
    *("add", "subtract", "multiply", "negative", "absolute", "minimum", "maximum", "where", "copy", "search"),
    *("sum", "least", "greatest", "floor", "ceil", "trunc", "sin", "cos", "arctan", "tanh"),
    *("isnan", "logical_and", "logical_or", "logical_not", *COMPARISONS),
}
"""Those that give a number wherever their arguments are numbers."""


def literal(value: float) -> str:
    """A number as a formula writes it; an error for nan, and `HUGE` for infinity."""
    if math.isnan(value):
        return "NA()"
    value = max(-HUGE, min(HUGE, value))
    return repr(value).removesuffix(".0").upper()


def constant(value: float) -> Text:
    """A number as a part of a formula."""
    return Text(literal(value), ADDED if value < 0.0 else ATOM)


def applied(operation: str, *arguments: Text) -> Text:
    """A primitive of texts."""
    depth = max(item.depth for item in arguments) + 1
    if operation in _INFIX:
        sign, binds, left, right = _INFIX[operation]
        return Text(f"{arguments[0].within(left)}{sign}{arguments[1].within(right)}", binds, depth)
    if operation == "negative":
        return Text(f"(-{arguments[0].within(ATOM)})", ATOM, depth)
    return Text(_CALLS[operation].format(*(item.text for item in arguments)), ATOM, depth + 1)


def scaled(text: Text, scale: float) -> str:
    """A value times a factor."""
    if scale == 1.0:
        return text.text
    factor = f"/{1.0 / scale:.15G}" if scale < 1.0 else f"*{scale:.15G}"
    return f"{text.within(MULTIPLIED)}{factor}"


@dataclass(frozen=True)
class Cell:
    """A cell of a sheet; rows and columns count from 0."""

    sheet: str
    row: int
    column: int

    @property
    def place(self) -> str:
        """Column and row as a spreadsheet names them: B7."""
        return f"{letters(self.column)}{self.row + 1}"

    @property
    def text(self) -> str:
        return f"{self.sheet}!{self.place}"


@cache
def letters(column: int) -> str:
    """The name of a column: 0 is A, 26 is AA."""
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def block(cells: list[Cell]) -> str:
    """The text of cells side by side in a row; empty if they are not."""
    first = cells[0]
    row = [Cell(first.sheet, first.row, first.column + place) for place in range(len(cells))]
    return f"{first.text}:{cells[-1].place}" if cells == row and len(cells) > 1 else ""
