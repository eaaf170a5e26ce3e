"""Rank correlations of uncertain values, by a Gaussian copula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.sampling.uncertain import Uncertain
from orbitcalc.errors import Problem, ScenarioError, did_you_mean
from orbitcalc.scenario import Scenario

Pair = tuple[str, str]


@dataclass(frozen=True)
class Correlation:
    """Rank correlation of some variables, by name, as a matrix."""

    names: tuple[str, ...]
    ranks: Array

    @cached_property
    def root(self) -> Array:
        """Lower triangle whose square is the correlation of the underlying normal numbers."""
        return np.linalg.cholesky(_pearson(self.ranks))

    def apply(self, shares: Mapping[str, Array]) -> dict[str, Array]:
        """The shares of these names, correlated through the normal numbers that they stand for."""
        from scipy.special import ndtr, ndtri

        normal = ndtri(np.stack([shares[name] for name in self.names]))
        mixed = [sum(weight * row for weight, row in zip(line, normal, strict=True)) for line in self.root]
        return {name: ndtr(row) for name, row in zip(self.names, mixed, strict=True)}


def correlation_of(scenario: Scenario, inputs: Sequence[Uncertain]) -> Correlation | None:
    """The rank correlations that a scenario's `[[correlate]]` tables give; None where there are none.

    Raises
    ------
    ScenarioError
        If a name does not vary, a rank is out of range, or no distribution has such correlations; the
        pair at fault is named.
    """
    pairs = _read_pairs(scenario.header("correlate", []), {item.name for item in inputs})
    if not pairs:
        return None
    names = tuple(sorted({name for pair in pairs for name in pair}))
    if _least_eigenvalue(names, pairs) <= 0.0:
        # the pair without which the others are furthest from impossible
        one, other = max(pairs, key=lambda pair: _least_eigenvalue(names, {**pairs, pair: 0.0}))
        raise ScenarioError(
            f"a rank correlation of {pairs[one, other]:g} between {one} and {other} is impossible beside the others",
            "correlate",
            "the matrix is not positive definite; lower one of them",
        )
    return Correlation(names, _matrix(names, pairs))


def _read_pairs(entries: Sequence[Mapping[str, Any]], varying: set[str]) -> dict[Pair, float]:
    """The rank of each pair, its names in order."""
    problems: list[Problem] = []
    pairs: dict[Pair, float] = {}
    for entry in entries:
        names, rank = list(entry.get("params", [])), entry.get("rank")
        if not isinstance(rank, int | float) or not -1.0 < rank < 1.0 or len(set(names)) != 2:
            problems.append(Problem("correlate", f"{names}: needs two params and a rank between -1 and 1"))
            continue
        unknown = [name for name in names if name not in varying]
        if unknown:
            problems.append(Problem("correlate", f"{unknown[0]} does not vary", did_you_mean(unknown[0], varying)))
            continue
        pairs[(min(names), max(names))] = float(rank)
    if problems:
        raise ScenarioError(problems)
    return pairs


def _pearson(ranks: Array) -> Array:
    """Correlation of normal numbers that have a rank correlation (Pearson 1907: 2 sin(pi r / 6))."""
    return np.asarray(2.0 * np.sin(np.pi * np.asarray(ranks) / 6.0))


def _matrix(names: Sequence[str], pairs: Mapping[Pair, float]) -> Array:
    ranks = np.eye(len(names))
    for (one, other), rank in pairs.items():
        i, j = names.index(one), names.index(other)
        ranks[i, j] = ranks[j, i] = rank
    return ranks


def _least_eigenvalue(names: Sequence[str], pairs: Mapping[Pair, float]) -> float:
    """The least eigenvalue of the correlation of the underlying normal numbers; above zero where there are such."""
    return float(np.linalg.eigvalsh(_pearson(_matrix(names, pairs))).min())
