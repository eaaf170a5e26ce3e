"""One table, four forms: text for a terminal, CSV, Markdown, and records for JSON.

In a text table no cell is ever cut: where the columns do not fit, prose moves under its row, and
where they still do not, a row becomes a few indented lines.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from orbitcalc.report.style import fill

GAP = "  "
PROSE_LEAST = 30


@dataclass(frozen=True)
class Table:
    """Rows under named columns. `prose` is the column of sentences, `right` those set flush right."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]
    prose: str = ""
    right: frozenset[str] = frozenset()
    meanings: Mapping[str, str] = field(default_factory=dict)

    def records(self) -> list[dict[str, Any]]:
        """The rows as mappings."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def cell(value: Any) -> str:
    """A value as CSV holds it: every digit of a number, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return " ".join(cell(item) for item in value)
    return repr(value) if isinstance(value, float) else str(value)


def as_csv(table: Table) -> str:
    """Comma-separated values with one header row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([cell(value) for value in row] for row in table.rows)
    return out.getvalue()


def as_markdown(table: Table) -> str:
    """A Markdown table."""
    marks = ["---:" if name in table.right else "---" for name in table.columns]
    rows = [table.columns, marks, *([cell(value).replace("|", "\\|") for value in row] for row in table.rows)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def as_text(table: Table, width: int, *, header: bool = True) -> str:
    """A table for people, `width` columns wide where it can be."""
    rows = [[cell(value) for value in row] for row in table.rows]
    heads = [list(table.columns)] if header else []
    at = table.columns.index(table.prose) if table.prose else -1
    narrow = [index for index in range(len(table.columns)) if index != at]
    widths = {index: max((len(row[index]) for row in [*heads, *rows]), default=0) for index in narrow}
    taken = sum(widths.values()) + len(GAP) * (len(narrow) - 1)
    lines: list[str] = []
    for number, row in enumerate([*heads, *rows]):
        text = row[at] if at >= 0 else ""
        if taken > width:
            lines += _record(table, row, narrow, width) + (_under(text, width) if number or not header else [])
            continue
        line = GAP.join(_set(table, index, row[index], widths[index]) for index in narrow)
        beside = at >= 0 and width - taken - len(GAP) >= PROSE_LEAST
        lines += _beside(line, text, taken + len(GAP), width) if beside else [line.rstrip()]
        lines += _under(text, width) if not beside and (number or not header) else []
    return "\n".join(lines) + "\n"


def _set(table: Table, index: int, text: str, width: int) -> str:
    return text.rjust(width) if table.columns[index] in table.right else text.ljust(width)


def _beside(line: str, text: str, margin: int, width: int) -> list[str]:
    if not text:
        return [line.rstrip()]
    return fill(text, width, first=line.ljust(margin), later=" " * margin)


def _under(text: str, width: int) -> list[str]:
    return fill(text, width, first=" " * 6, later=" " * 6) if text else []


def _record(table: Table, row: Sequence[str], narrow: Sequence[int], width: int) -> list[str]:
    """A row as lines broken between cells."""
    lines = [row[narrow[0]]]
    for index in narrow[1:]:
        if not row[index]:
            continue
        if len(lines[-1]) + len(GAP) + len(row[index]) <= width:
            lines[-1] += GAP + row[index]
        else:
            lines.append(" " * 4 + row[index])
    return lines
