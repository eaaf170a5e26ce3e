"""A document as text for a terminal: colour, and lines that keep to its width.

In a table no cell is ever cut. Where the columns do not fit, prose moves under its row; where they still do
not, the unit in a head moves under its name; then the table continues below with its first column and those that
did not fit; and where nothing helps, each row becomes a list of its values.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from orbitcalc.charts.chart import Chart
from orbitcalc.document import (
    NO_BREAK,
    Block,
    Bullets,
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
from orbitcalc.document.renderers import Format, Medium, cell

GAP = "  "
"""Separates two columns of a table."""

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
        text = lines(block, page)
        if text:
            out += ["", *text] if before is not None and _apart(before, block) else text
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
    wide = max([LABEL, *(len(label) + len(GAP) for label, _ in block.items)])
    return [line for label, text in block.items for line in _fact(label, text, wide, GAP, page.line)]


def _fact(label: str, text: str, wide: int, indent: str, width: int) -> list[str]:
    """A text beside its label, which has `wide` columns with the blanks after it."""
    return fill(text, width, first=f"{indent}{label:<{wide}}", later=indent + " " * wide)


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


@dataclass(frozen=True)
class Row:
    """A row of a table, or a line of its head: the cells, and the prose apart from them."""

    cells: list[str]
    prose: str = ""


def table_lines(table: Table, width: int) -> list[str]:
    """A table for people, `width` columns wide where it can be."""
    head, *rows = (_row(table, values) for values in (table.columns, *table.rows))
    for heads in ([head], _two_lines(head)):
        widths = [max(map(len, column)) for column in zip(*(row.cells for row in (*heads, *rows)), strict=True)]
        if sum(widths) + len(GAP) * (len(widths) - 1) <= width:
            places = [
                f"{'>' if name in table.right else '<'}{size}" for name, size in zip(head.cells, widths, strict=True)
            ]
            return _grid(heads, rows, places, width)
    parts = _parts(table, widths, width)
    if parts:
        return [line for part in parts for line in ("", *table_lines(part, width))][1:]
    return [line for row in rows for line in _record(head, row, width)]


def _parts(table: Table, widths: Sequence[int], width: int) -> list[Table]:
    """Tables with the first column and as many others as fit, prose in the last; none if there is one too wide."""
    names = [name for name in table.columns if not table.prose or name != table.prose]
    if len(set(names)) < len(names) or len(names) < 2:
        return []
    wide = dict(zip(names, widths, strict=True))
    first, *others = names
    groups: list[list[str]] = []
    room = 0
    for name in others:
        room -= wide[name] + len(GAP)
        if room < 0:
            groups.append([])
            room = width - wide[first] - wide[name] - len(GAP)
        groups[-1].append(name)
    if len(groups) < 2 or any(wide[first] + len(GAP) + wide[name] > width for name in others):
        return []
    groups[-1] += [table.prose] if table.prose else []
    return [_narrowed(table, (first, *group)) for group in groups]


def _narrowed(table: Table, names: tuple[str, ...]) -> Table:
    """A table with some of its columns."""
    places = [table.columns.index(name) for name in names]
    rows = [[row[place] for place in places] for row in table.rows]
    prose = table.prose if table.prose in names else ""
    return Table(names, rows, prose=prose, right=table.right)


def _row(table: Table, values: Sequence[Any]) -> Row:
    """Values as text; prose keeps its unbreakable blanks until it is broken into lines."""
    texts = [cell(value) for value in values]
    prose = texts.pop(table.columns.index(table.prose)) if table.prose else ""
    return Row([text.replace(NO_BREAK, " ") for text in texts], prose)


def _two_lines(head: Row) -> list[Row]:
    """A head with each unit in brackets under its name."""
    pairs = [
        (name, f"[{unit}") if unit else (name, "") for name, _, unit in (text.partition(" [") for text in head.cells)
    ]
    return [Row([name for name, _ in pairs], head.prose), Row([unit for _, unit in pairs])]


def _grid(heads: Sequence[Row], rows: Sequence[Row], places: Sequence[str], width: int) -> list[str]:
    """Columns, each with its flush side and width; prose beside them, or under its row where there is no room."""
    margin = sum(int(place[1:]) + len(GAP) for place in places)
    beside = width - margin >= PROSE_LEAST
    out = []
    for number, row in enumerate((*heads, *rows)):
        line = GAP.join(f"{text:{place}}" for text, place in zip(row.cells, places, strict=True))
        if beside and row.prose:
            out += fill(row.prose, width, first=line.ljust(margin), later=" " * margin)
        else:
            out += [line.rstrip(), *(_under(row.prose, width) if number >= len(heads) else [])]
    return out


def _record(head: Row, row: Row, width: int) -> list[str]:
    """A row as a list of its values, each with the name of its column."""
    first, *names = (*head.cells, head.prose)
    title, *values = (*row.cells, row.prose)
    wide = max(map(len, names)) + len(GAP)
    pairs = [(name, value) for name, value in zip(names, values, strict=True) if value]
    facts = [line for name, value in pairs for line in _fact(name, value, wide, GAP * 2, width)]
    return [*fill(f"{first}{GAP}{title}", width, later=GAP * 2), *facts]


def _under(text: str, width: int) -> list[str]:
    return fill(text, width, first=" " * 6, later=" " * 6) if text else []


FORMATS = (Format("table", render),)
