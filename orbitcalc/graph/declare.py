"""How a module of the model declares a variable.

A `parameter` has a default, a plausible range and a source. A `rule` is a pure function whose argument
names are the variables it needs; a function without arguments is a constant, its number in SI. A `choice`
is a word; a rule may have another formula for words of a choice (`Rule.when`). A `catalogued` parameter takes
its value from the catalogue entry that a `selection` names.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from orbitcalc import units
from orbitcalc.graph.declarations import Choice, Display, Formula, Parameter, Role, Rule, Selection, Shape


def parameter(
    default: str,
    meaning: str,
    *,
    low: str = "",
    high: str = "",
    bounds: tuple[str, str] = ("", ""),
    source: str,
    note: str = "",
    role: Role = "uncertainty",
    shape: Shape = "triangular",
    display: Display = "number",
) -> Any:
    """Declare a parameter; its unit is the default's. A lever's range is what a designer may choose."""
    return Parameter(
        meaning=meaning,
        unit_text=units.split(default)[1] or "1",
        default=default,
        low=low,
        high=high,
        bounds=bounds,
        source=source,
        note=note,
        role=role,
        shape=shape,
        display=display,
    )


def constant(default: str, meaning: str, *, source: str) -> Any:
    """Declare a constant of nature or a convention; it has no range."""
    return parameter(default, meaning, low=default, high=default, source=source, role="constant")


def catalogued(
    table: str, unit: str, meaning: str, *, bounds: tuple[str, str] = ("", ""), role: Role = "uncertainty"
) -> Any:
    """Declare a parameter whose value, range and source come from the selected entry of a table."""
    return Parameter(meaning=meaning, unit_text=unit, bounds=bounds, role=role, catalogue=table)


def choice(*words: str, meaning: str) -> Any:
    """Declare a choice; the first word is the default."""
    return Choice(meaning=meaning, words=words)


def selection(table: str, default: str, meaning: str, *, supersedes: tuple[str, ...] = ()) -> Any:
    """Declare the selection of an entry of a catalogue table."""
    return Selection(meaning=meaning, table=table, default=default, supersedes=supersedes)


def rule(
    unit: str,
    meaning: str,
    *,
    axis: str = "",
    tabulated: bool = False,
    words: tuple[str, ...] = (),
    signed: bool = False,
    instead: str = "",
    headline: int = 0,
    display: Display = "number",
    no_value: str = "",
) -> Callable[[Callable[..., Any]], Rule]:
    """Declare a derived variable, named as its function, in the unit it is shown in."""

    def declare(function: Callable[..., Any]) -> Rule:
        return Rule(
            meaning=meaning,
            unit_text=unit,
            formulas=(Formula.of(function),),
            axis=axis,
            tabulated=tabulated,
            words=words,
            signed=signed,
            instead=instead,
            headline=headline,
            display=display,
            no_value=no_value,
        )

    return declare
