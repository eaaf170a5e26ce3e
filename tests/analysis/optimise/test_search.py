"""The search: known optima, those of a dense sweep, conditions that no solution meets."""

from __future__ import annotations

import numpy as np
import pytest

from orbitcalc.analysis.optimise.optimum import optimise
from orbitcalc.analysis.optimise.stages import Stages
from orbitcalc.analysis.sensitivity.sweep import sweep
from orbitcalc.evaluate import evaluate_columns
from orbitcalc.scenario import Scenario

POWER = {"it_power_per_satellite": "30 kW..400 kW"}


def test_an_optimum_at_a_bound_is_known_and_says_so(google: Scenario) -> None:
    fewest = optimise(google, "satellites_nameplate", levers=POWER, subject=())
    assert fewest.best.objective == pytest.approx(2500.0, rel=1e-3)
    assert fewest.best.active == ("it_power_per_satellite at its upper end",)
    most = optimise(google, "max satellites_nameplate", levers=POWER, subject=())
    assert most.best.objective == pytest.approx(1e9 / 30e3, rel=1e-3)


def test_an_optimum_at_a_condition_is_known_and_says_so(google: Scenario) -> None:
    condition = "satellites_nameplate <= 5000"
    optimum = optimise(google, "it_power_per_satellite", levers=POWER, subject=[condition])
    assert optimum.best.objective == pytest.approx(200e3, rel=1e-6)
    assert optimum.best.objective >= 200e3
    assert optimum.best.active == (condition,)


@pytest.mark.parametrize("objective", ["cost_ratio", "max margin_least"])
def test_no_point_of_a_dense_sweep_is_better(google: Scenario, objective: str) -> None:
    optimum = optimise(google, objective, levers={"altitude": "500..1000 km"}, subject=())
    name = objective.rpartition(" ")[2]
    smooth = google.with_({"satellite_count": "fractional"})
    swept = sweep(smooth, {"altitude": "500..1000 km"}, [name], points=4001).outputs[name]
    best = np.nanmax(swept) if optimum.objective.maximise else np.nanmin(swept)
    assert optimum.objective.sign * optimum.best.objective <= optimum.objective.sign * best + 1e-6 * abs(best)


def test_the_best_of_many_steps_is_found(google: Scenario) -> None:
    """Cost over the power of a satellite is a saw: a tooth for each number of satellites on a flight."""
    optimum = optimise(google, levers={"it_power_per_satellite": ""}, subject=())
    smooth = google.with_({"satellite_count": "fractional"})
    swept = sweep(smooth, {"it_power_per_satellite": "30..1000 kW"}, ["cost_ratio"], points=4001).outputs["cost_ratio"]
    assert np.count_nonzero(np.diff(np.sign(np.diff(swept))) != 0) > 20
    assert optimum.best.objective <= np.nanmin(swept) * (1.0 + 1e-9)


def test_what_one_lever_decides_is_shared_without_a_change_of_a_bit(google: Scenario) -> None:
    levers = ("altitude", "it_power_per_satellite", "satellite_life")
    wanted = ("cost_ratio", "margin_least", "altitude")
    random = np.random.default_rng(1)
    samples = {name: google.numbers[name] * random.choice([0.9, 0.95, 1.05], 40) for name in levers}
    values = Stages(google, levers, wanted).columns(samples, 40)
    expected = evaluate_columns(google, samples, wanted, 40)
    for name in wanted:
        np.testing.assert_array_equal(values[name], expected[name])
    one = Stages(google, levers, wanted).columns({name: column[:1] for name, column in samples.items()}, 1)
    assert one["cost_ratio"][0] == expected["cost_ratio"][0]


def test_the_same_seed_gives_the_same_design(google: Scenario) -> None:
    one, other = (optimise(google, levers={"altitude": ""}, seed=5) for _ in range(2))
    assert one.to_dict() == other.to_dict()


def test_conditions_that_no_design_meets_are_reported(google: Scenario) -> None:
    optimum = optimise(google, levers={"altitude": ""}, subject=["satellites_nameplate <= 3"])
    assert not optimum.best.met
    assert optimum.best.missed == ("satellites_nameplate <= 3",)
