"""Sheets, axes and texts of every drawing; curves over an axis, and a map over two."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from orbitcalc.printable import clean
from orbitcalc.report.charts.style import DRAWING, HUES
from orbitcalc.report.document import Chart
from orbitcalc.units import number

WIDTH, HEIGHT = 760.0, 460.0
LEFT, RIGHT, TOP, BOTTOM = 90.0, 24.0, 44.0, 56.0
"""Size of a drawing, and the margins around its plot [px]."""

TITLE_LINE, TITLE_LETTERS = 20.0, 90
"""Height of a line of the title [px], and the letters that fit in one."""

LEGEND, MOST_LEGEND, LETTER, LONE = 150.0, 300.0, 6.8, 20.0
"""Least and greatest width of a legend, the width of a letter, and half that of a lone column of a map [px]."""

NOTE_LINE, NOTE_LETTERS, ROOM = 17.0, 108, 0.04
"""Height of a line below a drawing [px], the letters that fit in one, and the room above and below curves [1]."""

COLD, WARM = (33, 102, 172), (253, 174, 97)
"""Colours of the smallest and the largest value of a map."""

KEYS = 5
"""Values that the legend of a map shows."""

Place = tuple[float, float]


@dataclass(frozen=True)
class Axis:
    """One axis: its label, its ends, whether it is logarithmic, and the pixels it runs between."""

    label: str
    low: float
    high: float
    start: float
    stop: float
    log: bool = False

    def at(self, value: float) -> float:
        """The pixel of a value."""
        low, high = self.low, self.high
        if self.log:
            value, low, high = math.log(value), math.log(low), math.log(high)
        return self.start + (value - low) / ((high - low) or 1.0) * (self.stop - self.start)

    def ticks(self) -> list[float]:
        """Round values between the ends."""
        if self.log:
            first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
            steps = (1.0, 2.0, 5.0) if last - first < 4 else (1.0,)
            round_values = (step * 10.0**power for power in range(first, last + 1) for step in steps)
            return [value for value in round_values if self.low * (1 - 1e-9) <= value <= self.high * (1 + 1e-9)]
        step = _round_step((self.high - self.low) or 1.0)
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [step * index for index in range(first, last + 1)]


def _round_step(width: float) -> float:
    """A round step that divides a width into four to ten."""
    power = 10.0 ** math.floor(math.log10(width))
    return power * next(share for share in (0.1, 0.2, 0.5, 1.0) if width / (share * power) <= 10.0)


def axis(label: str, values: Sequence[float], start: float, stop: float, *, log: bool = False) -> Axis:
    """An axis that holds some values; logarithmic only where they are above zero."""
    known = [value for value in values if math.isfinite(value)] or [0.0, 1.0]
    low, high = min(known), max(known)
    log = log and low > 0.0
    if low == high:
        low, high = (low / 2.0, high * 2.0) if log else (low - abs(low or 1.0) / 2.0, high + abs(high or 1.0) / 2.0)
    return Axis(label, low, high, start, stop, log)


def frame(x: Axis, y: Axis) -> list[str]:
    """The frame of a plot with both axes, lines at the ticks, and labels."""
    middle = 0.5 * (y.start + y.stop)
    turned = f'transform="translate(16 {middle:.1f}) rotate(-90)"'
    label = f'<text class="ink" text-anchor="middle" {turned}>{safe(y.label)}</text>'
    return [*across(x, y.stop, y.start), *rungs(y, x.start, x.stop), label]


def rungs(y: Axis, left: float, right: float) -> list[str]:
    """A line at each tick of the axis that goes up, with its number at the left."""
    parts = []
    for tick in y.ticks():
        parts += [level("grid", y.at(tick), left, right), text(left - 8.0, y.at(tick) + 4.0, number(tick, 3), "end")]
    return parts


def across(x: Axis, top: float, bottom: float) -> list[str]:
    """The axis across, with its lines from top to bottom and the frame around them."""
    parts = []
    for tick in x.ticks():
        parts += [upright("grid", x.at(tick), top, bottom), text(x.at(tick), bottom + 18.0, number(tick, 3), "middle")]
    box = f'x="{x.start:.1f}" y="{top:.1f}" width="{x.stop - x.start:.1f}" height="{bottom - top:.1f}"'
    label = text(0.5 * (x.start + x.stop), bottom + 40.0, x.label, "middle")
    return [*parts, f'<rect class="frame" {box}/>', label]


def upright(kind: str, x: float, top: float, bottom: float) -> str:
    """A line from top to bottom."""
    return f'<line class="{kind}" x1="{x:.1f}" y1="{top:.1f}" x2="{x:.1f}" y2="{bottom:.1f}"/>'


def level(kind: str, y: float, left: float, right: float) -> str:
    """A line from left to right."""
    return f'<line class="{kind}" x1="{left:.1f}" y1="{y:.1f}" x2="{right:.1f}" y2="{y:.1f}"/>'


def box(kind: str, left: float, top: float, width: float, height: float, label: str) -> str:
    """A filled rectangle, with a label for the pointer."""
    place = f'x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect class="{kind}" {place}><title>{safe(label)}</title></rect>'


def text(x: float, y: float, words: str, anchor: str = "start", kind: str = "ink") -> str:
    """A text at a place."""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{safe(words)}</text>'


def safe(words: str) -> str:
    """A text as part of an SVG document."""
    return escape(clean(words))


def sheet(
    title: str, description: str, parts: Sequence[str], height: float = HEIGHT, notes: Sequence[str] = ()
) -> Chart:
    """A drawing with its title at the top and notes below; `height` is that below the first line of the title [px]."""
    lines = textwrap.wrap(title, TITLE_LETTERS) or [""]
    more = TITLE_LINE * (len(lines) - 1)
    heads = [text(16.0, 26.0 + TITLE_LINE * at, line, kind="ink head") for at, line in enumerate(lines)]
    remarks = [line for note in notes for line in textwrap.wrap(note, NOTE_LETTERS)]
    below = [text(16.0, height + NOTE_LINE * at, line, kind="soft") for at, line in enumerate(remarks)]
    whole = height + more + NOTE_LINE * len(remarks)
    drawing = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {whole:g}" width="{WIDTH:g}" '
        f'height="{whole:g}" role="img" aria-labelledby="title description">',
        f'<title id="title">{safe(title)}</title>',
        f'<desc id="description">{safe(description)}</desc>',
        f"<style>{DRAWING}</style>",
        f'<rect class="paper" width="{WIDTH:g}" height="{whole:g}"/>',
        *heads,
        f'<g transform="translate(0 {more:g})">' if more else "<g>",
        *parts,
        *below,
        "</g>",
        "</svg>",
    ]
    return Chart(title, description, "\n".join([*drawing, ""]))


# Charts


@dataclass(frozen=True)
class Series:
    """One curve: its name and its points; a gap where y is not finite."""

    name: str
    x: Sequence[float]
    y: Sequence[float]


def curves(
    title: str,
    labels: tuple[str, str],
    series: Sequence[Series],
    description: str,
    *,
    log: bool = False,
    points: Sequence[Place] = (),
    notes: Sequence[str] = (),
) -> Chart:
    """Curves over an axis, with `labels` for both axes and `points` marked; `log` is for the axis across."""
    named = len(series) > 1
    legend = min(max([LEGEND, *(48.0 + LETTER * len(item.name) for item in series)]), MOST_LEGEND) if named else 0.0
    right = WIDTH - RIGHT - legend
    x = axis(labels[0], [value for item in series for value in item.x], LEFT, right, log=log)
    heights = [value for item in series for value in item.y if math.isfinite(value)] or [0.0, 1.0]
    room = ROOM * (max(heights) - min(heights))
    y = axis(labels[1], [*heights, min(heights) - room, max(heights) + room], HEIGHT - BOTTOM, TOP)
    parts = frame(x, y)
    for index, item in enumerate(series):
        colour = f"c{index % len(HUES)}"
        places = [(x.at(a), y.at(b)) if math.isfinite(b) else None for a, b in zip(item.x, item.y, strict=True)]
        parts += [_path(run, colour) for run in _runs(places)]
        if named:
            at = TOP + 10.0 + 20.0 * index
            parts += [_path([(right + 12.0, at), (right + 32.0, at)], colour), text(right + 38.0, at + 4.0, item.name)]
    parts += [f'<circle class="mark" cx="{x.at(a):.1f}" cy="{y.at(b):.1f}" r="4"/>' for a, b in points]
    return sheet(title, description, parts, notes=notes)


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
