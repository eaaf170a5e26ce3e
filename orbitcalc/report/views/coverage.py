"""What a scenario speaks for: the figures that its study prints, the label of the rest, and whose claim it states."""

from __future__ import annotations

from collections.abc import Sequence

from orbitcalc import units
from orbitcalc.analysis.studies.published import NOT_PRINTED
from orbitcalc.analysis.studies.verify import Row, verify_scenario
from orbitcalc.report.document import Block, Heading, Paragraph, Table
from orbitcalc.report.views.studies import deviation_text
from orbitcalc.result import Result

MOST = 16
"""Printed figures that the answer to a scenario shows."""


def covered_names(result: Result, names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Of these variables those that the scenario speaks for, and the others."""
    covered = [name for name in names if result.covered(name)]
    return covered, [name for name in names if name not in covered]


def baseline_text(result: Result, *names: str) -> str:
    """What stands in place of the author's name over variables that the study does not cover.

    Examples
    --------
    >>> import orbitcalc
    >>> baseline_text(orbitcalc.load("google-beals").run(), "capex")
    'baseline but for 2 inputs of google-beals'
    """
    given = set(result.scenario.given)
    count = sum(name in given for name in result.inputs_of(*(names or result.scenario.graph.headline)))
    return f"baseline but for {count} input{'' if count == 1 else 's'} of {result.scenario.name}"


def speaker(result: Result, name: str, author: str) -> str:
    """Whose figure a variable is: the author's, or the label of what the study does not cover."""
    return author if result.covered(name) else baseline_text(result, name)


def claim_text(result: Result) -> str:
    """Whose claim a scenario states, for the first line of a screen; empty where it is a design of its author."""
    author, place = result.scenario.claim
    return f"A claim of {author} ({place}), not a central design" if author else ""


def printed_figures_block(result: Result) -> list[Block]:
    """The figures that the scenario's study prints beside ours, those of the scenario as it stands; none for others."""
    if not result.scenario.own_header("published"):
        return []
    rows = [row for row in verify_scenario(result.scenario) if row.kind != NOT_PRINTED]
    own = [row for row in rows if not row.overrides] or rows
    shown = [[_figure(row), _printed(row), _ours(row), deviation_text(row.deviation)] for row in own[:MOST]]
    columns = ("figure", "printed", "ours", "deviation")
    table = Table(columns, shown, right=frozenset(columns[1:]))
    more = len(rows) - len(shown)
    rest = [Paragraph(f"{more} more: orbitcalc verify {result.scenario.name}")] if more else []
    return [Heading("What the study prints"), table, *rest]


def _figure(row: Row) -> str:
    return f"{row.variable} in {row.year}" if row.year is not None else row.variable


def _printed(row: Row) -> str:
    return f"{units.number(row.printed, 5)} {'' if row.unit == '1' else row.unit}".strip()


def _ours(row: Row) -> str:
    return units.number(row.ours, 5)
