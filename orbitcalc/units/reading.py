"""A user's text or pint quantity, read into a float in coherent SI."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from orbitcalc.errors import UnitError
from orbitcalc.units.expression import Unit, declared, unit
from orbitcalc.units.money import BASE_YEAR, DOLLAR, SYMBOLS
from orbitcalc.units.registry import OFFSET, names

_NUMBER = re.compile(r"([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)(?![\w.])\s*(.*)", re.DOTALL)
_SECOND_NUMBER = re.compile(r"1(?![\w^/])")
_SHOWN = 40
"""Length of the longest text that a message quotes in full."""

LONGEST = 300
"""Length of the longest accepted text of a quantity [1]."""


def split(text: str) -> tuple[float, str]:
    """The number and the unit text of "650 km".

    Raises
    ------
    UnitError
        If the text is not exactly one finite number and at most one unit.
    """
    short = text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."
    if not text.strip():
        raise UnitError("an empty text", "write a number and a unit")
    if len(text) > LONGEST:
        raise UnitError(f"cannot read '{short}'", f"it has more than {LONGEST} characters")
    if any(sign in text for sign in SYMBOLS):
        raise UnitError(f"currency sign in '{short}'", f"write USD_{BASE_YEAR} ({BASE_YEAR} dollars) or another year")
    if re.search(r"\d,\d", text):
        raise UnitError(f"comma in '{short}'", "write 1.5 for a decimal and 1000 for a thousand")
    match = _NUMBER.fullmatch(text.strip())
    if match and _SECOND_NUMBER.match(match[2]):
        raise UnitError(f"'{short}' has two numbers", "write exactly one number and one unit, such as 650 km")
    if not match and not re.match(r"\s*[+-]?(nan|inf)", text, re.IGNORECASE):
        raise UnitError(f"cannot read '{short}'", "write exactly one number and one unit, such as 650 km")
    if not match or not math.isfinite(float(match[1])):
        raise UnitError(f"'{short}' is not a finite number")
    return float(match[1]), match[2]


@lru_cache(maxsize=16384)
def declared_number(text: str) -> float:
    """The SI value of a text of this package's own data, such as a default; a bare USD means dollars of `BASE_YEAR`.

    Raises
    ------
    UnitError
        If the text is not exactly one finite number and at most one unit.
    """
    number, unit_text = split(text)
    return float(declared(unit_text).to_si(number))


def read(text: str, expected: Unit, currencies: Mapping[str, float] | None = None) -> float:
    """The SI value of a text such as "650 km", whose dimension must be that of `expected`.

    Zero needs no unit, but for a temperature, whose zero depends on the unit.

    Raises
    ------
    UnitError
        If the text cannot be read or has another dimension; the error carries a hint.

    Examples
    --------
    >>> read("20 degC", unit("K"))
    293.15
    >>> round(read("104 /yr", unit("1/yr")) * 31557600, 9)
    104.0
    """
    number, unit_text = split(text)
    own = unit(unit_text, currencies)
    if not unit_text and not expected.dimensionless:
        if number == 0.0 and expected.text not in ("K", *OFFSET):
            return 0.0
        raise UnitError(f"'{text.strip()}' has no unit", f"expected something like {number:g} {expected.text}")
    if own.dimension != expected.dimension:
        raise UnitError(f"'{text.strip()}' has the wrong dimension", f"expected a unit like {expected.text}")
    if own.offset and expected.text != "K":
        raise UnitError(f"'{text.strip()}' is an absolute temperature", "a difference is written in K")
    value = own.to_si(number)
    if not math.isfinite(value):
        raise UnitError(f"'{text.strip()}' is not a finite number in SI")
    if expected.text == "K" and value < 0.0:
        raise UnitError(f"'{text.strip()}' is below absolute zero")
    return float(value)


def currency_rate(name: str, text: str) -> float:
    """Base-year dollars for one unit of another currency [1], from a text such as "1.08 USD_2024".

    Raises
    ------
    UnitError
        If the name is a unit already, or the rate is not a positive amount of dollars.
    """
    if name in names() or DOLLAR.fullmatch(name):
        raise UnitError(f"'{name}' is a unit already", "name the currency and its year, such as EUR_2024")
    rate = read(text, declared("USD"))
    if rate <= 0.0:
        raise UnitError(f"'{text.strip()}' is not above zero")
    return rate


def text_of(value: Any) -> str:
    """A pint quantity of any registry as text for `read`, in its own unit or in base units.

    Its own unit is kept only where the meaning is the same here: in other registries a `ton` is 907 kg.

    Raises
    ------
    UnitError
        If the quantity is not a single number.
    """
    if getattr(value.magnitude, "ndim", 0):
        raise UnitError("an array of quantities", "give one number with its unit")
    (number, own), (base_number, base) = _number_and_unit(value), _number_and_unit(value.to_base_units())
    try:
        same = math.isclose(unit(own).to_si(number), unit(base).to_si(base_number), rel_tol=1e-9)
    except UnitError:
        same = False
    return f"{number!r} {own}" if same else f"{base_number!r} {base}"


def _number_and_unit(value: Any) -> tuple[float, str]:
    """The magnitude of a pint quantity, and its unit in the syntax of `unit`."""
    return float(value.magnitude), f"{value.units:~C}".replace("**", "^")
