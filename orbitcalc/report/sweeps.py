"""A sweep as a table and as a figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from orbitcalc.analysis.sensitivity.sweep import Sweep
from orbitcalc.errors import ScenarioError
from orbitcalc.report import curve
from orbitcalc.report.tables import Table
from orbitcalc.units import number


def heading(swept: Sweep, name: str, unit: str = "") -> str:
    """A column's name with its unit."""
    text = swept.unit(name, unit)
    return name if text in ("", "1", "count") else f"{name} [{text}]"


def table(swept: Sweep, shown_units: Mapping[str, str]) -> Table:
    """One row a line: id, status, what was set, what came out; every digit."""
    return _table(swept, shown_units, lambda value: value)


def shown(swept: Sweep, shown_units: Mapping[str, str]) -> Table:
    """The same for people."""

    def text(value: Any) -> str:
        return value if isinstance(value, str) else "n/a" if value is None else number(value)

    return _table(swept, shown_units, text)


def _table(swept: Sweep, shown_units: Mapping[str, str], cell: Any) -> Table:
    names = (*swept.inputs, *swept.outputs)
    heads = {name: heading(swept, name, shown_units.get(name, "")) for name in names}
    rows = [
        [row["id"], *(cell(value) for side in ("inputs", "outputs") for value in row[side].values()), row["status"]]
        for row in swept.rows(shown_units)
    ]
    if cell(None) is not None:
        rows = [[*row[:-1], "" if row[-1] == "ok" else row[-1]] for row in rows]
    graph = swept.scenario.graph
    meanings = {"id": "Number of the row", "status": "ok, or why a value is missing"}
    meanings |= {heads[name]: graph[name].meaning for name in names}
    words = {name for name in names if not swept.unit(name)}
    right = frozenset({"id", *(heads[name] for name in names if name not in words)})
    return Table(("id", *heads.values(), "status"), rows, prose="status", right=right, meanings=meanings)


def figure(swept: Sweep, shown_units: Mapping[str, str]) -> str:
    """The first output that is a number: a curve for each word over one variable, or a map over two.

    Raises
    ------
    ScenarioError
        If it cannot be drawn.
    """
    output = next((name for name in swept.outputs if swept.unit(name)), "")
    numbers = [axis for axis in swept.axes if not axis.is_words]
    if not output or not numbers:
        raise ScenarioError("a figure needs a variable and an output that are numbers", "--figure")
    title = f"{swept.scenario.graph[output].meaning}: {swept.scenario.name}"
    description = f"{output} of {swept.scenario.name} against {', '.join(axis.name for axis in swept.axes)}."
    if swept.zipped or len(numbers) == 1:
        return _curves(swept, shown_units, output, title, description)
    if len(swept.axes) > 2:
        raise ScenarioError("a figure shows one or two variables", "--figure", "vary fewer of them")
    names = [axis.name for axis in swept.axes]
    labels = [heading(swept, name, shown_units.get(name, "")) for name in (*names, output)]
    x, y = (np.unique(swept.column(name, shown_units.get(name, ""))) for name in names)
    z = np.full((len(x), len(y)), np.nan)
    columns = [swept.column(name, shown_units.get(name, "")) for name in (*names, output)]
    for a, b, value in zip(*columns, strict=True):
        z[np.searchsorted(x, a), np.searchsorted(y, b)] = value
    logs = (swept.axes[0].scale == "log", swept.axes[1].scale == "log")
    named = (labels[0], labels[1], labels[2])
    return curve.heat(title, named, x.tolist(), y.tolist(), z.tolist(), description, logs=logs)


def _curves(swept: Sweep, shown_units: Mapping[str, str], output: str, title: str, description: str) -> str:
    """A curve for each combination of words."""
    along = next(axis for axis in swept.axes if not axis.is_words)
    words = [axis.name for axis in swept.axes if axis.is_words]
    x, y = (swept.column(name, shown_units.get(name, "")) for name in (along.name, output))
    series: dict[str, tuple[list[float], list[float]]] = {}
    for row in range(len(swept)):
        label = ", ".join(swept.inputs[name][row] for name in words)
        xs, ys = series.setdefault(label, ([], []))
        xs.append(float(x[row]))
        ys.append(float(y[row]))
    labels = [heading(swept, name, shown_units.get(name, "")) for name in (along.name, output)]
    drawn = [curve.Series(name, xs, ys) for name, (xs, ys) in series.items()]
    return curve.curves(title, labels[0], labels[1], drawn, description, log=along.scale == "log")
