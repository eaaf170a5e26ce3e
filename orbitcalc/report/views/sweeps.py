"""A sweep over axes: its rows, and its figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.sampling.axes import Axis
from orbitcalc.analysis.sensitivity.sweep import Sweep
from orbitcalc.charts.areas import heat_map
from orbitcalc.charts.axes import Polyline, curves
from orbitcalc.charts.chart import Chart
from orbitcalc.document import Block, Document, Paragraph, Table
from orbitcalc.errors import ScenarioError
from orbitcalc.report.views import Amounts, heading, listed, sentences
from orbitcalc.units import number

NO_VALUE = "no value"

WORDS_NAMED = 6
"""Words of one variable that the sentence names; of more it gives the count."""


def sweep_document(swept: Sweep, shown_units: Mapping[str, str]) -> Document:
    """The document of a sweep."""
    return Document(
        kind="sweep",
        title=f"Sweep of {swept.scenario.name}",
        blocks=lambda: _blocks(swept, shown_units),
        data=lambda: swept.to_dict(shown_units),
        rows=lambda: _table(swept, shown_units, lambda value: value),
        figure=lambda: _figure(swept, shown_units),
        notes=swept.notes,
        remarks=missing_remark(sum(map(bool, swept.reasons)), len(swept)),
    )


def missing_remark(missing: int, rows: int) -> list[str]:
    """How many rows lack a value; empty where none does."""
    lack = f"{missing} of {rows} rows lack a value" if missing > 1 else f"1 of {rows} rows lacks a value"
    return [f"{lack}; the column 'status' gives the reason"] if missing else []


def _blocks(swept: Sweep, shown_units: Mapping[str, str]) -> list[Block]:
    """What varies, a row for each combination, and the figure; an output that never changes has a sentence."""
    table = _shown(swept, shown_units)
    constant = _constant(swept, table)
    kept = [place for place in range(len(table.columns)) if place not in constant.values()]
    columns, *rows = ([row[place] for place in kept] for row in (table.columns, *table.rows))
    same = listed(f"{name} is {table.rows[0][place]}" for name, place in constant.items()) if constant else ""
    text = _sentence(swept, shown_units) + (f" In all of them {same}." if same else "")
    charts = [] if _no_figure(swept) else [_figure(swept, shown_units)]
    return [Paragraph(text), replace(table, columns=tuple(columns), rows=rows), *charts]


def _constant(swept: Sweep, table: Table) -> dict[str, int]:
    """The outputs with one and the same value in several rows, with the places of their columns."""
    places = {name: place for place, name in enumerate(swept.outputs, 1 + len(swept.inputs)) if len(swept) > 1}
    texts = {name: {row[place] for row in table.rows} for name, place in places.items()}
    return {name: places[name] for name, values in texts.items() if len(values) == 1 and NO_VALUE not in values}


def _sentence(swept: Sweep, shown_units: Mapping[str, str]) -> str:
    amounts = Amounts(swept.scenario, shown_units)
    many = f"{len(swept)} variants" if len(swept) > 1 else "One variant"
    together = ", value by value" if swept.zipped and len(swept.axes) > 1 else ""
    return f"{many} of {swept.scenario.name}, with {listed(_axis(axis, amounts) for axis in swept.axes)}{together}."


def _axis(axis: Axis, amounts: Amounts) -> str:
    """A variable with its values, in a sentence."""
    values = axis.values
    if axis.is_words:
        return f"{axis.name} {' or '.join(values)}" if len(values) <= WORDS_NAMED else f"{len(values)} of {axis.name}"
    if len(values) == 1:
        return f"{axis.name} {amounts(axis.name, values[0])}"
    return f"{axis.name} from {amounts.span(axis.name, min(values), max(values))}"


def _shown(swept: Sweep, shown_units: Mapping[str, str]) -> Table:
    """The rows for people; the reasons only where a value is missing."""
    table = _table(swept, shown_units, _text)
    if not any(swept.reasons):
        return Table(table.columns[:-1], [row[:-1] for row in table.rows], right=table.right)
    rows = [[*row[:-1], reason] for row, reason in zip(table.rows, swept.reasons, strict=True)]
    return Table(table.columns, rows, prose="status", right=table.right)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else NO_VALUE if value is None else number(value)


def _table(swept: Sweep, shown_units: Mapping[str, str], cell: Callable[[Any], Any]) -> Table:
    """One row a combination: id, what was set, what results, status."""
    names = (*swept.inputs, *swept.outputs)
    heads = {name: _head(swept, shown_units, name) for name in names}
    rows = [
        [row["id"], *(cell(value) for side in ("inputs", "outputs") for value in row[side].values()), row["status"]]
        for row in swept.rows(shown_units)
    ]
    meanings = {"id": "Number of the row", "status": "ok, or why a value is missing"}
    meanings |= {heads[name]: swept.scenario.graph[name].meaning for name in names}
    right = frozenset({"id", *(heads[name] for name in names if swept.unit(name))})
    return Table(("id", *heads.values(), "status"), rows, right=right, meanings=meanings)


def _head(swept: Sweep, shown_units: Mapping[str, str], name: str) -> str:
    return heading(name, swept.unit(name, shown_units.get(name, "")))


# The figure of a sweep


def _no_figure(swept: Sweep) -> tuple[str, str] | None:
    """Why a sweep cannot be drawn, and what to do; nothing if it can."""
    if not swept.moving or not swept.numbers:
        return "a figure needs a variable and an output that are numbers", "vary a number, or ask for one with --of"
    if len(swept.numbers) > 1 and not swept.zipped and len(swept.axes) > 2:
        return "a figure shows one or two variables", "vary fewer of them"
    return None


def _figure(swept: Sweep, shown_units: Mapping[str, str]) -> Chart:
    """The first output that is a number: curves over one variable or a map over two; else a ScenarioError."""
    if reason := _no_figure(swept):
        raise ScenarioError(reason[0], "--figure", reason[1])
    return _curves(swept, shown_units) if swept.zipped or len(swept.numbers) == 1 else _map(swept, shown_units)


def _titles(swept: Sweep) -> tuple[str, str]:
    """Title and description of the figure."""
    name, output, against = swept.scenario.name, swept.moving, listed(axis.name for axis in swept.axes)
    return f"{swept.scenario.graph[output].meaning}: {name}", f"{output} of {name} against {against}."


def _column(swept: Sweep, shown_units: Mapping[str, str], name: str) -> Array:
    return np.asarray(swept.column(name, shown_units.get(name, "")), float)


def _curves(swept: Sweep, shown_units: Mapping[str, str]) -> Chart:
    """A curve for each combination of words."""
    along, output = swept.numbers[0], swept.moving
    words = [axis.name for axis in swept.axes if axis.is_words]
    x, y = (_column(swept, shown_units, name) for name in (along.name, output))
    names = np.array([", ".join(swept.inputs[name][row] for name in words) for row in range(len(swept))])
    parts = {str(name): names == name for name in dict.fromkeys(names)}
    series = [Polyline(name, x[part].tolist(), y[part].tolist()) for name, part in parts.items()]
    title, description = _titles(swept)
    labels = _head(swept, shown_units, along.name), _head(swept, shown_units, output)
    return curves(title, labels, series, description, log=along.scale == "log", notes=_remarks(swept))


def _remarks(swept: Sweep) -> list[str]:
    """The reasons for steps, below the figure."""
    return [sentences(note) for note in swept.steps]


def _map(swept: Sweep, shown_units: Mapping[str, str]) -> Chart:
    """The output over two variables."""
    first, second, output = (*(axis.name for axis in swept.axes), swept.moving)
    columns = [_column(swept, shown_units, name) for name in (first, second, output)]
    x, y = (np.unique(column) for column in columns[:2])
    z = np.full((len(x), len(y)), np.nan)
    for a, b, value in zip(*columns, strict=True):
        z[np.searchsorted(x, a), np.searchsorted(y, b)] = value
    title, description = _titles(swept)
    labels = [_head(swept, shown_units, name) for name in (first, second, output)]
    logs = swept.axes[0].scale == "log", swept.axes[1].scale == "log"
    heads, places = (labels[0], labels[1], labels[2]), (x.tolist(), y.tolist())
    return heat_map(title, heads, places, z.tolist(), description, logs=logs, notes=_remarks(swept))
