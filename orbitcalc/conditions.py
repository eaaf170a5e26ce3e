"""Conditions such as 'cost_ratio < 1': on a result, for scripts, and on samples, for probabilities."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from orbitcalc.errors import Problem, ScenarioError, UnitError, did_you_mean
from orbitcalc.graph import Choice, Graph, Rule, Selection, Variable
from orbitcalc.units import declared, read

if TYPE_CHECKING:
    from orbitcalc.result import Result

_FORM = re.compile(r"\s*([A-Za-z_]\w*)\s*(<=|>=|==|!=|<|>)\s*(.+?)\s*")
_SAME = 1e-9
"""Relative difference below which two numbers count as equal."""


def _equal(one: Any, other: Any) -> bool:
    return math.isclose(one, other, rel_tol=_SAME) if isinstance(one, float) else bool(one == other)


OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": _equal,
    "!=": lambda one, other: not _equal(one, other),
}  # fmt: skip


@dataclass(frozen=True)
class Condition:
    """A variable, an operator, and a value in SI or a word. An unknown value meets no condition."""

    text: str
    name: str
    sign: str
    value: float | str
    words: tuple[str, ...] = ()

    def holds(self, values: Any) -> Any:
        """For each of many SI values, whether the condition is met; an unknown value meets none."""
        wanted = float(self.words.index(str(self.value))) if self.words else self.value
        if self.sign in ("==", "!="):
            same = np.isclose(values, wanted, rtol=_SAME, atol=0.0)
            return same if self.sign == "==" else ~same & ~np.isnan(values)
        return OPERATORS[self.sign](values, wanted)

    def met(self, result: Result) -> bool:
        actual: Any = result.word(self.name) if result.is_word(self.name) else float(result.value_si(self.name))
        known = not isinstance(actual, float) or not math.isnan(actual)
        return known and OPERATORS[self.sign](actual, self.value)


def read_conditions(texts: Iterable[str], graph: Graph) -> list[Condition]:
    """The conditions that texts state.

    Raises
    ------
    ScenarioError
        With every text that states none.
    """
    problems: list[Problem] = []
    found = [condition for text in texts if (condition := _read(text, graph, problems))]
    if problems:
        raise ScenarioError(problems)
    return found


def _read(text: str, graph: Graph, problems: list[Problem]) -> Condition | None:
    def report(message: str, hint: str = "") -> None:
        problems.append(Problem(f"--require '{text}'", message, hint))

    match = _FORM.fullmatch(text)
    if not match:
        report("not NAME OPERATOR VALUE", "write, for example, 'cost_ratio < 1' or 'feasible == yes'")
        return None
    name, sign, value = match.groups()
    if name not in graph:
        report(f"unknown name '{name}'", graph.suggest(name))
        return None
    variable = graph[name]
    words = words_of(variable)
    if words is not None:
        return _word(text, name, sign, value, words, report)
    if isinstance(variable, Rule) and variable.axis:
        report(f"{name} is a series", "name a variable with one value")
        return None
    try:
        return Condition(text, name, sign, read(value, declared(variable.unit_text)))
    except UnitError as error:
        report(error.message, error.hint)
        return None


def _word(
    text: str, name: str, sign: str, value: str, words: tuple[str, ...], report: Callable[[str, str], None]
) -> Condition | None:
    if sign not in ("==", "!="):
        report(f"{name} is a word", "compare it with == or !=")
    elif value not in words:
        report(f"'{value}' is not one of {', '.join(words)}", did_you_mean(value, words))
    else:
        return Condition(text, name, sign, value, words)
    return None


def words_of(variable: Variable) -> tuple[str, ...] | None:
    """The words a variable may take; None if it is a number."""
    from orbitcalc import catalog

    if isinstance(variable, Choice):
        return variable.words
    if isinstance(variable, Selection):
        return catalog.names(variable.table)
    return (variable.words or None) if isinstance(variable, Rule) else None


def unmet(conditions: Iterable[Condition], result: Result) -> list[str]:
    """A line for each condition that is not met."""
    return [f"not met: {c.text} (it is {result.text(c.name)})" for c in conditions if not c.met(result)]
