"""Readers that refuse output which is not well formed."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from typing import Any

VOID = frozenset(("meta", "br", "hr", "img", "link", "input", "col"))
"""Elements of HTML that have no end."""

UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What no output may hold raw: control characters but for line ends, and what turns the direction of a line."""


class Page(HTMLParser):
    """The elements and the text of a page whose every element is closed in order."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read_html(text: str) -> Page:
    """A page without scripts and without handlers of events."""
    page = Page(text)
    assert text.startswith("<!DOCTYPE html>")
    for tag, attributes in page.elements:
        assert tag != "script"
        assert not any(name.startswith("on") for name in attributes)
        assert not str(attributes.get("href", "")).startswith("javascript:")
    return page


def read_json(text: str) -> Any:
    """Data without the tokens NaN and Infinity."""

    def refuse(token: str) -> Any:
        raise AssertionError(f"{token} in JSON")

    return json.loads(text, parse_constant=refuse)


def read_csv(text: str) -> list[dict[str, str]]:
    """Rows as long as the header, no name of a column twice."""
    header, *rows = csv.reader(io.StringIO(text))
    assert len(set(header)) == len(header)
    assert {len(row) for row in rows} <= {len(header)}
    return [dict(zip(header, row, strict=True)) for row in rows]


def read_markdown(text: str) -> list[str]:
    """Lines; the rows of a table have one number of cells."""
    lines = text.splitlines()
    count = 0
    for line in lines:
        if line.startswith("| "):
            cells = len(re.findall(r"(?<!\\)\|", line))
            assert count in (0, cells)
            count = cells
        else:
            count = 0
    return lines


def read_text(text: str) -> list[str]:
    """Lines that hold something."""
    return [line for line in text.splitlines() if line.strip()]


READERS = {"table": read_text, "json": read_json, "csv": read_csv, "md": read_markdown, "html": read_html}
"""A reader for each format of every document."""
