"""The lines of a screen: labels with figures, paragraphs, and figures that keep to the units asked for."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from orbitcalc import units
from orbitcalc.report.style import Paint, fill, together
from orbitcalc.result import Result

LABEL = 15
"""Columns that a label takes."""


@dataclass(frozen=True)
class Invocation:
    """The scenario as it was named on the command line, with the values of --set."""

    name: str
    overrides: Mapping[str, str]

    def with_(self, name: str, value: str) -> Invocation:
        return replace(self, overrides={**self.overrides, name: value})

    def command(self, verb: str, *more: str) -> str:
        """A command on this scenario, as a shell takes it."""
        flags = (f"-s {name}={shlex.quote(value)}" for name, value in self.overrides.items())
        return " ".join(["orbitcalc", verb, shlex.quote(self.name), *more, *flags])


@dataclass(frozen=True)
class Page:
    """A result with how it is to be shown."""

    result: Result
    shown_units: Mapping[str, str]
    invocation: Invocation
    width: int
    paint: Paint

    def figure(self, name: str) -> str:
        """A value with its unit, which no line break parts."""
        return together(self.result.text(name, self.shown_units.get(name, "")))

    def rate(self, name: str, things: str) -> str:
        """A number of things a year in words, unless another unit is asked for."""
        if name in self.shown_units or self.result.unit(name) != "1/yr":
            return f"{self.figure(name)} {things}"
        return together(f"{units.number(float(self.result.value(name)))} {things} a year")

    def known(self, name: str) -> bool:
        """Whether a variable has a finite value."""
        return bool(np.isfinite(self.result.value_si(name)).all())

    def plain(self, name: str) -> float:
        """A pure number as it is, for choosing words by."""
        return float(self.result.value(name))

    def heading(self, text: str) -> list[str]:
        return self.styled(fill(text, self.width))

    def styled(self, lines: list[str]) -> list[str]:
        return [self.paint.bold(line) for line in lines]

    def text(self, text: str, indent: int = 2) -> list[str]:
        return fill(text, self.width, first=" " * indent, later=" " * (indent + 2))

    def item(self, label: str, text: str) -> list[str]:
        """A label and what stands beside it."""
        return fill(text, self.width, first=f"  {label:<{LABEL}}", later=" " * (LABEL + 2))

    def line(self, label: str, text: str, *names: str) -> list[str]:
        """A label and a sentence about these variables, or that they are unknown."""
        return self.item(label, text if all(self.known(name) for name in names) else "unknown")

    def reason(self, *names: str) -> str:
        """Why the first of these has no value; nothing if all have one."""
        reasons = (self.result.why_unknown(name) for name in names)
        return next((reason for reason in reasons if reason), "").rpartition(" has no value: ")[2]

    def unknown(self, *names: str) -> list[str]:
        """A line with the reason why the first of these has no value."""
        return self.item("why unknown", self.reason(*names)) if self.reason(*names) else []


def ratio(value: float) -> str:
    """A pure number in a sentence."""
    return units.number(value, 3)
