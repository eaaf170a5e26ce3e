"""Sobol indices as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from orbitcalc.analysis.sensitivity.variance import Index, Sensitivity
from orbitcalc.report.tables import Table

COLUMNS = {
    "output": "variable whose variance is shared out",
    "input": "input, or group of inputs",
    "first": "share of the variance that it explains alone",
    "first_low": "lower end of the 95 % interval",
    "first_high": "upper end of the 95 % interval",
    "total": "that share with all interactions",
    "total_low": "lower end of the 95 % interval",
    "total_high": "upper end of the 95 % interval",
}
SHOWN = 15
"""Inputs shown for an output unless all are asked for."""


def table(found: Sensitivity) -> Table:
    """Every index, one row for each output and input."""
    rows = [
        [output, name, *_interval(found.first[output][name]), *_interval(found.total[output][name])]
        for output in found.first
        for name in found.ranked(output)
    ]
    return Table(tuple(COLUMNS), rows, meanings=COLUMNS)


def _interval(index: Index) -> list[Any]:
    return [index.value, index.value - index.error, index.value + index.error]


def shown(found: Sensitivity, output: str, everything: bool) -> tuple[Table, str]:
    """The inputs of one output that tell, and a line about the others."""
    ranked = found.ranked(output)
    told = [name for name in ranked if found.total[output][name].distinguishable]
    listed = ranked if everything else told[:SHOWN]
    rows = [[name, _text(found.first[output][name]), _text(found.total[output][name])] for name in listed]
    return Table((output, "first [95 %]", "total [95 %]"), rows), _others(found, output, listed, told)


def _text(index: Index) -> str:
    if not index.distinguishable:
        return "not distinguishable from 0 at this n"
    return f"{index.value:.3f} [{index.value - index.error:.3f}, {index.value + index.error:.3f}]"


def _others(found: Sensitivity, output: str, listed: Sequence[str], told: Sequence[str]) -> str:
    """What is not in the table, and how much acts alone."""
    parts = []
    left = [name for name in told if name not in listed]
    if left:
        parts.append(f"{len(left)} more with a total of {found.total[output][left[0]].value:.3f} at most")
    silent = len(found.groups) - len(told)
    if silent and len(listed) < len(found.groups):
        parts.append(f"{silent} not distinguishable from 0 at this n")
    alone = sum(index.value for index in found.first[output].values())
    parts.append(f"first orders sum to {alone:.2f}" + ("" if alone > 0.95 else "; the rest is interaction"))
    return "; ".join(parts) + "."
