"""Workbooks of scenarios, made once; their parts; and what LibreOffice computes from one."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache, partial
from io import BytesIO
from itertools import chain
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np

import orbitcalc
from orbitcalc._typing import Array
from orbitcalc.tape.spreadsheet import content, workbook
from orbitcalc.tape.spreadsheet.file import require
from orbitcalc.tape.spreadsheet.notation import HUGE, Cell
from orbitcalc.tape.spreadsheet.workbook import Row, Workbook

SOFFICE = shutil.which("soffice")

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""LibreOffice computes a file again when it opens it."""

TOGETHER = 20
"""Workbooks that one run of LibreOffice computes."""

_CELL = re.compile(rb'(<c r="([A-Z]+\d+)"[^>]*>(?:<f[^>]*>[^<]*</f>)?)<v>([^<]*)</v>')
"""A cell with a value: what stands before it, its place, and the value."""


@cache
def made(name: str) -> Workbook:
    """The workbook of a shipped scenario."""
    return workbook(orbitcalc.load(name))


@cache
def file_of(name: str) -> bytes:
    """Its file."""
    return content(made(name))


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a file by name."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(contents: Mapping[str, bytes]) -> bytes:
    """A file of parts."""
    result = BytesIO()
    with ZipFile(result, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in contents.items():
            archive.writestr(name, part)
    return result.getvalue()


def part_of(book: Workbook, sheet: str) -> str:
    """The part of a file that holds a sheet of variables or of series; the first is that about it."""
    return f"xl/worksheets/sheet{[*book.groups, *book.axes].index(sheet) + 2}.xml"


def with_numbers(book: Workbook, contents: Mapping[str, bytes], numbers: Mapping[str, float]) -> dict[str, bytes]:
    """The parts of a file with other inputs, in SI, in which every formula shows 0 until it is computed."""
    inputs = {
        (part_of(book, row.cell.sheet), row.cell.place): repr(float(numbers[name]) / row.scale)
        for name, row in book.rows.items()
        if row.number is not None and np.isfinite(row.number) and row.cell not in book.formulas
    }

    def written(part: str, cell: re.Match[bytes]) -> bytes:
        number = "0" if b"<f>" in cell[1] else inputs.get((part, cell[2].decode()))
        return cell[0] if number is None else cell[1] + f"<v>{number}</v>".encode()

    return {
        name: _CELL.sub(partial(written, name), part) if name.startswith("xl/worksheets/sheet") else part
        for name, part in contents.items()
    }


def recalculated(name: str, points: Mapping[str, Array], folder: Path) -> tuple[dict[str, Array], dict[str, list[str]]]:
    """Every variable of a scenario's workbook as LibreOffice computes it: in SI, and the words of verdicts."""
    book, contents = made(name), parts(file_of(name))
    count = len(next(iter(points.values())))
    for place in range(count):
        numbers = {item: float(values[place]) for item, values in points.items()}
        (folder / f"{place}.xlsx").write_bytes(packed(with_numbers(book, contents, numbers)))
    for start in range(0, count, TOGETHER):
        _convert(folder, [folder / f"{place}.xlsx" for place in range(start, min(start + TOGETHER, count))])
    sheets = [_Sheets(book, folder / "out" / f"{place}.xlsx") for place in range(count)]
    rows = {step.variable.name: book.rows[step.variable.name] for step in book.plan.steps}
    values = {
        item: np.array([[sheet.number(cell) * row.scale for sheet in sheets] for cell in _cells(book, item, row)])
        for item, row in rows.items()
    }
    return values, {item: [sheet.text(row.cell) for sheet in sheets] for item, row in rows.items() if row.words}


def computed_of(formulas: list[str], cells: list[float], folder: Path) -> list[float]:
    """What LibreOffice computes of formulas, which may read the first cells of a sheet `s`; an error is nan."""
    with require().Workbook(folder / "formulas.xlsx") as book:
        first, other = book.add_worksheet(), book.add_worksheet("s")
        other.write_row(0, 0, cells)
        for row, formula in enumerate(formulas):
            first.write_formula(row, 0, f"=IF(ISERROR({formula}),NA(),({formula})+0)")
    _convert(folder, [folder / "formulas.xlsx"])
    content = parts((folder / "out" / "formulas.xlsx").read_bytes())["xl/worksheets/sheet1.xml"]
    values = {cell[2].decode(): cell[3].decode() for cell in _CELL.finditer(content)}
    return [_number(values[f"A{row + 1}"]) for row in range(len(formulas))]


def _number(text: str) -> float:
    """A computed number; nan for an error."""
    return np.nan if text.startswith("#") else float(text)


def _cells(book: Workbook, name: str, row: Row) -> list[Cell]:
    """The cells in which a variable is shown; of a verdict that of its number."""
    return list(chain(*book.shown[name])) if name in book.shown else [row.si if row.words else row.cell]


def _convert(folder: Path, paths: list[Path]) -> None:
    assert SOFFICE
    profile = folder / "profile"
    if not profile.exists():
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    command = [SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", str(folder / "out"), *map(str, paths)],
        check=True,
        capture_output=True,
        timeout=120 + 30 * len(paths),
        env={"HOME": str(folder)},
    )


class _Sheets:
    """The cells of one computed workbook."""

    def __init__(self, book: Workbook, path: Path) -> None:
        self.book, self.contents = book, parts(path.read_bytes())
        self.cells: dict[str, dict[str, str]] = {}

    def text(self, cell: Cell) -> str:
        """A computed value or word, an error as it is written."""
        part = part_of(self.book, cell.sheet)
        if part not in self.cells:
            self.cells[part] = {item[2].decode(): item[3].decode() for item in _CELL.finditer(self.contents[part])}
        return self.cells[part][cell.place]

    def number(self, cell: Cell) -> float:
        """An error is nan, and `HUGE` stands for infinity."""
        try:
            value = float(self.text(cell))
        except ValueError:
            return np.nan
        return value if abs(value) < 0.99 * HUGE else np.copysign(np.inf, value)
