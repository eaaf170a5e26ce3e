"""Axes of a figure as SVG: a plain frame, ticks at round numbers, light and dark, a text in its place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from orbitcalc.units import number

WIDTH, HEIGHT = 760.0, 460.0
LEFT, RIGHT, TOP, BOTTOM = 90.0, 24.0, 44.0, 56.0
"""Size of a figure, and the margins around its plot [px]."""

STYLE = """
  .paper { fill: #ffffff } .ink { fill: #1f2328 } .frame { stroke: #8c959f; fill: none } .grid { stroke: #d0d7de }
  .low { fill: #0969da } .high { fill: #b35900 } .mark { fill: #1f2328 } .line { fill: none; stroke-width: 2 }
  .c0 { stroke: #0969da } .c1 { stroke: #b35900 } .c2 { stroke: #1a7f37 }
  .c3 { stroke: #8250df } .c4 { stroke: #cf222e }
  text { font: 12px system-ui, sans-serif } .head { font-size: 15px; font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #0d1117 } .ink, .mark { fill: #e6edf3 } .frame { stroke: #6e7681 } .grid { stroke: #30363d }
    .low { fill: #58a6ff } .high { fill: #f0883e } .c0 { stroke: #58a6ff } .c1 { stroke: #f0883e }
    .c2 { stroke: #3fb950 } .c3 { stroke: #bc8cff } .c4 { stroke: #ff7b72 }
  }
"""
COLOURS = 5


@dataclass(frozen=True)
class Scale:
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
            found = [step * 10.0**power for power in range(first, last + 1) for step in steps]
        else:
            step = _round_step((self.high - self.low) or 1.0)
            first = math.ceil(self.low / step - 1e-9)
            last = math.floor(self.high / step + 1e-9)
            return [step * index for index in range(first, last + 1)]
        return [tick for tick in found if self.low * (1 - 1e-9) <= tick <= self.high * (1 + 1e-9)]


def _round_step(width: float) -> float:
    """A round step that divides a width into four to ten."""
    power = 10.0 ** math.floor(math.log10(width))
    return power * next(share for share in (0.1, 0.2, 0.5, 1.0) if width / (share * power) <= 10.0)


def axis(label: str, values: Sequence[float], start: float, stop: float, *, log: bool = False) -> Scale:
    """An axis that holds some values; logarithmic only where they are above zero."""
    known = [value for value in values if math.isfinite(value)] or [0.0, 1.0]
    low, high = min(known), max(known)
    log = log and low > 0.0
    if low == high:
        low, high = (low / 2.0, high * 2.0) if log else (low - abs(low or 1.0) / 2.0, high + abs(high or 1.0) / 2.0)
    return Scale(label, low, high, start, stop, log)


def frame(x: Scale, y: Scale) -> list[str]:
    """The frame of a plot with both axes, lines at the ticks, and labels."""
    side = 0.5 * (y.start + y.stop)
    turned = f'transform="translate(16 {side:.1f}) rotate(-90)"'
    parts = across(x, y.stop, y.start)
    for tick in y.ticks():
        at = y.at(tick)
        parts.append(f'<line class="grid" x1="{x.start:.1f}" y1="{at:.1f}" x2="{x.stop:.1f}" y2="{at:.1f}"/>')
        parts.append(text(x.start - 8.0, at + 4.0, number(tick, 3), "end"))
    return [*parts, f'<text class="ink" text-anchor="middle" {turned}>{escape(y.label)}</text>']


def across(x: Scale, top: float, bottom: float) -> list[str]:
    """The axis across, with its lines from top to bottom and the frame around them."""
    parts = []
    for tick in x.ticks():
        at = x.at(tick)
        parts.append(f'<line class="grid" x1="{at:.1f}" y1="{bottom:.1f}" x2="{at:.1f}" y2="{top:.1f}"/>')
        parts.append(text(at, bottom + 18.0, number(tick, 3), "middle"))
    box = f'x="{x.start:.1f}" y="{top:.1f}" width="{x.stop - x.start:.1f}" height="{bottom - top:.1f}"'
    label = text(0.5 * (x.start + x.stop), bottom + 40.0, x.label, "middle")
    return [*parts, f'<rect class="frame" {box}/>', label]


def text(x: float, y: float, said: str, anchor: str = "start", kind: str = "ink") -> str:
    """A text at a place."""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(said)}</text>'


def document(title: str, description: str, parts: Sequence[str], width: float = WIDTH, height: float = HEIGHT) -> str:
    """A whole SVG document; `description` is for readers who do not see it."""
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" aria-labelledby="title description">',
        f'<title id="title">{escape(title)}</title>', f'<desc id="description">{escape(description)}</desc>',
        f"<style>{STYLE}</style>", f'<rect class="paper" width="{width:g}" height="{height:g}"/>',
        text(16.0, 26.0, title, kind="ink head"), *parts, "</svg>", "",
    ])  # fmt: skip
