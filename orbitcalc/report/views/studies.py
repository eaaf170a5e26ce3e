"""Published studies beside this program's figures, and what a check of scenario files gives."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from orbitcalc import units
from orbitcalc.analysis.studies.evidence import COUNTED, KINDS
from orbitcalc.analysis.studies.published import NOT_PRINTED, printed_figures
from orbitcalc.analysis.studies.verify import DEEP, Row, tally, verify_figures
from orbitcalc.document import Block, Document, Heading, Paragraph, Section, Table, Verdict, together
from orbitcalc.errors import Problem
from orbitcalc.report.views.pictures import verify_picture
from orbitcalc.result import Result

FIGURE = {
    "name": "name of the scenario that restates the study",
    "key": "row of its [published] table",
    "variable": "variable",
    "year": "calendar year, of a series",
    "printed": "what the study prints, in `unit`",
    "ours": "what comes out here, in `unit`; empty where there is no value",
    "expected": "what a corrected figure must be, in `unit`",
    "unit": "unit; 1 is dimensionless",
    "deviation": "(ours - printed) / printed",
    "tolerance": "allowed, relative unless it has a unit",
    "status": "asserted, shown, corrected or claim",
    "kind": "what the figure is evidence of: " + ", ".join(KINDS),
    "inputs": "the inputs that move it",
    "overrides": "values of this row alone, each with its source",
    "repeats": "the earlier row that asserts the same figure from the same inputs",
    "counted": "whether it counts as a figure reproduced from inputs",
    "within": "whether ours meets what is asserted",
    "reason": "why that tolerance",
    "note": "why it is not asserted",
    "locator": "where the study prints it",
    "source": "keys of the sources, separated by spaces",
    "study": "entry of the list of studies",
}
"""The columns of a table of printed figures."""

OUT, WITHIN = "OUT", "ok"

TINY = 1e-6
"""A relative tolerance below this is written as a power of ten."""


def verify_document(rows: Sequence[Row]) -> Document:
    """Published studies: every printed figure beside ours; for people a table for each study."""
    return Document(
        kind="verify",
        title="Published studies, figure by figure",
        blocks=lambda: [Section(name, list(_study(list(group)))) for name, group in groupby(rows, _name)],
        rows=lambda: Table(tuple(FIGURE), [_exact(row) for row in rows], meanings=FIGURE),
        figure=lambda: verify_picture(rows),
        remarks=(outcome(rows), summary(rows)),
    )


def _name(row: Row) -> str:
    return row.name


def _exact(row: Row) -> list[Any]:
    return [_cell(getattr(row, name)) for name in FIGURE]


def _cell(value: Any) -> Any:
    """A value for JSON and CSV: no number is not a number, a tuple is a list."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return list(value) if isinstance(value, tuple) else value


def _study(rows: Sequence[Row]) -> Iterator[Block]:
    """The figures of a study: one table, or where its cases have several figures each, one for each case."""
    cases = [(key, list(group)) for key, group in groupby(rows, lambda row: row.key)]
    columns = ("variable", "printed", "ours", "deviation", "tolerance", "status", "kind", "note")
    right = frozenset(("printed", "ours", "deviation", "tolerance"))
    if len(cases) == len(rows):
        lines = [[row.key, *_shown(row)] for row in rows]
        yield Table(("row", *columns), lines, prose="note", right=right)
        return
    for key, figures in cases:
        yield Heading(key, 3)
        if figures[0].overrides:
            yield Paragraph(f"With {', '.join(figures[0].overrides)}.")
        plain = [replace(row, overrides=()) for row in figures]
        yield Table(columns, [_shown(row) for row in plain], prose="note", right=right)


def _shown(row: Row) -> list[str]:
    unit = "" if row.unit == "1" else f" {row.unit}"
    return [
        row.variable if row.year is None else f"{row.variable} in {row.year}",
        f"{units.number(row.printed, 5)}{unit}",
        units.number(row.ours, 5),
        deviation_text(row.deviation),
        tolerance_text(row.tolerance),
        verdict(row),
        kind_text(row),
        _remark(row),
    ]


def _remark(row: Row) -> str:
    """Why a figure does not count, and the values of its row alone."""
    values = f"with {', '.join(row.overrides)}" if row.overrides else ""
    return "; ".join(text for text in ("" if row.counted else row.note, values) if text)


def kind_text(row: Row) -> str:
    """What a figure is evidence of, with the number of inputs that move it; "repeat" where it is counted above."""
    if row.status != "asserted":
        return ""
    if row.repeats:
        return "repeat"
    return f"{row.kind}, {len(row.inputs)}" if row.kind in COUNTED else row.kind


def deviation_text(deviation: float) -> str:
    """A deviation in percent; nothing where there is none to give."""
    if not math.isfinite(deviation):
        return ""
    text = f"{100.0 * deviation:+.2f}"
    return together(f"{'0.00' if text in ('+0.00', '-0.00') else text} %")


def tolerance_text(text: str) -> str:
    """A relative tolerance in percent, a tiny one as a power of ten; one with a unit as it is."""
    try:
        size = float(text)
    except ValueError:
        return text
    if 0.0 < size < TINY:
        return f"{size:.0e}"
    return "exact" if size == 0.0 else together(f"{100.0 * size:.3g} %")


