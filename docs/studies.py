"""Write the page of published studies: each with its question, what it prints and what comes out here."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from generate import plain, source_links, variable_link

import orbitcalc
from orbitcalc import units
from orbitcalc.analysis.studies.verify import Row, verify
from orbitcalc.report.views.studies import deviation_text, summary, tolerance_text, verdict

GENERATED = Path(__file__).parent / "generated"


def row_cells(row: Row) -> list[str]:
    """One printed figure as the cells of a table."""
    variable = variable_link(row.variable) + (f" in {row.year}" if row.year else "")
    unit = "" if row.unit == "1" else f" {row.unit}"
    why = row.reason if row.status == "asserted" else row.note
    return [
        row.key, variable, plain(f"{units.number(row.printed, 5)}{unit}"), plain(units.number(row.ours, 5)),
        deviation_text(row.deviation), tolerance_text(row.tolerance), verdict(row), kind_text(row), plain("; ".join(where)),
    ]  # fmt: skip


def section(name: str, rows: list[Row]) -> str:
    """One study: its title, question and description, and its figures."""
    scenario = orbitcalc.load(name)
    about = " ".join(str(scenario.own_header("description", "")).split())
    sources = source_links(list(dict.fromkeys(key for row in rows for key in row.source)))
    heads = ["row", "variable", "printed", "ours", "deviation", "tolerance", "status", "where, why"]
    table = [heads, ["---", "---", "---:", "---:", "---:", "---:", "---", "---"], *map(row_cells, rows)]
    lines = "\n".join(f"| {' | '.join(cells)} |" for cells in table)
    parts = [
        f"## {plain(scenario.title)}",
        f"`{name}`, after {sources}. {plain(scenario.question)}",
        plain(about),
        lines,
    ]
    return "\n\n".join(part for part in parts if part)


def page() -> str:
    """All studies."""
    rows = verify()
    sections = [section(name, list(group)) for name, group in groupby(rows, key=lambda row: row.name)]
    return "\n\n".join(["# Published studies, figure by figure", f"{plain(summary(rows))}.", *sections]) + "\n"


def write(folder: Path = GENERATED) -> Path:
    """The page in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "studies.md"
    path.write_text(page(), encoding="utf-8")
    return path


if __name__ == "__main__":
    write()
