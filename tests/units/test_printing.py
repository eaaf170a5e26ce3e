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
