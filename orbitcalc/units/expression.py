"""A strict parser of unit texts, which gives a scale to coherent SI and a dimension."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from orbitcalc.errors import UnitError, did_you_mean
from orbitcalc.units.money import BASE_YEAR, DOLLAR, MULTIPLES, SYMBOLS, dated, deflator
from orbitcalc.units.registry import OFFSET, Dimension, names, scale_and_dimension

_TOKEN = re.compile(r"\s*([A-Za-z_][A-Za-z_0-9]*|\^-?\d{1,9}|[*/()]|1(?!\d))")
_LONGEST = 200
_LARGEST_POWER = 9
_DOSE = "a dose is written in krad_Si, rad_Si or Gy; an angle in rad or deg"
_TONNE = "did you mean 't' (tonne, 1000 kg)?"
_TEMPERATURE = "write temperatures in K or degC"
_MEANT = {
    "ton": _TONNE,
    "tons": _TONNE,
    "kt": "did you mean 'kilotonne' (1e6 kg)?",
    "krad": _DOSE,
    "Mrad": _DOSE,
    "krads": _DOSE,
    "degF": _TEMPERATURE,
    "F": _TEMPERATURE,
    "Mb": "did you mean 'Mbit'?",
    "Gb": "did you mean 'Gbit'?",
    "Tb": "did you mean 'Tbit'?",
    "Nm": "write N*m, or J for an energy",
    "Hz": "write 1/s",
}
"""Unit names that are ambiguous or have another meaning in other programs, with a hint for each."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as text, with its scale, offset and dimension in coherent SI.

    `value_si = value * scale + offset`; `dimension` maps base units to powers, sorted.
    """

    text: str
    scale: float
    offset: float
    dimension: Dimension

    @property
    def dimensionless(self) -> bool:
        """Whether the unit is dimensionless."""
        return not self.dimension

    def to_si(self, value: Any) -> Any:
        """Convert a value of any shape from this unit to coherent SI."""
        return value * self.scale + self.offset if self.offset else value * self.scale

    def from_si(self, value: Any) -> Any:
        """Convert a value of any shape from coherent SI to this unit."""
        return (value - self.offset) / self.scale if self.offset else value / self.scale

    @property
    def label(self) -> str:
        """The unit as printed in tables; empty for a pure number."""
        return "" if self.text in ("1", "count") else self.text.replace("delta_K", "K")


@lru_cache(maxsize=4096)
def declared(text: str, year: int = BASE_YEAR) -> Unit:
    """A unit as the model declares it, where a bare USD means dollars of `year`."""
    return unit(dated(text, year))


def unit(text: str, currencies: Mapping[str, float] | None = None) -> Unit:
    """The unit of a text; `currencies` adds currency names with their rates in base-year dollars.

    Raises
    ------
    UnitError
        If the text is not a unit; the error carries a hint.

    Examples
    --------
    >>> unit("USD_2025/kW/yr").dimension
    (('USD_2025', 1), ('kilogram', -1), ('meter', -2), ('second', 2))
    """
    return _parse(text.strip() or "1", tuple(sorted((currencies or {}).items())))


@lru_cache(maxsize=4096)
def _parse(text: str, currencies: tuple[tuple[str, float], ...]) -> Unit:
    if text in OFFSET:
        return Unit(text, 1.0, 273.15, (("kelvin", 1),))
    if re.search(r"\bdeg(C|ree_Celsius)\b", text):
        raise UnitError(f"degC inside '{text}'", "in a product a temperature difference is meant: write K")
    if len(text) > _LONGEST:
        raise UnitError(f"cannot read the unit '{text[:37]}...'", f"it has more than {_LONGEST} characters")
    reader = _Reader(text, dict(currencies))
    try:
        scale, powers = reader.product()
    except (OverflowError, ZeroDivisionError):
        scale, powers = math.inf, {}
    if reader.tokens and math.isfinite(scale):
        raise UnitError(f"cannot read the unit '{text}'", "it has one parenthesis too many")
    if not 0.0 < scale < math.inf:
        raise UnitError(f"the unit '{text}' is too large or too small for a number", "use smaller powers")
    return Unit(text, scale, 0.0, tuple(sorted((key, n) for key, n in powers.items() if n)))


class _Reader:
    """Recursive-descent parser of unit expressions: names, *, /, ^integer and parentheses."""

    def __init__(self, text: str, currencies: Mapping[str, float]) -> None:
        self.text, self.currencies = text, currencies
        self.tokens: list[str] = []
        position = 0
        while position < len(text):
            match = _TOKEN.match(text, position)
            if not match:
                rest = text[position:].strip()[:12]
                raise UnitError(f"cannot read the unit '{text}' at '{rest}'", _syntax_hint(text))
            self.tokens.append(match[1])
            position = match.end()

    def peek(self) -> str:
        return self.tokens[0] if self.tokens else ""

    def product(self) -> tuple[float, dict[str, int]]:
        scale, powers = self.power() if self.peek() != "/" else (1.0, {})
        while self.peek() and self.peek() != ")":
            sign = -1 if self.peek() == "/" else 1
            if self.peek() in "*/":
                self.tokens.pop(0)
            factor, dimension = self.power()
            scale *= factor**sign
            for key, n in dimension.items():
                powers[key] = powers.get(key, 0) + sign * n
        return scale, powers

    def power(self) -> tuple[float, dict[str, int]]:
        scale, powers = self.operand()
        if not self.peek().startswith("^"):
            return scale, powers
        exponent = int(self.tokens.pop(0)[1:])
        if abs(exponent) > _LARGEST_POWER:
            limits = f"powers go from -{_LARGEST_POWER} to {_LARGEST_POWER}"
            raise UnitError(f"power {exponent} in '{self.text}'", limits)
        return scale**exponent, {key: n * exponent for key, n in powers.items()}

    def operand(self) -> tuple[float, dict[str, int]]:
        token = self.tokens.pop(0) if self.tokens else ""
        if token == "(":
            return self.parenthesis()
        if token == "1" and (self.text == "1" or self.peek() == "/"):
            return 1.0, {}
        if token in self.currencies:
            return self.currencies[token], {f"USD_{BASE_YEAR}": 1}
        if token and (token[0].isalpha() or token[0] == "_"):
            scale, dimension = _named(token)
            return scale, dict(dimension)
        raise UnitError(f"cannot read the unit '{self.text}'", _syntax_hint(self.text))

    def parenthesis(self) -> tuple[float, dict[str, int]]:
        inside = self.product()
        if not self.tokens or self.tokens.pop(0) != ")":
            raise UnitError(f"cannot read the unit '{self.text}'", "a parenthesis is not closed")
        return inside


@cache
def _named(name: str) -> tuple[float, Dimension]:
    """Scale and dimension of one unit name.

    Raises
    ------
    UnitError
        If there is no such unit.
    """
    dollars = DOLLAR.fullmatch(name)
    if dollars:
        return MULTIPLES[dollars[1]] * deflator(int(dollars[2])), ((f"USD_{BASE_YEAR}", 1),)
    if name not in names():
        raise UnitError(f"unknown unit '{name}'", _name_hint(name))
    return scale_and_dimension(name)


def _name_hint(name: str) -> str:
    """How to fix an unknown unit name."""
    if re.fullmatch(r"[kMGT]?(USD|usd|Usd|dollars?)", name):
        return f"money names its year: write {name[:-3] if name[0] in 'kMGT' else ''}USD_{BASE_YEAR}"
    if re.fullmatch(r"[A-Z]{3}_\d{4}", name) or name in ("EUR", "GBP", "JPY", "CNY", "RUB"):
        return f'other currencies need a rate: [currency] {name} = "1.1 USD_{BASE_YEAR}" in the scenario'
    power = re.fullmatch(r"([A-Za-z_]+)(\d)", name)
    if power and power[1] in names():
        return f"write powers with ^, for example {power[1]}^{power[2]}"
    if name == "per":
        return "write a rate with /, for example 300 1/yr for '300 per year'"
    if name in _MEANT:
        return _MEANT[name]
    return did_you_mean(name, names() | {f"USD_{BASE_YEAR}"}) or "'orbitcalc info --units' lists the units"


def _syntax_hint(text: str) -> str:
    """How to fix a text that is not a unit expression."""
    if "**" in text:
        return "write powers with ^, for example m^2"
    if "%" in text:
        return "write percent, or the plain fraction"
    if any(symbol in text for symbol in SYMBOLS):
        return f"no currency signs: write USD_{BASE_YEAR}"
    return "a unit is made of names, *, / and ^, for example USD_2025/kW/yr"
