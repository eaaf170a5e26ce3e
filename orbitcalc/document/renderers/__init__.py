"""Documents as text: JSON and CSV here, every other format in a module of its own.

A module of this package with a tuple `FORMATS` is found by its presence: every command offers its formats.
"""

from __future__ import annotations

import csv
import io
import json
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

from orbitcalc.document import Document, Table
from orbitcalc.errors import ScenarioError
from orbitcalc.printable import UNSAFE, inert, visible_lines


@dataclass(frozen=True)
class Medium:
    """Where a document goes: columns to fill, colours or none, and what made it.

    `made` gives the versions by package, the `command` as a list and the `platform`; `date` is the time of day.
    """

    width: int = 100
    colour: bool = False
    made: Callable[[], Mapping[str, Any]] = dict
    date: str = ""


@dataclass(frozen=True)
class Format:
    """A way to draw a document.

    `beside` are files to write beside it, by what is added to its name; `shows_notes` is whether the
    drawing holds the notes of the document.
    """

    name: str
    draw: Callable[[Document, Medium], str]
    beside: Mapping[str, Callable[[Document, Medium], str]] = field(default_factory=dict)
    shows_notes: bool = True


@cache
def formats() -> Mapping[str, Format]:
    """Every format by its name, that of the terminal first."""
    modules = [import_module(f"{__name__}.{item.name}") for item in pkgutil.iter_modules(__path__)]
    listed = [*DATA, *(item for module in modules for item in getattr(module, "FORMATS", ()))]
    return {item.name: item for item in sorted(listed, key=lambda item: (item.name != "table", item.name))}


def format_of(name: str, own: Mapping[str, Callable[[], str]]) -> Format:
    """The format of a name: one of a document's own texts, or a format for all documents.

    Raises
    ------
    ScenarioError
        If there is none of this name.
    """
    if name in own:
        return Format(name, lambda document, medium: visible_lines(own[name]()), shows_notes=False)
    if name not in formats():
        raise ScenarioError(f"this output has no format '{name}'", "--format", f"take {', '.join(formats())}")
    return formats()[name]


def render(document: Document, name: str, medium: Medium | None = None) -> str:
    """A document in the format of this name.

    Raises
    ------
    ScenarioError
        If the document cannot be drawn in it.
    """
    return format_of(name, document.texts).draw(document, medium or Medium())


def as_json(document: Document, medium: Medium) -> str:
    """The data as JSON, without the tokens NaN and Infinity, with what made it."""
    data = document.data() if document.data else _about(document) | {"rows": _rows(document).records()}
    if document.kind:
        data = {**data, "provenance": dict(medium.made())}
    text = json.dumps(data, allow_nan=False, indent=2, ensure_ascii=False)
    escaped = (UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", line) for line in text.split("\n"))
    return "\n".join(escaped) + "\n"


def as_csv(document: Document, medium: Medium) -> str:
    """The rows as comma-separated values with one header row."""
    return csv_text(_rows(document))


def column_meanings(document: Document, medium: Medium) -> str:
    """What the columns of the CSV mean, as JSON, with what made it."""
    about = {"columns": dict(_rows(document).meanings), "provenance": dict(medium.made())}
    return json.dumps(_about(document) | about, indent=2) + "\n"


def _about(document: Document) -> dict[str, Any]:
    return {"format": f"orbitcalc.{document.kind}/1"}


def _rows(document: Document) -> Table:
    if document.rows is None:
        raise ScenarioError("this output is not one table", "--format", "take json")
    return document.rows()


def csv_text(table: Table) -> str:
    """A table as comma-separated values: no text is a formula, and what drives a terminal is an escape."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([inert(cell(value)) for value in row] for row in (table.columns, *table.rows))
    return out.getvalue()


def cell(value: Any) -> str:
    """A value as a table holds it: every digit of a number, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return " ".join(cell(item) for item in value)
    return repr(value) if isinstance(value, float) else str(value)


DATA = (
    Format("json", as_json, shows_notes=False),
    Format("csv", as_csv, beside={".meta.json": column_meanings}, shows_notes=False),
)
