"""Tables of constants in a module of JavaScript, as short as they can be written."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.tape.notation import literal

LONG = 50
"""Numbers from which a table is long: only then is it worth another form than its numbers."""

DEGREES, ROUNDING = (1, 12, 18, 24, 28), 5e-14
"""Degrees of the polynomials that a smooth table may be, and how far it may be from them, over its largest number."""

SERIES = (
    "series=(n,c)=>Array.from({length:n},(_,k)=>{const y=4*k/(n-1)-2;let a=0,b=0;"
    "for(let i=c.length-1;i;i--)[a,b]=[y*a-b+c[i],a];return c[0]+y*a/2-b})"
)
"""The values of a series of Chebyshev polynomials at evenly spaced places from -1 to 1."""


class Tables:
    """The tables of a module; the same numbers are written once."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self._known: dict[tuple[float, ...], str] = {}

    def name(self, values: Sequence[float]) -> str:
        """The name of a table."""
        key = tuple(values)
        if key not in self._known:
            array = np.array(key)
            long = len(array) >= LONG and bool(np.isfinite(array).all())
            self._known[key] = (long and self._same(array)) or self._added(array, long)
        return self._known[key]

    def _same(self, values: Array) -> str:
        """The name of a table with these numbers but for rounding."""
        near = ROUNDING / 10.0 * np.abs(values).max()
        names = (name for key, name in self._known.items() if len(key) == len(values) and _close(key, values, near))
        return next(names, "")

    def _added(self, values: Array, long: bool) -> str:
        ways = (self._repeated, _polynomial, _logarithms) if long else ()
        text = next(filter(None, (way(values) for way in ways)), "") or _listed(values)
        name = f"K{len(self.texts)}"
        self.texts[name] = text
        return name

    def _repeated(self, values: Array) -> str:
        """A table in which each number of another one stands equally often."""
        often = int(np.argmax(values != values[0])) or len(values)
        once = values[::often]
        same = often > 1 and len(values) == often * len(once) and bool((np.repeat(once, often) == values).all())
        return f"{self.name(once.tolist())}.flatMap(x=>Array({often}).fill(x))" if same else ""


def _close(one: Sequence[float] | Array, other: Array, near: float) -> bool:
    return bool((np.abs(np.subtract(one, other)) <= near).all())


def _listed(values: Array) -> str:
    return f"[{','.join(map(literal, values.tolist()))}]"


def _polynomial(values: Array) -> str:
    """A smooth table as a series of Chebyshev polynomials."""
    places = np.linspace(-1.0, 1.0, len(values))
    for degree in DEGREES:
        series = np.polynomial.chebyshev.chebfit(places, values, degree).round(17)
        if _close(np.polynomial.chebyshev.chebval(places, series), values, ROUNDING * np.abs(values).max()):
            return f"series({len(values)},[{','.join(map(literal, series.tolist()))}])"
    return ""


def _logarithms(values: Array) -> str:
    """A table of logarithms of short numbers over a unit."""
    for unit in (0.0, float(values.min())):
        with np.errstate(over="ignore"):
            short = np.array([float(f"{value:.6g}") for value in np.exp(values - unit)])
        if np.allclose(np.log(np.maximum(short, 1e-300)) + unit, values, rtol=1e-14, atol=1e-14):
            return f"{_listed(short)}.map(x=>log(x)+({literal(unit)}))"
    return ""
