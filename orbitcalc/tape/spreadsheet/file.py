"""A workbook as the bytes of an .xlsx file, by XlsxWriter.

Every text is written as a text: none becomes a formula or a link, whatever it begins with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from io import BytesIO
from typing import Any

import numpy as np

from orbitcalc import catalog
from orbitcalc.errors import MissingExtraError
from orbitcalc.graph import Choice, Parameter, Selection
from orbitcalc.scenario.setting import Setting
from orbitcalc.scenario.spreadsheet import ORIGINAL, original_rows
from orbitcalc.tape.spreadsheet.notation import Cell
from orbitcalc.tape.spreadsheet.workbook import WORKINGS, Row, Workbook

HEADS = {"name": 34, "value": 16, "unit": 16, "meaning": 70, "low": 12, "high": 12, "from": 30, "in SI": 16}
"""The columns of a sheet of variables with their widths in letters; low and high are the 5 and 95 % points."""

SERIES_HEADS = {"name": 34, "unit": 12, "meaning": 50}

ABOUT = "about"

REMARKS = (
    "Values on a coloured ground are inputs: change them, and every formula follows. What is saved reads back as a "
    "scenario: 'orbitcalc check FILE' and 'orbitcalc run FILE'.",
    "The formulas hold for the words of the choices as they stand. A changed word has effect when the file is read "
    "back; 'orbitcalc export' then writes its formulas.",
    "An error such as #N/A stands for a value that does not exist, such as the date of something that never comes.",
)
"""What the first sheet says."""

NONE = "#N/A"
"""What a cell shows that has no value."""

STYLES: Mapping[str, Mapping[str, Any]] = {
    "head": {"bold": True, "bottom": 1},
    "input": {"bg_color": "#FFF2CC"},
    "word": {"bg_color": "#DDEBF7"},
    "quiet": {"font_color": "#808080"},
    "title": {"bold": True, "font_size": 14},
}


def require() -> Any:
    """XlsxWriter.

    Raises
    ------
    MissingExtraError
        If it is not installed.
    """
    try:
        return import_module("xlsxwriter")
    except ImportError as error:
        raise MissingExtraError("XlsxWriter", "excel") from error


def content(book: Workbook) -> bytes:
    """The file of a workbook; until they are computed again its formulas show the values of its scenario.

    Raises
    ------
    MissingExtraError
        If XlsxWriter is not installed.
    """
    writer = require()
    buffer = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with writer.Workbook(buffer, {"in_memory": True, **plain}) as file:
        _File(file, book).write()
    return buffer.getvalue()


class _File:
    """Writes the sheets of one file."""

    def __init__(self, file: Any, book: Workbook) -> None:
        self.file, self.book = file, book
        self.styles = {name: file.add_format(dict(style)) for name, style in STYLES.items()}
        self.about = file.add_worksheet(ABOUT)
        self.beside = {row.si for row in book.rows.values() if row.si != row.cell}
        self.sheets = {name: file.add_worksheet(name) for name in (*book.groups, *book.axes, WORKINGS)}
        self._head(book.groups, HEADS)
        self._head(book.axes, SERIES_HEADS)

    def write(self) -> None:
        """All sheets."""
        for place, text in enumerate((self.book.scenario.title, self.book.scenario.question, "", *REMARKS)):
            self.about.write_string(place, 0, text, self.styles["title"] if place == 0 else None)
        self.about.set_column(0, 0, 120)
        for name, row in self.book.rows.items():
            self._row(name, row)
        for cell, text in self.book.formulas.items():
            self._formula(cell, text)
        for name, rows in self.book.shown.items():
            self._series(name, rows)
        self._original()
        self.sheets[WORKINGS].hide()

    def _head(self, sheets: Iterable[str], heads: Mapping[str, int]) -> None:
        """The first row of sheets, with the widths of its columns."""
        for sheet in map(self.sheets.__getitem__, sheets):
            for column, (head, width) in enumerate(heads.items()):
                sheet.set_column(column, column, width)
                sheet.write_string(0, column, head, self.styles["head"])
            sheet.freeze_panes(1, 1)

    def _row(self, name: str, row: Row) -> None:
        """All cells of a variable but its formula, and its name."""
        sheet, line = self.sheets[row.cell.sheet], row.cell.row
        for column, text in ((0, name), (2, row.unit), (3, row.variable.meaning)):
            sheet.write_string(line, column, text)
        if row.setting is not None:
            self._given(name, row, row.setting)
        if row.words:
            words = ",".join(f'"{word}"' for word in row.words)
            index = self.book.values[row.si.text]
            word = row.words[int(index)] if np.isfinite(index) else NONE
            sheet.write_formula(line, row.cell.column, f"=CHOOSE({row.si.text}+1,{words})", None, word)
        if name in self.book.series:
            sheet.write_string(line, row.cell.column, f"sheet {self.book.shown[name][0][0].sheet}")
        elif not isinstance(row.variable, Choice | Selection):
            letter = row.si.place.rstrip("0123456789")
            self.file.define_name(name, f"={row.si.sheet}!${letter}${row.si.row + 1}")

    def _given(self, name: str, row: Row, setting: Setting) -> None:
        sheet, place = self.sheets[row.cell.sheet], (row.cell.row, row.cell.column)
        sheet.write_string(row.cell.row, 6, setting.origin)
        if row.number is None:
            sheet.write_string(*place, str(setting.value), self.styles["word"])
            if isinstance(row.variable, Choice):
                sheet.data_validation(*place, *place, {"validate": "list", "source": list(row.variable.words)})
        elif np.isnan(row.number):
            sheet.write_formula(*place, "=NA()", self.styles["input"], NONE)
        elif row.cell not in self.book.formulas:
            sheet.write_number(*place, row.number, self.styles["input"])
        ends = self.book.scenario.range_of(name) if isinstance(row.variable, Parameter) else None
        for column, end in enumerate(ends or (), start=4):
            sheet.write_number(row.cell.row, column, end / row.scale)
        comment = _comment(setting)
        if comment:
            sheet.write_comment(*place, comment, {"x_scale": 2})

    def _formula(self, cell: Cell, text: str) -> None:
        value = self.book.values[cell.text]
        style = self.styles["quiet"] if cell in self.beside else None
        self.sheets[cell.sheet].write_formula(
            cell.row, cell.column, f"={text}", style, value if np.isfinite(value) else NONE
        )

    def _series(self, name: str, rows: Sequence[Sequence[Cell]]) -> None:
        """Name, unit and meaning of a series, and the numbers of its elements."""
        row = self.book.rows[name]
        for place, cells in enumerate(rows, start=1):
            sheet, line = self.sheets[cells[0].sheet], cells[0].row
            for column, text in enumerate(
                (f"{name} {place}" if len(rows) > 1 else name, row.unit, row.variable.meaning)
            ):
                sheet.write_string(line, column, text)
            for number, cell in enumerate(cells, start=1):
                sheet.write_number(0, cell.column, number, self.styles["head"])

    def _original(self) -> None:
        """The scenario itself, for reading back."""
        sheet = self.file.add_worksheet(ORIGINAL)
        for line, texts in enumerate(original_rows(self.book.scenario)):
            for column, text in enumerate(texts):
                sheet.write_string(line, column, text)
        sheet.hide()


def _comment(setting: Setting) -> str:
    """The source of a value, as far as it is known."""
    known = catalog.sources()
    titles = [str(known.get(key, {}).get("title", key)) for key in setting.source]
    parts = ("; ".join(titles), setting.locator, setting.as_of, setting.note, setting.missing)
    return "\n".join(part for part in parts if part)[:2000]
