"""Scenarios side by side: the inputs that differ, the results, and what binds in each."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from orbitcalc.analysis.insight.compare import Comparison
from orbitcalc.analysis.insight.grounds import Grounds
from orbitcalc.analysis.insight.remedy import margins
from orbitcalc.document import Block, Bullets, Document, Facts, Paragraph, Section, Table
from orbitcalc.jsonable import finite
from orbitcalc.model import story
from orbitcalc.report.views import absence_of, heading, listed
from orbitcalc.report.views.answer import failing
from orbitcalc.report.views.explanation import constraint_text
from orbitcalc.report.views.pictures import comparison_picture
from orbitcalc.report.views.studies import baseline_text, covered_names
from orbitcalc.result import Result
from orbitcalc.units import number

COLUMNS = {
    "section": "input or result",
    "name": "name of the variable",
    "scenario": "label of the scenario",
    "value": "value in `unit`, or a word; empty where there is none",
    "unit": "unit, the same for all scenarios",
    "value_si": "value in coherent SI",
    "origin": "origin of a given value, or the rule that computes it",
    "given": "whether the scenario gives it",
    "matters": "whether it has an effect on the results shown",
    "source": "keys of the sources",
    "covered": "whether the scenario covers the variable",
    "status": "reason for a missing value",
}


def comparison_document(
    comparison: Comparison, shown_units: Mapping[str, str], *, everything: bool = False
) -> Document:
    """The document of scenarios side by side; `everything` lists inputs without effect too."""
    return Document(
        kind="comparison",
        title=" and ".join(comparison.labels),
        blocks=lambda: comparison_blocks(comparison, shown_units, everything=everything),
        data=lambda: _data(comparison, shown_units),
        rows=lambda: _rows(comparison, shown_units),
        figure=lambda: comparison_picture(comparison),
    )


def comparison_blocks(
    comparison: Comparison, shown_units: Mapping[str, str], *, everything: bool = False
) -> list[Block]:
    """The titles, the inputs that differ, the results, and what binds."""
    titles = [(label, result.scenario.title) for label, result in _labelled(comparison)]
    hidden = 0 if everything else sum(not item.matters for item in comparison.inputs)
    inputs = _inputs(comparison, shown_units, everything)
    sentence = _hidden(hidden) if hidden or inputs.rows else "The inputs are the same."
    exact = _rows(comparison, shown_units)

    def offered(table: Table, caption: str, file: str) -> Table:
        """A table with the same variables in every digit as a file."""
        names = {row[0] for row in table.rows}
        rows = [row for row in exact.rows if row[1] in names]
        return replace(table, caption=caption, exact=replace(exact, rows=rows), file=file)

    return [
        Facts(titles),
        *([offered(inputs, "Inputs that differ", "inputs-that-differ")] if inputs.rows else []),
        *([Paragraph(sentence)] if sentence else []),
        *(offered(*item) for item in _results_tables(comparison, shown_units)),
        Section("Binding constraints", [Bullets(_binding(comparison))]),
    ]


def _labelled(comparison: Comparison) -> list[tuple[str, Result]]:
    return list(zip(comparison.labels, comparison.results, strict=True))


def _inputs(comparison: Comparison, shown_units: Mapping[str, str], everything: bool) -> Table:
    """The inputs that differ, each value with its origin."""
    rows = [
        [
            item.name,
            *(_text(comparison, result, item.name, shown_units) for result in comparison.results),
            " | ".join(_origin(result, item.name) for result in comparison.results),
        ]
        for item in comparison.inputs
        if item.matters or everything
    ]
    labels = comparison.labels
    return Table(("input", *labels, "origin"), rows, prose="origin", right=frozenset(labels))


def _origin(result: Result, name: str) -> str:
    return result.origin(name) if name in result.scenario else "computed"


def _hidden(count: int) -> str:
    """A sentence on the inputs that are not shown; empty if there are none."""
    if not count:
        return ""
    differ = "One more input differs and has" if count == 1 else f"{count} more inputs differ and have"
    return f"{differ} no effect on these results (--all lists them)."


def _results_tables(comparison: Comparison, shown_units: Mapping[str, str]) -> Iterator[tuple[Table, str, str]]:
    """Results and what lies between, with caption and file; what a study does not cover is not under its name."""
    parts = (
        (comparison.headline, "Results", "results"),
        (comparison.chain, "Intermediate results", "between"),
    )
    for names, caption, file in parts:
        others = {name for result in comparison.results for name in covered_names(result, list(names))[1]}
        covered = [name for name in names if name not in others]
        if covered:
            yield _results(comparison, covered, comparison.labels, shown_units), caption, file
        if others:
            rest = [name for name in names if name in others]
            labels = tuple(_speaker(label, result, rest) for label, result in _labelled(comparison))
            table = _results(comparison, rest, labels, shown_units)
            yield table, f"{caption} that not every study covers", f"{file}-not-covered"


def _speaker(label: str, result: Result, names: Sequence[str]) -> str:
    """The head of a column: the label of a scenario that covers these variables, else what stands in its place."""
    return baseline_text(result, *names) if covered_names(result, list(names))[1] else label


def _results(
    comparison: Comparison, names: Sequence[str], labels: Sequence[str], shown_units: Mapping[str, str]
) -> Table:
    """Variables of all scenarios."""
    rows = [[name, *(_text(comparison, result, name, shown_units) for result in comparison.results)] for name in names]
    return Table(("variable", *labels), rows, right=frozenset(labels))


def _text(comparison: Comparison, result: Result, name: str, shown_units: Mapping[str, str]) -> str:
    """A value in the unit that all scenarios share, with as few digits as show which values differ."""
    if result.is_word(name):
        return result.word(name)
    setting = result.scenario.settings.get(name)
    if setting is not None and setting.missing:
        return "not published"
    if not result.is_series(name) and math.isnan(result.value_si(name)):
        return absence_of(result.scenario, name)
    unit, results = _unit(comparison, result, name, shown_units), comparison.results
    apart = len({float(item.value_si(name)) for item in results})
    enough = (n for n in (4, 6, 9) if len({item.text(name, unit, n) for item in results}) == apart)
    return result.text(name, unit, next(enough, 4))


def _unit(comparison: Comparison, result: Result, name: str, shown_units: Mapping[str, str]) -> str:
    """The unit asked for, or that of the first scenario; none for a word."""
    return "" if result.is_word(name) else shown_units.get(name, "") or comparison.results[0].unit(name)


def _binding(comparison: Comparison) -> list[str]:
    """For each scenario, whether it is feasible, and the constraint that decides it."""
    return [f"{label}: {_verdict(result)}" for label, result in _labelled(comparison)]


def _verdict(result: Result) -> str:
    judgement = story().judgement
    topic = result.word(judgement.binding)
    feasible = result.word(judgement.feasible) == "yes"
    head = "feasible; the tightest constraint is the" if feasible else "not feasible; the binding constraint is the"
    others = [name for name in failing(result) if name != topic]
    also = f"; also violated: {', '.join(others)}" if others else ""
    return f"{head} {topic} ({constraint_text(result, result.scenario.graph.constraints[topic])}){also}"


# Ground sites


def grounds_document(grounds: Grounds) -> Document:
    """The document of scenarios beside every ground site."""
    return Document(
        kind="grounds",
        title=f"{' and '.join(grounds.labels)} beside every ground site",
        rows=lambda: _grounds_table(grounds, exact=True),
        blocks=lambda: [Paragraph(" ".join(_beaten(grounds))), _grounds_table(grounds, exact=False)],
    )


def _beaten(grounds: Grounds) -> Iterator[str]:
    """Which sites each scenario beats, and whose values are compared."""
    for place, label in enumerate(grounds.labels):
        sites, count = grounds.beaten(place), len(grounds.names)
        which = f"{len(sites)} of {count} ground sites: {listed(sites)}" if sites else f"none of {count} ground sites"
        yield f"{label} beats {which}."
    if any(swept.notes for swept in grounds.sweeps):
        yield "What a scenario gives for its own site makes way where another site has its own value."


def _grounds_table(grounds: Grounds, *, exact: bool) -> Table:
    """For each site, the best for the first scenario first, the cost on the ground and the cost ratio of each."""
    names = (story().judgement.ground, story().judgement.ratio)
    columns = [
        (label, swept, name) for label, swept in zip(grounds.labels, grounds.sweeps, strict=True) for name in names
    ]
    values = [swept.column(name) for _, swept, name in columns]
    order = sorted(range(len(grounds.names)), key=lambda at: float(values[0][at]))
    rows = [
        [grounds.names[at], *(finite(column[at]) if exact else number(float(column[at])) for column in values)]
        for at in order
    ]
    several = len(grounds.labels) > 1
    meanings = {
        f"{label}: " * several + heading(name, swept.unit(name)): swept.scenario.graph[name].meaning
        for label, swept, name in columns
    }
    heads = {grounds.site: "entry of the catalogue", **meanings}
    return Table(tuple(heads), rows, right=frozenset(meanings), meanings=heads)


# Data


def _named(comparison: Comparison) -> list[tuple[str, str, bool]]:
    """Everything compared: its section, its name, whether it matters."""
    differing = [("input", item.name, item.matters) for item in comparison.inputs]
    return [*differing, *(("result", name, True) for name in (*comparison.headline, *comparison.chain))]


def _rows(comparison: Comparison, shown_units: Mapping[str, str]) -> Table:
    """Every value on a row of its own, exact."""
    rows = []
    for section, name, matters in _named(comparison):
        for label, result in _labelled(comparison):
            entry = result.entry(name, _unit(comparison, result, name, shown_units))
            about = {"section": section, "scenario": label, "matters": matters, "given": name in result.scenario}
            rows.append([(entry | about).get(column) for column in COLUMNS])
    return Table(tuple(COLUMNS), rows, meanings=COLUMNS)


def _data(comparison: Comparison, shown_units: Mapping[str, str]) -> dict[str, Any]:
    """Everything as JSON data: a list of values for each variable, in the order of the scenarios."""
    inputs = [
        _entry(comparison, item.name, shown_units) | {"given": list(item.given), "matters": item.matters}
        for item in comparison.inputs
    ]
    names = (*comparison.headline, *comparison.chain)
    return {
        "format": "orbitcalc.comparison/1",
        "scenarios": [_about(label, result) for label, result in _labelled(comparison)],
        "inputs": inputs,
        "results": [_entry(comparison, name, shown_units) for name in names],
        "binding": _binding(comparison),
    }


def _entry(comparison: Comparison, name: str, shown_units: Mapping[str, str]) -> dict[str, Any]:
    """One variable: what its scenarios share, then the values."""
    entries = [result.entry(name, _unit(comparison, result, name, shown_units)) for result in comparison.results]
    same = {key: entries[0][key] for key in ("name", "unit", "group", "meaning")}
    own = ("value", "value_si", "origin", "source", "covered", "status")
    return same | {"values": [{key: entry[key] for key in own if key in entry} for entry in entries]}


def _about(label: str, result: Result) -> dict[str, Any]:
    """One scenario and its verdict."""
    scenario, judgement = result.scenario, story().judgement
    return {
        "label": label,
        "name": scenario.name,
        "title": scenario.title,
        "hash": scenario.digest,
        judgement.binding: result.word(judgement.binding),
        judgement.feasible: result.word(judgement.feasible),
        "margins": {topic: finite(result.value_si(name)) for topic, name in margins(result).items()},
        "short": list(failing(result)),
    }
