"""A variable that follows another one: `same_as` holds whoever gives the other one its value."""

from typing import Any

import numpy as np
import pytest

from orbitcalc import ScenarioError, load
from orbitcalc.evaluate import evaluate

LIFE = {"extends": "baseline", "horizon": "7 yr", "satellite_life": {"same_as": "horizon", "source": "mccalip"}}


def years(source: Any, **changes: Any) -> float:
    return float(load(source).with_(changes).run().value("satellite_life", "yr"))


def test_a_follower_has_the_value_of_the_other_one() -> None:
    assert years(LIFE) == pytest.approx(7.0)
    assert years(LIFE, horizon="4 yr") == pytest.approx(4.0)


def test_a_value_of_its_own_ends_the_following() -> None:
    assert years(LIFE, horizon="4 yr", satellite_life="5 yr") == pytest.approx(5.0)


def test_a_default_is_followed_too() -> None:
    without = {key: item for key, item in LIFE.items() if key != "horizon"}
    assert years(without) == load("baseline").run().value("horizon", "yr")


def test_samples_of_the_other_one_are_those_of_the_follower() -> None:
    scenario = load(LIFE)
    horizon = np.array([1e8, 2e8, 3e8])
    assert evaluate(scenario, {"horizon": horizon}, ["satellite_life"])["satellite_life"].tolist() == horizon.tolist()
    own = {"horizon": horizon, "satellite_life": horizon[::-1]}
    assert evaluate(scenario, own, ["satellite_life"])["satellite_life"].tolist() == horizon[::-1].tolist()


def test_plain_data_keeps_the_following() -> None:
    again = load(load(LIFE).to_dict())
    assert again.followers == {"satellite_life": "horizon"}
    assert again.digest == load(LIFE).digest
    assert again.digest != load({**LIFE, "satellite_life": "7 yr"}).digest


def test_mccalips_years_move_every_life() -> None:
    """Three years in his program: 45.26 billion dollars, and 15.37 on the ground."""
    result = load("mccalip").with_({"horizon": "3 yr"}).run()
    assert result.value("cost_total", "USD_2025") == pytest.approx(45259510032.87671, rel=1e-9)
    assert result.value("ground_present_cost", "USD_2025") == pytest.approx(15374637296, rel=1e-9)


def test_mccalips_array_grows_with_the_satellite() -> None:
    """His area of a gigawatt from satellites of 100 kW, from his program."""
    result = load("mccalip").with_({"it_power_per_satellite": "100 kW"}).run()
    assert result.value("fleet_array_area", "km^2") == pytest.approx(4.609066666666667, rel=1e-9)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ({"same_as": "horizn"}, "did you mean 'horizon'"),
        ({"same_as": "altitude"}, "another dimension"),
        ({"same_as": "orbit_kind"}, "another dimension"),
        ({"same_as": "capex"}, "is not given"),
        ({"same_as": "satellite_life"}, "itself"),
        ({"same_as": "horizon", "value": "3 yr"}, "keep one of the two"),
    ],
)
def test_what_cannot_be_followed_is_refused(raw: Any, says: str) -> None:
    with pytest.raises(ScenarioError, match=says):
        load({**LIFE, "satellite_life": raw})
