"""The one style of every drawing: colours that the colour-blind can tell apart, and the rules that use them.

A drawing in a file is dark on light. In a page the same rules take the colours of the page, light or dark. The hues
are those of Okabe and Ito, the fourth and fifth darkened for thin lines; curves also differ in their dashes.
"""

from __future__ import annotations

from collections.abc import Mapping

LIGHT = {
    "paper": "#ffffff",
    "ink": "#1f2328",
    "soft": "#57606a",
    "line": "#d0d7de",
    "frame": "#8c959f",
    "shade": "#f6f8fa",
    "blue": "#0072b2",
    "orange": "#d55e00",
    "green": "#007a5a",
    "violet": "#aa3377",
    "brown": "#8a6d00",
}
DARK = {
    "paper": "#0d1117",
    "ink": "#e6edf3",
    "soft": "#9aa4af",
    "line": "#30363d",
    "frame": "#6e7681",
    "shade": "#161b22",
    "blue": "#56b4e9",
    "orange": "#f0883e",
    "green": "#2bc59a",
    "violet": "#e08ac0",
    "brown": "#e6c02f",
}

HUES = ("blue", "orange", "green", "violet", "brown")
"""Colours of curves and marks, which return in the same order."""

DASHES = ("none", "7 3", "2 3", "9 3 2 3", "5 2")
"""The dashes of curves, in the order of their colours."""


def rules(colours: Mapping[str, str]) -> str:
    """The style sheet of a drawing in these colours."""
    hues = [(at, colours[hue], dash) for at, (hue, dash) in enumerate(zip(HUES, DASHES, strict=True))]
    series = (
        f".c{at} {{ stroke: {hue}; stroke-dasharray: {dash} }} .f{at} {{ fill: {hue} }}" for at, hue, dash in hues
    )
    return f"""
  .paper {{ fill: {colours["paper"]} }} .ink, .mark {{ fill: {colours["ink"]} }} .soft {{ fill: {colours["soft"]} }}
  .frame {{ stroke: {colours["frame"]}; fill: none }} .dashed {{ stroke-dasharray: 4 3 }}
  .grid {{ stroke: {colours["line"]} }} .total {{ fill: {colours["soft"]} }} .span {{ fill: {colours["frame"]} }}
  .low {{ fill: {colours["blue"]} }} .high {{ fill: {colours["orange"]} }}
  .line {{ fill: none; stroke-width: 2 }} .rule {{ stroke: {colours["ink"]}; stroke-width: 1.5 }}
  {" ".join(series)}
"""


def variables(colours: Mapping[str, str]) -> str:
    """Colours as variables of a page."""
    return " ".join(f"--{name}: {colour};" for name, colour in colours.items())


DRAWING = rules(LIGHT) + "  text { font: 12px system-ui, sans-serif } .head { font-size: 15px; font-weight: 600 }\n"
"""The style sheet of a drawing in a file of its own."""

PAGE = rules({name: f"var(--{name})" for name in LIGHT})
"""The style sheet of drawings in a page that has the variables."""
