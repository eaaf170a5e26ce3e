"""Numbers as tables print them."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orbitcalc import units

NUMBERS = [
    (0.0, "0"),
    (1.0, "1"),
    (1234.4, "1,234"),
    (10000.0, "10,000"),
    (123456789.0, "123,456,789"),
    (1.5e12, "1.500e+12"),
    (0.5, "0.5"),
    (0.12345, "0.1235"),
    (12.3456, "12.35"),
    (999.96, "1000"),
    (0.000123456, "1.235e-04"),
    (-42.0, "-42"),
    (math.nan, "n/a"),
    (math.inf, "inf"),
    (-math.inf, "-inf"),
]


@pytest.mark.parametrize(("value", "text"), NUMBERS)
def test_numbers_as_tables_print_them(value: float, text: str) -> None:
    """By the rule: four significant digits, thousands grouped, an integer never cut short."""
    assert units.number(value) == text


@given(st.floats(1e-300, 1e300) | st.floats(-1e300, -1e-300), st.integers(3, 8))
@settings(max_examples=200, deadline=None)
def test_a_printed_number_is_the_number_to_its_digits(value: float, digits: int) -> None:
    read_back = float(units.number(value, digits).replace(",", ""))
    assert read_back == pytest.approx(value, rel=0.51 * 10.0 ** (1 - digits))


AMOUNTS = [
    (1.23e5, "kW", "123 kW"),
    (1e9, "GW", "1 GW"),
    (999.7e6, "MW", "1 GW"),
    (2.0126e11, "GUSD", "201 billion USD"),
    (3.75e7, "1", "37.5 million"),
    (12312.0, "1", "12,300"),
    (66543e3, "t", "66,500 t"),
    (5405.1, "kg", "5,410 kg"),
    (8.9e6, "km^2", "8.9 km^2"),
    (3.15576e7, "yr", "1 year"),
    (9.348 * 3.15576e7, "yr", "9.35 years"),
    (1674.0, "USD/kg", "1,670 USD/kg"),
    (-2.5e6, "MUSD", "-2.5 million USD"),
    (0.0, "kW", "0 kW"),
    (0.001, "W", "0.001 W"),
    (math.nan, "kW", "n/a"),
    (math.inf, "GUSD", "inf"),
]


@pytest.mark.parametrize(("si", "unit", "text"), AMOUNTS)
def test_amounts_as_people_read_them(si: float, unit: str, text: str) -> None:
    """By the rule: three digits, the prefix or the word that suits the size."""
    assert units.amount(si, units.declared(unit)) == text


@given(st.floats(1e-6, 1e20), st.sampled_from(["kW", "GUSD", "t", "m^2", "1", "yr", "USD/kg", "m"]))
@settings(max_examples=300, deadline=None)
def test_an_amount_is_the_value_to_its_digits(si: float, text: str) -> None:
    amount = units.amount(si, units.declared(text)).replace(",", "")
    value, _, label = amount.partition(" ")
    word, _, rest = label.partition(" ")
    scale = {"million": 1e6, "billion": 1e9, "trillion": 1e12}.get(word, 1.0)
    unit = (rest if scale > 1.0 else label).replace("USD", "USD_2025").replace("years", "yr").replace("year", "yr")
    assert float(value) * scale * units.unit(unit or "1").scale == pytest.approx(si, rel=0.0051)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0 %"), (1e-7, "under 0.001 %"), (0.002062, "0.21 %"), (0.0099, "0.99 %"), (0.00996, "1 %"), (0.067, "7 %")],
)
def test_a_small_share_has_two_figures_and_is_never_none(value: float, text: str) -> None:
    assert units.share(value) == text


@pytest.mark.parametrize(("value", "text"), [(0.994, "99 %"), (0.9951, "99.5 %"), (0.99999, "99.9 %"), (1.0, "100 %")])
def test_a_large_share_is_not_all(value: float, text: str) -> None:
    assert units.share(value) == text
