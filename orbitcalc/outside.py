"""Notes on the limits of a result: ranges that its formulas exceed, and impossible quantities."""

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
    """The ranges that some values exceed, each with the index of the side in `SIDES`."""
    sides = [(item, int(np.max(item.side(si[item.argument])))) for item in ranges if item.argument in si]
    return tuple((item, side) for item, side in sides if side)


def reason_impossible(graph: Graph, si: Mapping[str, Any], text: Callable[[str], str]) -> str:
    """The first negative quantity, with its value as text and the reason; empty if there is none.

    Quantities computed from it come later in the order and are not reported.
    """
    negative = [name for name in graph.quantities if name in si and np.any(np.less(si[name], 0.0))]
    if not negative:
        return ""
    variable = graph[min(negative, key=graph.order.__getitem__)]
    assert isinstance(variable, Rule)
    reason = variable.impossible or "it cannot be below zero"
    return f"{variable.name} would be {text(variable.name)}: {reason}"


def notes(result: Result) -> list[str]:
    """Notes on a result: why it is impossible, which ranges it exceeds, and the cautions of the model."""
    impossible = [f"impossible: {result.impossible}"] if result.impossible else []
    ranges = [item.text(side, f"{item.argument} is {result.text(item.argument)}") for item, side in result.outside]
    return [*impossible, *ranges, *_cautions(result)]


def _cautions(result: Result) -> list[str]:
    """The cautions of rules whose value is their first word."""
    rules = [rule for name, rule in result.scenario.graph.of(Rule).items() if rule.caution and name in result.si]
    cautions = [rule.caution for rule in rules if result.value(rule.name) == 0.0]
    texts = [re.sub(r"\{(\w+)\}", lambda match: result.text(match[1]), text) for text in cautions]
    return [text.replace(" 1/yr", " a year") for text in texts]


def sides(item: Limits, value: Array, count: int) -> Array:
    """The index of the side in `SIDES` for each sample, shape (count,)."""
    low, high = item.si
    if not (np.nanmin(value, initial=np.inf) < low or np.nanmax(value, initial=-np.inf) > high):
        return np.zeros(count, np.uint8)
    return np.broadcast_to(item.side(value), (count,)).astype(np.uint8)


def counts(ranges: Iterable[Limits], columns: Mapping[str, Array]) -> Counts:
    """The number of samples on each side of the ranges that they exceed; a column holds the sides of one range."""
    numbers = {item: np.bincount(columns[item.key], minlength=len(SIDES)) for item in ranges if item.key in columns}
    return Counter({(item, side): int(number[side]) for item, number in numbers.items() for side in (1, 2)})


def count_notes(outside: Counts, total: int, noun: str) -> list[str]:
    """The messages about samples outside a range."""
    return [
        item.text(side, f"{item.argument} in {number:,} of {total:,} {noun}")
        for (item, side), number in outside.items()
        if number
    ]
