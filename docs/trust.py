"""Write the page of the long checks: mutants, coverage, hostile inputs, random models, kills; figures of the last runs.

The commands themselves write the figures to `explanation/trust.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FIGURES = HERE / "explanation" / "trust.json"

ABOUT = """\
# Long checks

What is tried beyond the tests of every change, with the figures of the last run of each command. A run is repeated
from its seed. The commands write the figures; nobody types them."""

CHECKS = {
    "mutation": (
        "Mutants",
        "`make mutate`",
        "Small faults drawn by seed from the source of physics, economics, graph, units, tape and model, each group in "
        "proportion. A mutant is killed where a test fails. Those waiting have not met all stages of tests yet and "
        "count as survivors. The interval is that of 95 % (Wilson).",
    ),
    "coverage": ("Coverage", "`make coverage`", "Lines and branches that the tests reach, in percent, by package."),
    "fuzz": (
        "Hostile inputs",
        "`make fuzz`",
        "Random files, addresses, directories and command lines. None may end in an internal error, take over 5 s of "
        "processor time, or add 1 GB of memory.",
    ),
    "properties": ("Properties", "`make properties`", "Examples that the property tests drew and found to hold."),
    "attack": (
        "Random models",
        "`make attack`",
        "Whole models over all bounds, words, vehicles and accelerators. None may be feasible and "
        "unphysical, or negative, or without a value and without a reason.",
    ),
    "kills": (
        "Kills",
        "`make kills`",
        "Monte Carlo runs killed at random moments and resumed. Chunks and summary have the bytes of a run left alone.",
    ),
}
"""Title, command and meaning of each check."""

LAST = ("version", "python", "date")
"""Columns that every entry has."""


def table(entries: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The entries of a check as a table."""
    heads = list(dict.fromkeys(name for entry in entries.values() for name in entry if name not in LAST))
    yield f"| | {' | '.join([*heads, *LAST])} |"
    yield f"| --- |{' ---: |' * len(heads)}{' --- |' * len(LAST)}"
    for name, entry in entries.items():
        cells = [shown(entry.get(head, "")) for head in (*heads, *LAST)]
        yield f"| {name.replace('_', ' ')} | {' | '.join(cells)} |"


def shown(value: Any) -> str:
    """A figure as a reader takes it in."""
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def page(figures: dict[str, dict[str, dict[str, Any]]]) -> str:
    """The whole page; a check that has not been run is named without figures."""
    parts = [ABOUT]
    for check, (title, command, meaning) in CHECKS.items():
        rows = "\n".join(table(figures[check])) if figures.get(check) else "Not run yet."
        parts.append(f"## {title}\n\n{meaning} Run by {command}.\n\n{rows}")
    return "\n\n".join(parts) + "\n"


def write(folder: Path) -> Path:
    """The page in a folder."""
    path = folder / "trust.md"
    path.write_text(page(json.loads(FIGURES.read_text("utf-8"))), encoding="utf-8")
    return path
