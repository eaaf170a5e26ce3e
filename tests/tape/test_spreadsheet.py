"""The formulas of a workbook compute what the model does: by our own reader of formulas, and by LibreOffice."""

import os
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import orbitcalc
from orbitcalc.errors import ModelError
from orbitcalc.evaluate import plan_for
from orbitcalc.graph import Choice, Parameter, Plan, Rule, Selection
from orbitcalc.tape import spreadsheet_notation
from orbitcalc.tape.spreadsheet import random_points, workbook
from orbitcalc.tape.spreadsheet_calculator import Calculator, number_of
from orbitcalc.tape.spreadsheet_check import agree, computed, values_of
from orbitcalc.tape.spreadsheet_file import content
from orbitcalc.tape.spreadsheet_notation import Cell, letters
from tests.tape.workbooks import SOFFICE, file_of, made, parts, recalculated, without_results

pytest.importorskip("xlsxwriter", reason="XlsxWriter is not installed: no workbook is written")

CHANGES = 200
"""Random changes of all inputs, by our own reader of formulas."""

OPENED = int(os.environ.get("ORBITCALC_SPREADSHEET_POINTS", "2"))
"""Random changes that LibreOffice computes; the whole comparison has 200."""

AGREEMENT = 1e-9


def test_every_variable_after_random_changes_of_all_inputs() -> None:
    """Another seed than that with which the workbook was checked when it was made."""
    book = made("google-1gw")
    plan = plan_for(book.scenario, list(book.scenario.graph.of(Rule)))
    points = random_points(book.scenario, CHANGES, seed=5)
    samples = {name: points[name] for name in plan.needs}
    names = frozenset(step.variable.name for step in plan.steps)
    expected = Plan(plan.steps, plan.needs, names).evaluate(samples)
    calculator = computed(book, points, CHANGES)
    assert len(names) > 500
    for step in plan.steps:
        own = values_of(book, calculator, step.variable.name)
        wanted = np.atleast_1d(np.asarray(expected[step.variable.name], float))
        wanted = np.broadcast_to(wanted, (*wanted.shape[:-1], CHANGES)).reshape(-1, CHANGES)
        assert agree(own, wanted, step.variable.unit_text == "1").all(), step.variable.name


@pytest.mark.long
@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed: workbooks are not opened by one")
def test_libreoffice_computes_the_same(tmp_path: Path) -> None:
    book = made("google-1gw")
    points = random_points(book.scenario, OPENED, seed=7)
    paths = [tmp_path / f"{place}.xlsx" for place in range(OPENED)]
    for place, path in enumerate(paths):
        changed = {name: float(values[place]) for name, values in points.items() if np.isfinite(values[place])}
        path.write_bytes(without_results(content(book, changed)))
    plan = plan_for(book.scenario, [name for name, row in book.rows.items() if row.setting is None])
    expected = plan.evaluate({name: points[name] for name in plan.needs})
    for place, sheets in enumerate(recalculated(paths, tmp_path)):
        for name, row in book.rows.items():
            if row.setting is None and name not in book.series:
                own = sheets[row.cell.sheet][row.cell.row + 1, 2].value
                wanted = float(np.broadcast_to(expected[name], (OPENED,))[place])
                if row.words:
                    assert own == row.words[int(wanted)], name
                elif np.isfinite(wanted):
                    assert own == pytest.approx(wanted / row.scale, rel=AGREEMENT, abs=1e-12), (name, place)
                else:
                    assert isinstance(own, str), name


def test_formulas_stay_within_what_a_spreadsheet_takes() -> None:
    for text in made("google-1gw").formulas.values():
        assert len(text) < 8192
        depth = deepest = 0
        for letter in text:
            depth += (letter == "(") - (letter == ")")
            deepest = max(deepest, depth)
        assert deepest < 60


def test_a_simple_rule_reads_as_it_is_written() -> None:
    book = made("google-1gw")
    assert "!" not in book.formulas[book.rows["heat_rejected"].cell]
    assert "array_area" in book.formulas[book.rows["array_power"].cell]


