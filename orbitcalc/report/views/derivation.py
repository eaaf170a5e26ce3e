"""How a figure is computed: its formula with the numbers in it, what matters most, and the tree down to the inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from orbitcalc import catalog, units
from orbitcalc.analysis.insight.influence import influences
from orbitcalc.graph import Rule
from orbitcalc.report.document import Document, Table, Tree
from orbitcalc.report.views import TABLE_DIGITS, sentences
from orbitcalc.result import Result
from orbitcalc.scenario.display import value_text
from orbitcalc.tape.equation import equation

Node = Mapping[str, Any]
"""A variable of the tree as JSON data; `from` holds its branches."""

STEP = {
    "level": "steps below the figure that is explained",
    "name": "name of the variable",
    "value": "value in `unit`, or a word; empty where there is none",
    "unit": "unit of the value; 1 is dimensionless",
    "origin": "origin of a given value, or the rule that computes it",
    "source": "keys of the sources, separated by spaces",
    "meaning": "what the variable is",
    "equation": "formula in the names of variables; empty where it is long",
    "numbers": "the same formula with values; a series stands with its least and its most",
}
"""The columns of the tree as rows."""


STRONGEST = 3
"""Inputs that are named as those that matter most."""


def explanation_document(result: Result, name: str, depth: int | None, shown_units: Mapping[str, str]) -> Document:
    """A variable with what it was computed from, down to the inputs or to so many levels, and what matters most to it.

    JSON holds nested nodes. A variable already explained has `above` in place of its branches; one at the
    depth asked for has `below`, with their number. A computed one has its formula in names and in numbers, unless that
    is long.
    """
    root = {**_tree(result, name, depth, shown_units), **_influence(result, name, shown_units)}
    rows = [[_cell(node, column) for column in STEP] for node in _nodes(root, 0)]
    return Document(
        kind="explanation",
        title=f"{name}: {result.scenario.title}",
        blocks=lambda: [_block(root)],
        data=lambda: {"format": "orbitcalc.explanation/1", "tree": root},
        rows=lambda: Table(tuple(STEP), rows, meanings=STEP),
        notes=result.scenario.notes,
    )


def _tree(result: Result, name: str, depth: int | None, shown_units: Mapping[str, str]) -> Node:
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

    return node(name, 0)


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
    ends = dict.fromkeys(units.number(float(end), TABLE_DIGITS) for end in (known.min(), known.max()))
    return f"{' to '.join(ends)} {result.display_unit(name, unit).label}".strip()


def _equation(result: Result, name: str, shown_units: Mapping[str, str]) -> dict[str, str]:
    """The formula of a number in names and in values; empty texts where it is long, or a constant here."""
    variable, arguments = result.variable(name), result.arguments(name)
    if not arguments or not isinstance(variable, Rule) or variable.words:
        return {"equation": "", "numbers": ""}

    def in_numbers(argument: str) -> str:
        text = _plain(_shown(result, argument, shown_units))
        return f"[{text}]" if result.is_series(argument) else text

    formula = variable.formula(result.scenario.words)
    values = {item: np.asarray(result.value_si(item), float)[..., np.newaxis] for item in arguments}
    write: tuple[Callable[[str], str], ...] = (str, in_numbers)
    names, numbers = (equation(name, formula, values, text) for text in write)
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


def _nodes(node: Node, level: int) -> Iterator[dict[str, Any]]:
    """A node and all below it, each with its level."""
    yield {**node, "level": level}
    for branch in node.get("from", ()):
        yield from _nodes(branch, level + 1)


def _cell(node: Node, column: str) -> Any:
    return [source["key"] for source in node["source"]] if column == "source" else node[column]


def _block(node: Node) -> Tree:
    head = f"{node['name']} = {node['shown']}"
    if node.get("above"):
        return Tree(f"{head}   (explained above)")
    return Tree(head, _text(node), [_block(branch) for branch in node.get("from", ())])


def _text(node: Node) -> str:
    status = f"No value: {node['status']}" if "status" in node else ""
    about = (node["meaning"], _giver(node), _sources(node), status, str(node.get("note", "")), _strongest(node))
    return sentences(_equation_text(node), *about)


def _equation_text(node: Node) -> str:
    names, numbers = node["equation"], node["numbers"]
    if not names:
        return ""
    return f"The same as {names}" if names.isidentifier() else f"Formula: {names} = {numbers}"


def _strongest(node: Node) -> str:
    if "matters_most" not in node:
        return ""
    if not node["matters_most"]:
        return "No input moves it"
    if not node["by_range"]:
        parts = [f"{item['name']} {item['change']}" for item in node["matters_most"]]
        return f"What matters most here, by one percent more of an input: {'; '.join(parts)}"
    parts = [
        f"{item['name']} {item['change']} ({_between(item['low'], item['high'])})" for item in node["matters_most"]
    ]
    return f"What matters most here, by the slope over the range of an input: {'; '.join(parts)}"


def _between(low: str, high: str) -> str:
    """Two values with the unit they share."""
    unit = high.partition(" ")[2]
    return f"{low.removesuffix(f' {unit}') if unit else low} to {_plain(high)}"


def _plain(text: str) -> str:
    """A value per something without a one before it: 0.1/yr."""
    return text.replace(" 1/", "/")


def _count(branches: int) -> str:
    return f"{branches} variables" if branches > 1 else "1 variable"


def _giver(node: Node) -> str:
    if "formula" not in node:
        return f"Given by {node['origin']}"
    words = ", ".join(f"{choice} = {word}" for choice, word in node.get("when", {}).items())
    below = f" from {_count(node['below'])} not shown at this depth" if "below" in node else ""
    place = "" if node["equation"] or not node.get("from", True) else f" ({node['formula']})"
    return f"Computed by {node['origin']}{place}{below}" + (f", with {words}" if words else "")


def _sources(node: Node) -> str:
    if "formula" in node:
        return ""
    titles = "; ".join(source["title"] or source["key"] for source in node["source"])
    return f"Source: {titles or 'none'}" + (f" ({node['locator']})" if node.get("locator") else "")
