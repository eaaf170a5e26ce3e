"""Values as text: what tables print, and what can be read again."""

import numpy as np
import pytest

from orbitcalc.errors import UnitError
from orbitcalc.graph import Parameter
from orbitcalc.scenario import Scenario, load
from orbitcalc.scenario.display import limits_of, setting_text, setting_text_si, unit_of, value_text, within_limits


@pytest.fixture(scope="module")
def base() -> Scenario:
    return load("baseline")


def test_money_is_shown_in_dollars_of_the_price_year_unless_a_unit_is_named(base: Scenario) -> None:
    assert unit_of(base, "launch_price").text == f"USD_{base.price_year}/kg"
    assert unit_of(base, "launch_price", "USD_2020/t").text == "USD_2020/t"


def test_a_date_has_no_separator_at_the_thousands(base: Scenario) -> None:
    assert value_text(base, "full_power_date", 2039.25) == "2039.2"
    assert value_text(base, "satellites_required", 12345.0) == "12,345"


@pytest.mark.parametrize("name", ["altitude", "satellite_life", "pmad_efficiency", "array_areal_mass"])
def test_a_setting_is_the_same_number_when_read_again(base: Scenario, name: str) -> None:
    value = float(base.numbers[name]) * (1.0 + 2.0**-50)
    assert base.with_({name: setting_text_si(base, name, value)}).numbers[name] == value
    assert base.with_({name: setting_text(base, name, value)}).numbers[name] == pytest.approx(value, rel=1e-15)


def test_a_parameter_has_its_declared_bounds_and_a_rule_none_above(base: Scenario) -> None:
    altitude = base.graph["altitude"]
    assert isinstance(altitude, Parameter)
    assert limits_of(base, "altitude") == altitude.limits
    assert limits_of(base, "satellite_wet_mass") == (0.0, np.inf)
    assert limits_of(base, "cost_ratio")[1] == np.inf


def test_a_value_out_of_bounds_is_refused_with_the_bounds(base: Scenario) -> None:
    low, high = limits_of(base, "altitude")
    assert within_limits(base, "altitude", high) == high
    with pytest.raises(UnitError, match="altitude lies between"):
        within_limits(base, "altitude", low - 1.0)
