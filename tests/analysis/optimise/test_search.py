"""The search: known optima, those of a dense sweep, conditions that no solution meets."""

from __future__ import annotations

import numpy as np
import pytest

from orbitcalc.analysis.optimise.optimum import optimise
from orbitcalc.analysis.sensitivity.sweep import sweep
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


def test_the_same_seed_gives_the_same_design(google: Scenario) -> None:
    one, other = (optimise(google, levers={"altitude": ""}, seed=5) for _ in range(2))
    assert one.to_dict() == other.to_dict()


def test_conditions_that_no_design_meets_are_reported(google: Scenario) -> None:
    optimum = optimise(google, levers={"altitude": ""}, subject=["satellites_nameplate <= 3"])
    assert not optimum.best.met
    assert optimum.best.missed == ("satellites_nameplate <= 3",)
