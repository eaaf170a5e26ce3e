"""A setting as plain data for a scenario file, exact to the last digit."""

from __future__ import annotations

from typing import Any

from orbitcalc import units
from orbitcalc.scenario.distribution import PURE, Distribution
from orbitcalc.scenario.setting import Setting

_SHORT = {"meter": "m", "second": "s", "kilogram": "kg", "kelvin": "K"}


def plain(setting: Setting, unit: units.Unit) -> Any:
    """A setting as `load` reads it back; `unit` is that of its variable. Numbers are written in coherent SI."""
    if isinstance(setting.value, str):
        return setting.value
    if setting.missing:
        return {"missing": setting.missing}
    text = quantity_text(setting.value, unit)
    pedigree = _pedigree(setting)
    if setting.same_as:
        return {"same_as": setting.same_as, **pedigree}
    if setting.distribution is None:
        return {"value": text, **pedigree} if pedigree else text
    return {"value": text, **_spread(setting.distribution, unit), **pedigree}


def _pedigree(setting: Setting) -> dict[str, Any]:
    """Where the value comes from; entries without content are left out."""
    entries: dict[str, Any] = {
        "source": list(setting.source),
        "locator": setting.locator,
        "note": setting.note,
        "role": setting.role,
        "as_of": setting.as_of,
    }
    return {key: entry for key, entry in entries.items() if entry}


def _spread(distribution: Distribution, unit: units.Unit) -> dict[str, Any]:
    """The kind of a distribution and its numbers."""
    numbers = {
        key: number if key in PURE else quantity_text(number, unit) for key, number in distribution.numbers.items()
    }
    lists = {
        "values": [quantity_text(number, unit) for number in distribution.values],
        "weights": [*distribution.weights],
    }
    return {"dist": distribution.kind, **numbers, **{key: items for key, items in lists.items() if items}}


def quantity_text(number: float, unit: units.Unit) -> str:
    """A number in coherent SI as our reader takes it, exact."""
    return f"{number!r} {unit_si_text(unit)}".strip()


def unit_si_text(unit: units.Unit) -> str:
    """The coherent SI unit of the same dimension, as our reader takes it."""
    names = [(_SHORT.get(base, base), power) for base, power in unit.dimension]
    return "*".join(f"{name}^{power}" if power != 1 else name for name, power in names)
