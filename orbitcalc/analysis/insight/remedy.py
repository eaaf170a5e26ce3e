"""The nearest change that would make an infeasible scenario work.

For each variable that relaxes the constraint at fault (`Constraint.relaxed_by`): the value, with all else as
it is, from which on the plan is feasible; or, where that variable alone cannot achieve this, the value from
which on the constraint holds, with the constraint that fails then. The search runs over a grid between the
present value and its bound, refined once: two evaluations of all margins on arrays, and one of the rounded value.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from orbitcalc import units
from orbitcalc._typing import Array
from orbitcalc.evaluate import evaluate
from orbitcalc.graph import Constraint, Parameter, Rule, Selection
from orbitcalc.result import Result
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.display import setting_text

POINTS = 256
"""Points of a grid: with the refinement, a value is found to a ten-thousandth of its span."""

FARTHEST = {Parameter: 1e4, Rule: 1e2}
"""The largest change looked for, as a factor; a computed variable is given a value within less."""

DIGITS = 3
"""Significant digits of a suggested value, rounded to the side that works."""


@dataclass(frozen=True)
class Change:
    """A change that fixes what is at fault.

    `value` is a text that `--set` takes, `now` what the variable is; `factor` the one over the other;
    `left` names the constraint that fails even so, and is empty where everything then fits.
    """

    name: str
    value: str
    now: str
    left: str = ""
    reason: str = field(default="", repr=False)
    factor: float = math.nan

    @property
    def text(self) -> str:
        """The change as a sentence."""
        times = f", {_times(self.factor)}" if math.isfinite(self.factor) and self.factor > 0.0 else ""
        then = f"the binding constraint is then the {self.left}" if self.left else "the plan is then feasible"
        value = re.sub(r"^\d{4,}", lambda match: f"{int(match[0]):,}", self.value)
        return f"{self.name} from {self.now} to {value}{times}{self.reason}: {then}"


def nearest(scenario: Scenario, result: Result, most: int = 3) -> list[Change]:
    """The changes that make a scenario work: those that make the plan feasible, then others; the nearest first.

    Parameters
    ----------
    scenario : Scenario
        A scenario.
    result : Result
        Its result.
    most : int
        How many changes to return at most.

    Returns
    -------
    list of Change
        None if the scenario is feasible, or if no single change fixes what is at fault.
    """
    if result.word("feasible") == "yes":
        return []
    fault = cause(result)
    constraint = scenario.graph.constraints[fault]
    changes = [
        _entry(scenario, result, constraint, name) if way == "other" else _change(scenario, result, fault, name, way)
        for name, way in constraint.relaxed_by
        if name not in scenario.followers
    ]
    known = [change for change in changes if change is not None]
    order = sorted(known, key=lambda change: (bool(change.left), is_goal(result, change.name), _distance(change)))
    return order[:most]


def is_goal(result: Result, name: str) -> bool:
    """Whether a variable is what the user asks for: asking for less comes after every other change."""
    variable = result.variable(name)
    return isinstance(variable, Parameter) and variable.goal


def cause(result: Result) -> str:
    """The constraint at fault: the binding one, or, where that has no measure, the worst that has one.

    A satellite that no flight can lift leaves launch rate and date without a number; the payload has one.
    """
    values = {word: float(result.value_si(name)) for word, name in margins(result).items()}
    measured = {word: margin for word, margin in values.items() if math.isfinite(margin) and margin < 0.0}
    binding = result.word("binding_constraint")
    if result.scenario.graph.constraints[binding].law:
        return binding
    return min(measured, key=measured.__getitem__) if measured and binding not in measured else binding


def margins(result: Result) -> dict[str, str]:
    """The variable that holds the margin of each constraint, by topic."""
    return {topic: constraint.name for topic, constraint in result.scenario.graph.constraints.items()}


def slack(result: Result, constraint: Constraint) -> float:
    """The margin of a constraint; infinite where it is the reserve for which the model has sized the capacity."""
    return float(constraint.slack(*(result.value_si(name) for name in constraint.slack_arguments)))


def _change(scenario: Scenario, result: Result, fault: str, name: str, way: str) -> Change | None:
    """The least change of one variable that fixes everything, or at least the fault; None if there is none."""
    now, end = float(result.value_si(name)), _end(result, name, way)
    if not math.isfinite(now) or now == end or now <= 0.0:
        return None
    grid = _grid(now, end)
    rough = _margins_along(scenario, result, name, grid)
    for aim in ("feasible", fault):
        index = _first(rough[aim])
        if index is None:
            continue
        closer = np.linspace(grid[index - 1] if index else now, grid[index], POINTS + 1)[1:]
        value = closer[_first(_margins_along(scenario, result, name, closer)[aim]) or 0]
        return _rounded(scenario, result, name, float(value), aim)
    return None


def _margins_along(scenario: Scenario, result: Result, name: str, values: Sequence[float] | Array) -> dict[str, Array]:
    """Every margin by topic along values of one lever, and under `feasible` 0 where all hold, else -1."""
    topics = margins(result)
    samples = evaluate(scenario, {name: np.asarray(values)}, ("feasible", *topics.values()), check=False)
    columns = {topic: np.broadcast_to(samples[margin], len(values)) for topic, margin in topics.items()}
    return {**columns, "feasible": np.broadcast_to(samples["feasible"] - 1.0, len(values))}


def _first(margin: Array) -> int | None:
    """The index of the first place at which a margin is not below zero."""
    fits = np.flatnonzero(margin >= 0.0)
    return int(fits[0]) if fits.size else None


def _end(result: Result, name: str, way: str) -> float:
    """How far a lever may go: its bound, and no farther than `FARTHEST`."""
    variable, now = result.variable(name), float(result.value_si(name))
    factor = next(factor for kind, factor in FARTHEST.items() if isinstance(variable, kind))
    low, high = variable.limits if isinstance(variable, Parameter | Rule) else (-math.inf, math.inf)
    return min(now * factor, high) if way == "up" else max(now / factor, low)


def _grid(now: float, end: float) -> np.ndarray:
    """Values from the one now, left out, to the end: evenly in ratio."""
    return np.geomspace(now, end, POINTS + 1)[1:]


def _rounded(scenario: Scenario, result: Result, name: str, value: float, aim: str) -> Change:
    """A change whose value is rounded to the side that works, if it works there, with what then binds."""
    unit, now = result.display_unit(name), float(result.value_si(name))
    exact = float(unit.from_si(value))
    step = 10.0 ** (math.floor(math.log10(abs(exact))) - DIGITS + 1)
    short = float(f"{(math.ceil if value > now else math.floor)(exact / step) * step:.{DIGITS}g}")
    choices = [float(unit.to_si(short)), float(unit.to_si(exact))]
    margin = _margins_along(scenario, result, name, choices)
    place = 0 if margin[aim][0] >= 0.0 else 1
    text = setting_text(scenario, name, choices[place], 10)
    left = _left({topic: float(values[place]) for topic, values in margin.items() if topic in margins(result)})
    return Change(name, text, result.text(name), left, factor=choices[place] / now)


def _left(margin: Mapping[str, float]) -> str:
    """The topic that fails with these margins, one with a measure first; nothing if none does."""
    failing = {topic: value for topic, value in margin.items() if value < 0.0}
    return min(failing, key=lambda topic: (not math.isfinite(failing[topic]), failing[topic]), default="")


def _entry(scenario: Scenario, result: Result, constraint: Constraint, name: str) -> Change | None:
    """The entry of a catalogue with the smallest capacity that meets the demand; None if there is none."""
    needed = float(result.value_si(constraint.demand)) if constraint.demand else 1.0
    meeting = [(capacity, entry) for entry, capacity in _capacities(scenario, constraint, name) if capacity >= needed]
    if not meeting:
        return None
    capacity, entry = min(meeting)
    other = scenario.with_({name: entry}, label=f"another {name}")
    values = evaluate(other, {}, tuple(margins(result).values()), check=False)
    left = _left({topic: float(np.ravel(values[margin])[0]) for topic, margin in margins(result).items()})
    unit = result.display_unit(constraint.capacity)
    text = units.number(float(unit.from_si(capacity)))
    reason = f" ({constraint.capacity.replace('_', ' ')}: {text} {unit.label}".rstrip() + ")"
    factor = capacity / float(result.value_si(constraint.capacity))
    return Change(name, entry, result.word(name), left, reason, factor)


def _capacities(scenario: Scenario, constraint: Constraint, name: str) -> Iterator[tuple[str, float]]:
    """Each entry of a catalogue with the capacity that it gives in this scenario, in SI."""
    selection, graph = scenario.graph[name], scenario.graph
    assert isinstance(selection, Selection)
    below = graph.inputs_of([constraint.capacity], scenario.numbers, scenario.words)
    inputs = [item for item in below if getattr(graph[item], "catalogue", "") == selection.table]
    known = entry_values(scenario, selection, inputs)
    samples = {item: np.array([values[item] for values in known.values()]) for item in inputs}
    if not inputs:
        return
    capacities = evaluate(scenario, samples, [constraint.capacity], check=False)[constraint.capacity]
    yield from ((entry, float(capacity)) for entry, capacity in zip(known, capacities, strict=True))


def entry_values(scenario: Scenario, selection: Selection, inputs: Sequence[str]) -> dict[str, dict[str, float]]:
    """The values in SI of the entries of a catalogue that give all of these parameters, by entry."""
    parameters = scenario.graph.of(Parameter)
    catalogue = scenario.catalogue
    values = {name: catalogue.entry(selection.table, name).values for name in catalogue.names(selection.table)}
    return {
        entry: {name: parameters[name].si(data[name].value) for name in inputs}
        for entry, data in values.items()
        if all(name in data and data[name].value for name in inputs)
    }


def _times(factor: float) -> str:
    """A ratio in words."""
    if factor >= 2.0:
        return f"{units.number(factor, 2)} times"
    if factor > 1.0:
        return f"{units.share(factor - 1.0)} more"
    return f"{units.share(1.0 - factor)} less" if factor > 0.5 else f"{units.share(factor)} of it"


def _distance(change: Change) -> float:
    """How far a change goes, as the logarithm of its ratio; one without a ratio is the farthest."""
    return abs(math.log(change.factor)) if math.isfinite(change.factor) and change.factor > 0.0 else math.inf
