"""What varies in a scenario, and over which range."""

import numpy as np
import pytest

import orbitcalc
from orbitcalc.analysis.sampling.sampler import Sampler
from orbitcalc.analysis.sampling.uncertain import uncertain
from orbitcalc.errors import ScenarioError

BASE = 'extends = ["builtin:google-1gw"]\n'


THREE = ("array_areal_mass", "pmad_efficiency", "satellite_life")


def test_a_point_given_by_the_scenario_does_not_vary() -> None:
    scenario = orbitcalc.load("google-1gw")
    changed = scenario.with_({"accelerator_life": "6 yr"})
    assert "accelerator_life" in {item.name for item in uncertain(scenario)}
    assert "accelerator_life" not in {item.name for item in uncertain(changed)}


def test_a_range_given_by_the_scenario_varies_between_its_percentiles() -> None:
    changed = orbitcalc.load("google-1gw").with_({"satellite_life": "4 to 8 yr"})
    values = Sampler(uncertain(changed, ["satellite_life"])).draw(0, 40000)["satellite_life"]
    year = 365.25 * 86400.0
    assert np.quantile(values, (0.05, 0.95)) / year == pytest.approx([4.0, 8.0], rel=0.01)


def test_draws_stay_within_the_hard_bounds() -> None:
    changed = orbitcalc.load("google-1gw").with_({"pmad_efficiency": {"dist": "normal", "mean": 0.97, "sd": 0.2}})
    values = Sampler(uncertain(changed, ["pmad_efficiency"])).draw(0, 2000)["pmad_efficiency"]
    low, high = changed.graph["pmad_efficiency"].limits  # type: ignore[attr-defined]
    assert low <= values.min() <= values.max() <= high


def test_a_value_of_a_catalogue_entry_varies_over_the_range_of_that_entry() -> None:
    """A wing of the space station weighs 2.6 kg/m2 (2.4 to 2.8), a flexible one 2 (1 to 4)."""
    station = orbitcalc.load("baseline").with_({"array": "iss-wing"})
    (item,) = uncertain(station, ["array_areal_mass"])
    assert item.draw(np.array([0.05, 0.5, 0.95])) == pytest.approx([2.4, 2.6, 2.8], rel=1e-9)


def test_a_lever_that_is_asked_to_vary_does_so_evenly_over_what_a_designer_may_choose() -> None:
    (item,) = uncertain(orbitcalc.load("baseline"), ["altitude"])
    assert item.draw(np.array([0.0, 0.5, 1.0])) == pytest.approx([500e3, 750e3, 1000e3], rel=1e-12)


def test_a_draw_beyond_a_bound_is_the_bound_and_keeps_the_three_points() -> None:
    (item,) = uncertain(orbitcalc.load("baseline"), ["utilisation"])
    draws = item.draw(np.array([0.05, 0.5, 0.95, 0.9999]))
    assert draws == pytest.approx([0.6, 0.85, 0.95, 1.0], rel=1e-9)
    assert draws[-1] == 1.0


def test_what_cannot_vary_is_an_error_that_names_it() -> None:
    with pytest.raises(ScenarioError, match="satellites_required cannot vary"):
        uncertain(orbitcalc.load("google-1gw"), ["satellites_required"])
