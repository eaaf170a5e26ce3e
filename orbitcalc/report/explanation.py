"""How a figure comes about: the tree from it down to the inputs, each variable told once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orbitcalc import catalog
from orbitcalc.graph import Rule
from orbitcalc.report.style import fill
from orbitcalc.result import Result

STEP = "  "


def tree(result: Result, name: str, depth: int | None, shown_units: Mapping[str, str]) -> dict[str, Any]:
    """A variable with what it was computed from, down to the inputs, as nested data.

    `from` holds the branches; a variable already told says `above` in place of them, one at the
    depth asked for says `below` with their number.
    """
    told: set[str] = set()

    def node(current: str, level: int) -> dict[str, Any]:
        out = _node(result, current, shown_units)
        branches = result.arguments(current)
        if current in told and branches:
            return out | {"above": True}
        told.add(current)
        if branches and depth is not None and level >= depth:
            return out | {"below": len(branches)}
        return out | {"from": [node(each, level + 1) for each in branches]}

    return node(name, 0)


def _node(result: Result, name: str, shown_units: Mapping[str, str]) -> dict[str, Any]:
    entry = result.entry(name, shown_units.get(name, ""))
    known = catalog.sources()
    sources = [{"key": key, "title": known.get(key, {}).get("title", key)} for key in entry["source"]]
    out = entry | {"shown": result.text(name, shown_units.get(name, "")), "source": sources}
    return out | _pedigree(result, name)


def _pedigree(result: Result, name: str) -> dict[str, Any]:
    """What stands beside a given value, or under which words a formula applies."""
    setting = result.scenario.settings.get(name)
    if setting is not None:
        about = {"kind": setting.kind, "locator": setting.locator, "as_of": setting.as_of, "note": setting.note}
        return {key: item for key, item in about.items() if item}
    variable = result.variable(name)
    assert isinstance(variable, Rule)
    formula = variable.formula(result.scenario.words)
    words = {choice: " or ".join(words) for choice, words in formula.when}
    return {"formula": formula.place, **({"when": words} if words else {})}


def as_text(root: Mapping[str, Any], width: int) -> str:
    """The tree as indented lines: name, value, meaning, and who gave it."""
    lines: list[str] = []

    def add(node: Mapping[str, Any], level: int) -> None:
        lines.extend(_lines(node, level, width))
        for branch in node.get("from", ()):
            add(branch, level + 1)

    add(root, 0)
    return "\n".join(lines) + "\n"


def _lines(node: Mapping[str, Any], level: int, width: int) -> list[str]:
    margin = STEP * level
    head = f"{margin}{node['name']} = {node['shown']}"
    if node.get("above"):
        return [f"{head}   (above)"]
    room = max(width, len(margin) + 40)
    return [head, *fill(_said(node), room, first=f"{margin}{STEP}| ", later=f"{margin}{STEP}| ")]


def _said(node: Mapping[str, Any]) -> str:
    words = [f"{node['meaning']}; {_giver(node)}"]
    words += [f"unknown: {node['status']}"] if "status" in node else []
    words += [f"from {node['below']} more, not shown at this depth"] if "below" in node else []
    words += [str(node["note"])] if "note" in node else []
    return "; ".join(words)


def _giver(node: Mapping[str, Any]) -> str:
    if "formula" in node:
        when = ", ".join(f"{key} = {word}" for key, word in node.get("when", {}).items())
        return f"{node['origin']}" + (f", as {when}" if when else "")
    titles = [source["title"] if source["title"] else source["key"] for source in node["source"]]
    where = f" ({node['locator']})" if node.get("locator") else ""
    return f"given by {node['origin']}, source: {'; '.join(titles) or 'none given'}{where}"


def as_markdown(root: Mapping[str, Any]) -> str:
    """The tree as a nested list."""
    lines: list[str] = []

    def add(node: Mapping[str, Any], level: int) -> None:
        said = "above" if node.get("above") else _said(node)
        lines.append(f"{'  ' * level}- **{node['name']}** = {node['shown']}: {said}")
        for branch in node.get("from", ()):
            add(branch, level + 1)

    add(root, 0)
    return "\n".join(lines) + "\n"


def rows(root: Mapping[str, Any]) -> list[list[Any]]:
    """The tree as rows of level, name, value, unit, origin, source keys, meaning."""
    out: list[list[Any]] = []

    def add(node: Mapping[str, Any], level: int) -> None:
        keys = [source["key"] for source in node["source"]]
        out.append([level, *(node[key] for key in ("name", "value", "unit", "origin")), keys, node["meaning"]])
        for branch in node.get("from", ()):
            add(branch, level + 1)

    add(root, 0)
    return out


COLUMNS = ("level", "name", "value", "unit", "origin", "source", "meaning")
