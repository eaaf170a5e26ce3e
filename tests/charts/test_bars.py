"""Bars are as long as the numbers they show, and a drawing can be read without seeing it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

import pytest

from orbitcalc.charts.axes import RIGHT, WIDTH
from orbitcalc.charts.bars import BEYOND, Level, Step, Swing, extents, levels, tornado, waterfall, years

SVG = "{http://www.w3.org/2000/svg}"


def widths(drawing: str) -> list[float]:
    sizes = re.findall(r'<rect class="(?:low|high)"[^>]* width="([\d.]+)"', drawing)
    return [float(width) for width in sizes]


def test_bars_are_as_long_as_their_sizes() -> None:
    bars = [Level("a", 2.0, ""), Level("b", 1.0, ""), Level("c", 0.0, "")]
    one, two, none = widths(levels("t", bars, "d").svg)
    assert one == pytest.approx(2.0 * two, abs=0.1)
    assert none == 0.0


def test_a_bar_beyond_the_limit_is_marked_and_ends() -> None:
    sizes = (0.5, 50.0, float("inf"), float("nan"))
    svg = levels("t", [Level("a", size, "?") for size in sizes], "d", limit=1.0).svg
    half, *beyond, unknown = widths(svg)
    assert beyond == [pytest.approx(2.0 * BEYOND * half, abs=0.1)] * 2
    assert unknown == 0.0
    assert svg.count('class="high"') == 2


def test_years_are_written_as_years_and_nothing_is_flat() -> None:
    svg = years("t", [2029.0, 2030.0, 2031.0], [0.0, float("nan"), 4.0], "d", limit=5.0).svg
    assert ">2030<" in svg
    assert re.findall(r'<rect class="low"[^>]* height="([\d.]+)"', svg) == ["0.0", "160.0"]
    assert "nan" not in years("t", [2029.0], [0.0], "d").svg


def test_the_waterfall_ends_where_it_should() -> None:
    steps = [Step("a", 3.0, "3", total=True), Step("x", 4.0, "+4"), Step("y", -2.0, "-2"), Step("b", 5.0, "5", True)]
    assert extents(steps) == [(0.0, 3.0), (3.0, 7.0), (7.0, 5.0), (0.0, 5.0)]


def test_the_waterfall_has_a_text_in_its_place() -> None:
    chart = waterfall("A & B <1>", [Step("a", -1.0, "-1", total=True), Step("x", 2.0, "+2")], "from a & on")
    root = ElementTree.fromstring(chart.svg)
    assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == ("A & B <1>", "from a & on")
    assert root.get("role") == "img"
    assert "prefers-color-scheme" not in chart.svg, "a file is dark on light wherever it is read"
    bars = [item for item in root.iter(f"{SVG}rect") if item.get("class") in ("total", "high", "low")]
    first, second = (float(bar.get("width", 0)) for bar in bars)
    assert second == pytest.approx(2.0 * first, abs=0.2)


def test_a_tornado_has_a_bar_for_each_end_that_has_a_value() -> None:
    swings = [Swing("a", 1.0, 3.0), Swing("b", float("nan"), 4.0, inner=(5.0,))]
    svg = tornado("T", "x", 2.0, swings, "d").svg
    assert [svg.count(f'<rect class="{kind}"') for kind in ("low", "high")] == [1, 2]
    assert svg.count("<circle") == 1


def test_an_end_without_a_value_is_drawn_open_up_to_the_edge() -> None:
    """The last value before the end is solid; from there a dashed box runs to the edge, away from the base."""
    swings = [Swing("a", 1.0, 3.0), Swing("b", 2.5, 1.5, open_low=True), Swing("c", float("nan"), 1.0, open_low=True)]
    svg = tornado("T", "x", 2.0, swings, "d").svg
    boxes = re.findall(r'<rect class="frame dashed" x="([\d.]+)"[^>]* width="([\d.]+)"', svg)
    ends = [float(left) + float(width) for left, width in boxes]
    assert len(boxes) == 2
    assert ends == [pytest.approx(WIDTH - RIGHT, abs=0.2)] * 2
    assert all(float(width) > 10.0 for _, width in boxes)
    assert "dashed: no value" in svg
    assert "dashed" not in tornado("T", "x", 2.0, swings[:1], "d").svg.split("</style>")[1]
