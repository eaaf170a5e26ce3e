"""What every drawing is made of: a sheet in light and dark, axes with round ticks, texts in their place."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from orbitcalc.printable import clean
from orbitcalc.report.document import Chart
from orbitcalc.units import number

WIDTH, HEIGHT = 760.0, 460.0
LEFT, RIGHT, TOP, BOTTOM = 90.0, 24.0, 44.0, 56.0
"""Size of a drawing, and the margins around its plot [px]."""

TITLE_LINE, TITLE_LETTERS = 20.0, 90
"""Height of a line of the title [px], and the letters that fit in one."""

COLOURS = 5

STYLE = """
  .paper { fill: #ffffff } .ink { fill: #1f2328 } .frame { stroke: #8c959f; fill: none } .grid { stroke: #d0d7de }
  .dashed { stroke-dasharray: 4 3 } .total { fill: #57606a }
  .low { fill: #0969da } .high { fill: #b35900 } .mark { fill: #1f2328 } .line { fill: none; stroke-width: 2 }
  .c0 { stroke: #0969da } .c1 { stroke: #b35900 } .c2 { stroke: #1a7f37 }
  .c3 { stroke: #8250df } .c4 { stroke: #cf222e }
  text { font: 12px system-ui, sans-serif } .head { font-size: 15px; font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #0d1117 } .ink, .mark { fill: #e6edf3 } .frame { stroke: #6e7681 } .grid { stroke: #30363d }
    .total { fill: #8b949e } .low { fill: #58a6ff } .high { fill: #f0883e }
    .c0 { stroke: #58a6ff } .c1 { stroke: #f0883e } .c2 { stroke: #3fb950 } .c3 { stroke: #bc8cff }
    .c4 { stroke: #ff7b72 }
  }
"""


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


def sheet(title: str, description: str, parts: Sequence[str], height: float = HEIGHT) -> Chart:
    """A drawing with its title at the top. `height` is that below the first line of the title [px]."""
    lines = textwrap.wrap(title, TITLE_LETTERS) or [""]
    more = TITLE_LINE * (len(lines) - 1)
    heads = [text(16.0, 26.0 + TITLE_LINE * at, line, kind="ink head") for at, line in enumerate(lines)]
    whole = height + more
    drawing = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {whole:g}" width="{WIDTH:g}" '
        f'height="{whole:g}" role="img" aria-labelledby="title description">',
        f'<title id="title">{safe(title)}</title>',
        f'<desc id="description">{safe(description)}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect class="paper" width="{WIDTH:g}" height="{whole:g}"/>',
        *heads,
        f'<g transform="translate(0 {more:g})">' if more else "<g>",
        *parts,
        "</g>",
        "</svg>",
    ]
    return Chart(title, description, "\n".join([*drawing, ""]))
