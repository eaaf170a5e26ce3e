"""Exact slopes of an output by every input, from the tape of a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.errors import ModelError
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.resolution import range_of
from orbitcalc.tape.program import Program
from orbitcalc.tape.reverse import add_slopes
from orbitcalc.tape.tracing import Trace, bounded, points_around, trace

if TYPE_CHECKING:
    from orbitcalc.result import Result

VALUE = ""
"""The key of the output's own value among the results of a program of slopes."""

SIDE = 1e-6
"""Distance to either side of a point, as a share of an input or, where it is zero, of its range [1]."""

KINK = 1e-3
"""Slopes of the two sides that differ by more than this share: a kink [1]."""

POINTS = 8
"""Points at which slopes are compared with differences."""

STEP = 1e-8
"""Step of those differences, as a share of every input [1]: small beside one satellite of a million."""

ONE_SIDED, AGREEMENT = 1e-4, 1e-5
"""Differences to either side agree so well away from a kink, and slopes with them, as shares of the whole [1]."""


class Slopes:
    """The value of an output and its slopes by all inputs of a trace, for samples of the inputs.

    Steps are flat: through a whole number the slope is that between steps. At a kink it is that of one side.
    """

    def __init__(self, traced: Trace, output: str) -> None:
        self.trace, self.output = traced, output
        self._programs: dict[bool, Program] = {}

    def __call__(self, samples: Mapping[str, Array]) -> dict[str, Array]:
        """The value under the key `VALUE` and the slopes by name, in SI, each of shape (samples,)."""
        results = {name: column.reshape(-1) for name, column in self.program(guarded=False)(samples).items()}
        lost = np.isnan([column for name, column in results.items() if name != VALUE]).any(axis=0)
        lost &= np.isfinite(results[VALUE])
        if lost.any():
            again = self.program(guarded=True)({name: column[lost] for name, column in samples.items()})
            for name, column in results.items():
                column[lost] = again[name].reshape(-1)
        return results

    def at(self, points: Mapping[str, Array]) -> dict[str, Array]:
        """As for samples, where inputs may lie exactly at a kink: there the mean of both sides."""
        return {name: column.reshape(-1) for name, column in self.program(guarded=True)(points).items()}

    def program(self, guarded: bool) -> Program:
        """The program; a guarded one lets nothing come from branches that are left out."""
        if guarded not in self._programs:
            element = self.trace.elements[self.output]
            slopes = add_slopes(self.trace.tape, element, guarded)
            self._programs[guarded] = Program(self.trace.tape, {VALUE: element, **slopes})
        return self._programs[guarded]

    def check(self, points: Mapping[str, Array], seed: int = 2) -> None:
        """Compare the slopes with differences of the plan along a random direction, away from kinks.

        Raises
        ------
        ModelError
            If they differ at a point.
        """
        generator = np.random.default_rng(seed)
        steps = {name: STEP * generator.uniform(0.5, 1.0) * column for name, column in points.items()}
        steps = {name: np.where(np.isfinite(step), step, 0.0) for name, step in steps.items()}
        low, own, high = (
            self.trace.evaluate({name: column + side * steps[name] for name, column in points.items()}, [self.output])
            for side in (-1.0, 0.0, 1.0)
        )
        before, after = own[self.output] - low[self.output], high[self.output] - own[self.output]
        results = self.at(points)
        change = sum(results[name] * steps[name] for name in points)
        size = np.abs(before) + np.abs(after) + STEP * np.abs(results[VALUE])
        apart = np.abs(after - before)  # at a kink within the step the slope is that of one side
        near = np.abs(change - 0.5 * (before + after)) <= AGREEMENT * size + apart
        wrong = (apart <= ONE_SIDED * size) & ~near
        if wrong.any():
            raise ModelError(f"the slopes of '{self.output}' do not agree with its differences")


@dataclass(frozen=True)
class Slope:
    """A slope at a point, and just below and above it in its input; nan where that is beyond a bound. In SI."""

    own: float
    below: float
    above: float

    @property
    def sides(self) -> tuple[float, ...]:
        """The sides on which the output has a slope."""
        return tuple(side for side in (self.below, self.above) if np.isfinite(side))

    @property
    def kink(self) -> bool:
        """Whether the two sides differ."""
        return len(self.sides) == 2 and not _close(self.below, self.above)

    @property
    def value(self) -> float:
        """The slope; at a kink the mean of both sides, and their limit where the point itself is an exception."""
        mean = float(np.mean(self.sides)) if self.sides else self.own
        return self.own if not self.kink and _close(self.own, mean) else mean


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= KINK * max(abs(one), abs(other))


def slopes_of(result: Result, name: str) -> dict[str, float]:
    """The slopes of an output by every given number that enters it, at the scenario's point: SI over SI.

    Constants of nature are left out. At a kink it is the mean of both sides; through a whole number, such as a
    count of satellites, the slope between steps.

    Raises
    ------
    KeyError
        If the output is no number.
    """
    scenario, variable = result.scenario, result.variable(name)
    if result.is_word(name) or result.is_series(name):
        raise KeyError(f"{name} has no slopes: it is {'a word' if result.is_word(name) else 'a series'}")
    given = [item for item in result.inputs_of(variable.name) if item in scenario.numbers]
    inputs = [item for item in given if getattr(scenario.graph[item], "role", "") != "constant"]
    return {item: slope.value for item, slope in local_slopes(scenario, [name], inputs)[name].items()}


def local_slopes(scenario: Scenario, outputs: Iterable[str], inputs: Iterable[str]) -> dict[str, dict[str, Slope]]:
    """The slopes of outputs by inputs at the scenario's point, on both sides of it too.

    What follows an input moves with it.

    Parameters
    ----------
    scenario : Scenario
        The point.
    outputs, inputs : iterable of str
        Numbers; given numbers.

    Raises
    ------
    ModelError
        If the tape of an output does not agree with its plan.
    """
    names, wanted = tuple(inputs), tuple(dict.fromkeys(outputs))
    moved = {name: scenario.moved_with(name) for name in names}
    every = tuple(dict.fromkeys(item for items in moved.values() for item in items))
    traced = trace(scenario, every, wanted)
    points, inside = _sides(scenario, every, moved)
    results: dict[str, dict[str, Slope]] = {}
    for output in wanted:
        slopes = Slopes(traced, output)
        slopes.check(points_around(scenario, every, POINTS))
        columns = slopes.at(points)
        results[output] = {}
        for place, (name, items) in enumerate(moved.items()):
            total = np.where(inside, sum(columns[item] for item in items), np.nan)
            own, (below, above) = total[0], total[1 + 2 * place : 3 + 2 * place]
            results[output][name] = Slope(float(own), float(below), float(above))
    return results


def _sides(
    scenario: Scenario, every: tuple[str, ...], moved: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, Array], Array]:
    """The scenario's point, then one below and one above it for each input; and whether each is within bounds."""
    numbers = scenario.numbers
    points = {name: np.full(1 + 2 * len(moved), numbers[name]) for name in every}
    for place, (name, items) in enumerate(moved.items()):
        step = SIDE * (abs(numbers[name]) or _width(scenario, name))
        for item in items:
            points[item][1 + 2 * place : 3 + 2 * place] += (-step, step)
    inside = np.all([bounded(scenario, name, column) == column for name, column in points.items()], axis=0)
    inside[0] = True
    return points, inside


def _width(scenario: Scenario, name: str) -> float:
    """The width of an input's range, or one where it has none."""
    ends = range_of(scenario.graph, scenario.settings, name)
    return float(ends[1] - ends[0]) if ends and ends[1] > ends[0] else 1.0
