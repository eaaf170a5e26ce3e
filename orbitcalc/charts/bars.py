"""Charts of bars: parts of a whole, one number a year, a tornado, a waterfall."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from orbitcalc.charts.axes import (
    LEFT,
    LETTER,
    RIGHT,
    ROOM,
    TOP,
    WIDTH,
    Axis,
    across,
    axis,
    box,
    level,
    rungs,
    sheet,
    text,
    upright,
)
from orbitcalc.charts.chart import Chart
from orbitcalc.units import number

ROW, BAR, HEAD, FOOT = 26.0, 18.0, 44.0, 14.0
"""Heights of a row, of its bar, and of what is above and below the rows [px]."""

LABELS, FIGURES = 200.0, 170.0
"""Widths of the labels and of the figures [px]."""

PLOT, UNDER_PLOT, FILLED = 200.0, 34.0, 0.7
"""Height of a plot over the years and of what is below it [px]; share of a year's width that is bar."""

LEAST, BEYOND = 1.1, 2.0
"""In units of the limit: the room that there is at least, and at most; a figure says the rest."""

EVERY = 5
"""Years from one label to the next."""

OPEN_ROOM = 0.08
"""Room beside the known results for a bar with an open end, as a share of their width."""

LABEL_LETTERS = 42
"""Letters of a label beside a waterfall."""


@dataclass(frozen=True)
class Level:
    """One bar from zero: its label, its size (nothing is drawn where that is no number), its figure as text."""

    label: str
    size: float
    figure: str


def levels(title: str, bars: Sequence[Level], description: str, *, limit: float = 0.0) -> Chart:
    """Bars across; those beyond a `limit` above zero are marked."""
    largest = max((bar.size for bar in bars if math.isfinite(bar.size)), default=0.0)
    longest = min(max(largest, LEAST * limit), BEYOND * limit) if limit else largest
    scale = (WIDTH - LABELS - FIGURES - RIGHT) / (longest or 1.0)
    foot = HEAD + ROW * len(bars)
    lines = [upright("frame", LABELS, HEAD, foot)]
    if limit:
        lines.append(upright("frame dashed", LABELS + limit * scale, HEAD, foot))
    rows = [part for at, bar in enumerate(bars) for part in _level(bar, HEAD + ROW * at, scale, longest, limit)]
    return sheet(title, description, [*lines, *rows], height=foot + FOOT)


def _level(bar: Level, top: float, scale: float, longest: float, limit: float) -> list[str]:
    """A label, a bar no longer than there is room, and its figure."""
    wide = (0.0 if math.isnan(bar.size) else min(max(bar.size, 0.0), longest)) * scale
    kind = "high" if limit and bar.size > limit else "low"
    return [
        _label(bar.label, LABELS, top),
        box(kind, LABELS, top + (ROW - BAR) / 2.0, wide, BAR, f"{bar.label}: {bar.figure}"),
        _figure(bar.figure, LABELS + wide, top),
    ]


def _label(words: str, edge: float, top: float) -> str:
    return text(edge - 8.0, top + ROW / 2.0 + 4.0, words, "end")


def _figure(words: str, edge: float, top: float) -> str:
    return text(edge + 6.0, top + ROW / 2.0 + 4.0, words)


def years(
    title: str, calendar: Sequence[float], values: Sequence[float], description: str, *, limit: float = 0.0
) -> Chart:
    """A bar for each year, and a line at a `limit` above zero."""
    largest = max((value for value in (*values, limit) if math.isfinite(value)), default=0.0)
    up = Axis("", 0.0, largest or 1.0, TOP + PLOT, TOP)
    wide = (WIDTH - RIGHT - LEFT) / max(len(values), 1)
    parts = rungs(up, LEFT, WIDTH - RIGHT)
    for index, (year, value) in enumerate(zip(calendar, values, strict=True)):
        parts += _year(up, LEFT + wide * index, wide, year, value)
    lines = [level("frame", up.start, LEFT, WIDTH - RIGHT)]
    lines += [level("frame dashed", up.at(limit), LEFT, WIDTH - RIGHT)] if limit else []
    return sheet(title, description, [*parts, *lines], height=TOP + PLOT + UNDER_PLOT)


def _year(up: Axis, left: float, wide: float, year: float, value: float) -> list[str]:
    """The bar of one year, and every few years the year below it."""
    parts = []
    if math.isfinite(value):
        side, top = wide * (1.0 - FILLED) / 2.0, up.at(value)
        parts.append(box("low", left + side, top, wide * FILLED, up.start - top, f"{year:g}: {number(value)}"))
    if int(year) % EVERY == 0:
        parts.append(text(left + wide / 2.0, up.start + 18.0, f"{year:g}", "middle"))
    return parts


