"""Published studies as tables: once as data and once for people."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from textwrap import indent
from typing import Any

from orbitcalc import units
from orbitcalc.analysis.studies.verify import Row
from orbitcalc.report import tables
from orbitcalc.report.tables import Table

COLUMNS = {
    "name": "name of the scenario that restates the study", "key": "row of its [published] table",
    "variable": "variable", "year": "calendar year, of a series", "printed": "what the study prints, in `unit`",
    "ours": "what comes out here, in `unit`; empty where there is no value",
    "expected": "what a corrected figure must come to, in `unit`", "unit": "unit; 1 is dimensionless",
    "deviation": "(ours - printed) / printed", "tolerance": "allowed, relative unless it has a unit",
    "status": "asserted, shown, corrected or claim", "within": "whether ours meets what is asserted",
    "reason": "why that tolerance", "note": "why it is not asserted", "locator": "where the study prints it",
    "source": "keys of the sources, separated by spaces", "study": "entry of the list of studies",
}  # fmt: skip

OUT, WITHIN = "OUT", "ok"
MARGIN = "  "


def rows(found: Sequence[Row]) -> Table:
    """Every printed figure, exact."""
    return Table(tuple(COLUMNS), [[_cell(getattr(row, name)) for name in COLUMNS] for row in found], meanings=COLUMNS)


def _cell(value: Any) -> Any:
    """A value for JSON and CSV: no number is not a number, a tuple is a list."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return list(value) if isinstance(value, tuple) else value


def rows_shown(found: Sequence[Row]) -> Table:
    """Every printed figure as people read it; the note says why one is not asserted."""
    columns = ("study", "variable", "printed", "ours", "deviation", "tolerance", "status", "note")
    right = frozenset(("printed", "ours", "deviation", "tolerance"))
    return Table(columns, [_shown(row) for row in found], prose="note", right=right)


def page(found: Sequence[Row], width: int) -> str:
    """The same for a terminal: a table for each study, under its name."""
    parts = []
    for name, group in groupby(found, key=lambda row: row.name):
        whole = rows_shown(list(group))
        bare = [[row[0].partition(".")[2], *row[1:]] for row in whole.rows]
        one = Table(("row", *whole.columns[1:]), bare, prose=whole.prose, right=whole.right)
        parts.append(f"{name}\n{indent(tables.as_text(one, width - len(MARGIN)), MARGIN)}")
    return "\n".join(parts)


def _shown(row: Row) -> list[str]:
    unit = "" if row.unit == "1" else f" {row.unit}"
    variable = row.variable if row.year is None else f"{row.variable} in {row.year}"
    return [
        f"{row.name}.{row.key}", variable, f"{units.number(row.printed, 5)}{unit}", units.number(row.ours, 5),
        shown_deviation(row.deviation), shown_tolerance(row.tolerance), verdict(row),
        row.note if row.status != "asserted" else "",
    ]  # fmt: skip


def shown_deviation(deviation: float) -> str:
    """A deviation in percent; nothing where there is none to give."""
    if not math.isfinite(deviation):
        return ""
    text = f"{deviation:+.2%}"
    return "0.00%" if text in ("+0.00%", "-0.00%") else text


def shown_tolerance(text: str) -> str:
    """A relative tolerance in percent; one with a unit as it stands."""
    try:
        size = float(text)
    except ValueError:
        return text
    return "exact" if size == 0.0 else f"{100.0 * size:.3g}%"


def verdict(row: Row) -> str:
    """How a figure stands, in a word."""
    if row.failed:
        return OUT
    return WITHIN if row.status == "asserted" else row.status


def summary(found: Sequence[Row]) -> str:
    """All figures in a sentence."""
    counted = Counter(verdict(row) for row in found)
    asserted = counted[WITHIN] + sum(row.failed for row in found)
    names = len({row.name for row in found})
    others = ", ".join(f"{counted[word]} {word}" for word in ("corrected", "shown", "claim") if counted[word])
    out = f", {counted[OUT]} out of tolerance" if counted[OUT] else ""
    return (
        f"{counted[WITHIN]} of {asserted} printed figures in tolerance{out}, from {names} "
        f"{'studies' if names > 1 else 'study'}" + (f"; not asserted: {others}" if others else "")
    )
