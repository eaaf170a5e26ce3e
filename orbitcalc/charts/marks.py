"""Rows of marks on one axis: a figure in its range, scenarios side by side, indices with their intervals."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orbitcalc.charts.axes import LETTER, RIGHT, WIDTH, Axis, across, axis, box, sheet, text, upright
from orbitcalc.charts.chart import Chart
from orbitcalc.charts.style import HUES

ROW, HEAD, FOOT = 26.0, 44.0, 56.0
"""Heights of a row, of what is above the rows, and of the axis below them [px]."""

LABEL_MOST, PLOT = 300.0, 320.0
"""Greatest width of the labels, and least of the plot [px]."""

SPAN, SIZE, BESIDE = 8.0, 5.0, 0.05
"""Height of a range and half the width of a mark [px]; room beside the values, as a share of the axis."""

SHAPES = ("circle", "diamond", "square", "triangle")


@dataclass(frozen=True)
class Mark:
    """One value in a row; its series gives it colour and shape, `figure` is its text for the pointer."""

    value: float
    figure: str
    series: int = 0


@dataclass(frozen=True)
class Row:
    """A label, its marks, a range whose infinite end is open, and a figure at the right."""

    label: str
    marks: Sequence[Mark]
    span: tuple[float, float] = (math.nan, math.nan)
    figure: str = ""

    @property
    def finite(self) -> list[float]:
        """The values and ends that have a place."""
        return [value for value in (*self.span, *(mark.value for mark in self.marks)) if math.isfinite(value)]


def rows_of_marks(
    title: str,
    label: str,
    rows: Sequence[Row],
    description: str,
    *,
    log: bool = False,
    series: Sequence[str] = (),
    rule: float | None = None,
    notes: Sequence[str] = (),
) -> Chart:
    """Marks in rows over the axis of that label; `series` names their kinds, `rule` is a line from top to bottom."""
    left = min(max([90.0, *(24.0 + LETTER * len(row.label) for row in rows)]), LABEL_MOST)
    figures = max([RIGHT, *(20.0 + LETTER * len(row.figure) for row in rows)])
    width = max(WIDTH, left + PLOT + figures)
    keys = ROW if len(series) > 1 else 0.0
    head, foot = HEAD + keys, HEAD + keys + ROW * len(rows)
    values = [value for row in rows for value in row.finite if not log or value > 0.0]
    x = _roomy(axis(label, [*values, *([] if rule is None else [rule])], left, width - figures, log=log))
    parts = [*across(x, head, foot), *_keys(series)]
    if rule is not None:
        parts.append(upright("rule", x.at(rule), head, foot))
    for at, row in enumerate(rows):
        parts += _row(row, x, head + ROW * (at + 0.5))
    return sheet(title, description, parts, height=foot + FOOT, notes=notes, width=width)


def _roomy(x: Axis) -> Axis:
    """The axis with room beside its ends."""
    if x.log:
        more = (x.high / x.low) ** BESIDE
        return Axis(x.label, x.low / more, x.high * more, x.start, x.stop, log=True)
    more = BESIDE * (x.high - x.low)
    return Axis(x.label, x.low - more, x.high + more, x.start, x.stop)


def _keys(series: Sequence[str]) -> Iterator[str]:
    """The mark of each series with its name, in one line."""
    at = 20.0
    for number, name in enumerate(series if len(series) > 1 else ()):
        yield shape(number, at, HEAD)
        yield text(at + 12.0, HEAD + 4.0, name)
        at += 40.0 + LETTER * len(name)


def _row(row: Row, x: Axis, middle: float) -> Iterator[str]:
    """A label, the range, the marks on it and the figure."""
    room = round((x.start - 24.0) / LETTER)
    short = row.label if len(row.label) <= room else f"{row.label[: room - 1].rstrip()}…"
    yield text(x.start - 8.0, middle + 4.0, short, "end")
    low, high = row.span
    if not math.isnan(low) and not math.isnan(high):
        left, right = (min(max(_place(x, end), x.start), x.stop) for end in (low, high))
        yield box("span", left, middle - SPAN / 2.0, right - left, SPAN, f"{row.label}: {row.figure}")
        if math.isinf(high):
            tip = f"{right:.1f},{middle - SPAN:.1f} {right + SPAN:.1f},{middle:.1f} {right:.1f},{middle + SPAN:.1f}"
            yield f'<polygon class="span" points="{tip}"/>'
    for mark in row.marks:
        if math.isfinite(mark.value) and (mark.value > 0.0 or not x.log):
            yield shape(mark.series, x.at(mark.value), middle, mark.figure)
    yield text(x.stop + 12.0, middle + 4.0, row.figure)


def _place(x: Axis, value: float) -> float:
    """The pixel of a value; an infinite one is at its end of the axis."""
    if math.isinf(value) or (x.log and value <= 0.0):
        return x.stop if value > 0.0 else x.start
    return x.at(value)


def shape(series: int, x: float, y: float, words: str = "") -> str:
    """The mark of a series at a place."""
    kind, r = SHAPES[series % len(SHAPES)], SIZE
    colour = f"f{series % len(HUES)}"
    if kind == "circle":
        return f'<circle class="{colour}" cx="{x:.1f}" cy="{y:.1f}" r="{r:g}"/>'
    if kind == "square":
        return box(colour, x - r, y - r, 2.0 * r, 2.0 * r, words)
    corners = {
        "diamond": ((0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)),
        "triangle": ((0.0, -1.2), (1.2, 1.0), (-1.2, 1.0)),
    }[kind]
    points = " ".join(f"{x + r * dx:.1f},{y + r * dy:.1f}" for dx, dy in corners)
    return f'<polygon class="{colour}" points="{points}"/>'
