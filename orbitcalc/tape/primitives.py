"""The primitive operations of a tape, as NumPy functions, in JavaScript, and with their partial derivatives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from orbitcalc._typing import Array

_UFUNCS: tuple[np.ufunc, ...] = (
    *(np.add, np.subtract, np.multiply, np.divide, np.power, np.negative, np.absolute, np.minimum, np.maximum),
    *(np.sqrt, np.cbrt, np.exp, np.expm1, np.log, np.log1p, np.log2, np.log10),
    *(np.sin, np.cos, np.tan, np.arcsin, np.arccos, np.arctan, np.arctan2, np.sinh, np.cosh, np.tanh, np.arcsinh),
    *(np.floor, np.ceil, np.trunc),
)

_TESTS: tuple[np.ufunc, ...] = (
    *(np.less, np.less_equal, np.greater, np.greater_equal, np.equal, np.not_equal),
    *(np.isnan, np.isinf, np.isfinite, np.logical_and, np.logical_or, np.logical_not),
)

FUNCTIONS: dict[str, Callable[..., Any]] = {ufunc.__name__: ufunc for ufunc in (*_UFUNCS, *_TESTS)} | {
    "where": np.where
}
"""The primitives by name: elementwise functions of arrays."""

REDUCTIONS: dict[str, np.ufunc] = {"sum": np.add, "least": np.minimum, "greatest": np.maximum}
"""What is taken of rows, each the reduction of a primitive."""

SYMMETRIC = frozenset(("minimum", "maximum"))
"""Primitives with a kink where their arguments are equal, which may change places."""

BOOLEAN = frozenset(ufunc.__name__ for ufunc in _TESTS)
"""The primitives that give true or false."""

ALIASES = {
    "bitwise_and": "logical_and",
    "bitwise_or": "logical_or",
    "invert": "logical_not",
    "fabs": "absolute",
}
"""Other names of NumPy for primitives."""

COMPOSED: dict[str, Callable[..., Array]] = {
    "positive": lambda x: x,
    "square": lambda x: x * x,
    "reciprocal": lambda x: 1.0 / x,
    "radians": lambda x: x * (np.pi / 180.0),
    "deg2rad": lambda x: x * (np.pi / 180.0),
    "degrees": lambda x: x * (180.0 / np.pi),
    "rad2deg": lambda x: x * (180.0 / np.pi),
    "floor_divide": lambda x, y: np.floor(x / y),
    "remainder": lambda x, y: x - y * np.floor(x / y),
    "hypot": lambda x, y: np.sqrt(x * x + y * y),
    "sign": lambda x: np.where(x > 0.0, 1.0, np.where(x < 0.0, -1.0, x)),
    "copysign": lambda x, y: np.where(y < 0.0, -np.abs(x), np.abs(x)),
}
"""Functions of NumPy that are recorded as other primitives."""

PARTIALS: dict[str, Callable[..., tuple[Array, ...]]] = {
    "add": lambda g, y, a, b: (g, g),
    "subtract": lambda g, y, a, b: (g, -g),
    "multiply": lambda g, y, a, b: (g * b, g * a),
    "divide": lambda g, y, a, b: (g / b, -(g / b * y)),
    "power": lambda g, y, a, b: (g * b * np.power(a, b - 1.0), np.where(a > 0.0, g * y * np.log(a), 0.0)),
    "negative": lambda g, y, a: (-g,),
    "absolute": lambda g, y, a: (np.where(a < 0.0, -g, g),),
    "minimum": lambda g, y, a, b: (np.where(a <= b, g, 0.0), np.where(a <= b, 0.0, g)),
    "maximum": lambda g, y, a, b: (np.where(a >= b, g, 0.0), np.where(a >= b, 0.0, g)),
    "where": lambda g, y, c, a, b: (0.0, np.where(c, g, 0.0), np.where(c, 0.0, g)),
    "sqrt": lambda g, y, a: (0.5 * g / y,),
    "cbrt": lambda g, y, a: (g * y / (3.0 * a),),
    "exp": lambda g, y, a: (g * y,),
    "expm1": lambda g, y, a: (g * y + g,),
    "log": lambda g, y, a: (g / a,),
    "log1p": lambda g, y, a: (g / (1.0 + a),),
    "log2": lambda g, y, a: (g / (a * np.log(2.0)),),
    "log10": lambda g, y, a: (g / (a * np.log(10.0)),),
    "sin": lambda g, y, a: (g * np.cos(a),),
    "cos": lambda g, y, a: (-(g * np.sin(a)),),
    "tan": lambda g, y, a: (g * (1.0 + y * y),),
    "arcsin": lambda g, y, a: (g / np.sqrt(1.0 - a * a),),
    "arccos": lambda g, y, a: (-(g / np.sqrt(1.0 - a * a)),),
    "arctan": lambda g, y, a: (g / (1.0 + a * a),),
    "arctan2": lambda g, y, a, b: (g * b / (a * a + b * b), -(g * a / (a * a + b * b))),
    "sinh": lambda g, y, a: (g * np.cosh(a),),
    "cosh": lambda g, y, a: (g * np.sinh(a),),
    "tanh": lambda g, y, a: (g * (1.0 - y * y),),
    "arcsinh": lambda g, y, a: (g / np.sqrt(1.0 + a * a),),
}
"""What each argument receives of the slope `g` by the result `y`; primitives that are not here are flat."""
