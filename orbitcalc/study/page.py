"""The index page of a study: every figure, table and command on one page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from orbitcalc.charts.chart import Chart
from orbitcalc.document import (
    Block,
    Bullets,
    Commands,
    Document,
    Files,
    Heading,
    Note,
    Paragraph,
    Section,
    Table,
    Verdict,
)
from orbitcalc.study.plan import Analysis, Study
from orbitcalc.study.results import Record
from orbitcalc.study.verb import Shown

CODES = {1: "A condition of this analysis does not hold.", 3: "The evaluation of some samples failed."}
"""What exit codes of a verb that are an answer mean."""


def parts(shown: Shown, analysis: Analysis, chart: Chart | None) -> list[Block]:
    """What the page shows of an analysis; nothing where its output is a page of its own."""
    if shown.document is None or analysis.form == "html":
        return []
    return [*([chart] if chart else []), *_demoted(shown.document.drawn())]


def _demoted(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks of a document as part of another: its title becomes a heading."""
    for block in blocks:
        yield replace(block, level=3) if isinstance(block, Heading) else block


def index(study: Study, records: Mapping[str, Record | None], stale: Mapping[str, str]) -> Document:
    """The page of a study from the records of its analyses; `stale` says why a record is not up to date."""
    return Document(kind="", title=study.title, blocks=lambda: list(_blocks(study, records, stale)))


def _blocks(study: Study, records: Mapping[str, Record | None], stale: Mapping[str, str]) -> Iterator[Block]:
    yield Heading(study.title, 1)
    yield from map(Paragraph, paragraphs(study.note))
    rows = [[item.entry.title, item.verb.name, _state(records[item.name], stale[item.name])] for item in study.analyses]
    yield Section("The analyses", [Table(("analysis", "command", "state"), rows)], "analyses")
    for item in study.analyses:
        yield Section(item.entry.title, list(_part(item, records[item.name], stale[item.name])), item.name)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each on one line."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def _state(record: Record | None, stale: str) -> str:
    return f"not up to date: {stale}" if stale else {0: "done"}.get(record.code if record else 0, "done, see there")


def _part(analysis: Analysis, record: Record | None, stale: str) -> Iterator[Block]:
    yield from map(Paragraph, paragraphs(analysis.entry.note))
    yield Commands([analysis.line])
    if stale:
        yield Note(f"Not up to date: {stale}.")
    if record is None:
        return
    if record.code:
        yield Verdict(CODES.get(record.code, f"The command ends with exit code {record.code}."), False)
    if record.code and record.remarks:
        yield Bullets(record.remarks)
    yield from record.blocks
    if record.files:
        yield Files([(name, name) for name in record.files])
