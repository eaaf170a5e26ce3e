"""Every root of functions whose roots are known, and no jump among them."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from orbitcalc._typing import Array
from orbitcalc.analysis.breakeven.roots import Crossings, crossings, scan_points

PUT_BACK = 1e-9
"""Relative residual that a root may leave when it is put back."""


def zeros(function: Callable[[Array], Array], low: float, high: float) -> Crossings:
    return crossings(lambda x, case: (function(x), np.zeros_like(x)), scan_points(low, high), typical=1.0)


@pytest.mark.parametrize(
    ("function", "low", "high", "roots"),
    [
        (lambda x: x * x + 1.0, -10.0, 10.0, []),
        (lambda x: x - math.pi, 0.0, 10.0, [math.pi]),
        (lambda x: x * x - 2.0, -5.0, 5.0, [-math.sqrt(2.0), math.sqrt(2.0)]),
        (lambda x: (x - 1.0) * (x - 3.0) * (x - 3.001), 0.0, 1000.0, [1.0, 3.0, 3.001]),
        (lambda x: (x - math.pi) ** 2, 0.0, 10.0, [math.pi]),
        (lambda x: (x - math.pi) ** 2 - 1e-9, 0.0, 10.0, [math.pi - 10**-4.5, math.pi + 10**-4.5]),
        (lambda x: np.where(x > 1.0, np.sqrt(x - 1.0) - 1e-3, np.nan), 0.0, 10.0, [1.000001]),
        (lambda x: x, -5.0, 5.0, [0.0]),
        (lambda x: x - 1e-5, 0.0, 10.0, [1e-5]),
        (np.sin, 1.0, 20.0, [math.pi * n for n in range(1, 7)]),
    ],
)
def test_every_root_is_found(function: Callable[[Array], Array], low: float, high: float, roots: list[float]) -> None:
    solution = zeros(function, low, high)
    assert solution.roots == pytest.approx(roots, rel=1e-7, abs=1e-12)
    assert not solution.jump.any()
    assert np.all(solution.residual < PUT_BACK)


@pytest.mark.parametrize(("function", "at"), [(lambda x: np.floor(x) - 2.5, 3.0), (lambda x: 1.0 / (x - 2.2), 2.2)])
def test_a_jump_is_no_root(function: Callable[[Array], Array], at: float) -> None:
    solution = zeros(function, 0.0, 10.0)
    assert not solution.roots.size
    assert solution.value[solution.jump] == pytest.approx([at])


def test_cases_are_searched_together_as_if_each_alone() -> None:
    squares = np.array([2.0, 4.0, 9.0])
    solution = crossings(lambda x, case: (x * x, squares[case]), scan_points(0.0, 5.0), 3)
    assert solution.case.tolist() == [0, 1, 2]
    assert solution.value == pytest.approx(np.sqrt(squares), rel=1e-14)
