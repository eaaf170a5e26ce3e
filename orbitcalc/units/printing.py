"""Formatting of numbers and quantities for tables and sentences."""

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context

from orbitcalc.units.expression import Unit, unit

_LARGEST = 1e12
_SMALLEST = 1e-3


def number(value: float, digits: int = 4) -> str:
    """A number with `digits` significant digits, thousands grouped; whole numbers in full.

    Examples
    --------
    >>> number(12312.4), number(0.96142), number(1.2e-5)
    ('12,312', '0.9614', '1.200e-05')
    """
    if not math.isfinite(value):
        return "n/a" if math.isnan(value) else ("inf" if value > 0 else "-inf")
    if value == 0.0:
        return "0"
    size = abs(value)
    if size < _SMALLEST or size >= max(_LARGEST, 10 ** (digits - 1)):
        return f"{value:.{digits - 1}e}"
    if size >= 10 ** (digits - 1):
        return f"{value:,.0f}"
    decimals = max(0, digits - 1 - math.floor(math.log10(size)))
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: float, digits: int = 3) -> str:
    """A number rounded to `digits` significant digits; halves away from zero, as in a page.

    Examples
    --------
    >>> rounded(12312.4), rounded(99.96), rounded(0.96142), rounded(1705.0)
    ('12,300', '100', '0.961', '1,710')
    """
    return number(_nearest(value, digits), digits)


def _nearest(value: float, digits: int) -> float:
    """The nearest number with so many significant digits; of two that are as near, the larger in size."""
    if not math.isfinite(value):
        return value
    return float(Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal_from_float(value))


def share(value: float) -> str:
    """A share [1] in whole percent; a small one with two figures, so that neither end reads as none or all.

    Examples
    --------
    >>> share(0.356), share(0.00206), share(0.9996), share(1.5), share(0.0)
    ('36 %', '0.21 %', '99.9 %', '150 %', '0 %')
    """
    size = 100.0 * value
    if 0.0 < size < 0.001:
        return "under 0.001 %"
    if 0.0 < size < 0.995:
        return f"{rounded(size, 2)} %"
    return f"{min(size, 99.9):.1f} %" if 99.5 <= size < 100.0 else f"{size:.0f} %"


@dataclass(frozen=True)
class Step:
    """A unit of a ladder, and the smallest value at which it is preferred to the previous one."""

    text: str
    least: float = 1.0


LADDERS = (
    (Step("W"), Step("kW"), Step("MW"), Step("GW"), Step("TW")),
    (Step("g"), Step("kg"), Step("t", 10.0)),
    (Step("mm"), Step("m"), Step("km", 10.0)),
    (Step("cm^2"), Step("m^2"), Step("km^2")),
)
"""Units of one kind, the smallest first; a value is shown in the unit that suits its size."""

WORDS = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))
"""Words for large sums and counts."""

_WORDS_OF_TIME = {"yr": "year", "day": "day"}
"""Units of time that a sentence spells out, in the singular."""

_MONEY = re.compile(r"[kMGT]?USD_\d{4}")


def amount(si: float, shown: Unit, digits: int = 3) -> str:
    """An SI value with the unit and prefix that suit its size; the year of dollars is omitted.

    Parameters
    ----------
    si : float
        The value in coherent SI.
    shown : Unit
        The declared unit, which determines the kind of quantity.
    digits : int
        Significant digits.

    Examples
    --------
    >>> amount(1.23e5, unit("kW")), amount(2.0126e11, unit("GUSD_2025")), amount(12312.4, unit("1"))
    ('123 kW', '201 billion USD', '12,300')
    """
    if not math.isfinite(si):
        return number(float(shown.from_si(si)), digits)
    if shown.dimensionless and shown.scale == 1.0:
        return in_words(si, digits)
    if _MONEY.match(shown.text):
        base = unit(re.sub(r"^[kMGT](?=USD)", "", shown.text))
        return f"{in_words(float(base.from_si(si)), digits)} {_MONEY.sub('USD', base.text)}"
    best = _suited(si, shown, digits)
    value = rounded(float(best.from_si(si)), digits)
    word = _WORDS_OF_TIME.get(best.text, "")
    label = f"{word}{'' if value == '1' else 's'}" if word else best.label
    return f"{value} {label}".strip()


def in_words(value: float, digits: int = 3) -> str:
    """A number with a word for its magnitude from one million upwards.

    Examples
    --------
    >>> in_words(2.0126e11), in_words(12312.4)
    ('201 billion', '12,300')
    """
    shown = _nearest(value, digits)
    size, word = next((item for item in WORDS if abs(shown) >= item[0]), (1.0, ""))
    return f"{rounded(shown / size, digits)}{word}" if math.isfinite(value) else number(value, digits)


def _suited(si: float, shown: Unit, digits: int) -> Unit:
    """The largest unit of the ladder in which the value reaches the least value of that unit."""
    for ladder in LADDERS:
        if shown.text in (step.text for step in ladder):
            size = abs(_nearest(si, digits))
            steps = [(step, unit(step.text)) for step in ladder]
            fitting = [item for step, item in steps if item.from_si(size) >= step.least * (1.0 - 1e-12)]
            return fitting[-1] if fitting else (steps[0][1] if si else shown)
    return shown
