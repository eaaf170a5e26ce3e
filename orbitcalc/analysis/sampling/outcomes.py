"""What comes out for many values of some variables, as full columns, and why where nothing does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.sampling.axes import exact_si
from orbitcalc.evaluate import evaluate
from orbitcalc.result import Result
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.conditions import words_of

BLOCK = 8192
"""Samples evaluated together."""

_EXPLAINED = 256
"""Samples whose every variable is kept at a time, to say why some are unknown."""


def outcomes(
    scenario: Scenario, samples: Mapping[str, Array], wanted: Iterable[str], count: int, *, check: bool = False
) -> dict[str, Array]:
    """Variables in SI for many values of others, each a column of `count` numbers.

    Parameters
    ----------
    scenario : Scenario
        What is given for everything that is not sampled.
    samples : mapping of name to ndarray, shape (count,)
        Values in SI.
    wanted : iterable of str
        Numbers or verdicts, no series; a sampled variable gives its samples.
    count : int
        How many samples.
    check : bool
        Prove units first.

    Returns
    -------
    dict of name to ndarray
        Shape (count,).
    """
    names = tuple(dict.fromkeys(wanted))
    computed = tuple(name for name in names if name not in samples)
    columns = {name: np.empty(count) for name in names}
    for start in range(0, count, BLOCK):
        part = slice(start, min(start + BLOCK, count))
        piece = {name: column[part] for name, column in samples.items()}
        found = evaluate(scenario, piece, computed, check=check and start == 0)
        for name in names:
            columns[name][part] = piece[name] if name in piece else found[name]
    return columns


def verdicts(scenario: Scenario, name: str, indices: Array) -> list[str]:
    """The words of a verdict for its indices."""
    words = words_of(scenario.graph[name]) or ()
    return [words[int(index)] if 0 <= index < len(words) else "" for index in indices]


def reasons(
    scenario: Scenario, samples: Mapping[str, Array], names: Sequence[str], columns: Mapping[str, Array]
) -> list[str]:
    """For each sample, why the first of some numbers is not finite; an empty text where all are.

    `columns` holds what came out for `names`.
    """
    numbers = [name for name in names if not words_of(scenario.graph[name])]
    count = len(next(iter(columns.values()))) if columns else 0
    out = [""] * count
    bad = np.zeros(count, bool)
    for name in numbers:
        bad |= ~np.isfinite(columns[name])
    rows = np.flatnonzero(bad)
    for start in range(0, len(rows), _EXPLAINED):
        part = rows[start : start + _EXPLAINED]
        for row, result in zip(part, _results(scenario, samples, numbers, part), strict=True):
            wrong = next(name for name in numbers if not np.isfinite(columns[name][row]))
            out[row] = result.status(wrong)
    return out


def _results(
    scenario: Scenario, samples: Mapping[str, Array], names: Sequence[str], rows: Array
) -> Iterable[Result]:
    """A result for each of these samples, with everything that the names need."""
    first = {name: exact_si(scenario, name, column[rows[0]]) for name, column in samples.items()}
    given = scenario.with_(first, label="sample") if first else scenario
    plan = scenario.graph.plan(names, given.numbers, given.words)
    steps = tuple(step.variable.name for step in plan.steps)
    taken = {name: column[rows] for name, column in samples.items()}
    found = evaluate(scenario, taken, steps, check=False) if steps else {}
    values = given.numbers
    needed = {name: values[name] for name in plan.needs}
    for at in range(len(rows)):
        si = {name: _sample(value, at, len(rows)) for name, value in {**found, **taken}.items()}
        yield Result(given, {**needed, **si}, plan)


def _sample(value: Array, at: int, count: int) -> Array:
    """One sample of a value whose last axis runs over samples, if they vary it."""
    array = np.asarray(value)
    return array[..., at if array.shape[-1] == count else 0] if array.ndim else array
