"""The estimators of Sobol indices against a closed form and a linear function."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import qmc

from orbitcalc._typing import Array
from orbitcalc.analysis.sensitivity.variance import Estimator


def estimated(function: object, inputs: int, rows: int, seed: int) -> Estimator:
    points = qmc.Sobol(2 * inputs, rng=np.random.default_rng(seed)).random(rows).T
    a, b = points[:inputs], points[inputs:]
    mixed = [np.vstack([b[i : i + 1] if i == k else a[i : i + 1] for i in range(inputs)]) for k in range(inputs)]
    estimator = Estimator(inputs)
    for part in np.split(np.arange(rows), 4):  # in pieces, as a long run would
        estimator.add(function(a[:, part]), function(b[:, part]), [function(m[:, part]) for m in mixed])  # type: ignore[operator]
    return estimator


def ishigami(shares: Array) -> Array:
    x = np.pi * (2.0 * shares - 1.0)
    return np.sin(x[0]) + 7.0 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])


def ishigami_exact() -> tuple[float, list[float], list[float]]:
    """Variance, first and total order (Ishigami and Homma 1990; Saltelli et al. 2008, eq. 4.34 to 4.38)."""
    a, b, pi = 7.0, 0.1, math.pi
    own = [0.5 * (1.0 + b * pi**4 / 5.0) ** 2, a * a / 8.0, 0.0]
    together = b * b * pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
    variance = sum(own) + together
    totals = [own[0] + together, own[1], together]
    return variance, [part / variance for part in own], [part / variance for part in totals]


@pytest.mark.parametrize("seed", range(5))
def test_ishigami_lies_within_the_intervals(seed: int) -> None:
    variance, first, total = ishigami_exact()
    estimate = estimated(ishigami, 3, 4096, seed)
    assert estimate.variance == pytest.approx(variance, rel=0.02)
    for exact, index in zip([*first, *total], [*estimate.first(), *estimate.total()], strict=True):
        assert abs(index.value - exact) <= index.error + 1e-12
        assert index.error < 0.1


def test_what_has_no_influence_of_its_own_is_not_distinguishable() -> None:
    estimate = estimated(ishigami, 3, 4096, 1)
    assert [index.distinguishable for index in estimate.first()] == [True, True, False]
    assert all(index.distinguishable for index in estimate.total())


def test_a_linear_function_shares_its_variance_by_the_squares() -> None:
    weights = np.array([1.0, 2.0, 4.0])
    estimate = estimated(lambda shares: weights @ shares, 3, 4096, 2)
    exact = weights**2 / np.sum(weights**2)
    assert [index.value for index in estimate.first()] == pytest.approx(exact.tolist(), abs=0.01)
    assert [index.value for index in estimate.total()] == pytest.approx(exact.tolist(), abs=0.01)


def test_intervals_of_independent_points_hold_the_truth_as_often_as_they_say() -> None:
    _, first, total = ishigami_exact()
    generator, inside = np.random.default_rng(1), []
    for _ in range(150):
        points = generator.random((6, 512))
        a, b = points[:3], points[3:]
        estimator = Estimator(3)
        mixed = [np.where((np.arange(3) == k)[:, None], b, a) for k in range(3)]
        estimator.add(ishigami(a), ishigami(b), [ishigami(m) for m in mixed])
        for exact, index in zip([*first, *total], [*estimator.first(), *estimator.total()], strict=True):
            inside.append(abs(index.value - exact) <= index.error)
    assert 0.91 < np.mean(inside) < 0.99


def test_four_times_the_rows_halve_the_interval() -> None:
    few, many = (estimated(ishigami, 3, rows, 1).first()[0].error for rows in (1024, 4096))
    assert few / many == pytest.approx(2.0, rel=0.1)
