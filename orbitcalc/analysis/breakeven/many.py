"""Many break-evens at once: along another variable (a curve), and over samples (a distribution).

The same search as for one, for all cases together: one scan, one polish.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.breakeven.question import Question, question
from orbitcalc.analysis.breakeven.roots import Crossings, crossings, difference
from orbitcalc.analysis.sampling.axes import POINTS, Axis, Scale, exact_si, plain, read_axes, unit_of
from orbitcalc.analysis.sampling.uncertain import Sampler, correlation_of, uncertain
from orbitcalc.errors import Problem, ScenarioError
from orbitcalc.scenario import Scenario

SHARES = (0.05, 0.5, 0.95)
COARSE = 33
"""Points of the scan of each sample, evenly spaced, and as many again by equal factors."""

CHUNK = 2048
"""Samples searched together."""


@dataclass(frozen=True)
class Curve:
    """For each value of `against`, the roots of the solved variable in SI, and the largest residual of all.

    `jumps` counts the changes of sign without equality at each value.
    """

    question: Question
    against: Axis
    roots: tuple[tuple[float, ...], ...]
    jumps: tuple[int, ...]
    residual: float

    def points(self) -> list[tuple[Any, float]]:
        """Each value of `against` with each of its roots; nan where there is none."""
        return [
            (value, root)
            for value, roots in zip(self.against.values, self.roots, strict=True)
            for root in roots or (math.nan,)
        ]

    def to_dict(self) -> dict[str, Any]:
        """Everything as JSON data, in display units."""
        q, name = self.question, self.against.name
        solve, along = unit_of(q.scenario, q.solve), unit_of(q.scenario, name)
        return {
            "format": "orbitcalc.breakeven-curve/1",
            "scenario": {"name": q.scenario.name, "hash": q.scenario.digest},
            "solve": q.solve, "until": q.equality.text, "unit": solve.text, "against": name,
            "against_unit": "1" if self.against.is_words else along.text, "notes": list(q.notes),
            "largest_residual": plain(self.residual),
            "points": [
                {name: value if self.against.is_words else plain(along.from_si(value)),
                 "roots": [plain(solve.from_si(root)) for root in roots], "jumps": jumps,
                 "status": "ok" if roots else "no root in the range"}
                for value, roots, jumps in zip(self.against.values, self.roots, self.jumps, strict=True)
            ],
        }  # fmt: skip


def curve(
    scenario: Scenario, solve: str, until: str, against: tuple[str, Any], *, start: str = "", stop: str = "",
    points: int = POINTS, scale: Scale = "linear",
) -> Curve:  # fmt: skip
    """The roots of one variable for each value of another.

    Parameters
    ----------
    scenario, solve, until, start, stop
        As for `breakeven`.
    against : tuple of str and str
        The other variable and its values, such as ("specific_power", "10..100 W/kg").
    points, scale : int and {"linear", "log"}
        How a range of it is divided.

    Raises
    ------
    ScenarioError
        If the question cannot be asked, or both variables are one.
    """
    q = question(scenario, solve, until, start, stop)
    if against[0] == solve:
        raise ScenarioError([Problem("--against", f"{solve} is solved for already", "name another variable")])
    (axis,) = read_axes(scenario, dict([against]), points, scale, flag="--against")
    if axis.is_words:
        found = [_of_word(scenario, q, axis.name, word) for word in axis.values]
    else:
        column = np.array(axis.values, float)
        every = crossings(q.sides({axis.name: column}), q.points(), len(column))
        found = [every.of(case) for case in range(len(column))]
    residuals = [float(each.residual[~each.jump].max()) for each in found if each.roots.size]
    roots = tuple(tuple(float(root) for root in each.roots) for each in found)
    jumps = tuple(int(np.count_nonzero(each.jump)) for each in found)
    return Curve(q, axis, roots, jumps, max(residuals, default=0.0))


def _of_word(scenario: Scenario, q: Question, name: str, word: str) -> Crossings:
    ends = (exact_si(scenario, q.solve, q.low), exact_si(scenario, q.solve, q.high))
    changed = question(scenario.with_({name: word}, label="against"), q.solve, q.equality.text, *ends)
    return crossings(changed.sides(), changed.points())


@dataclass(frozen=True)
class Spread:
    """Roots over samples in SI: the lowest of each, nan where there is none.

    `several` counts samples with more than one crossing; `above` those in which the left side stays
    above the right one over the whole range, `below` those in which it stays below, `unknown` those
    without a value. `percentiles` are of the samples that have a root.
    """

    question: Question
    seed: int
    values: Array
    several: int
    above: int
    below: int
    unknown: int
    jumped: int
    residual: float
    varied: tuple[str, ...]

    @property
    def samples(self) -> int:
        return len(self.values)

    @property
    def share(self) -> tuple[float, float]:
        """Samples with a root over all of them, and one standard error of it."""
        share = float(np.count_nonzero(np.isfinite(self.values))) / self.samples
        return share, math.sqrt(share * (1.0 - share) / self.samples)

    def percentile(self, share: float) -> float:
        """A percentile of the roots; nan if there are none."""
        known = self.values[np.isfinite(self.values)]
        return float(np.quantile(known, share)) if known.size else math.nan

    def percentile_error(self, share: float) -> float:
        """One standard error of a percentile, from the spread of order statistics."""
        known = int(np.count_nonzero(np.isfinite(self.values)))
        if not known:
            return math.nan
        step = math.sqrt(share * (1.0 - share) / known)
        ends = (min(share + step, 1.0), max(share - step, 0.0))
        return 0.5 * (self.percentile(ends[0]) - self.percentile(ends[1]))

    def to_dict(self) -> dict[str, Any]:
        """Everything but the samples themselves as JSON data, in display units."""
        q = self.question
        unit = unit_of(q.scenario, q.solve)
        scale = unit.from_si(1.0) - unit.from_si(0.0)
        return {
            "format": "orbitcalc.breakeven-spread/1",
            "scenario": {"name": q.scenario.name, "hash": q.scenario.digest},
            "solve": q.solve, "until": q.equality.text, "unit": unit.text, "notes": list(q.notes),
            "from": plain(unit.from_si(q.low)), "to": plain(unit.from_si(q.high)),
            "samples": self.samples, "seed": self.seed, "varied": list(self.varied),
            "share_with_root": self.share[0], "share_error": self.share[1], "several_roots": self.several,
            "left_above_throughout": self.above, "left_below_throughout": self.below, "unknown": self.unknown,
            "jumps": self.jumped, "largest_residual": plain(self.residual),
            "percentiles": {f"{share:g}": plain(unit.from_si(self.percentile(share))) for share in SHARES},
            "percentile_errors": {f"{share:g}": plain(self.percentile_error(share) * scale) for share in SHARES},
        }  # fmt: skip


def spread(
    scenario: Scenario, solve: str, until: str, samples: int = 4096, *, seed: int = 0, start: str = "",
    stop: str = "", vary: Iterable[str] = (),
) -> Spread:  # fmt: skip
    """How the break-even is distributed when the uncertain values of a scenario are drawn.

    Parameters
    ----------
    scenario, solve, until, start, stop
        As for `breakeven`; the solved variable itself is not drawn.
    samples, seed : int
        Draws, and what they depend on.
    vary : iterable of str
        Only these inputs are drawn.

    Raises
    ------
    ScenarioError
        If the question cannot be asked or nothing else varies.
    """
    q = question(scenario, solve, until, start, stop)
    sampler, varied = _sampler(q, vary, seed)
    parts = [_searched(q, sampler, varied, at, min(CHUNK, samples - at)) for at in range(0, samples, CHUNK)]
    several, above, below, unknown, jumped = (sum(counts) for counts in zip(*(part[1] for part in parts), strict=True))
    values, residual = np.concatenate([part[0] for part in parts]), max(part[2] for part in parts)
    return Spread(q, seed, values, several, above, below, unknown, jumped, residual, varied)


def _sampler(q: Question, vary: Iterable[str], seed: int) -> tuple[Sampler, tuple[str, ...]]:
    """Draws of what the sides need; correlated values stay together."""
    chosen = uncertain(q.scenario, vary)
    needs = q.scenario.graph.plan(q.equality.names, {*q.scenario.numbers, q.solve}, q.scenario.words).needs
    correlation = correlation_of(q.scenario, chosen)
    kept = tuple(x for x in chosen if x.name in needs or (correlation and x.name in correlation.names))
    varied = tuple(each.name for each in kept if each.name in needs and each.name != q.solve)
    if not varied:
        raise ScenarioError(f"nothing but {q.solve} varies", hint="give a parameter a range: NAME='a to b unit'")
    return Sampler(kept, seed, correlation=correlation), varied


def _searched(
    q: Question, sampler: Sampler, varied: tuple[str, ...], start: int, count: int
) -> tuple[Array, tuple[int, ...], float]:
    """The lowest root of each sample; how many have several, stay above, stay below, are unknown, jump."""
    drawn = sampler.draw(start, count)
    sides = q.sides({name: drawn[name] for name in varied})
    points = q.points(COARSE)
    found = crossings(sides, points, count, closer=False)
    values = np.full(count, np.nan)
    roots, cases = found.value[~found.jump], found.case[~found.jump]
    np.fmin.at(values, cases, roots)
    crossed = np.bincount(found.case, minlength=count)
    several = int(np.count_nonzero(np.bincount(cases, minlength=count) > 1))
    gaps = np.stack([difference(*sides(np.full(count, end), np.arange(count))) for end in points[[0, -1]]])
    none = crossed == 0
    above = int(np.count_nonzero(none & np.any(gaps > 0.0, axis=0)))
    below = int(np.count_nonzero(none & ~np.any(gaps > 0.0, axis=0) & np.any(gaps < 0.0, axis=0)))
    unknown = int(np.count_nonzero(none)) - above - below
    jumped = int(np.count_nonzero((crossed > 0) & np.isnan(values)))
    residual = float(found.residual[~found.jump].max()) if roots.size else 0.0
    return values, (several, above, below, unknown, jumped), residual
