"""Rank correlations of uncertain values, by a Gaussian copula."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.sampling.normal import normal_quantile
from orbitcalc.analysis.sampling.uncertain import Uncertain
from orbitcalc.errors import Problem, ScenarioError, did_you_mean
from orbitcalc.graph import Graph, Parameter
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

    @cached_property
    def clusters(self) -> tuple[frozenset[str], ...]:
        """The sets of names that are correlated with one another, directly or through others."""
        clusters: list[frozenset[str]] = []
        for index, name in enumerate(self.names):
            beside = {self.names[other] for other in np.flatnonzero(self.ranks[index])}
            joined = [cluster for cluster in clusters if not cluster.isdisjoint(beside)]
            clusters = [cluster for cluster in clusters if cluster not in joined]
            clusters.append(frozenset({name}).union(beside, *joined))
        return tuple(clusters)

    def among(self, names: Collection[str]) -> Correlation | None:
        """The correlation of those names that are linked with one another; None where there are none."""
        inside = [name in names for name in self.names]
        ranks = self.ranks[np.ix_(inside, inside)]
        linked = np.count_nonzero(ranks, axis=1) > 1
        left = [name for name in self.names if name in names]
        kept = tuple(name for name, is_linked in zip(left, linked, strict=True) if is_linked)
        return Correlation(kept, ranks[np.ix_(linked, linked)]) if kept else None

    def beside(self, names: Collection[str]) -> set[str]:
        """The names without which these cannot be drawn."""
        return {name for cluster in self.clusters if not cluster.isdisjoint(names) for name in cluster}

    def normals(self, shares: Mapping[str, Array], wanted: Collection[str]) -> dict[str, Array]:
        """Correlated standard normal numbers of those wanted names that are linked, from their even numbers."""
        needed = self.beside(wanted)
        free = {index: normal_quantile(shares[name]) for index, name in enumerate(self.names) if name in needed}
        return {
            name: sum(self.root[index, other] * free[other] for other in np.flatnonzero(self.root[index]).tolist())
            for index, name in enumerate(self.names)
            if name in wanted
        }


def correlation_of(scenario: Scenario, inputs: Sequence[Uncertain]) -> Correlation | None:
    """The rank correlations of inputs: a scenario's `[[correlate]]` tables, and those the model declares.

    A pair of the scenario replaces the model's; a pair with a variable that does not vary here is left out. Where the
    scenario's pairs and the model's cannot both be, the model's pairs that share a name with one of the scenario's are
    left out. None where there are none.

    Raises
    ------
    ScenarioError
        If a name is no variable, a rank is out of range, or no distribution has such correlations; the
        pair at fault is named.
    """
    varying = {item.name for item in inputs}
    own = _read_pairs(scenario.header("correlate", []), scenario.graph, varying)
    declared = _declared_pairs(scenario, varying)
    pairs = declared | own
    if own and not _possible(pairs):
        named = {name for pair in own for name in pair}
        pairs = {pair: rank for pair, rank in declared.items() if named.isdisjoint(pair)} | own
    if not pairs:
        return None
    names = _names(pairs)
    if not _possible(pairs):
        # the pair without which the others are furthest from impossible
        one, other = max(pairs, key=lambda pair: _least_eigenvalue(names, {**pairs, pair: 0.0}))
        raise ScenarioError(
            f"a rank correlation of {pairs[one, other]:g} between {one} and {other} is impossible beside the others",
            "correlate",
            "the matrix is not positive definite; lower one of them",
        )
    return Correlation(names, _matrix(names, pairs))


def _declared_pairs(scenario: Scenario, varying: set[str]) -> dict[Pair, float]:
    """The rank of each pair of inputs that the model declares to move together, its names in order."""
    return {
        (min(name, other), max(name, other)): rank
        for name, parameter in scenario.graph.of(Parameter).items()
        if name in varying
        for other, rank in parameter.moves_with
        if other in varying
    }


def _names(pairs: Mapping[Pair, float]) -> tuple[str, ...]:
    return tuple(sorted({name for pair in pairs for name in pair}))


def _possible(pairs: Mapping[Pair, float]) -> bool:
    """Whether a distribution has these rank correlations."""
    return not pairs or _least_eigenvalue(_names(pairs), pairs) > 0.0


def _read_pairs(entries: Sequence[Mapping[str, Any]], graph: Graph, varying: set[str]) -> dict[Pair, float]:
    """The rank of each pair of inputs that vary, its names in order."""
    problems: list[Problem] = []
    pairs: dict[Pair, float] = {}
    for entry in entries:
        names, rank = list(entry.get("params", [])), entry.get("rank")
        if not isinstance(rank, int | float) or not -1.0 < rank < 1.0 or len(set(names)) != 2:
            problems.append(Problem("correlate", f"{names}: needs two params and a rank between -1 and 1"))
            continue
        unknown = [name for name in names if name not in graph]
        if unknown:
            problems.append(Problem("correlate", f"{unknown[0]} is no variable", did_you_mean(unknown[0], varying)))
        elif varying.issuperset(names):
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
