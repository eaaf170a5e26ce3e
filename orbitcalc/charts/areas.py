"""Filled areas: a map over two variables, and the distributions of several over the futures."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.charts.axes import (
    BOTTOM,
    HEIGHT,
    LEFT,
    LEGEND,
    RIGHT,
    TOP,
    WIDTH,
    Axis,
    Place,
    across,
    axis,
    frame,
    safe,
    sheet,
    text,
    upright,
)
from orbitcalc.charts.chart import Chart
from orbitcalc.units import number

COLUMNS, PLOT, CELL, SIDE, HEAD = 2, 120.0, 216.0, 26.0, 40.0
"""Panels beside each other; the height of the plot of one and of all of it, its margins, and the title [px]."""

BINS, FAR = 30, 20.0
"""Bins of a panel, and the ratio of its ends from which on its axis is logarithmic."""

SHOWN = (0.005, 0.995)
"""Shares of the values below the ends of the axis."""

COLD, WARM = (33, 102, 172), (253, 174, 97)
"""Colours of the smallest and the largest value of a map."""

LONE, KEYS = 20.0, 5
"""Half the width of a lone column of a map [px], and the values that its legend shows."""


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
    columns = min(COLUMNS, len(panels))
    wide = WIDTH / columns
    places = [(wide * (at % columns) + SIDE, HEAD + CELL * (at // columns)) for at in range(len(panels))]
    parts = [part for place, panel in zip(places, panels, strict=True) for part in _panel(panel, *place, wide)]
    own = "; line: this scenario" if any(math.isfinite(panel.own) for panel in panels) else ""
    key = f"Blue: from the 5 to the 95 % point; grey: the rest, 0.5 % at each end not shown; dashes: the median{own}."
    height = HEAD + CELL * math.ceil(len(panels) / columns)
    return sheet(title, description, parts, height=height, notes=[key, *notes])


def _panel(panel: Panel, left: float, top: float, wide: float) -> Iterator[str]:
    """The bars of one variable over its axis, with a head that gives its figures."""
    bottom = top + 24.0 + PLOT
    yield text(left, top + 14.0, panel.remark)
    known = panel.values[np.isfinite(panel.values)]
    if not known.size:
        return
    x = _axis(panel, known, left, left + wide - 2.0 * SIDE)
    edges = np.geomspace(x.low, x.high, BINS + 1) if x.log else np.linspace(x.low, x.high, BINS + 1)
    counts, _ = np.histogram(known, edges)
    yield from across(x, top + 24.0, bottom)
    tall = (PLOT - 8.0) / max(int(counts.max()), 1)
    bars: dict[str, list[str]] = {"low": [], "span": []}
    for start, stop, count in zip(edges, edges[1:], counts.tolist(), strict=False):
        a, b = x.at(float(start)), x.at(float(stop))
        middle = math.sqrt(start * stop) if x.log else 0.5 * (start + stop)
        inside = panel.low <= middle <= (panel.high if math.isfinite(panel.high) else math.inf)
        bars["low" if inside else "span"].append(
            f"M{a:.1f} {bottom:g}v{-count * tall:.1f}h{b - a - 0.4:.1f}V{bottom:g}"
        )
    yield from (f'<path class="{kind}" d="{"".join(outlines)}"/>' for kind, outlines in bars.items() if outlines)
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


def heat_map(
    title: str,
    labels: tuple[str, str, str],
    places: tuple[Sequence[float], Sequence[float]],
    values: Sequence[Sequence[float]],
    description: str,
    *,
    logs: tuple[bool, bool] = (False, False),
    notes: Sequence[str] = (),
) -> Chart:
    """A map of `values[i][j]` at the i-th place across and the j-th place up, empty where it is not finite."""
    right = WIDTH - RIGHT - LEGEND
    x = axis(labels[0], places[0], LEFT, right, log=logs[0])
    y = axis(labels[1], places[1], HEIGHT - BOTTOM, TOP, log=logs[1])
    known = [value for row in values for value in row if math.isfinite(value)] or [0.0]
    low, high = min(known), max(known)
    columns, rows = _edges([x.at(value) for value in places[0]]), _edges([y.at(value) for value in places[1]])
    cells = [
        _cell(column, row, _colour((value - low) / ((high - low) or 1.0)), f"{labels[2]}: {number(value)}")
        for column, line in zip(pairwise(columns), values, strict=True)
        for row, value in zip(pairwise(rows), line, strict=True)
        if math.isfinite(value)
    ]
    return sheet(title, description, [*cells, *frame(x, y), *_key(labels[2], low, high, right + 20.0)], notes=notes)


def _edges(places: Sequence[float]) -> list[float]:
    """The first and last place, and half way between neighbours; a lone one gets some width."""
    if len(places) == 1:
        return [places[0] - LONE, places[0] + LONE]
    return [places[0], *(0.5 * (a + b) for a, b in pairwise(places)), places[-1]]


def _colour(share: float) -> str:
    mixed = (round(a + share * (b - a)) for a, b in zip(COLD, WARM, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _cell(column: Place, row: Place, colour: str, label: str) -> str:
    size = f'width="{abs(column[1] - column[0]) + 0.3:.1f}" height="{abs(row[1] - row[0]) + 0.3:.1f}"'
    place = f'x="{min(column):.1f}" y="{min(row):.1f}"'
    return f'<rect {place} {size} fill="{colour}"><title>{safe(label)}</title></rect>'


def _key(label: str, low: float, high: float, left: float) -> list[str]:
    """What the colours mean."""
    parts = [text(left, TOP + 6.0, label)]
    for index in range(KEYS):
        share = index / (KEYS - 1)
        top = TOP + 18.0 + 22.0 * index
        parts.append(f'<rect x="{left:.1f}" y="{top:.1f}" width="18" height="18" fill="{_colour(share)}"/>')
        parts.append(text(left + 26.0, top + 13.0, number(low + share * (high - low), 3)))
    return parts
