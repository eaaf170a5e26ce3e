"""A user's text to SI: what the strict reader takes, what it refuses, and how it says so."""

import contextlib
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orbitcalc import units
from orbitcalc.errors import UnitError
from tests.foreign import FOREIGN
from tests.units.test_registry import defined_names

PRICE = units.unit("USD_2025/kg")
MASS = units.unit("kg")
LENGTH = units.unit("m")


# Each text, what is expected, and what the message must say to fix it. The list is that of the
# acceptance checks for a new user, and of what pint's default registry is known to misread.
TRAPS = [
    ("200 $/kg", PRICE, "write USD_2025"),
    ("$200/kg", PRICE, "write USD_2025"),
    ("€200/kg", PRICE, "write USD_2025"),
    ("200 £/kg", PRICE, "write USD_2025"),
    ("1,5 kg", MASS, "write 1.5 for a decimal"),
    ("1,000 kg", MASS, "1000 for a thousand"),
    ("45 W/m2", units.unit("W/m^2"), "m^2"),
    ("5 m**2", units.unit("m^2"), "m^2"),
    ("100 krad", units.unit("Gy"), "krad_Si"),
    ("1 ton", MASS, "'t' (tonne, 1000 kg)"),
    ("1 kt", MASS, "kilotonne"),
    ("1 Gb", units.unit("bit"), "Gbit"),
    ("1 Tb", units.unit("bit"), "Tbit"),
    ("1 Nm", units.unit("J"), "N*m"),
    ("5 Kg", MASS, "'kg'"),
    ("5 KM", LENGTH, "'km'"),
    ("68 degF", units.unit("K"), "degC"),
    ("200 usd/kg", PRICE, "USD_2025"),
    ("200 USD/kg", PRICE, "USD_2025"),
    ("200 kUSD/kg", PRICE, "kUSD_2025"),
    ("200 USD_1776/kg", PRICE, "known years are"),
    ("200 EUR_2024/kg", PRICE, "EUR_2024 = "),
    ("200 kg/USD_2025", PRICE, "USD_2025/kg"),
    ("200", PRICE, "200 USD_2025/kg"),
    ("10 kg; rm", MASS, "made of names"),
    ("10 kg!", MASS, "made of names"),
    ("10 kg # heavy", MASS, "made of names"),
    ("10 kg ~", MASS, "made of names"),
    ("5 %", units.unit("1"), "percent"),
    ("", MASS, "a number and a unit"),
    ("   ", MASS, "a number and a unit"),
    ("five km", LENGTH, "one number and one unit"),
    ("0x10 kg", MASS, "one number and one unit"),
    ("1_000 kg", MASS, "one number and one unit"),
    ("1.5.2 kg", MASS, "one number and one unit"),
    ("9**9**9 m", LENGTH, "^"),
    ("9^9^9 m", LENGTH, "cannot read"),
    ("5 5 m", LENGTH, "cannot read"),
    ("5 m^99", LENGTH, "from -9 to 9"),
    ("5 m^0.5", LENGTH, "cannot read"),
    ("5 m/", LENGTH, "cannot read"),
    ("5 (m", LENGTH, "not closed"),
    ("5 m)", LENGTH, "too many"),
    ("20 degC/m", units.unit("K/m"), "write K"),
    ("20 degC", units.unit("delta_K"), "difference is written in K"),
]


@pytest.mark.parametrize("text", ["0", " 0 ", "-0.0", "0e3"])
@pytest.mark.parametrize("expected", ["USD_2025/kg", "m", "1/yr", "delta_K", "1"])
def test_zero_needs_no_unit_where_it_is_zero_in_every_unit(text: str, expected: str) -> None:
    assert units.read(text, units.unit(expected)) == 0.0


@pytest.mark.parametrize("expected", ["K", "degC"])
def test_zero_of_a_temperature_needs_its_unit(expected: str) -> None:
    with pytest.raises(UnitError, match="no unit"):
        units.read("0", units.unit(expected))


