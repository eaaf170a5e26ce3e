"""Mixtures of two scenarios: some settings of the one, the others of the other, evaluated many at once.

A mixture takes resolved settings: each variable has the value that one of the two gives it, and
"computed" is one of the values it may have. Settings that mean something only together, such as a
catalogue entry and the values it supplies, change hands together: they are one `Player`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from orbitcalc.analysis.bridge.shapley import Coalitions, Numbers
from orbitcalc.graph import Choice, Graph, Plan, Rule, Selection
from orbitcalc.scenario import Scenario

CHUNK = 2048
"""Mixtures evaluated at once."""


@dataclass(frozen=True)
class Given:
    """What one side gives: numbers in SI, words of choices, and of whom each catalogue value is."""

    values: Mapping[str, float]
    words: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, str] = field(default_factory=dict)
    supplied: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str) -> float | str | None:
        """The value, the word or the entry; None for what is computed."""
        return self.values.get(name, self.words.get(name, self.entries.get(name)))


def given_by(scenario: Scenario) -> Given:
    """What a scenario gives; `supplied` names the catalogue table that a value is from."""
    graph, settings = scenario.graph, scenario.settings
    origins = {name: setting.origin.removeprefix("catalogue ") for name, setting in settings.items()
               if setting.origin.startswith("catalogue ")}  # fmt: skip
    return Given(
        scenario.numbers,
        scenario.words,
        {name: str(settings[name].value) for name in graph.of(Selection)},
        {name: origin.partition("/")[0] for name, origin in origins.items()},
    )


@dataclass(frozen=True)
class Player:
    """Variables whose settings change hands together, under one name."""

    name: str
    group: str
    variables: tuple[str, ...]


def differing(graph: Graph, first: Given, second: Given) -> list[str]:
    """The variables that the two do not give alike, in the order of the model."""
    return [name for name in graph if not _alike(first.get(name), second.get(name))]


def _alike(one: float | str | None, other: float | str | None) -> bool:
    """Whether two settings are the same; two unknown numbers are."""
    unknown = isinstance(one, float) and isinstance(other, float) and np.isnan(one) and np.isnan(other)
    return one == other or bool(unknown)


def players(graph: Graph, first: Given, second: Given, wanted: str) -> list[Player]:
    """The differences that may have a say in the wanted variable, whatever the mixture.

    A catalogue entry that differs is one player with the values that it supplies on either side, and
    with those that say the same in other words (`Selection.supersedes`) where one side leaves them
    to be computed. A variable given on one side and computed on the other is one player with the
    differences that matter only to its computation: both say what that variable is. Any other
    difference is a player of its own.
    """
    apart = differing(graph, first, second)
    within = reach(graph, first, second, wanted)
    owner = _entry_owners(graph, first, second, set(apart))
    bundles: dict[str, list[str]] = {}
    for name in apart:
        bundles.setdefault(owner.get(name, name), []).append(name)
    bundles = {name: members for name, members in bundles.items() if not within.isdisjoint(members)}
    for name in _released(graph, first, second, bundles):
        if name not in bundles:
            continue
        only_here = within - reach(graph, first, second, wanted, leaf=name)
        for other in [each for each, members in bundles.items() if each != name and within.intersection(members)
                      and only_here.issuperset(within.intersection(members))]:  # fmt: skip
            bundles[name] = [*bundles[name], *bundles.pop(other)]
    return [Player(name, graph[name].group, tuple(members)) for name, members in bundles.items()]


def _released(graph: Graph, first: Given, second: Given, bundles: Mapping[str, list[str]]) -> list[str]:
    """Players that are a variable given on one side and computed on the other, nearest the end first."""
    found = [name for name, members in bundles.items() if members == [name] and name not in first.words
             and (name in first.values) != (name in second.values)]  # fmt: skip
    return sorted(found, key=lambda name: -graph.order[name])


def _entry_owners(graph: Graph, first: Given, second: Given, apart: set[str]) -> dict[str, str]:
    """The selection that each of its values moves with."""
    owner: dict[str, str] = {}
    for name, variable in graph.of(Selection).items():
        if name not in apart:
            continue
        owner[name] = name
        same = (other for other in variable.supersedes if None in (first.get(other), second.get(other)))
        of_entry = (other for side in (first, second) for other in side.supplied
                    if side.supplied[other] == variable.table)  # fmt: skip
        owner |= dict.fromkeys(apart.intersection((*same, *of_entry)), name)
    return owner


def reach(graph: Graph, first: Given, second: Given, wanted: str, *, leaf: str = "") -> set[str]:
    """Everything that some mixture of the two may read on the way to the wanted variable, not by way of `leaf`."""
    words = {name: (first.words[name], second.words[name]) for name in first.words}
    given = {name for name in first.values if name in second.values} | {leaf}
    return {*graph.upstream([wanted], given, words), *graph.choices_of([wanted], given, words)}


@dataclass(frozen=True, eq=False)
class Mixtures:
    """The wanted variable as a function of which players have gone over to the second side."""

    graph: Graph
    first: Given
    second: Given
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
        """Players whose going over changes what is computed, and not numbers alone."""
        return sorted({index for name, index in self.owner.items() if self._changes_plan(name)})

    def _changes_plan(self, name: str) -> bool:
        if isinstance(self.graph[name], Selection):
            return False
        return isinstance(self.graph[name], Choice) or (name in self.first.values) != (name in self.second.values)

    @cached_property
    def fixed(self) -> dict[str, Any]:
        """The computed variables that no player has a say in, evaluated once for all mixtures; no series."""
        within = reach(self.graph, self.first, self.second, self.wanted)
        words = {name: (self.first.words[name], self.second.words[name]) for name in self.first.words}
        given = self.first.values.keys() & self.second.values.keys()
        moved = self.graph.downstream(self.owner, given, words)
        still = [name for name, rule in self.graph.of(Rule).items()
                 if name in within - moved and name not in self.first.values and not rule.axis]  # fmt: skip
        return self.graph.plan(still, self.first.values, self.first.words).evaluate(self.first.values)

    def __call__(self, taken: Coalitions) -> Numbers:
        """The wanted variable in SI, shape (mixtures,), for players taken, shape (mixtures, players)."""
        out = np.full(len(taken), np.nan)
        for plan, rows in self._plans(taken):
            for start in range(0, len(rows), CHUNK):
                some = rows[start : start + CHUNK]
                value = plan.evaluate(self.values_of(plan, taken[some]))[self.wanted]
                out[some] = np.asarray(value, dtype=float).reshape(-1)
        return out

    def _plans(self, taken: Coalitions) -> list[tuple[Plan, np.ndarray[Any, Any]]]:
        """The distinct plans, each with the rows that follow it."""
        kinds, kind = np.unique(taken[:, self.structural], axis=0, return_inverse=True)
        plans: dict[Any, tuple[Plan, list[int]]] = {}
        for number, row in enumerate(kinds):
            plan = self._known_plans.get(row.tobytes()) or self._known_plans.setdefault(row.tobytes(), self.plan(row))
            key = (tuple(step.function for step in plan.steps), plan.needs)
            plans.setdefault(key, (plan, []))[1].append(number)
        return [(plan, np.flatnonzero(np.isin(kind.reshape(-1), numbers))) for plan, numbers in plans.values()]

    def plan(self, gone: Coalitions) -> Plan:
        """What to evaluate when these structural players have gone over, and the others have not."""
        over = {index for index, there in zip(self.structural, gone, strict=True) if there}
        sides = {name: self.second if index in over else self.first for name, index in self.owner.items()}
        names = set(self.first.values) | set(self.second.values)
        given = {name for name in names if name in sides.get(name, self.first).values} | self.fixed.keys()
        words = {name: sides.get(name, self.first).words[name] for name in self.first.words}
        return self.graph.plan([self.wanted], given, words)

    def values_of(self, plan: Plan, taken: Coalitions) -> dict[str, Any]:
        """What the plan needs, shape (mixtures,) each."""
        return {name: self._value(name, taken) for name in plan.needs}

    def _value(self, name: str, taken: Coalitions) -> Numbers:
        if name not in self.owner:
            return np.full(len(taken), self.fixed[name] if name in self.fixed else self.first.values[name])
        before, after = (side.values.get(name, np.nan) for side in (self.first, self.second))
        return np.where(taken[:, self.owner[name]], after, before)

    def why_unknown(self, gone: Coalitions) -> str:
        """The variable upstream that first has no value in one mixture, shape (players,); empty if none."""
        plan = self.plan(gone[self.structural])
        every = Plan(plan.steps, plan.needs, frozenset(step.variable.name for step in plan.steps) | plan.needs)
        known = every.evaluate(self.values_of(plan, gone[np.newaxis, :]))
        below = {step.variable.name: step.arguments for step in plan.steps}
        current, bad = "", [self.wanted]
        while bad and not np.isfinite(known[bad[0]]).all():
            current = bad[0]
            bad = [name for name in below.get(current, ()) if not np.isfinite(known[name]).all()]
        return current
