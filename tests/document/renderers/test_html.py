"""The parts of a page: charts in its colours, safe links, tables to take along."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest

from orbitcalc.charts.bars import Level, levels
from orbitcalc.document import Document, Files, Table
from orbitcalc.document.renderers import Medium
from orbitcalc.document.renderers.html import data_link, inline, render, safe_link
from orbitcalc.document.renderers.markdown import render as markdown


def test_a_chart_takes_names_of_its_own_and_the_colours_of_the_page() -> None:
    chart = levels("A <b>", [Level("x", 1.0, "1 kg")], "says")
    first, second = inline(chart, "one"), inline(chart, "two")
    assert 'aria-labelledby="one-title one-description"' in first
    assert 'id="two-title"' in second
    assert "<style" not in first
    assert "xmlns" not in first
    assert "A &lt;b&gt;" in first


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://example.org/a?b=1&c=2#d", "https://example.org/a?b=1&c=2#d"),
        ('https://example.org/"><b>', "https://example.org/%22%3E%3Cb%3E"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//example.org", ""),
        ("", ""),
    ],
)
def test_only_an_address_of_the_web_becomes_a_link(address: str, link: str) -> None:
    assert safe_link(address) == link


def test_files_beside_a_page_are_linked_on_it() -> None:
    """A path is no address of another scheme."""
    block = Files([("a <b>.csv", "a b.csv"), ("x", "javascript:alert(1)")])
    document = Document(kind="", title="T", blocks=lambda: [block])
    page = render(document, Medium())
    assert '<a href="a%20b.csv">a &lt;b&gt;.csv</a>' in page
    assert 'href="javascript%3Aalert%281%29"' in page
    text = markdown(document, Medium())
    assert "[a \\<b>.csv](a%20b.csv)" in text
    assert "javascript%3Aalert%281%29" in text


def test_markdown_shows_the_file_of_a_drawing() -> None:
    chart = levels("A [b]", [Level("x", 1.0, "1 kg")], "says")
    shown = [chart, replace(chart, file="p q.svg")]
    assert markdown(Document(kind="", title="T", blocks=lambda: shown), Medium()) == "![A [b]](p%20q.svg)\n"


def test_a_table_travels_as_it_is() -> None:
    link = data_link(Table(("name", "value [m²]"), [["a,b", 0.1], ["ü", None]]))
    assert base64.b64decode(link.partition(",")[2]).decode("utf-8-sig") == 'name,value [m²]\n"a,b",0.1\nü,\n'


def test_a_cell_names_its_column_for_narrow_screens() -> None:
    """Where rows are stacked, the head of the table is out of sight."""
    document = Document(kind="", title="T", blocks=lambda: [Table(("row", "mass <t>"), [["array", "12"]])])
    assert '<td data-head="mass &lt;t&gt;">12</td>' in render(document, Medium())
