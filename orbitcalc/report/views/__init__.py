"""Views: one function for each thing there is to show, from a value to a `Document`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from orbitcalc import units
from orbitcalc.report.document import Table, together
from orbitcalc.result import Result
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.display import unit_of, value_text

VARIABLE = {
    "name": "name of the variable",
    "value": "value in `unit`, or a word; empty where there is none",
    "unit": "unit of the value; 1 is dimensionless",
    "origin": "who gave the value, or the rule that computes it",
    "source": "keys of the sources, separated by spaces",
    "meaning": "what the variable is",
    "group": "group of the model",
    "status": "why there is no value",
}
"""The columns of a table of variables."""


@dataclass(frozen=True)
class Figures:
    """The values of a result as text, in the units asked for; no line break parts a number from its unit."""

    result: Result
    shown_units: Mapping[str, str]

    def __call__(self, name: str) -> str:
        """A value with its unit."""
        return together(self.result.text(name, self.shown_units.get(name, "")))

    def rate(self, name: str, things: str) -> str:
        """A number of things a year in words, unless another unit is asked for."""
        if name in self.shown_units or self.result.unit(name) != "1/yr":
            return f"{self(name)} {things}"
        return together(f"{units.number(float(self.result.value(name)))} {things} a year")

    def unit(self, name: str) -> units.Unit:
        """The unit that a variable is shown in."""
        return self.result.display_unit(name, self.shown_units.get(name, ""))

    def known(self, *names: str) -> bool:
        """Whether these variables have finite values."""
        return all(bool(np.isfinite(self.result.value_si(name)).all()) for name in names)

    def reason(self, *names: str) -> str:
        """Why the first of these that has no value has none; empty if all have one."""
        reasons = (self.result.why_unknown(name) for name in names)
        return next((reason for reason in reasons if reason), "").rpartition(" has no value: ")[2]

    def exact(self, names: Iterable[str]) -> Table:
        """Variables with every digit."""
        entries = [self.result.entry(name, self.shown_units.get(name, "")) for name in names]
        rows = [[entry.get(column) for column in VARIABLE] for entry in entries]
        return Table(tuple(VARIABLE), rows, meanings=VARIABLE)


def heading(name: str, unit: str) -> str:
    """The head of a column: a name with its unit."""
    return name if unit in ("", "1", "count") else f"{name} [{unit}]"


@dataclass(frozen=True)
class Amounts:
    """Numbers in SI of a scenario's variables as people read them, in the units asked for."""

    scenario: Scenario
    shown_units: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, name: str, si: float) -> str:
        """A value in a sentence; no line break parts it from its unit."""
        return together(self.text(name, si))

    def text(self, name: str, si: float, digits: int = 4) -> str:
        """A value with its unit."""
        if math.isnan(si):
            return "no value"
        return value_text(self.scenario, name, si, self.shown_units.get(name, ""), digits)

    def span(self, name: str, low: float, high: float) -> str:
        """Two values; a unit that they share is written once."""
        ends = self.text(name, low), self.text(name, high)
        number, _, unit = ends[0].partition(" ")
        first = number if unit and ends[1].endswith(f" {unit}") else ends[0]
        return f"{together(first)} to {together(ends[1])}"

    def width(self, name: str, si: float, digits: int = 4) -> str:
        """A difference with its unit; an offset of the unit does not enter."""
        return f"{units.number(self.exact_width(name, si), digits)} {self.unit(name).label}".strip()

    def exact(self, name: str, si: float) -> float:
        """A value with every digit, in the unit it is shown in."""
        return float(self.unit(name).from_si(si))

    def exact_width(self, name: str, si: float) -> float:
        """A difference with every digit, in the unit it is shown in."""
        return self.exact(name, si) - self.exact(name, 0.0)

    def unit(self, name: str) -> units.Unit:
        """The unit that a variable is shown in."""
        return unit_of(self.scenario, name, self.shown_units.get(name, ""))

    def head(self, name: str) -> str:
        """The head of a column: the variable with its unit."""
        return heading(name, self.unit(name).text)


def listed(items: Iterable[str]) -> str:
    """Texts in a sentence: a, b and c."""
    *first, last = items
    return f"{', '.join(first)} and {last}" if first else last
