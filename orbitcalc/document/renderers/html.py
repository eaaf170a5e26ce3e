"""A document as one page of HTML that needs nothing else: no script, no network; light, dark, on paper."""

from __future__ import annotations

import base64
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from orbitcalc.charts.chart import Chart
from orbitcalc.charts.style import DARK, LIGHT, PAGE, variables
from orbitcalc.document import Block, Document, Heading, Paragraph, Section, Table
from orbitcalc.document.renderers import Format, Medium, cell, csv_text
from orbitcalc.errors import ScenarioError
from orbitcalc.printable import clean

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATE = "document/renderers/page.html.jinja"


def render(document: Document, medium: Medium) -> str:
    """The page of a document."""
    blocks = document.drawn()
    title = clean(document.title)
    if isinstance(blocks[0], Heading) and blocks[0].level == 1:
        title, blocks = blocks[0].text, blocks[1:]
    lead = _leading(blocks)
    return _drawn(
        _source(),
        title=title,
        lead=lead,
        blocks=blocks[len(lead) :],
        anchors=Anchors.of(blocks),
        made=_made(medium),
        rows=_rows(document, blocks),
        kind=document.kind,
        chart=inline,
        colours={"light": variables(LIGHT), "dark": variables(DARK), "drawing": PAGE},
    )


def fragment(document: Document) -> str:
    """The blocks of a document as part of another page: each picture an image, no tables to download."""
    blocks = [_bare(block) for block in document.drawn()]
    if document.figure and not any(isinstance(block, Chart) for block in _within(blocks)):
        with suppress(ScenarioError):  # a result that cannot be drawn says so in its sentences
            blocks = [document.figure(), *blocks]
    macros = _source().partition("<!DOCTYPE")[0]
    text = f"{macros}<div>{{{{ draw(blocks, 3) }}}}</div>"
    return _drawn(text, blocks=blocks, title=document.title, anchors=Anchors.of(blocks), chart=_image)


def _bare(block: Block) -> Block:
    """A block whose tables have no file beside them."""
    if isinstance(block, Section):
        return replace(block, blocks=[_bare(part) for part in block.blocks])
    return replace(block, exact=None) if isinstance(block, Table) else block


def _source() -> str:
    return files("orbitcalc").joinpath(TEMPLATE).read_text("utf-8")


def _drawn(source: str, **content: Any) -> str:
    """A template with its content and the helpers that its macros call."""
    return filled(
        source,
        kind_of=_kind,
        leading=_leading,
        sections=_sections,
        cells=cells,
        data_link=data_link,
        safe_link=safe_link,
        beside=quote,
        **content,
    )


def filled(template: str, **values: Any) -> str:
    """A template of HTML with its values, each of which is text unless it is marked as safe."""
    return _compiled(template).render(**values)


@cache
def _compiled(template: str) -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.from_string(template)


def _image(chart: Chart, key: str) -> Any:
    """A chart as an image, whose style is its own."""
    from markupsafe import Markup

    data = base64.b64encode(chart.svg.encode()).decode()
    return Markup('<img alt="{}" src="data:image/svg+xml;base64,{}">').format(chart.description, data)


def _kind(block: Block) -> str:
    return type(block).__name__


def _leading(blocks: Sequence[Block]) -> Sequence[Block]:
    """The paragraphs that come first."""
    count = next((at for at, block in enumerate(blocks) if not isinstance(block, Paragraph)), len(blocks))
    return blocks[:count]


def _sections(blocks: Iterable[Block]) -> list[Section]:
    return [block for block in blocks if isinstance(block, Section)]


def _within(blocks: Iterable[Block]) -> Iterator[Block]:
    """All blocks, those of sections too."""
    for block in blocks:
        yield block
        if isinstance(block, Section):
            yield from _within(block.blocks)


@dataclass(frozen=True)
class Anchors:
    """A name for each section and each chart, different from all others."""

    names: Mapping[int, str]

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> Anchors:
        names: dict[int, str] = {}
        for block in _within(blocks):
            if isinstance(block, Section | Chart):
                plain = block.key if isinstance(block, Section) and block.key else _slug(block.title)
                taken = set(names.values())
                free = (f"{plain}-{count}" if count > 1 else plain for count in range(1, len(taken) + 2))
                names[id(block)] = next(name for name in free if name not in taken)
        return cls(names)

    def __call__(self, block: Block) -> str:
        return self.names[id(block)]


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") or "part"


def _made(medium: Medium) -> list[tuple[str, str]]:
    """What made the page, as labels with texts."""
    versions = dict(medium.made())
    command, platform = versions.pop("command", ()), versions.pop("platform", "")
    about = {
        "command": shlex.join(command),
        "date": medium.date,
        "versions": ", ".join(f"{name} {version}" for name, version in versions.items()),
        "platform": platform,
    }
    return [(label, clean(text)) for label, text in about.items() if text]


def _rows(document: Document, blocks: Sequence[Block]) -> Table | None:
    """The rows of a document, where no table on the page offers its own."""
    offered = any(isinstance(block, Table) and block.exact for block in _within(blocks))
    return None if offered or document.rows is None else document.rows()


def cells(table: Table) -> list[list[tuple[str, bool]]]:
    """The rows of a table, each cell with whether it is set flush right; the first row is the head."""
    right = [name in table.right for name in table.columns]
    return [
        [(cell(value), flush) for value, flush in zip(row, right, strict=True)] for row in (table.columns, *table.rows)
    ]


def inline(chart: Chart, key: str) -> Any:
    """A chart, whose texts are escaped, as part of a page: in its colours, with names of its own."""
    from markupsafe import Markup

    text = re.sub(r"<style>.*?</style>", "", chart.svg, count=1, flags=re.DOTALL)
    text = re.sub(r' xmlns="[^"]*"', "", text, count=1)
    for name in ("title", "description"):
        text = text.replace(f'id="{name}"', f'id="{key}-{name}"', 1)
    labels = f'aria-labelledby="{key}-title {key}-description"'
    return Markup(text.replace('aria-labelledby="title description"', labels, 1))


def data_link(table: Table) -> str:
    """An address that holds a table as CSV; a mark comes first, so that spreadsheets read it as UTF-8."""
    text = base64.b64encode(csv_text(table).encode("utf-8-sig")).decode()
    return f"data:text/csv;charset=utf-8;base64,{text}"


def safe_link(address: str) -> str:
    """An address that a link may lead to, or nothing."""
    plain = address.startswith(("https://", "http://"))
    return quote(address, safe=":/?#[]@!$&'()*+,;=%~") if plain else ""


FORMATS = (Format("html", render),)
