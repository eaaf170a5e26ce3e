"""A break-even question: a variable, an equality of two quantities, and where to look."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.breakeven.roots import Sides, scan_points
from orbitcalc.analysis.sampling.axes import limits_of, read_number, shown, words_that_vary
from orbitcalc.analysis.sampling.outcomes import outcomes
from orbitcalc.conditions import words_of
from orbitcalc.errors import Problem, ScenarioError, UnitError
from orbitcalc.evaluate import assert_agreement, plan_for
from orbitcalc.graph import Rule
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.layers import range_of

FRACTIONAL = {"satellite_count": "fractional"}
FAR = 100.0
"""How many times its present value a variable without bounds is searched up to."""

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
    problems = [problem for each in (name, other) if each and (problem := _not_a_number(scenario, each, text))]
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

    @cached_property
    def plausible(self) -> tuple[float, float] | None:
        """The sourced range of the variable; None where it has none."""
        return range_of(self.scenario.graph, self.scenario.settings, self.solve)

    def points(self, count: int = 0) -> Array:
        """Where to look first: over the whole range, and closer over the plausible part of it."""
        whole = scan_points(self.low, self.high, count) if count else scan_points(self.low, self.high)
        if self.plausible is None or self.plausible[0] >= self.plausible[1]:
            return whole
        near = np.linspace(*self.plausible, count or len(whole) // 2)
        return np.union1d(whole, near[(near > self.low) & (near < self.high)])

    def outcome(
        self, values: Array, wanted: tuple[str, ...], more: Mapping[str, Array] | None = None
    ) -> dict[str, Array]:
        """Variables for many values of the one solved for, and of `more` beside it."""
        return outcomes(self.scenario, {**(more or {}), self.solve: values}, wanted, len(values))

    def sides(self, more: Mapping[str, Array] | None = None) -> Sides:
        """Both sides of the equality; `more` holds other variables by case."""

        def both(values: Array, case: Array) -> tuple[Array, Array]:
            taken = {name: column[case] for name, column in (more or {}).items()}
            found = self.outcome(values, self.equality.names, taken)
            left = found[self.equality.name]
            other = self.equality.other
            return left, found[other] if other else np.full(left.shape, self.equality.value)

        return both


def question(scenario: Scenario, solve: str, until: str, start: str = "", stop: str = "") -> Question:
    """A break-even question, checked.

    Raises
    ------
    ScenarioError
        If the variable cannot be solved for, the condition cannot be read, or the range is none.
    """
    equality = read_equality(until, scenario)
    try:
        if words_that_vary(scenario, solve):
            raise UnitError(f"{solve} is a word", "'orbitcalc sweep' tries its words one by one")
        smooth = scenario.with_(FRACTIONAL, label="breakeven")
        notes = [] if scenario.words["satellite_count"] == "fractional" else [
            "satellites and flights are counted in fractions (satellite_count = fractional)"
        ]  # fmt: skip
        low, high = _range(smooth, solve, start, stop)
    except UnitError as error:
        raise ScenarioError(error.message, f"--solve {solve}", error.hint) from error
    bounds = limits_of(scenario, solve)
    if low < bounds[0] or high > bounds[1]:
        notes.append(f"the range goes beyond the bounds of {solve}, which the model does not otherwise allow")
    assert_agreement(smooth, plan_for(smooth, equality.names))
    return Question(smooth, solve, equality, low, high, tuple(notes))


def _range(scenario: Scenario, solve: str, start: str, stop: str) -> tuple[float, float]:
    """What was asked for; else the hard bounds; else from zero to many times the present value."""
    bounds = limits_of(scenario, solve)
    now = float(np.squeeze(plan_for(scenario, [solve]).evaluate(scenario.numbers)[solve]))
    far = FAR * now if np.isfinite(now) and now else np.nan
    low = bounds[0] if np.isfinite(bounds[0]) else np.minimum(far, 0.0)
    high = bounds[1] if np.isfinite(bounds[1]) else np.maximum(far, 0.0)
    low = read_number(scenario, solve, start) if start else float(low)
    high = read_number(scenario, solve, stop) if stop else float(high)
    if np.isnan(low) or np.isnan(high):
        raise UnitError(f"{solve} has no bounds and no value here", "say where to look with --from and --to")
    if not low < high:
        ends = f"{shown(scenario, solve, low)} to {shown(scenario, solve, high)}"
        raise UnitError(f"{ends} is no range", "--from is the smaller one, --to the larger")
    return low, high
