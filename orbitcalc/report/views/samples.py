"""Many evaluations: a Monte Carlo run over ranges, and a sweep over axes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.runs.ensemble import Ensemble
from orbitcalc.analysis.sampling.axes import Axis
from orbitcalc.analysis.sampling.sampler import REPLICATES
from orbitcalc.analysis.sensitivity.sweep import Sweep
from orbitcalc.errors import ScenarioError
from orbitcalc.outside import count_notes
from orbitcalc.report.charts.axes import Series, curves, heat_map
from orbitcalc.report.document import Block, Chart, Document, Paragraph, Table, together
from orbitcalc.report.views import TABLE_DIGITS, Amounts, absence_of, heading, listed, percent, share_text
from orbitcalc.units import number

SUMMARY = {
    "name": "variable, or condition",
    "kind": "output or probability",
    "unit": "unit of the numbers",
    "median": "half the samples lie below",
    "median_error": "standard error of the median from sampling",
    "p05": "5 % of the samples lie below",
    "p05_error": "standard error of the 5th percentile from sampling",
    "p95": "95 % of the samples lie below",
    "p95_error": "standard error of the 95th percentile from sampling",
    "mean": "mean of the samples that have a value; of a condition, its probability",
    "mean_error": "standard error of the mean",
    "sd": "standard deviation",
    "low": "smallest sample",
    "high": "largest sample",
    "unknown": "samples without a value",
    "heavy_tailed": "whether the mean depends on rare values",
    "meaning": "what the variable is",
}

PERCENTILES = {"p05": "0.05", "median": "0.5", "p95": "0.95"}
"""The columns that are percentiles, and their names in the data."""

DRAWN = {"random": "at random", "sobol": f"as Sobol points of {REPLICATES} independent scrambles"}
"""How each method draws, in words."""

NO_VALUE = "no value"

WORDS_NAMED = 6
"""Words of one variable that the sentence names; of more it gives the count."""


def ensemble_document(ensemble: Ensemble, shown_units: Mapping[str, str], remarks: Sequence[str] = ()) -> Document:
    """The document of a Monte Carlo run; `remarks` are for the person at the terminal."""
    return Document(
        kind="ensemble",
        title=f"{ensemble.samples:,} futures of {ensemble.scenario.name}",
        blocks=lambda: ensemble_blocks(ensemble, shown_units),
        data=lambda: ensemble.to_dict(shown_units),
        rows=lambda: summary(ensemble, shown_units),
        notes=ensemble_notes(ensemble),
        remarks=remarks,
    )


def ensemble_blocks(ensemble: Ensemble, shown_units: Mapping[str, str]) -> list[Block]:
    """What was drawn, the outputs, and the probabilities."""
    text = (
        f"{ensemble.samples:,} samples of {ensemble.scenario.name}, with {len(ensemble.varied)} uncertain inputs drawn "
        f"from their ranges {DRAWN[ensemble.method]} (seed {ensemble.seed}). The error is the standard error of the "
        "median due to sampling."
    )
    if any(item.unknown for item in ensemble.statistics.values()):
        text += " A sample without a value ranks above every value."
    tables = [outputs_table(ensemble, shown_units)] if ensemble.statistics else []
    return [Paragraph(text), *tables, *([probabilities_table(ensemble)] if ensemble.probabilities else [])]


def outputs_table(ensemble: Ensemble, shown_units: Mapping[str, str]) -> Table:
    """5 and 95 % points and median of all samples, the error of the median, and the median of those with a value.

    An output so often unbounded that a quantile is infinite has no row: its probability says more.
    """
    names = [name for name in ensemble.statistics if _bounded(ensemble, name)]
    rows = [_output_row(ensemble, name, shown_units.get(name, "")) for name in names]
    columns: tuple[str, ...] = ("output", "5 %", "median", "95 %", "error", "unit", "median where there is a value")
    if not any(row[-1] for row in rows):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    prose = columns[-1] if len(columns) > 6 else ""
    return Table(columns, rows, prose, frozenset(columns[1:5]), caption="Outputs")


def _bounded(ensemble: Ensemble, name: str) -> bool:
    return not any(math.isinf(value) for value in ensemble.statistics[name].percentiles.values())


def _output_row(ensemble: Ensemble, name: str, unit_text: str) -> list[str]:
    item, unit = ensemble.statistics[name], ensemble.unit(name, unit_text)
    absence, share = absence_of(ensemble.scenario, name), item.without_value
    points = [_or(absence, float(unit.from_si(item.over_all[quantile]))) for quantile in (0.05, 0.5, 0.95)]
    where = ""
    if share:
        median = Amounts(ensemble.scenario, {name: unit_text} if unit_text else {})(name, item.percentiles[0.5])
        some = f"{median} in {share_text(1.0 - share)} of futures; " if share < 1.0 else ""
        where = f"{some}{absence} in {share_text(share)}"
    return [name, *points, _or("", item.over_all_errors[0.5] / unit.scale, 2), unit.label, where]


def _or(absence: str, value: float, digits: int = TABLE_DIGITS) -> str:
    """A number, or the text in place of a missing one."""
    return number(value, digits) if math.isfinite(value) else absence


def probabilities_table(ensemble: Ensemble) -> Table:
    """The share of the samples that meet each condition."""
    rows = [
        [text, percent(share, 2), together(f"{100.0 * error:.2g} %")]
        for text, (share, error) in ensemble.probabilities.items()
    ]
    columns = ("condition", "probability", "error")
    return Table(columns, rows, right=frozenset(columns[1:]), caption="Probabilities")


def ensemble_notes(ensemble: Ensemble) -> list[str]:
    """What a reader must know beside the numbers; the same wherever and however often the run is computed."""
    notes = []
    for name in ensemble.heavy_tailed:
        if _bounded(ensemble, name):
            infinite = not math.isfinite(ensemble.statistics[name].sd)
            tail = "is infinite in some samples" if infinite else "has a heavy tail"
            notes.append(f"{name} {tail}: use its median, not its mean")
    notes += count_notes(ensemble.outside, ensemble.samples, "samples")
    if ensemble.method == "sobol" and ensemble.samples & (ensemble.samples - 1):
        notes.append(f"Sobol points are balanced at powers of two, such as -n {1 << ensemble.samples.bit_length()}")
    return notes


def summary(ensemble: Ensemble, shown_units: Mapping[str, str]) -> Table:
    """Every number of a run, one row for each output and condition."""
    data = ensemble.to_dict(shown_units)
    rows = [_summary_row(entry) for entry in data["outputs"]]
    for item in data["probabilities"]:
        about = {"name": item["condition"], "kind": "probability", "unit": "1", "mean": item["probability"]}
        rows.append([{**about, "mean_error": item["error"]}.get(column) for column in SUMMARY])
    return Table(tuple(SUMMARY), rows, meanings=SUMMARY)


def _summary_row(entry: Mapping[str, Any]) -> list[Any]:
    flat = {**entry, "kind": "output"}
    for column, share in PERCENTILES.items():
        flat |= {column: entry["percentiles"][share], f"{column}_error": entry["percentile_errors"][share]}
    return [flat[column] for column in SUMMARY]


# A sweep


def sweep_document(swept: Sweep, shown_units: Mapping[str, str]) -> Document:
    """The document of a sweep."""
    missing = sum(1 for reason in swept.reasons if reason)
    lack = f"{missing} of {len(swept)} rows lack a value" if missing > 1 else f"1 of {len(swept)} rows lacks a value"
    return Document(
        kind="sweep",
        title=f"Sweep of {swept.scenario.name}",
        blocks=lambda: _blocks(swept, shown_units),
        data=lambda: swept.to_dict(shown_units),
        rows=lambda: _table(swept, shown_units, lambda value: value),
        figure=lambda: _figure(swept, shown_units),
        notes=swept.notes,
        remarks=[f"{lack}; the column 'status' gives the reason"] if missing else [],
    )


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
    series = [Series(name, x[part].tolist(), y[part].tolist()) for name, part in parts.items()]
    title, description = _titles(swept)
    labels = _head(swept, shown_units, along.name), _head(swept, shown_units, output)
    return curves(title, labels, series, description, log=along.scale == "log")


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
    return heat_map(
        title, (labels[0], labels[1], labels[2]), (x.tolist(), y.tolist()), z.tolist(), description, logs=logs
    )
