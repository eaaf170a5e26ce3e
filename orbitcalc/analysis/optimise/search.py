"""The search for the best solution: levers between their ends, under conditions.

Differential evolution over the numbers (SciPy, a whole generation in one evaluation), then ever smaller
boxes around the best. A solution that misses a condition ranks behind every one that meets all, by how
far it misses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.optimise.levers import Lever, Objective, shortfall
from orbitcalc.analysis.sampling.fractional import FRACTIONAL
from orbitcalc.evaluate import evaluate_columns, plan_for
from orbitcalc.jsonable import finite
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.conditions import Condition
from orbitcalc.scenario.display import setting_text, unit_of

NEAR = 1e-3
"""A bound or a condition nearer than this share of a lever's width, or of the condition's scale, is active."""

ROUNDING = 1e-6
"""Relative difference of two objectives that is not worth an odd value of a lever."""

PENALTY = 1e30
POPULATION = 64
GENERATIONS = 120

BOXES = 30
"""Boxes around the best, each `SHRINK` times the width of the one before, with `BOX` random points."""
BOX = 128
SHRINK = 0.65
WIDEST = 0.2


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

    def columns(self, shares: Array, more: Iterable[str] = ()) -> dict[str, Array]:
        """Objective and conditions in SI for levers at shares of the way, shape (levers, solutions)."""
        samples = {lever.name: lever.value(row) for lever, row in zip(self.levers, shares, strict=True)}
        return evaluate_columns(self.scenario, samples, (*self.wanted, *more), shares.shape[1])

    def cost(self, shares: Array) -> Array:
        """The number to minimise: the objective, and far above it whatever misses a condition."""
        columns = self.columns(shares if np.ndim(shares) == 2 else shares[:, None])
        value = self.objective.sign * columns[self.objective.name]
        missed = np.zeros(len(value))
        for condition in self.subject:
            missed += shortfall(condition, columns[condition.name])
        missed += np.where(np.isfinite(value), 0.0, 1.0)
        return np.where(missed > 0.0, PENALTY * (1.0 + missed), value)

    def best(self, seed: int, start: Array | None = None, generations: int = GENERATIONS) -> tuple[Solution, float]:
        """The best solution and its cost; `start` holds shares of the way to begin at."""
        if not self.levers:
            nothing = np.empty((0, 1))
            return self.solution(nothing), float(self.cost(nothing)[0])
        random = np.random.default_rng(seed)
        shares = _on_ends(self.cost, _refine(self.cost, self._evolve(random, start, generations), random))[:, None]
        return self.solution(shares), float(self.cost(shares)[0])

    def _evolve(self, random: Any, start: Array | None, generations: int) -> Array:
        """The best of differential evolution."""
        from scipy.optimize import differential_evolution

        now = [lever.share(self._present(lever.name)) for lever in self.levers]
        first = np.nan_to_num(np.asarray(now if start is None else start, float), nan=0.5)
        result = differential_evolution(
            self.cost,
            [(0.0, 1.0)] * len(self.levers),
            vectorized=True,
            updating="deferred",
            polish=False,
            rng=random,
            popsize=-(-POPULATION // len(self.levers)),
            maxiter=generations,
            tol=1e-7,
            init="sobol",
            x0=first,
        )
        return np.asarray(result.x)

    def _present(self, name: str) -> float:
        """The present value of a variable in SI; nan where it has none."""
        return float(np.squeeze(plan_for(self.scenario, [name]).evaluate(self.scenario.numbers)[name]))

    def solution(self, shares: Array) -> Solution:
        """The solution at shares of the way, shape (levers, 1), with its margins and active bounds."""
        constraints = self.scenario.graph.constraints.values()
        names = dict.fromkeys(name for item in constraints for name in item.slack_arguments)
        columns = self.columns(shares, (*names, *([self.other] if self.other else [])))
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
            if condition.name == "margin_least":
                texts += [f"{topic} margin" for topic, slack in slacks.items() if slack < wanted + NEAR]
            elif not abs(actual - wanted) > NEAR * (abs(wanted) or 1.0):
                texts.append(condition.text)
        return texts


def _refine(cost: Callable[[Array], Array], best: Array, random: Any) -> Array:
    """The best of ever smaller boxes around the best so far."""
    least, width = float(cost(best[:, None])[0]), WIDEST
    for _ in range(BOXES):
        tried = np.clip(best[:, None] + width * (2.0 * random.random((len(best), BOX)) - 1.0), 0.0, 1.0)
        costs = cost(tried)
        at = int(np.argmin(costs))
        if costs[at] < least:
            best, least = tried[:, at], float(costs[at])
        width *= SHRINK
    return best


def _on_ends(cost: Callable[[Array], Array], best: Array) -> Array:
    """The best with the levers that are near an end at that end, if this is no worse than the search can tell."""
    ends = np.where(best < NEAR, 0.0, np.where(best > 1.0 - NEAR, 1.0, best))
    least, at_ends = (float(cost(shares[:, None])[0]) for shares in (best, ends))
    return ends if at_ends <= least + ROUNDING * abs(least) else best
