"""Sheets, axes and texts of every drawing, and curves over an axis."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from orbitcalc.charts.chart import Chart
from orbitcalc.charts.style import DRAWING, HUES
from orbitcalc.printable import clean
from orbitcalc.units import number

WIDTH, HEIGHT = 760.0, 460.0
LEFT, RIGHT, TOP, BOTTOM = 90.0, 24.0, 44.0, 56.0
"""Size of a drawing, and the margins around its plot [px]."""

TITLE_LINE, TITLE_LETTERS = 20.0, 80
"""Height of a line of the title [px], and the letters that fit in one."""

LEGEND, MOST_LEGEND, LETTER = 150.0, 300.0, 6.8
"""Least and greatest width of a legend, and the width of a letter [px]."""

NOTE_LINE, NOTE_LETTERS, ROOM = 17.0, 102, 0.04
"""Height of a line below a drawing [px], the letters that fit in one, and the room above and below curves [1]."""

STEPS = ((1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0), (1.0, 2.0, 3.0, 5.0), (1.0, 2.0, 5.0), (1.0,))
"""Round values within a power of ten, from the closest."""

BETWEEN = 18.0
"""Room between the numbers along an axis [px]."""

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

    def ticks(self, most: int = 10) -> list[float]:
        """Round values between the ends, at most so many."""
        if self.log:
            return self._powers(most)
        step = _round_step((self.high - self.low) or 1.0, most)
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [step * index for index in range(first, last + 1)]

    def _powers(self, most: int) -> list[float]:
        """Powers of ten between the ends, with as many round values between them as there is room for."""
        first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
        ways = [(steps, 1) for steps in STEPS] + [((1.0,), every) for every in range(2, last - first + 2)]
        for steps, every in ways:
            values = [step * 10.0**power for power in range(first, last + 1, every) for step in steps]
            inside = [value for value in values if self.low * (1 - 1e-9) <= value <= self.high * (1 + 1e-9)]
            if len(inside) <= most:
                break
        return inside


def _round_step(width: float, most: int) -> float:
    """The least round step that divides a width into at most so many."""
    power = 10.0 ** math.floor(math.log10(width))
    shares = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
    return power * next((share for share in shares if width / (share * power) <= most), 10.0)


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
        parts += [level("grid", y.at(tick), left, right), text(left - 8.0, y.at(tick) + 4.0, tick_text(tick), "end")]
    return parts


def across(x: Axis, top: float, bottom: float) -> list[str]:
    """The axis across, with its lines from top to bottom and the frame around them; its numbers do not touch."""
    longest = max(len(tick_text(tick)) for tick in x.ticks() or [x.low])
    room = max(int((x.stop - x.start) / (LETTER * longest + BETWEEN)), 2)
    parts = []
    for tick in x.ticks(min(room, 10)):
        parts += [upright("grid", x.at(tick), top, bottom), text(x.at(tick), bottom + 18.0, tick_text(tick), "middle")]
    box = f'x="{x.start:.1f}" y="{top:.1f}" width="{x.stop - x.start:.1f}" height="{bottom - top:.1f}"'
    label = text(0.5 * (x.start + x.stop), bottom + 40.0, x.label, "middle")
    return [*parts, f'<rect class="frame" {box}/>', label]


def tick_text(value: float) -> str:
    """A round number at an axis."""
    return number(value, 3) if value == 0.0 or 1e-4 <= abs(value) < 1e7 else f"{value:g}"


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
    title: str,
    description: str,
    parts: Sequence[str],
    height: float = HEIGHT,
    notes: Sequence[str] = (),
    width: float = WIDTH,
) -> Chart:
    """A drawing with its title at the top and notes below; `height` is that below the first line of the title [px]."""
    lines = textwrap.wrap(title, TITLE_LETTERS) or [""]
    more = TITLE_LINE * (len(lines) - 1)
    heads = [text(16.0, 26.0 + TITLE_LINE * at, line, kind="ink head") for at, line in enumerate(lines)]
    remarks = [line for note in notes for line in textwrap.wrap(note, NOTE_LETTERS)]
    below = [text(16.0, height + NOTE_LINE * (at + 0.5), line, kind="soft") for at, line in enumerate(remarks)]
    whole = height + more + (NOTE_LINE * (len(remarks) + 0.5) if remarks else 0.0)
    drawing = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {whole:g}" width="{width:g}" '
        f'height="{whole:g}" role="img" aria-labelledby="title description">',
        f'<title id="title">{safe(title)}</title>',
        f'<desc id="description">{safe(description)}</desc>',
        f"<style>{DRAWING}</style>",
        f'<rect class="paper" width="{width:g}" height="{whole:g}"/>',
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
class Polyline:
    """One curve: its name and its points; a gap where y is not finite."""

    name: str
    x: Sequence[float]
    y: Sequence[float]


def curves(
    title: str,
    labels: tuple[str, str],
    series: Sequence[Polyline],
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
