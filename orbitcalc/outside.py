"""What a result says of its own limits: ranges that its formulas leave, and quantities that cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import Graph, Rule
from orbitcalc.validity import Limits

if TYPE_CHECKING:
    from orbitcalc.result import Result


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
    return [re.sub(r"\{(\w+)\}", lambda match: result.text(match[1]), text) for text in cautions]


def sides(item: Limits, values: Mapping[str, Array], count: int) -> Array:
    """For each sample the index of its side of a range in `SIDES`, shape (count,); a series leaves it in any year."""
    side = item.side(values[item.argument])
    return np.broadcast_to(side if np.ndim(side) < 2 else np.max(side, axis=0), count).astype(np.uint8)
