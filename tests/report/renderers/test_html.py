"""The parts of a page: charts in its colours, safe links, tables to take along."""

from __future__ import annotations

import base64

import pytest

from orbitcalc.report.charts.bars import Level, levels
from orbitcalc.report.document import Table
from orbitcalc.report.renderers.html import data_link, inline, safe_link


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


def test_a_table_travels_as_it_is() -> None:
    link = data_link(Table(("name", "value [m²]"), [["a,b", 0.1], ["ü", None]]))
    assert base64.b64decode(link.partition(",")[2]).decode("utf-8-sig") == 'name,value [m²]\n"a,b",0.1\nü,\n'
