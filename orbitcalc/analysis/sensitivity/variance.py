"""Shares of an output's variance: the estimators of Sobol indices, on plain arrays, and their results.

First order: the share of the variance that an input explains alone (Saltelli et al. 2010, table 2 b).
Total: that share with all its interactions (Jansen 1999; table 2 f there). Intervals follow from the
spread of the summands, as if the points were independent draws, which overestimates them.

References
----------
A. Saltelli et al., Variance based sensitivity analysis of model output, Computer Physics
Communications 181 (2010) 259, doi:10.1016/j.cpc.2009.09.018.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.jsonable import header
from orbitcalc.scenario import Scenario
from orbitcalc.shown import Shown

Z975 = 1.959963984540054
"""97.5th percentile of the standard normal distribution: half of a 95 % interval."""

AROUND_ZERO = 1e-9
"""An interval that ends below this includes zero."""


@dataclass(frozen=True)
class Index:
    """A share of the variance with half of its 95 % interval."""

    value: float
    error: float

    @property
    def distinguishable(self) -> bool:
        """Whether the interval excludes zero."""
        return self.value - self.error > AROUND_ZERO


class Estimator:
    """First and total order of several inputs from rows of values, in pieces of any size.

    `add` takes, for the same rows, the outputs at the points A, at the points B, and for each input at
    the points A with that input from B.

    Examples
    --------
    >>> from scipy.stats import qmc
    >>> points = qmc.Sobol(4, rng=1).random(1024)
    >>> a, b = points[:, :2], points[:, 2:]
    >>> def f(x, y):
    ...     return 3.0 * x + 4.0 * y
    >>> estimator = Estimator(2)
    >>> estimator.add(f(*a.T), f(*b.T), [f(b[:, 0], a[:, 1]), f(a[:, 0], b[:, 1])])
    >>> [round(index.value, 2) for index in estimator.first()]
    [0.36, 0.64]
    """

    def __init__(self, inputs: int) -> None:
        self.count = 0
        self._centre = math.nan
        self._variance = np.zeros(3)  # sums of the deviation, of its square, of the square's square
        self._terms = np.zeros((2, 3, inputs))  # for first and total: sums of the term, its square, times the square

    def add(self, at_a: Array, at_b: Array, mixed: Iterable[Array]) -> None:
        """Add some rows: arrays of shape (rows,), `mixed` one for each input."""
        if not self.count:
            self._centre = float(np.mean(at_a))
        a, b = at_a - self._centre, at_b - self._centre
        square = 0.5 * (a * a + b * b)
        self.count += len(a)
        self._variance += [0.5 * float(np.sum(a + b)), float(np.sum(square)), float(np.sum(square * square))]
        for number, at_mixed in enumerate(mixed):
            change = at_mixed - at_a
            for order, term in enumerate((b * change, 0.5 * change * change)):
                self._terms[order, :, number] += [np.sum(term), np.sum(term * term), np.sum(term * square)]

    @property
    def variance(self) -> float:
        """The variance of the output."""
        mean, square, _ = self._variance / self.count
        return float(square - mean * mean)

    def first(self) -> list[Index]:
        """The first order of each input."""
        return self._indices(0)

    def total(self) -> list[Index]:
        """The total order of each input."""
        return self._indices(1)

    def _indices(self, order: int) -> list[Index]:
        """Ratios of two means; the error by linearisation, from the spread of term - index x square."""
        term, squared, crossed = self._terms[order] / self.count
        variance, fourth = self.variance, self._variance[2] / self.count
        index = term / variance
        mean = term - index * self._variance[1] / self.count
        spread = squared - 2.0 * index * crossed + index * index * fourth - mean * mean
        error = Z975 * np.sqrt(np.maximum(spread, 0.0) / self.count) / variance
        return [Index(float(i), float(e)) for i, e in zip(index, error, strict=True)]


@dataclass(frozen=True, repr=False)
class Sensitivity(Shown):
    """Sobol indices of several outputs: `first[output][name]`, where a name is an input or a group of inputs.

    An output of which a share of the draws is `without_value` has the indices of its rank.
    """

    scenario: Scenario
    samples: int
    seed: int
    groups: Mapping[str, tuple[str, ...]]
    variance: Mapping[str, float]
    first: Mapping[str, Mapping[str, Index]]
    total: Mapping[str, Mapping[str, Index]]
    without_value: Mapping[str, float]
    notes: tuple[str, ...] = ()

    @property
    def runs(self) -> int:
        """Number of evaluations [1]."""
        return runs_of(self.samples, len(self.groups))

    def ranked(self, output: str) -> list[str]:
        """Names by their total order, the greatest first."""
        return sorted(self.groups, key=lambda name: -self.total[output][name].value)

    def label(self, name: str) -> str:
        """The name of an input or group; of many correlated inputs the first, with the number of the others."""
        members = self.groups[name]
        return f"{members[0]} and {len(members) - 1} others" if " + " in name and len(members) > 2 else name

    def to_dict(self) -> dict[str, Any]:
        """Everything as JSON data."""
        return {
            **header("orbitcalc.sobol/1", self.scenario),
            "samples": self.samples,
            "runs": self.runs,
            "seed": self.seed,
            "notes": list(self.notes),
            "groups": {name: list(members) for name, members in self.groups.items()},
            "outputs": [
                {
                    "name": output,
                    "of": "ranks" if self.without_value[output] else "values",
                    "without_value": self.without_value[output],
                    "indices": [self._entry(output, name) for name in self.ranked(output)],
                }
                for output in self.first
            ],
        }

    def _entry(self, output: str, name: str) -> dict[str, Any]:
        entry: dict[str, Any] = {"input": name}
        for order, index in (("first", self.first[output][name]), ("total", self.total[output][name])):
            entry[order] = index.value
            entry[f"{order}_interval"] = [index.value - index.error, index.value + index.error]
            entry[f"{order}_distinguishable"] = index.distinguishable
        return entry


def runs_of(samples: int, inputs: int) -> int:
    """Number of evaluations for these numbers of rows and of inputs or groups [1]."""
    return samples * (inputs + 2)


def sensitivity_of(
    scenario: Scenario,
    samples: int,
    seed: int,
    groups: Mapping[str, tuple[str, ...]],
    estimators: Mapping[str, Estimator],
    without_value: Mapping[str, float],
    notes: tuple[str, ...] = (),
) -> Sensitivity:
    """The result of the estimators of several outputs."""
    first, total = (
        {name: dict(zip(groups, order(estimator), strict=True)) for name, estimator in estimators.items()}
        for order in (Estimator.first, Estimator.total)
    )
    variance = {name: estimator.variance for name, estimator in estimators.items()}
    return Sensitivity(scenario, samples, seed, groups, variance, first, total, without_value, notes)
