"""Many samples: the median and the range of each output, the probability of each condition."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from orbitcalc.analysis.runs.ensemble import Ensemble
from orbitcalc.report.document import Block, Document, Paragraph, Table
from orbitcalc.report.views import Amounts, percent
from orbitcalc.units import number

SUMMARY = {
    "name": "variable, or condition",
    "kind": "output or probability",
    "unit": "unit of the numbers",
    "median": "half the samples lie below",
    "median_error": "one standard error of the median from sampling",
    "p05": "5 % of the samples lie below",
    "p05_error": "one standard error of the 5th percentile from sampling",
    "p95": "95 % of the samples lie below",
    "p95_error": "one standard error of the 95th percentile from sampling",
    "mean": "mean of the samples that have a value; of a condition, its probability",
    "mean_error": "one standard error of the mean",
    "sd": "standard deviation",
    "low": "smallest sample",
    "high": "largest sample",
    "unknown": "samples without a value",
    "heavy_tailed": "whether the mean depends on rare values",
    "meaning": "what the variable is",
}

PERCENTILES = {"p05": "0.05", "median": "0.5", "p95": "0.95"}
"""The columns that are percentiles, and their names in the data."""

DRAWN = {"random": "at random", "sobol": "as Sobol points"}
"""How each method draws, in words."""


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
        f"{ensemble.samples:,} samples of {ensemble.scenario.name}, in which {len(ensemble.varied)} uncertain inputs "
        f"are drawn from their ranges {DRAWN[ensemble.method]} (seed {ensemble.seed})."
    )
    tables = [outputs_table(ensemble, shown_units)] if ensemble.statistics else []
    return [Paragraph(text), *tables, *([probabilities_table(ensemble)] if ensemble.probabilities else [])]


def outputs_table(ensemble: Ensemble, shown_units: Mapping[str, str]) -> Table:
    """Median with its sampling error, 5 and 95 %, unit."""
    amounts = Amounts(ensemble.scenario, shown_units)
    rows = [_output_row(ensemble, name, amounts) for name in ensemble.statistics]
    columns = ("output", "5 %", "median", "standard error", "95 %", "unit")
    return Table(columns, rows, right=frozenset(columns[1:5]), caption="Outputs")


def _output_row(ensemble: Ensemble, name: str, amounts: Amounts) -> list[str]:
    item, unit = ensemble.statistics[name], ensemble.unit(name, amounts.shown_units.get(name, ""))
    low, median, high = (number(float(unit.from_si(item.percentiles[share]))) for share in (0.05, 0.5, 0.95))
    return [name, low, median, number(item.percentile_errors[0.5] / unit.scale, 2), high, unit.label]


def probabilities_table(ensemble: Ensemble) -> Table:
    """The share of the samples that meet each condition."""
    rows = [
        [text, percent(share, 2), f"{100.0 * error:.2g} %"] for text, (share, error) in ensemble.probabilities.items()
    ]
    columns = ("condition", "probability", "standard error")
    return Table(columns, rows, right=frozenset(columns[1:]), caption="Probabilities")


def ensemble_notes(ensemble: Ensemble) -> list[str]:
    """What a reader must know beside the numbers; the same wherever and however often the run is computed."""
    notes = [
        f"{name} has no value in {percent(count / ensemble.samples, 1)} of the samples ({count:,}); its figures "
        "describe the others"
        for name, count in ensemble.unknown.items()
    ]
    for name in ensemble.heavy_tailed:
        infinite = not math.isfinite(ensemble.statistics[name].sd)
        tail = "is infinite in some samples" if infinite else "has a heavy tail"
        notes.append(f"{name} {tail}: use its median, not its mean")
    if ensemble.method == "sobol" and ensemble.samples & (ensemble.samples - 1):
        notes.append(f"Sobol points are balanced at powers of two, such as -n {1 << ensemble.samples.bit_length()}")
    return notes


def run_remarks(ensemble: Ensemble, workers: str) -> list[str]:
    """How the run went: chunks computed again, samples that failed, then time, rate, seed and folder."""
    remarks = [f"sample {sample} failed: {error}" for sample, error in ensemble.errors]
    if ensemble.recomputed:
        remarks.insert(0, f"note: {ensemble.recomputed:,} chunks of lost workers were computed again here")
    if ensemble.failed > len(ensemble.errors):
        remarks.append(f"... {ensemble.failed:,} samples failed in all; they have status 2 in the run directory")
    return [*remarks, _closing(ensemble, workers)]


def _closing(ensemble: Ensemble, workers: str) -> str:
    rate = ensemble.samples / ensemble.seconds if ensemble.seconds else 0.0
    saved = f", saved in {ensemble.folder}" if ensemble.folder else ""
    return (
        f"{ensemble.samples:,} samples, {len(ensemble.varied)} inputs varied, {ensemble.failed:,} failed, "
        f"{ensemble.seconds:.1f} s, {rate:,.0f}/s, {workers}, {ensemble.method}, seed {ensemble.seed}{saved}"
    )


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
