"""The variables of a result: all of them, year by year, and the sources that they rest on."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import Any

import numpy as np

from orbitcalc import catalog, units
from orbitcalc.catalog import Datum
from orbitcalc.document import Block, Document, Section, Table, table_document
from orbitcalc.graph import Choice, Graph, Parameter, Rule, Selection, Variable
from orbitcalc.model import story
from orbitcalc.report.views import Figures, heading, sentences
from orbitcalc.report.views.explanation import source_records
from orbitcalc.report.views.pictures import campaign_picture
from orbitcalc.report.views.studies import baseline_text, covered_names
from orbitcalc.result import Result

YEARLY = "yearly"
"""The role of the series that people are shown."""


def variables_document(result: Result, shown_units: Mapping[str, str]) -> Document:
    """Every variable: for people by group, for CSV those with one value; JSON holds the whole result."""
    figures = Figures(result, shown_units)
    return Document(
        kind="result",
        title=f"Every variable: {result.scenario.title}",
        blocks=lambda: _by_group(figures),
        data=lambda: result_data(result, shown_units),
        rows=lambda: figures.exact(name for name in result.scenario.graph if not result.is_series(name)),
        notes=result.notes,
    )


def result_data(result: Result, shown_units: Mapping[str, str], *, ranges: bool = False) -> dict[str, Any]:
    """A result as JSON data, with its sources in full; with the ranges of its headline if they are wanted."""
    data = result.to_dict(shown_units) | {"sources": source_records(result)}
    futures = result.futures if ranges else None
    if futures is None:
        return data
    for entry in (*data["inputs"], *data["outputs"]):
        name = entry["name"]
        if name in futures.ranges:
            entry["range"] = result.range(name, shown_units.get(name, "")).to_dict()
    return data | {"futures": futures.to_dict()}


def _by_group(figures: Figures) -> list[Block]:
    """The variables by group; where a study covers only some of them, the others follow under their own label."""
    covered, others = covered_names(figures.result, list(figures.result.scenario.graph))
    label = f"Not covered by the study: {baseline_text(figures.result, *others)}"
    return [*_groups(figures, covered), *([Section(label, _groups(figures, others))] if others else [])]


def _groups(figures: Figures, names: Iterable[str]) -> list[Block]:
    rows: dict[str, list[list[str]]] = {}
    for name in names:
        variable = figures.result.variable(name)
        about = f"{variable.meaning}; {figures.result.origin(name)}"
        rows.setdefault(variable.group, []).append([name, figures.text(name), about])
    columns = ("name", "value", "meaning")
    return [
        Section(group, [Table(columns, listed, prose="meaning", right=frozenset({"value"}))])
        for group, listed in rows.items()
    ]


def years_document(result: Result, shown_units: Mapping[str, str]) -> Document:
    """The campaign year by year: the main series for people, every series for CSV and JSON."""
    figures = Figures(result, shown_units)
    return Document(
        kind="years",
        title=f"Year by year: {result.scenario.title}",
        blocks=lambda: [years_table(figures)],
        rows=lambda: exact_years(figures),
        figure=lambda: campaign_picture(story(), figures),
        notes=result.notes,
    )


def years_table(figures: Figures) -> Table:
    """The main series as people read them."""
    names = figures.result.scenario.graph.with_role(YEARLY)
    data = [[units.number(value) for value in _series(figures, name)] for name in names]
    columns = ("year", *(heading(name, figures.unit(name).text) for name in names))
    years = [f"{year:g}" for year in _years(figures.result, len(data[0]))]
    return Table(columns, [list(row) for row in zip(years, *data, strict=True)], right=frozenset(columns))


def exact_years(figures: Figures) -> Table:
    """Every yearly series with every digit: a row for each year, a column for each series with its unit."""
    result = figures.result
    names = [name for name in result.scenario.graph if _is_yearly(result, name)]
    data = [[value if math.isfinite(value) else None for value in _series(figures, name)] for name in names]
    columns = ("year", *(f"{name} [{figures.unit(name).text or '1'}]" for name in names))
    meanings = ["calendar year in which the year begins", *(result.variable(name).meaning for name in names)]
    years = _years(result, max(len(series) for series in data))
    rows = [list(row) for row in zip_longest(years, *data)]
    return Table(columns, rows, meanings=dict(zip(columns, meanings, strict=True)))


def _is_yearly(result: Result, name: str) -> bool:
    axis = getattr(result.variable(name), "axis", "")
    return axis == "years" and result.is_series(name) and np.ndim(result.value(name)) == 1


def _series(figures: Figures, name: str) -> list[float]:
    return [float(value) for value in figures.result.value(name, figures.shown_units.get(name, ""))]


def _years(result: Result, count: int) -> list[float]:
    first = float(result.value("first_launch"))
    return [first + index for index in range(count)]


PARAMETER = {
    "name": "name of the variable",
    "kind": "parameter, choice, selection or rule",
    "group": "group of the model",
    "default": "default, in `unit`, or a word",
    "unit": "unit; 1 is dimensionless",
    "low": "low end of the plausible range, in `unit`",
    "high": "high end of the plausible range, in `unit`",
    "least": "smallest value allowed, in `unit`",
    "most": "largest value allowed, in `unit`",
    "role": "uncertainty, lever or constant",
    "words": "the words a choice or selection may take",
    "source": "keys of the sources",
    "meaning": "what the variable is",
    "note": "why this value and range",
    "aliases": "words of the field for it, which are not accepted as its name",
}
"""The columns of a table of parameters."""


def parameters_document(graph: Graph, variables: Iterable[Variable]) -> Document:
    """What can be set: default, range, bounds, source and meaning of each variable."""
    facts = {variable.name: _facts(graph, variable) for variable in variables}
    exact = [[item.get(column) for column in PARAMETER] for item in facts.values()]
    shown = [_parameter(item, graph[name]) for name, item in facts.items()]
    columns = ("name", "default", "range", "role", "meaning")
    return table_document(
        "parameters",
        "Parameters",
        rows=lambda: Table(tuple(PARAMETER), exact, meanings=PARAMETER),
        shown=lambda: Table(columns, shown, prose="meaning", right=frozenset({"default"})),
    )


def _facts(graph: Graph, variable: Variable) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "name": variable.name,
        "kind": type(variable).__name__.lower(),
        "group": variable.group,
        "unit": units.declared(variable.unit_text).text or "1",
        "meaning": variable.meaning,
        "aliases": list(variable.aliases),
    }
    if isinstance(variable, Rule):
        return facts | {"words": list(variable.words) or None}
    if isinstance(variable, Choice | Selection):
        words = variable.words if isinstance(variable, Choice) else catalog.names(variable.table)
        return facts | {"default": variable.default, "words": list(words), "source": ["assumption"]}
    assert isinstance(variable, Parameter)
    return facts | _numbers(graph, variable)


def _numbers(graph: Graph, variable: Parameter) -> dict[str, Any]:
    """Default, range and bounds in the declared unit; a catalogued value is the default entry's."""
    least, most = variable.bounds
    default = Datum(variable.default, variable.low, variable.high, (variable.source,), note=variable.note)
    if variable.catalogue:
        unknown = Datum(source=("none",), note="not in the catalogue for the default entry")
        default = default_entry(graph, variable).values.get(variable.name, unknown)
    texts = {"default": default.value, "low": default.low, "high": default.high, "least": least, "most": most}
    numbers = {key: _in_unit(variable, text) for key, text in texts.items()}
    note = default.note or default.missing
    return numbers | {"role": variable.role, "source": list(default.source), "note": note}


