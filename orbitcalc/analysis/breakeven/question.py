"""A break-even question: a variable to solve for, an equality of two quantities, and a range."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from orbitcalc import units
from orbitcalc._typing import Array
from orbitcalc.analysis.breakeven.roots import Sides, scan_points
from orbitcalc.analysis.sampling.axes import read_number, words_to_vary
from orbitcalc.analysis.sampling.fractional import FRACTIONAL, fractional
from orbitcalc.errors import Problem, ScenarioError, UnitError
from orbitcalc.evaluate import evaluate_columns, plan_for, prove
from orbitcalc.graph import Rule
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.conditions import words_of
from orbitcalc.scenario.display import limits_of, unit_of, value_text

FAR = 100.0
"""A variable without bounds is searched up to this many times its present value."""

_FORM = re.compile(r"\s*([A-Za-z_]\w*)\s*(==|=|<=|>=|<|>|!=)\s*(.+?)\s*")


@dataclass(frozen=True)
class Equality:
    """A variable that is to equal another one (`other`), or a value in SI."""

    text: str
    name: str
    other: str = ""
    value: float = 0.0

    @property
    def names(self) -> tuple[str, ...]:
        """The variables on both sides."""
        return (self.name, self.other) if self.other else (self.name,)


def read_equality(text: str, scenario: Scenario) -> Equality:
    """The equality that a text such as 'cost_ratio == 1' or 'capex == ground_capex' states.

    Raises
    ------
    ScenarioError
        If it states none.
    """
    match = _FORM.fullmatch(text)
    if not match or match[2] not in ("==", "="):
        hint = "write, for example, 'cost_ratio == 1' or 'cost_total == ground_present_cost'"
        raise ScenarioError("not NAME == VALUE or NAME == NAME", f"--until '{text}'", hint)
    name, _, right = match.groups()
    other = right if re.fullmatch(r"[A-Za-z_]\w*", right) else ""
    sides = (name, other) if other else (name,)
    problems = [problem for side in sides if (problem := _not_a_number(scenario, side, text))]
    if not problems and other and scenario.graph[name].unit.dimension != scenario.graph[other].unit.dimension:
        problems.append(Problem(f"--until '{text}'", f"{name} and {other} have different dimensions"))
    if problems:
        raise ScenarioError(problems)
    try:
        return Equality(text, name, other, 0.0 if other else read_number(scenario, name, right))
    except UnitError as error:
        raise ScenarioError(error.message, f"--until '{text}'", error.hint) from error


def _not_a_number(scenario: Scenario, name: str, text: str) -> Problem | None:
    variable = scenario.graph.get(name)
    if variable is None:
        return Problem(f"--until '{text}'", f"unknown name '{name}'", scenario.graph.suggest(name))
    if words_of(variable) is not None or (isinstance(variable, Rule) and variable.axis):
        return Problem(f"--until '{text}'", f"{name} is not a single number", "name a variable that is")
    return None


@dataclass(frozen=True)
class Question:
    """Which values of `solve` between `low` and `high` make an equality true."""

    scenario: Scenario
    solve: str
    equality: Equality
    low: float
    high: float
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The scenario and what is asked of it."""
        return f"{self.scenario.name}: {self.solve} at which {self.equality.text}"

    @cached_property
    def plausible(self) -> tuple[float, float] | None:
        """The sourced range of the variable; None where it has none."""
        return self.scenario.range_of(self.solve)

    @property
    def unit(self) -> units.Unit:
        """The unit of the variable to solve for."""
        return unit_of(self.scenario, self.solve)

    @property
    def side_unit(self) -> units.Unit:
        """The unit of both sides."""
        return unit_of(self.scenario, self.equality.name)

    def points(self, count: int = 0) -> Array:
        """The points of the scan: over the whole range, and closer in its plausible part."""
        whole = scan_points(self.low, self.high, count) if count else scan_points(self.low, self.high)
        if self.plausible is None or self.plausible[0] >= self.plausible[1]:
            return whole
        near = np.linspace(*self.plausible, count or len(whole) // 2)
        return np.union1d(whole, near[(near > self.low) & (near < self.high)])

    def values_of(
        self, names: tuple[str, ...], values: Array, more: Mapping[str, Array] | None = None
    ) -> dict[str, Array]:
        """Variables for many values of the one to solve for; `more` holds values of others, all in SI."""
        return evaluate_columns(self.scenario, {**(more or {}), self.solve: values}, names, len(values))

    def sides(self, more: Mapping[str, Array] | None = None) -> Sides:
        """A function of both sides of the equality; `more` holds other variables by case, in SI."""

        def both(values: Array, case: Array) -> tuple[Array, Array]:
            others = {name: column[case] for name, column in (more or {}).items()}
            columns = self.values_of(self.equality.names, values, others)
            left = columns[self.equality.name]
            other = self.equality.other
            return left, columns[other] if other else np.full(left.shape, self.equality.value)

        return both


def breakeven_question(scenario: Scenario, solve: str, until: str, start: str = "", stop: str = "") -> Question:
    """A break-even question, checked; the arguments are those of `breakeven`.

    Raises
    ------
    ScenarioError
        If the variable cannot be solved for, the condition cannot be read, or the range is empty.
    """
    equality = read_equality(until, scenario)
    notes = []
    if any(scenario.words[name] != word for name, word in FRACTIONAL.items()):
        notes.append("satellites and flights are counted in fractions (satellite_count = fractional)")
    try:
        if words_to_vary(scenario, solve):
            raise UnitError(f"{solve} is a word", "'orbitcalc sweep' tries its words one by one")
        smooth = fractional(scenario, "breakeven")
        low, high = _range(smooth, solve, start, stop)
    except UnitError as error:
        raise ScenarioError(error.message, f"--solve {solve}", error.hint) from error
    bounds = limits_of(scenario, solve)
    if low < bounds[0] or high > bounds[1]:
        notes.append(f"the range exceeds the bounds of {solve}, which the model otherwise enforces")
    prove(smooth, equality.names)
    return Question(smooth, solve, equality, low, high, tuple(notes))


def _range(scenario: Scenario, solve: str, start: str, stop: str) -> tuple[float, float]:
    """The range that the texts give; else the hard bounds; where one is missing, zero or many times the value."""
    bounds = limits_of(scenario, solve)
    now = float(np.squeeze(plan_for(scenario, [solve]).evaluate(scenario.numbers)[solve]))
    far = FAR * now if np.isfinite(now) and now else np.nan
    low = bounds[0] if np.isfinite(bounds[0]) else np.minimum(far, 0.0)
    high = bounds[1] if np.isfinite(bounds[1]) else np.maximum(far, 0.0)
    if isinstance(scenario.graph[solve], Rule) and far > low:
        high = np.minimum(high, far)
    low = read_number(scenario, solve, start) if start else float(low)
    high = read_number(scenario, solve, stop) if stop else float(high)
    if np.isnan(low) or np.isnan(high):
        raise UnitError(f"{solve} has no bounds and no value here", "give the range with --from and --to")
    if not low < high:
        ends = f"{value_text(scenario, solve, low)} to {value_text(scenario, solve, high)}"
        raise UnitError(f"{ends} is no range", "--from is the smaller value, --to the larger one")
    return low, high
