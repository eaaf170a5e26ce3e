"""A scenario as plain data, read back."""

import json

import pytest

from orbitcalc import load, units
from orbitcalc.scenario import unit_si_text
from tests import shipped
from tests.rows import quick
from tests.scenario.test_resolution import other_vehicle


@pytest.mark.parametrize("name", quick(shipped.NAMES, *shipped.SOME))
def test_to_dict_read_back_is_the_same_scenario(name: str) -> None:
    scenario = load(name)
    again = load(json.loads(json.dumps(scenario.to_dict())))
    assert again.digest == scenario.digest
    assert again.price_year == scenario.price_year
    assert again.title == scenario.title


def test_distributions_and_other_vehicles_survive_the_round_trip() -> None:
    scenario = load("baseline").with_(
        {
            "vehicle": other_vehicle(),
            "launch_price": "100 to 400 USD_2020/kg",
            "altitude": {"value": "700 km", "low": "600 km", "high": "800 km", "source": "smad", "as_of": "2025"},
            "dose_reserve": {"dist": "beta", "low": 1.5, "high": 3.0, "alpha": 2.0, "beta": 3.0},
            "mass_margin": {"dist": "discrete", "values": [0.1, 0.2], "weights": [0.4, 0.6]},
            "albedo": {"dist": "empirical", "values": [0.25, 0.3, 0.35]},
        }
    )
    again = load(json.loads(json.dumps(scenario.to_dict())))
    assert again.digest == scenario.digest
    for name in ("launch_price", "altitude", "dose_reserve", "mass_margin", "albedo"):
        assert again[name].distribution == scenario[name].distribution
    assert (again["altitude"].source, again["altitude"].as_of) == (("smad",), "2025")


def test_another_value_is_another_digest() -> None:
    base = load("baseline")
    assert base.with_({"altitude": "651 km"}).digest != base.digest
    assert base.with_({"altitude": "600 to 700 km"}).digest != base.with_({"altitude": "600 to 701 km"}).digest
    assert base.with_({"altitude": "650000 m"}).digest == base.with_({"altitude": "650 km"}).digest
    array_price = base["array_price"]
    assert base.with_({"array_price": array_price.text}).digest != base.digest, "a given point has no range"


def test_the_unit_a_value_is_written_in_changes_nothing() -> None:
    base = load("baseline")
    assert base.with_({"altitude": "700 km"}).digest == base.with_({"altitude": "700000 m"}).digest
    assert units.read("700 km", units.unit("m")) == units.read("700000 m", units.unit("m"))


@pytest.mark.parametrize("text", ["km", "1", "W/m^2", "USD_2020/kW/yr", "degC", "GB", "FLOP/s", "krad_Si"])
def test_the_si_unit_of_a_dimension_reads_back_with_scale_one(text: str) -> None:
    unit = units.unit(unit_si_text(units.unit(text)))
    assert (unit.scale, unit.offset, unit.dimension) == (1.0, 0.0, units.unit(text).dimension)