@pytest.mark.parametrize(("text", "expected", "fix"), TRAPS, ids=[trap[0] or "empty" for trap in TRAPS])
def test_a_trap_is_refused_and_the_message_shows_the_fix(text: str, expected: units.Unit, fix: str) -> None:
    with pytest.raises(UnitError) as caught:
        units.read(text, expected)
    assert fix in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "nan kg",
        "NaN kg",
        "inf kg",
        "-Infinity kg",
        "1e999 kg",
        "1e308 Gt",
        "9" * 290 + "e100 kg",
    ],
)
def test_what_is_not_finite_in_si_is_refused(text: str) -> None:
    with pytest.raises(UnitError, match="not a finite number"):
        units.read(text, MASS)


@pytest.mark.parametrize(
    "text",
    [
        "5 " + "(" * 4000 + "m" + ")" * 4000,
        "5 m^" + "9" * 5000,
        "5 (TWh^9)^9",
        "5 m/(nm^9)^9",
        "5 " + "m*" * 4000 + "m",
        "5 m" + "@" * 4000,
    ],
    ids=["nested", "power", "overflow", "underflow", "long", "unknown"],
)
def test_an_absurd_unit_is_one_clear_error(text: str) -> None:
    with pytest.raises(UnitError) as caught:
        units.read(text, LENGTH)
    assert "\n" not in str(caught.value)


def test_foreign_number_families_do_not_mix() -> None:
    """In pint's default registry the bit, the count and the hertz are all pure numbers; here the bit is not."""
    with pytest.raises(UnitError, match="wrong dimension"):
        units.read("1 Gbit/s", units.unit("1/s"))
    with pytest.raises(UnitError, match="wrong dimension"):
        units.read("1 bit", units.unit("1"))
    with pytest.raises(UnitError, match="wrong dimension"):
        units.read("1 TFLOP/s", units.unit("bit/s"))


# Expected values by hand, from the definitions of the SI brochure and of the units' makers.
BY_HAND = [
    ("650 km", "m", 650e3),
    ("1 t", "kg", 1000.0),
    ("1 kilotonne", "kg", 1e6),
    ("1 Mt", "kg", 1e9),
    ("1 Gt", "kg", 1e12),
    ("20 degC", "K", 293.15),
    ("0 degC", "K", 273.15),
    ("293.15 K", "K", 293.15),
    ("-273.15 degC", "K", 0.0),
    ("180 deg", "rad", math.pi),
    ("1 arcsec", "rad", math.pi / 648000.0),
    ("1 yr", "s", 365.25 * 86400.0),
    ("1 month", "s", 365.25 * 86400.0 / 12.0),
    ("1 week", "s", 7 * 86400.0),
    ("104 /yr", "1/s", 104 / 31557600.0),
    ("104 1/yr", "1/s", 104 / 31557600.0),
    ("1 kWh", "J", 3.6e6),
    ("1 MMBtu", "J", 1055.05585262e6),
    ("1 rad_Si", "Gy", 0.01),
    ("2 krad_Si", "Gy", 20.0),
    ("5 percent", "1", 0.05),
    ("3 ppm", "1", 3e-6),
    ("1 GB", "bit", 8e9),
    ("1 PFLOP/s", "FLOP/s", 1e15),
    ("1 ha", "m^2", 1e4),
    ("1 AU", "m", 149597870700.0),
    ("5 kg kg^-1", "1", 5.0),
    ("2 m^2*m^-1", "m", 2.0),
    ("1 W/(m^2*K^4)", "kg/s^3/K^4", 1.0),
    ("3 USD_2025/kW/yr", "USD_2025/W/s", 3.0 / 1000.0 / 31557600.0),
    ("4 MUSD_2025", "USD_2025", 4e6),
    ("+1e3 m", "m", 1000.0),
    (".5 m", "m", 0.5),
]


@pytest.mark.parametrize(("text", "expected", "value"), BY_HAND, ids=[row[0] for row in BY_HAND])
def test_conversion_by_hand(text: str, expected: str, value: float) -> None:
    assert units.read(text, units.unit(expected)) == pytest.approx(value, rel=1e-15, abs=1e-300)


def test_temperatures_are_absolute_and_not_below_zero() -> None:
    with pytest.raises(UnitError, match="absolute zero"):
        units.read("-300 degC", units.unit("K"))
    with pytest.raises(UnitError, match="absolute zero"):
        units.read("-5 K", units.unit("K"))
    assert units.read("-5 K", units.unit("delta_K")) == -5.0


