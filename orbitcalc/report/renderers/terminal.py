"""A document as text for a terminal: colour, and lines that keep to its width.

In a table no cell is ever cut: where the columns do not fit, prose moves under its row, and where they
still do not, a row becomes a few indented lines.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from orbitcalc.report.document import (
    NO_BREAK,
    Block,
    Bullets,
    Chart,
    Commands,
    Document,
    Facts,
    Heading,
    Note,
    Paragraph,
    References,
    Section,
    Table,
    Tree,
    Verdict,
)
from orbitcalc.report.renderers import Format, Medium, cell

GAP = "  "
"""Stands between two columns of a table."""

PROSE_LEAST = 30
"""Columns that prose beside a row needs at least."""

LINE_MOST = 100
"""Columns of a sentence at most, however wide the terminal is."""

LABEL = 15
"""Columns of a label at least."""

BOLD, GREEN, RED = "1", "32", "31"


@dataclass(frozen=True)
class Page:
    """The columns and the colours that there are."""

    width: int
    colour: bool = False

    @property
    def line(self) -> int:
        """Columns of a sentence."""
        return min(self.width, LINE_MOST)

    def paint(self, code: str, lines: Iterable[str]) -> list[str]:
        """Lines in a colour, where there are colours."""
        return [f"\x1b[{code}m{line}\x1b[0m" if self.colour else line for line in lines]


def render(document: Document, medium: Medium) -> str:
    """The blocks of a document, one after the other."""
    return "\n".join(_stacked(document.drawn(), Page(medium.width, medium.colour))) + "\n"


def _stacked(blocks: Sequence[Block], page: Page) -> list[str]:
    """The lines of some blocks, with an empty line where one is due."""
    out: list[str] = []
    before: Block | None = None
    for block in blocks:
        drawn = lines(block, page)
        if drawn:
            out += ["", *drawn] if before is not None and _apart(before, block) else drawn
            before = block
    return out


def _apart(before: Block, after: Block) -> bool:
    """Whether an empty line stands between two blocks."""
    if isinstance(after, Section) or (isinstance(after, Heading) and after.level < 3):
        return True
    if isinstance(before, Heading):
        return False
    if isinstance(after, Commands) or (isinstance(before, Paragraph) and isinstance(after, Paragraph)):
        return True
    large = Section | Table | References | Commands | Tree
    return isinstance(after, Table | References) or (isinstance(before, large) and not isinstance(after, Note))


def fill(text: str, width: int, first: str = "", later: str = "") -> list[str]:
    """Lines no wider than `width`, broken between words only; a number stays with its unit."""
    wrapped = textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=later, break_long_words=False, break_on_hyphens=False
    )
    return [line.replace(NO_BREAK, " ") for line in wrapped or [first.rstrip()]]


@singledispatch
def lines(block: Block, page: Page) -> list[str]:
    """The lines of one block.

    Raises
    ------
    TypeError
        If it is of a kind that this format does not know.
    """
    raise TypeError(f"no lines for a {type(block).__name__}")


@lines.register
def _heading(block: Heading, page: Page) -> list[str]:
    return page.paint(BOLD, fill(block.text, page.line))


@lines.register
def _paragraph(block: Paragraph, page: Page) -> list[str]:
    return fill(block.text, page.line)


@lines.register
def _note(block: Note, page: Page) -> list[str]:
    return fill(block.text, page.line, later="  ")


@lines.register
def _verdict(block: Verdict, page: Page) -> list[str]:
    return page.paint(GREEN if block.good else RED, fill(block.text, page.line))


@lines.register
def _facts(block: Facts, page: Page) -> list[str]:
    wide = max([LABEL - 1, *(len(label) for label, _ in block.items)]) + 1
    later = " " * (wide + len(GAP))
    return [
        line
        for label, text in block.items
        for line in fill(text, page.line, first=f"{GAP}{label:<{wide}}", later=later)
    ]


@lines.register
def _bullets(block: Bullets, page: Page) -> list[str]:
    return [line for text in block.items for line in fill(text, page.line, later="  ")]


@lines.register
def _commands(block: Commands, page: Page) -> list[str]:
    if block.lead and len(block.lines) == 1:
        return [f"{block.lead}: {block.lines[0]}"]
    return [*([f"{block.lead}:"] if block.lead else []), *(f"  {line}" for line in block.lines)]


@lines.register
def _tree(block: Tree, page: Page) -> list[str]:
    room = max(page.width, 40)
    below = [line for branch in block.branches for line in lines(branch, Page(room - len(GAP)))]
    text = fill(block.text, room, first=f"{GAP}| ", later=f"{GAP}| ") if block.text else []
    return [block.head, *text, *(f"{GAP}{line}" for line in below)]


@lines.register
def _references(block: References, page: Page) -> list[str]:
    out = []
    for item in block.items:
        about = ", ".join(part for part in (item.text, item.address) if part)
        out += fill(f"{item.key}: {about}" if about else item.key, page.line, later="  ")
        out += fill(f"for {item.uses}", page.line, first="  ", later="  ")
    return out


@lines.register
def _chart(block: Chart, page: Page) -> list[str]:
    return []  # the table beside it has the figures


@lines.register
def _section(block: Section, page: Page) -> list[str]:
    return [*page.paint(BOLD, fill(block.title, page.line)), *_stacked(block.blocks, page)]


@lines.register
def _table(block: Table, page: Page) -> list[str]:
    head = page.paint(BOLD, fill(block.caption, page.line)) if block.caption else []
    return [*head, *table_lines(block, page.width)]


def table_lines(table: Table, width: int) -> list[str]:
    """A table for people, `width` columns wide where it can be."""
    at = table.columns.index(table.prose) if table.prose else -1
    rows = [[_cell(value, index == at) for index, value in enumerate(row)] for row in (table.columns, *table.rows)]
    narrow = [index for index in range(len(table.columns)) if index != at]
    widths = {index: max(len(row[index]) for row in rows) for index in narrow}
    taken = sum(widths.values()) + len(GAP) * (len(narrow) - 1)
    out: list[str] = []
    for number, row in enumerate(rows):
        prose = row[at] if at >= 0 else ""
        if taken > width:
            out += _record(row, narrow, width) + (_under(prose, width) if number else [])
            continue
        line = GAP.join(_set(table, index, row[index], widths[index]) for index in narrow)
        beside = at >= 0 and width - taken - len(GAP) >= PROSE_LEAST
        out += _beside(line, prose, taken + len(GAP), width) if beside else [line.rstrip()]
        out += _under(prose, width) if number and not beside else []
    return out


def _cell(value: Any, prose: bool) -> str:
    """A cell as text; prose keeps its unbreakable blanks until it is broken into lines."""
    return cell(value) if prose else cell(value).replace(NO_BREAK, " ")


def _set(table: Table, index: int, text: str, width: int) -> str:
    return text.rjust(width) if table.columns[index] in table.right else text.ljust(width)


def _beside(line: str, text: str, margin: int, width: int) -> list[str]:
    if not text:
        return [line.rstrip()]
    return fill(text, width, first=line.ljust(margin), later=" " * margin)


def _under(text: str, width: int) -> list[str]:
    return fill(text, width, first=" " * 6, later=" " * 6) if text else []


def _record(row: Sequence[Any], narrow: Sequence[int], width: int) -> list[str]:
    """A row as lines broken between cells."""
    out = [row[narrow[0]]]
    for index in narrow[1:]:
        if not row[index]:
            continue
        if len(out[-1]) + len(GAP) + len(row[index]) <= width:
            out[-1] += GAP + row[index]
        else:
            out.append(" " * 4 + row[index])
    return out


FORMATS = (Format("table", render),)
