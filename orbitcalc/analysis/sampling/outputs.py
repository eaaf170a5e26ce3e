"""Outputs of an analysis: which variables can be one, and why a sample has no value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.errors import Problem, ScenarioError
from orbitcalc.evaluate import evaluate
from orbitcalc.graph import Parameter, Rule
from orbitcalc.result import Result
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.conditions import words_of
from orbitcalc.scenario.display import setting_text_si

ROWS = 256
"""Samples whose variables are all kept at a time, to say why some have no value."""


def is_output(scenario: Scenario, name: str) -> bool:
    """Whether a variable has one number for each sample."""
    variable = scenario.graph.get(name)
    return isinstance(variable, Parameter) or (isinstance(variable, Rule) and not variable.axis)


def check_outputs(scenario: Scenario, names: Iterable[str], flag: str = "--of", words: bool = False) -> tuple[str, ...]:
    """The names without repetition, if each is a variable with one number, or a verdict where `words` allows it.

    Raises
    ------
    ScenarioError
        With every name that is not.
    """
    problems = []
    for name in names:
        variable = scenario.graph.get(name)
        if variable is None:
            hint = scenario.graph.suggest(name) or "'orbitcalc params --all' lists the variables"
            problems.append(Problem(f"{flag} {name}", f"unknown name '{name}'", hint))
        elif isinstance(variable, Rule) and variable.axis:
            problems.append(Problem(f"{flag} {name}", f"{name} is a series", "name a variable with one value"))
        elif words_of(variable) is not None and not (words and isinstance(variable, Rule)):
            problems.append(Problem(f"{flag} {name}", f"{name} is a word", "name a variable that is a number"))
    if problems:
        raise ScenarioError(problems)
    return tuple(dict.fromkeys(names))


def reasons(
    scenario: Scenario, samples: Mapping[str, Array], names: Sequence[str], columns: Mapping[str, Array]
) -> list[str]:
    """For each sample, why the first output without a finite value has none; an empty text where all have one.

    Parameters
    ----------
    scenario : Scenario
        The values of everything that is not sampled.
    samples : mapping of name to ndarray, shape (samples,)
        Values in SI.
    names : sequence of str
        The outputs; verdicts are passed over.
    columns : mapping of name to ndarray, shape (samples,)
        The values of the outputs for these samples, in SI.
    """
    numbers = [name for name in names if not words_of(scenario.graph[name])]
    count = len(next(iter(columns.values()))) if columns else 0
    without_value = np.zeros(count, bool)
    for name in numbers:
        without_value |= ~np.isfinite(columns[name])
    texts = [""] * count
    rows = np.flatnonzero(without_value)
    for start in range(0, len(rows), ROWS):
        part = rows[start : start + ROWS]
        for row, result in zip(part, _results(scenario, samples, numbers, part), strict=True):
            first = next(name for name in numbers if not np.isfinite(columns[name][row]))
            texts[row] = result.status(first)
    return texts


def _results(scenario: Scenario, samples: Mapping[str, Array], names: Sequence[str], rows: Array) -> Iterator[Result]:
    """A result for each of these samples, with every variable that the names need."""
    first = {name: setting_text_si(scenario, name, column[rows[0]]) for name, column in samples.items()}
    changed = scenario.with_(first, label="sample") if first else scenario
    numbers = changed.numbers
    plan = scenario.graph.plan(names, numbers, changed.words)
    steps = tuple(step.variable.name for step in plan.steps)
    inputs = {name: column[rows] for name, column in samples.items()}
    computed = evaluate(scenario, inputs, steps, check=False) if steps else {}
    fixed = {name: numbers[name] for name in plan.needs}
    for at in range(len(rows)):
        si = {name: _sample(value, at, len(rows)) for name, value in {**computed, **inputs}.items()}
        yield Result(changed, {**fixed, **si}, plan)


def _sample(value: Array, at: int, count: int) -> Array:
    """One sample of a value whose last axis runs over the samples, unless they do not vary it."""
    array = np.asarray(value)
    return array[..., at if array.shape[-1] == count else 0] if array.ndim else array
