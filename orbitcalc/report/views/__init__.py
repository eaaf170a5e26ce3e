"""Views: one function for each thing there is to show, from a value to a `Document`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from orbitcalc import units
from orbitcalc.report.document import Table, together
from orbitcalc.result import Result

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


def sentences(*texts: str) -> str:
    """Texts as sentences, each with a capital letter and a stop; empty ones are left out.

    A first word that is no plain word, such as a name with capital letters in it, stays as it is.
    """
    return " ".join(_sentence(text.strip()) for text in texts if text.strip())


def _sentence(text: str) -> str:
    first = text.split()[0]
    capital = text[0].upper() + text[1:] if first.isalpha() and first.islower() else text
    return capital if text.endswith((".", "?", "!")) else f"{capital}."
