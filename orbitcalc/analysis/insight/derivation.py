"""How a figure was computed, as data: its formula with the numbers in it, what matters most, and the tree below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from orbitcalc import catalog, units
from orbitcalc.analysis.insight.influence import influences
from orbitcalc.graph import Rule
from orbitcalc.result import Result
from orbitcalc.scenario.display import value_text
from orbitcalc.tape.equation import equations

Node = Mapping[str, Any]
"""A variable of the tree as JSON data; `from` holds its branches."""

STRONGEST = 3
"""Inputs that are named as those that matter most."""


DIGITS = 4
"""Significant digits of a value in a formula."""


def derivation(result: Result, name: str, depth: int | None, shown_units: Mapping[str, str]) -> Node:
    """The tree of a variable, down to the inputs or to so many levels, with what matters most to it.

    A variable already explained has `above` in place of its branches; one at the depth asked for has `below`, with
    their number. A computed one has its formula in names and in numbers, unless that is long.
    """
    explained: set[str] = set()

    def node(current: str, level: int) -> Node:
        about = _node(result, current, shown_units)
        branches = result.arguments(current)
        if current in explained and branches:
            return about | {"above": True}
        explained.add(current)
        if branches and depth is not None and level >= depth:
            return about | {"below": len(branches)}
        return about | {"from": [node(branch, level + 1) for branch in branches]}

    return {**node(name, 0), **_influence(result, name, shown_units)}


def nodes(node: Node, level: int) -> Iterator[dict[str, Any]]:
    """A node and all below it, each with its level."""
    yield {**node, "level": level}
    for branch in node.get("from", ()):
        yield from nodes(branch, level + 1)


def _node(result: Result, name: str, shown_units: Mapping[str, str]) -> dict[str, Any]:
    entry = result.entry(name, shown_units.get(name, ""))
    known = catalog.sources()
    sources = [{"key": key, "title": known.get(key, {}).get("title", key)} for key in entry["source"]]
    shown = _shown(result, name, shown_units)
    return entry | {"shown": shown, "source": sources} | _pedigree(result, name) | _equation(result, name, shown_units)


def _shown(result: Result, name: str, shown_units: Mapping[str, str]) -> str:
    """The value as text; of a series the least and the most."""
    unit = shown_units.get(name, "")
    if not result.is_series(name):
        return result.text(name, unit)
    values = np.asarray(result.value(name, unit))
    known = values[~np.isnan(values)] if not np.isnan(values).all() else values[:1]
    ends = dict.fromkeys(units.number(float(end), DIGITS) for end in (known.min(), known.max()))
    return f"{' to '.join(ends)} {result.display_unit(name, unit).label}".strip()


def _equation(result: Result, name: str, shown_units: Mapping[str, str]) -> dict[str, str]:
    """The formula of a number in names and in values; empty texts where it is long, or a constant here."""
    variable, arguments = result.variable(name), result.arguments(name)
    if not arguments or not isinstance(variable, Rule) or variable.words:
        return {"equation": "", "numbers": ""}

    def in_numbers(argument: str) -> str:
        text = per(_shown(result, argument, shown_units))
        return f"[{text}]" if result.is_series(argument) else text

    formula = variable.formula(result.scenario.words)
    values = {item: np.asarray(result.value_si(item), float)[..., np.newaxis] for item in arguments}
    ways: tuple[Callable[[str], str], ...] = (str, in_numbers)
    names, numbers = equations(name, formula, values, ways)
    constant = names == numbers
    return {"equation": "" if constant else names, "numbers": "" if constant else numbers}


def _influence(result: Result, name: str, shown_units: Mapping[str, str]) -> dict[str, Any]:
    """The inputs that matter most to the figure that is explained, and the sentence that says so."""
    influence = influences(result, name)
    if influence is None:
        return {}

    def text(item: str, si: float) -> str:
        return value_text(result.scenario, item, si, shown_units.get(item, ""))

    def change(si: float) -> str:
        unit = " years" if result.variable(name).display == "date" else ""
        return ("+" if si > 0.0 else "") + text(name, si) + unit

    listed = [
        {"name": item.name, "low": text(item.name, item.low), "high": text(item.name, item.high)}
        | {"change": change(item.change), "change_si": item.change}
        for item in influence.items[:STRONGEST]
    ]
    return {"matters_most": listed, "by_range": influence.by_range}


def _pedigree(result: Result, name: str) -> dict[str, Any]:
    """What is known about a given value, or the words for which a formula applies."""
    setting = result.scenario.settings.get(name)
    if setting is not None:
        about = {"kind": setting.kind, "locator": setting.locator, "as_of": setting.as_of, "note": setting.note}
        return {key: item for key, item in about.items() if item}
    variable = result.variable(name)
    assert isinstance(variable, Rule)
    formula = variable.formula(result.scenario.words)
    words = {choice: " or ".join(words) for choice, words in formula.when}
    return {"formula": formula.place} | ({"when": words} if words else {})


def per(text: str) -> str:
    """A value per something without a one before it: 0.1/yr."""
    return text.replace(" 1/", "/")
