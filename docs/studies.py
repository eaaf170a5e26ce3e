"""Write the pages of published studies: what each prints and what comes out here, and the rules none of them checks."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from generate import plain, source_links, variable_link

import orbitcalc
from orbitcalc import model, units
from orbitcalc.analysis.studies.evidence import KINDS
from orbitcalc.analysis.studies.verify import Row, tally, verify
from orbitcalc.report.views.studies import deviation_text, kind_text, outcome, summary, tolerance_text, verdict

GENERATED = Path(__file__).parent / "generated"
TESTS = Path(__file__).parent.parent / "tests"

HAND = "Case"
"""The call by which a test states a hand calculation; its first argument is the variable."""


def row_cells(row: Row) -> list[str]:
    """One printed figure as the cells of a table."""
    variable = variable_link(row.variable) + (f" in {row.year}" if row.year else "")
    unit = "" if row.unit == "1" else f" {row.unit}"
    why = row.reason if row.counted or not row.note else row.note
    values = [f"with {', '.join(row.overrides)}"] if row.overrides else []
    return [
        row.key,
        variable,
        plain(f"{units.number(row.printed, 5)}{unit}"),
        plain(units.number(row.ours, 5)),
        deviation_text(row.deviation),
        tolerance_text(row.tolerance),
        verdict(row),
        kind_text(row),
        plain("; ".join([row.locator, why, *values])),
    ]


def section(name: str, rows: list[Row]) -> str:
    """One study: its title, question and description, and its figures."""
    scenario = orbitcalc.load(name)
    about = " ".join(str(scenario.own_header("description", "")).split())
    sources = source_links(list(dict.fromkeys(key for row in rows for key in row.source)))
    heads = ["row", "variable", "printed", "ours", "deviation", "tolerance", "status", "kind, inputs", "where, why"]
    table = [heads, ["---", "---", "---:", "---:", "---:", "---:", "---", "---", "---"], *map(row_cells, rows)]
    lines = "\n".join(f"| {' | '.join(cells)} |" for cells in table)
    parts = [
        f"## {plain(scenario.title)}",
        f"`{name}`, after {sources}. {plain(scenario.question)}",
        plain(about),
        lines,
    ]
    return "\n\n".join(part for part in parts if part)


def page(rows: list[Row]) -> str:
    """All studies."""
    kinds = "\n".join(f"- {kind}: {meaning}" for kind, meaning in KINDS.items())
    sections = [section(name, list(group)) for name, group in groupby(rows, key=lambda row: row.name)]
    head = ["# Published studies, figure by figure", f"{plain(summary(rows))}.", f"{plain(outcome(rows))}.", kinds]
    return "\n\n".join([*head, *sections]) + "\n"


def unchecked_page(rows: list[Row]) -> str:
    """The rules that no printed figure checks, each with the tests that do."""
    total = tally(rows)
    graph, named = model.graph(), tests_naming(frozenset(total.unchecked))
    lines = ["| rule | group | hand calculations | other tests |", "| --- | --- | --- | --- |"]
    for name in total.unchecked:
        hand, others = (", ".join(f"`{path}`" for path in sorted(paths)) for paths in named[name])
        lines.append(f"| {variable_link(name)} | {graph[name].group} | {hand} | {others} |")
    intro = (
        f"A printed figure checks the rules that stand above it in the graph and move with one of its inputs. Of "
        f"{len(total.unchecked) + len(total.checked)} rules {len(total.unchecked)} are not checked by any. The table "
        f"shows what checks them instead: for each, tests that state its expected value from a hand calculation, "
        f"and the other tests that name it. The physics below the rules has vectors of other programs of its own."
    )
    return "\n\n".join(["# Rules that no outside figure checks", intro, "\n".join(lines)]) + "\n"


def tests_naming(names: frozenset[str]) -> dict[str, tuple[set[str], set[str]]]:
    """For each variable the test modules with a hand calculation of it, and the others that name it."""
    named: dict[str, tuple[set[str], set[str]]] = {name: (set(), set()) for name in names}
    for path in sorted(TESTS.rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        place = path.relative_to(TESTS.parent).as_posix()
        hand = names & set(_hand_calculations(tree))
        words = (
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        )
        for name in hand:
            named[name][0].add(place)
        for name in names & set(words) - hand:
            named[name][1].add(place)
    return named


def _hand_calculations(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == HAND and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant):
                yield str(first.value)


def write(folder: Path = GENERATED) -> list[Row]:
    """Write the pages in a folder; returns the figures."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = verify()
    (folder / "unchecked.md").write_text(unchecked_page(rows), encoding="utf-8")
    (folder / "studies.md").write_text(page(rows), encoding="utf-8")
    return rows


if __name__ == "__main__":
    write()
