"""Text to SI and back; the one place that knows pint.

Three doors, from strict to strictest:

* `read` turns a user's text ("650 km", "200 USD_2025/kg") into a float in coherent SI, or says
  what is wrong and how to write it. pint never sees user text.
* `unit` turns a unit text into a `Unit`: a scale to SI and a dimension.
* `quantity` and `magnitude` wrap and unwrap floats for the units proof (`Plan.prove`), where pint
  checks that every formula of the model has the dimension it declares.

Inside the program every number is a float in coherent SI, with the radian, the bit, the
floating-point operation and the dollar of `BASE_YEAR` as units of their own.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, cast

import numpy as np
import pint
from pint import PintError as PintError

from orbitcalc.errors import UnitError, did_you_mean

PRICES: dict[str, Any] = tomllib.loads(files("orbitcalc").joinpath("prices.toml").read_text("utf-8"))
BASE_YEAR: int = PRICES["base_year"]
_INDEX: dict[int, float] = {int(year): row["index"] for year, row in PRICES["years"].items()}
_MULTIPLES = {"": 1.0, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12}
_DOLLAR = re.compile(r"([kMGT]?)USD_(\d{4})")
_BARE_DOLLAR = re.compile(r"\b([kMGT]?)USD\b(?!_)")
_NUMBER = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?)(?![\w.])\s*(.*?)\s*", re.DOTALL)
_TOKEN = re.compile(r"\s*([A-Za-z_][A-Za-z_0-9]*|\^-?\d{1,9}|[*/()]|1(?!\d))")
_LONGEST = 200
_MEANT = {
    "ton": "did you mean 't' (tonne, 1000 kg)?",
    "tons": "did you mean 't' (tonne, 1000 kg)?",
    "kt": "did you mean 'kilotonne' (1e6 kg)?",
    "krad": "a dose is written in krad_Si, rad_Si or Gy; an angle in rad or deg",
    "Mrad": "a dose is written in krad_Si, rad_Si or Gy; an angle in rad or deg",
    "krads": "a dose is written in krad_Si, rad_Si or Gy; an angle in rad or deg",
    "degF": "write temperatures in K or degC",
    "F": "write temperatures in K or degC",
    "Mb": "did you mean 'Mbit'?",
    "Gb": "did you mean 'Gbit'?",
    "Tb": "did you mean 'Tbit'?",
    "Nm": "write N*m, or J for an energy",
    "Hz": "write 1/s",
}
"""Unit names that other programs read in another sense, and what to write here."""
_SYMBOLS = "$€£¥"
_OFFSET = ("degC", "degree_Celsius")


def deflator(year: int) -> float:
    """Base-year dollars per dollar of `year` [1], by the price index of prices.toml.

    Raises
    ------
    UnitError
        If the table has no such year.
    """
    if year not in _INDEX:
        raise UnitError(f"no price index for dollars of {year}", f"known years are {min(_INDEX)} to {max(_INDEX)}")
    return _INDEX[BASE_YEAR] / _INDEX[year]


@cache
def registry() -> pint.UnitRegistry[Any]:
    """Our own pint registry: units.txt and the dollars of every year in prices.toml."""
    made: pint.UnitRegistry[Any] = pint.UnitRegistry(None)
    lines = files("orbitcalc").joinpath("units.txt").read_text("utf-8").splitlines()
    lines.append(f"USD_{BASE_YEAR} = [currency]")
    lines += [f"USD_{year} = {deflator(year)!r} USD_{BASE_YEAR}" for year in _INDEX if year != BASE_YEAR]
    made.load_definitions(lines)
    return made


@cache
def _names() -> frozenset[str]:
    """Every unit name a user may write, dollars aside."""
    known = set()
    for line in files("orbitcalc").joinpath("units.txt").read_text("utf-8").splitlines():
        fields = line.split("#")[0].split("=")
        known |= {fields[0].strip()} | {field.strip() for field in fields[2:]}
    return frozenset(known - {""})


def known_units() -> tuple[str, ...]:
    """Every unit name a user may write, dollars of each year included."""
    return (*sorted(_names(), key=str.casefold), *(f"USD_{year}" for year in sorted(_INDEX)))


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as text, with what it takes to reach coherent SI.

    `value_si = value * scale + offset`; `dimension` maps base units to powers, sorted.
    """

    text: str
    scale: float
    offset: float
    dimension: tuple[tuple[str, int], ...]

    @property
    def dimensionless(self) -> bool:
        return not self.dimension

    def to_si(self, value: Any) -> Any:
        return value * self.scale + self.offset if self.offset else value * self.scale

    def from_si(self, value: Any) -> Any:
        return (value - self.offset) / self.scale if self.offset else value / self.scale

    @property
    def label(self) -> str:
        """The unit as tables print it: nothing for a pure number."""
        return "" if self.text in ("1", "count") else self.text.replace("delta_K", "K")


