"""A setting from the value in a TOML file, in a flag or in a Python call.

A number has a short form, "650 km" or "600 to 700 km", and a long form: a table with value, distribution and pedigree.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from numbers import Real
from typing import Any, NoReturn

from orbitcalc import units
from orbitcalc.errors import InputError, did_you_mean
from orbitcalc.graph import Choice, Parameter, Rule, Selection, Variable
from orbitcalc.scenario.distribution import NUMBERS, PURE, Distribution
from orbitcalc.scenario.setting import Setting

ROLES = ("uncertainty", "lever", "constant")
"""The roles that a user may give a parameter."""

ABOUT = ("source", "locator", "note", "as_of", "accessed", "confidence", "role", "kind")
"""Keys of the long form that are not numbers."""

_INTERVAL = re.compile(r"\s*(\S+)\s*([^\s].*?)?\s+to\s+(.*)", re.DOTALL)
_KEYS = frozenset(("value", "same_as", "dist", "unit", *NUMBERS, *ABOUT))

LARGEST_BITS = 1024
"""Bits of the largest whole number that is read; a float holds no more."""

PERCENTILES = {"low": "p05", "high": "p95"}
"""The kind of a range, unless another distribution is named."""

CENTRES = {"percentiles": "p50", "triangular": "mode", "pert": "mode"}
"""The number of a distribution that equals the central value, by kind."""

Report = Callable[[str, str], None]
"""Takes a message and a hint about the setting being read."""


def read_setting(
    variable: Variable, raw: Any, origin: str, report: Report, currencies: Mapping[str, float]
) -> Setting | None:
    """A setting from what TOML, a flag or a call holds; None after reporting what is wrong with it."""
    try:
        return _Reader(variable, origin, currencies).setting(raw)
    except InputError as error:
        report(error.message, error.hint)
        return None


def interval_distribution(variable: Variable, low: float, high: float) -> Distribution:
    """What "a to b" (5 to 95 %) means, in SI: lognormal for a positive value without an end at 1, else normal."""
    limits = variable.limits if isinstance(variable, Parameter) else (-float("inf"), float("inf"))
    kind = "lognormal" if low > 0.0 and limits[1] > 1.0 else "normal"
    return Distribution(kind, {"p05": low, "p95": high})


@dataclass(frozen=True)
class _Reader:
    """Reads one value of a variable; raises `InputError` for what is wrong with it."""

    variable: Variable
    origin: str
    currencies: Mapping[str, float]

    def setting(self, raw: Any) -> Setting:
        if isinstance(self.variable, Choice | Selection):
            return self.word(raw)
        if isinstance(raw, Mapping):
            return _LongForm(self.variable, self.origin, self.currencies, raw).setting_of_table()
        return self.short_form(raw)

    def word(self, raw: Any) -> Setting:
        if not isinstance(raw, str):
            hint = "write the name in quotes"
            if isinstance(self.variable, Selection) and isinstance(raw, Mapping):
                hint = f"write [{self.variable.table}.NAME] to define an entry"
            raise InputError(f"expected a word, got {_type(raw)}", hint)
        words = self.variable.words if isinstance(self.variable, Choice) else (raw,)
        if raw not in words:
            raise InputError(f"'{raw}' is not one of {', '.join(words)}", did_you_mean(raw, words))
        return Setting(self.variable.name, raw, raw, self.origin)

    def short_form(self, raw: Any) -> Setting:
        text = raw if isinstance(raw, str) else ""
        if len(text) > units.LONGEST:
            raise InputError(f"'{text[:37]}...' is too long", f"a quantity has at most {units.LONGEST} characters")
        interval = _INTERVAL.fullmatch(text)
        if not interval:
            return self.bounded(Setting(self.variable.name, self.number(raw), str(raw).strip(), self.origin))
        first, first_unit, last = interval.groups()
        low, high = self.number(f"{first} {first_unit or units.split(last)[1]}"), self.number(last)
        distribution = interval_distribution(self.variable, low, high)
        return self.spread(Setting(self.variable.name, low, text.strip(), self.origin, distribution), None)

    def number(self, raw: Any) -> float:
        """One number in SI, from a text with a unit or a bare number where that is enough."""
        if isinstance(raw, bool) or not isinstance(raw, str | Real):
            raise InputError(f"expected a number with its unit, got {_type(raw)}")
        if isinstance(self.variable, Rule) and self.variable.words:
            raise InputError("this is a verdict and cannot be given")
        if isinstance(self.variable, Rule) and self.variable.axis:
            raise InputError(f"this is a series over {self.variable.axis} and cannot be given as one number")
        if isinstance(raw, int) and raw.bit_length() > LARGEST_BITS:
            raise InputError("the number is too large", "write it with a power of ten, such as 1e9")
        return units.read(str(raw), self.variable.unit, self.currencies)

    def spread(self, setting: Setting, value: float | None) -> Setting:
        """A setting with a distribution, centred on the given value or else on the distribution's own centre."""
        assert setting.distribution is not None
        problem, _, hint = setting.distribution.problem().partition(" - ")
        if problem:
            raise InputError(problem, hint)
        low, high = setting.distribution.support()
        if value is not None and not low <= value <= high:
            raise InputError("the value lies outside its distribution", "value is the central value")
        if value is not None and not math.isclose(value, setting.distribution.numbers.get("p50", value)):
            raise InputError("the value is not the median of its distribution", "leave p50 out: it is the value")
        centre = setting.distribution.centre() if value is None else value
        return self.bounded(replace(setting, value=centre))

    def bounded(self, setting: Setting) -> Setting:
        """The setting, if its value and the numbers of its distribution lie within the hard bounds."""
        numbers = (setting.value, *(setting.distribution.stated() if setting.distribution else ()))
        if isinstance(self.variable, Parameter | Rule):
            low, high = self.variable.limits
            outside = next((number for number in numbers if not low <= number <= high), None)  # type: ignore[operator]
            if outside is not None:
                self.refuse_out_of_bounds(float(outside), setting.text)
        return setting

    def refuse_out_of_bounds(self, number: float, given: str) -> NoReturn:
        assert isinstance(self.variable, Parameter | Rule)
        if isinstance(self.variable, Rule) and number < 0.0:
            raise InputError(f"{given} is below zero", f"{self.variable.name} cannot be: {self.variable.meaning}")
        name, unit, (low, high) = self.variable.name, self.variable.unit, self.variable.bounds
        text = f"{units.number(float(unit.from_si(number)), 6)} {unit.label}".strip()
        raise InputError(f"{text} is out of bounds", f"{name} lies between {low} and {high}")


