"""How a figure comes about: the tree from it down to the inputs, each variable explained once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from orbitcalc import catalog
from orbitcalc.graph import Rule
from orbitcalc.report.document import Document, Table, Tree
from orbitcalc.report.views import sentences
from orbitcalc.result import Result

Node = Mapping[str, Any]
"""A variable of the tree as JSON data; `from` holds its branches."""

STEP = {
    "level": "steps below the figure that is explained",
    "name": "name of the variable",
    "value": "value in `unit`, or a word; empty where there is none",
    "unit": "unit of the value; 1 is dimensionless",
    "origin": "who gave the value, or the rule that computes it",
    "source": "keys of the sources, separated by spaces",
    "meaning": "what the variable is",
}
"""The columns of the tree as rows."""


def explanation_document(result: Result, name: str, depth: int | None, shown_units: Mapping[str, str]) -> Document:
    """A variable with what it was computed from, down to the inputs or to so many levels.

    JSON holds nested nodes. A variable already explained has `above` in place of its branches; one at the
    depth asked for has `below`, with their number.
    """
    root = _tree(result, name, depth, shown_units)
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
    shown = result.text(name, shown_units.get(name, ""))
    return entry | {"shown": shown, "source": sources} | _pedigree(result, name)


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
    return sentences(node["meaning"], _giver(node), _sources(node), status, str(node.get("note", "")))


def _count(branches: int) -> str:
    return f"{branches} variables" if branches > 1 else "1 variable"


def _giver(node: Node) -> str:
    if "formula" not in node:
        return f"Given by {node['origin']}"
    words = ", ".join(f"{choice} = {word}" for choice, word in node.get("when", {}).items())
    below = f" from {_count(node['below'])} not shown at this depth" if "below" in node else ""
    return f"Computed by {node['origin']}{below}" + (f", with {words}" if words else "")


def _sources(node: Node) -> str:
    if "formula" in node:
        return ""
    titles = "; ".join(source["title"] or source["key"] for source in node["source"])
    return f"Source: {titles or 'none'}" + (f" ({node['locator']})" if node.get("locator") else "")
