"""Charts of bars: where a bar begins and ends, and that the drawing can be read without seeing it."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest

from orbitcalc.report.charts.bars import Step, Swing, extents, tornado, waterfall
from orbitcalc.report.document import Chart

SVG = "{http://www.w3.org/2000/svg}"


def rectangles(chart: Chart, *kinds: str) -> list[ElementTree.Element]:
    """The bars of these kinds."""
    return [item for item in ElementTree.fromstring(chart.svg).iter(f"{SVG}rect") if item.get("class") in kinds]


def test_the_waterfall_ends_where_it_should() -> None:
    steps = [Step("a", 3.0, "3", total=True), Step("x", 4.0, "+4"), Step("y", -2.0, "-2"), Step("b", 5.0, "5", True)]
    assert extents(steps) == [(0.0, 3.0), (3.0, 7.0), (7.0, 5.0), (0.0, 5.0)]


def test_the_waterfall_has_a_text_in_its_place_for_light_and_dark() -> None:
    chart = waterfall("A & B <1>", [Step("a", -1.0, "-1", total=True), Step("x", 2.0, "+2")], "from a & on")
    root = ElementTree.fromstring(chart.svg)
    assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == ("A & B <1>", "from a & on")
    assert root.get("role") == "img"
    assert "prefers-color-scheme: dark" in chart.svg
    first, second = (float(bar.get("width", 0)) for bar in rectangles(chart, "total", "high", "low"))
    assert second == pytest.approx(2.0 * first, abs=0.2)


def test_a_tornado_has_a_bar_for_each_end_that_has_a_value() -> None:
    swings = [Swing("a", 1.0, 3.0), Swing("b", float("nan"), 4.0, inner=(5.0,))]
    chart = tornado("T", "x", 2.0, swings, "d")
    assert [len(rectangles(chart, kind)) for kind in ("low", "high")] == [1, 2]
    assert chart.svg.count("<circle") == 1
