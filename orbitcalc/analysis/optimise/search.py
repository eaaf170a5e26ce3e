"""The search for the best solution: levers between their ends, under conditions.

A scan of the whole space, then the stages of `stages`. A solution that misses a condition ranks behind every one that
meets all, by how far it misses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.optimise.counts import Count, counts_of
from orbitcalc.analysis.optimise.descent import Columns
from orbitcalc.analysis.optimise.levers import Lever, Objective, shortfall
from orbitcalc.analysis.optimise.stages import NEAR, best_of
from orbitcalc.analysis.sampling.fractional import FRACTIONAL
from orbitcalc.evaluate import plan_for, still_and_moving
from orbitcalc.graph import Constraint, Plan
from orbitcalc.jsonable import finite
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.conditions import Condition
from orbitcalc.scenario.display import setting_text, unit_of

PENALTY = 1e30

SCAN = 64
"""Points of the scan for each lever, and as many again."""

TINY = 1e-300

LEAST = "margin_least"
"""The least slack of all constraints: a condition on it is one on each of them."""


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

    @property
    def wanted(self) -> tuple[str, ...]:
        """The objective and the variables of the conditions, each once."""
        return tuple(dict.fromkeys((self.objective.name, *(condition.name for condition in self.subject))))

    @cached_property
    def constraints(self) -> tuple[Constraint, ...]:
        """Those of which a condition asks for the least slack."""
        asked = any(condition.name == LEAST for condition in self.subject)
        return tuple(item for item in self.scenario.graph.constraints.values() if asked and item.binds)

    @cached_property
    def groups(self) -> tuple[int, ...]:
        """For each room of `rows` the place of its condition, words left out."""
        numbers = [condition for condition in self.subject if not condition.words]
        counts = [len(self.constraints) if item.name == LEAST else 1 for item in numbers]
        return tuple(np.repeat(range(len(numbers)), counts).tolist())

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        """The counts in whole numbers that make steps."""
        return counts_of(self.scenario, self.wanted)

    @property
    def names(self) -> tuple[str, ...]:
        """What is needed of each solution."""
        slacks = (name for item in self.scenario.graph.constraints.values() for name in item.slack_arguments)
        arguments = (name for item in self.counts for name in item.arguments)
        return tuple(dict.fromkeys((*self.wanted, *slacks, *arguments, *([self.other] if self.other else []))))

    def steps(self, columns: Mapping[str, Array]) -> Array:
        """The logarithm of what each count rounds over its step at the first solution, shape (counts, solutions)."""
        values = self.unrounded(columns)
        return np.asarray(np.log(np.maximum(values, TINY) / np.maximum(np.floor(values[:, :1]), 1.0)))

    def unrounded(self, columns: Mapping[str, Array]) -> Array:
        """What the counts round, shape (counts, solutions)."""
        return np.array([item.unrounded(columns) for item in self.counts]).reshape(
            len(self.counts), len(columns[self.objective.name])
        )

    @cached_property
    def _moving(self) -> tuple[Plan, dict[str, Any]]:
        """What follows the levers, and the values of the rest."""
        followers = (name for name, other in self.scenario.followers.items() if other in self._lever_names)
        still, moving = still_and_moving(self.scenario, (*self._lever_names, *followers), self.names)
        known = dict(self.scenario.numbers)
        return moving, known | still.evaluate(known)

    @property
    def _lever_names(self) -> tuple[str, ...]:
        return tuple(lever.name for lever in self.levers)

    def columns(self, shares: Array) -> Columns:
        """What is needed of solutions in SI, for levers at shares of the way, shape (levers, solutions)."""
        (moving, known), count = self._moving, shares.shape[1]
        samples = {lever.name: lever.value(row) for lever, row in zip(self.levers, shares, strict=True)}
        samples |= {name: samples[other] for name, other in self.scenario.followers.items() if other in samples}
        if count == 1:  # as in `evaluate_columns`
            samples = {name: np.repeat(column, 2) for name, column in samples.items()}
        values = {**known, **samples}
        values |= moving.evaluate(values)
        return {name: np.broadcast_to(np.ravel(values[name])[:count], count) for name in self.names}

    def rows(self, columns: Mapping[str, Array]) -> Array:
        """The objective, smallest best, and the room that conditions leave, each over its scale."""
        value = self.objective.sign * columns[self.objective.name]
        rows = [value / (abs(value[0]) or 1.0)]
        for condition in self.subject:
            if condition.words:
                continue
            wanted, sign = float(condition.value), 1.0 if condition.sign in (">", ">=") else -1.0
            values = [columns[condition.name]]
            if condition.name == LEAST:
                values = [item.slack(*(columns[name] for name in item.slack_arguments)) for item in self.constraints]
            rows += [sign * (value - wanted) / (abs(wanted) or 1.0) for value in values]
        return np.array(rows)

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
        shares = best_of([self], self.scan(seed), seed)[0] if self.levers else np.empty((0, 1))
        columns = self.columns(shares)
        return self.solution(shares, columns), float(self.costs(columns)[0])

    def scan(self, seed: int) -> Array:
        """Points all over the space, evenly in each lever (a Latin hypercube), and the present one."""
        random, count = np.random.default_rng(seed), SCAN * (len(self.levers) + 1)
        even = random.permuted(np.tile(np.arange(count), (len(self.levers), 1)), axis=1)
        plan = plan_for(self.scenario, self._lever_names)
        present = {**self.scenario.numbers, **plan.evaluate(self.scenario.numbers)}
        now = np.nan_to_num([[lever.share(float(np.squeeze(present[lever.name])))] for lever in self.levers], nan=0.5)
        return np.hstack([now, (even + random.random(even.shape)) / count])

    def solution(self, shares: Array, columns: Columns) -> Solution:
        """The solution at shares of the way, shape (levers, 1), with its margins and active bounds."""
        constraints = self.scenario.graph.constraints.values()
        missed = tuple(item.text for item in self.subject if shortfall(item, columns[item.name])[0] > 0.0)
        value = float(columns[self.objective.name][0])
        slacks = {
            item.topic: float(item.slack(*(columns[name][0] for name in item.slack_arguments))) for item in constraints
        }
        return Solution(
            levers={lever.name: float(lever.value(row[0])) for lever, row in zip(self.levers, shares, strict=True)},
            listed=self.listed,
            objective=value,
            other=float(columns[self.other][0]) if self.other else float("nan"),
            met=bool(np.isfinite(value) and not missed),
            margins={item.topic: float(columns[item.name][0]) for item in constraints},
            active=(*self._active_ends(shares), *self._active_conditions(columns, slacks)),
            missed=missed,
        )

    def _active_ends(self, shares: Sequence[Any]) -> list[str]:
        """The ends of levers that limit a solution."""
        return [
            f"{lever.name} at its {'lower' if share[0] < 0.5 else 'upper'} end"
            for lever, share in zip(self.levers, shares, strict=True)
            if min(share[0], 1.0 - share[0]) < NEAR
        ]

    def _active_conditions(self, columns: Mapping[str, Array], slacks: Mapping[str, float]) -> list[str]:
        """The conditions that are only just met or missed."""
        texts = []
        for condition in self.subject:
            if condition.words or not condition.text:
                continue
            wanted, actual = float(condition.value), float(columns[condition.name][0])
            if condition.name == LEAST:
                texts += [f"{topic} margin" for topic, slack in slacks.items() if slack < wanted + NEAR]
            elif not abs(actual - wanted) > NEAR * (abs(wanted) or 1.0):
                texts.append(condition.text)
        return texts