def test_other_currencies_come_with_a_rate() -> None:
    """By hand: 100 EUR at 1.08 USD_2024 each, and CPI-U 321.943 over 313.689."""
    rates = {"EUR_2024": units.currency_rate("EUR_2024", "1.08 USD_2024")}
    assert units.read("100 EUR_2024/kg", PRICE, rates) == pytest.approx(100 * 1.08 * 321.943 / 313.689, rel=1e-14)
    with pytest.raises(UnitError, match="unit already"):
        units.currency_rate("m", "1.08 USD_2024")
    with pytest.raises(UnitError, match="unit already"):
        units.currency_rate("USD_2024", "1.08 USD_2024")
    with pytest.raises(UnitError, match="not above zero"):
        units.currency_rate("EUR_2024", "-1 USD_2024")
    with pytest.raises(UnitError, match="wrong dimension"):
        units.currency_rate("EUR_2024", "1.08 kg")


FROM_FOREIGN = [
    (FOREIGN.Quantity(650, "km"), "m", 650e3),
    (FOREIGN.Quantity(5, "year"), "s", 5 * 31557600.0),
    (FOREIGN.Quantity(20, "degC"), "K", 293.15),
    (FOREIGN.Quantity(180, "degree"), "rad", math.pi),
    (FOREIGN.Quantity(3, "micrometer"), "m", 3e-6),
    (FOREIGN.Quantity(5, "percent"), "1", 0.05),
    (FOREIGN.Quantity(1, "short_ton"), "kg", 907.18474),  # exact: 2000 pounds of 0.45359237 kg
    (FOREIGN.Quantity(2, "gigabit/s"), "bit/s", 2e9),
    (FOREIGN.Quantity(0.4, "1"), "1", 0.4),
]


@pytest.mark.parametrize(("value", "expected", "si"), FROM_FOREIGN, ids=[str(row[0].units) for row in FROM_FOREIGN])
def test_a_quantity_of_another_registry_is_taken_by_what_it_means(value: Any, expected: str, si: float) -> None:
    assert units.read(units.text_of(value), units.unit(expected)) == pytest.approx(si, rel=1e-12)


def test_a_foreign_quantity_keeps_its_own_unit_where_it_is_known() -> None:
    assert units.text_of(FOREIGN.Quantity(650, "km")) == "650.0 km"
    assert units.text_of(FOREIGN.Quantity(1, "short_ton")).endswith(" kg")


def test_a_foreign_quantity_of_another_dimension_is_refused() -> None:
    with pytest.raises(UnitError, match="wrong dimension"):
        units.read(units.text_of(FOREIGN.Quantity(650, "km")), MASS)


def test_an_array_of_quantities_is_not_one_number() -> None:
    assert units.text_of(FOREIGN.Quantity(np.array(650.0), "km")) == "650.0 km"
    with pytest.raises(UnitError, match="an array"):
        units.text_of(FOREIGN.Quantity([650.0, 700.0], "km"))


@pytest.mark.parametrize("name", defined_names())
@given(value=st.floats(1e-12, 1e12))
@settings(max_examples=10, deadline=None)
def test_every_unit_name_reads_back(name: str, value: float) -> None:
    """Write in a unit, read, convert back: the same number, for every name of units.txt."""
    unit = units.unit(name)
    expected = units.unit("K") if unit.offset else unit
    si = units.read(f"{value!r} {name}", expected)
    assert si == unit.to_si(value)
    assert unit.from_si(si) == pytest.approx(value, rel=1e-14, abs=1e-12 if unit.offset else 0.0)


@given(value=st.floats(allow_nan=False, allow_infinity=False))
@settings(max_examples=200, deadline=None)
def test_the_digits_of_a_float_survive(value: float) -> None:
    """What `to_dict` writes is read back to the last bit."""
    assert units.read(f"{value!r} m", LENGTH) == value


@given(text=st.text(max_size=40))
@settings(max_examples=400, deadline=None)
def test_any_text_is_a_number_or_a_unit_error(text: str) -> None:
    with contextlib.suppress(UnitError):
        assert math.isfinite(units.read(text, LENGTH))
