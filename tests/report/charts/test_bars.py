"""Bars are as long as what they stand for."""

from __future__ import annotations

import re

import pytest

from orbitcalc.report.charts.bars import BEYOND, Level, levels, years


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
    drawn = levels("t", [Level("a", size, "?") for size in sizes], "d", limit=1.0).svg
    half, *beyond, unknown = widths(drawn)
    assert beyond == [pytest.approx(2.0 * BEYOND * half, abs=0.1)] * 2
    assert unknown == 0.0
    assert drawn.count('class="high"') == 2


def test_years_are_written_as_years_and_nothing_is_flat() -> None:
    drawn = years("t", [2029.0, 2030.0, 2031.0], [0.0, float("nan"), 4.0], "d", limit=5.0).svg
    assert ">2030<" in drawn
    assert re.findall(r'<rect class="low"[^>]* height="([\d.]+)"', drawn) == ["0.0", "160.0"]
    assert "nan" not in years("t", [2029.0], [0.0], "d").svg
