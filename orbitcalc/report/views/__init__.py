"""Views: one function for each thing there is to show, from a value to a `Document`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from orbitcalc import units
from orbitcalc.document import NO_BREAK, Table, together
from orbitcalc.futures import Futures, Range
from orbitcalc.graph import Selection
from orbitcalc.graph.story import Judgement
from orbitcalc.result import Result
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.display import unit_of, value_text

VARIABLE = {
    "name": "name of the variable",
    "value": "value in `unit`, or a word; empty where there is none",
    "unit": "unit of the value; 1 is dimensionless",
    "origin": "origin of a given value, or the rule that computes it",
    "source": "keys of the sources, separated by spaces",
    "meaning": "what the variable is",
    "group": "group of the model",
    "status": "reason for a missing value",
}
"""The columns of a table of variables."""


DIGITS, TABLE_DIGITS = 3, 4
"""Significant digits of a value in a sentence, and of one in a table."""

NEVER = "never"
"""The role of times until something that may not happen: without a value they are never."""

EVERY_DIGIT = 17
"""Significant digits from which on a number is shown as it is."""


@dataclass(frozen=True)
class Amounts:
    """Numbers in SI of a scenario's variables as people read them.

    A variable for which the user names a unit is shown in it. Any other has the unit and prefix that suit its size
    in a sentence, and its declared unit in a table. With `EVERY_DIGIT` it has its declared unit in sentences too.
    """

    scenario: Scenario
    shown_units: Mapping[str, str] = field(default_factory=dict)
    digits: int = DIGITS

    def __call__(self, name: str, si: float, digits: int = 0) -> str:
        """A value in a sentence; no line break parts it from its unit. A date is its year."""
        digits = digits or self.digits
        if self.digits == EVERY_DIGIT and math.isfinite(si):
            return together(f"{every_digit(self.exact(name, si))} {self.unit(name).label}".strip())
        if name in self.shown_units or math.isnan(si):
            return together(self.text(name, si, digits))
        if self.scenario.graph[name].display == "date" and math.isfinite(si):
            return f"{math.floor(self.exact(name, si))}"
        return together(units.amount(si, self.unit(name), digits))

    def text(self, name: str, si: float, digits: int = TABLE_DIGITS) -> str:
        """A value with its unit in a table."""
        if math.isnan(si):
            return "no value"
        return value_text(self.scenario, name, si, self.shown_units.get(name, ""), digits)

    def span(self, name: str, low: float, high: float, digits: int = TABLE_DIGITS) -> str:
        """The two ends of a range in a sentence; a unit that they share is written once."""
        ends = self(name, low, digits), self(name, high, digits)
        number, _, unit = ends[0].partition(NO_BREAK)
        return f"{number if unit and ends[1].endswith(f'{NO_BREAK}{unit}') else ends[0]} to {ends[1]}"

    def width(self, name: str, si: float) -> str:
        """A difference with its unit in a table; an offset of the unit does not enter."""
        return f"{units.number(self.exact_width(name, si))} {self.unit(name).label}".strip()

    def exact(self, name: str, si: float) -> float:
        """A value with every digit, in the unit that tables show it in."""
        return float(self.unit(name).from_si(si))

    def exact_width(self, name: str, si: float) -> float:
        """A difference with every digit, in the unit that tables show it in."""
        return self.exact(name, si) - self.exact(name, 0.0)

    def unit(self, name: str) -> units.Unit:
        """The unit that tables show a variable in."""
        return unit_of(self.scenario, name, self.shown_units.get(name, ""))

    def head(self, name: str) -> str:
        """The head of a column: the variable with its unit."""
        return heading(name, self.unit(name).text)


def heading(name: str, unit: str) -> str:
    """The head of a column: a name with its unit."""
    return name if unit in ("", "1", "count") else f"{name} [{unit}]"


@dataclass(frozen=True)
class Figures:
    """The values of a result as people read them; numbers as `Amounts` writes them, words and series too."""

    result: Result
    shown_units: Mapping[str, str] = field(default_factory=dict)
    digits: int = DIGITS

    @property
    def amounts(self) -> Amounts:
        """The same for any value of a variable."""
        return Amounts(self.result.scenario, self.shown_units, self.digits)

    def __call__(self, name: str, noun: str = "") -> str:
        """A value in a sentence; with a noun so many of it, or so many a year."""
        result, variable = self.result, self.result.variable(name)
        if noun:
            return together(self._counted(name, noun))
        if isinstance(variable, Selection):
            return together(result.scenario.catalogue.entry(variable.table, result.word(name)).title)
        if result.is_word(name) or result.is_series(name):
            return together(result.text(name, self.shown_units.get(name, ""), self.digits))
        return self.amounts(name, float(result.value_si(name)))

    def _counted(self, name: str, noun: str) -> str:
        """A number with a noun in its number instead of the unit; a value per year says so."""
        shown = self.unit(name)
        value = float(shown.from_si(self.result.value_si(name)))
        many = noun if units.rounded(value, self.digits) == "1" else f"{noun}s"
        number = every_digit(value) if self.digits == EVERY_DIGIT else units.in_words(value, self.digits)
        if 0.0 < value < LEAST_COUNT and self.digits != EVERY_DIGIT:
            number = f"under {LEAST_COUNT:g}"
        return f"{number} {many}{' a year' if shown.text == '1/yr' else ''}"

    def text(self, name: str) -> str:
        """A value in its declared unit, or the one asked for, as tables hold it."""
        text = self.result.text(name, self.shown_units.get(name, ""))
        return together(self.absence(name) if text == "n/a" else text)

    def unit(self, name: str) -> units.Unit:
        """The unit that tables show a variable in."""
        return self.amounts.unit(name)

    def known(self, *names: str) -> bool:
        """Whether these variables have finite values."""
        return not any(self.result.status(name) for name in names)

    def reason(self, *names: str) -> str:
        """Why the first of these that has no value has none; empty if all have one."""
        reasons = (self.result.status(name) for name in names)
        return next((reason for reason in reasons if reason), "").rpartition(" has no value: ")[2]

    def absence(self, name: str) -> str:
        """The text in place of a missing value."""
        return absence_of(self.result.scenario, name)

    def alike(self, name: str, values: Range) -> bool:
        """Whether both ends of a range read alike: no future moves the variable."""
        if values.low is None or values.high is None:
            return False
        return self.amounts(name, values.low) == self.amounts(name, values.high)

    def range_text(self, name: str, values: Range) -> str:
        """The 5 to 95 % range of a variable; where futures have no value, their share."""
        amounts, never = self.amounts, self.absence(name)
        if values.low is None:
            return f"{never} in {share_text(values.without_value)}"
        if self.alike(name, values):
            return "the same in all"
        if values.high is not None:
            return amounts.span(name, values.low, values.high, self.digits)
        return f"{amounts(name, values.low)} to {never} (in {share_text(values.without_value)})"

    def exact(self, names: Iterable[str]) -> Table:
        """Variables with every digit."""
        entries = [self.result.entry(name, self.shown_units.get(name, "")) for name in names]
        rows = [[entry.get(column) for column in VARIABLE] for entry in entries]
        return Table(tuple(VARIABLE), rows, meanings=VARIABLE)


def absence_of(scenario: Scenario, name: str) -> str:
    """The text in place of a missing value: "never" for a date that is not reached and for the time until then."""
    variable = scenario.graph[name]
    return "never" if variable.display == "date" or NEVER in variable.roles else "no value"


LEAST_COUNT = 1e-3
"""The least number of things that a sentence counts, such as flights lost."""


def every_digit(value: float) -> str:
    """A number as it is, a whole one without a decimal point."""
    return repr(value).removesuffix(".0")


def share_text(share: float) -> str:
    """A share of the futures in whole percent; none of them, and all, only where it is just that."""
    if 0.0 < share < 0.01:
        return together("under 1 %")
    return together("over 99 %") if 0.99 < share < 1.0 else percent(share)


def place_text(judgement: Judgement, futures: Futures | None) -> str:
    """Where a scenario lies among its futures, in those figures that lie far from the middle; empty where none does.

    Examples
    --------
    >>> import orbitcalc
    >>> from orbitcalc import model
    >>> place_text(model.story().judgement, orbitcalc.load("ascend-blocks").run().futures)
    ''
    """
    labels = {name: label for label, name in judgement.gated}
    places = futures.outside(labels) if futures else {}
    better = [f"{share_text(1.0 - place)} in {labels[name]}" for name, place in places.items() if place < 0.5]
    worse = [f"{share_text(place)} in {labels[name]}" for name, place in places.items() if place > 0.5]
    parts = [f"{word} than {_of_futures(shares)}" for word, shares in (("better", better), ("worse", worse)) if shares]
    return f"this scenario is {listed(parts)}" if parts else ""


def _of_futures(shares: Sequence[str]) -> str:
    """Shares in figures as a list, the first of which says what they are shares of."""
    first, *rest = shares
    return listed([first.replace(" in ", " of its futures in ", 1), *rest])


def lower_first(text: str) -> str:
    """A text as it continues a sentence; an abbreviation keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def listed(items: Iterable[str]) -> str:
    """Texts in a sentence: a, b and c."""
    *first, last = items
    return f"{', '.join(first)} and {last}" if first else last


def percent(share: float, decimals: int | None = None) -> str:
    """A share as a percentage, as `units.share` words it or with `decimals`; no line break parts it from its sign."""
    return together(units.share(share) if decimals is None else f"{100.0 * share:.{decimals}f} %")


def sentences(*texts: str) -> str:
    """Texts as sentences, each with a capital letter and a stop; empty ones are left out.

    A first word that is no plain word, such as a name with capital letters in it, stays as it is.
    """
    return " ".join(_sentence(text.strip()) for text in texts if text.strip())


def _sentence(text: str) -> str:
    first = text.split()[0]
    capital = text[0].upper() + text[1:] if first.isalpha() and first.islower() else text
    return capital if text.endswith((".", "?", "!")) else f"{capital}."
