"""Which values a variable is to take: a range, a list, or words, as a user writes them.

    100..1000 USD_2025/kg        a range; each end may have its own unit
    [30, 100, 300] kW            a list
    [falcon-9, starship-v3]      words of a choice, or entries of a catalogue
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from orbitcalc import units
from orbitcalc._typing import Array
from orbitcalc.conditions import words_of
from orbitcalc.errors import Problem, ScenarioError, UnitError, did_you_mean
from orbitcalc.graph import Parameter, Rule
from orbitcalc.scenario import Scenario, unit_si_text
from orbitcalc.scenario.layers import currencies_of

Scale = Literal["linear", "log"]
SCALES: tuple[Scale, ...] = ("linear", "log")
POINTS = 11

_LIST = re.compile(r"\s*\[(.*)\]\s*(.*?)\s*", re.DOTALL)
_ENDS = re.compile(r"\s*(.+?)\s*\.\.\s*(.+?)\s*", re.DOTALL)


@dataclass(frozen=True)
class Axis:
    """A variable and the values it takes: numbers in SI, or words."""

    name: str
    values: tuple[Any, ...]
    scale: Scale = "linear"

    @property
    def is_words(self) -> bool:
        return isinstance(self.values[0], str)


def read_axes(
    scenario: Scenario, vary: Mapping[str, Any], points: Mapping[str, int] | int = POINTS,
    scale: Mapping[str, Scale] | Scale = "linear", flag: str = "--vary",
) -> tuple[Axis, ...]:  # fmt: skip
    """The values that each variable is to take.

    Parameters
    ----------
    scenario : Scenario
        Whose variables they are.
    vary : mapping of name to str or sequence
        A text as at the top of this page, or a sequence of texts or pure numbers.
    points, scale : int and {"linear", "log"}, or a mapping of name to such
        How a range is divided; the name "" stands for every other variable.
    flag : str
        What an error names.

    Raises
    ------
    ScenarioError
        With everything that is wrong with them.
    """
    problems: list[Problem] = []
    found: list[Axis] = []
    for name, raw in vary.items():
        try:
            found.append(_axis(scenario, name, raw, _each(points, name, POINTS), _each(scale, name, "linear")))
        except UnitError as error:
            problems.append(Problem(f"{flag} {name}", error.message, error.hint))
    if problems:
        raise ScenarioError(problems)
    return tuple(found)


def _each(given: Any, name: str, default: Any) -> Any:
    return given.get(name, given.get("", default)) if isinstance(given, Mapping) else given


def _axis(scenario: Scenario, name: str, raw: Any, points: int, scale: Scale) -> Axis:
    words = words_that_vary(scenario, name)
    text = raw if isinstance(raw, str) else f"[{', '.join(str(item) for item in raw)}]"
    listed, ends = _LIST.fullmatch(text), _ENDS.fullmatch(text)
    if words:
        items = listed[1].split(",") if listed else [text]
        return Axis(name, tuple(_word(item.strip(), words) for item in items))
    if ends and not listed:
        return Axis(name, spaced(*_bounded_ends(scenario, name, text), points, scale), scale)
    items = listed[1].split(",") if listed else [text]
    unit_text = listed[2] if listed else ""
    numbers = tuple(bounded(scenario, name, read_number(scenario, name, item, unit_text)) for item in items)
    return Axis(name, numbers, scale)


def _word(word: str, words: tuple[str, ...]) -> str:
    if word not in words:
        raise UnitError(f"'{word}' is not one of {', '.join(words)}", did_you_mean(word, words))
    return word


def words_that_vary(scenario: Scenario, name: str) -> tuple[str, ...]:
    """The words that a choice or a catalogue selection may take; nothing for a number that can be given.

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
    return words_of(variable) or ()


def read_number(scenario: Scenario, name: str, text: str, unit_text: str = "") -> float:
    """One number of a variable in SI; `unit_text` stands in where it names no unit.

    Raises
    ------
    UnitError
        If it cannot be read or has another dimension.
    """
    own = units.split(text)[1]
    whole = text if own or not unit_text else f"{text.strip()} {unit_text}"
    return units.read(whole, scenario.graph[name].unit, currencies_of(scenario.layers, []))