@cache
def _atom(name: str) -> tuple[float, tuple[tuple[str, int], ...]]:
    """Scale and dimension of one unit name.

    Raises
    ------
    UnitError
        If there is no such unit.
    """
    dollars = _DOLLAR.fullmatch(name)
    if dollars:
        return _MULTIPLES[dollars[1]] * deflator(int(dollars[2])), ((f"USD_{BASE_YEAR}", 1),)
    if name not in _names():
        raise UnitError(f"unknown unit '{name}'", _unit_hint(name))
    one = registry().Quantity(1.0, name).to_root_units() if name not in _OFFSET else registry().Quantity(1.0, "kelvin")
    powers = {str(key): cast(int, power) for key, power in dict(one.unit_items()).items()}
    return float(one.magnitude), tuple(sorted((key, n) for key, n in powers.items() if key not in ("radian", "count")))


def _unit_hint(name: str) -> str:
    """How to mend a unit name that is not known."""
    if re.fullmatch(r"[kMGT]?(USD|usd|Usd|dollars?)", name):
        return f"money names its year: write {name[:-3] if name[0] in 'kMGT' else ''}USD_{BASE_YEAR}"
    if re.fullmatch(r"[A-Z]{3}_\d{4}", name) or name in ("EUR", "GBP", "JPY", "CNY", "RUB"):
        return f'other currencies need a rate: [currency] {name} = "1.1 USD_{BASE_YEAR}" in the scenario'
    power = re.fullmatch(r"([A-Za-z_]+)(\d)", name)
    if power and power[1] in _names():
        return f"write powers with ^, for example {power[1]}^{power[2]}"
    if name in _MEANT:
        return _MEANT[name]
    return did_you_mean(name, _names() | {f"USD_{BASE_YEAR}"}) or "'orbitcalc info --units' lists the units"


class _Reader:
    """A unit expression by recursive descent: names, *, /, ^integer and parentheses."""

    def __init__(self, text: str, currencies: Mapping[str, float]) -> None:
        self.text, self.currencies, self.tokens, at = text, currencies, [], 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            if not match:
                raise UnitError(f"cannot read the unit '{text}' at '{text[at:].strip()[:12]}'", _syntax_hint(text))
            self.tokens.append(match[1])
            at = match.end()

    def peek(self) -> str:
        return self.tokens[0] if self.tokens else ""

    def product(self) -> tuple[float, dict[str, int]]:
        scale, powers = self.power() if self.peek() != "/" else (1.0, {})
        while self.peek() and self.peek() != ")":
            sign = -1 if self.peek() == "/" else 1
            if self.peek() in "*/":
                self.tokens.pop(0)
            factor, other = self.power()
            scale *= factor**sign
            for key, n in other.items():
                powers[key] = powers.get(key, 0) + sign * n
        return scale, powers

    def power(self) -> tuple[float, dict[str, int]]:
        token = self.tokens.pop(0) if self.tokens else ""
        if token == "(":
            scale, powers = self.product()
            if not self.tokens or self.tokens.pop(0) != ")":
                raise UnitError(f"cannot read the unit '{self.text}'", "a parenthesis is not closed")
        elif token == "1":
            scale, powers = 1.0, {}
        elif token in self.currencies:
            scale, powers = self.currencies[token], {f"USD_{BASE_YEAR}": 1}
        elif token and (token[0].isalpha() or token[0] == "_"):
            factor, dimension = _atom(token)
            scale, powers = factor, dict(dimension)
        else:
            raise UnitError(f"cannot read the unit '{self.text}'", _syntax_hint(self.text))
        if self.peek().startswith("^"):
            exponent = int(self.tokens.pop(0)[1:])
            if abs(exponent) > 9:
                raise UnitError(f"power {exponent} in '{self.text}'", "powers go from -9 to 9")
            scale, powers = scale**exponent, {key: n * exponent for key, n in powers.items()}
        return scale, powers


