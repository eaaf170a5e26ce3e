"""Mixtures of two scenarios: some settings of the one, the others of the other, many evaluated at once.

A mixture takes resolved settings: each variable has the value that one of the two scenarios gives it, and
"computed" is one of the values it may have. Settings that mean something only together, such as a
catalogue entry and the values it supplies, change together: they are one `Player`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from orbitcalc.analysis.bridge.players import Player, SideInputs, reach
from orbitcalc.analysis.bridge.shapley import Coalitions, Numbers
from orbitcalc.evaluate import evaluate_blocks
from orbitcalc.graph import Choice, Graph, Plan, Rule, Selection


@dataclass(frozen=True, eq=False)
class Mixtures:
    """The wanted variable as a function of which players have the settings of the second side."""

    graph: Graph
    first: SideInputs
    second: SideInputs
    wanted: str
    players: tuple[Player, ...]

    @cached_property
    def _known_plans(self) -> dict[bytes, Plan]:
        return {}

    @cached_property
    def owner(self) -> dict[str, int]:
        """The player that each differing variable belongs to."""
        return {name: index for index, player in enumerate(self.players) for name in player.variables}

    @cached_property
    def structural(self) -> list[int]:
        """Players that change which variables are computed and how, and not numbers alone."""
        return sorted({index for name, index in self.owner.items() if self._changes_plan(name)})

    def _changes_plan(self, name: str) -> bool:
        if isinstance(self.graph[name], Selection):
            return False
        return isinstance(self.graph[name], Choice) or (name in self.first.values) != (name in self.second.values)

    @cached_property
    def fixed(self) -> dict[str, Any]:
        """The computed variables that no player affects, evaluated once for all mixtures; no series."""
        within = reach(self.graph, self.first, self.second, self.wanted)
        words = {name: (self.first.words[name], self.second.words[name]) for name in self.first.words}
        given = self.first.values.keys() & self.second.values.keys()
        still = within - self.graph.downstream(self.owner, given, words) - self.first.values.keys()
        still = {name for name in still if isinstance(rule := self.graph[name], Rule) and not rule.axis}
        return self.graph.plan(still, self.first.values, self.first.words).evaluate(self.first.values)

    def __call__(self, taken: Coalitions) -> Numbers:
        """The wanted variable in SI, shape (mixtures,).

        `taken` says which players have the settings of the second side, shape (mixtures, players).
        """
        values = np.full(len(taken), np.nan)
        for plan, rows in self._plans(taken):
            values[rows] = self._evaluate(plan, taken[rows])
        return values

    def _evaluate(self, plan: Plan, taken: Coalitions) -> Numbers:
        """The wanted variable for mixtures that share a plan."""

        def block(part: slice) -> dict[str, Any]:
            return {self.wanted: np.ravel(plan.evaluate(self.values_of(plan, taken[part]))[self.wanted])}

        return np.asarray(evaluate_blocks(block, [self.wanted], len(taken))[self.wanted])

    def _plans(self, taken: Coalitions) -> list[tuple[Plan, np.ndarray[Any, Any]]]:
        """The distinct plans, each with the rows that follow it."""
        kinds, kind = np.unique(taken[:, self.structural], axis=0, return_inverse=True)
        plans: dict[Any, tuple[Plan, list[int]]] = {}
        for number, row in enumerate(kinds):
            plan = self._known_plans.get(row.tobytes()) or self._known_plans.setdefault(row.tobytes(), self.plan(row))
            key = (tuple(step.function for step in plan.steps), plan.needs)
            plans.setdefault(key, (plan, []))[1].append(number)
        return [(plan, np.flatnonzero(np.isin(kind.reshape(-1), numbers))) for plan, numbers in plans.values()]

    def plan(self, taken: Coalitions) -> Plan:
        """What to evaluate when these structural players have the settings of the second side, and no others."""
        over = {index for index, of_second in zip(self.structural, taken, strict=True) if of_second}
        sides = {name: self.second if index in over else self.first for name, index in self.owner.items()}
        names = set(self.first.values) | set(self.second.values)
        given = {name for name in names if name in sides.get(name, self.first).values} | self.fixed.keys()
        words = {name: sides.get(name, self.first).words[name] for name in self.first.words}
        return self.graph.plan([self.wanted], given, words)

    def values_of(self, plan: Plan, taken: Coalitions) -> dict[str, Any]:
        """The values that a plan needs, shape (mixtures,) each."""
        return {name: self._value(name, taken) for name in plan.needs}

    def _value(self, name: str, taken: Coalitions) -> Numbers:
        if name not in self.owner:
            return np.full(len(taken), self.fixed[name] if name in self.fixed else self.first.values[name])
        before, after = (side.values.get(name, np.nan) for side in (self.first, self.second))
        return np.where(taken[:, self.owner[name]], after, before)

    def why_unknown(self, taken: Coalitions) -> str:
        """The variable upstream that first has no value in one mixture, shape (players,); empty if all have one."""
        plan = self.plan(taken[self.structural])
        every = Plan(plan.steps, plan.needs, frozenset(step.variable.name for step in plan.steps) | plan.needs)
        known = every.evaluate(self.values_of(plan, taken[np.newaxis, :]))
        arguments = {step.variable.name: step.arguments for step in plan.steps}
        current, unknown = "", [self.wanted]
        while unknown and not np.isfinite(known[unknown[0]]).all():
            current = unknown[0]
            unknown = [name for name in arguments.get(current, ()) if not np.isfinite(known[name]).all()]
        return current