def default_entry(graph: Graph, variable: Parameter) -> catalog.Entry:
    """The default catalogue entry of a catalogued parameter."""
    selections = graph.of(Selection).values()
    selection = next(item for item in selections if item.table == variable.catalogue)
    return catalog.entry(variable.catalogue, selection.default)


def _in_unit(variable: Parameter, text: str) -> float | None:
    return float(units.declared(variable.unit_text).from_si(variable.si(text))) if text else None


def _parameter(facts: Mapping[str, Any], variable: Variable) -> list[str]:
    unit = units.declared(variable.unit_text).label
    value = _amount(facts.get("default"), unit) or ("computed" if isinstance(variable, Rule) else "unknown")
    ends = [_amount(facts[key], "") for key in ("low", "high") if facts.get(key) is not None]
    spread = " to ".join(ends) if len(set(ends)) > 1 else ""
    role = str(facts.get("role") or facts["kind"])
    return [facts["name"], value, spread, role, _about(facts, unit)]


def _about(facts: Mapping[str, Any], unit: str) -> str:
    """What a variable is, what it may be, what else it is called, and its sources."""
    words, aliases, keys = (", ".join(facts.get(key) or ()) for key in ("words", "aliases", "source"))
    bounded = facts.get("least") is not None
    return sentences(
        facts["meaning"],
        f"Allowed: {_amount(facts['least'], '')} to {_amount(facts['most'], unit)}" if bounded else "",
        words and f"One of {words}",
        aliases and f"Elsewhere called {aliases}",
        "An assumption of this project" if keys == "assumption" else keys and f"Source: {keys}",
    )


def _amount(value: Any, unit: str) -> str:
    """A word as it is, a number as it can be typed."""
    if value is None or isinstance(value, str):
        return value or ""
    return f"{value:.10g} {unit}".strip()