def _syntax_hint(text: str) -> str:
    if "**" in text:
        return "write powers with ^, for example m^2"
    if "%" in text:
        return "write percent, or the plain fraction"
    if any(symbol in text for symbol in _SYMBOLS):
        return f"no currency signs: write USD_{BASE_YEAR}"
    return "a unit is made of names, *, / and ^, for example USD_2025/kW/yr"


@lru_cache(maxsize=4096)
def _parse(text: str, currencies: tuple[tuple[str, float], ...]) -> Unit:
    if text in ("degC", "degree_Celsius"):
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
        raise UnitError(f"cannot read the unit '{text}'", "a parenthesis too many")
    if not 0.0 < scale < math.inf:
        raise UnitError(f"the unit '{text}' is too large or too small for a number", "use smaller powers")
    return Unit(text, scale, 0.0, tuple(sorted((key, n) for key, n in powers.items() if n)))


def unit(text: str, currencies: Mapping[str, float] | None = None) -> Unit:
    """The unit that a text names; `currencies` adds names with a rate in base-year dollars.

    Raises
    ------
    UnitError
        With a hint, if the text is not a unit.

    Examples
    --------
    >>> unit("USD_2025/kW/yr").dimension
    (('USD_2025', 1), ('kilogram', -1), ('meter', -2), ('second', 2))
    """
    return _parse(text.strip() or "1", tuple(sorted((currencies or {}).items())))


@lru_cache(maxsize=4096)
def declared(text: str, year: int = BASE_YEAR) -> Unit:
    """A unit as the model declares it, where a bare USD stands for dollars of `year`."""
    return unit(_BARE_DOLLAR.sub(rf"\g<1>USD_{year}", text))


def pint_text(of: Unit) -> str:
    """The text of a unit as our pint registry reads it."""
    for multiple in re.findall(r"[kMGT]USD_\d{4}", of.text):
        _define_multiple(multiple)
    return of.text.replace("^", "**") if of.text != "1" else "dimensionless"


@cache
def _define_multiple(name: str) -> None:
    """Make MUSD_2025 and its like known to pint, when one is first shown."""
    registry().define(f"{name} = {_MULTIPLES[name[0]]:g} * {name[1:]}")


def split(text: str) -> tuple[float, str]:
    """The number and the unit text of "650 km".

    Raises
    ------
    UnitError
        If the text is not exactly one finite number and at most one unit.
    """
    shown = text if len(text) <= 40 else text[:37] + "..."
    if not text.strip():
        raise UnitError("an empty text", "write a number and a unit")
    symbol = next((sign for sign in text if sign in _SYMBOLS), "")
    if symbol:
        raise UnitError(f"currency sign in '{shown}'", f"write USD_{BASE_YEAR} ({BASE_YEAR} dollars) or another year")
    if re.search(r"\d,\d", text):
        raise UnitError(f"comma in '{shown}'", "write 1.5 for a decimal and 1000 for a thousand")
    match = _NUMBER.fullmatch(text)
    if not match:
        if re.match(r"\s*[+-]?(nan|inf)", text, re.IGNORECASE):
            raise UnitError(f"'{shown}' is not a finite number")
        raise UnitError(f"cannot read '{shown}'", "write exactly one number and one unit, such as 650 km")
    number = float(match[1])
    if not math.isfinite(number):
        raise UnitError(f"'{shown}' is not a finite number")
    return number, match[2]


