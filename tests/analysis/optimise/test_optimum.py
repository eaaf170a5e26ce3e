"""Optima: set again in the model, listed values one by one, what is refused, the command."""

from __future__ import annotations

import json

import pytest

from orbitcalc import load
from orbitcalc.analysis.optimise.optimum import optimise
from orbitcalc.cli import main
from orbitcalc.errors import ScenarioError
from orbitcalc.scenario import Scenario

POWER = {"it_power_per_satellite": "30 kW..400 kW"}


def test_the_optimum_set_again_gives_its_objective_and_meets_the_conditions(google: Scenario) -> None:
    google = google.with_({"launch_growth": "0.6 1/yr"})  # so that a date within the deadline exists
    optimum = optimise(google, levers={"altitude": "", "it_power_per_satellite": "30 kW..1 MW"})
    again = google.with_(optimum.best.setting(google)).run()
    assert again.value("cost_ratio") == pytest.approx(optimum.best.objective, rel=1e-9)
    assert again.value("margin_least") >= -1e-9
    assert optimum.best.objective < optimum.before.objective
    before = google.with_({"satellite_count": "fractional"}).run()
    assert optimum.before.objective == pytest.approx(before.value("cost_ratio"), rel=1e-12)


def test_words_are_tried_one_by_one(google: Scenario) -> None:
    optimum = optimise(google, levers={"vehicle": "[electron, falcon-9, starship-v3]"}, subject=())
    runs = {
        vehicle: google.with_({"vehicle": vehicle, "satellite_count": "fractional"}).run().value("cost_ratio")
        for vehicle in ("falcon-9", "starship-v3")
    }
    assert optimum.best.listed == {"vehicle": min(runs, key=runs.__getitem__)}
    assert optimum.best.objective == pytest.approx(min(runs.values()), rel=1e-12)
    assert optimum.others[-1].listed == {"vehicle": "electron"}
    assert not optimum.others[-1].met


def test_numbers_in_a_list_are_tried_one_by_one(google: Scenario) -> None:
    optimum = optimise(google, "satellites_nameplate", levers={"it_power_per_satellite": "[50, 80] kW"}, subject=())
    assert optimum.best.objective == pytest.approx(12500.0)
    assert optimum.best.setting(google)["it_power_per_satellite"] == "80 kW"


def test_a_lever_without_effect_is_reported(google: Scenario) -> None:
    levers = {**POWER, "launch_list_price": "1..2 MUSD_2025"}
    optimum = optimise(google, "satellites_nameplate", levers=levers, subject=())
    assert optimum.idle == ("launch_list_price",)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"levers": {"altitud": ""}}, "did you mean 'altitude'"),
        ({"levers": {"altitude": "1..2 km"}}, "bounds"),
        ({"levers": {"capex": ""}}, "no range"),
        ({"levers": {}}, "no lever"),
        ({"objective": "feasible"}, "word"),
        ({"subject": ["cost_ratio == 1"]}, "equality"),
        ({"subject": ["cost_ration < 1"]}, "--subject"),
        ({"objective": "least capex"}, "'min NAME'"),
    ],
)
def test_what_cannot_be_asked_is_refused(google: Scenario, arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        optimise(google, **arguments)  # type: ignore[arg-type]


def test_the_command_names_the_optimum_and_how_to_set_it(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["optimise", "google-1gw", "--min", "satellites_nameplate", "--free"]
    command += ["--lever", "it_power_per_satellite=30 kW..400 kW"]
    assert main(command) == 0
    text = " ".join(capsys.readouterr().out.split())
    parts = ("smallest satellites_nameplate is 2,500", "75.0 % below the 10,000", "upper end", "run google-1gw")
    for part in parts:
        assert part in text
    assert main([*command, "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["best"]["conditions_met"] is True


def test_a_decision_without_a_range_is_no_default_lever() -> None:
    """The power of an AI1 is announced as a point."""
    levers = {lever.name for lever in optimise(load("spacex-ai1")).levers}
    assert "it_power_per_satellite" not in levers
    assert "altitude" in levers
