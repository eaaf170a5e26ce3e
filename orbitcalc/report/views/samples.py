"""Many evaluations: a Monte Carlo run over ranges, and a sweep over axes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from orbitcalc.analysis.runs.ensemble import Ensemble
from orbitcalc.analysis.sampling.sampler import REPLICATES
from orbitcalc.charts.areas import Panel, histograms
from orbitcalc.charts.chart import Chart
from orbitcalc.document import Block, Document, Paragraph, Table, together
from orbitcalc.outside import count_notes
from orbitcalc.report.views import TABLE_DIGITS, Amounts, absence_of, percent, share_text
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


def ensemble_document(ensemble: Ensemble, shown_units: Mapping[str, str], remarks: Sequence[str] = ()) -> Document:
    """The document of a Monte Carlo run; `remarks` are for the person at the terminal."""
    return Document(
        kind="ensemble",
        title=f"{ensemble.samples:,} futures of {ensemble.scenario.name}",
        blocks=lambda: ensemble_blocks(ensemble, shown_units),
        data=lambda: ensemble.to_dict(shown_units),
        rows=lambda: summary(ensemble, shown_units),
        figure=lambda: ensemble_picture(ensemble, Amounts(ensemble.scenario, shown_units)),
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


PICTURED = 16384
"""Samples at most in the picture of a distribution; they are the first of the run."""


def ensemble_picture(ensemble: Ensemble, amounts: Amounts) -> Chart:
    """The distribution of each output."""
    columns, own = ensemble.draws(PICTURED), ensemble.scenario.run()
    panels = []
    for name, item in ensemble.statistics.items():
        low, median, high = (amounts.exact(name, item.over_all[share]) for share in (0.05, 0.5, 0.95))
        values = np.asarray(amounts.unit(name).from_si(columns[name]), float)
        absence = absence_of(ensemble.scenario, name)
        middle = amounts(name, item.over_all[0.5]) if math.isfinite(median) else absence
        remark = f"median {middle}" + (f"; {absence} in {share_text(item.without_value)}" if item.unknown else "")
        point = amounts.exact(name, float(own.value_si(name)))
        panels.append(Panel(amounts.head(name), values, low, median, high, point, remark))
    title = f"{ensemble.samples:,} futures of {ensemble.scenario.title}"
    shares = "; ".join(f"{text}: {share_text(share)}" for text, (share, _) in ensemble.probabilities.items())
    about = "; ".join(f"{panel.label}: {panel.remark}" for panel in panels)
    return histograms(title, panels, f"{about}.", [f"{shares} of the futures."] if shares else ())
