"""The parts of a search: an objective, levers between their ends, conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.sampling.axes import Axis, read_axes, read_ends, words_to_vary
from orbitcalc.errors import Problem, ScenarioError, UnitError
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.conditions import Condition, read_conditions
from orbitcalc.scenario.display import limits_of

FACTOR = 20.0
"""A lever whose ends are further apart than this is searched by equal factors."""


@dataclass(frozen=True)
class Objective:
    """A variable to minimise, or to maximise."""

    name: str
    maximise: bool = False

    @property
    def sign(self) -> float:
        """The factor that makes the best value the smallest [1]."""
        return -1.0 if self.maximise else 1.0


def read_objective(text: str) -> Objective:
    """The objective of a text: 'NAME', 'min NAME' or 'max NAME'.

    Raises
    ------
    ScenarioError
        If the text has another form.
    """
    sense, _, name = text.strip().rpartition(" ")
    if sense.strip() not in ("", "min", "max"):
        raise ScenarioError(f"'{text}' is not NAME, 'min NAME' or 'max NAME'")
    return Objective(name, sense.strip() == "max")


@dataclass(frozen=True)
class Lever:
    """A number that is free between two ends in SI."""

    name: str
    low: float
    high: float

    @property
    def logarithmic(self) -> bool:
        """Whether equal shares of the way are equal factors."""
        return self.low > 0.0 and self.high > FACTOR * self.low

    def value(self, share: Array) -> Array:
        """The value at a share of the way from low to high."""
        if self.logarithmic:
            return self.low * (self.high / self.low) ** share
        return self.low + share * (self.high - self.low)

    def share(self, value: float) -> float:
        """The share of the way at which a value lies; outside the range, that of the nearer end."""
        inside = min(max(value, self.low), self.high)
        if self.logarithmic:
            return float(np.log(inside / self.low) / np.log(self.high / self.low))
        return (inside - self.low) / (self.high - self.low)


def read_levers(scenario: Scenario, levers: Mapping[str, str]) -> tuple[tuple[Lever, ...], tuple[Axis, ...]]:
    """Levers that are numbers between ends, and those whose values are tried one by one.

    An empty text stands for the variable's own range, or all words of a choice.

    Raises
    ------
    ScenarioError
        With all errors in the texts.
    """
    free: list[Lever] = []
    listed: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, text in levers.items():
        try:
            words = words_to_vary(scenario, name)
            if words or text.lstrip().startswith("["):
                listed[name] = text or f"[{', '.join(words)}]"
                continue
            low, high = read_ends(scenario, name, text) if text else _own_range(scenario, name)
            bounds = limits_of(scenario, name)
            if low < bounds[0] or high > bounds[1]:
                raise UnitError(f"{text} exceeds the bounds of {name}", f"'orbitcalc params {name}' shows them")
            free.append(Lever(name, low, high))
        except UnitError as error:
            problems.append(Problem(f"--lever {name}", error.message, error.hint))
    if problems:
        raise ScenarioError(problems)
    return tuple(free), read_axes(scenario, listed, flag="--lever")


def has_range(scenario: Scenario, name: str) -> bool:
    """Whether a variable has ends of its own: a value that a catalogue entry or a study gives may have none."""
    try:
        return bool(_own_range(scenario, name))
    except UnitError:
        return False


def _own_range(scenario: Scenario, name: str) -> tuple[float, float]:
    """The support of a variable's distribution, or its declared range."""
    setting = scenario.settings.get(name)
    ends = setting.distribution.ends() if setting and setting.distribution else None
    ends = ends if ends and np.all(np.isfinite(ends)) else scenario.range_of(name)
    if ends is None or not ends[0] < ends[1]:
        raise UnitError(f"{name} has no range of its own", f"write --lever '{name}=LOW..HIGH UNIT'")
    return ends


def read_subject(scenario: Scenario, texts: Iterable[str]) -> tuple[Condition, ...]:
    """The conditions that texts state, each an inequality or about a word.

    Raises
    ------
    ScenarioError
        With every text that states none.
    """
    try:
        conditions = read_conditions(texts, scenario.graph, scenario.catalogue)
    except ScenarioError as error:
        problems = [replace(item, where=item.where.replace("--require", "--subject")) for item in error.problems]
        raise ScenarioError(problems) from error
    problems = [
        Problem(f"--subject '{condition.text}'", "an equality of numbers leaves nothing to search", "use <= or >=")
        for condition in conditions
        if condition.sign in ("==", "!=") and not condition.words
    ]
    if problems:
        raise ScenarioError(problems)
    return tuple(conditions)


def shortfall(condition: Condition, values: Array) -> Array:
    """How far values are from meeting a condition, between 0 (met) and 1 (unknown or without limit) [1]."""
    if condition.words:
        return np.where(condition.holds(values), 0.0, 1.0)
    wanted = float(condition.value)
    away = (wanted - values if condition.sign in (">", ">=") else values - wanted) / (abs(wanted) or 1.0)
    short = np.where(np.isfinite(away), np.maximum(away, 0.0), 0.0)
    return np.where(np.isfinite(away) | (away < 0.0), short / (1.0 + short), 1.0)
