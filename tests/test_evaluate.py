"""From a scenario to numbers: one point with units, many samples without."""

import numpy as np
import pytest

from orbitcalc import evaluate as evaluation
from orbitcalc import load
from orbitcalc.errors import ModelError
from orbitcalc.evaluate import evaluate, plan_for, proved_values, run
from orbitcalc.graph import Rule

WANTED = ["satellites_required", "levelised_cost", "power_online"]


def test_run_has_every_rule_and_every_value_that_entered() -> None:
    scenario = load("baseline")
    result = run(scenario)
    assert set(scenario.graph.of(Rule)) <= set(result)
    assert set(result.plan.needs) <= set(result)
    assert result.si["altitude"] == scenario["altitude"].value


def test_a_sample_is_what_a_run_of_its_own_gives() -> None:
    altitudes = [550e3, 650e3, 800e3]
    together = evaluate(load("baseline"), {"altitude": np.array(altitudes)}, WANTED)
    for index, altitude in enumerate(altitudes):
        alone = load("baseline").with_({"altitude": f"{altitude!r} m"}).run()
        for name in WANTED:
            np.testing.assert_allclose(together[name][..., index], np.squeeze(alone.si[name]), rtol=1e-12, err_msg=name)


def test_a_derived_variable_may_be_sampled_and_its_rule_is_replaced() -> None:
    """By hand: specific power is power over the mass given."""
    masses = np.array([1e3, 2e3, 4e3])
    result = evaluate(load("baseline"), {"satellite_wet_mass": masses}, ["specific_power"])["specific_power"]
    np.testing.assert_allclose(result, load("baseline").numbers["it_power_per_satellite"] / masses, rtol=1e-12)


def test_a_wanted_variable_may_be_given_sampled_or_untouched() -> None:
    scenario = load("baseline")
    samples = {"altitude": np.array([550e3, 600e3])}
    result = evaluate(scenario, samples, ["altitude", "mass_margin", "orbital_period", "satellites_nameplate"])
    np.testing.assert_array_equal(result["altitude"], samples["altitude"])
    assert result["mass_margin"] == scenario.numbers["mass_margin"]
    assert result["orbital_period"].shape == (2,)
    assert np.size(result["satellites_nameplate"]) == 1  # altitude does not move it


def test_a_series_has_its_years_first() -> None:
    result = evaluate(load("baseline"), {"altitude": np.linspace(5e5, 8e5, 7)}, ["power_online"])["power_online"]
    assert result.ndim == 2
    assert result.shape[1] == 7


def test_an_infeasible_sample_is_nan_and_keeps_its_row() -> None:
    """A radiator at 100 K gains more from the Earth than it gives off; the next sample is untouched by it."""
    temperatures = np.array([100.0, 330.0])
    result = evaluate(load("baseline"), {"radiator_temperature": temperatures}, ["radiator_area", "levelised_cost"])
    for values in result.values():
        assert np.isnan(values[0])
        assert np.isfinite(values[1])


def test_samples_are_checked_against_units_first(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = load("baseline")
    calls: list[str] = []
    monkeypatch.setattr(evaluation, "prove", lambda *arguments: calls.append("checked"))
    evaluate(scenario, {"altitude": np.array([6e5])}, ["orbital_period"])
    evaluate(scenario, {"altitude": np.array([6e5])}, ["orbital_period"], check=False)
    assert calls == ["checked"]


def test_a_difference_between_the_two_ways_is_an_error() -> None:
    """A formula that reads the magnitude of a quantity, or its type, gives itself away."""
    scenario = load("baseline")
    plan = plan_for(scenario, ["specific_power"])
    (step,) = [step for step in plan.steps if step.variable.name == "specific_power"]

    def odd(it_power_per_satellite: object, satellite_wet_mass: object) -> object:
        right = it_power_per_satellite / satellite_wet_mass  # type: ignore[operator]
        return right if hasattr(right, "units") else right * 2.0

    wrong = type(step)(step.variable, odd, step.arguments, step.units)
    others = [wrong if item is step else item for item in plan.steps]
    with pytest.raises(ModelError, match="'specific_power' differs with and without units"):
        proved_values(scenario, type(plan)(tuple(others), plan.needs, plan.wanted))


def test_an_unknown_wanted_name_is_an_error() -> None:
    with pytest.raises((KeyError, ModelError)):
        evaluate(load("baseline"), {}, ["levelized_cost"])
