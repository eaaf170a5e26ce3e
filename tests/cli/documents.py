"""The document that a command shows, and readers of what the renderers make of it."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from orbitcalc.cli import main
from orbitcalc.cli.output import Output
from orbitcalc.report.document import Document

EMPTY = frozenset(("meta", "link", "br", "hr", "img", "input"))
"""Tags of HTML that are never closed."""


def document_of(*arguments: str) -> Document:
    """The document that a command would show."""
    documents: list[Document] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Output, "show", lambda self, document, figure=None: documents.append(document))
        assert main(arguments) == 0
    return documents[0]


class Page(HTMLParser):
    """The text and the tags of a page; fails where a tag is not closed, or closed in the wrong order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.texts: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []
        self.text = plain(" ".join(self.texts))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def plain(text: str) -> str:
    """A text with single blanks alone."""
    return " ".join(text.split())


def markdown_cells(text: str) -> list[list[str]]:
    """The rows of the tables of a Markdown text, heads included, without escapes."""
    rows = [line for line in text.splitlines() if line.startswith("| ") and not re.fullmatch(r"[|: -]+", line)]
    split = (re.split(r"(?<!\\)\|", line)[1:-1] for line in rows)
    return [[plain(re.sub(r"\\(.)", r"\1", cell)) for cell in row] for row in split]