def read_ends(scenario: Scenario, name: str, text: str) -> tuple[float, float]:
    """The ends in SI of a range such as "30 kW..2 MW".

    Raises
    ------
    UnitError
        If it is no range of this variable, or its ends are the wrong way round.
    """
    match = _ENDS.fullmatch(text)
    if not match:
        raise UnitError(f"'{text}' is not a range", "write LOW..HIGH UNIT, such as 100..1000 USD_2025/kg")
    low = read_number(scenario, name, match[1], units.split(match[2])[1])
    high = read_number(scenario, name, match[2])
    if not low < high:
        raise UnitError(f"'{text}' does not rise", "write the smaller end first")
    return low, high


def _bounded_ends(scenario: Scenario, name: str, text: str) -> tuple[float, float]:
    low, high = (bounded(scenario, name, value) for value in read_ends(scenario, name, text))
    return low, high


def limits_of(scenario: Scenario, name: str) -> tuple[float, float]:
    """The hard bounds of a variable in SI, infinite where it has none."""
    variable = scenario.graph[name]
    if isinstance(variable, Parameter):
        return variable.limits
    return (-np.inf if isinstance(variable, Rule) and variable.signed else 0.0, np.inf)


def bounded(scenario: Scenario, name: str, value: float) -> float:
    """The value, if it lies within the hard bounds of its variable.

    Raises
    ------
    UnitError
        If it does not.
    """
    low, high = limits_of(scenario, name)
    if not low <= value <= high:
        ends = " and ".join(shown(scenario, name, end) for end in (low, high))
        raise UnitError(f"{shown(scenario, name, value)} is out of bounds", f"{name} lies between {ends}")
    return value


def spaced(low: float, high: float, points: int, scale: Scale) -> tuple[float, ...]:
    """Values from one end to the other, evenly or by equal factors.

    Raises
    ------
    UnitError
        If there are less than two points, or a logarithmic range does not lie above zero.
    """
    if points < 2:
        raise UnitError(f"{points} points do not make a range", "give at least 2")
    if scale == "linear":
        return tuple(np.linspace(low, high, points).tolist())
    if low <= 0.0:
        raise UnitError("a logarithmic range starts above zero", "use a linear scale or another end")
    inner = np.geomspace(low, high, points)[1:-1].tolist()
    return (low, *inner, high)


def unit_of(scenario: Scenario, name: str, asked: str = "") -> units.Unit:
    """The unit a variable is shown in: the asked one, or its own in dollars of the price year."""
    return units.unit(asked) if asked else units.declared(scenario.graph[name].unit_text, scenario.price_year)


def shown(scenario: Scenario, name: str, value: float, asked: str = "", digits: int = 4) -> str:
    """An SI value as tables print it, with its unit."""
    unit = unit_of(scenario, name, asked)
    number = float(unit.from_si(value))
    date = scenario.graph[name].display == "date" and np.isfinite(number)
    text = f"{number:.1f}" if date else units.number(number, digits)
    return f"{text} {unit.label}".strip()


def exact(scenario: Scenario, name: str, value: float, digits: int = 17) -> str:
    """An SI value as --set takes it, in the unit it is shown in."""
    unit = unit_of(scenario, name)
    return f"{float(unit.from_si(value)):.{digits}g} {unit.label}".strip()


def exact_si(scenario: Scenario, name: str, value: float) -> str:
    """An SI value as `with_` takes it, to the last digit."""
    return f"{float(value)!r} {unit_si_text(scenario.graph[name].unit)}".strip()


def plain(value: float) -> float | None:
    """A number for JSON: None where it is not finite."""
    return float(value) if np.isfinite(value) else None


def check_outputs(scenario: Scenario, names: Iterable[str], flag: str = "--of", words: bool = False) -> tuple[str, ...]:
    """The names, if each is a variable with one number, or a word where those will do.

    Raises
    ------
    ScenarioError
        With every one that is not.
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


def full(value: Array, count: int) -> Array:
    """A value as one number for each sample."""
    return np.ascontiguousarray(np.broadcast_to(np.asarray(value, dtype=float), (count,)))
