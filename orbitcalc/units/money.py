"""Dollars of a year, and the price index that converts between years."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

from orbitcalc.errors import UnitError

PRICES: dict[str, Any] = tomllib.loads(files("orbitcalc").joinpath("prices.toml").read_text("utf-8"))
"""The price index of each year, with its source."""

BASE_YEAR: int = PRICES["base_year"]
"""Year whose dollar is the coherent unit of money."""

INDEX: dict[int, float] = {int(year): row["index"] for year, row in PRICES["years"].items()}
MULTIPLES = {"": 1.0, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12}
DOLLAR = re.compile(r"([kMGT]?)USD_(\d{4})")
"""Matches a dollar unit: its multiple and its year."""

SYMBOLS = "$€£¥"
_BARE_DOLLAR = re.compile(r"\b([kMGT]?)USD\b(?!_)")


def deflator(year: int) -> float:
    """Base-year dollars per dollar of `year` [1], by the price index of prices.toml.

    Raises
    ------
    UnitError
        If the table has no such year.
    """
    if year not in INDEX:
        raise UnitError(f"no price index for dollars of {year}", f"known years are {min(INDEX)} to {max(INDEX)}")
    return INDEX[BASE_YEAR] / INDEX[year]


def dated(text: str, year: int) -> str:
    """A unit text with each bare USD replaced by dollars of `year`."""
    return _BARE_DOLLAR.sub(rf"\g<1>USD_{year}", text)
