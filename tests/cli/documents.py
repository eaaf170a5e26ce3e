"""The document that a command shows, and readers of what the renderers make of it."""

from __future__ import annotations

import re

import pytest

from orbitcalc.cli import main
from orbitcalc.cli.output import Output
from orbitcalc.document import Document


def document_of(*arguments: str) -> Document:
    """The document that a command would show."""
    documents: list[Document] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Output, "show", lambda self, document, figure=None: documents.append(document))
        assert main(arguments) == 0
    return documents[0]


def plain(text: str) -> str:
    """A text with single blanks alone."""
    return " ".join(text.split())


def markdown_cells(text: str) -> list[list[str]]:
    """The rows of the tables of a Markdown text, heads included, without escapes."""
    rows = [line for line in text.splitlines() if line.startswith("| ") and not re.fullmatch(r"[|: -]+", line)]
    split = (re.split(r"(?<!\\)\|", line)[1:-1] for line in rows)
    return [[plain(re.sub(r"\\(.)", r"\1", cell)) for cell in row] for row in split]
