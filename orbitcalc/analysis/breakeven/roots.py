"""Where two quantities are equal: every crossing in a range, for many cases at once.

A scan over points finds cells where the difference changes its sign. Cells at the edge of the known
values, and those where the difference comes near zero without a change of sign, are searched with
smaller steps. Each crossing is then refined, and evaluated again to tell a root from a jump.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from orbitcalc._typing import Array

Sides = Callable[[Array, Array], tuple[Array, Array]]
"""Takes values and, for each of them, the number of its case; gives the two quantities that are to be equal."""

RESIDUAL = 1e-9
"""Relative difference of the two sides above which a change of sign is a jump and not a root."""

SCAN = 257
"""Points of a scan, evenly spaced, and as many again by equal factors."""

SMALLEST = 1e-6
"""Share of the larger end of a range at which spacing by equal factors begins."""

_INNER = 17
"""Points of a cell in the closer search."""

_LEVELS = 9
"""Times that a cell is divided in the closer search."""

_MOST_CELLS = 4096
"""Cells that are searched closer, at most."""


@dataclass(frozen=True)
class Crossings:
    """Crossings in the order of case and value. `residual` is the difference of the sides over the larger one.

    A `jump` is a change of sign without equality; `left` and `right` are the two sides there.
    """

    case: Array
    value: Array
    residual: Array
    jump: Array
    left: Array
    right: Array

    def of(self, case: int) -> Crossings:
        """The crossings of one case."""
        own = self.case == case
        columns = (self.case, self.value, self.residual, self.jump, self.left, self.right)
        return Crossings(*(column[own] for column in columns))

    @property
    def roots(self) -> Array:
        """The values that are roots, not jumps."""
        return self.value[~self.jump]


def scan_points(low: float, high: float, count: int = SCAN) -> Array:
    """Points from low to high, evenly and by equal factors away from zero, so that no scale is missed."""
    points = [np.linspace(low, high, count)]
    largest = max(abs(low), abs(high))
    for sign in (-1.0, 1.0):
        near, far = sorted((max(sign * low, 0.0), max(sign * high, 0.0)))
        if far > 0.0:
            points.append(sign * np.geomspace(max(near, SMALLEST * largest), max(far, SMALLEST * largest), count))
    joined = np.unique(np.concatenate(points))
    return np.asarray(joined[(joined >= low) & (joined <= high)])


def difference(left: Array, right: Array, typical: float = 0.0) -> Array:
    """The difference of two sides over the largest of both and `typical` [1]."""
    scale = np.maximum(np.maximum(np.abs(left), np.abs(right)), typical)
    return (left - right) / np.where(scale > 0.0, scale, 1.0)


def crossings(sides: Sides, points: Array, cases: int = 1, *, closer: bool = True, typical: float = 0.0) -> Crossings:
    """Every value at which the sides cross, for each case.

    Parameters
    ----------
    sides : callable
        Evaluates both sides for values and case numbers, arrays of the same shape.
    points : ndarray, shape (points,)
        The points of the scan, in rising order.
    cases : int
        Number of cases [1].
    closer : bool
        Search with smaller steps where the sides come near each other and at the edge of the known values.
    typical : float
        The least scale of the residual, where one side may be zero.

    Returns
    -------
    Crossings
        By case, then by value.
    """

    def gap(values: Array, case: Array) -> Array:
        return difference(*sides(values, np.asarray(case).astype(np.intp)), typical)

    with np.errstate(all="ignore"):
        grid = np.broadcast_to(points, (cases, len(points)))
        case = np.broadcast_to(np.arange(cases)[:, None], grid.shape)
        gaps = gap(grid.ravel(), case.ravel()).reshape(grid.shape)
        low, high, of = _changes(grid, gaps, case)
        touched, touched_by = grid[gaps == 0.0], case[gaps == 0.0]
        if closer:
            *cells, touching, touching_case = _search_closer(gap, grid, gaps, case)
            low, high, of = (np.concatenate(pair) for pair in zip((low, high, of), cells, strict=True))
            touched, touched_by = np.append(touched, touching), np.append(touched_by, touching_case)
        refined = _refine(gap, low, high, of, float(points[-1] - points[0]))
        return _in_order(sides, np.append(refined, touched), np.append(of, touched_by), typical)


def _changes(grid: Array, gaps: Array, case: Array) -> tuple[Array, Array, Array]:
    """The cells at whose ends the gap has opposite signs."""
    change = gaps[:, :-1] * gaps[:, 1:] < 0.0
    return grid[:, :-1][change], grid[:, 1:][change], case[:, :-1][change]


def _search_closer(
    gap: Callable[[Array, Array], Array], grid: Array, gaps: Array, case: Array
) -> tuple[Array, Array, Array, Array, Array]:
    """Cells with a change of sign between the points of the scan, and values at which the sides touch.

    Returns the low ends, the high ends and the cases of the cells, then the values and their cases.
    """
    low, high, of = _suspects(grid, gaps, case)
    cells: list[tuple[Array, Array, Array]] = []
    nearest, best = low, np.full(low.shape, np.inf)
    for _ in range(_LEVELS):
        if not low.size:
            break
        inner = np.linspace(low, high, _INNER, axis=1)
        by = np.repeat(of[:, None], _INNER, axis=1)
        gaps = gap(inner.ravel(), by.ravel()).reshape(inner.shape)
        cells.append(_changes(inner, gaps, by))
        size = np.where(np.isnan(gaps), np.inf, np.abs(gaps))
        at, row = np.argmin(size, axis=1), np.arange(len(low))
        nearest, best = inner[row, at], size[row, at]
        left = ~np.any(gaps[:, :-1] * gaps[:, 1:] < 0.0, axis=1) & np.isfinite(best) & (best > 0.0)
        low, high = inner[row, np.maximum(at - 1, 0)][left], inner[row, np.minimum(at + 1, _INNER - 1)][left]
        of, nearest, best = of[left], nearest[left], best[left]
    touching = best < RESIDUAL
    lows, highs, cases = (np.concatenate([cell[part] for cell in cells] or [np.empty(0)]) for part in range(3))
    return lows, highs, cases.astype(np.intp), nearest[touching], of[touching]


def _suspects(grid: Array, gaps: Array, case: Array) -> tuple[Array, Array, Array]:
    """Cells at the edge of the known values, and dips: points so near zero that the sides may touch beside them."""
    known = np.isfinite(gaps)
    edge = known[:, :-1] != known[:, 1:]
    size, sign = np.abs(gaps), np.sign(gaps)
    before, here, after = size[:, :-2], size[:, 1:-1], size[:, 2:]
    alike = (sign[:, :-2] == sign[:, 1:-1]) & (sign[:, 2:] == sign[:, 1:-1])
    dip = alike & (here <= before) & (here <= after) & (here <= np.maximum(before, after) - here) & (here > 0.0)
    low = np.append(grid[:, :-1][edge], grid[:, :-2][dip])
    high = np.append(grid[:, 1:][edge], grid[:, 2:][dip])
    of = np.append(case[:, :-1][edge], case[:, :-2][dip])
    return low[:_MOST_CELLS], high[:_MOST_CELLS], of[:_MOST_CELLS].astype(np.intp)


def _refine(gap: Callable[[Array, Array], Array], low: Array, high: Array, of: Array, width: float) -> Array:
    """The crossing in each cell, to the last digits."""
    if not low.size:
        return np.empty(0)
    from scipy.optimize import elementwise

    smallest = float(np.finfo(float).eps) ** 1.5 * width
    result = elementwise.find_root(gap, (low, high), args=(of.astype(float),), tolerances={"xatol": smallest})
    return np.asarray(result.x)


def _in_order(sides: Sides, value: Array, case: Array, typical: float) -> Crossings:
    """Crossings in order, without repetition, each with the sides there."""
    order = np.lexsort((value, case))
    value, case = value[order], case[order].astype(np.intp)
    again = np.append(False, np.isclose(value[1:], value[:-1], rtol=RESIDUAL, atol=0.0) & (case[1:] == case[:-1]))
    value, case = value[~again[: len(value)]], case[~again[: len(case)]]
    left, right = sides(value, case) if value.size else (value, value)
    residual = np.abs(difference(left, right, typical))
    return Crossings(case, value, residual, ~(residual < RESIDUAL), np.asarray(left), np.asarray(right))
