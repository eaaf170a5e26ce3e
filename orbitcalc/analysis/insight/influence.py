"""Which uncertain inputs matter most to a number here: its slopes times the ranges of the inputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.sampling.fractional import fractional
from orbitcalc.analysis.sampling.uncertain import uncertain
from orbitcalc.evaluate import evaluate_columns
from orbitcalc.result import Result
from orbitcalc.scenario import Scenario
from orbitcalc.tape.tracing import bounded

TAILS = np.array([0.05, 0.95])
"""The ends of the range of an input."""

ONE_PERCENT = np.array([1.0, 1.01])
"""An input as it is, and one percent more of it."""

SIDES = np.array([-1e-6, 1e-6])
"""Distances to both sides of an input between which its slope is taken, as shares of it or of its range."""

ROUNDING = 1e-8
"""Changes below this share of the number are none."""


@dataclass(frozen=True)
class Influence:
    """An input, two values of it, and the change of a number between them by its slope, in SI."""

    name: str
    low: float
    high: float
    change: float


@dataclass(frozen=True)
class Influences:
    """The inputs that move a number, the strongest first: over their ranges, or by one percent if none has a range."""

    items: tuple[Influence, ...]
    by_range: bool


def influences(result: Result, name: str) -> Influences | None:
    """What moves a number at the scenario's point.

    Satellites and flights are counted in fractions: whole numbers have no slope. None where there are no slopes: of a
    given value, a word, a series, a number without a value, and where the model has none.
    """
    is_number = not (result.is_word(name) or result.is_series(name)) and np.isfinite(result.value_si(name))
    if name in result.scenario.settings or not is_number:
        return None
    scenario, entered = fractional(result.scenario, "explain"), result.inputs_of(name)
    ranges = {item.name: item.draw(TAILS) for item in uncertain(scenario) if item.name in entered}
    numbers = {item: scenario.numbers[item] * ONE_PERCENT for item in entered if item in scenario.numbers}
    designed = {item: ends for item, ends in numbers.items() if getattr(scenario.graph[item], "role", "") != "constant"}
    moving = _moving(scenario, name, ranges, abs(result.value_si(name)))
    by_range = bool(moving)
    return Influences(moving or _moving(scenario, name, designed, abs(result.value_si(name))), by_range)


def _moving(scenario: Scenario, name: str, ends: Mapping[str, Array], size: float) -> tuple[Influence, ...]:
    """The inputs that move a number of this size between two values, the strongest first."""
    slopes = _slopes(scenario, name, ends) if ends else {}
    items = [
        Influence(item, float(low), float(high), slopes[item] * float(high - low)) for item, (low, high) in ends.items()
    ]
    moving = [item for item in items if np.isfinite(item.change) and abs(item.change) > ROUNDING * size]
    return tuple(sorted(moving, key=lambda item: (-abs(item.change), item.name)))


def _slopes(scenario: Scenario, name: str, ends: Mapping[str, Array]) -> dict[str, float]:
    """The slope of a number between both sides of each input, all in one evaluation; what follows it moves with it."""
    numbers, shape = scenario.numbers, (len(ends), len(SIDES))
    points: dict[str, Array] = {}
    for place, (item, (low, high)) in enumerate(ends.items()):
        moved = numbers[item] + SIDES * (abs(numbers[item]) or abs(high - low) or 1.0)
        for follower in scenario.moved_with(item):
            points.setdefault(follower, np.full(shape, numbers[follower]))[place] = bounded(scenario, follower, moved)
    columns = {item: column.ravel() for item, column in points.items()}
    changes = np.diff(evaluate_columns(scenario, columns, [name], 2 * len(ends))[name].reshape(shape)).ravel()
    widths = {item: float(np.ptp(points[item][place])) for place, item in enumerate(ends)}
    return {item: float(change) / widths[item] for item, change in zip(ends, changes, strict=True)}
