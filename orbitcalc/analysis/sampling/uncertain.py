"""Which values of a scenario are uncertain, and draws of them.

A draw depends on the seed, the name of the variable (or its place among the sorted names, for Sobol
points) and the number of the sample: not on chunks, jobs, the order of a file, or what else is asked.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.sampling.quantiles import quantile
from orbitcalc.distribution import Distribution
from orbitcalc.errors import Problem, ScenarioError
from orbitcalc.graph import Parameter
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.layers import range_of

Method = Literal["random", "sobol"]
METHODS: tuple[Method, ...] = ("random", "sobol")


@dataclass(frozen=True)
class Uncertain:
    """One value that varies: its name, its distribution in SI, and the hard bounds of its variable."""

    name: str
    distribution: Distribution
    bounds: tuple[float, float]

    def draw(self, share: Array) -> Array:
        """Values in SI for even numbers between 0 and 1, kept within the bounds."""
        values = quantile(self.distribution, share)
        low, high = self.distribution.support()
        if low < self.bounds[0] or high > self.bounds[1]:
            values = np.clip(values, *self.bounds)
        return values


def uncertain(scenario: Scenario, vary: Iterable[str] = (), levers: bool = False) -> tuple[Uncertain, ...]:
    """What varies in a scenario, by name.

    A variable with a distribution of its own varies. A parameter left at its default or its catalogue
    value varies over its declared range, if its role is "uncertainty" (or "lever", when asked for). A
    value that the scenario gives as a point does not.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    vary : iterable of str, optional
        Only these names, which must be able to vary.
    levers : bool, optional
        Vary what a designer chooses, too.

    Raises
    ------
    ScenarioError
        If a name of `vary` has no distribution and no range.
    """
    graph, wanted = scenario.graph, set(vary)
    found = [_uncertain(scenario, name, levers or name in wanted, name in wanted) for name in sorted(graph)]
    chosen = tuple(each for each in found if each is not None and (not wanted or each.name in wanted))
    problems = [
        Problem("", f"{name} cannot vary: it has no distribution and no range", graph.suggest(name))
        for name in sorted(wanted - {each.name for each in chosen})
    ]
    if problems:
        raise ScenarioError(problems)
    return chosen


def _uncertain(scenario: Scenario, name: str, levers: bool, asked: bool) -> Uncertain | None:
    variable, setting = scenario.graph[name], scenario.settings.get(name)
    if setting is None or isinstance(setting.value, str) or setting.missing:
        return None
    bounds = variable.limits if isinstance(variable, Parameter) else (-np.inf, np.inf)
    role = setting.role or (variable.role if isinstance(variable, Parameter) else "uncertainty")
    if role == "constant" or (role == "lever" and setting.role and not levers):
        return None
    if setting.distribution is not None:
        return Uncertain(name, setting.distribution, bounds)
    if not isinstance(variable, Parameter) or (role == "lever" and not levers):
        return None
    ends = range_of(scenario.graph, scenario.settings, name)
    if ends is None or (name in scenario.given and not asked) or ends[0] >= ends[1]:
        return None
    return Uncertain(name, _declared(variable, setting.value, *ends), bounds)


def _declared(variable: Parameter, value: float, low: float, high: float) -> Distribution:
    """The distribution that a declaration's range and shape mean."""
    if variable.shape == "loguniform":
        return Distribution("loguniform", {"low": low, "high": high})
    if variable.shape == "uniform" or not low <= value <= high:
        return Distribution("uniform", {"low": low, "high": high})
    return Distribution("triangular", {"low": low, "mode": value, "high": high})


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
        """Gaussian copula: the shares of these names, correlated by the normal numbers that they stand for."""
        from scipy.special import ndtr, ndtri

        normal = ndtri(np.stack([shares[name] for name in self.names]))
        mixed = [sum(w * row for w, row in zip(line, normal, strict=True)) for line in self.root]
        return {name: ndtr(row) for name, row in zip(self.names, mixed, strict=True)}


def _pearson(ranks: Array) -> Array:
    """Correlation of normal numbers that have a rank correlation (Pearson 1907: 2 sin(pi r / 6))."""
    return np.asarray(2.0 * np.sin(np.pi * np.asarray(ranks) / 6.0))


