"""A document as Markdown; what could be read as HTML or as a mark is escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import singledispatch
from urllib.parse import quote

from orbitcalc.charts.chart import Chart
from orbitcalc.document import (
    NO_BREAK,
    Block,
    Bullets,
    Commands,
    Document,
    Facts,
    Files,
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

_MARKS = re.compile(r"[\\`*<]|(?<=\])\(|(?<!\w)_|_(?!\w)|^[#>+-](?= )")


def render(document: Document, medium: Medium) -> str:
    """The blocks of a document, an empty line between two."""
    return _stacked(document.drawn(), 1)


def _stacked(blocks: Sequence[Block], depth: int) -> str:
    return "\n".join(part for part in (markdown(block, depth) for block in blocks) if part)


def escaped(text: str) -> str:
    """A text that Markdown shows as it is."""
    return _MARKS.sub(lambda match: f"\\{match[0]}", text).replace(NO_BREAK, " ")


@singledispatch
def markdown(block: Block, depth: int) -> str:
    """One block, its last line ended; `depth` is the number of sections around it, and one.

    Raises
    ------
    TypeError
        If it is of a kind that this format does not know.
    """
    raise TypeError(f"no Markdown for a {type(block).__name__}")


@markdown.register
def _heading(block: Heading, depth: int) -> str:
    return f"{'#' * (block.level if depth == 1 else depth + 1)} {escaped(block.text)}\n"


@markdown.register
def _section(block: Section, depth: int) -> str:
    return f"{'#' * (depth + 1)} {escaped(block.title)}\n\n{_stacked(block.blocks, depth + 1)}"


@markdown.register
def _sentences(block: Paragraph | Note, depth: int) -> str:
    return f"{escaped(block.text)}\n"


@markdown.register
def _verdict(block: Verdict, depth: int) -> str:
    return f"**{escaped(block.text)}**\n"


@markdown.register
def _facts(block: Facts, depth: int) -> str:
    return "".join(f"- {escaped(f'{label}: {text}')}\n" for label, text in block.items)


@markdown.register
def _bullets(block: Bullets, depth: int) -> str:
    return "".join(f"- {escaped(text)}\n" for text in block.items)


@markdown.register
def _commands(block: Commands, depth: int) -> str:
    fence = "`" * max([3, *(len(run) + 1 for line in block.lines for run in re.findall("`+", line))])
    code = "".join(f"{line}\n" for line in block.lines)
    lead = f"{escaped(block.lead)}:\n\n" if block.lead else ""
    return f"{lead}{fence}sh\n{code}{fence}\n"


@markdown.register
def _tree(block: Tree, depth: int) -> str:
    return "".join(f"{'  ' * level}- {line}\n" for level, line in _branches(block, 0))


def _branches(tree: Tree, level: int) -> list[tuple[int, str]]:
    line = f"**{escaped(tree.head)}**" + (f": {escaped(tree.text)}" if tree.text else "")
    return [(level, line), *(item for branch in tree.branches for item in _branches(branch, level + 1))]


@markdown.register
def _references(block: References, depth: int) -> str:
    out = []
    for item in block.items:
        address = f"<{item.address}>" if re.fullmatch(r"https?://[^\s<>]+", item.address) else escaped(item.address)
        about = ", ".join(part for part in (escaped(item.text), address) if part)
        out.append(f"- {escaped(item.key)}: {about or 'no more is known'}; for {escaped(item.uses)}\n")
    return "".join(out)


@markdown.register
def _chart(block: Chart, depth: int) -> str:
    """The file of the drawing; without one, the table beside it has the figures."""
    return f"![{escaped(block.title)}]({quote(block.file)})\n" if block.file else ""


@markdown.register
def _files(block: Files, depth: int) -> str:
    return "".join(f"- [{escaped(text)}]({quote(path)})\n" for text, path in block.items)


@markdown.register
def _table(block: Table, depth: int) -> str:
    marks = ["---:" if name in block.right else "---" for name in block.columns]
    rows = [[_cell(value) for value in row] for row in (block.columns, *block.rows)]
    caption = f"**{escaped(block.caption)}**\n\n" if block.caption else ""
    return caption + "".join(f"| {' | '.join(row)} |\n" for row in (rows[0], marks, *rows[1:]))


def _cell(value: object) -> str:
    return escaped(cell(value)).replace("|", "\\|")


FORMATS = (Format("md", render),)
