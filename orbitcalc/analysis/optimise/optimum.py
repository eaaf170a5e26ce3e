"""The best design within bounds: levers between their ends, under the margins of physics and logistics.

Differential evolution over the numbers (SciPy, a whole generation in one evaluation), then ever smaller
boxes around the best; words are tried one by one. Satellites and flights are counted in fractions. A
design that misses a condition ranks behind every one that meets all, by how far it misses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.optimise.levers import Lever, Objective, missing, read_levers, read_objective, read_subject
from orbitcalc.analysis.sampling.axes import Axis, check_outputs, exact, exact_si, plain, unit_of
from orbitcalc.analysis.sampling.outcomes import outcomes
from orbitcalc.conditions import Condition
from orbitcalc.errors import ScenarioError
from orbitcalc.evaluate import assert_agreement, plan_for
from orbitcalc.scenario import Scenario

LEVERS = ("altitude", "it_power_per_satellite", "eclipse_compute_share", "junction_reserve", "satellite_life")
"""What is free unless asked otherwise."""

SUBJECT = ("margin_least >= 0",)
FRACTIONAL = {"satellite_count": "fractional"}

NEAR = 1e-3
"""Of a lever's width, or of a condition's scale: nearer than this, a bound or a condition is active."""

_PENALTY = 1e30
_POPULATION = 64
_GENERATIONS = 120
_BOXES = 30
_BOX = 128
_SHRINK = 0.65


@dataclass(frozen=True)
class Task:
    """What to make best, with what, under which conditions; at one combination of listed values."""

    scenario: Scenario
    objective: Objective
    levers: tuple[Lever, ...]
    subject: tuple[Condition, ...]
    listed: Mapping[str, Any] = field(default_factory=dict)

    @property
    def wanted(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.objective.name, *(condition.name for condition in self.subject))))

    def columns(self, shares: Array, more: Iterable[str] = ()) -> dict[str, Array]:
        """Objective and conditions, for designs given as shares of the way, shape (levers, designs)."""
        samples = {lever.name: lever.value(row) for lever, row in zip(self.levers, shares, strict=True)}
        return outcomes(self.scenario, samples, (*self.wanted, *more), shares.shape[1])

    def cost(self, shares: Array) -> Array:
        """What the search makes small: the objective, and far above it what misses a condition."""
        columns = self.columns(shares if np.ndim(shares) == 2 else shares[:, None])
        value = self.objective.sign * columns[self.objective.name]
        missed = sum((missing(each, columns[each.name]) for each in self.subject), np.zeros(len(value)))
        missed = missed + np.where(np.isfinite(value), 0.0, 1.0)
        return np.where(missed > 0.0, _PENALTY * (1.0 + missed), value)


@dataclass(frozen=True)
class Design:
    """A design: the levers and listed values, the objective, what else was asked, and whether conditions hold."""

    levers: Mapping[str, float]
    listed: Mapping[str, Any]
    objective: float
    other: float
    met: bool
    margins: Mapping[str, float]
    active: tuple[str, ...]
    missed: tuple[str, ...] = ()

    def setting(self, scenario: Scenario) -> dict[str, str]:
        """What to set to have this design: as --set takes it."""
        words = {name: each if isinstance(each, str) else exact(scenario, name, each)
                 for name, each in self.listed.items()}  # fmt: skip
        return {**FRACTIONAL, **words, **{name: exact(scenario, name, value) for name, value in self.levers.items()}}


@dataclass(frozen=True)
class Optimum:
    """The best design, the scenario as it was (`before`), and the best of every other combination tried.

    `idle` are levers that have no effect.
    """

    scenario: Scenario
    objective: Objective
    levers: tuple[Lever, ...]
    subject: tuple[str, ...]
    best: Design
    before: Design
    others: tuple[Design, ...]
    idle: tuple[str, ...]
    seed: int

    def to_dict(self) -> dict[str, Any]:
        """Everything as JSON data, in display units."""
        unit = unit_of(self.scenario, self.objective.name)
        return {
            "format": "orbitcalc.optimum/1",
            "scenario": {"name": self.scenario.name, "hash": self.scenario.digest},
            "objective": {"name": self.objective.name, "unit": unit.text, "maximise": self.objective.maximise},
            "subject": list(self.subject), "seed": self.seed, "idle": list(self.idle),
            "levers": [
                {"name": lever.name, "unit": unit_of(self.scenario, lever.name).text,
                 "low": plain(unit_of(self.scenario, lever.name).from_si(lever.low)),
                 "high": plain(unit_of(self.scenario, lever.name).from_si(lever.high))}
                for lever in self.levers
            ],
            "best": design_entry(self.scenario, self.objective.name, self.best),
            "before": design_entry(self.scenario, self.objective.name, self.before),
            "others": [design_entry(self.scenario, self.objective.name, each) for each in self.others],
        }  # fmt: skip


def design_entry(scenario: Scenario, objective: str, design: Design) -> dict[str, Any]:
    """A design as JSON data."""
    return {
        "objective": plain(unit_of(scenario, objective).from_si(design.objective)), "conditions_met": design.met,
        "set": design.setting(scenario), "active": list(design.active),
        "missed": list(design.missed),
        "margins": {name: plain(value) for name, value in design.margins.items()},
    }  # fmt: skip


def optimise(
    scenario: Scenario, objective: Objective | str = "cost_ratio", *, levers: Mapping[str, str] | None = None,
    subject: Iterable[str] = SUBJECT, seed: int = 0,
) -> Optimum:  # fmt: skip
    """Find the levers that make a variable smallest, or largest, under conditions.

    Parameters
    ----------
    scenario : Scenario
        What is given for everything else.
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
        If a lever, the objective or a condition cannot be one.
    """
    task, axes = prepare(scenario, objective, levers, subject)
    found = [solved(each, seed) for each in combinations(task, scenario, axes)]
    ranked = sorted(found, key=lambda pair: pair[1])
    designs = [design for design, _ in ranked]
    before = described(replace(task, levers=()), np.empty((0, 1)))
    needs = plan_for(task.scenario, task.wanted).needs
    idle = tuple(lever.name for lever in task.levers if lever.name not in needs)
    texts = tuple(condition.text for condition in task.subject)
    return Optimum(scenario, task.objective, task.levers, texts, designs[0], before, tuple(designs[1:]), idle, seed)


def prepare(
    scenario: Scenario, objective: Objective | str, levers: Mapping[str, str] | None, subject: Iterable[str]
) -> tuple[Task, tuple[Axis, ...]]:
    """The task, checked, and the axes whose values are tried one by one."""
    aim = read_objective(objective) if isinstance(objective, str) else objective
    check_outputs(scenario, [aim.name], "--min")
    smooth = scenario.with_(FRACTIONAL, label="optimise")
    chosen = dict.fromkeys((name for name in LEVERS if name in scenario.numbers), "") if levers is None else levers
    free, axes = read_levers(smooth, chosen)
    if not free and not axes:
        raise ScenarioError("no lever", hint="name one, such as --lever altitude")
    task = Task(smooth, aim, free, read_subject(smooth, subject))
    assert_agreement(smooth, plan_for(smooth, task.wanted))
    return task, axes


def combinations(task: Task, scenario: Scenario, axes: tuple[Axis, ...]) -> list[Task]:
    """The task at each combination of the listed values."""
    out = []
    for values in product(*(axis.values for axis in axes)):
        listed = {axis.name: value for axis, value in zip(axes, values, strict=True)}
        given = {name: value if isinstance(value, str) else exact_si(scenario, name, value)
                 for name, value in listed.items()}  # fmt: skip
        changed = task.scenario.with_(given, label="optimise") if given else task.scenario
        out.append(replace(task, scenario=changed, listed=listed))
    return out


def solved(
    task: Task, seed: int, start: Array | None = None, other: str = "", generations: int = _GENERATIONS
) -> tuple[Design, float]:
    """The best design of a task, and what the search made of it."""
    if not task.levers:
        nothing = np.empty((0, 1))
        return described(task, nothing, other), float(task.cost(nothing)[0])
    random = np.random.default_rng(seed)
    shares = _settled(task.cost, _evolved(task, random, start, generations), random)
    return described(task, shares[:, None], other), float(task.cost(shares[:, None])[0])


def _now(scenario: Scenario, name: str) -> float:
    """The present value of a variable; nan where it has none."""
    return float(np.squeeze(plan_for(scenario, [name]).evaluate(scenario.numbers)[name]))


def _evolved(task: Task, random: Any, start: Array | None, generations: int) -> Array:
    from scipy.optimize import differential_evolution

    now = [lever.share(_now(task.scenario, lever.name)) for lever in task.levers]
    first = np.nan_to_num(np.asarray(now if start is None else start, float), nan=0.5)
    found = differential_evolution(
        task.cost, [(0.0, 1.0)] * len(task.levers), vectorized=True, updating="deferred", polish=False, rng=random,
        popsize=-(-_POPULATION // len(task.levers)), maxiter=generations, tol=1e-7, init="sobol", x0=first,
    )  # fmt: skip
    return np.asarray(found.x)


def _settled(cost: Callable[[Array], Array], best: Array, random: Any) -> Array:
    """The best of ever smaller boxes around the best so far."""
    least, width = float(cost(best[:, None])[0]), 0.2
    for _ in range(_BOXES):
        tried = np.clip(best[:, None] + width * (2.0 * random.random((len(best), _BOX)) - 1.0), 0.0, 1.0)
        costs = cost(tried)
        at = int(np.argmin(costs))
        if costs[at] < least:
            best, least = tried[:, at], float(costs[at])
        width *= _SHRINK
    return best


def described(task: Task, shares: Array, other: str = "") -> Design:
    """A design with its margins, and what holds it where it is."""
    constraints = task.scenario.graph.constraints.values()
    names = dict.fromkeys(name for item in constraints for name in item.slack_arguments)
    columns = task.columns(shares, (*names, *([other] if other else [])))
    missed = tuple(each.text for each in task.subject if missing(each, columns[each.name])[0] > 0.0)
    value = float(columns[task.objective.name][0])
    margins = {item.topic: float(columns[item.name][0]) for item in constraints}
    slacks = {item.topic: float(item.slack(*(columns[name][0] for name in item.slack_arguments)))
              for item in constraints}  # fmt: skip
    return Design(
        {lever.name: float(lever.value(share[0])) for lever, share in zip(task.levers, shares, strict=True)},
        task.listed, value, float(columns[other][0]) if other else float("nan"),
        bool(np.isfinite(value) and not missed), margins, tuple(_active(task, shares, columns, slacks)), missed,
    )  # fmt: skip


def _active(
    task: Task, shares: Sequence[Any], columns: Mapping[str, Array], slacks: Mapping[str, float]
) -> list[str]:
    """What holds a design where it is: ends of levers, and conditions that are only just met or missed."""
    ends = [
        f"{lever.name} at its {'lower' if share[0] < 0.5 else 'upper'} end"
        for lever, share in zip(task.levers, shares, strict=True)
        if min(share[0], 1.0 - share[0]) < NEAR
    ]
    tight = []
    for condition in task.subject:
        if condition.words or not condition.text:
            continue
        wanted, actual = float(condition.value), float(columns[condition.name][0])
        if condition.name == "margin_least":
            tight += [f"{word} margin" for word, slack in slacks.items() if slack < wanted + NEAR]
        elif not abs(actual - wanted) > NEAR * (abs(wanted) or 1.0):
            tight.append(condition.text)
    return ends + tight