def correlation_of(scenario: Scenario, chosen: Sequence[Uncertain]) -> Correlation | None:
    """The rank correlations that a scenario's `[[correlate]]` tables give; None where there are none.

    Raises
    ------
    ScenarioError
        If a name does not vary, a rank is out of range, or no distribution has such correlations; the
        pair at fault is named.
    """
    entries = scenario.header("correlate", [])
    varying = {each.name for each in chosen}
    problems: list[Problem] = []
    pairs: dict[tuple[str, str], float] = {}
    for entry in entries:
        two, rank = list(entry.get("params", [])), entry.get("rank")
        if not isinstance(rank, int | float) or not -1.0 < rank < 1.0 or len(set(two)) != 2:
            problems.append(Problem("correlate", f"{two}: needs two params and a rank between -1 and 1"))
            continue
        unknown = [name for name in two if name not in varying]
        if unknown:
            problems.append(Problem("correlate", f"{unknown[0]} does not vary", scenario.graph.suggest(unknown[0])))
            continue
        pairs[(min(two), max(two))] = float(rank)
    if problems:
        raise ScenarioError(problems)
    if not pairs:
        return None
    names = tuple(sorted({name for pair in pairs for name in pair}))
    if _least_eigenvalue(names, pairs) <= 0.0:
        # the pair without which the others are furthest from impossible
        one, other = max(pairs, key=lambda pair: _least_eigenvalue(names, {**pairs, pair: 0.0}))
        raise ScenarioError(
            f"a rank correlation of {pairs[one, other]:g} between {one} and {other} cannot be, given the others",
            "correlate", "the matrix is not positive definite; lower one of them",
        )  # fmt: skip
    return Correlation(names, _matrix(names, pairs))


def _matrix(names: Sequence[str], pairs: Mapping[tuple[str, str], float]) -> Array:
    ranks = np.eye(len(names))
    for (one, other), rank in pairs.items():
        i, j = names.index(one), names.index(other)
        ranks[i, j] = ranks[j, i] = rank
    return ranks


def _least_eigenvalue(names: Sequence[str], pairs: Mapping[tuple[str, str], float]) -> float:
    """Of the underlying normal numbers' correlation; above zero where there are such numbers."""
    return float(np.linalg.eigvalsh(_pearson(_matrix(names, pairs))).min())


@dataclass
class Sampler:
    """Draws of the uncertain values of a scenario, from any sample on.

    Examples
    --------
    >>> import orbitcalc
    >>> scenario = orbitcalc.load("baseline")
    >>> sampler = Sampler(uncertain(scenario, ["pmad_efficiency"]), seed=7)
    >>> whole = sampler.draw(0, 10)["pmad_efficiency"]
    >>> parts = [Sampler(sampler.chosen, seed=7).draw(start, 5)["pmad_efficiency"] for start in (0, 5)]
    >>> bool((whole == np.concatenate(parts)).all())
    True
    """

    chosen: tuple[Uncertain, ...]
    seed: int = 0
    method: Method = "random"
    correlation: Correlation | None = None
    _streams: dict[str, tuple[Any, int]] = field(default_factory=dict, repr=False)

    def draw(self, start: int, count: int, names: Collection[str] | None = None) -> dict[str, Array]:
        """Samples `start` to `start + count` in SI, by name: all of them, or those named only."""
        shares = self.shares(start, count, names)
        return {each.name: each.draw(shares[each.name]) for each in self.chosen if each.name in shares}

    def shares(self, start: int, count: int, names: Collection[str] | None = None) -> dict[str, Array]:
        """The even numbers between 0 and 1 behind the draws."""
        wanted = [each.name for each in self.chosen if names is None or each.name in names]
        linked = self.correlation.names if self.correlation else ()
        together = not set(linked).isdisjoint(wanted)
        if self.method == "sobol":
            shares = self._sobol(start, count, {*wanted, *linked})
        else:
            shares = {name: self._random(name, start, count) for name in {*wanted, *(linked if together else ())}}
        if self.correlation and together:
            shares |= self.correlation.apply(shares)
        return {name: shares[name] for name in wanted}

    def _random(self, name: str, start: int, count: int) -> Array:
        """A stream of its own for each name; it can be entered at any sample."""
        generator, at = self._streams.get(name, (None, -1))
        if at != start:
            sequence = np.random.SeedSequence(self.seed, spawn_key=(zlib.crc32(name.encode()),))
            bits = np.random.PCG64DXSM(sequence)
            bits.advance(start)
            generator = np.random.Generator(bits)
        self._streams[name] = (generator, start + count)
        return np.asarray(generator.random(count))

    def _sobol(self, start: int, count: int, names: Collection[str]) -> dict[str, Array]:
        """Points in as many dimensions as there are uncertain values, whichever of them are wanted."""
        from scipy.stats import qmc

        engine, at = self._streams.get("", (None, -1))
        if at != start:
            engine = qmc.Sobol(len(self.chosen), scramble=True, rng=np.random.default_rng(self.seed))
            if start:
                engine.fast_forward(start)
        # SciPy warns of a first draw that is no power of two; a first point alone is one
        pieces = (count,) if count & (count - 1) == 0 else (1, count - 1)
        points = np.concatenate([engine.random(piece) for piece in pieces])
        self._streams[""] = (engine, start + count)
        return {
            each.name: np.ascontiguousarray(points[:, index])
            for index, each in enumerate(self.chosen)
            if each.name in names
        }
