"""The trade between two objectives: the best of one for each level of the other.

Both ends are found first; between them the second objective is held below a level, and the first made
as small as can be (Haimes, Lasdon and Wismer 1971). What another design beats in both is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from orbitcalc.analysis.optimise.levers import Lever, Objective, read_objective
from orbitcalc.analysis.optimise.optimum import SUBJECT, Design, Task, combinations, design_entry, prepare, solved
from orbitcalc.analysis.sampling.axes import check_outputs, plain, unit_of
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.conditions import Condition

POINTS = 9
GENERATIONS = 40
"""Of a search between the ends, which begins at the design of the level before."""


@dataclass(frozen=True)
class Front:
    """Designs none of which another beats in both objectives, from the best in the first to the best in the second."""

    scenario: Scenario
    objectives: tuple[Objective, Objective]
    levers: tuple[Lever, ...]
    subject: tuple[str, ...]
    designs: tuple[Design, ...]
    seed: int

    def to_dict(self) -> dict[str, Any]:
        """Everything as JSON data, in display units."""
        first, second = self.objectives
        unit = unit_of(self.scenario, second.name)
        return {
            "format": "orbitcalc.front/1",
            "scenario": {"name": self.scenario.name, "hash": self.scenario.digest},
            "objectives": [
                {"name": each.name, "maximise": each.maximise, "unit": unit_of(self.scenario, each.name).text}
                for each in self.objectives
            ],
            "subject": list(self.subject), "seed": self.seed,
            "designs": [
                {**design_entry(self.scenario, first.name, each), "other": plain(unit.from_si(each.other))}
                for each in self.designs
            ],
        }  # fmt: skip


def pareto(
    scenario: Scenario, objective: Objective | str, other: Objective | str, *,
    levers: Mapping[str, str] | None = None, subject: Iterable[str] = SUBJECT, points: int = POINTS, seed: int = 0,
) -> Front:  # fmt: skip
    """The front of two objectives under conditions.

    Parameters
    ----------
    scenario, objective, levers, subject, seed
        As for `optimise`.
    other : Objective or str
        The second objective.
    points : int
        Levels of the second objective, both ends among them.

    Raises
    ------
    ScenarioError
        As for `optimise`.
    """
    second = read_objective(other) if isinstance(other, str) else other
    check_outputs(scenario, [second.name], "--pareto")
    task, axes = prepare(scenario, objective, levers, subject)
    found = [each for one in combinations(task, scenario, axes) for each in _front(one, second, points, seed)]
    kept = nondominated([each for each in found if each.met], task.objective, second)
    texts = tuple(condition.text for condition in task.subject)
    return Front(scenario, (task.objective, second), task.levers, texts, tuple(kept), seed)


def _front(task: Task, second: Objective, points: int, seed: int) -> list[Design]:
    """The designs of one combination of listed values, level by level."""
    best, _ = solved(task, seed, other=second.name)
    turned, _ = solved(replace(task, objective=second), seed, other=task.objective.name)
    if not (best.met and turned.met):
        return [best]
    last = replace(turned, objective=turned.other, other=turned.objective)
    designs = [best]
    levels = np.linspace(best.other, last.other, points)[1:-1] if task.levers else ()
    for level in levels:
        sign = ">=" if second.maximise else "<="
        held = Condition("", second.name, sign, float(level))
        start = np.array([lever.share(designs[-1].levers[lever.name]) for lever in task.levers])
        found, _ = solved(replace(task, subject=(*task.subject, held)), seed, start, second.name, GENERATIONS)
        designs.append(found)
    return [*designs, last]


def nondominated(designs: list[Design], first: Objective, second: Objective) -> list[Design]:
    """Those that no other beats in one objective while being as good in the other, best in the first first."""
    scored = sorted(
        ((first.sign * each.objective, second.sign * each.other, each) for each in designs), key=lambda x: x[:2]
    )
    kept: list[Design] = []
    least = np.inf
    for _, score, each in scored:
        if score < least:
            kept.append(each)
            least = score
    return kept
