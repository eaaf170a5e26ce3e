"""Bars from zero as SVG: parts of a whole, what is used of a capacity, or one number a year."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from orbitcalc.report.axes import LEFT, RIGHT, TOP, WIDTH, Scale, document, text
from orbitcalc.units import number

ROW, LABELS, FIGURES, HEAD, FOOT = 26.0, 200.0, 170.0, 44.0, 14.0
"""Height of a row; widths of labels and figures; heights above and below the rows [px]."""

PLOT, UNDER_PLOT, FILLED = 200.0, 34.0, 0.7
"""Height of a plot over the years and of what is below it [px]; share of a year's width that is bar."""

ROOM, BEYOND = 1.1, 2.0
"""In units of the limit: the room that there is at least, and at most; a figure tells the rest."""

EVERY = 5
"""Years from one label to the next."""


@dataclass(frozen=True)
class Level:
    """One bar: its label, its size (nothing is drawn where that is no number), its figure as text."""

    label: str
    size: float
    figure: str


def levels(title: str, bars: Sequence[Level], description: str, *, limit: float = 0.0) -> str:
    """Bars across as an SVG document; those beyond a `limit` above zero are marked."""
    largest = max((bar.size for bar in bars if math.isfinite(bar.size)), default=0.0)
    longest = min(max(largest, ROOM * limit), BEYOND * limit) if limit else largest
    scale = (WIDTH - LABELS - FIGURES - RIGHT) / (longest or 1.0)
    foot = HEAD + ROW * len(bars)
    lines = [_upright("frame", LABELS, foot)]
    if limit:
        lines.append(_upright("frame dashed", LABELS + limit * scale, foot))
    rows = [part for at, bar in enumerate(bars) for part in _row(bar, HEAD + ROW * at, scale, longest, limit)]
    return document(title, description, [*lines, *rows], height=foot + FOOT)


def _row(bar: Level, top: float, scale: float, longest: float, limit: float) -> list[str]:
    """A label, a bar no longer than there is room, and its figure."""
    middle = top + ROW / 2.0
    wide = (0.0 if math.isnan(bar.size) else min(max(bar.size, 0.0), longest)) * scale
    kind = "high" if limit and bar.size > limit else "low"
    place = f'x="{LABELS:.1f}" y="{top + 4.0:.1f}" width="{wide:.1f}" height="{ROW - 8.0:.1f}"'
    return [
        text(LABELS - 8.0, middle + 4.0, bar.label, "end"), _bar(kind, place, f"{bar.label}: {bar.figure}"),
        text(LABELS + wide + 6.0, middle + 4.0, bar.figure),
    ]  # fmt: skip


def _bar(kind: str, place: str, said: str) -> str:
    return f'<rect class="{kind}" {place}><title>{escape(said)}</title></rect>'


def _upright(kind: str, x: float, bottom: float) -> str:
    return f'<line class="{kind}" x1="{x:.1f}" y1="{HEAD:.1f}" x2="{x:.1f}" y2="{bottom:.1f}"/>'


def columns(
    title: str, years: Sequence[float], values: Sequence[float], description: str, limit: float = 0.0
) -> str:
    """A bar for each year as an SVG document, and a line at a `limit` above zero."""
    largest = max((value for value in (*values, limit) if math.isfinite(value)), default=0.0)
    up = Scale("", 0.0, largest or 1.0, TOP + PLOT, TOP)
    wide = (WIDTH - RIGHT - LEFT) / max(len(values), 1)
    parts = [part for tick in up.ticks() for part in (_level("grid", up.at(tick)),
             text(LEFT - 8.0, up.at(tick) + 4.0, number(tick, 3), "end"))]  # fmt: skip
    for index, (year, value) in enumerate(zip(years, values, strict=True)):
        left = LEFT + wide * index
        if math.isfinite(value):
            parts.append(_column(up, left + wide * (1.0 - FILLED) / 2.0, wide * FILLED, year, value))
        if int(year) % EVERY == 0:
            parts.append(text(left + wide / 2.0, up.start + 18.0, f"{year:g}", "middle"))
    lines = [_level("frame", up.start), *([_level("frame dashed", up.at(limit))] if limit else [])]
    return document(title, description, [*parts, *lines], height=TOP + PLOT + UNDER_PLOT)


def _column(up: Scale, left: float, wide: float, year: float, value: float) -> str:
    top = up.at(value)
    place = f'x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{up.start - top:.1f}"'
    return _bar("low", place, f"{year:g}: {number(value)}")


def _level(kind: str, y: float) -> str:
    return f'<line class="{kind}" x1="{LEFT:.1f}" y1="{y:.1f}" x2="{WIDTH - RIGHT:.1f}" y2="{y:.1f}"/>'
