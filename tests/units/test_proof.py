"""SI values as pint quantities and back."""

import numpy as np
import pytest

from orbitcalc import units
from orbitcalc.errors import UnitError

PRICE = units.unit("USD_2025/kg")
MASS = units.unit("kg")
LENGTH = units.unit("m")


@pytest.mark.parametrize("text", ["USD_2025/kW/yr", "GUSD_2020/yr", "m^2", "W/m^2/K^4", "degC", "1", "kg/(m*s)"])
def test_pint_text_means_the_same_to_pint(text: str) -> None:
    there = units.registry().Quantity(2.0, units.pint_text(units.unit(text))).to_base_units()
    assert there.magnitude == pytest.approx(units.unit(text).to_si(2.0), rel=1e-14)


def test_quantity_and_magnitude_are_inverse_and_check_the_dimension() -> None:
    assert units.magnitude(units.quantity(3.0, PRICE), PRICE) == 3.0
    assert units.quantity(0.5, units.unit("1")) == 0.5
    assert units.magnitude(units.registry().Quantity(2.0, "km"), LENGTH) == 2000.0
    with pytest.raises(UnitError, match="not kg"):
        units.magnitude(units.quantity(3.0, PRICE), MASS)
    with pytest.raises(UnitError, match="pure number"):
        units.magnitude(3.0, MASS)


def test_a_result_in_another_unit_of_its_dimension_is_checked_in_si() -> None:
    lengths = units.registry().Quantity(np.array([1.0, 2.0]), "km")
    si, quantity = units.checked(lengths, LENGTH)
    np.testing.assert_array_equal(si, [1000.0, 2000.0])
    assert quantity.units == units.registry().meter
    assert units.checked(units.registry().Quantity(3.0, "km/m"), units.unit("1")) == (3000.0, 3000.0)
