"""Axes: which values a variable takes in turn, read from the text that a user writes.

100..1000 USD_2025/kg        a range; each end may have its own unit
[30, 100, 300] kW            a list
[falcon-9, starship-v3]      words of a choice, or entries of a catalogue
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from orbitcalc import units
from orbitcalc.errors import Problem, ScenarioError, UnitError, did_you_mean
from orbitcalc.graph import Rule
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.conditions import words_of
from orbitcalc.scenario.display import within_limits
from orbitcalc.scenario.layers import currencies_of

Spacing = Literal["linear", "log"]
"""How a range is divided: evenly, or by equal factors."""

AXIS_POINTS = 11
"""Values of a range, unless the user names another number."""

MOST_POINTS = 10_000_000
"""Points of a range at most; they are held in memory."""

_LIST = re.compile(r"\s*\[(.*)\]\s*(.*?)\s*", re.DOTALL)
_ENDS = re.compile(r"\s*(.+?)\s*\.\.\s*(.+?)\s*", re.DOTALL)


@dataclass(frozen=True)
class Axis:
    """A variable and its values: numbers in SI, or words."""

    name: str
    values: tuple[Any, ...]
    scale: Spacing = "linear"

    @property
    def is_words(self) -> bool:
        """Whether the values are words."""
        return isinstance(self.values[0], str)


def read_axes(
    scenario: Scenario,
    vary: Mapping[str, Any],
    points: Mapping[str, int] | int = AXIS_POINTS,
    scale: Mapping[str, Spacing] | Spacing = "linear",
    flag: str = "--vary",
) -> tuple[Axis, ...]:
    """The axes that texts describe.

    Parameters
    ----------
    scenario : Scenario
        The scenario that the variables belong to.
    vary : mapping of name to str or sequence
        A text as at the top of this page, or a sequence of texts or pure numbers.
    points, scale : int and {"linear", "log"}, or a mapping of name to such
        How a range is divided; the name "" stands for every other variable.
    flag : str
        The option that an error message names.

    Raises
    ------
    ScenarioError
        With all errors in the texts.
    """
    problems: list[Problem] = []
    axes: list[Axis] = []
    for name, raw in vary.items():
        try:
            axes.append(_axis(scenario, name, raw, _option(points, name, AXIS_POINTS), _option(scale, name, "linear")))
        except UnitError as error:
            problems.append(Problem(f"{flag} {name}", error.message, error.hint))
    if problems:
        raise ScenarioError(problems)
    return tuple(axes)


def _option(option: Any, name: str, default: Any) -> Any:
    """The option of one variable, from one for all or from a mapping."""
    return option.get(name, option.get("", default)) if isinstance(option, Mapping) else option


def _axis(scenario: Scenario, name: str, raw: Any, points: int, scale: Spacing) -> Axis:
    words = words_to_vary(scenario, name)
    text = raw if isinstance(raw, str) else f"[{', '.join(str(item) for item in raw)}]"
    as_list, as_range = _LIST.fullmatch(text), _ENDS.fullmatch(text)
    items = as_list[1].split(",") if as_list else [text]
    if words:
        return Axis(name, tuple(_word(item.strip(), words) for item in items))
    if as_range and not as_list:
        low, high = (within_limits(scenario, name, end) for end in read_ends(scenario, name, text))
        return Axis(name, spaced(low, high, points, scale), scale)
    unit_text = as_list[2] if as_list else ""
    numbers = (within_limits(scenario, name, read_number(scenario, name, item, unit_text)) for item in items)
    return Axis(name, tuple(numbers), scale)


def _word(word: str, words: tuple[str, ...]) -> str:
    if word not in words:
        raise UnitError(f"'{word}' is not one of {', '.join(words)}", did_you_mean(word, words))
    return word


def words_to_vary(scenario: Scenario, name: str) -> tuple[str, ...]:
    """The words that a choice or a catalogue selection may take; empty for a number that can be given.

    Raises
    ------
    UnitError
        If the variable is unknown, a series or a verdict.
    """
    variable = scenario.graph.get(name)
    if variable is None:
        raise UnitError(f"unknown name '{name}'", scenario.graph.suggest(name) or "'orbitcalc params' lists them")
    if isinstance(variable, Rule) and (variable.axis or variable.words):
        raise UnitError(f"{name} is a {'series' if variable.axis else 'verdict'} and cannot be given")
    return words_of(variable, scenario.catalogue) or ()


def read_number(scenario: Scenario, name: str, text: str, unit_text: str = "") -> float:
    """One number of a variable in SI; `unit_text` is its unit where the text names none.

    Raises
    ------
    UnitError
        If the text is not a number or has another dimension.
    """
    own_unit = units.split(text)[1]
    whole = text if own_unit or not unit_text else f"{text.strip()} {unit_text}"
    return units.read(whole, scenario.graph[name].unit, currencies_of(scenario.layers, []))


def read_ends(scenario: Scenario, name: str, text: str) -> tuple[float, float]:
    """The ends in SI of a range such as "30 kW..2 MW".

    Raises
    ------
    UnitError
        If the text is not a range of this variable, or its ends are in the wrong order.
    """
    match = _ENDS.fullmatch(text)
    if not match:
        raise UnitError(f"'{text}' is not a range", "write LOW..HIGH UNIT, such as 100..1000 USD_2025/kg")
    low = read_number(scenario, name, match[1], units.split(match[2])[1])
    high = read_number(scenario, name, match[2])
    if not low < high:
        raise UnitError(f"'{text}' does not rise", "write the smaller end first")
    return low, high


def spaced(low: float, high: float, points: int, scale: Spacing) -> tuple[float, ...]:
    """Values from one end to the other, evenly or by equal factors.

    Raises
    ------
    UnitError
        If there are fewer than two points or more than `MOST_POINTS`, or a logarithmic range does not lie above zero.

    Examples
    --------
    >>> spaced(1.0, 100.0, 3, "log")
    (1.0, 10.0, 100.0)
    """
    if points < 2:
        raise UnitError(f"{points} points do not make a range", "give at least 2")
    if points > MOST_POINTS:
        raise UnitError(f"{points:,} points are too many for one range", f"give at most {MOST_POINTS:,}")
    if scale == "linear":
        return tuple(np.linspace(low, high, points).tolist())
    if low <= 0.0:
        raise UnitError("a logarithmic range starts above zero", "use a linear scale or another end")
    inner = np.geomspace(low, high, points)[1:-1].tolist()
    return (low, *inner, high)
