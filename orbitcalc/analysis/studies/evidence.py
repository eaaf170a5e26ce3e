"""What a printed figure is evidence of: the inputs that move it, how they enter, and the rules between.

Each number that reaches a figure is scaled in turn. An input is active when the figure moves with it. A zero, and a
one without a unit, stand for what a study leaves out and are not scaled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.studies.published import Printed
from orbitcalc.evaluate import evaluate
from orbitcalc.graph import Parameter, Rule
from orbitcalc.scenario import Scenario

KINDS = {
    "formula": "inputs enter by more than multiplication",
    "product": "a product or quotient of inputs",
    "echo": "an input that passes through unchanged",
    "given": "the scenario gives the value itself, or only zeros and ones enter",
    "circular": "an input that produces the figure was computed from it, or is it",
    "altered": "an input of the study was changed to reproduce the figure",
    "not printed there": "the source does not print the figure",
}
"""What a figure may be."""

COUNTED = ("formula", "product")
"""The kinds that are evidence."""

FACTORS = (0.5, 0.8, 1.25, 2.0)
"""What each input is multiplied by, within its bounds."""

_MOVED = 1e-12
_EQUAL = 1e-9
_WHOLE = 10.0
"""Whole numbers from this size on may be products that were rounded to the next."""
_DIGITS = 8
"""An inferred input of more digits than studies print, which reproduces a figure exactly, was computed from it."""


@dataclass(frozen=True)
class Evidence:
    """The kind of a figure, the inputs that move it, and the rules between that move with it."""

    kind: str
    inputs: tuple[str, ...]
    rules: frozenset[str]


def evidence_of(figures: Sequence[Printed]) -> list[Evidence]:
    """The evidence of several figures that hold under the same scenario."""
    trial = _Trial(figures[0].variant, tuple(dict.fromkeys(figure.variable for figure in figures)))
    return [trial.evidence(figure) for figure in figures]


@dataclass(frozen=True)
class _Trial:
    """A scenario with each of its inputs scaled in turn: sample 0 is the scenario itself."""

    scenario: Scenario
    wanted: tuple[str, ...]

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """The numbers that reach the figures, without constants, zeros, plain ones and what follows another input."""
        graph, numbers = self.scenario.graph, self.scenario.numbers
        reached = graph.inputs_of(self.wanted, self.scenario.settings, self.scenario.words)
        own = (name for name in reached if name in numbers and name not in self.scenario.followers)
        return tuple(name for name in own if not self._is_neutral(name, float(numbers[name])))

    def _is_neutral(self, name: str, value: float) -> bool:
        variable = self.scenario.graph[name]
        plain_one = value == 1.0 and variable.unit.dimensionless
        return variable.group == "constants" or value == 0.0 or plain_one or not np.isfinite(value)

    @cached_property
    def rules(self) -> tuple[str, ...]:
        """The rules that are computed on the way to the figures."""
        scenario, rules = self.scenario, self.scenario.graph.of(Rule)
        above = scenario.graph.upstream(self.wanted, scenario.settings, scenario.words)
        return tuple(name for name in rules if name in above and name not in scenario.settings)

    @cached_property
    def samples(self) -> dict[str, Array]:
        count = len(FACTORS) * len(self.inputs) + 1
        samples = {name: np.full(count, float(self.scenario.numbers[name])) for name in self.inputs}
        for name in self.inputs:
            samples[name][self._places(name)] *= FACTORS
            variable = self.scenario.graph[name]
            if isinstance(variable, Parameter):
                np.clip(samples[name], *variable.limits, out=samples[name])
        return samples

    def _places(self, name: str) -> slice:
        start = len(FACTORS) * self.inputs.index(name) + 1
        return slice(start, start + len(FACTORS))

    @cached_property
    def values(self) -> dict[str, Array]:
        """Each rule and wanted variable, shape (..., samples)."""
        names = dict.fromkeys((*self.rules, *self.wanted))
        count = len(FACTORS) * len(self.inputs) + 1
        values = evaluate(self.scenario, self.samples, tuple(names), check=False)
        return {name: _spread(np.asarray(value, dtype=float), count) for name, value in values.items()}

    @cached_property
    def moves(self) -> dict[str, frozenset[str]]:
        """The inputs that each variable moves with."""
        return {name: frozenset(self._moving(values)) for name, values in self.values.items()}

    def _moving(self, values: Array) -> Iterable[str]:
        base = values[..., :1]
        moved = ~np.isclose(values, base, rtol=_MOVED, atol=0.0, equal_nan=True)
        by_sample = moved.reshape(-1, moved.shape[-1]).any(axis=0)
        return compress(self.inputs, by_sample[1:].reshape(len(self.inputs), len(FACTORS)).any(axis=1))

    def evidence(self, figure: Printed) -> Evidence:
        active = self.moves[figure.variable]
        inputs = tuple(name for name in self.inputs if name in active)
        above = self.scenario.graph.upstream([figure.variable], self.scenario.settings, self.scenario.words)
        rules = frozenset(name for name in self.rules if name in above and self.moves[name] & active)
        return Evidence(figure.kind or self._kind(figure, inputs), inputs, rules)

    def _kind(self, figure: Printed, inputs: tuple[str, ...]) -> str:
        """The kind that follows from the graph and the numbers."""
        if figure.variable in self.scenario.settings or not inputs:
            return "given"
        numbers = self.scenario.numbers
        same = [name for name in inputs if self._same_dimension(name, figure)]
        if any(np.isclose(numbers[name], figure.value, rtol=_EQUAL, atol=0.0) for name in same):
            return "echo" if len(inputs) == 1 else "circular"
        if self._is_solved_from(figure, inputs):
            return "circular"
        series = self.values[figure.variable]
        if series.ndim == 1 and all(self._is_factor(series, name) for name in inputs):
            return "product"
        return "formula"

    def _same_dimension(self, name: str, figure: Printed) -> bool:
        graph = self.scenario.graph
        return graph[name].unit.dimension == graph[figure.variable].unit.dimension

    def _is_solved_from(self, figure: Printed, inputs: tuple[str, ...]) -> bool:
        """Whether an inferred input has more digits than anything printed and meets the figure exactly."""
        exact = np.isclose(self.values[figure.variable].reshape(-1)[0], figure.value, rtol=_EQUAL, atol=0.0)
        inferred = (self.scenario[name] for name in inputs if "inferred" in self.scenario[name].source)
        return bool(exact) and any(_digits(setting.text) > _DIGITS for setting in inferred)

    def _is_factor(self, values: Array, name: str) -> bool:
        """Whether a figure, shape (samples,), is proportional to an input or to its inverse, whole numbers rounded."""
        base, moved = values[0], values[self._places(name)]
        factors = self.samples[name][self._places(name)] / self.samples[name][0]
        slack = 1.0 if base == np.round(base) and base >= _WHOLE else _EQUAL * abs(base)
        return any(bool(np.all(np.abs(moved - base * factors**power) <= slack)) for power in (1.0, -1.0))


def _spread(values: Array, count: int) -> Array:
    """Values with a last axis of samples, also where nothing varies; shape (..., samples)."""
    return np.broadcast_to(values if values.ndim else values[None], (*values.shape[:-1], count))


def _digits(text: str) -> int:
    """The significant digits of the number that a text begins with."""
    number = text.split()[0].lower().partition("e")[0] if text.split() else ""
    return len("".join(letter for letter in number if letter.isdigit()).strip("0"))
