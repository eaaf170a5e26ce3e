"""Charts over axes: curves against one variable, and a map over two."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from orbitcalc.report.charts.axes import (
    BOTTOM,
    COLOURS,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    axis,
    frame,
    safe,
    sheet,
    text,
)
from orbitcalc.report.document import Chart
from orbitcalc.units import number

LEGEND, LONE = 150.0, 20.0
"""Width of a legend, and half the width of a lone column of a map [px]."""

COLD, WARM = (33, 102, 172), (253, 174, 97)
"""Colours of the smallest and the largest value of a map."""

KEYS = 5
"""Values that the legend of a map shows."""

Place = tuple[float, float]


@dataclass(frozen=True)
class Series:
    """One curve: its name and its points; a gap where y is not finite."""

    name: str
    x: Sequence[float]
    y: Sequence[float]


def curves(
    title: str, labels: tuple[str, str], series: Sequence[Series], description: str, *, log: bool = False
) -> Chart:
    """Curves over an axis, with `labels` for both axes; `log` is for the axis across."""
    named = len(series) > 1
    right = WIDTH - RIGHT - (LEGEND if named else 0.0)
    x = axis(labels[0], [value for item in series for value in item.x], LEFT, right, log=log)
    y = axis(labels[1], [value for item in series for value in item.y], HEIGHT - BOTTOM, TOP)
    parts = frame(x, y)
    for index, item in enumerate(series):
        colour = f"c{index % COLOURS}"
        places = [(x.at(a), y.at(b)) if math.isfinite(b) else None for a, b in zip(item.x, item.y, strict=True)]
        parts += [_path(run, colour) for run in _runs(places)]
        if named:
            at = TOP + 10.0 + 20.0 * index
            parts += [_path([(right + 12.0, at), (right + 32.0, at)], colour), text(right + 38.0, at + 4.0, item.name)]
    return sheet(title, description, parts)


def _runs(places: Sequence[Place | None]) -> list[list[Place]]:
    """The places between gaps."""
    runs: list[list[Place]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return [run for run in runs if run]


def _path(run: Sequence[Place], colour: str) -> str:
    """A line through places; a lone one is a dot."""
    if len(run) == 1:
        return f'<circle class="line {colour}" cx="{run[0][0]:.1f}" cy="{run[0][1]:.1f}" r="2.5"/>'
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in run)
    return f'<polyline class="line {colour}" points="{points}"/>'


def heat_map(
    title: str,
    labels: tuple[str, str, str],
    places: tuple[Sequence[float], Sequence[float]],
    values: Sequence[Sequence[float]],
    description: str,
    *,
    logs: tuple[bool, bool] = (False, False),
) -> Chart:
    """A map of `values[i][j]` at the i-th place across and the j-th place up, empty where it is not finite."""
    right = WIDTH - RIGHT - LEGEND
    across = axis(labels[0], places[0], LEFT, right, log=logs[0])
    up = axis(labels[1], places[1], HEIGHT - BOTTOM, TOP, log=logs[1])
    known = [value for row in values for value in row if math.isfinite(value)] or [0.0]
    low, high = min(known), max(known)
    columns, rows = _edges([across.at(x) for x in places[0]]), _edges([up.at(y) for y in places[1]])
    cells = [
        _cell(column, row, _colour((value - low) / ((high - low) or 1.0)), f"{labels[2]}: {number(value)}")
        for column, line in zip(pairwise(columns), values, strict=True)
        for row, value in zip(pairwise(rows), line, strict=True)
        if math.isfinite(value)
    ]
    return sheet(title, description, [*cells, *frame(across, up), *_key(labels[2], low, high, right + 20.0)])


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
