"""Next steps: changes that a designer or planner can decide, each evaluated before it is named.

A decision is a variable with the role "decision": a number with a range, or the entry of a catalogue. All values
of its range are tried with everything else as it is, so that a step (one more satellite that fits on a flight) is
found as well as a slope. A change that only raises the cost of the other side does not count.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.insight.remedy import entry_values, is_goal
from orbitcalc.evaluate import evaluate
from orbitcalc.graph import Choice, Constraint, Parameter, Selection
from orbitcalc.graph.story import Judgement
from orbitcalc.result import Result
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.display import setting_text

DECISION = "decision"
"""The role of the variables that a designer or planner decides."""

POINTS = 33
"""Values of a range that are tried."""

DIGITS = 3
"""Significant digits of a value that is advised."""

LEAST_GAIN = 0.01
"""Improvement of the aim from which on a change is worth naming: of its size, or of a margin."""

UNCHANGED = 1e-9
"""Relative difference of the other side up to which it counts as the same."""


@dataclass(frozen=True)
class Advice:
    """A change to try: the variable, the text it is set to, and the aim in SI before and after."""

    name: str
    value: str
    before: float
    after: float


@dataclass(frozen=True)
class Aim:
    """What should improve: a variable, upward or downward, and what may not get worse meanwhile."""

    name: str
    rising: bool
    judgement: Judgement

    @property
    def wanted(self) -> tuple[str, ...]:
        """The variables that decide whether a change is an improvement."""
        return tuple(dict.fromkeys((self.name, self.judgement.least, self.judgement.ground)))

    def gains(self, values: Mapping[str, Array], now: Mapping[str, float]) -> Array:
        """The improvement for each value tried, minus infinity where something else gets worse; shape (values,)."""
        before, after = now[self.name], values[self.name]
        gain = (after - before) if self.rising else (before - after)
        needed = LEAST_GAIN * (1.0 if self.rising else abs(before))
        kept = values[self.judgement.least] >= min(now[self.judgement.least], 0.0)
        ground = np.abs(values[self.judgement.ground] - now[self.judgement.ground])
        same = ~(ground > UNCHANGED * abs(now[self.judgement.ground]))
        return np.where((gain >= needed) & kept & same, gain, -np.inf)


def advice(result: Result, constraint: Constraint, judgement: Judgement, most: int = 2) -> list[Advice]:
    """Decisions that improve the obstacle, those with the largest gain first.

    Parameters
    ----------
    result : Result
        The result to improve.
    constraint : Constraint
        The obstacle; for the comparison of costs the aim is a lower ratio, else a larger margin.
    judgement : Judgement
        The variables of the verdicts.
    most : int
        How many changes to return at most.
    """
    cost = constraint.name == judgement.cost
    aim = Aim(judgement.ratio if cost else constraint.name, not cost, judgement)
    now = {name: float(result.value_si(name)) for name in aim.wanted}
    if not math.isfinite(now[aim.name]):
        return []
    decisions = result.scenario.graph.with_role(DECISION)
    relaxing = {name for name, _ in constraint.relaxed_by}
    free = (name for name in decisions if (cost or name in relaxing) and counts_both_sides(result, name, aim.name))
    tried = [_best(result, aim, now, name) for name in free]
    known = sorted((item for item in tried if item is not None), key=lambda item: item.after, reverse=aim.rising)
    confirmed = (_confirmed(result, aim, now, item) for item in known)
    return list(islice((item for item in confirmed if item is not None), most))


def _confirmed(result: Result, aim: Aim, now: Mapping[str, float], item: Advice) -> Advice | None:
    """A change with its effect on the whole scenario; None if that is no improvement."""
    changed = result.scenario.with_({item.name: item.value}, label="advice")
    values = evaluate(changed, {}, aim.wanted, check=False)
    shaped = {name: np.reshape(np.asarray(value, float), -1)[:1] for name, value in values.items()}
    if not aim.gains(shaped, now)[0] > 0.0:
        return None
    return replace(item, after=float(shaped[aim.name][0]))


def _best(result: Result, aim: Aim, now: Mapping[str, float], name: str) -> Advice | None:
    """The best value of one decision; None if none is an improvement."""
    tried = dict(_values(result, name)) if _free(result, name) else {}
    if not tried:
        return None
    texts, samples = list(tried), list(tried.values())
    columns = {key: np.array([sample[key] for sample in samples]) for key in samples[0]}
    values = evaluate(result.scenario, columns, aim.wanted, check=False)
    shaped = {key: np.broadcast_to(np.asarray(value, float), len(texts)) for key, value in values.items()}
    gains = aim.gains(shaped, now)
    best = int(np.argmax(gains))
    if not gains[best] > 0.0:
        return None
    return Advice(name, texts[best], now[aim.name], float(shaped[aim.name][best]))


def counts_both_sides(result: Result, name: str, aim: str) -> bool:
    """Whether all that a decision does to the aim of a design is counted here, what it costs like what it gains.

    A mass or a price that is given as a whole does not follow a decision: where the battery is not computed, a
    satellite that computes through eclipse for nothing is no advice.
    """
    graph, variable = result.scenario.graph, result.variable(name)
    words = {choice: item.default for choice, item in graph.of(Choice).items()}
    table = variable.table if isinstance(variable, Selection) else ""
    inputs = {item for item, parameter in graph.of(Parameter).items() if table and parameter.catalogue == table} or {
        name
    }
    computed = result.upstream(aim).difference(result.scenario)
    return all(
        rule in computed
        for rule in graph.upstream([aim], (), words)
        if any(not inputs.isdisjoint(formula.arguments) for formula in graph.formulas(rule, words))
    )


def is_decision(result: Result, name: str) -> bool:
    """Whether a designer or planner decides a variable, the target included."""
    return DECISION in result.variable(name).roles or is_goal(result, name)


def _free(result: Result, name: str) -> bool:
    """Whether a decision is still open: it is not computed, follows no other value, nor is what the user asks for."""
    variable = result.variable(name)
    if name in result.scenario.followers:
        return False
    if isinstance(variable, Selection):
        return True
    known = isinstance(variable, Parameter) and not math.isnan(float(result.value_si(name)))
    return known and not is_goal(result, name)


def _values(result: Result, name: str) -> Iterator[tuple[str, dict[str, float]]]:
    """The values to try, each as `--set` takes it with what it gives in SI."""
    variable = result.variable(name)
    if isinstance(variable, Selection):
        yield from _entries(result.scenario, variable)
        return
    ends = result.scenario.range_of(name)
    if ends is None:
        return
    low, high = ends
    unit = result.display_unit(name)
    grid = np.geomspace(low, high, POINTS) if low > 0.0 else np.linspace(low, high, POINTS)
    for value in dict.fromkeys(float(f"{float(unit.from_si(si)):.{DIGITS}g}") for si in grid):
        si = float(unit.to_si(value))
        yield setting_text(result.scenario, name, si, 12), {name: si}


def _entries(scenario: Scenario, selection: Selection) -> Iterator[tuple[str, dict[str, float]]]:
    """The entries of a catalogue that give every number of the table, but the one that is chosen."""
    parameters = scenario.graph.of(Parameter)
    inputs = [name for name, item in parameters.items() if item.catalogue == selection.table]
    if all(scenario.settings[name].origin.startswith("catalogue ") for name in inputs):
        others = entry_values(scenario, selection, inputs)
        others.pop(str(scenario[selection.name].value), None)
        yield from others.items()
