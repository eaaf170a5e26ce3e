"""Unit texts: their scale, offset and dimension."""

import numpy as np
import pytest

from orbitcalc import units
from orbitcalc.errors import UnitError


def test_declared_takes_a_bare_dollar_for_the_year_asked() -> None:
    assert units.declared("USD/kg") == units.unit("USD_2025/kg")
    assert units.declared("GUSD/yr", 2020).text == "GUSD_2020/yr"
    assert units.declared("MUSD").scale == 1e6
    assert units.declared("USD_2020/kg", 2025).text == "USD_2020/kg"


def test_units_work_on_arrays() -> None:
    celsius = units.unit("degC")
    np.testing.assert_allclose(celsius.to_si(np.array([0.0, 20.0])), [273.15, 293.15], rtol=1e-15)
    np.testing.assert_allclose(celsius.from_si(celsius.to_si(np.array([0.0, 20.0]))), [0.0, 20.0], atol=1e-12)


@pytest.mark.parametrize(
    ("text", "scale", "dimension"),
    [
        ("", 1.0, {}),
        ("1", 1.0, {}),
        ("km", 1e3, {"meter": 1}),
        ("1/yr", 1.0 / 31557600.0, {"second": -1}),
        ("/yr", 1.0 / 31557600.0, {"second": -1}),
        ("km/h", 1e3 / 3600.0, {"meter": 1, "second": -1}),
        ("kg m^2/s^2", 1.0, {"kilogram": 1, "meter": 2, "second": -2}),
        ("W/(m^2*K^4)", 1.0, {"kilogram": 1, "second": -3, "kelvin": -4}),
        ("W/m^2/K^4", 1.0, {"kilogram": 1, "second": -3, "kelvin": -4}),
        ("(km/s)^2", 1e6, {"meter": 2, "second": -2}),
        ("m^-2", 1.0, {"meter": -2}),
        ("m/m", 1.0, {}),
        ("kUSD_2025", 1e3, {"USD_2025": 1}),
    ],
)
def test_a_unit_text_by_hand(text: str, scale: float, dimension: dict[str, int]) -> None:
    """From the definitions of the units; division goes from left to right."""
    unit = units.unit(text)
    assert unit.scale == pytest.approx(scale, rel=1e-15)
    assert (unit.offset, dict(unit.dimension)) == (0.0, dimension)
    assert unit.dimensionless == (not dimension)


def test_a_currency_has_the_rate_it_is_given() -> None:
    assert units.unit("kg/EUR", {"EUR": 1.25}).scale == pytest.approx(0.8, rel=1e-15)
    with pytest.raises(UnitError, match="currencies need a rate"):
        units.unit("kg/EUR")


@pytest.mark.parametrize(
    ("text", "label"), [("1", ""), ("count", ""), ("delta_K", "K"), ("USD_2025/kg", "USD_2025/kg")]
)
def test_the_label_of_a_unit_is_what_a_table_prints(text: str, label: str) -> None:
    assert units.unit(text).label == label
