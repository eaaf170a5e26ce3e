"""Conditions such as 'cost_ratio < 1': on a result, for scripts, and on samples, for probabilities."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from orbitcalc.catalog import SHIPPED, Catalogue
from orbitcalc.errors import InputError, Problem, ScenarioError, did_you_mean
from orbitcalc.graph import Choice, Graph, Rule, Selection, Variable
from orbitcalc.units import declared, read

if TYPE_CHECKING:
    from orbitcalc.result import Result

_FORM = re.compile(r"\s*([A-Za-z_]\w*)\s*(<=|>=|==|!=|<|>)\s*(.+?)\s*")
_SAME = 1e-9
"""Relative difference below which two numbers count as equal."""


def _equal(one: Any, other: Any) -> bool:
    return math.isclose(one, other, rel_tol=_SAME) if isinstance(one, float) else bool(one == other)


def _different(one: Any, other: Any) -> bool:
    return not _equal(one, other)


_COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": _equal,
    "!=": _different,
}


@dataclass(frozen=True)
class Condition:
    """A variable, an operator, and a value in SI or a word. An unknown value meets no condition."""

    text: str
    name: str
    sign: str
    value: float | str
    words: tuple[str, ...] = ()

    def holds(self, values: Any) -> Any:
        """For many SI values (a word by its place in the list), whether each meets the condition; same shape."""
        limit = float(self.words.index(str(self.value))) if self.words else self.value
        if self.sign in ("==", "!="):
            same = np.isclose(values, limit, rtol=_SAME, atol=0.0)
            return same if self.sign == "==" else ~same & ~np.isnan(values)
        return _COMPARISONS[self.sign](values, limit)

    def met(self, result: Result) -> bool:
        """Whether a result meets the condition."""
        actual: Any = result.word(self.name) if result.is_word(self.name) else float(result.value_si(self.name))
        known = not isinstance(actual, float) or not math.isnan(actual)
        return known and bool(_COMPARISONS[self.sign](actual, self.value))


def unmet(conditions: Iterable[Condition], result: Result) -> list[str]:
    """A line for each condition that a result does not meet."""
    return [f"not met: {c.text} (it is {result.text(c.name)})" for c in conditions if not c.met(result)]


def read_conditions(
    texts: Iterable[str], graph: Graph, catalogue: Catalogue = SHIPPED, flag: str = "--require"
) -> list[Condition]:
    """The conditions that texts state; `flag` is where the texts come from, for errors.

    Raises
    ------
    ScenarioError
        With every text that is not a condition.
    """
    problems: list[Problem] = []
    conditions: list[Condition] = []
    for text in texts:
        try:
            conditions.append(_condition(text, graph, catalogue))
        except InputError as error:
            problems.append(Problem(f"{flag} '{text}'".lstrip(), error.message, error.hint))
    if problems:
        raise ScenarioError(problems)
    return conditions


def _condition(text: str, graph: Graph, catalogue: Catalogue) -> Condition:
    match = _FORM.fullmatch(text)
    if not match:
        raise InputError("not NAME OPERATOR VALUE", "write, for example, 'cost_ratio < 1' or 'feasible == yes'")
    name, sign, value = match.groups()
    if name not in graph:
        raise InputError(f"unknown name '{name}'", graph.suggest(name))
    variable = graph[name]
    words = words_of(variable, catalogue)
    if words is not None:
        _check_word(name, sign, value, words)
        return Condition(text, name, sign, value, words)
    if isinstance(variable, Rule) and variable.axis:
        raise InputError(f"{name} is a series", "name a variable with one value")
    return Condition(text, name, sign, read(value, declared(variable.unit_text)))


def _check_word(name: str, sign: str, value: str, words: tuple[str, ...]) -> None:
    if sign not in ("==", "!="):
        raise InputError(f"{name} is a word", "compare it with == or !=")
    if value not in words:
        raise InputError(f"'{value}' is not one of {', '.join(words)}", did_you_mean(value, words))


def words_of(variable: Variable, catalogue: Catalogue = SHIPPED) -> tuple[str, ...] | None:
    """The words a variable may take; None if it is a number."""
    if isinstance(variable, Choice):
        return variable.words
    if isinstance(variable, Selection):
        return catalogue.names(variable.table)
    return (variable.words or None) if isinstance(variable, Rule) else None
