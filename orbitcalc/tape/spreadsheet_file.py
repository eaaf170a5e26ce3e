"""A workbook as the bytes of an .xlsx file, by XlsxWriter.

Every text is written as a text: none becomes a formula or a link, whatever it begins with.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from io import BytesIO
from typing import Any

import numpy as np

from orbitcalc import catalog
from orbitcalc.errors import MissingExtraError
from orbitcalc.graph import Choice, Parameter, Selection
from orbitcalc.scenario.setting import Setting
from orbitcalc.scenario.spreadsheet import ORIGINAL, original_rows
from orbitcalc.tape.spreadsheet_layout import FIRST, SI, WORKINGS, Row, Workbook
from orbitcalc.tape.spreadsheet_notation import Cell

HEADS = ("name", "value", "unit", "meaning", "low", "high", "from", "in SI")
"""The columns of a sheet of variables; low and high are the 5 and 95 % points of what is believed."""

WIDTHS = (34, 16, 16, 70, 12, 12, 30, 16)
"""Their widths in letters."""

ABOUT = (
    "Values on a coloured ground are inputs: change them, and every formula follows. What is saved reads back as a "
    "scenario: 'orbitcalc check FILE' and 'orbitcalc run FILE'.",
    "The formulas hold for the words of the choices as they stand. A changed word has effect when the file is read "
    "back; 'orbitcalc export' then writes its formulas.",
    "An error such as #N/A stands for a value that does not exist, such as the date of something that never comes.",
)
"""What the first sheet says."""

STYLES: Mapping[str, Mapping[str, Any]] = {
    "head": {"bold": True, "bottom": 1},
    "input": {"bg_color": "#FFF2CC", "num_format": "General"},
    "word": {"bg_color": "#DDEBF7"},
    "number": {"num_format": "General"},
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


def content(book: Workbook, numbers: Mapping[str, float] | None = None) -> bytes:
    """The file of a workbook; `numbers` are other values of inputs in SI than those of its scenario; what
    the cells of formulas show until they are computed again is that of the scenario.

    Raises
    ------
    MissingExtraError
        If XlsxWriter is not installed.
    """
    writer = require()
    buffer = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with writer.Workbook(buffer, {"in_memory": True, **plain}) as file:
        _File(file, book, dict(numbers or {})).write()
    return buffer.getvalue()


class _File:
    """Writes the sheets of one file."""

    def __init__(self, file: Any, book: Workbook, numbers: Mapping[str, float]) -> None:
        self.file, self.book, self.numbers = file, book, numbers
        self.styles = {name: file.add_format(dict(style)) for name, style in STYLES.items()}
        self.about = file.add_worksheet("about")
        self.sheets = {name: file.add_worksheet(name) for name in self._names()}
        self.values = book.values

    def _names(self) -> list[str]:
        groups = dict.fromkeys(row.cell.sheet for row in self.book.rows.values())
        return [*groups, *(name for name in self.book.height if name not in groups and name != WORKINGS), WORKINGS]

    def write(self) -> None:
        self._about()
        for name, row in self.book.rows.items():
            self._row(name, row)
        for cell, text in self.book.formulas.items():
            self._formula(cell, text)
        self._heads()
        self._series()
        for name, row in self.book.rows.items():
            if row.words:
                self._verdict(row)
            if not isinstance(row.variable, Choice | Selection) and name not in self.book.series:
                self.file.define_name(name, f"={row.si.sheet}!{_fixed(row.si)}")
        self._original()
        self.sheets[WORKINGS].hide()

    def _about(self) -> None:
        scenario = self.book.scenario
        self.about.set_column(0, 0, 120)
        self.about.write_string(0, 0, scenario.title, self.styles["title"])
        for place, text in enumerate((scenario.question, "", *ABOUT)):
            self.about.write_string(1 + place, 0, text)

    def _heads(self) -> None:
        for sheet in dict.fromkeys(row.cell.sheet for row in self.book.rows.values()):
            for column, (head, width) in enumerate(zip(HEADS, WIDTHS, strict=True)):
                self.sheets[sheet].set_column(column, column, width)
                self.sheets[sheet].write_string(0, column, head, self.styles["head"])
            self.sheets[sheet].freeze_panes(1, 1)

    def _row(self, name: str, row: Row) -> None:
        """All cells of a variable but its formula."""
        sheet, line = self.sheets[row.cell.sheet], row.cell.row
        sheet.write_string(line, 0, name)
        sheet.write_string(line, 2, row.unit)
        sheet.write_string(line, 3, row.variable.meaning)
        if row.setting is not None:
            self._given(name, row, row.setting)
        elif row.variable.name in self.book.series:
            self._formula(row.cell, f'"sheet {row.variable.axis}"' if hasattr(row.variable, "axis") else "")

    def _given(self, name: str, row: Row, setting: Setting) -> None:
        sheet, line, column = self.sheets[row.cell.sheet], row.cell.row, row.cell.column
        sheet.write_string(line, 6, setting.origin)
        if row.number is None:
            sheet.write_string(line, column, str(setting.value), self.styles["word"])
            if isinstance(row.variable, Choice):
                sheet.data_validation(
                    line, column, line, column, {"validate": "list", "source": list(row.variable.words)}
                )
        elif np.isnan(row.number):
            self._formula(row.cell, "NA()")
        elif row.cell not in self.book.formulas:
            number = self.numbers[name] / row.scale if name in self.numbers else row.number
            sheet.write_number(line, column, number, self.styles["input"])
        ends = self.book.scenario.range_of(name) if isinstance(row.variable, Parameter) else None
        for place, end in enumerate(ends or ()):
            sheet.write_number(line, 4 + place, end / row.scale)
        comment = _comment(setting)
        if comment:
            sheet.write_comment(line, column, comment, {"x_scale": 2})

    def _formula(self, cell: Cell, text: str) -> None:
        value = self.values.get(cell.text, 0.0)
        style = self.styles["quiet"] if cell.column == SI and cell.sheet != WORKINGS else self.styles["number"]
        shown = float(value) if np.isfinite(value) else "#N/A"
        self.sheets[cell.sheet].write_formula(cell.row, cell.column, f"={text}", style, shown)

    def _verdict(self, row: Row) -> None:
        """The word that a number stands for."""
        words = ",".join(f'"{word}"' for word in row.words)
        index = self.values[row.si.text]
        word = row.words[int(index)] if np.isfinite(index) else "#N/A"
        sheet = self.sheets[row.cell.sheet]
        sheet.write_formula(row.cell.row, row.cell.column, f"=CHOOSE({row.si.text}+1,{words})", None, word)

    def _series(self) -> None:
        """Names, units and heads of the sheets of series."""
        for name, rows in self.book.series.items():
            variable = self.book.rows[name].variable
            axis = str(getattr(variable, "axis", ""))
            sheet = self.sheets[axis]
            for place, cells in enumerate(rows):
                line = self._shown_line(name, place)
                sheet.write_string(line, 0, name if len(rows) == 1 else f"{name} {place + 1}")
                sheet.write_string(line, 1, self.book.rows[name].unit)
                sheet.write_string(line, 2, variable.meaning)
                for column in range(FIRST, FIRST + len(cells)):
                    sheet.write_number(0, column, column - FIRST + 1, self.styles["head"])
            for column, (head, width) in enumerate((("name", 34), ("unit", 12), ("meaning", 50))):
                sheet.set_column(column, column, width)
                sheet.write_string(0, column, head, self.styles["head"])
            sheet.freeze_panes(1, 1)

    def _shown_line(self, name: str, place: int) -> int:
        return self.book.shown[name][place][0].row

    def _original(self) -> None:
        """The scenario itself, for reading back."""
        sheet = self.file.add_worksheet(ORIGINAL)
        for line, (mark, text) in enumerate(original_rows(self.book.scenario)):
            sheet.write_string(line, 0, mark)
            sheet.write_string(line, 1, text)
        sheet.hide()


def _fixed(cell: Cell) -> str:
    """The place of a cell that a name keeps."""
    letters = cell.place.rstrip("0123456789")
    return f"${letters}${cell.row + 1}"


def _comment(setting: Setting) -> str:
    """The source of a value, as far as it is known."""
    known = catalog.sources()
    titles = [str(known.get(key, {}).get("title", key)) for key in setting.source]
    parts = ("; ".join(titles), setting.locator, setting.as_of, setting.note, setting.missing)
    return "\n".join(part for part in parts if part)[:2000]
