"""Figures of a sweep: curves against one variable, and a map over two."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from orbitcalc.report.axes import BOTTOM, COLOURS, HEIGHT, LEFT, RIGHT, TOP, WIDTH, axis, document, frame, text
from orbitcalc.units import number

LEGEND, LONE = 150.0, 20.0
_COLD, _WARM = (33, 102, 172), (253, 174, 97)


@dataclass(frozen=True)
class Series:
    """One curve: its name and its points; a gap where y is not finite."""

    name: str
    x: Sequence[float]
    y: Sequence[float]


def curves(
    title: str, x_label: str, y_label: str, series: Sequence[Series], description: str, *, log: bool = False
) -> str:
    """Curves as an SVG document; `log` is for the axis across."""
    named = len(series) > 1
    right = WIDTH - RIGHT - (LEGEND if named else 0.0)
    x = axis(x_label, [value for each in series for value in each.x], LEFT, right, log=log)
    y = axis(y_label, [value for each in series for value in each.y], HEIGHT - BOTTOM, TOP)
    parts = frame(x, y)
    for index, each in enumerate(series):
        colour = f"c{index % COLOURS}"
        places = [(x.at(a), y.at(b)) if math.isfinite(b) else None for a, b in zip(each.x, each.y, strict=True)]
        parts += [_path(run, colour) for run in _runs(places)]
        if named:
            at = TOP + 10.0 + 20.0 * index
            parts += [_path([(right + 12.0, at), (right + 32.0, at)], colour), text(right + 38.0, at + 4.0, each.name)]
    return document(title, description, parts)


def _runs(places: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """The places between gaps."""
    runs: list[list[tuple[float, float]]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return [run for run in runs if run]


def _path(run: Sequence[tuple[float, float]], colour: str) -> str:
    """A line through places; a lone one is a dot."""
    if len(run) == 1:
        return f'<circle class="line {colour}" cx="{run[0][0]:.1f}" cy="{run[0][1]:.1f}" r="2.5"/>'
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in run)
    return f'<polyline class="line {colour}" points="{points}"/>'


def heat(
    title: str, labels: tuple[str, str, str], x: Sequence[float], y: Sequence[float], z: Sequence[Sequence[float]],
    description: str, *, logs: tuple[bool, bool] = (False, False),
) -> str:  # fmt: skip
    """A map as an SVG document: `z[i][j]` is at `x[i]` and `y[j]`, empty where it is not finite."""
    right = WIDTH - RIGHT - LEGEND
    across = axis(labels[0], x, LEFT, right, log=logs[0])
    up = axis(labels[1], y, HEIGHT - BOTTOM, TOP, log=logs[1])
    known = [value for row in z for value in row if math.isfinite(value)] or [0.0]
    low, high = min(known), max(known)
    xs, ys = _edges([across.at(value) for value in x]), _edges([up.at(value) for value in y])
    cells = [
        _cell(xs[i : i + 2], ys[j : j + 2], value, low, high, labels[2])
        for i, row in enumerate(z)
        for j, value in enumerate(row)
        if math.isfinite(value)
    ]
    return document(title, description, [*cells, *frame(across, up), *_key(labels[2], low, high, right + 20.0)])


def _edges(places: Sequence[float]) -> list[float]:
    """Half way between neighbours, and the first and last place themselves; a lone one gets some width."""
    if len(places) == 1:
        return [places[0] - LONE, places[0] + LONE]
    return [places[0], *(0.5 * (a + b) for a, b in pairwise(places)), places[-1]]


def _colour(share: float) -> str:
    mixed = (round(a + share * (b - a)) for a, b in zip(_COLD, _WARM, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _cell(xs: Sequence[float], ys: Sequence[float], value: float, low: float, high: float, label: str) -> str:
    colour = _colour((value - low) / ((high - low) or 1.0))
    said = f"{escape(label)}: {number(value)}"
    return (
        f'<rect x="{min(xs):.1f}" y="{min(ys):.1f}" width="{abs(xs[1] - xs[0]) + 0.3:.1f}" '
        f'height="{abs(ys[1] - ys[0]) + 0.3:.1f}" fill="{colour}"><title>{said}</title></rect>'
    )


def _key(label: str, low: float, high: float, left: float) -> list[str]:
    """What the colours mean."""
    steps = 5
    parts = [text(left, TOP + 6.0, label)]
    for index in range(steps):
        share = index / (steps - 1)
        top = TOP + 18.0 + 22.0 * index
        parts.append(f'<rect x="{left:.1f}" y="{top:.1f}" width="18" height="18" fill="{_colour(share)}"/>')
        parts.append(text(left + 26.0, top + 13.0, number(low + share * (high - low), 3)))
    return parts
