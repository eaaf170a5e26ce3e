"""The best design within bounds: levers between their ends, under the margins of physics and logistics.

Words and listed values are tried one by one. Satellites and flights are counted in fractions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from orbitcalc.analysis.optimise.levers import Lever, Objective, has_range, read_levers, read_objective, read_subject
from orbitcalc.analysis.optimise.search import Search, Solution
from orbitcalc.analysis.sampling.axes import Axis
from orbitcalc.analysis.sampling.fractional import fractional
from orbitcalc.analysis.sampling.outputs import check_outputs
from orbitcalc.errors import ScenarioError
from orbitcalc.evaluate import plan_for, prove
from orbitcalc.jsonable import finite, header
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.display import setting_text_si, unit_of
from orbitcalc.shown import Shown

LEVERS = "optimise"
"""The role of the variables that are free unless the user names others."""

SUBJECT = ("margin_least >= 0",)
"""Conditions unless the user states others."""


@dataclass(frozen=True, repr=False)
class Optimum(Shown):
    """The best solution, the scenario as it was (`before`), and the best of every other combination tried.

    `idle` are levers that have no effect.
    """

    scenario: Scenario
    objective: Objective
    levers: tuple[Lever, ...]
    subject: tuple[str, ...]
    best: Solution
    before: Solution
    others: tuple[Solution, ...]
    idle: tuple[str, ...]
    seed: int

    def to_dict(self) -> dict[str, Any]:
        """Everything as JSON data, in display units."""
        scenario, name = self.scenario, self.objective.name
        return {
            **header("orbitcalc.optimum/1", scenario),
            "objective": {"name": name, "unit": unit_of(scenario, name).text, "maximise": self.objective.maximise},
            "subject": list(self.subject),
            "seed": self.seed,
            "idle": list(self.idle),
            "levers": [_lever_entry(scenario, lever) for lever in self.levers],
            "best": self.best.entry(scenario, name),
            "before": self.before.entry(scenario, name),
            "others": [solution.entry(scenario, name) for solution in self.others],
        }


def _lever_entry(scenario: Scenario, lever: Lever) -> dict[str, Any]:
    """A lever as JSON data."""
    unit = unit_of(scenario, lever.name)
    low, high = (finite(unit.from_si(end)) for end in (lever.low, lever.high))
    return {"name": lever.name, "unit": unit.text, "low": low, "high": high}


def optimise(
    scenario: Scenario,
    objective: Objective | str = "cost_ratio",
    *,
    levers: Mapping[str, str] | None = None,
    subject: Iterable[str] = SUBJECT,
    seed: int = 0,
) -> Optimum:
    """Find the levers that make a variable smallest, or largest, under conditions.

    Parameters
    ----------
    scenario : Scenario
        The values of everything else.
    objective : Objective or str
        'NAME', 'min NAME' or 'max NAME'.
    levers : mapping of name to str
        "30 kW..2 MW", "[falcon-9, starship-v3]", or "" for the variable's own range.
    subject : iterable of str
        Conditions such as 'margin_dose >= 0'.
    seed : int
        Same seed, same answer.

    Raises
    ------
    ScenarioError
        If a lever, the objective or a condition cannot be used.
    """
    search, axes = read_search(scenario, objective, levers, subject)
    results = [item.best(seed) for item in combinations(search, axes)]
    best, *others = (solution for solution, _ in sorted(results, key=lambda result: result[1]))
    before, _ = replace(search, levers=()).best(seed)
    needs = plan_for(search.scenario, search.wanted).needs
    idle = tuple(lever.name for lever in search.levers if lever.name not in needs)
    texts = tuple(condition.text for condition in search.subject)
    return Optimum(scenario, search.objective, search.levers, texts, best, before, tuple(others), idle, seed)


def read_search(
    scenario: Scenario, objective: Objective | str, levers: Mapping[str, str] | None, subject: Iterable[str]
) -> tuple[Search, tuple[Axis, ...]]:
    """The search, checked, and the axes whose values are tried one by one.

    Raises
    ------
    ScenarioError
        As for `optimise`.
    """
    aim = read_objective(objective) if isinstance(objective, str) else objective
    check_outputs(scenario, [aim.name], "--min")
    smooth = fractional(scenario, "optimise")
    default = [name for name in scenario.graph.with_role(LEVERS) if has_range(smooth, name)]
    default = [name for name in default if name in scenario.numbers and name not in scenario.followers]
    free, axes = read_levers(smooth, dict.fromkeys(default, "") if levers is None else levers)
    if not free and not axes:
        raise ScenarioError("no lever", hint="name one, such as --lever altitude")
    search = Search(smooth, aim, free, read_subject(smooth, subject))
    prove(smooth, search.wanted)
    return search, axes


def combinations(search: Search, axes: tuple[Axis, ...]) -> list[Search]:
    """The search at each combination of the listed values."""
    names = [axis.name for axis in axes]
    return [_at(search, dict(zip(names, values, strict=True))) for values in product(*(axis.values for axis in axes))]


def _at(search: Search, listed: dict[str, Any]) -> Search:
    """The search with these listed values, numbers in SI or words."""
    changes = {
        name: value if isinstance(value, str) else setting_text_si(search.scenario, name, value)
        for name, value in listed.items()
    }
    scenario = search.scenario.with_(changes, label="optimise") if changes else search.scenario
    return replace(search, scenario=scenario, listed=listed, seen=[])
