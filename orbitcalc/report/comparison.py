"""Scenarios side by side: as text, Markdown, rows and data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orbitcalc.analysis.insight.compare import Comparison, Difference
from orbitcalc.analysis.insight.remedy import margins
from orbitcalc.jsonable import finite
from orbitcalc.report import tables
from orbitcalc.report.style import fill
from orbitcalc.report.tables import Table
from orbitcalc.report.verdict import failing, slack
from orbitcalc.result import Result


def text_of(found: Comparison, result: Result, name: str, shown_units: Mapping[str, str]) -> str:
    """A value in the unit that all scenarios share: the one asked for, or the first one's."""
    if result.is_word(name):
        return result.word(name)
    given = result.scenario.settings.get(name)
    if given is not None and given.missing:
        return "not published"
    unit = shown_units.get(name, "") or found.results[0].unit(name)
    return result.text(name, unit, _digits(found, name, unit))


def _digits(found: Comparison, name: str, unit: str) -> int:
    """As few digits as show which values differ."""
    apart = len({float(result.value_si(name)) for result in found.results})
    return next((n for n in (4, 6, 9) if len({r.text(name, unit, n) for r in found.results}) == apart), 4)


def origin_of(result: Result, name: str) -> str:
    """Who gave an input, or that it is computed."""
    return result.origin(name) if name in result.scenario else "computed"


def inputs(found: Comparison, shown_units: Mapping[str, str], *, everything: bool) -> Table:
    """The inputs that differ, each value with who gave it below the row."""
    rows = [
        [each.name, *(text_of(found, r, each.name, shown_units) for r in found.results), _givers(found, each)]
        for each in found.inputs
        if each.matters or everything
    ]
    return Table(("input", *found.labels, "given by"), rows, prose="given by", right=frozenset(found.labels))


def _givers(found: Comparison, each: Difference) -> str:
    return " | ".join(origin_of(result, each.name) for result in found.results)


def results(found: Comparison, names: tuple[str, ...], heading: str, shown_units: Mapping[str, str]) -> Table:
    """Variables of all scenarios."""
    rows = [[name, *(text_of(found, result, name, shown_units) for result in found.results)] for name in names]
    return Table((heading, *found.labels), rows, right=frozenset(found.labels))


def binding(found: Comparison) -> list[str]:
    """What binds in each scenario, and what else is short."""
    out = []
    for label, result in zip(found.labels, found.results, strict=True):
        constraint = result.word("binding_constraint")
        verb = "binds" if result.word("feasible") == "no" else "is tightest"
        others = [word for word in failing(result) if word != constraint]
        also = f"; also short: {', '.join(others)}" if others else ""
        out.append(f"{label}: {constraint} {verb}, {slack(result, margins(result)[constraint])}{also}")
    return out


def hidden(found: Comparison, *, everything: bool) -> str:
    """How many inputs differ that are not shown."""
    count = 0 if everything else sum(not each.matters for each in found.inputs)
    return f"{count} more differ without a say in these results (--all shows them)." if count else ""


def _tables(found: Comparison, shown_units: Mapping[str, str], *, everything: bool) -> list[tuple[str, Table]]:
    return [
        ("Inputs that differ", inputs(found, shown_units, everything=everything)),
        ("Results", results(found, found.headline, "result", shown_units)),
        ("On the way", results(found, found.chain, "variable", shown_units)),
    ]


def as_text(found: Comparison, shown_units: Mapping[str, str], width: int, *, everything: bool) -> str:
    """The comparison for a terminal."""
    about = [f"{label}: {r.scenario.title}" for label, r in zip(found.labels, found.results, strict=True)]
    lines = [line for text in about for line in fill(text, width, later="  ")]
    for heading, table in _tables(found, shown_units, everything=everything):
        lines += ["", heading, tables.as_text(table, width).rstrip("\n")]
        if heading == "Inputs that differ" and hidden(found, everything=everything):
            lines += fill(hidden(found, everything=everything), width)
    lines += ["", "What binds", *(line for text in binding(found) for line in fill(text, width, later="  "))]
    return "\n".join(lines) + "\n"


def as_markdown(found: Comparison, shown_units: Mapping[str, str], *, everything: bool) -> str:
    """The comparison as Markdown."""
    parts = [
        f"## {heading}\n\n{tables.as_markdown(table)}"
        for heading, table in _tables(found, shown_units, everything=everything)
    ]
    parts[0] += f"\n{hidden(found, everything=everything)}\n" if hidden(found, everything=everything) else ""
    return "\n".join([*parts, "## What binds\n", *(f"- {text}" for text in binding(found))]) + "\n"


FACTS = {
    "section": "input or result", "name": "name of the variable", "scenario": "label of the scenario",
    "value": "value in `unit`, or a word; empty where there is none", "unit": "unit, the same for all scenarios",
    "value_si": "value in coherent SI", "origin": "who gave the value, or the rule that computes it",
    "given": "whether the scenario gives it", "matters": "whether it has a say in the results shown",
    "source": "keys of the sources", "status": "why there is no value",
}  # fmt: skip


def table(found: Comparison, shown_units: Mapping[str, str]) -> Table:
    """Every value on a row of its own, exact."""
    rows = []
    for section, name, matters in _named(found):
        for label, result in zip(found.labels, found.results, strict=True):
            entry = _entry(found, result, name, shown_units)
            facts = {"section": section, "scenario": label, "matters": matters, "given": name in result.scenario}
            rows.append([(entry | facts).get(column) for column in FACTS])
    return Table(tuple(FACTS), rows, meanings=FACTS)


def _named(found: Comparison) -> list[tuple[str, str, bool]]:
    """Everything compared: its section, its name, whether it matters."""
    differing = [("input", each.name, each.matters) for each in found.inputs]
    return [*differing, *(("result", name, True) for name in (*found.headline, *found.chain))]


def _entry(found: Comparison, result: Result, name: str, shown_units: Mapping[str, str]) -> dict[str, Any]:
    unit = "" if result.is_word(name) else shown_units.get(name, "") or found.results[0].unit(name)
    return result.entry(name, unit)


def data(found: Comparison, shown_units: Mapping[str, str]) -> dict[str, Any]:
    """Everything as JSON data: a list of values for each variable, in the order of the scenarios."""

    def row(name: str) -> dict[str, Any]:
        entries = [_entry(found, result, name, shown_units) for result in found.results]
        same = {key: entries[0][key] for key in ("name", "unit", "group", "meaning")}
        own = ("value", "value_si", "origin", "source", "status")
        return same | {"values": [{key: e[key] for key in own if key in e} for e in entries]}

    about = [
        {"label": label, "name": r.scenario.name, "title": r.scenario.title, "hash": r.scenario.digest,
         "binding_constraint": r.word("binding_constraint"), "feasible": r.word("feasible"),
         "margins": {word: finite(r.value_si(name)) for word, name in margins(r).items()}, "short": list(failing(r))}
        for label, r in zip(found.labels, found.results, strict=True)
    ]  # fmt: skip
    return {
        "format": "orbitcalc.comparison/1", "scenarios": about,
        "inputs": [row(each.name) | {"given": list(each.given), "matters": each.matters} for each in found.inputs],
        "results": [row(name) for name in (*found.headline, *found.chain)], "binding": binding(found),
    }  # fmt: skip
