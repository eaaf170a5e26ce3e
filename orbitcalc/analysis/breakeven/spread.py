"""The distribution of a break-even over draws of the uncertain inputs.

All samples of a block are searched together: one scan, one refinement.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.breakeven.question import Question, breakeven_question
from orbitcalc.analysis.breakeven.roots import crossings, difference
from orbitcalc.analysis.sampling.correlation import correlation_of
from orbitcalc.analysis.sampling.sampler import Sampler
from orbitcalc.analysis.sampling.uncertain import nothing_varies, uncertain
from orbitcalc.analysis.statistics.summary import PERCENTILES
from orbitcalc.evaluate import blocks
from orbitcalc.jsonable import finite, header
from orbitcalc.scenario import Scenario
from orbitcalc.shown import Shown

COARSE = 33
"""Points of the scan of each sample, evenly spaced, and as many again by equal factors."""


@dataclass(frozen=True, repr=False)
class Spread(Shown):
    """Roots over samples in SI: the lowest of each sample, nan where there is none.

    `several` counts samples with more than one root; `above` those in which the left side stays above
    the right one over the whole range, `below` those in which it stays below, `unknown` those without a
    value, `jumped` those with a jump and no root. Percentiles are of the samples that have a root.
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
        """Number of samples [1]."""
        return len(self.values)

    @property
    def share(self) -> tuple[float, float]:
        """The share of the samples that have a root, and its standard error [1]."""
        share = float(np.count_nonzero(np.isfinite(self.values))) / self.samples
        return share, math.sqrt(share * (1.0 - share) / self.samples)

    def percentile(self, share: float) -> float:
        """A percentile of the roots; nan if there are none."""
        known = self.values[np.isfinite(self.values)]
        return float(np.quantile(known, share)) if known.size else math.nan

    def percentile_error(self, share: float) -> float:
        """Standard error of a percentile, from the spread of order statistics."""
        known = int(np.count_nonzero(np.isfinite(self.values)))
        if not known:
            return math.nan
        step = math.sqrt(share * (1.0 - share) / known)
        ends = (min(share + step, 1.0), max(share - step, 0.0))
        return 0.5 * (self.percentile(ends[0]) - self.percentile(ends[1]))

    def to_dict(self) -> dict[str, Any]:
        """Everything but the samples themselves as JSON data, in display units."""
        question = self.question
        unit = question.unit
        scale = unit.from_si(1.0) - unit.from_si(0.0)
        return {
            **header("orbitcalc.breakeven-spread/1", question.scenario),
            "solve": question.solve,
            "until": question.equality.text,
            "unit": unit.text,
            "notes": list(question.notes),
            "from": finite(unit.from_si(question.low)),
            "to": finite(unit.from_si(question.high)),
            "samples": self.samples,
            "seed": self.seed,
            "varied": list(self.varied),
            "share_with_root": self.share[0],
            "share_error": self.share[1],
            "several_roots": self.several,
            "left_above_throughout": self.above,
            "left_below_throughout": self.below,
            "unknown": self.unknown,
            "jumps": self.jumped,
            "largest_residual": finite(self.residual),
            "percentiles": {f"{share:g}": finite(unit.from_si(self.percentile(share))) for share in PERCENTILES},
            "percentile_errors": {f"{share:g}": finite(self.percentile_error(share) * scale) for share in PERCENTILES},
        }


def spread(
    scenario: Scenario,
    solve: str,
    until: str,
    samples: int = 4096,
    *,
    seed: int = 0,
    start: str = "",
    stop: str = "",
    vary: Iterable[str] = (),
) -> Spread:
    """The distribution of the break-even when the uncertain values of a scenario are drawn.

    Parameters
    ----------
    scenario, solve, until, start, stop
        As for `breakeven`; the solved variable itself is not drawn.
    samples, seed : int
        Number of draws, and their seed.
    vary : iterable of str
        The only inputs to draw.

    Raises
    ------
    ScenarioError
        As for `breakeven`, and if nothing else varies.
    """
    question = breakeven_question(scenario, solve, until, start, stop)
    sampler, varied = _sampler(question, vary, seed)
    parts = [_search(question, sampler, varied, part.start, part.stop - part.start) for part in blocks(samples)]
    return Spread(
        question,
        seed,
        values=np.concatenate([part.values for part in parts]),
        several=sum(part.several for part in parts),
        above=sum(part.above for part in parts),
        below=sum(part.below for part in parts),
        unknown=sum(part.unknown for part in parts),
        jumped=sum(part.jumped for part in parts),
        residual=max(part.residual for part in parts),
        varied=varied,
    )


def _sampler(question: Question, vary: Iterable[str], seed: int) -> tuple[Sampler, tuple[str, ...]]:
    """Draws of what the sides need, correlated values together; and the names of the inputs that vary."""
    scenario, solve = question.scenario, question.solve
    inputs = uncertain(scenario, vary)
    needs = scenario.graph.plan(question.equality.names, {*scenario.numbers, solve}, scenario.words).needs
    correlation = correlation_of(scenario, inputs)
    linked = correlation.names if correlation else ()
    kept = tuple(item for item in inputs if item.name in needs or item.name in linked)
    varied = tuple(item.name for item in kept if item.name in needs and item.name != solve)
    if not varied:
        raise nothing_varies(f"nothing but {solve} varies")
    return Sampler(kept, seed, correlation=correlation), varied


def _search(question: Question, sampler: Sampler, varied: tuple[str, ...], start: int, count: int) -> Spread:
    """The lowest root of each sample of a block."""
    draws = sampler.draw(start, count)
    sides = question.sides({name: draws[name] for name in varied})
    points = question.points(COARSE)
    crossed = crossings(sides, points, count, closer=False)
    roots, cases = crossed.value[~crossed.jump], crossed.case[~crossed.jump]
    values = np.full(count, np.nan)
    np.fmin.at(values, cases, roots)
    crossings_per_sample = np.bincount(crossed.case, minlength=count)
    none = crossings_per_sample == 0
    gaps = np.stack([difference(*sides(np.full(count, end), np.arange(count))) for end in points[[0, -1]]])
    above, below = np.any(gaps > 0.0, axis=0), np.any(gaps < 0.0, axis=0)
    return Spread(
        question,
        sampler.seed,
        values,
        several=int(np.count_nonzero(np.bincount(cases, minlength=count) > 1)),
        above=int(np.count_nonzero(none & above)),
        below=int(np.count_nonzero(none & ~above & below)),
        unknown=int(np.count_nonzero(none & ~above & ~below)),
        jumped=int(np.count_nonzero(~none & np.isnan(values))),
        residual=float(crossed.residual[~crossed.jump].max()) if roots.size else 0.0,
        varied=varied,
    )
