"""What a result says of its own limits: ranges that its formulas leave, and quantities that cannot be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import Graph, Rule
from orbitcalc.validity import SIDES, Limits

if TYPE_CHECKING:
    from orbitcalc.result import Result

Counts: TypeAlias = Counter[tuple[Limits, int]]
"""The number of samples outside, by range and index of the side in `SIDES`."""


def left(ranges: Iterable[Limits], si: Mapping[str, Any]) -> tuple[tuple[Limits, int], ...]:
    """The ranges that some values leave, each with the index of the side in `SIDES`."""
    sides = [(item, int(np.max(item.side(si[item.argument])))) for item in ranges if item.argument in si]
    return tuple((item, side) for item, side in sides if side)


def reason_impossible(graph: Graph, si: Mapping[str, Any], text: Callable[[str], str]) -> str:
    """The first quantity below zero, with its value as text and the reason; empty if there is none.

    Those that are computed from it come after it.
    """
    negative = [name for name in graph.quantities if name in si and np.any(np.less(si[name], 0.0))]
    if not negative:
        return ""
    variable = graph[min(negative, key=graph.order.__getitem__)]
    assert isinstance(variable, Rule)
    reason = variable.impossible or "it cannot be below zero"
    return f"{variable.name} would be {text(variable.name)}: {reason}"


def notes(result: Result) -> list[str]:
    """Why nature rules a result out, which ranges it leaves, and what the model says of some verdicts."""
    impossible = [f"impossible: {result.impossible}"] if result.impossible else []
    ranges = [item.text(side, f"{item.argument} is {result.text(item.argument)}") for item, side in result.outside]
    return [*impossible, *ranges, *_cautions(result)]


def _cautions(result: Result) -> list[str]:
    """What the model says of verdicts that turn out as their first word."""
    rules = [rule for name, rule in result.scenario.graph.of(Rule).items() if rule.caution and name in result.si]
    cautions = [rule.caution for rule in rules if result.value(rule.name) == 0.0]
    texts = [re.sub(r"\{(\w+)\}", lambda match: result.text(match[1]), text) for text in cautions]
    return [text.replace(" 1/yr", " a year") for text in texts]


def sides(item: Limits, value: Array, count: int) -> Array:
    """For each sample the index of its side of a range in `SIDES`, shape (count,)."""
    low, high = item.si
    if not (np.nanmin(value, initial=np.inf) < low or np.nanmax(value, initial=-np.inf) > high):
        return np.zeros(count, np.uint8)
    return np.broadcast_to(item.side(value), (count,)).astype(np.uint8)


def counts(ranges: Iterable[Limits], columns: Mapping[str, Array]) -> Counts:
    """How many samples lie on each side of the ranges that they leave; a column holds the sides of a range."""
    numbers = {item: np.bincount(columns[item.key], minlength=len(SIDES)) for item in ranges if item.key in columns}
    return Counter({(item, side): int(number[side]) for item, number in numbers.items() for side in (1, 2)})


def count_notes(outside: Counts, total: int, noun: str) -> list[str]:
    """What is to be said of samples outside a range."""
    return [
        item.text(side, f"{item.argument} in {number:,} of {total:,} {noun}")
        for (item, side), number in outside.items()
        if number
    ]
