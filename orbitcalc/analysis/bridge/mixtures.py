"""Mixtures of two scenarios: some settings of the one, the others of the other, many evaluated at once.

A mixture takes resolved settings: each variable has the value that one of the two scenarios gives it, and
"computed" is one of the values it may have. Settings that mean something only together, such as a
catalogue entry and the values it supplies, change together: they are one `Player`.

The model is evaluated variable by variable, and each in as many parts as the mixtures have different
origins for it: given by the first side, given by the second, or computed by one of its formulas.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.bridge.players import Player, SideInputs, reach
from orbitcalc.analysis.bridge.shapley import Coalitions, Numbers
from orbitcalc.evaluate import evaluate_blocks
from orbitcalc.graph import Formula, Graph, Rule
from orbitcalc.validity import unchecked

Origin: TypeAlias = Formula | float
"""Where a variable has its value from in some mixtures: a formula, or a given number in SI."""


@dataclass(frozen=True, eq=False)
class Mixtures:
    """The wanted variable as a function of which players have the settings of the second side."""

    graph: Graph
    first: SideInputs
    second: SideInputs
    wanted: str
    players: tuple[Player, ...]

    @cached_property
    def owner(self) -> dict[str, int]:
        """The player that each differing variable belongs to."""
        return {name: index for index, player in enumerate(self.players) for name in player.variables}

    def __call__(self, taken: Coalitions) -> Numbers:
        """The wanted variable in SI, shape (mixtures,).

        `taken` says which players have the settings of the second side, shape (mixtures, players).
        """

        def block(part: slice) -> dict[str, Any]:
            return {self.wanted: self._values(taken[part])[self.wanted]}

        return np.asarray(evaluate_blocks(block, [self.wanted], len(taken))[self.wanted])

    @cached_property
    def _order(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The variables that some mixture may read, in order, each with those that none reads after it."""
        within = reach(self.graph, self.first, self.second, self.wanted)
        names = [name for name in sorted(within, key=self.graph.order.__getitem__) if name not in self.first.words]
        last = {name: name for name in names}
        for name in names:
            last |= {argument: name for formula in self.graph.formulas(name, {}) for argument in formula.arguments}
        return tuple((name, tuple(n for n in names if last[n] == name and n != self.wanted)) for name in names)

    def _values(self, taken: Coalitions, *, keep: bool = False) -> dict[str, Array]:
        """The wanted variable for some mixtures, or every variable on the way to it."""
        known: dict[str, Array] = {}
        with np.errstate(all="ignore"):
            for name, spent in self._order:
                known[name] = self._value(name, taken, known)
                for other in () if keep else spent:
                    known.pop(other, None)
        return known

    def _value(self, name: str, taken: Coalitions, known: Mapping[str, Array]) -> Array:
        """A variable, shape (), (mixtures,), (years, 1) or (years, mixtures): part by part of equal origin."""
        parts = [(rows, _evaluated(origin, rows, known)) for origin, rows in self._parts(name, taken)]
        if len(parts) == 1:
            return parts[0][1]
        years = np.broadcast_shapes(*(np.shape(value)[:-1] for _, value in parts))
        column = np.empty((*years, len(taken)))
        for rows, value in parts:
            column[..., rows] = value
        return column

    def _parts(self, name: str, taken: Coalitions) -> Iterator[tuple[Origin, Array]]:
        """The different origins of a variable, each with the mixtures that have it, shape (mixtures,)."""
        variable = self.graph[name]
        choices = variable.choices if isinstance(variable, Rule) else ()
        deciding = sorted({self.owner[item] for item in (name, *choices) if item in self.owner})
        kind = taken[:, deciding] @ (1 << np.arange(len(deciding)))
        origins: dict[Origin, list[int]] = {}
        for number in np.flatnonzero(np.bincount(kind)).tolist():
            sides = {player: bool(number >> bit & 1) for bit, player in enumerate(deciding)}
            origins.setdefault(self.origin(name, sides), []).append(number)
        for origin, numbers in origins.items():
            yield origin, np.logical_or.reduce([kind == number for number in numbers])

    def origin(self, name: str, taken: Mapping[int, bool]) -> Origin:
        """Where a variable has its value from: the formula, or its value in SI, nan where it has neither."""
        variable, side = self.graph[name], self._side(name, taken)
        if name in side.values:
            return side.values[name]
        if not isinstance(variable, Rule):
            return np.nan
        return variable.formula({choice: self._side(choice, taken).words[choice] for choice in variable.choices})

    def _side(self, name: str, taken: Mapping[int, bool]) -> SideInputs:
        """The side whose setting of a variable is in force."""
        return self.second if name in self.owner and taken[self.owner[name]] else self.first

    def why_unknown(self, taken: Coalitions) -> str:
        """The variable upstream that first has no value in one mixture, shape (players,); empty if all have one."""
        known = self._values(taken[np.newaxis, :], keep=True)
        sides = dict(enumerate(taken))
        current, unknown = "", [self.wanted]
        while unknown and not np.isfinite(known[unknown[0]]).all():
            current = unknown[0]
            origin = self.origin(current, sides)
            arguments = origin.arguments if isinstance(origin, Formula) else ()
            unknown = [name for name in arguments if not np.isfinite(known[name]).all()]
        return current


def _evaluated(origin: Origin, rows: Array, known: Mapping[str, Array]) -> Array:
    """A variable for some mixtures: shape () or (years, 1) where nothing varies, else the rows last."""
    if not isinstance(origin, Formula):
        return np.float64(origin)
    values = (known[name] for name in origin.arguments)
    if not rows.all():
        values = (value[..., rows] if np.shape(value)[-1:] == rows.shape else value for value in values)
    with unchecked():
        return np.asarray(origin.function(*values))
