"""The content of a view, independent of its format: headings, sentences, facts, tables, charts.

A view turns the value of an analysis into a `Document`; a renderer draws a document in one format. Neither
knows the other: a new view is there in every format, and a new format has every view.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias, TypeVar

from orbitcalc.charts.chart import Chart
from orbitcalc.printable import clean

NO_BREAK = "\u00a0"
"""Separates a number and its unit until the line is broken."""

T = TypeVar("T")


def together(text: str) -> str:
    """A text that is not broken between lines."""
    return text.replace(" ", NO_BREAK)


@dataclass(frozen=True)
class Heading:
    """A line above others: level 1 is a title, 2 opens a part, 3 leads the lines that follow."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """One or more sentences."""

    text: str


@dataclass(frozen=True)
class Note:
    """A remark on the preceding block."""

    text: str


@dataclass(frozen=True)
class Verdict:
    """A sentence with a favourable or unfavourable verdict."""

    text: str
    good: bool


@dataclass(frozen=True)
class Facts:
    """Labels, each with a text."""

    items: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Bullets:
    """Sentences of equal rank."""

    items: Sequence[str]


@dataclass(frozen=True)
class Commands:
    """Shell commands to try; `lead` says what for."""

    lines: Sequence[str]
    lead: str = ""


@dataclass(frozen=True)
class Tree:
    """A head with a text, and branches of the same kind below it."""

    head: str
    text: str = ""
    branches: Sequence[Tree] = ()


@dataclass(frozen=True)
class Reference:
    """A source: its key, what it is, its address, and what it is used for."""

    key: str
    text: str
    address: str
    uses: str


@dataclass(frozen=True)
class References:
    """Sources in full."""

    items: Sequence[Reference]


@dataclass(frozen=True)
class Table:
    """Rows under named columns.

    `prose` is the column of sentences, `right` those set flush right, `meanings` says what the columns
    are. A table for people may offer the same figures with every digit (`exact`) as a file of that name.
    """

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]
    prose: str = ""
    right: frozenset[str] = frozenset()
    meanings: Mapping[str, str] = field(default_factory=dict)
    caption: str = ""
    exact: Table | None = None
    file: str = ""
    folded: bool = False

    def records(self) -> list[dict[str, Any]]:
        """The rows as mappings."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Files:
    """Files beside a page: what each is called, and its path from the page."""

    items: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Section:
    """Blocks under a title of their own. `key` is its anchor in a page."""

    title: str
    blocks: Sequence[Block]
    key: str = ""


Block: TypeAlias = (
    Heading
    | Paragraph
    | Note
    | Verdict
    | Facts
    | Bullets
    | Commands
    | Tree
    | References
    | Chart
    | Table
    | Files
    | Section
)


@dataclass(frozen=True, kw_only=True)
class Document:
    """A view of a value, ready to be drawn in any format.

    Parameters
    ----------
    kind : str
        The name of its data: the format `orbitcalc.<kind>/1`; empty where the data have a format of their own.
    title : str
        What it is about, for a page.
    blocks : callable
        What people see, made when it is drawn.
    data : callable, optional
        What JSON holds; the rows by default.
    rows : callable, optional
        What CSV holds, every digit; a document without rows has no CSV.
    figure : callable, optional
        The drawing for a file of its own.
    notes : sequence of str
        What a reader must know; where the format does not show them, they go to standard error.
    remarks : sequence of str
        A message for the person at the terminal, in every format.
    texts : mapping of str to callable
        Formats of this document alone, each with its text.
    """

    kind: str
    title: str
    blocks: Callable[[], Sequence[Block]]
    data: Callable[[], Mapping[str, Any]] | None = None
    rows: Callable[[], Table] | None = None
    figure: Callable[[], Chart] | None = None
    notes: Sequence[str] = ()
    remarks: Sequence[str] = ()
    texts: Mapping[str, Callable[[], str]] = field(default_factory=dict)

    def drawn(self) -> list[Block]:
        """The blocks with the notes at their end, every text safe to print; made once, whatever the formats."""
        return list(self._drawn)

    @cached_property
    def _drawn(self) -> tuple[Block, ...]:
        notes = [Note(f"Note: {note}") for note in self.notes]
        return tuple(cleaned(block) for block in (*self.blocks(), *notes))


def cleaned(item: T) -> T:
    """A block, or part of one, with every text in it made safe to print. A chart is safe as it is made."""
    safe: Any = item
    if isinstance(item, str):
        safe = clean(item)
    elif is_dataclass(item) and not isinstance(item, type | Chart):
        kept = {"exact"}  # whose cells are data
        names = [field.name for field in fields(item) if field.name not in kept]
        safe = replace(item, **{name: cleaned(getattr(item, name)) for name in names})
    elif isinstance(item, Mapping):
        safe = {cleaned(key): cleaned(value) for key, value in item.items()}
    elif isinstance(item, list | tuple | frozenset):
        safe = type(item)(cleaned(part) for part in item)
    return safe  # type: ignore[no-any-return]


def table_document(
    kind: str, title: str, rows: Callable[[], Table], shown: Callable[[], Table] | None = None, **more: Any
) -> Document:
    """A document that is one table; `shown` is what people see of it."""
    return Document(kind=kind, title=title, blocks=lambda: [(shown or rows)()], rows=rows, **more)


@dataclass(frozen=True)
class Invocation:
    """The scenario as it was named on the command line, with the values of --set and the case."""

    name: str
    overrides: Mapping[str, str] = field(default_factory=dict)
    case: str = ""

    def with_(self, setting: Mapping[str, str]) -> Invocation:
        """The same with other values on top."""
        return replace(self, overrides={**self.overrides, **setting})

    def command(self, verb: str, *more: str) -> str:
        """A command on this scenario, as a shell takes it."""
        flags = (f"-s {name}={shlex.quote(value)}" for name, value in self.overrides.items())
        case = ["--case", shlex.quote(self.case)] if self.case else []
        return " ".join(["orbitcalc", verb, shlex.quote(self.name), *more, *case, *flags])
