"""The futures of a scenario: what its answer would be if every uncertain input took values from its range.

A scenario is one point; its futures are draws of all uncertain inputs, the same numbers as those of a Monte
Carlo run of as many samples with the same seed. They give each figure of the answer a range and a place in it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.runs.study import study_of
from orbitcalc.analysis.sampling.outputs import is_output
from orbitcalc.analysis.sampling.uncertain import uncertain
from orbitcalc.analysis.statistics.quantile import sorted_quantile
from orbitcalc.futures import Futures, Range
from orbitcalc.graph.story import Judgement
from orbitcalc.model import story
from orbitcalc.result import Result

FUTURES = 4096
"""Futures that are drawn, unless the caller names another number."""

QUANTILES = (0.05, 0.5, 0.95)
"""Shares of the futures below the ends and the middle of a range."""

EQUAL = 1e-9
"""Relative difference up to which two values are equal: rounding apart, as where an input cancels in a result [1]."""


def futures(
    result: Result,
    judgement: Judgement,
    names: Sequence[str] = (),
    count: int = FUTURES,
    seed: int = 0,
    *,
    shown: Sequence[str] = (),
) -> Futures | None:
    """Draw the futures of a result's scenario.

    Parameters
    ----------
    result : Result
        The result at the scenario's own values.
    judgement : Judgement
        The variables of the two verdicts.
    names : sequence of str
        Variables to find the position of; they and the numbers of the headline have a range.
    count, seed : int
        Number of futures [1], and the seed that gives the same ones again.
    shown : sequence of str
        Further variables that have a range, without a position.

    Returns
    -------
    Futures or None
        None if nothing in the scenario is uncertain.
    """
    scenario = result.scenario
    inputs = uncertain(scenario)
    if not inputs:
        return None
    words = (judgement.binding, judgement.feasible)
    wanted = dict.fromkeys((*scenario.graph.headline, *names, *shown, judgement.ratio))
    outputs = [name for name in wanted if name not in words and is_output(scenario, name)]
    study = study_of(scenario, outputs=[*outputs, judgement.feasible], conditions=(), seed=seed, inputs=inputs)
    columns = study.chunk(0, count).columns
    ratio = columns[judgement.ratio]
    return Futures(
        count=count,
        seed=seed,
        feasible=float(np.mean(columns[judgement.feasible] > 0.0)),
        cheaper=float(np.mean(ratio < 1.0)),
        positions=tuple(name for name in names if name in outputs),
        ranges={name: range_of_values(columns[name], float(result.value_si(name))) for name in outputs},
    )


def futures_of(result: Result) -> Futures | None:
    """The futures of a result of the model, with a range for each number of its headline, answer and positions."""
    return futures(result, story().judgement, story().positions, shown=story().outcomes)


def range_of_values(values: Array, own: float) -> Range:
    """The range of some values, shape (futures,), and the position of one's own among them; nan is no value."""
    ordered = np.sort(np.where(np.isfinite(values), values, np.inf))
    place = own if np.isfinite(own) else np.inf
    equal = float(np.mean(np.isclose(ordered, place, rtol=EQUAL, atol=0.0)))
    below = float(np.mean(ordered < place - EQUAL * abs(place))) if np.isfinite(place) else 1.0 - equal
    quantiles = (sorted_quantile(ordered, share) for share in QUANTILES)
    low, median, high = (value if np.isfinite(value) else None for value in quantiles)
    return Range(low, median, high, float(np.mean(np.isnan(values))), below + 0.5 * equal)
