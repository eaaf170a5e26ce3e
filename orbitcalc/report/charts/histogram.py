"""Distributions: for each variable the share of the futures in each of some bins, with its 5 to 95 % range."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.report.charts.axes import WIDTH, Axis, across, box, sheet, text, upright
from orbitcalc.report.document import Chart

COLUMNS, WIDE, PLOT, CELL, SIDE, HEAD = 2, WIDTH / 2.0, 120.0, 216.0, 20.0, 40.0
"""Panels beside each other; the width of one, the height of its plot and of all of it, its margin, its head [px]."""

BINS, FAR = 40, 20.0
"""Bins of a panel, and the ratio of its ends from which on its axis is logarithmic."""

SHOWN = (0.005, 0.995)
"""Shares of the values below the ends of the axis."""


@dataclass(frozen=True)
class Panel:
    """The values of one variable in the unit of its label, its range, its median, its own point, and a remark."""

    label: str
    values: Array
    low: float
    median: float
    high: float
    own: float = math.nan
    remark: str = ""


def histograms(title: str, panels: Sequence[Panel], description: str, notes: Sequence[str] = ()) -> Chart:
    """A panel for each variable, two beside each other."""
    parts = [part for at, panel in enumerate(panels) for part in _panel(panel, at % COLUMNS, at // COLUMNS)]
    key = (
        "Blue: 90 % of the values, from the 5 to the 95 % point; grey: the rest, 0.5 % at each end not shown; dashes: "
        "the median; line: this scenario."
    )
    height = HEAD + CELL * math.ceil(len(panels) / COLUMNS) + 16.0
    return sheet(title, description, parts, height=height, notes=[key, *notes])


def _panel(panel: Panel, column: int, row: int) -> Iterator[str]:
    """The bars of one variable over its axis, with a head that gives its figures."""
    left, top = WIDE * column + SIDE, HEAD + CELL * row
    bottom = top + 24.0 + PLOT
    yield text(left, top + 14.0, panel.remark)
    known = panel.values[np.isfinite(panel.values)]
    if not known.size:
        return
    x = _axis(panel, known, left, left + WIDE - 2.0 * SIDE)
    edges = np.geomspace(x.low, x.high, BINS + 1) if x.log else np.linspace(x.low, x.high, BINS + 1)
    counts, _ = np.histogram(known, edges)
    yield from across(x, top + 24.0, bottom)
    tall = (PLOT - 8.0) / max(int(counts.max()), 1)
    for start, stop, count in zip(edges, edges[1:], counts.tolist(), strict=False):
        a, b = x.at(float(start)), x.at(float(stop))
        middle = math.sqrt(start * stop) if x.log else 0.5 * (start + stop)
        inside = panel.low <= middle <= (panel.high if math.isfinite(panel.high) else math.inf)
        share = f"{100.0 * count / panel.values.size:.2g} %"
        yield box("low" if inside else "span", a, bottom - count * tall, b - a - 0.4, count * tall, share)
    for kind, value in (("rule dashed", panel.median), ("rule", panel.own)):
        if x.low <= value <= x.high:
            yield upright(kind, x.at(value), top + 24.0, bottom)


def _axis(panel: Panel, known: Array, start: float, stop: float) -> Axis:
    """An axis over nearly all values, and the scenario's own."""
    own = [panel.own] if math.isfinite(panel.own) else []
    low, high = (float(end) for end in np.quantile(known, SHOWN))
    low, high = min([low, *own]), max([high, *own])
    if low == high:
        low, high = low - 0.5 * abs(low or 1.0), high + 0.5 * abs(high or 1.0)
    return Axis(panel.label, low, high, start, stop, log=low > 0.0 and high > FAR * low)
