"""A tornado as SVG: for each input a bar from the result at its one end to that at the other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from orbitcalc.report.axes import RIGHT, WIDTH, Scale, across, axis, document, text

ROW, LABELS, HEAD, FOOT = 26.0, 320.0, 44.0, 56.0
LETTER = 6.8
"""Width of a letter of a label; a longer label moves the chart to the right."""


@dataclass(frozen=True)
class Bar:
    """An input's label, the result at its low and its high end, extremes between, and the figures as text.

    An end that is not finite is left open.
    """

    label: str
    low: float
    high: float
    inner: Sequence[float] = ()
    figure: str = ""


def tornado(title: str, label: str, base: float, bars: Sequence[Bar], description: str) -> str:
    """The figure as an SVG document, the bars in the order given."""
    height = HEAD + ROW * len(bars) + FOOT
    edge = max(LABELS, 16.0 + LETTER * max((len(bar.label) for bar in bars), default=0))
    values = [base, *(value for bar in bars for value in (bar.low, bar.high, *bar.inner))]
    x = axis(label, values, edge, WIDTH - RIGHT)
    middle = x.at(base)
    parts = [line for row, bar in enumerate(bars) for line in _row(bar, x, base, HEAD + ROW * row, edge)]
    rule = f'<line class="frame" x1="{middle:.1f}" y1="{HEAD:.1f}" x2="{middle:.1f}" y2="{height - FOOT:.1f}"/>'
    key = [text(16.0, height - 12.0, "blue: at the low end; orange: at the high end; dot: an extreme between")]
    return document(title, description, [*across(x, HEAD, height - FOOT), *parts, rule, *key], height=height)


def _row(bar: Bar, x: Scale, base: float, top: float, edge: float) -> list[str]:
    """One bar: what the low end does, what the high end does, and the extremes between."""
    middle = top + ROW / 2.0
    drawn = [text(edge - 8.0, middle + 4.0, bar.label, "end")]
    for kind, value in (("low", bar.low), ("high", bar.high)):
        if math.isfinite(value):
            left, right = sorted((x.at(base), x.at(value)))
            drawn.append(
                f'<rect class="{kind}" x="{left:.1f}" y="{top + 4.0:.1f}" width="{max(right - left, 0.5):.1f}" '
                f'height="{ROW - 8.0:.1f}"><title>{escape(bar.figure)}</title></rect>'
            )
    drawn += [f'<circle class="mark" cx="{x.at(value):.1f}" cy="{middle:.1f}" r="3.5"/>' for value in bar.inner]
    return drawn
