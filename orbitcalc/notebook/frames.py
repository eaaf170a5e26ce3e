"""Results as data frames and labelled data sets; pandas and xarray are imported when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Any

import numpy as np

from orbitcalc.analysis.runs.ensemble import Ensemble
from orbitcalc.analysis.runs.rows import ComputedRows, SampleRows
from orbitcalc.analysis.sensitivity.sweep import Sweep
from orbitcalc.document import Table
from orbitcalc.errors import MissingExtraError
from orbitcalc.notebook.documents import document_of
from orbitcalc.report.views.variables import years_document
from orbitcalc.result import Result
from orbitcalc.scenario import Scenario

EXTRA = "data"
"""The extra that brings pandas and xarray."""


@dataclass(frozen=True)
class Column:
    """A column: its name, its values in `unit`, its meaning, and the keys of its sources; `dims` are its axes."""

    name: str
    values: Any
    unit: str = ""
    meaning: str = ""
    source: str = ""
    dims: tuple[str, ...] = ("row",)

    @property
    def attributes(self) -> dict[str, str]:
        """What is known of it, under the names that netCDF has for it."""
        about = {"units": self.unit, "long_name": self.meaning, "source": self.source}
        return {key: text for key, text in about.items() if text}


def to_pandas(item: Any) -> Any:
    """A result as a data frame.

    Raises
    ------
    MissingExtraError
        Without pandas.
    """
    columns = list(columns_of(item))
    frame = _pandas().DataFrame({column.name: column.values for column in columns})
    attributes = {"units": "unit", "meanings": "meaning", "sources": "source"}
    for key, name in attributes.items():
        frame.attrs[key] = {column.name: text for column in columns if (text := getattr(column, name))}
    first = frame.columns[0]
    return frame.set_index(first) if first in ("id", "name") and frame[first].is_unique else frame


def to_xarray(item: Any) -> Any:
    """A result as a data set.

    Raises
    ------
    MissingExtraError
        Without xarray.
    """
    columns = list(labelled(item))
    data = {column.name: (column.dims, column.values, column.attributes) for column in columns}
    axes = [column.name for column in columns if column.dims == (column.name,)]
    dataset = _xarray().Dataset(data).set_coords(axes)
    return dataset.assign_attrs(title=document_of(item).title)


def _pandas() -> Any:
    try:
        import pandas
    except ImportError as error:
        raise MissingExtraError("pandas", EXTRA) from error
    return pandas


def _xarray() -> Any:
    try:
        import xarray
    except ImportError as error:
        raise MissingExtraError("xarray", EXTRA) from error
    return xarray


@singledispatch
def columns_of(item: Any) -> Iterator[Column]:
    """The columns of a result: those of its CSV."""
    rows = document_of(item).rows
    assert rows, "every result has rows"
    yield from _table_columns(rows())


def _table_columns(table: Table) -> Iterator[Column]:
    """The columns of a table, whose heads are names with units in brackets."""
    for place, head in enumerate(table.columns):
        name, _, unit = head.partition(" [")
        values = [_plain(row[place]) for row in table.rows]
        yield Column(name, values, unit.rstrip("]"), table.meanings.get(head, ""))


@columns_of.register
def _of_sweep(item: Sweep) -> Iterator[Column]:
    """Inputs, outputs and the reason where there is no value."""
    for name in (*item.inputs, *item.outputs):
        yield _variable(item.scenario, name, item.column(name), item.unit(name))
    yield Column("status", [reason or "ok" for reason in item.reasons], meaning="ok, or why a value is missing")


@columns_of.register
def _of_ensemble(item: Ensemble) -> Iterator[Column]:
    """Every sample: number, status, the inputs that vary, outputs, conditions."""
    rows = SampleRows(item.folder) if item.folder else ComputedRows(item.study, item.samples)
    parts = list(rows)
    for column in rows.columns:
        values = np.concatenate([part[column.header] for part in parts])
        plain = column.unit.text if column.role in ("input", "output") else ""
        yield Column(column.name, values, plain, column.meaning, ", ".join(column.source))


def _plain(cell: Any) -> Any:
    """A cell of a table; a list as text."""
    return ", ".join(map(str, cell)) if isinstance(cell, list | tuple) else cell


def _variable(scenario: Scenario, name: str, values: Any, unit: str, dims: tuple[str, ...] = ("row",)) -> Column:
    setting = scenario.settings.get(name)
    return Column(name, values, unit, scenario.graph[name].meaning, ", ".join(setting.source) if setting else "", dims)


@singledispatch
def labelled(item: Any) -> Iterator[Column]:
    """The columns of a result with their axes: one row after the other."""
    for column in columns_of(item):
        yield replace(column, values=np.asarray(column.values))


@labelled.register
def _samples(item: Ensemble) -> Iterator[Column]:
    """Samples along one axis."""
    for column in columns_of(item):
        yield replace(column, values=np.asarray(column.values), dims=("id",))


@labelled.register
def _grid(item: Sweep) -> Iterator[Column]:
    """An axis for each variable of a grid; the rows of zipped lists stay rows."""
    axes = () if item.zipped else tuple(axis.name for axis in item.axes)
    shape = tuple(len(axis.values) for axis in item.axes) if axes else (len(item),)
    for place, name in enumerate(axes):
        values = np.moveaxis(np.asarray(item.column(name)).reshape(shape), place, 0).reshape(shape[place], -1)[:, 0]
        yield _variable(item.scenario, name, values, item.unit(name), (name,))
    for column in columns_of(item):
        if column.name not in axes:
            yield replace(column, values=np.asarray(column.values).reshape(shape), dims=axes or ("row",))


@labelled.register
def _result(item: Result) -> Iterator[Column]:
    """Every variable with one value, and the yearly series along the years."""
    for name in item.scenario.graph:
        if not item.is_series(name):
            value, unit = (item.word(name), "") if item.is_word(name) else (float(item.value(name)), item.unit(name))
            yield _variable(item.scenario, name, value, unit, ())
    rows = years_document(item, {}).rows
    assert rows
    for column in _table_columns(rows()):
        yield replace(column, values=np.asarray(column.values, float), dims=("year",))
