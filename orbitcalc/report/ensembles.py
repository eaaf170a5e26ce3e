"""Many samples as tables: each output's middle and range, each condition's probability."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from orbitcalc.analysis.runs.ensemble import Ensemble
from orbitcalc.report.tables import Table
from orbitcalc.units import number

COLUMNS = {
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
    "heavy_tailed": "whether the mean rests on rare values",
    "meaning": "what the variable is",
}


def summary(ensemble: Ensemble, shown_units: Mapping[str, str]) -> Table:
    """Every number of an ensemble, one row for each output and condition."""
    data = ensemble.to_dict(shown_units)
    rows = [_row(entry) for entry in data["outputs"]]
    for each in data["probabilities"]:
        known = {"name": each["condition"], "kind": "probability", "unit": "1", "mean": each["probability"]}
        rows.append([{**known, "mean_error": each["error"]}.get(column) for column in COLUMNS])
    return Table(tuple(COLUMNS), rows, meanings=COLUMNS)


def _row(entry: Mapping[str, Any]) -> list[Any]:
    values, errors = entry["percentiles"], entry["percentile_errors"]
    flat = {**entry, "kind": "output", "median": values["0.5"], "median_error": errors["0.5"]}
    for column, share in (("p05", "0.05"), ("p95", "0.95")):
        flat |= {column: values[share], f"{column}_error": errors[share]}
    return [flat[column] for column in COLUMNS]


def summary_shown(ensemble: Ensemble, shown_units: Mapping[str, str]) -> Table:
    """Median with its Monte Carlo error, 5 and 95 %, unit."""
    rows = [list(_cells(ensemble, name, shown_units.get(name, ""))) for name in ensemble.statistics]
    columns = ("", "5 %", "median", "+-", "95 %", "unit")
    return Table(columns, rows, right=frozenset(columns[1:5]))


def _cells(ensemble: Ensemble, name: str, unit_text: str) -> Iterator[str]:
    each, unit = ensemble.statistics[name], ensemble.unit(name, unit_text)
    shown = {share: number(float(unit.from_si(si))) for share, si in each.percentiles.items()}
    yield name
    yield from (shown[0.05], shown[0.5], number(each.percentile_errors[0.5] / unit.scale, 2), shown[0.95])
    yield unit.label


def probabilities(ensemble: Ensemble) -> Table:
    """How often each condition held."""
    rows = [
        [text, f"{100.0 * share:.2f} %", f"{100.0 * error:.2g} %"]
        for text, (share, error) in ensemble.probabilities.items()
    ]
    return Table(("probability of", "", "+-"), rows, right=frozenset({"", "+-"}))


def remarks(ensemble: Ensemble) -> Iterator[str]:
    """What a reader must know beside the numbers."""
    for name, count in ensemble.unknown.items():
        share = count / ensemble.samples
        yield f"note: {name} has no value in {count:,} samples ({share:.2%}); its numbers are of the others"
    for name in ensemble.heavy_tailed:
        endless = not math.isfinite(ensemble.statistics[name].sd)
        tail = "is without limit in some samples" if endless else "has a heavy tail"
        yield f"note: {name} {tail}: read its median, not its mean"
    if ensemble.method == "sobol" and ensemble.samples & (ensemble.samples - 1):
        yield f"note: Sobol points are balanced at powers of two, such as -n {1 << ensemble.samples.bit_length()}"
    if ensemble.recomputed:
        yield f"note: {ensemble.recomputed:,} chunks were computed here, their workers having been lost"
    for sample, error in ensemble.errors:
        yield f"sample {sample} failed: {error}"
    if ensemble.failed > len(ensemble.errors):
        yield f"... {ensemble.failed:,} samples failed in all; status 2 in the run directory"


def closing(ensemble: Ensemble, workers: str) -> str:
    """The last line: samples, failures, time, rate, workers, seed, place."""
    rate = ensemble.samples / ensemble.seconds if ensemble.seconds else 0.0
    saved = f", saved in {ensemble.folder}" if ensemble.folder else ""
    return (
        f"{ensemble.samples:,} samples, {len(ensemble.varied)} inputs varied, {ensemble.failed:,} failed, "
        f"{ensemble.seconds:.1f} s, {rate:,.0f}/s, {workers}, {ensemble.method}, seed {ensemble.seed}{saved}"
    )
