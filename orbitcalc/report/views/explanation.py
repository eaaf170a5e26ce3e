"""How a figure is computed, where values come from, and constraints in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from orbitcalc import catalog, units
from orbitcalc.analysis.insight.derivation import Node, derivation, nodes, per
from orbitcalc.analysis.insight.provenance import CLASSES, entered, percents, references, shares
from orbitcalc.analysis.insight.provenance import Reference as Source
from orbitcalc.analysis.insight.remedy import slack
from orbitcalc.document import Document, Reference, References, Table, Tree
from orbitcalc.graph import Constraint
from orbitcalc.report.views import percent, sentences
from orbitcalc.result import Result

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


def explanation_document(result: Result, name: str, depth: int | None, shown_units: Mapping[str, str]) -> Document:
    """A variable with what it was computed from, down to the inputs or to so many levels, and what matters most to it.

    JSON holds the nested nodes of `derivation`.
    """
    root = derivation(result, name, depth, shown_units)
    rows = [[_cell(node, column) for column in STEP] for node in nodes(root, 0)]
    return Document(
        kind="explanation",
        title=f"{name}: {result.scenario.title}",
        blocks=lambda: [_block(root)],
        data=lambda: {"format": "orbitcalc.explanation/1", "tree": root},
        rows=lambda: Table(tuple(STEP), rows, meanings=STEP),
        notes=result.scenario.notes,
    )


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
    return f"{low.removesuffix(f' {unit}') if unit else low} to {per(high)}"


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


# Sources

KINDS = {
    "read": "from sources read for this project",
    "secondary": "from secondary sources",
    "general knowledge, not re-read": "general knowledge (not re-read)",
    "assumption": "assumptions of this project",
    "inferred": "inferred from published figures",
    "unsourced": "without a source",
}
"""How well founded an input is, in words."""

SOURCE = {
    "key": "key of the source",
    "inputs": "number of inputs of the answer that rest on it",
    "title": "title",
    "publisher": "author or publisher",
    "date": "date",
    "url": "address",
    "doi": "digital object identifier",
    "class": "how it was read: read, secondary, general knowledge, not re-read, or assumption",
    "locators": "where in the source the values stand",
    "as_of": "dates of which the values are",
    "names": "the inputs, separated by spaces",
}
"""The columns of a table of sources."""


def sources_document(result: Result, *names: str) -> Document:
    """The sources that entered these variables, by default the answer: for people a list of references."""
    return Document(
        kind="sources",
        title=f"Sources: {result.scenario.title}",
        blocks=lambda: [source_list(result, *names)],
        rows=lambda: exact_sources(result, *names),
        notes=(basis_text(result, *names),),
    )


def source_list(result: Result, *names: str) -> References:
    """The sources that entered these variables, by default the answer, each with the inputs that rest on it."""
    return References([_reference(source) for source in references(result, *names)])


def _reference(source: Source) -> Reference:
    inputs = [f"{item.name} ({item.locator})" if item.locator else item.name for item in source.inputs]
    count = f"{len(inputs)} inputs: " if len(inputs) > 1 else ""
    text, address = source_text(source.key)
    how = source.fields.get("class", "not in the list of sources")
    return Reference(source.key, f"{text} ({how})", address, f"{count}{', '.join(inputs)}")


def source_text(key: str) -> tuple[str, str]:
    """What a source is, in a line (author or publisher, title, date), and its address; empty if it is not known."""
    about = catalog.sources().get(key, {})
    parts = [str(about.get(name, "")) for name in ("publisher", "title", "date")]
    doi = str(about.get("doi", ""))
    address = str(about.get("url", "")) or (f"https://doi.org/{doi}" if doi else "")
    return ", ".join(part for part in parts if part), address


def exact_sources(result: Result, *names: str) -> Table:
    """The sources that entered these variables, by default the answer, in full."""
    rows = []
    for source in references(result, *names):
        about = {"title": source.key} | dict(source.fields)
        fields = [about.get(name, "") for name in ("title", "publisher", "date", "url", "doi", "class")]
        dates = sorted({item.as_of for item in source.inputs if item.as_of})
        inputs = [item.name for item in source.inputs]
        rows.append([source.key, len(inputs), *fields, "; ".join(source.locators), "; ".join(dates), inputs])
    return Table(tuple(SOURCE), rows, meanings=SOURCE)


def basis_text(result: Result, *names: str) -> str:
    """How well founded the inputs of these variables are, by default those of the answer, in a sentence."""
    inputs = entered(result, *names)
    count = len(inputs)
    if not count:
        return "No input enters here: the value is a constant of the model."
    counted = percents(shares(inputs))
    parts = [f"{percent(count / 100.0)} {KINDS[kind]}" for kind, count in counted.items() if count or kind in CLASSES]
    return f"{count} input{'s' if count > 1 else ''}: {', '.join(parts)}."


def source_records(result: Result) -> dict[str, dict[str, Any]]:
    """The full reference of every source that any value of the scenario names."""
    known = catalog.sources()
    used = sorted({key for setting in result.scenario.settings.values() for key in setting.source})
    return {key: {field: str(item) for field, item in known.get(key, {"title": key}).items()} for key in used}


# Constraints in words


def constraint_text(result: Result, constraint: Constraint) -> str:
    """How much of its capacity a constraint uses, in words; the reason where a law is violated."""
    if constraint.law and result.impossible:
        return result.impossible
    margin = float(result.value_si(constraint.name))
    return f"{demand_text(result, constraint)}: {_share_text(result, constraint, margin)}"


def demand_text(result: Result, constraint: Constraint) -> str:
    """The demand of a constraint in words, with the entry of the selection that it is a need of: its role."""
    scenario = result.scenario
    chosen = [item for item in scenario.graph.selections if item.name in constraint.roles]
    titles = [scenario.catalogue.entry(item.table, str(scenario[item.name].value)).title for item in chosen]
    return f"{constraint.used} ({', '.join(titles)})" if titles else constraint.used


def _share_text(result: Result, constraint: Constraint, margin: float) -> str:
    if math.isnan(margin):
        return f"unknown, because {result.why_unknown(constraint.name)}"
    if math.isinf(margin):
        return f"never enough of {constraint.available}" if margin < 0.0 else "none is needed"
    if margin < 0.0:
        return f"{units.number(1.0 - margin, 3)} times {constraint.available}"
    if math.isinf(slack(result, constraint)):
        return sized_text(margin)
    return f"{percent(1.0 - margin)} of {constraint.available}"


def constraint_sentence(result: Result, constraint: Constraint) -> str:
    """Whether a constraint holds, and how much of its capacity it uses, as a sentence."""
    margin = float(result.value_si(constraint.name))
    verdict = "yes" if margin >= 0.0 else "no" if margin < 0.0 else "unknown"
    is_sized = math.isfinite(margin) and math.isinf(slack(result, constraint))
    if is_sized and margin:
        text = f"{constraint.available} exceeds {constraint.used} by {percent(1.0 / (1.0 - margin) - 1.0)}"
    else:
        text = f"{demand_text(result, constraint)} is {_share_text(result, constraint, margin)}"
    return f"{constraint.topic[0].upper()}{constraint.topic[1:]}: {verdict}, {text}."


def sized_text(margin: float) -> str:
    """The reserve with which the model has sized a capacity."""
    reserve = 1.0 / (1.0 - margin) - 1.0
    return f"sized with a reserve of {percent(reserve)}" if reserve else "sized for the demand, without reserve"
