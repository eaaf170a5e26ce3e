"""Dollars of each year."""

import tomllib
from importlib.resources import files

import pytest

from orbitcalc import units
from orbitcalc.errors import UnitError
from orbitcalc.units.money import dated

PRICE = units.unit("USD_2025/kg")


def test_dollars_follow_the_price_index() -> None:
    """CPI-U annual averages of the BLS as printed: 258.811 for 2020 and 321.943 for 2025."""
    ratio = 321.943 / 258.811
    assert units.deflator(2020) == pytest.approx(ratio, rel=1e-15)
    assert units.read("1 USD_2020", units.declared("USD")) == pytest.approx(ratio, rel=1e-15)
    assert units.read("7 kUSD_2020/kg", PRICE) == pytest.approx(7000.0 * ratio, rel=1e-15)
    assert units.read("1 USD_2025", units.declared("USD")) == 1.0


def test_an_older_dollar_is_worth_more() -> None:
    """Prices rose between any two decades since 1990."""
    worth = [units.deflator(year) for year in (1990, 2000, 2010, 2020)]
    assert worth == sorted(worth, reverse=True)


def test_every_year_of_prices_has_its_index_and_source() -> None:
    table = tomllib.loads(files("orbitcalc").joinpath("prices.toml").read_text("utf-8"))
    assert table["source"]
    for year, row in table["years"].items():
        assert row["index"] > 0.0
        assert row.get("kind") != "estimate" or (row["source"] == "assumption" and row["note"]), year


def test_a_year_without_a_price_index_is_refused() -> None:
    with pytest.raises(UnitError, match="known years are"):
        units.deflator(1776)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("USD", "USD_2020"),
        ("MUSD/kg", "MUSD_2020/kg"),
        ("USD/(kW*yr)", "USD_2020/(kW*yr)"),
        ("USD_2025/kg", "USD_2025/kg"),
        ("kg", "kg"),
    ],
)
def test_only_a_bare_dollar_gets_the_year(text: str, expected: str) -> None:
    assert dated(text, 2020) == expected
