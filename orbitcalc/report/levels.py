"""Bars from zero as SVG, such as the parts of a mass, or what is used of a capacity."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from orbitcalc.report.axes import RIGHT, WIDTH, document, text

ROW, LABELS, FIGURES, HEAD, FOOT = 26.0, 200.0, 170.0, 44.0, 14.0
"""Height of a row; widths of labels and figures; heights above and below the rows [px]."""

BEYOND = 2.0
"""A bar ends at so many times the limit, whatever its size; its figure tells the rest."""

UNDER, OVER = "low", "high"


@dataclass(frozen=True)
class Level:
    """One bar: its label, its size (nothing is drawn where that is no number), its figure as text."""

    label: str
    size: float
    figure: str


def levels(title: str, bars: Sequence[Level], description: str, *, limit: float = 0.0) -> str:
    """The figure as an SVG document; bars beyond a `limit` above zero are marked."""
    known = [bar.size for bar in bars if math.isfinite(bar.size)]
    longest = BEYOND * limit if limit else max(known, default=0.0)
    scale = (WIDTH - LABELS - FIGURES - RIGHT) / (longest or 1.0)
    height = HEAD + ROW * len(bars) + FOOT
    parts = [part for row, bar in enumerate(bars) for part in _row(bar, HEAD + ROW * row, scale, longest, limit)]
    foot = height - FOOT
    lines = [_upright("frame", LABELS, foot)]
    if limit:
        lines.append(_upright("frame dashed", LABELS + limit * scale, foot))
    return document(title, description, [*parts, *lines], height=height)


def _row(bar: Level, top: float, scale: float, longest: float, limit: float) -> list[str]:
    """A label, a bar no longer than there is room, and its figure."""
    middle = top + ROW / 2.0
    size = 0.0 if math.isnan(bar.size) else min(max(bar.size, 0.0), longest)
    kind = OVER if limit and bar.size > limit else UNDER
    wide = size * scale
    return [
        text(LABELS - 8.0, middle + 4.0, bar.label, "end"),
        f'<rect class="{kind}" x="{LABELS:.1f}" y="{top + 4.0:.1f}" width="{wide:.1f}" height="{ROW - 8.0:.1f}">'
        f"<title>{escape(f'{bar.label}: {bar.figure}')}</title></rect>",
        text(LABELS + wide + 6.0, middle + 4.0, bar.figure),
    ]


def _upright(kind: str, x: float, bottom: float) -> str:
    return f'<line class="{kind}" x1="{x:.1f}" y1="{HEAD:.1f}" x2="{x:.1f}" y2="{bottom:.1f}"/>'
