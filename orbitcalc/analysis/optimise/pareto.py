"""The trade between two objectives: the best of one for each level of the other.

The search finds both ends first. Between them, beginning at the solutions that it has seen, the second objective is
kept below a level, and the first is made as small as possible (Haimes, Lasdon and Wismer 1971), for all levels
together. Solutions that another one beats in both are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from orbitcalc.analysis.optimise.levers import Lever, Objective, read_objective
from orbitcalc.analysis.optimise.optimum import SUBJECT, combinations, read_search
from orbitcalc.analysis.optimise.search import Search, Solution
from orbitcalc.analysis.sampling.outputs import check_outputs
from orbitcalc.jsonable import finite, header
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.conditions import Condition
from orbitcalc.scenario.display import unit_of
from orbitcalc.shown import Shown

LEVELS = 9
"""Levels of the second objective, including both ends."""

SAME = 1e-3
"""Relative difference below which a search does not tell two values apart."""


@dataclass(frozen=True, repr=False)
class Front(Shown):
    """Solutions that no other beats in both objectives, from the best in the first to the best in the second."""

    scenario: Scenario
    objectives: tuple[Objective, Objective]
    levers: tuple[Lever, ...]
    subject: tuple[str, ...]
    designs: tuple[Solution, ...]
    seed: int

    def to_dict(self) -> dict[str, Any]:
        """Everything as JSON data, in display units."""
        first, second = self.objectives
        unit = unit_of(self.scenario, second.name)
        return {
            **header("orbitcalc.front/1", self.scenario),
            "objectives": [
                {"name": item.name, "maximise": item.maximise, "unit": unit_of(self.scenario, item.name).text}
                for item in self.objectives
            ],
            "subject": list(self.subject),
            "seed": self.seed,
            "designs": [
                {**item.entry(self.scenario, first.name), "other": finite(unit.from_si(item.other))}
                for item in self.designs
            ],
        }


def pareto(
    scenario: Scenario,
    objective: Objective | str,
    other: Objective | str,
    *,
    levers: Mapping[str, str] | None = None,
    subject: Iterable[str] = SUBJECT,
    points: int = LEVELS,
    seed: int = 0,
) -> Front:
    """The front of two objectives under conditions.

    Parameters
    ----------
    scenario, objective, levers, subject, seed
        As for `optimise`.
    other : Objective or str
        The second objective.
    points : int
        Levels of the second objective, including both ends.

    Raises
    ------
    ScenarioError
        As for `optimise`.
    """
    second = read_objective(other) if isinstance(other, str) else other
    check_outputs(scenario, [second.name], "--pareto")
    search, axes = read_search(scenario, objective, levers, subject)
    solutions = [item for one in combinations(search, axes) for item in _front(one, second, points, seed)]
    kept = nondominated([item for item in solutions if item.met], search.objective, second)
    texts = tuple(condition.text for condition in search.subject)
    return Front(scenario, (search.objective, second), search.levers, texts, tuple(kept), seed)


def _front(search: Search, second: Objective, points: int, seed: int) -> list[Solution]:
    """The solutions of one combination of listed values, level by level."""
    search = replace(search, other=second.name)
    best, _ = search.best(seed)
    best_second, _ = replace(search, objective=second, other=search.objective.name).best(seed)
    if not (best.met and best_second.met):
        return [best]
    last = replace(best_second, objective=best_second.other, other=best_second.objective)
    levels = np.linspace(best.other, last.other, points)[1:-1] if search.levers else ()
    limits = [Condition("", second.name, ">=" if second.maximise else "<=", float(level)) for level in levels]
    return [best, *(search.best_with(limits, seed) if limits else ()), last]


def nondominated(solutions: list[Solution], first: Objective, second: Objective) -> list[Solution]:
    """Those that no other beats in one objective while being as good in the other, the best in the first first.

    A solution without a value of either is left out, and so is one that gains less in the second objective than a
    search can tell apart (`SAME`).
    """
    known = [item for item in solutions if np.isfinite(item.objective) and np.isfinite(item.other)]
    scored = sorted(
        ((first.sign * item.objective, second.sign * item.other, item) for item in known),
        key=lambda scores: scores[:2],
    )
    kept: list[Solution] = []
    least = np.inf
    for _, score, item in scored:
        if not kept or score < least - SAME * abs(least):
            kept.append(item)
            least = score
    return kept
