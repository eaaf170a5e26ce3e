"""Printed figures beside ours, and checked files, as documents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orbitcalc.analysis.studies.verify import Row, verify
from orbitcalc.document import Heading, Section, Table, Verdict, together
from orbitcalc.errors import Problem
from orbitcalc.report.views.studies import (
    CheckedFile,
    check_document,
    deviation_text,
    outcome,
    summary,
    tolerance_text,
    verdict,
    verify_document,
)

ROW = Row(
    name="study",
    key="case",
    variable="capex",
    printed=100.0,
    ours=103.0,
    unit="GUSD_2025",
    deviation=0.03,
    tolerance="0.05",
    status="asserted",
    within=True,
    source=("paper",),
    kind="formula",
    inputs=("launch_price", "discount_rate", "horizon"),
)


def tables_of(rows: list[Row]) -> list[Table]:
    sections = [block for block in verify_document(rows).blocks() if isinstance(block, Section)]
    return [block for section in sections for block in section.blocks if isinstance(block, Table)]


@pytest.mark.parametrize(
    ("size", "text"),
    [(0.0306, "+3.06 %"), (-0.0306, "-3.06 %"), (1e-9, "0.00 %"), (-1e-9, "0.00 %"), (float("nan"), "")],
)
def test_a_deviation_is_in_percent_without_a_negative_zero(size: float, text: str) -> None:
    assert deviation_text(size) == together(text)


@pytest.mark.parametrize(
    ("given", "text"), [("0.05", "5 %"), ("0.0015", "0.15 %"), ("0", "exact"), ("1e-09", "1e-09"), ("2 km", "2 km")]
)
def test_a_tolerance_reads_as_it_was_meant(given: str, text: str) -> None:
    assert tolerance_text(given).replace("\u00a0", " ") == text


def test_a_verdict_is_a_word() -> None:
    assert verdict(ROW) == "ok"
    assert verdict(replace(ROW, within=False)) == "OUT"
    assert verdict(replace(ROW, status="claim", within=None)) == "claim"


def test_the_summary_counts_what_is_asserted_and_what_is_not() -> None:
    rows = [ROW, replace(ROW, within=False), replace(ROW, name="other", status="shown", within=None)]
    assert outcome(rows) == "1 of 2 asserted figures in tolerance, 1 out of tolerance; not counted: 1 shown"
    assert summary(rows).startswith("1 distinct printed figure of 1 source, 1 of them by a formula of 3 inputs or more")
    assert outcome([ROW]) == "1 of 1 asserted figures in tolerance"


def test_a_study_is_one_table_or_one_for_each_case() -> None:
    one = [ROW, replace(ROW, key="other")]
    (table,) = tables_of(one)
    assert [row[0] for row in table.rows] == ["case", "other"]
    several = [*one, replace(ROW, variable="cost_ratio")]
    first, second = tables_of(sorted(several, key=lambda row: row.key))
    (section,) = verify_document(sorted(several, key=lambda row: row.key)).blocks()
    assert isinstance(section, Section)
    assert [block.text for block in section.blocks if isinstance(block, Heading)] == ["case", "other"]
    assert [len(item.rows) for item in (first, second)] == [2, 1]


def test_every_printed_figure_is_a_row_in_every_form() -> None:
    rows = verify(["nasa-otps-rd1", "mccalip"])
    document = verify_document(rows)
    assert document.rows is not None
    assert len(document.rows().rows) == len(rows) == sum(len(table.rows) for table in tables_of(rows))
    assert document.remarks == (outcome(rows), summary(rows))


def test_a_checked_file_is_good_or_has_a_number_of_errors() -> None:
    problems = (Problem("b.toml:1:1", "unknown key 'x'"), Problem("b.toml:2:1", "unknown key 'y'"))
    files = [CheckedFile("a.toml", "A", "0123", ("altitude is dropped",)), CheckedFile("b.toml", problems=problems)]
    document = check_document(files)
    assert list(document.blocks()) == [Verdict("a.toml: ok", True), Verdict("b.toml: 2 errors", False)]
    assert document.notes == ["a.toml: altitude is dropped"]
    assert document.data is not None
    assert document.data() == {
        "format": "orbitcalc.check/1",
        "ok": [{"file": "a.toml", "title": "A", "hash": "0123"}],
        "errors": 2,
    }
