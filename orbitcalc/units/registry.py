"""The pint registry of the program; the only module that imports pint."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, cast

import pint
from pint import PintError as PintError
from pint import Quantity as Quantity

from orbitcalc.units.money import BASE_YEAR, INDEX, MULTIPLES, deflator

Dimension = tuple[tuple[str, int], ...]
"""Base units and their powers, sorted."""

OFFSET = ("degC", "degree_Celsius")
"""Units with an offset from SI."""

_PURE = ("radian", "count")
"""Base units of pint that count as pure numbers here."""


def _definitions() -> list[str]:
    return files("orbitcalc").joinpath("units.txt").read_text("utf-8").splitlines()


@cache
def registry() -> pint.UnitRegistry[Any]:
    """The pint registry of units.txt and the dollars of every year in prices.toml."""
    own: pint.UnitRegistry[Any] = pint.UnitRegistry(None)
    dollars = [f"USD_{BASE_YEAR} = [currency]"]
    dollars += [f"USD_{year} = {deflator(year)!r} USD_{BASE_YEAR}" for year in INDEX if year != BASE_YEAR]
    own.load_definitions(_definitions() + dollars)
    return own


@cache
def names() -> frozenset[str]:
    """Every unit name that a user may write, without dollars."""
    rows = [line.split("#")[0].split("=") for line in _definitions()]
    return frozenset(field.strip() for fields in rows for field in (fields[0], *fields[2:])) - {""}


def known_units() -> tuple[str, ...]:
    """Every unit name that a user may write, dollars of each year included."""
    return (*sorted(names(), key=str.casefold), *(f"USD_{year}" for year in sorted(INDEX)))


def scale_and_dimension(name: str) -> tuple[float, Dimension]:
    """Scale to coherent SI and dimension of a name of units.txt; a unit with an offset counts as an interval."""
    one = registry().Quantity(1.0, "kelvin" if name in OFFSET else name).to_root_units()
    powers = {str(key): cast(int, power) for key, power in dict(one.unit_items()).items()}
    return float(one.magnitude), tuple(sorted((key, n) for key, n in powers.items() if key not in _PURE))


@cache
def define_multiple(name: str) -> None:
    """Define a multiple of dollars, such as MUSD_2025, in the registry on first use."""
    registry().define(f"{name} = {MULTIPLES[name[0]]:g} * {name[1:]}")
