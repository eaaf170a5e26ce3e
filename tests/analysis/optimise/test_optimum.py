"""Optima: known ones, those of a dense sweep, conditions that hold them, and fronts."""

from __future__ import annotations

import json

import numpy as np
import pytest

import orbitcalc
from orbitcalc.analysis.optimise.levers import Lever, Objective, missing
from orbitcalc.analysis.optimise.optimum import Design, optimise
from orbitcalc.analysis.optimise.pareto import nondominated, pareto
from orbitcalc.analysis.sensitivity.sweep import sweep
from orbitcalc.cli import main
from orbitcalc.errors import ScenarioError
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.conditions import read_conditions

POWER = {"it_power_per_satellite": "30 kW..400 kW"}


@pytest.fixture(scope="module")
def google() -> Scenario:
    return orbitcalc.load("google-1gw")


def test_an_optimum_at_a_bound_is_known_and_says_so(google: Scenario) -> None:
    fewest = optimise(google, "satellites_nameplate", levers=POWER, subject=())
    assert fewest.best.objective == pytest.approx(2500.0, rel=1e-3)
    assert fewest.best.active == ("it_power_per_satellite at its upper end",)
    most = optimise(google, "max satellites_nameplate", levers=POWER, subject=())
    assert most.best.objective == pytest.approx(1e9 / 30e3, rel=1e-3)


def test_an_optimum_at_a_condition_is_known_and_says_so(google: Scenario) -> None:
    condition = "satellites_nameplate <= 5000"
    found = optimise(google, "it_power_per_satellite", levers=POWER, subject=[condition])
    assert found.best.objective == pytest.approx(200e3, rel=1e-6)
    assert found.best.objective >= 200e3
    assert found.best.active == (condition,)


@pytest.mark.parametrize("objective", ["cost_ratio", "max margin_least"])
def test_no_point_of_a_dense_sweep_is_better(google: Scenario, objective: str) -> None:
    found = optimise(google, objective, levers={"altitude": "500..1000 km"}, subject=())
    name = objective.rpartition(" ")[2]
    smooth = google.with_({"satellite_count": "fractional"})
    swept = sweep(smooth, {"altitude": "500..1000 km"}, [name], points=4001).outputs[name]
    best = np.nanmax(swept) if found.objective.maximise else np.nanmin(swept)
    assert found.objective.sign * found.best.objective <= found.objective.sign * best + 1e-6 * abs(best)


def test_the_optimum_set_again_gives_its_objective_and_meets_the_conditions(google: Scenario) -> None:
    found = optimise(google, levers={"altitude": "", "it_power_per_satellite": "30 kW..1 MW"})
    again = google.with_(found.best.setting(google)).run()
    assert again.value("cost_ratio") == pytest.approx(found.best.objective, rel=1e-9)
    assert again.value("margin_least") >= -1e-9
    assert found.best.objective < found.before.objective
    before = google.with_({"satellite_count": "fractional"}).run()
    assert found.before.objective == pytest.approx(before.value("cost_ratio"), rel=1e-12)


def test_the_same_seed_gives_the_same_design(google: Scenario) -> None:
    one, other = (optimise(google, levers={"altitude": ""}, seed=5) for _ in range(2))
    assert one.to_dict() == other.to_dict()


def test_words_are_tried_one_by_one(google: Scenario) -> None:
    found = optimise(google, levers={"vehicle": "[electron, falcon-9, starship-v3]"}, subject=())
    runs = {
        vehicle: google.with_({"vehicle": vehicle, "satellite_count": "fractional"}).run().value("cost_ratio")
        for vehicle in ("falcon-9", "starship-v3")
    }
    assert found.best.listed == {"vehicle": min(runs, key=runs.__getitem__)}
    assert found.best.objective == pytest.approx(min(runs.values()), rel=1e-12)
    assert found.others[-1].listed == {"vehicle": "electron"}
    assert not found.others[-1].met


def test_numbers_in_a_list_are_tried_one_by_one(google: Scenario) -> None:
    found = optimise(google, "satellites_nameplate", levers={"it_power_per_satellite": "[50, 80] kW"}, subject=())
    assert found.best.objective == pytest.approx(12500.0)
    assert found.best.setting(google)["it_power_per_satellite"] == "80 kW"