@dataclass(frozen=True)
class _LongForm(_Reader):
    """Reads a table with value, distribution and pedigree."""

    table: Mapping[str, Any]

    def setting_of_table(self) -> Setting:
        self.check_keys()
        numbers, values, weights = self.numbers(), self.values(), self.weights()
        value = self.with_unit(self.table["value"]) if "value" in self.table else None
        if "same_as" in self.table:
            return self.follower(value is not None or bool(numbers or values) or "dist" in self.table)
        if "dist" not in self.table and not (numbers or values):
            if value is None:
                raise InputError("neither a value nor a distribution is given", 'write value = "..."')
            return self.bounded(self.described(value, None))
        kind = str(self.table.get("dist", "triangular" if "mode" in numbers else "percentiles"))
        if kind == "percentiles":
            numbers = {PERCENTILES.get(key, key): number for key, number in numbers.items()}
        if value is not None and kind in CENTRES:
            numbers.setdefault(CENTRES[kind], value)
        distribution = Distribution(kind, dict(sorted(numbers.items())), values, weights)
        return self.spread(self.described(value, distribution), value)

    def follower(self, has_value: bool) -> Setting:
        """The setting of a variable that follows another one, whose value is filled in when all layers are known."""
        if has_value:
            raise InputError("it has a value and follows another variable", "keep one of the two")
        return replace(self.described(None, None), same_as=str(self.table["same_as"]))

    def check_keys(self) -> None:
        unknown = next((key for key in self.table if key not in _KEYS), None)
        if unknown is not None:
            hint = did_you_mean(unknown, _KEYS) or f"it takes {', '.join(sorted(_KEYS))}"
            raise InputError(f"unknown key '{unknown}'", hint)
        source = self.table.get("source", "")
        if not isinstance(source, str) and not _is_list(source, str):
            raise InputError("source is not a key of the source list", 'write source = "..." or a list of keys')
        role = self.table.get("role", ROLES[0])
        if role not in ROLES:
            raise InputError(f"role '{role}' is not one of {', '.join(ROLES)}", did_you_mean(str(role), ROLES))

    @cached_property
    def unit_text(self) -> str:
        return str(self.table.get("unit", ""))

    def with_unit(self, raw: Any) -> float:
        """One number in SI, in the table's unit unless it has its own."""
        return self.number(self.text(raw) if isinstance(raw, str | Real) and not isinstance(raw, bool) else raw)

    def text(self, raw: Any) -> str:
        """A number as text, with the table's unit unless it has its own."""
        own = isinstance(raw, str) and (not self.unit_text or bool(units.split(raw)[1]))
        return str(raw) if own else f"{raw} {self.unit_text}".strip()

    def numbers(self) -> dict[str, float]:
        """The numbers of the distribution in SI, those without a unit as they are."""
        return {key: self.number_of(key) for key in sorted(NUMBERS - {"values", "weights"}) if key in self.table}

    def number_of(self, key: str) -> float:
        raw = self.table[key]
        if key in PURE:
            return _pure(key, raw)
        if key == "sd" and self.variable.unit_text == "K":  # a difference, where 5 degC would be 278 K
            return replace(self, variable=replace(self.variable, unit_text="delta_K")).with_unit(raw)
        return self.with_unit(raw)

    def values(self) -> tuple[float, ...]:
        return tuple(self.with_unit(item) for item in self.listed("values"))

    def weights(self) -> tuple[float, ...]:
        return tuple(_pure("weights", item) for item in self.listed("weights"))

    def listed(self, key: str) -> tuple[Any, ...]:
        raw = self.table.get(key, ())
        if not _is_list(raw):
            raise InputError(f"{key} takes a list, got {raw!r}", f"write {key} = [...]")
        return tuple(raw)

    def described(self, value: float | None, distribution: Distribution | None) -> Setting:
        """The setting with its pedigree; without a value it shows the kind of its distribution."""
        source = self.table.get("source", ())
        kind = distribution.kind if distribution else ""
        return Setting(
            name=self.variable.name,
            value=float("nan") if value is None else value,
            text=self.text(self.table["value"]) if "value" in self.table else kind,
            origin=self.origin,
            distribution=distribution,
            source=(source,) if isinstance(source, str) else tuple(source),
            locator=str(self.table.get("locator", "")),
            as_of=str(self.table.get("as_of", self.table.get("accessed", ""))),
            note=str(self.table.get("note", "")),
            role=str(self.table.get("role", "")),
        )


def _is_list(raw: Any, kind: type = object) -> bool:
    return isinstance(raw, list | tuple) and all(isinstance(item, kind) for item in raw)


def _pure(key: str, raw: Any) -> float:
    """A number of a distribution that has no unit."""
    if isinstance(raw, bool) or not isinstance(raw, Real):
        raise InputError(f"{key} takes pure numbers, got {raw!r}")
    return float(raw)


def _type(raw: Any) -> str:
    """The type of a value as its writer knows it."""
    return "list" if isinstance(raw, tuple) else "table" if isinstance(raw, Mapping) else type(raw).__name__