def verdict(row: Row) -> str:
    """How a figure compares, in a word."""
    if row.failed:
        return OUT
    return WITHIN if row.status == "asserted" else row.status


def summary(rows: Sequence[Row]) -> str:
    """What the figures are evidence of, in a sentence without a stop."""
    total = tally(rows)
    rules = len(total.checked) + len(total.unchecked)
    return (
        f"{_counted(total.figures, 'distinct printed figure')} of {_counted(total.sources, 'source')}, "
        f"{total.deep} of them by a formula of {DEEP} inputs or more; "
        f"rules checked by an outside figure: {len(total.checked)} of {rules}"
    )


def outcome(rows: Sequence[Row]) -> str:
    """How many figures are asserted and in tolerance, and why the others do not count, in a sentence without a stop."""
    asserted = [row for row in rows if row.status == "asserted"]
    reasons = Counter("repeat" if row.repeats else row.kind for row in asserted if row.within and not row.counted)
    reasons |= Counter(row.status for row in rows if row.status != "asserted")
    within, out = sum(bool(row.within) for row in asserted), sum(row.failed for row in rows)
    parts = [f"{within} of {len(asserted)} asserted figures in tolerance"]
    parts += [f"{out} out of tolerance"] if out else []
    uncounted = ", ".join(f"{count} {reason}" for reason, count in reasons.items())
    return ", ".join(parts) + (f"; not counted: {uncounted}" if uncounted else "")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


@dataclass(frozen=True)
class CheckedFile:
    """A scenario file: its title, the hash of its content and its notes, or what is wrong with it."""

    file: str
    title: str = ""
    digest: str = ""
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Whether the file is valid, in a sentence."""
        count = len(self.problems)
        errors = f"{count} error{'s' if count > 1 else ''}" if count else "ok"
        return Verdict(f"{self.file}: {errors}", good=not count)


CHECKED = {
    "file": "name of the file or of the scenario",
    "title": "title of the scenario",
    "hash": "hash of its content",
    "errors": "number of errors",
}
"""The columns of a table of checked files."""


def check_document(files: Sequence[CheckedFile]) -> Document:
    """Scenario files, each valid or with a number of errors."""
    rows = [[item.file, item.title, item.digest, len(item.problems)] for item in files]
    good = [{"file": item.file, "title": item.title, "hash": item.digest} for item in files if not item.problems]
    errors = sum(len(item.problems) for item in files)
    return Document(
        kind="check",
        title="Check of scenario files",
        blocks=lambda: [item.verdict for item in files],
        data=lambda: {"format": "orbitcalc.check/1", "ok": good, "errors": errors},
        rows=lambda: Table(tuple(CHECKED), rows, meanings=CHECKED),
        notes=[f"{item.file}: {note}" for item in files for note in item.notes],
    )


# What a scenario covers

MOST = 16
"""Printed figures that the answer to a scenario shows."""


def covered_names(result: Result, names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Of these variables those that the scenario covers, and the others."""
    covered = [name for name in names if result.covered(name)]
    return covered, [name for name in names if name not in covered]


def baseline_text(result: Result, *names: str) -> str:
    """The label of variables that the study does not cover, in place of the author's name.

    Examples
    --------
    >>> import orbitcalc
    >>> baseline_text(orbitcalc.load("google-beals").run(), "capex")
    'baseline except for 3 inputs of google-beals'
    """
    scenario, wanted = result.scenario, names or result.scenario.graph.headline
    choices = scenario.graph.choices_of(wanted, scenario.settings, scenario.words)
    count = sum(name in scenario.given for name in {*result.inputs_of(*wanted), *choices})
    inputs = "inputs" if count > 1 else "input"
    return f"baseline {f'except for {count}' if count else 'without any'} {inputs} of {scenario.name}"


def speaker(result: Result, name: str, author: str) -> str:
    """Whose figure a variable is: the author's, or the label of what the study does not cover."""
    return author if result.covered(name) else baseline_text(result, name)


def claim_text(result: Result) -> str:
    """Whose claim a scenario states, for the first line of a screen; empty for an author's own design."""
    author, place = result.scenario.claim
    return f"A claim of {author} ({place}), not a central design" if author else ""


def printed_figures_block(result: Result) -> list[Block]:
    """The figures that the scenario's study prints beside ours, those of the scenario as it stands; none for others."""
    if not result.scenario.own_header("published"):
        return []
    figures = [figure for figure in printed_figures(result.scenario) if figure.kind != NOT_PRINTED]
    own = [figure for figure in figures if not figure.overrides] or figures
    rows = verify_figures(own[:MOST])
    shown = [[_figure(row), _printed(row), _ours(row), deviation_text(row.deviation)] for row in rows]
    columns = ("figure", "printed", "ours", "deviation")
    table = Table(columns, shown, right=frozenset(columns[1:]))
    more = len(figures) - len(shown)
    rest = [Paragraph(f"{more} more: orbitcalc verify {result.scenario.name}")] if more else []
    return [Heading("What the study prints"), table, *rest]


def _figure(row: Row) -> str:
    return f"{row.variable} in {row.year}" if row.year is not None else row.variable


def _printed(row: Row) -> str:
    return f"{units.number(row.printed, 5)} {'' if row.unit == '1' else row.unit}".strip()


def _ours(row: Row) -> str:
    return units.number(row.ours, 5)
