"""Declaration of variables in the modules of a model.

A `parameter` has a default, a plausible range and a source. A `rule` is a pure function whose argument names are the
variables it needs; a function without arguments is a constant in SI. A `total` is the sum of the variables that add to
it (`adds_to`). A `constraint` compares a demand with a capacity. A `choice` is a word, for which a rule may have an
alternative formula (`Rule.when`). A `catalogued` parameter takes its value from the entry of a `selection`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

import numpy as np

from orbitcalc import units
from orbitcalc.graph.declarations import (
    ROUNDING,
    Choice,
    Constraint,
    Direction,
    Display,
    Parameter,
    Role,
    Rule,
    Selection,
    Shape,
)
from orbitcalc.graph.formula import Formula, line_sum
from orbitcalc.validity import Limits

NO_LINKS: Mapping[str, float] = MappingProxyType({})
"""Correlations of an uncorrelated parameter."""


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
    shape: Shape = "percentiles",
    moves_with: Mapping[str, float] = NO_LINKS,
    display: Display = "number",
    goal: bool = False,
    aliases: tuple[str, ...] = (),
    roles: tuple[str, ...] = (),
) -> Any:
    """Declare a parameter; its unit is that of the default.

    `low`, the default and `high` are the 5, 50 and 95 % points of the believed distribution, and `shape` is the form
    of the distribution; the range of a lever is the range of design choices. `moves_with` names correlated parameters
    with their rank correlations; one parameter of a pair declares it.
    """
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
        moves_with=tuple(moves_with.items()),
        display=display,
        goal=goal,
        aliases=aliases,
        roles=roles,
    )


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
    moves_with: Mapping[str, float] = NO_LINKS,
    aliases: tuple[str, ...] = (),
    roles: tuple[str, ...] = (),
    display: Display = "number",
) -> Any:
    """Declare a parameter whose value, range and source come from the selected entry of a table."""
    return Parameter(
        meaning=meaning,
        unit_text=unit,
        bounds=bounds,
        role=role,
        moves_with=tuple(moves_with.items()),
        catalogue=table,
        aliases=aliases,
        roles=roles,
        display=display,
    )


def choice(*words: str, meaning: str, aliases: tuple[str, ...] = (), roles: tuple[str, ...] = ()) -> Any:
    """Declare a choice; the first word is the default."""
    return Choice(meaning=meaning, words=words, aliases=aliases, roles=roles)


def selection(
    table: str,
    default: str,
    meaning: str,
    *,
    supersedes: tuple[str, ...] = (),
    aliases: tuple[str, ...] = (),
    roles: tuple[str, ...] = (),
) -> Any:
    """Declare the selection of an entry of a catalogue table."""
    return Selection(meaning=meaning, table=table, default=default, supersedes=supersedes, aliases=aliases, roles=roles)


def rule(
    unit: str,
    meaning: str,
    *,
    axis: str = "",
    tabulated: bool = False,
    words: tuple[str, ...] = (),
    signed: bool = False,
    bounds: tuple[str, str] = ("", ""),
    instead: str = "",
    headline: int = 0,
    display: Display = "number",
    label: str = "",
    lines: tuple[str, ...] = (),
    within: Iterable[Limits] = (),
    adds_to: tuple[str, ...] = (),
    no_value: str = "",
    impossible: str = "",
    caution: str = "",
    aliases: tuple[str, ...] = (),
    roles: tuple[str, ...] = (),
) -> Callable[[Callable[..., Any]], Rule]:
    """Declare a derived variable, named after its function, with its display unit.

    `lines` are the terms of a sum that the formula computes in another form; `adds_to` are the totals of which the
    variable is a line. `within` are the valid ranges of the functions called, such as `limits_of(drag.air_density)`:
    a result outside them carries a note. `impossible` is the reason reported for a negative value.
    """

    def declare(function: Callable[..., Any]) -> Rule:
        return Rule(
            meaning=meaning,
            unit_text=unit,
            formulas=(Formula.of(function, lines=lines, ranges=within),),
            axis=axis,
            tabulated=tabulated,
            words=words,
            signed=signed,
            bounds=bounds,
            instead=instead,
            headline=headline,
            display=display,
            no_value=no_value,
            impossible=impossible,
            caution=caution,
            label=label,
            adds_to=adds_to,
            aliases=aliases,
            roles=roles,
        )

    return declare


def total(
    unit: str,
    meaning: str,
    *,
    label: str = "",
    headline: int = 0,
    adds_to: tuple[str, ...] = (),
    aliases: tuple[str, ...] = (),
    roles: tuple[str, ...] = (),
) -> Any:
    """Declare a sum of the variables that add to it, which tables and charts show as its lines."""
    return Rule(
        meaning=meaning,
        unit_text=unit,
        formulas=(Formula(function=line_sum, arguments=()),),
        label=label,
        headline=headline,
        adds_to=adds_to,
        aliases=aliases,
        roles=roles,
    )


def more(*names: str) -> tuple[tuple[str, Direction], ...]:
    """Variables that relax a constraint when they are larger."""
    return tuple((name, "up") for name in names)


def less(*names: str) -> tuple[tuple[str, Direction], ...]:
    """Variables that relax a constraint when they are smaller."""
    return tuple((name, "down") for name in names)


def another(*names: str) -> tuple[tuple[str, Direction], ...]:
    """Selections that relax a constraint when another entry is chosen."""
    return tuple((name, "other") for name in names)


def constraint(
    topic: str,
    used: str,
    available: str,
    *,
    demand: str = "",
    capacity: str = "",
    relaxed_by: tuple[tuple[str, Direction], ...],
    sized: bool = False,
    reserve: str = "",
    reserve_step: str = "",
    unknown_holds: bool = False,
    binds: bool = True,
    quiet: bool = False,
    law: bool = False,
    roles: tuple[str, ...] = (),
) -> Constraint:
    """Declare a constraint: the margin of a capacity over a demand, which must not be negative.

    Parameters
    ----------
    topic : str
        Its name in a sentence, and the word of `binding_constraint`.
    used, available : str
        Demand and capacity in words: "flight rate that sustains the fleet", "the flight rate of this programme".
    demand, capacity : str
        The variables compared; an omitted one is 1.
    relaxed_by : tuple
        Variables that relax it, by `more(...)`, `less(...)` and `another(...)`.
    sized : bool
        Whether the model sizes this capacity for its demand, times `reserve` or plus `reserve_step` (variable names).
    unknown_holds : bool
        Whether a missing demand or capacity satisfies the constraint; otherwise it violates it.
    binds : bool
        False for a verdict that is separate from feasibility and may be unknown.
    quiet : bool
        Whether tables omit the constraint while it holds.
    law : bool
        Whether the constraint is a law of nature: any demand violates it, whatever the capacity, and it has
        priority over every other constraint.
    """
    arguments = tuple(name for name in (demand, capacity) if name)
    exact = sized and not (reserve or reserve_step)
    unknown = 1.0 if unknown_holds else -np.inf if binds else np.nan
    function: Any = _law_margin if law else partial(_margin, *(() if demand else (1.0,)), unknown=unknown, exact=exact)
    formula = Formula(function=function, arguments=arguments, name=topic)
    return Constraint(
        meaning=f"Margin of {topic}: {used} against {available}",
        formulas=(formula,),
        signed=True,
        topic=topic,
        demand=demand,
        capacity=capacity,
        used=used,
        available=available,
        relaxed_by=relaxed_by,
        sized=sized,
        reserve=reserve or reserve_step,
        reserve_is_step=bool(reserve_step),
        binds=binds,
        quiet=quiet,
        law=law,
        roles=roles,
    )


def _law_margin(demand: Any) -> Any:
    """Minus infinity where there is any demand, else 1."""
    return np.where(demand > 0.0, -np.inf, 1.0)


def _margin(demand: Any, capacity: Any = 1.0, *, unknown: float, exact: bool) -> Any:
    """1 - demand / capacity; minus infinity without capacity.

    With `exact`, a capacity sized for its demand has a margin of exactly 0, free of rounding.
    """
    margin = 1.0 - demand / capacity
    if exact:
        margin = np.where(np.abs(margin) < ROUNDING, 0.0, margin)
    return np.where(np.isnan(margin), unknown, np.where(capacity <= 0.0, -np.inf, margin))