def test_names_are_none_that_a_spreadsheet_takes_for_a_cell() -> None:
    for name in made("google-1gw").rows:
        assert not re.fullmatch(r"[a-z]{1,3}\d+|r\d*c?\d*|c\d*|true|false", name), name


def test_every_group_has_a_sheet_and_every_variable_with_a_value_a_row() -> None:
    book = made("google-1gw")
    graph = book.scenario.graph
    assert {row.cell.sheet for row in book.rows.values()} == {variable.group for variable in graph.values()}
    assert all(name in book.rows for name in graph.of(Parameter))
    assert all(name in book.rows for kind in (Choice, Selection) for name in graph.of(kind))


WRONG = {
    "log1p": "LN({0})",
    "expm1": "EXP({0})",
    "exp": "IF(ABS({0})<1,({0}),EXP({0}))",
    "sqrt": "POWER({0},1/3)",
    "sin": "COS({0})",
    "cos": "SIN({0})",
    "minimum": "MAX({0},{1})",
    "maximum": "MIN({0},{1})",
    "power": "POWER({1},{0})",
    "arctan2": "ATAN2({0},{1})",
    "ceil": "INT({0})",
    "where": "IF({0},{2},{1})",
    "absolute": "({0})",
    "floor": "ROUNDUP({0})",
}
"""Primitives planted wrong."""


@pytest.mark.parametrize("name", ["sqrt", "where"])
def test_a_wrong_primitive_is_refused_with_the_variable_s_name(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(spreadsheet_notation._CALLS, name, WRONG[name])
    with pytest.raises(ModelError, match="the spreadsheet does not compute '"):
        workbook(orbitcalc.load("google-1gw"), 3)


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(set(WRONG) - {"sqrt", "where", "floor", "arctan2", "cos", "absolute"}))
def test_every_wrong_primitive_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    test_a_wrong_primitive_is_refused_with_the_variable_s_name(name, monkeypatch)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("1+2*3-4/2", 5.0),
        ("IF(1<2,3,NA())", 3.0),
        ("IF(NA()<2,3,4)", np.nan),
        ("IFERROR(NA()<2,FALSE)", 0.0),
        ("MIN(1,NA())", np.nan),
        ("1/0", np.nan),
        ("ATAN2(1,2)", np.arctan2(2.0, 1.0)),
        ("INT(-1.5)", -2.0),
        ("TRUNC(-1.5)", -1.0),
        ("1<>2", 1.0),
        ("1=2", 0.0),
        ("SUM(s!A1:C1)", 6.0),
        ("INDEX(s!A1:C1,1,2)", 2.0),
        ("INDEX(s!A1:C1,1,4)", np.nan),
        ("SUMPRODUCT(--(s!A1:C1<=2))", 2.0),
        ("OR(FALSE,1>0)", 1.0),
    ],
)
def test_the_reader_of_formulas_computes_as_a_spreadsheet(formula: str, value: float) -> None:
    cells = {Cell("s", 0, column).text: column + 1.0 for column in range(3)}
    np.testing.assert_allclose(Calculator(cells, 2)(formula), [value, value])


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_letters(column: int, name: str) -> None:
    assert letters(column) == name
    assert number_of(name) == column


def test_a_text_never_becomes_a_formula() -> None:
    texts = {"title": "=1+1", "question": "@SUM(A1)", "description": "-2+3"}
    book = replace(made("google-1gw"), scenario=orbitcalc.load({"extends": "google-1gw", **texts}))
    contents = parts(content(book))
    assert b"<f>" not in contents["xl/worksheets/sheet1.xml"]
    assert b"=1+1" in contents["xl/sharedStrings.xml"]
    assert not any(b"1+1" in text or b"<hyperlink" in text for name, text in contents.items() if "worksheets" in name)


def test_the_file_is_small_and_has_no_external_links() -> None:
    data = file_of("google-1gw")
    assert len(data) < 3_000_000
    assert not any("externalLink" in name for name in parts(data))
