"""The kinds of variables of a model, and the attributes of each.

A module of the model declares variables with the functions of `orbitcalc.graph.declare`; `Graph`
gives each its name and its group. Declarations are immutable, hashable values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np

from orbitcalc import units
from orbitcalc.graph.formula import Formula, word_sets
from orbitcalc.validity import Limits

Role = Literal["uncertainty", "lever", "constant"]
Shape = Literal["percentiles", "uniform", "loguniform"]
Display = Literal["number", "date"]
Direction = Literal["up", "down", "other"]
"""Direction in which a variable relaxes a constraint: a larger value, a smaller value, or another entry."""

Links = tuple[tuple[str, float], ...]
"""Parameters, each with a rank correlation [1]."""


@dataclass(frozen=True, kw_only=True)
class Variable:
    """Attributes of every variable: a meaning, a unit, and (in a graph) a name and a group.

    `label` is its name in a line of a table; `headline` its position in the answer, 0 for none; `display` the
    format of its value; `no_value` the reason for a missing value. `aliases` are other terms of the field: they
    are refused with a hint at the name. `roles` are the lists that contain the variable, such as the outputs of
    a sweep; `Graph.with_role` returns each list.
    """

    meaning: str
    unit_text: str = "1"
    name: str = ""
    group: str = ""
    label: str = ""
    headline: int = 0
    display: Display = "number"
    no_value: str = ""
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    @cached_property
    def unit(self) -> units.Unit:
        return units.declared(self.unit_text)

    def si(self, text: str) -> float:
        """A quantity of this declaration, given as text, in SI."""
        return units.declared_number(text)


@dataclass(frozen=True, kw_only=True)
class Parameter(Variable):
    """A number that the user may set: its default, plausible range, hard bounds and source, as texts.

    `low`, the default and `high` are the 5, 50 and 95 % points of the believed distribution; the range of a
    lever is the range of design choices. `moves_with` are correlated parameters with their rank correlations.
    `catalogue` names the catalogue table that supplies the value instead of a default here. A `goal` is a
    target of the user, and reducing it is the last remedy to be proposed.
    """

    default: str = ""
    low: str = ""
    high: str = ""
    bounds: tuple[str, str] = ("", "")
    source: str = ""
    note: str = ""
    role: Role = "uncertainty"
    shape: Shape = "percentiles"
    moves_with: Links = ()
    catalogue: str = ""
    goal: bool = False

    @cached_property
    def limits(self) -> tuple[float, float]:
        """The hard bounds in SI; infinite where there are none."""
        low, high = self.bounds
        return (self.si(low) if low else -np.inf, self.si(high) if high else np.inf)


@dataclass(frozen=True, kw_only=True)
class Choice(Variable):
    """A word from a fixed list; the first is the default."""

    words: tuple[str, ...]

    @property
    def default(self) -> str:
        return self.words[0]


@dataclass(frozen=True, kw_only=True)
class Selection(Variable):
    """The name of a catalogue entry, which gives the values of the table's parameters.

    `supersedes` are further variables that the entry determines; choosing another entry discards the
    values that an earlier layer gives for them.
    """

    table: str
    default: str
    supersedes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rule(Variable):
    """A derived variable: a formula, and alternative formulas for words of a choice.

    `axis` names the leading axis of a series ("years", "season"). `tabulated` marks a formula that reads a
    table or iterates over a series: it receives SI magnitudes, and its arguments and result are checked as
    for any other formula. `words` label a result that is an index. A `signed` variable may be negative; a
    given value of any other must not be below zero or outside its `bounds`. `instead` names the input to set
    where setting this variable alone has no effect. `adds_to` are the totals of which it is a line.
    `impossible` is the reason reported for a negative value.
    """

    formulas: tuple[Formula, ...]
    axis: str = ""
    tabulated: bool = False
    words: tuple[str, ...] = ()
    signed: bool = False
    bounds: tuple[str, str] = ("", "")
    instead: str = ""
    caution: str = ""
    adds_to: tuple[str, ...] = ()
    impossible: str = ""

    @cached_property
    def limits(self) -> tuple[float, float]:
        """The hard bounds in SI: zero and infinity unless others are declared."""
        low, high = self.bounds
        least = -np.inf if self.signed else 0.0
        return (self.si(low) if low else least, self.si(high) if high else np.inf)

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """The choices whose words select the formula."""
        return tuple(dict.fromkeys(choice for formula in self.formulas for choice, _ in formula.when))

    def when(
        self, *lines: str, within: Iterable[Limits] = (), **words: str | tuple[str, ...]
    ) -> Callable[[Callable[..., Any]], Alternative]:
        """Declare an alternative formula for the given words: `@radiator_area.when(power_source="reactor")`.

        `lines` are the terms of a formula that is a sum; `within` are the ranges in which it is valid.
        """

        def declare(function: Callable[..., Any]) -> Alternative:
            return Alternative(self, Formula.of(function, word_sets(words), lines, within))

        return declare

    def formula(self, chosen: Mapping[str, str]) -> Formula:
        """The formula for the chosen words: the most specific one that applies."""
        one_word = {choice: (chosen[choice],) for choice in self.choices if choice in chosen}
        fitting = [formula for formula in self.formulas if formula.fits(one_word)]
        return max(fitting, key=lambda formula: len(formula.when))

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self.formulas[0].function(*arguments, **named)


@dataclass(frozen=True)
class Alternative:
    """An alternative formula of a rule, as declared in a module; the graph adds it to the rule."""

    rule: Rule
    formula: Formula

    def __call__(self, *arguments: Any) -> Any:
        return self.formula(*arguments)


ROUNDING = 1e-9
"""Difference between a margin and the reserve of the model below which the two count as equal."""


@dataclass(frozen=True, kw_only=True)
class Constraint(Rule):
    """A margin, 1 - demand / capacity: positive is good, 0 is just enough, -1 is half of the need.

    `topic` is its name in a sentence; `used` and `available` are demand and capacity in words. `relaxed_by`
    names the variables that relax it, each with its direction. A capacity that the model `sized` for the
    demand has no slack: its margin is the design reserve, a factor on the demand or, with `reserve_is_step`,
    an addition to it. A constraint that does not `bind` is judged apart from feasibility; a `quiet` one is
    shown only where it is violated. A `law` of nature has priority over every other constraint.
    """

    topic: str
    demand: str = ""
    capacity: str = ""
    used: str = ""
    available: str = ""
    relaxed_by: tuple[tuple[str, Direction], ...] = ()
    sized: bool = False
    reserve: str = ""
    reserve_is_step: bool = False
    binds: bool = True
    quiet: bool = False
    law: bool = False

    @property
    def slack_arguments(self) -> tuple[str, ...]:
        """The variables that `slack` takes, the margin first."""
        reserve = (self.reserve,) if self.reserve else ()
        return (self.name, *reserve, *((self.demand,) if self.reserve_is_step else ()))

    def kept(self, *reserve: Any) -> Any:
        """The margin that results from the reserve of the model."""
        if self.reserve_is_step:
            step, demand = reserve
            return step / (demand + step)
        return 1.0 - 1.0 / reserve[0] if reserve else 0.0

    def says_nothing(self, slack: float) -> bool:
        """Whether a slack is uninformative: a capacity equal to its demand, or a quiet constraint that holds."""
        return slack >= 0.0 and (self.quiet or (self.sized and not self.reserve and bool(np.isinf(slack))))

    def slack(self, margin: Any, *reserve: Any) -> Any:
        """The margin, or infinity where it equals the reserve for which the model sized the capacity."""
        if not self.sized:
            return margin
        return np.where(np.abs(margin - self.kept(*reserve)) < ROUNDING, np.inf, margin)
