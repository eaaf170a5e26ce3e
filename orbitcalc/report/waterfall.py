"""A waterfall as SVG: from one total to another by steps; light and dark, with a text in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from orbitcalc.report.style import fill

ROW, BAR, LABELS, PLOT, FIGURES, EDGE, HEAD, LINE = 30.0, 18.0, 220.0, 420.0, 90.0, 16.0, 20.0, 20.0
"""Height of a row and of a bar; widths of labels, plot and figures; margin; height of a heading's line [px]."""

TITLE_COLUMNS, LABEL_COLUMNS = 80, 30
"""Characters that fit in a line of the title and of a label."""

STYLE = """
  .paper { fill: #ffffff } .ink { fill: #1f2328 } .faint { stroke: #8c959f; stroke-width: 1 }
  .total { fill: #57606a } .up { fill: #b35900 } .down { fill: #0969da }
  text { font: 13px system-ui, sans-serif } .head { font-size: 15px; font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #0d1117 } .ink { fill: #e6edf3 } .faint { stroke: #6e7681 }
    .total { fill: #8b949e } .up { fill: #f0883e } .down { fill: #58a6ff }
  }
"""


@dataclass(frozen=True)
class Bar:
    """One row: its label, its size (a total stands on zero, a step on what is before it), its figure."""

    label: str
    size: float
    figure: str
    total: bool = False


def waterfall(title: str, bars: Sequence[Bar], description: str) -> str:
    """The figure as an SVG document. `description` is what a reader gets who does not see it."""
    heading = fill(title, TITLE_COLUMNS)
    top = EDGE + LINE * len(heading) + HEAD / 2
    height = top + ROW * len(bars) + EDGE
    width = 2 * EDGE + LABELS + PLOT + FIGURES
    spans = extents(bars)
    low, high = min(0.0, *(min(span) for span in spans)), max(0.0, *(max(span) for span in spans))
    scale = PLOT / ((high - low) or 1.0)

    def across(value: float) -> float:
        return EDGE + LABELS + (value - low) * scale

    zero = across(0.0)
    axis = f'<line class="faint" x1="{zero:.1f}" y1="{top:.1f}" x2="{zero:.1f}" y2="{height - EDGE:.1f}"/>'
    rows = [
        _row(bar, tuple(map(across, span)), top + ROW * index, last=index == len(bars) - 1)
        for index, (bar, span) in enumerate(zip(bars, spans, strict=True))
    ]
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" aria-labelledby="title description">',
        f'<title id="title">{escape(title)}</title>', f'<desc id="description">{escape(description)}</desc>',
        f"<style>{STYLE}</style>", f'<rect class="paper" width="{width:g}" height="{height:g}"/>',
        *(f'<text class="ink head" x="{EDGE:g}" y="{EDGE + LINE * (n + 0.7):g}">{escape(line)}</text>'
          for n, line in enumerate(heading)),
        axis, *rows, "</svg>", "",
    ])  # fmt: skip


def extents(bars: Sequence[Bar]) -> list[tuple[float, float]]:
    """Where each bar begins and ends; a step begins where the one before it ends."""
    spans, at = [], 0.0
    for bar in bars:
        start = 0.0 if bar.total else at
        at = start + bar.size
        spans.append((start, at))
    return spans


def _row(bar: Bar, span: tuple[float, ...], top: float, *, last: bool) -> str:
    """A label, a bar, its figure, and a line down to where the next one begins."""
    kind = "total" if bar.total else "up" if bar.size > 0.0 else "down"
    left, right = min(span), max(span)
    middle = top + ROW / 2
    name = bar.label if len(bar.label) <= LABEL_COLUMNS else f"{bar.label[: LABEL_COLUMNS - 1].rstrip()}…"
    drawn = [
        f'<text class="ink" x="{EDGE + LABELS - 10:g}" y="{middle + 4.5:g}" text-anchor="end">{escape(name)}</text>',
        f'<rect class="{kind}" x="{left:.1f}" y="{middle - BAR / 2:g}" width="{max(right - left, 1.0):.1f}" '
        f'height="{BAR:g}"><title>{escape(bar.label)}: {escape(bar.figure)}</title></rect>',
        f'<text class="ink" x="{right + 6:.1f}" y="{middle + 4.5:g}">{escape(bar.figure)}</text>',
    ]  # fmt: skip
    if not last:
        at = f'x1="{span[1]:.1f}" y1="{middle + BAR / 2:g}" x2="{span[1]:.1f}" y2="{middle + ROW - BAR / 2:g}"'
        drawn.append(f'<line class="faint" {at}/>')
    return "\n".join(drawn)