@dataclass(frozen=True)
class Swing:
    """An input's label, the result at its low and its high end, extremes between, and the figures as text.

    Where an end has no value, `open_low` or `open_high` is set, and the result is the last one before it.
    """

    label: str
    low: float
    high: float
    inner: Sequence[float] = ()
    figure: str = ""
    open_low: bool = False
    open_high: bool = False

    def outward(self, base: float) -> dict[str, float]:
        """The open ends, each with the way its bar leaves the base: 1 towards larger results, -1 towards smaller."""
        sides = {"low": (self.low, self.high, self.open_low), "high": (self.high, self.low, self.open_high)}
        away = {kind: (value - base) or (base - other) for kind, (value, other, is_open) in sides.items() if is_open}
        return {kind: -1.0 if way < 0.0 else 1.0 for kind, way in away.items() if math.isfinite(base)}


def tornado(title: str, label: str, base: float, swings: Sequence[Swing], description: str) -> Chart:
    """For each input a bar from the result at its one end to that at the other, in the order given."""
    foot = HEAD + ROW * len(swings)
    edge = max([320.0, *(16.0 + LETTER * len(swing.label) for swing in swings)])
    values = [base, *(value for swing in swings for value in (swing.low, swing.high, *swing.inner))]
    known = [value for value in values if math.isfinite(value)] or [0.0]
    ways = {way for swing in swings for way in swing.outward(base).values()}
    room = [(max(known) if way > 0.0 else min(known)) + way * OPEN_ROOM * (max(known) - min(known)) for way in ways]
    wide = ROOM * (max(known) - min(known))
    x = axis(label, [*values, *room, min(known) - wide, max(known) + wide], edge, WIDTH - RIGHT)
    parts = [part for row, swing in enumerate(swings) for part in _swing(swing, x, base, HEAD + ROW * row)]
    rule = upright("frame", x.at(base), HEAD, foot)
    dashes = "; dashed: no value from there to that end" if ways else ""
    dots = "; dot: an extreme between" if any(swing.inner for swing in swings) else ""
    key = f"Blue: the result at the low end of the range; orange: at the high end{dots}{dashes}."
    return sheet(title, description, [*across(x, HEAD, foot), *parts, rule], height=foot + 66.0, notes=[key])


def _swing(swing: Swing, x: Axis, base: float, top: float) -> list[str]:
    """One bar: the result at the low end, at the high end, and the extremes between."""
    parts = [_label(swing.label, x.start, top)]
    for kind, value in (("low", swing.low), ("high", swing.high)):
        if math.isfinite(value):
            left, right = sorted((x.at(base), x.at(value)))
            parts.append(box(kind, left, top + (ROW - BAR) / 2.0, max(right - left, 0.5), BAR, swing.figure))
    for kind, way in swing.outward(base).items():
        start = swing.low if kind == "low" else swing.high
        left, right = sorted((x.at(start if math.isfinite(start) else base), x.stop if way > 0.0 else x.start))
        parts.append(box("frame dashed", left, top + (ROW - BAR) / 2.0, right - left, BAR, f"{swing.figure} (open)"))
    middle = top + ROW / 2.0
    return parts + [f'<circle class="mark" cx="{x.at(value):.1f}" cy="{middle:.1f}" r="3.5"/>' for value in swing.inner]


@dataclass(frozen=True)
class Step:
    """One row of a waterfall: its label, size and figure. A total starts at zero, a step where the last one ends."""

    label: str
    size: float
    figure: str
    total: bool = False


def waterfall(title: str, steps: Sequence[Step], description: str) -> Chart:
    """From one total to another by steps."""
    spans = extents(steps)
    edge = min(max([16.0, *(16.0 + LETTER * min(len(step.label), LABEL_LETTERS) for step in steps)]), 0.45 * WIDTH)
    low = min(0.0, *(min(span) for span in spans))
    high = max(0.0, *(max(span) for span in spans))
    x = Axis("", low, high or 1.0, edge, WIDTH - RIGHT - FIGURES / 2.0)
    foot = HEAD + ROW * len(steps)
    rows = []
    for at, (step, (start, stop)) in enumerate(zip(steps, spans, strict=True)):
        rows += _step(step, x, start, stop, HEAD + ROW * at)
        if at < len(steps) - 1:
            top = HEAD + ROW * at + (ROW + BAR) / 2.0
            rows.append(upright("frame", x.at(stop), top, top + ROW - BAR))
    return sheet(title, description, [upright("frame", x.at(0.0), HEAD, foot), *rows], height=foot + FOOT)


def extents(steps: Sequence[Step]) -> list[tuple[float, float]]:
    """Where each bar begins and ends; a step begins where the one before it ends."""
    spans, at = [], 0.0
    for step in steps:
        start = 0.0 if step.total else at
        at = start + step.size
        spans.append((start, at))
    return spans


def _step(step: Step, x: Axis, start: float, stop: float, top: float) -> list[str]:
    """A label, a bar and its figure."""
    kind = "total" if step.total else "high" if step.size > 0.0 else "low"
    left, right = sorted((x.at(start), x.at(stop)))
    short = step.label if len(step.label) <= LABEL_LETTERS else f"{step.label[: LABEL_LETTERS - 1].rstrip()}…"
    return [
        _label(short, x.start, top),
        box(kind, left, top + (ROW - BAR) / 2.0, max(right - left, 1.0), BAR, f"{step.label}: {step.figure}"),
        _figure(step.figure, right, top),
    ]
