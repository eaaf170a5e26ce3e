"""How results move over the whole bounds of an input: directions, and jumps with what causes them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

import numpy as np

import orbitcalc
from orbitcalc._typing import Array
from orbitcalc.evaluate import evaluate
from orbitcalc.graph import Parameter, Rule
from orbitcalc.scenario import Scenario

POINTS = 257
"""Points over the bounds of an input."""

PARTS, ROUNDS = 32, 7
"""Parts of a step that is refined, and how often: 32^7 is 3e10."""

JUMP = 1e-4
"""Relative change over a refined step that is a jump."""


@dataclass(frozen=True)
class Jump:
    """A change of an output over next to no change of an input, and the whole numbers that change there."""

    at: float
    before: float
    after: float
    causes: tuple[str, ...]


@cache
def scenario(name: str, *words: tuple[str, str]) -> Scenario:
    """A scenario with some words of choices."""
    return orbitcalc.load(name).with_(dict(words))


def grid(parameter: Parameter | Rule, own: float, points: int = POINTS) -> Array:
    """Values over the whole bounds, in logarithms where they are wide, with the scenario's own among them."""
    low, high = parameter.limits
    wide = low > 0.0 and high / low > 10.0
    values = np.geomspace(low, high, points) if wide else np.linspace(low, high, points)
    if low == 0.0 and high > 20.0 * own > 0.0:
        values = np.concatenate([[0.0], np.geomspace(own * 1e-4, high, points - 1)])
    return np.unique(np.clip(np.append(values, own), low, high))


def along(base: Scenario, name: str, values: Array, outputs: Collection[str]) -> dict[str, Array]:
    """Outputs over values of one input, shape (values,)."""
    result = evaluate(base, {name: values}, tuple(outputs), check=False)
    return {key: np.broadcast_to(np.asarray(result[key], float), values.shape) for key in outputs}


def jumps(base: Scenario, name: str, output: str, most: int = 2) -> list[Jump]:
    """The largest steps of an output over the bounds of an input that do not shrink when they are refined."""
    parameter = base.graph[name]
    assert isinstance(parameter, Parameter)
    values = grid(parameter, base.numbers[name])
    column = along(base, name, values, [output])[output]
    rows = []
    for index in np.argsort(-_steps(column), kind="stable")[:most]:
        if _steps(column)[index] <= JUMP:
            break
        low, high = values[index], values[index + 1]
        for _ in range(ROUNDS):
            fine = np.linspace(low, high, PARTS + 1)
            steps = _steps(along(base, name, fine, [output])[output])
            place = int(np.argmax(steps))
            low, high = fine[place], fine[place + 1]
        if steps[place] > JUMP:
            ends = np.array([low, high])
            before, after = along(base, name, ends, [output])[output]
            rows.append(Jump(float(low), float(before), float(after), whole_numbers(base, name, ends, output)))
    return rows


def _steps(column: Array) -> Array:
    """The relative change from each value to the next; none to or from a missing or infinite value."""
    with np.errstate(all="ignore"):
        change = np.abs(np.diff(column)) / np.maximum(np.abs(column[1:]), np.abs(column[:-1]))
    return np.where(np.isfinite(change), change, 0.0)


def whole_numbers(base: Scenario, name: str, ends: Array, output: str) -> tuple[str, ...]:
    """The computed variables upstream that are whole numbers on both sides and differ."""
    above = base.graph.upstream([output], base.settings, base.words)
    rules = [rule for rule in above if isinstance(base.graph[rule], Rule) and not base.graph[rule].axis]  # type: ignore[attr-defined]
    values = along(base, name, ends, [rule for rule in rules if rule not in base.settings])
    return tuple(rule for rule, (a, b) in sorted(values.items()) if a != b and np.all(np.mod([a, b], 1.0) == 0.0))