def test_conditions_that_no_design_meets_are_told(google: Scenario) -> None:
    found = optimise(google, levers={"altitude": ""}, subject=["satellites_nameplate <= 3"])
    assert not found.best.met
    assert found.best.missed == ("satellites_nameplate <= 3",)


def test_a_lever_without_effect_is_told(google: Scenario) -> None:
    levers = {**POWER, "launch_list_price": "1..2 MUSD_2025"}
    found = optimise(google, "satellites_nameplate", levers=levers, subject=())
    assert found.idle == ("launch_list_price",)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"levers": {"altitud": ""}}, "did you mean 'altitude'"), ({"levers": {"altitude": "1..2 km"}}, "bounds"),
        ({"levers": {"capex": ""}}, "no range"), ({"levers": {}}, "no lever"), ({"objective": "feasible"}, "word"),
        ({"subject": ["cost_ratio == 1"]}, "equality"), ({"subject": ["cost_ration < 1"]}, "--subject"),
        ({"objective": "least capex"}, "'min NAME'"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(google: Scenario, given: dict[str, object], message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        optimise(google, **given)  # type: ignore[arg-type]


def test_a_lever_maps_shares_to_values_and_back() -> None:
    for lever in (Lever("x", 2.0, 6.0), Lever("x", 1.0, 1e4)):
        assert [lever.value(share) for share in (0.0, 1.0)] == pytest.approx([lever.low, lever.high])
        assert lever.share(lever.value(0.3)) == pytest.approx(0.3)
    assert Lever("x", 1.0, 1e4).value(0.5) == pytest.approx(100.0)


def test_how_far_a_condition_is_missed_grows_with_the_distance(google: Scenario) -> None:
    (condition,) = read_conditions(["cost_ratio < 2"], google.graph)
    missed = missing(condition, np.array([1.0, 3.0, 9.0, np.nan, np.inf]))
    assert missed.tolist() == pytest.approx([0.0, 1.0 / 3.0, 3.5 / 4.5, 1.0, 1.0])


# Fronts


def test_only_designs_that_no_other_beats_are_kept() -> None:
    pairs = [(1.0, 5.0), (2.0, 3.0), (2.0, 4.0), (3.0, 3.0), (4.0, 1.0)]
    designs = [Design({}, {}, one, other, True, {}, ()) for one, other in pairs]
    kept = nondominated(designs, Objective("a"), Objective("b"))
    assert [(each.objective, each.other) for each in kept] == [(1.0, 5.0), (2.0, 3.0), (4.0, 1.0)]


def test_the_ends_of_a_front_are_the_best_of_each_objective(google: Scenario) -> None:
    levers = {"it_power_per_satellite": "30 kW..400 kW", "altitude": "500..900 km"}
    found = pareto(google, "satellites_nameplate", "satellite_wet_mass", levers=levers, subject=(), points=4)
    fewest = optimise(google, "satellites_nameplate", levers=levers, subject=())
    lightest = optimise(google, "satellite_wet_mass", levers=levers, subject=())
    assert found.designs[0].objective == pytest.approx(fewest.best.objective, rel=1e-3)
    assert found.designs[-1].other == pytest.approx(lightest.best.objective, rel=1e-3)
    firsts, seconds = ([getattr(each, key) for each in found.designs] for key in ("objective", "other"))
    assert firsts == sorted(firsts)
    assert seconds == sorted(seconds, reverse=True)
    assert len(found.designs) == 4


def test_the_command_names_the_optimum_and_how_to_set_it(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["optimise", "google-1gw", "--min", "satellites_nameplate", "--free"]
    command += ["--lever", "it_power_per_satellite=30 kW..400 kW"]
    assert main(command) == 0
    said = " ".join(capsys.readouterr().out.split())
    for part in ("smallest satellites_nameplate is 2,500", "has 10,000", "upper end", "orbitcalc run google-1gw"):
        assert part in said
    assert main([*command, "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["best"]["conditions_met"] is True
