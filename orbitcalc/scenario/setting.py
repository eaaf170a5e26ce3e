"""One setting: the value that a layer gives a variable, with its distribution and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from numbers import Real
from typing import Any

from orbitcalc import units
from orbitcalc.distribution import NUMBERS, PURE, Distribution
from orbitcalc.errors import UnitError, did_you_mean
from orbitcalc.graph import Choice, Parameter, Rule, Selection, Variable

_INTERVAL = re.compile(r"\s*(\S+)\s*([^\s].*?)?\s+to\s+(.*)", re.DOTALL)
_ABOUT = ("source", "locator", "note", "as_of", "accessed", "confidence", "role", "kind")
_ROLES = ("uncertainty", "lever", "constant")


@dataclass(frozen=True)
class Setting:
    """The value of one variable in SI (or a word), and its pedigree.

    `origin` says which layer gave it; `kind` is "sourced", "assumption", "inferred" or "unsourced";
    `missing` is the reason where the value is not published and so not a number.
    """

    name: str
    value: float | str
    text: str
    origin: str
    distribution: Distribution | None = None
    source: tuple[str, ...] = ()
    locator: str = ""
    as_of: str = ""
    note: str = ""
    role: str = ""
    missing: str = ""
    place: str = field(default="", compare=False)

    @property
    def kind(self) -> str:
        """How well founded the value is."""
        if not self.source:
            return "unsourced"
        return next((word for word in ("assumption", "inferred") if word in self.source), "sourced")


Report = Callable[[str, str], None]
"""Takes a message and a hint about the setting being read."""


def read_setting(
    variable: Variable, raw: Any, origin: str, report: Report, currencies: Mapping[str, float]
) -> Setting | None:
    """A setting from what TOML or a flag holds; None after reporting what is wrong with it."""
    if hasattr(raw, "units") and hasattr(raw, "magnitude"):
        raw = units.text_of(raw)
    try:
        if isinstance(variable, Choice):
            return _word(variable, raw, origin, report)
        if isinstance(variable, Selection):
            if isinstance(raw, str):
                return Setting(variable.name, raw, raw, origin)
            _not_text(raw, report)
            return None
        if isinstance(raw, Mapping):
            return _long_form(variable, raw, origin, report, currencies)
        return _short_form(variable, raw, origin, report, currencies)
    except UnitError as error:
        report(error.message, error.hint)
        return None


def _not_text(raw: Any, report: Report) -> None:
    report(f"expected a word, got {type(raw).__name__}", "write the name in quotes")


def _word(variable: Choice, raw: Any, origin: str, report: Report) -> Setting | None:
    if not isinstance(raw, str):
        _not_text(raw, report)
        return None
    if raw not in variable.words:
        near = did_you_mean(raw, variable.words)
        report(f"'{raw}' is not one of {', '.join(variable.words)}", near)
        return None
    return Setting(variable.name, raw, raw, origin)


def _number(variable: Variable, raw: Any, currencies: Mapping[str, float], unit_text: str = "") -> float:
    """One number in SI, from a text with a unit or a bare number where that is enough."""
    if isinstance(raw, bool) or not isinstance(raw, str | Real):
        raise UnitError(f"expected a number with its unit, got {type(raw).__name__}")
    if isinstance(variable, Rule) and variable.words:
        raise UnitError("this is a verdict and cannot be given")
    if isinstance(variable, Rule) and variable.axis:
        raise UnitError(f"this is a series over {variable.axis} and cannot be given as one number")
    return units.read(_with_unit(raw, unit_text), variable.unit, currencies)


def _with_unit(raw: Any, unit_text: str) -> str:
    """A number as text, with the unit that stands beside it unless it has its own."""
    text = str(raw)
    bare = not isinstance(raw, str) or (unit_text and not units.split(raw)[1])
    return f"{text} {unit_text}".strip() if bare else text


def _pure(key: str, raw: Any) -> float:
    """A number of a distribution that has no unit."""
    if isinstance(raw, bool) or not isinstance(raw, Real):
        raise UnitError(f"{key} takes pure numbers, got {raw!r}")
    return float(raw)


def _list(key: str, raw: Any) -> list[Any]:
    """What a key that takes a list holds."""
    if not isinstance(raw, list | tuple):
        raise UnitError(f"{key} takes a list, got {raw!r}", f"write {key} = [...]")
    return list(raw)


def _short_form(
    variable: Variable, raw: Any, origin: str, report: Report, currencies: Mapping[str, float]
) -> Setting | None:
    text = str(raw)
    interval = _INTERVAL.fullmatch(text) if isinstance(raw, str) else None
    if not interval:
        value = _number(variable, raw, currencies)
        return _bounded(variable, Setting(variable.name, value, text.strip(), origin), report)
    unit_text = units.split(interval[3])[1]
    low = _number(variable, f"{interval[1]} {interval[2] or unit_text}", currencies)
    high = _number(variable, interval[3], currencies)
    distribution = interval_distribution(variable, low, high)
    return _with_distribution(variable, distribution, text.strip(), origin, report, {})


def interval_distribution(variable: Variable, low: float, high: float) -> Distribution:
    """What "a to b" (5 to 95 %) means: lognormal where that fits, normal else."""
    limits = variable.limits if isinstance(variable, Parameter) else (-float("inf"), float("inf"))
    bounded_share = limits[1] <= 1.0
    kind = "lognormal" if low > 0.0 and not bounded_share else "normal"
    return Distribution(kind, {"p05": low, "p95": high})


def _long_form(
    variable: Variable, raw: Mapping[str, Any], origin: str, report: Report, currencies: Mapping[str, float]
) -> Setting | None:
    known = {"value", "dist", "unit", *NUMBERS, *_ABOUT}
    for key in raw:
        if key not in known:
            near = did_you_mean(key, known) or f"it takes {', '.join(sorted(known))}"
            report(f"unknown key '{key}'", near)
            return None
    about = {key: raw[key] for key in _ABOUT if key in raw}
    if not _texts(about.get("source", "")):
        report("source is not a key of the source list", 'write source = "..." or a list of keys')
        return None
    if about.get("role", _ROLES[0]) not in _ROLES:
        report(f"role '{about['role']}' is not one of {', '.join(_ROLES)}", did_you_mean(str(about["role"]), _ROLES))
        return None
    unit_text = str(raw.get("unit", ""))
    difference = replace(variable, unit_text="delta_K") if variable.unit_text == "K" else variable
    numbers = {
        key: _pure(key, raw[key]) if key in PURE
        else _number(difference if key == "sd" else variable, raw[key], currencies, unit_text)
        for key in sorted(NUMBERS - {"values", "weights"})
        if key in raw
    }  # fmt: skip
    values = [_number(variable, item, currencies, unit_text) for item in _list("values", raw.get("values", []))]
    weights = [_pure("weights", item) for item in _list("weights", raw.get("weights", []))]
    value = _number(variable, raw["value"], currencies, unit_text) if "value" in raw else None
    text = _with_unit(raw["value"], unit_text) if "value" in raw else ""
    if "dist" not in raw and not (numbers or values):
        if value is None:
            report("neither a value nor a distribution is given", 'write value = "..."')
            return None
        return _bounded(variable, _described(variable, value, text, origin, None, about), report)
    kind = str(raw.get("dist", "triangular"))
    if value is not None and kind in ("triangular", "pert"):
        numbers.setdefault("mode", value)
    distribution = Distribution(kind, dict(sorted(numbers.items())), tuple(values), tuple(weights))
    return _with_distribution(variable, distribution, text, origin, report, about, value)


def _texts(raw: Any) -> bool:
    """Whether this is a text, or a list of texts."""
    return isinstance(raw, str) or (isinstance(raw, list | tuple) and all(isinstance(item, str) for item in raw))


def _with_distribution(
    variable: Variable, distribution: Distribution, text: str, origin: str, report: Report,
    about: Mapping[str, Any], value: float | None = None,
) -> Setting | None:  # fmt: skip
    problem, _, hint = distribution.problem().partition(" - ")
    if problem:
        report(problem, hint)
        return None
    low, high = distribution.support()
    if value is not None and not low <= value <= high:
        report("the value lies outside its distribution", "value is the central value")
        return None
    centre = distribution.centre() if value is None else value
    setting = _described(variable, centre, text or f"{distribution.kind}", origin, distribution, about)
    return _bounded(variable, setting, report)


def _described(
    variable: Variable,
    value: float,
    text: str,
    origin: str,
    distribution: Distribution | None,
    about: Mapping[str, Any],
) -> Setting:
    source = about.get("source", ())
    return Setting(
        variable.name, value, text, origin, distribution,
        source=(source,) if isinstance(source, str) else tuple(source),
        locator=str(about.get("locator", "")), as_of=str(about.get("as_of", about.get("accessed", ""))),
        note=str(about.get("note", "")), role=str(about.get("role", "")),
    )  # fmt: skip


def _bounded(variable: Variable, setting: Setting, report: Report) -> Setting | None:
    """The setting, if its value and the numbers of its distribution lie within the hard bounds."""
    if isinstance(variable, Rule):
        if isinstance(setting.value, float) and setting.value < 0.0 and not variable.signed:
            report(f"{setting.text} is below zero", f"{variable.name} cannot be: {variable.meaning}")
            return None
        return setting
    assert isinstance(variable, Parameter)
    low, high = variable.limits
    spread = setting.distribution.stated() if setting.distribution else ()
    for value in (setting.value, *spread):
        assert isinstance(value, float)
        if not low <= value <= high:
            shown = units.number(float(variable.unit.from_si(value)), 6)
            report(
                f"{shown} {variable.unit.label}".strip() + " is out of bounds",
                f"{variable.name} lies between {variable.bounds[0]} and {variable.bounds[1]}",
            )
            return None
    return setting