def read(text: str, expected: Unit, currencies: Mapping[str, float] | None = None) -> float:
    """The SI value of a text such as "650 km", whose dimension must be that of `expected`.

    Raises
    ------
    UnitError
        With a hint, if the text cannot be read or has another dimension.

    Examples
    --------
    >>> read("20 degC", unit("K"))
    293.15
    >>> round(read("104 /yr", unit("1/yr")) * 31557600, 9)
    104.0
    """
    number, unit_text = split(text)
    given = unit(unit_text, currencies)
    if not unit_text and not expected.dimensionless:
        raise UnitError(f"'{text.strip()}' has no unit", f"expected something like {number:g} {expected.text}")
    if given.dimension != expected.dimension:
        raise UnitError(f"'{text.strip()}' has the wrong dimension", f"expected a unit like {expected.text}")
    if given.offset and expected.text != "K":
        raise UnitError(f"'{text.strip()}' is an absolute temperature", "a difference is written in K")
    value = given.to_si(number)
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
        If the name is a unit already, or the rate is no positive amount of dollars.
    """
    if name in _names() or _DOLLAR.fullmatch(name):
        raise UnitError(f"'{name}' is a unit already", "name the currency and its year, such as EUR_2024")
    rate = read(text, declared("USD"))
    if rate <= 0.0:
        raise UnitError(f"'{text.strip()}' is not above zero")
    return rate


def from_pint(value: Any, expected: Unit) -> float:
    """The SI value of a pint quantity of any registry.

    Raises
    ------
    UnitError
        If its unit is not known here or has another dimension.
    """
    return read(text_of(value), expected)


def text_of(value: Any) -> str:
    """A pint quantity of any registry as text for `read`: in its own unit, or else in its base units.

    Its own unit is kept only where it means the same here: a foreign `ton` is 907 kg.
    """
    base = value.to_base_units()
    own, plain = (f"{each.units:~C}".replace("**", "^") for each in (value, base))
    magnitudes = float(value.magnitude), float(base.magnitude)
    try:
        same = math.isclose(unit(own).to_si(magnitudes[0]), unit(plain).to_si(magnitudes[1]), rel_tol=1e-9)
    except UnitError:
        same = False
    return f"{magnitudes[0]!r} {own}" if same else f"{magnitudes[1]!r} {plain}"


@lru_cache(maxsize=1024)
def _powers(dimension: tuple[tuple[str, int], ...]) -> dict[str, int]:
    return dict(dimension)


@lru_cache(maxsize=1024)
def _base_unit(dimension: tuple[tuple[str, int], ...]) -> Any:
    return registry().Unit(registry().UnitsContainer(_powers(dimension)))


def quantity(value: Any, of: Unit) -> Any:
    """A pint quantity in base units from an SI value; a pure number stays a plain number."""
    return value if of.dimensionless else registry().Quantity(value, _base_unit(of.dimension))


def checked(value: Any, of: Unit) -> tuple[Any, Any]:
    """A formula's result in SI and as a quantity in base units, if it has the unit it declares.

    Raises
    ------
    UnitError
        If the result has another dimension.
    """
    if not isinstance(value, pint.Quantity):
        if of.dimensionless:
            return value, value
        raise UnitError(f"the result is a pure number, not {of.text}")
    if dict(value.unit_items()) == _powers(of.dimension):
        return (value.magnitude, value) if of.dimension else (value.magnitude, value.magnitude)
    base = _base_unit(of.dimension)
    if value.dimensionality != base.dimensionality:
        raise UnitError(f"the result is in {value.to_root_units().units:~C}, not {of.text}")
    si = value.m_as(base)
    return si, quantity(si, of)


def magnitude(value: Any, of: Unit) -> Any:
    """The SI value of a formula's result; raises `UnitError` as `checked` does."""
    return checked(value, of)[0]


def number(value: float, digits: int = 4) -> str:
    """A number as tables print it: `digits` significant ones, thousands grouped, never cut short."""
    if not np.isfinite(value):
        return "n/a" if np.isnan(value) else ("inf" if value > 0 else "-inf")
    if value == 0.0:
        return "0"
    if abs(value) >= 10 ** (digits - 1):
        return f"{value:,.0f}" if abs(value) < 1e12 else f"{value:.{digits - 1}e}"
    if abs(value) < 1e-3:
        return f"{value:.{digits - 1}e}"
    decimals = max(0, digits - 1 - math.floor(math.log10(abs(value))))
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
