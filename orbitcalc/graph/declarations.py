"""What a variable is, and how a module of the model declares one.

A `parameter` has a default, a plausible range and a source. A `rule` is a pure function whose argument
names are the variables it needs. A `choice` is a word; a rule may have another formula for a word of a
choice (`Rule.when`). A `catalogued` parameter takes its value from the catalogue entry that a
`selection` names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np

from orbitcalc import units

Role = Literal["uncertainty", "lever", "constant"]
Shape = Literal["triangular", "uniform", "loguniform"]


@dataclass(frozen=True, kw_only=True)
class Variable:
    """What every variable has: a meaning, a unit, and (once in a graph) a name and a group.

    `aliases` are words of the field for the same thing: not accepted, but answered with the name.
    """

    meaning: str
    unit_text: str = "1"
    aliases: tuple[str, ...] = ()
    name: str = ""
    group: str = ""

    @cached_property
    def unit(self) -> units.Unit:
        return units.declared(self.unit_text)


@dataclass(frozen=True, kw_only=True)
class Parameter(Variable):
    """A number the user may set: its default, plausible range, hard bounds and source, as texts.

    `catalogue` names the catalogue table that supplies the value; it then has no default here.
    """

    default: str = ""
    low: str = ""
    high: str = ""
    bounds: tuple[str, str] = ("", "")
    source: str = ""
    note: str = ""
    role: Role = "uncertainty"
    shape: Shape = "triangular"
    catalogue: str = ""

    def si(self, text: str) -> float:
        """A text of this declaration in SI."""
        number, unit_text = units.split(text)
        return float(units.declared(unit_text).to_si(number))

    @cached_property
    def limits(self) -> tuple[float, float]:
        """The hard bounds in SI; infinite where there are none."""
        low, high = self.bounds
        return (self.si(low) if low else -np.inf, self.si(high) if high else np.inf)


@dataclass(frozen=True, kw_only=True)
class Choice(Variable):
    """A word from a fixed list; the first is the default."""

    words: tuple[str, ...]
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def default(self) -> str:
        return self.words[0]


@dataclass(frozen=True, kw_only=True)
class Selection(Variable):
    """The name of a catalogue entry, which gives the values of the table's parameters.

    `supersedes` are further variables that say the same as the entry in other words; choosing
    another entry drops what an earlier layer gave for them.
    """

    table: str
    default: str
    supersedes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Formula:
    """One way to compute a variable: the function and the words under which it applies."""

    function: Callable[..., Any]
    when: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def arguments(self) -> tuple[str, ...]:
        code = self.function.__code__  # inspect.signature says the same, a hundred times slower
        return code.co_varnames[: code.co_argcount]

    @property
    def place(self) -> str:
        code = self.function.__code__
        return f"{self.function.__module__}:{code.co_firstlineno}"


@dataclass(frozen=True, kw_only=True)
class Rule(Variable):
    """A derived variable: a formula, and other formulas for words of a choice.

    `axis` names the leading axis of a variable that is a series ("years", "season"). `tabulated`
    marks a formula that reads a table or walks a series: it is handed SI magnitudes, its arguments
    and its result having been checked like any other's. `words` label a result that is an index. A
    `signed` variable may be negative; any other is refused below zero when it is given. `instead` says
    what to give where giving this one alone would change nothing.
    """

    formulas: list[Formula]
    axis: str = ""
    tabulated: bool = False
    words: tuple[str, ...] = ()
    signed: bool = False
    instead: str = ""

    def when(self, **words: str) -> Callable[[Callable[..., Any]], Rule]:
        """Add the formula that applies under the given words: `@radiator_area.when(power_source="reactor")`."""

        def add(function: Callable[..., Any]) -> Rule:
            self.formulas.append(Formula(function=function, when=dict(words)))
            return self

        return add

    def formula(self, chosen: Mapping[str, str]) -> Formula:
        """The formula for the chosen words: the most particular one that fits."""
        fitting = [f for f in self.formulas if all(chosen.get(key) == word for key, word in f.when.items())]
        return max(fitting, key=lambda f: len(f.when))

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self.formulas[0].function(*arguments, **named)


def parameter(
    default: str, meaning: str, *, low: str = "", high: str = "", bounds: tuple[str, str] = ("", ""),
    source: str, note: str = "", role: Role = "uncertainty", shape: Shape = "triangular",
    aliases: tuple[str, ...] = (),
) -> Any:  # fmt: skip
    """Declare a parameter; its unit is the default's. A lever's range is what a designer may choose."""
    _, unit_text = units.split(default)
    return Parameter(
        meaning=meaning, unit_text=unit_text or "1", default=default, low=low, high=high, bounds=bounds,
        source=source, note=note, role=role, shape=shape, aliases=aliases,
    )  # fmt: skip


def constant(default: str, meaning: str, *, source: str, aliases: tuple[str, ...] = ()) -> Any:
    """Declare a constant of nature or a convention; it has no range."""
    return parameter(default, meaning, low=default, high=default, source=source, role="constant", aliases=aliases)


def catalogued(
    table: str,
    unit: str,
    meaning: str,
    *,
    bounds: tuple[str, str] = ("", ""),
    role: Role = "uncertainty",
    aliases: tuple[str, ...] = (),
) -> Any:
    """Declare a parameter whose value, range and source come from the selected entry of a table."""
    return Parameter(meaning=meaning, unit_text=unit, bounds=bounds, role=role, catalogue=table, aliases=aliases)


def choice(*words: str, meaning: str, aliases: tuple[str, ...] = (), **notes: str) -> Any:
    """Declare a choice; the first word is the default."""
    return Choice(meaning=meaning, words=words, notes=notes, aliases=aliases)


def selection(
    table: str, default: str, meaning: str, *, supersedes: tuple[str, ...] = (), aliases: tuple[str, ...] = ()
) -> Any:
    """Declare the selection of an entry of a catalogue table."""
    return Selection(meaning=meaning, table=table, default=default, supersedes=supersedes, aliases=aliases)


def rule(
    unit: str,
    meaning: str,
    *,
    axis: str = "",
    tabulated: bool = False,
    words: tuple[str, ...] = (),
    signed: bool = False,
    instead: str = "",
    aliases: tuple[str, ...] = (),
) -> Callable[[Callable[..., Any]], Rule]:
    """Declare a derived variable, named as its function, in the unit it is shown in."""

    def declare(function: Callable[..., Any]) -> Rule:
        return Rule(
            meaning=meaning, unit_text=unit, formulas=[Formula(function=function)], axis=axis,
            tabulated=tabulated, words=words, signed=signed, instead=instead, aliases=aliases,
        )  # fmt: skip

    return declare
