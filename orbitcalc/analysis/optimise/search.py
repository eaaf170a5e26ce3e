"""The search for the best solution: levers between their ends, under conditions.

The search is that of `population`. A solution that misses a condition ranks behind every one that meets all, by how far
it misses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.optimise.levers import Lever, Objective, shortfall
from orbitcalc.analysis.optimise.population import NEAR, Columns, Points, Race, evolved, least
from orbitcalc.analysis.optimise.stages import Stages
from orbitcalc.analysis.sampling.fractional import FRACTIONAL
from orbitcalc.analysis.sampling.whole import whole_counts
from orbitcalc.evaluate import evaluate_columns, plan_for
from orbitcalc.jsonable import finite
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.conditions import Condition
from orbitcalc.scenario.display import setting_text, unit_of

PENALTY = 1e30
"""Cost of a solution that misses a condition."""


@dataclass(frozen=True)
class Solution:
    """The values of levers and listed variables, the objectives there, and whether conditions hold, all in SI."""

    levers: Mapping[str, float]
    listed: Mapping[str, Any]
    objective: float
    other: float
    met: bool
    margins: Mapping[str, float]
    active: tuple[str, ...]
    missed: tuple[str, ...] = ()

    def setting(self, scenario: Scenario) -> dict[str, str]:
        """The settings that reproduce the solution, as `--set` accepts them."""
        numbers = {**{name: value for name, value in self.listed.items() if not isinstance(value, str)}, **self.levers}
        texts = {name: setting_text(scenario, name, value) for name, value in numbers.items()}
        return {**FRACTIONAL, **self.listed, **texts}

    def entry(self, scenario: Scenario, objective: str) -> dict[str, Any]:
        """The solution as JSON data."""
        return {
            "objective": finite(unit_of(scenario, objective).from_si(self.objective)),
            "conditions_met": self.met,
            "set": self.setting(scenario),
            "active": list(self.active),
            "missed": list(self.missed),
            "margins": {name: finite(value) for name, value in self.margins.items()},
        }


@dataclass(frozen=True)
class Search:
    """An objective, levers and conditions, at one combination of listed values; `other` is a second objective."""

    scenario: Scenario
    objective: Objective
    levers: tuple[Lever, ...]
    subject: tuple[Condition, ...]
    listed: Mapping[str, Any] = field(default_factory=dict)
    other: str = ""
    seen: list[tuple[Array, dict[str, Array]]] = field(default_factory=list, compare=False, repr=False)

    @property
    def wanted(self) -> tuple[str, ...]:
        """The objective and the variables of the conditions, each once."""
        return tuple(dict.fromkeys((self.objective.name, *(condition.name for condition in self.subject))))

    @property
    def _followed(self) -> tuple[str, ...]:
        """The variables that a search needs, in the same order whichever objective is the second."""
        return tuple(sorted({*self.wanted, *([self.other] if self.other else [])}))

    @cached_property
    def counts(self) -> tuple[str, ...]:
        """The counts in whole numbers that make steps."""
        return whole_counts(self.scenario, self._followed)

    @cached_property
    def stages(self) -> Stages:
        """How its solutions are computed."""
        names = dict.fromkeys((*self._followed, *self.counts))
        return Stages(self.scenario, [lever.name for lever in self.levers], tuple(names))

    def samples(self, shares: Array) -> dict[str, Array]:
        """The levers in SI at shares of the way, shape (levers, solutions)."""
        return {lever.name: lever.value(row) for lever, row in zip(self.levers, shares, strict=True)}

    def columns(self, shares: Array) -> Columns:
        """What is needed of solutions at shares of the way; `seen` keeps it."""
        columns = self.stages.columns(self.samples(shares), shares.shape[1])
        self.seen.append((shares, columns))
        return columns

    def points(self, shares: Array, columns: Columns) -> Points:
        """Solutions with what they cost."""
        counts = [np.nan_to_num(columns[name], nan=-1.0) for name in self.counts]
        return Points(shares, self.costs(columns), np.reshape(counts, (len(counts), shares.shape[1])))

    def costs(self, columns: Mapping[str, Array]) -> Array:
        """The number to minimise: the objective, and far above it whatever misses a condition."""
        value = self.objective.sign * columns[self.objective.name]
        missed = np.zeros(len(value))
        for condition in self.subject:
            missed += shortfall(condition, columns[condition.name])
        missed += np.where(np.isfinite(value), 0.0, 1.0)
        return np.where(missed > 0.0, PENALTY * (1.0 + missed), value)

    def best(self, seed: int) -> tuple[Solution, float]:
        """The best solution and its cost."""
        if not self.levers:
            return self._solution(np.empty(0))
        random = np.random.default_rng(seed)
        points = evolved(
            lambda shares: self.points(shares, self.columns(shares)), self._present(), self._shared, random
        )
        return self._solution(*least(self.columns, [Race(self.points, points)], self._shared, random))

    def best_with(self, conditions: Sequence[Condition], seed: int) -> list[Solution]:
        """The best solution under each of some conditions on the second objective, beginning at those seen so far."""
        searches = [replace(self, subject=(*self.subject, condition)) for condition in conditions]
        shares, columns = zip(*self.seen, strict=True)
        seen = {name: np.concatenate([column[name] for column in columns]) for name in columns[0]}
        races = [Race(search.points, search.points(np.hstack(shares), seen)) for search in searches]
        bests = least(self.columns, races, self._shared, np.random.default_rng(seed))
        return [search._solution(best)[0] for search, best in zip(searches, bests, strict=True)]

    @property
    def _shared(self) -> int:
        """The place of the lever that alone decides most variables."""
        return int(np.argmax([len(plan.steps) for plan in self.stages.alone.values()]))

    def _present(self) -> Array:
        """The present shares of the way, shape (levers, 1); the middle where there is none."""
        plan = plan_for(self.scenario, [lever.name for lever in self.levers])
        values = {**self.scenario.numbers, **plan.evaluate(self.scenario.numbers)}
        return np.nan_to_num([[lever.share(float(np.squeeze(values[lever.name])))] for lever in self.levers], nan=0.5)

    def _solution(self, shares: Array) -> tuple[Solution, float]:
        """The solution at shares of the way, shape (levers,), with its margins and active bounds, and its cost."""
        constraints = self.scenario.graph.constraints.values()
        slacks = (name for item in constraints for name in item.slack_arguments)
        names = dict.fromkeys((*self._followed, *slacks))
        columns = evaluate_columns(self.scenario, self.samples(shares[:, None]), names, 1)
        missed = tuple(item.text for item in self.subject if shortfall(item, columns[item.name])[0] > 0.0)
        value = float(columns[self.objective.name][0])
        room = {
            item.topic: float(item.slack(*(columns[name][0] for name in item.slack_arguments))) for item in constraints
        }
        solution = Solution(
            levers={lever.name: float(lever.value(share)) for lever, share in zip(self.levers, shares, strict=True)},
            listed=self.listed,
            objective=value,
            other=float(columns[self.other][0]) if self.other else float("nan"),
            met=bool(np.isfinite(value) and not missed),
            margins={item.topic: float(columns[item.name][0]) for item in constraints},
            active=(*self._active_ends(shares), *self._active_conditions(columns, room)),
            missed=missed,
        )
        return solution, float(self.costs(columns)[0])

    def _active_ends(self, shares: Sequence[Any]) -> list[str]:
        """The ends of levers that limit a solution."""
        return [
            f"{lever.name} at its {'lower' if share < 0.5 else 'upper'} end"
            for lever, share in zip(self.levers, shares, strict=True)
            if min(share, 1.0 - share) < NEAR
        ]

    def _active_conditions(self, columns: Mapping[str, Array], slacks: Mapping[str, float]) -> list[str]:
        """The conditions that are only just met or missed."""
        texts = []
        for condition in self.subject:
            if condition.words or not condition.text:
                continue
            wanted, actual = float(condition.value), float(columns[condition.name][0])
            if condition.name == "margin_least":
                texts += [f"{topic} margin" for topic, slack in slacks.items() if slack < wanted + NEAR]
            elif not abs(actual - wanted) > NEAR * (abs(wanted) or 1.0):
                texts.append(condition.text)
        return texts
