"""The formulas of a workbook compute what the model does: by our own reader of formulas, and by LibreOffice."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import orbitcalc
from orbitcalc._typing import Array
from orbitcalc.errors import ModelError
from orbitcalc.graph import Choice, Parameter, Selection
from orbitcalc.tape.primitives import FUNCTIONS
from orbitcalc.tape.spreadsheet import content, notation, workbook
from orbitcalc.tape.spreadsheet.calculator import Calculator, number_of
from orbitcalc.tape.spreadsheet.notation import Cell, Text, letters
from orbitcalc.tape.spreadsheet.workbook import random_points
from orbitcalc.tape.tracing import first_difference
from tests.tape.workbooks import SOFFICE, computed_of, made, parts, recalculated

pytestmark = pytest.mark.slow

pytest.importorskip("xlsxwriter", reason="XlsxWriter is not installed: no workbook is written")

needs_libreoffice = pytest.mark.skipif(
    not SOFFICE, reason="LibreOffice (soffice) is not installed: no workbook is recalculated"
)

OTHERS = ("lcoc-2026", "mccalip", "reactor-cluster", "semianalysis-2026", "shapiro", "starlink-v3-compute")
"""Scenarios of other words: orbits, sources of power, payments, costs, campaigns, counts."""


def test_every_variable_after_random_changes_of_all_inputs() -> None:
    """Another seed than that with which the workbook was checked when it was made."""
    book = made("google-1gw")
    points = random_points(book.scenario, 40, seed=5)
    values = book.computed(points)
    elements = {step.variable.name: book.elements(values, step.variable.name) for step in book.plan.steps}
    assert len(elements) > 500
    assert first_difference(book.plan, points, elements, infinite=False) == ""


def assert_libreoffice_agrees(name: str, points: int, seed: int, folder: Path) -> None:
    """Every variable, each series and each word of a verdict, to a tenth of 1e-9."""
    book = made(name)
    samples = random_points(book.scenario, points, seed)
    values, words = recalculated(name, samples, folder)
    assert len(values) > 450
    assert first_difference(book.plan, samples, values, infinite=False) == ""
    assert words
    for verdict, column in words.items():
        assert column == [book.rows[verdict].words[int(index)] for index in values[verdict][0]]


@pytest.mark.long
@needs_libreoffice
def test_libreoffice_computes_the_same_after_200_changes(tmp_path: Path) -> None:
    assert_libreoffice_agrees("google-1gw", 200, 11, tmp_path)


@pytest.mark.long
@needs_libreoffice
@pytest.mark.parametrize("name", OTHERS)
def test_libreoffice_computes_the_same_with_other_words(name: str, tmp_path: Path) -> None:
    assert_libreoffice_agrees(name, 30, 13, tmp_path)


@pytest.mark.long
def test_every_shipped_scenario_has_a_workbook_that_agrees() -> None:
    for name in orbitcalc.scenarios():
        workbook(orbitcalc.load(name))


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


READ = (
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
)
"""Formulas, and what a spreadsheet makes of them where cells A1 to C1 of a sheet hold 1, 2 and 3."""

NEAR_ZERO = np.array([-0.7, -1e-3, -1.1e-5, -0.9e-5, -1e-9, 1e-12, 1e-6, 2e-5, 0.3, 0.999])

ABOVE_ZERO = ("sqrt", "log", "log2", "log10", "power")


def arguments_of(name: str) -> dict[str, Array]:
    """What a primitive is computed of, by the name of each argument."""
    points = np.abs(NEAR_ZERO) if name in ABOVE_ZERO else NEAR_ZERO
    columns = {"a": points, "b": points[::-1] + 0.5 * (name == "divide"), "c": points**2}
    if name == "where" or name.startswith("logical"):
        columns["a"] = points > 0.0
    return {item: columns[item] for item in list(columns)[: 3 if name == "where" else FUNCTIONS[name].nin]}


@pytest.mark.parametrize("name", sorted(notation.OPERATIONS))
def test_a_primitive_computes_what_numpy_does(name: str) -> None:
    calculator, columns = Calculator(len(NEAR_ZERO)), arguments_of(name)
    calculator.values |= {item: np.asarray(column, float) for item, column in columns.items()}
    formula = notation.applied(name, *map(Text, columns)).text
    expected = FUNCTIONS[name](*columns.values())
    np.testing.assert_allclose(calculator(formula), np.asarray(expected, float), rtol=1e-10)


@needs_libreoffice
def test_libreoffice_computes_primitives_as_numpy_does_and_formulas_as_our_reader_does(tmp_path: Path) -> None:
    formulas, values = [formula for formula, _ in READ], [value for _, value in READ]
    for name in sorted(notation.OPERATIONS):
        columns = arguments_of(name)
        for row in zip(*columns.values(), strict=True):
            formulas.append(notation.applied(name, *(notation.constant(float(item)) for item in row)).text)
        values += np.asarray(FUNCTIONS[name](*columns.values()), float).tolist()
    np.testing.assert_allclose(computed_of(formulas, [1.0, 2.0, 3.0], tmp_path), values, rtol=1e-9, atol=1e-15)


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
    "floor": "(-INT(-({0})))",
}
"""Primitives planted wrong."""


@pytest.mark.parametrize("name", ["where"])
def test_a_wrong_primitive_is_refused_with_the_variable_s_name(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(notation._CALLS, name, WRONG[name])
    with pytest.raises(ModelError, match="the spreadsheet does not compute '"):
        workbook(orbitcalc.load("google-1gw"), 3)


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(set(WRONG) - {"where"}))
def test_every_wrong_primitive_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    test_a_wrong_primitive_is_refused_with_the_variable_s_name(name, monkeypatch)


@pytest.mark.parametrize(("formula", "value"), READ)
def test_the_reader_of_formulas_computes_as_a_spreadsheet(formula: str, value: float) -> None:
    calculator = Calculator(2)
    calculator.values |= {Cell("s", 0, column).text: np.full(2, column + 1.0) for column in range(3)}
    np.testing.assert_allclose(calculator(formula), [value, value])


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_letters(column: int, name: str) -> None:
    assert letters(column) == name
    assert number_of(name) == column


@pytest.fixture(scope="module")
def hostile() -> bytes:
    """The file of a scenario whose texts look like formulas."""
    texts = {"title": "=98765+1", "question": "@SUM(A1)", "description": "-2+3"}
    return content(replace(made("google-1gw"), scenario=orbitcalc.load({"extends": "google-1gw", **texts})))


def test_a_text_never_becomes_a_formula(hostile: bytes) -> None:
    contents = parts(hostile)
    assert b"<f>" not in contents["xl/worksheets/sheet1.xml"]
    assert b"=98765+1" in contents["xl/sharedStrings.xml"]
    assert not any(
        b"98765+1" in text or b"<hyperlink" in text for name, text in contents.items() if "worksheets" in name
    )


def test_the_file_is_small_and_has_no_external_links(hostile: bytes) -> None:
    assert len(hostile) < 3_000_000
    assert not any("externalLink" in name for name in parts(hostile))
