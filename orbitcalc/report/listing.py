"""A result as tables: its variables, its years, its sources; each once as data and once for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

import numpy as np

from orbitcalc import catalog
from orbitcalc.analysis.insight.provenance import entered, references, shares
from orbitcalc.report.tables import Table
from orbitcalc.result import Result

COLUMNS = {
    "name": "name of the variable", "value": "value in `unit`, or a word; empty where there is none",
    "unit": "unit of the value; 1 is dimensionless", "origin": "who gave the value, or the rule that computes it",
    "source": "keys of the sources, separated by spaces", "meaning": "what the variable is",
    "group": "group of the model", "status": "why there is no value",
}  # fmt: skip

YEARLY = ("launches", "satellites_added", "satellites_in_place", "power_online")
"""The series that people are shown."""

SOURCE = {
    "key": "key of the source", "inputs": "number of inputs of the answer that rest on it", "title": "title",
    "publisher": "author or publisher", "date": "date", "url": "address", "doi": "digital object identifier",
    "locators": "where in the source the values stand", "as_of": "dates of which the values are",
    "names": "the inputs, separated by spaces",
}  # fmt: skip


def variables(result: Result, shown_units: Mapping[str, str]) -> Table:
    """Every variable with one value, exact, for CSV; series have a table of their own."""
    names = [name for name in result.scenario.graph if not result.is_series(name)]
    entries = [result.entry(name, shown_units.get(name, "")) for name in names]
    rows = [[entry.get(column) for column in COLUMNS] for entry in entries]
    return Table(tuple(COLUMNS), rows, meanings=COLUMNS)


def variables_shown(result: Result, shown_units: Mapping[str, str]) -> Table:
    """Every variable as people read it, by group."""
    rows = [
        [name, result.text(name, shown_units.get(name, "")), f"{variable.meaning}; {result.origin(name)}"]
        for name, variable in result.scenario.graph.items()
    ]
    return Table(("name", "value", "meaning"), rows, prose="meaning", right=frozenset({"value"}))


def _series_of(result: Result) -> list[str]:
    every = [name for name in result.scenario.graph if result.is_series(name)]
    return [n for n in every if getattr(result.variable(n), "axis", "") == "years" and np.ndim(result.value(n)) == 1]


def yearly(result: Result, shown_units: Mapping[str, str]) -> Table:
    """Every yearly series, exact: a row a year, a column a series with its unit."""
    names = _series_of(result)
    columns = ["year", *(f"{name} [{_unit(result, name, shown_units)}]" for name in names)]
    data = [[float(x) for x in result.value(name, shown_units.get(name, ""))] for name in names]
    rows = [list(row) for row in zip_longest(_years(result, max(len(each) for each in data)), *data)]
    meanings = ["calendar year in which the year begins", *(result.variable(name).meaning for name in names)]
    return Table(tuple(columns), rows, meanings=dict(zip(columns, meanings, strict=True)))


def yearly_shown(result: Result, shown_units: Mapping[str, str]) -> Table:
    """The main series as people read them."""
    from orbitcalc.units import number

    columns = ["year", *(f"{name} [{_unit(result, name, shown_units)}]" for name in YEARLY)]
    data = [[number(float(x)) for x in result.value(name, shown_units.get(name, ""))] for name in YEARLY]
    years = [f"{year:g}" for year in _years(result, len(data[0]))]
    rows = [list(row) for row in zip(years, *data, strict=True)]
    return Table(tuple(columns), rows, right=frozenset(columns))


def _years(result: Result, count: int) -> list[float]:
    first = float(result.value("first_launch"))
    return [first + index for index in range(count)]


def _unit(result: Result, name: str, shown_units: Mapping[str, str]) -> str:
    return result.display_unit(name, shown_units.get(name, "")).text or "1"


def kinds(result: Result) -> dict[str, int]:
    """How many inputs of the answer are sourced, assumptions, inferred, unsourced."""
    counted = Counter(result.scenario[name].kind for name in result.inputs_of(*result.scenario.graph.headline))
    return {kind: counted[kind] for kind in ("sourced", "assumption", "inferred", "unsourced") if counted[kind]}


def source_records(result: Result) -> dict[str, dict[str, Any]]:
    """The full reference of every source that any given value names."""
    known = catalog.sources()
    used = sorted({key for setting in result.scenario.settings.values() for key in setting.source})
    return {key: {field: str(item) for field, item in known.get(key, {"title": key}).items()} for key in used}


def sources_of(result: Result, *names: str) -> Table:
    """The sources that entered these variables, by default the answer, in full."""
    rows = []
    for found in references(result, *names):
        about = {"title": found.key} | dict(found.fields)
        fields = [about.get(name, "") for name in ("title", "publisher", "date", "url", "doi")]
        dates = sorted({each.as_of for each in found.inputs if each.as_of})
        inputs = [each.name for each in found.inputs]
        rows.append([found.key, len(inputs), *fields, "; ".join(found.locators), "; ".join(dates), inputs])
    return Table(tuple(SOURCE), rows, meanings=SOURCE)


def sources_shown(result: Result, *names: str) -> Table:
    """The sources as a list of references, each with where in it the values stand."""
    rows = []
    for found in references(result, *names):
        used = [f"{each.name}{f' ({each.locator})' if each.locator else ''}" for each in found.inputs]
        rows.append([str(len(used)), found.key, f"{reference(found.key)}. For {', '.join(used)}"])
    return Table(("inputs", "key", "reference"), rows, prose="reference", right=frozenset({"inputs"}))


def basis(result: Result, *names: str) -> str:
    """How well founded the inputs of these variables are."""
    counted = shares(result, *names)
    said = ", ".join(f"{share:.0%} {kind}" for kind, share in counted.items() if share)
    return f"Inputs: {len(entered(result, *names))}, {said or 'none given'}."


def reference(key: str) -> str:
    """A source as one line: author or publisher, title, date, address."""
    about = catalog.sources().get(key)
    if about is None:
        return key
    parts = [str(about.get(name, "")) for name in ("publisher", "title", "date", "doi", "url")]
    return ", ".join(part for part in parts if part)
