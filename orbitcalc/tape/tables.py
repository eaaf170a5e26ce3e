"""Tables of constants in a module of JavaScript, as short as they can be written."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.tape.notation import literal

LONG = 50
"""Numbers from which a table is long: only then is it worth another form than its numbers."""

ROUNDING = 1e-15
"""How far the numbers of a table may be from those that are written, over its largest number."""


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
        near = ROUNDING * np.abs(values).max()
        names = (name for key, name in self._known.items() if len(key) == len(values) and _close(key, values, near))
        return next(names, "")

    def _added(self, values: Array, long: bool) -> str:
        ways = (self._repeated, _even, _logarithms) if long else ()
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


def _even(values: Array) -> str:
    """A table of evenly spaced numbers."""
    first, step = float(values[0]), float(values[1] - values[0])
    even = _close(first + step * np.arange(len(values)), values, ROUNDING * np.abs(values).max())
    return f"Array.from({{length:{len(values)}}},(_,k)=>{literal(first)}+k*{literal(step)})" if even else ""


def _logarithms(values: Array) -> str:
    """A table of logarithms of short numbers over a unit."""
    for unit in (0.0, float(values.min())):
        with np.errstate(over="ignore"):
            short = np.array([float(f"{value:.6g}") for value in np.exp(values - unit)])
        if np.allclose(np.log(np.maximum(short, 1e-300)) + unit, values, rtol=1e-14, atol=1e-14):
            return f"{_listed(short)}.map(x=>log(x)+({literal(unit)}))"
    return ""
