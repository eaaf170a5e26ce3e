"""The cells of a workbook: a ZIP archive of XML, untrusted.

Both are read within limits, without document types, entities and links; formulas are never read, only whether a cell
has one.
"""

from __future__ import annotations

import re
import stat
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from orbitcalc.errors import ScenarioError

MOST_FILE_BYTES, MOST_BYTES = 10_000_000, 20_000_000
"""Largest workbook that is read, and most bytes of all parts that are read when inflated [byte]."""

MOST_PARTS, MOST_ELEMENTS, MOST_ROWS = 1_000, 1_000_000, 100_000
"""Most parts of an archive, most elements of XML in those that are read, and most rows of a sheet."""

COLUMNS = 3
"""Columns that are read: name, value, unit."""

LONGEST_CELL = 32_000
"""Letters of a cell at most; a spreadsheet takes 32,767."""

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True)
class Content:
    """What a cell holds: a number, a text, or None; and whether a formula computes it."""

    value: float | str | None
    computed: bool = False


Sheet = Mapping[tuple[int, int], Content]
"""Cells by row and column, from 1."""


def read_sheets(path: Path, wanted: Iterable[str]) -> dict[str, dict[tuple[int, int], Content]]:
    """The first columns of the wanted sheets of a workbook.

    Raises
    ------
    ScenarioError
        If it cannot be read, is no workbook, or goes beyond a limit.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ScenarioError(f"{path} is not a regular file", hint="name a workbook")
        if status.st_size > MOST_FILE_BYTES:
            raise ScenarioError(f"the workbook has more than {MOST_FILE_BYTES / 1e6:g} MB", str(path))
        with ZipFile(path) as archive:
            return _Archive(path, archive).sheets(set(wanted))
    except ScenarioError:  # which is a ValueError
        raise
    except OSError as error:
        raise ScenarioError(f"cannot read {path}: {error.strerror or error}") from error
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, ValueError) as error:
        raise ScenarioError("the file is not a workbook", str(path), "save it as .xlsx, without a password") from error
    except expat.ExpatError as error:
        raise ScenarioError(f"the workbook is damaged: {error}", str(path)) from error


class _Archive:
    """The parts of a workbook, read within limits."""

    def __init__(self, path: Path, archive: ZipFile) -> None:
        self.path, self.archive = path, archive
        self.left, self.elements = MOST_BYTES, 0
        if len(archive.namelist()) > MOST_PARTS:
            raise ScenarioError(f"the workbook has more than {MOST_PARTS:,} parts", str(path))

    def sheets(self, wanted: set[str]) -> dict[str, dict[tuple[int, int], Content]]:
        targets: dict[str, str] = {}
        listed: dict[str, str] = {}
        self.parse("xl/_rels/workbook.xml.rels", lambda tag, own: _note_target(targets, tag, own))
        self.parse("xl/workbook.xml", lambda tag, own: _note_sheet(listed, tag, own))
        texts = _Texts()
        if "xl/sharedStrings.xml" in self.archive.namelist():
            self.parse("xl/sharedStrings.xml", texts.start, texts.data, texts.end)
        return {name: self.sheet(targets[key], texts.texts) for name, key in listed.items() if name in wanted}

    def sheet(self, target: str, texts: list[str]) -> dict[tuple[int, int], Content]:
        reader = _Cells(texts)
        self.parse(target, reader.start, reader.data, reader.end)
        return reader.cells

    def count(self) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise ScenarioError(f"the workbook has more than {MOST_ELEMENTS:,} cells and texts", str(self.path))

    def parse(
        self,
        part: str,
        start: Callable[[str, Mapping[str, str]], None],
        data: Callable[[str], None] | None = None,
        end: Callable[[str], None] | None = None,
    ) -> None:
        """Hand over the elements of a part; document types, and so entities, are refused."""
        if self.archive.getinfo(part).compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise ValueError("only these are inflated in bounded memory")
        with self.archive.open(part) as file:
            content = file.read(self.left + 1)
        self.left -= len(content)
        if self.left < 0:
            raise ScenarioError(f"the workbook has more than {MOST_BYTES / 1e6:g} MB when inflated", str(self.path))
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self.refuse
        parser.EntityDeclHandler = self.refuse
        parser.buffer_text = True

        def begin(tag: str, own: Mapping[str, str]) -> None:
            self.count()
            start(_bare(tag), own)

        parser.StartElementHandler = begin
        if data and end:
            parser.CharacterDataHandler = data
            parser.EndElementHandler = lambda tag: end(_bare(tag))
        parser.Parse(content, True)

    def refuse(self, *_: Any) -> None:
        raise ScenarioError("the workbook declares a document type, which no spreadsheet needs", str(self.path))


def _bare(tag: str) -> str:
    """A tag or attribute without its namespace."""
    return tag.rpartition(" ")[2]


def _note_target(targets: dict[str, str], tag: str, own: Mapping[str, str]) -> None:
    """The part of a relation; one that leads out of the file is no part of it."""
    if tag == "Relationship" and own.get("TargetMode") != "External":
        target = own.get("Target", "")
        targets[own.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"


def _note_sheet(listed: dict[str, str], tag: str, own: Mapping[str, str]) -> None:
    if tag == "sheet":
        listed[own.get("name", "")] = next((value for name, value in own.items() if _bare(name) == "id"), "")


class _Texts:
    """The shared texts of a workbook, in order; the readings of Asian characters are left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.inside, self.reading = False, False

    def start(self, tag: str, own: Mapping[str, str]) -> None:
        if tag == "si":
            self.texts.append("")
        self.reading = self.reading or tag == "rPh"
        self.inside = tag == "t" and not self.reading

    def data(self, text: str) -> None:
        if self.inside and self.texts and len(self.texts[-1]) <= LONGEST_CELL:
            self.texts[-1] += text

    def end(self, tag: str) -> None:
        self.inside = False
        self.reading = self.reading and tag != "rPh"


class _Cells:
    """The cells of a sheet in its first columns."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        self.cells: dict[tuple[int, int], Content] = {}
        self.at: tuple[int, int] | None = None
        self.kind, self.tag, self.text, self.computed = "", "", "", False

    def start(self, tag: str, own: Mapping[str, str]) -> None:
        self.tag = tag
        if tag == "c":
            match = _PLACE.fullmatch(own.get("r", ""))
            near = match is not None and len(match[1]) == 1 and ord(match[1]) - ord("A") < COLUMNS
            self.at = (int(match[2]), ord(match[1]) - ord("A") + 1) if match and near else None
            if self.at and self.at[0] > MOST_ROWS:
                raise ValueError("more rows than a workbook of ours can have")
            self.kind, self.text, self.computed = own.get("t", "n"), "", False
        elif tag == "f":
            self.computed = True

    def data(self, text: str) -> None:
        if self.at and self.tag in ("v", "t") and len(self.text) <= LONGEST_CELL:
            self.text += text

    def end(self, tag: str) -> None:
        self.tag = ""
        if tag == "c" and self.at:
            self.cells[self.at] = Content(self._value(), self.computed)
            self.at = None

    def _value(self) -> float | str | None:
        if self.kind == "s":
            place = int(self.text)
            return self.texts[place] if 0 <= place < len(self.texts) else None
        if self.kind in ("str", "inlineStr", "e", "d"):
            return self.text or None
        if self.kind == "b":
            return "TRUE" if self.text.strip() == "1" else "FALSE"
        return float(self.text) if self.text.strip() else None
