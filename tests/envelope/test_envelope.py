"""The model against a second estimate by brute force, which shares no code with it and is given inputs only."""

import ast
import json
import math
from functools import cache
from importlib import resources
from pathlib import Path

import pytest

import orbitcalc
from orbitcalc.graph import Parameter, Rule
from orbitcalc.result import Result
from tests.envelope.craft import Air
from tests.envelope.programme import Words, estimate

COMPLETE = ("baseline", "google-1gw", "spacex-ai1")
NEVER = ("starcloud-5gw", "blue-origin-new-glenn")
CRAFT = (
    *("sunlit_fraction", "eclipse_fraction_max", "array_area", "array_power", "radiator_area", "battery_energy"),
    *("mass_without_tanks", "satellite_wet_mass", "climb_time", "stowed_volume", "delivered_power_per_satellite"),
    *("satellite_cost_first", "satellite_accelerator_cost", "avoidance_cost"),
)
FLEET = ("satellites_required", "payload_to_orbit", "satellites_per_launch")
MONEY = ("levelised_cost", "ground_levelised_cost", "cost_ratio", "accelerator_hour_cost")
FULL_POWER = ("satellites_launched", "launches_to_deploy", "deployment_time", "capex")
ANNOUNCED = ("array_area", "array_power_density", "radiator_area", "satellite_wet_mass")
"""Computed variables that a scenario may give: the estimate takes them as inputs."""

TOLERANCE = 0.02


class ParametersOf:
    """The parameters of a result by name [SI]; a computed variable is refused."""

    def __init__(self, result: Result) -> None:
        self._result = result

    def __getattr__(self, name: str) -> float:
        assert isinstance(self._result.variable(name), Parameter), f"{name} is no input"
        value = float(self._result.value_si(name))
        setattr(self, name, value)  # not asked for again
        return value


def announced(result: Result) -> dict[str, float]:
    names = [name for name in ANNOUNCED if name in result.scenario.settings]
    return {name: float(result.value_si(name)) for name in ("shield_thickness", *names)}


def air_at(solar_flux: float) -> Air:
    """The table of density by height, in the column of this solar flux."""
    table = json.loads((resources.files("orbitcalc.physics") / "data" / "density.json").read_text(encoding="utf-8"))
    column = 1 + table["solar_flux"].index(solar_flux)
    return [(row[0] * 1e3, row[column]) for row in table["rows"]]


@cache
def both(scenario: str, *changes: tuple[str, str]) -> tuple[dict[str, float], Result]:
    """The estimate and the model's result, with some values changed."""
    result = orbitcalc.load(scenario).with_(dict(changes)).run()
    inputs, words = ParametersOf(result), result.scenario.words
    choices = Words(
        owns_launcher=words["launch_sourcing"] == "own",
        replaces_failures=words["sparing_policy"] == "replace",
        counts_accelerators=words["cost_boundary"] == "all",
    )
    return estimate(inputs, choices, announced(result), air_at(inputs.solar_flux)), result


@pytest.mark.parametrize("quantity", [*CRAFT, *FLEET, *FULL_POWER, *MONEY])
@pytest.mark.parametrize("scenario", COMPLETE)
def test_estimate_agrees(scenario: str, quantity: str) -> None:
    estimates, result = both(scenario)
    assert estimates[quantity] == pytest.approx(float(result.value_si(quantity)), rel=TOLERANCE)


@pytest.mark.parametrize("quantity", [*CRAFT, *FLEET, *MONEY])
@pytest.mark.parametrize("scenario", NEVER)
def test_estimate_agrees_on_a_fleet_that_is_never_complete(scenario: str, quantity: str) -> None:
    """Failures are not replaced and accelerators not counted in one; too few flights in the other."""
    estimates, result = both(scenario)
    assert estimates[quantity] == pytest.approx(float(result.value_si(quantity)), rel=TOLERANCE)


@pytest.mark.parametrize("scenario", NEVER)
def test_model_and_simulation_both_find_no_completion_date(scenario: str) -> None:
    estimates, result = both(scenario)
    assert all(math.isnan(estimates[name]) and math.isnan(result.value_si(name)) for name in FULL_POWER)


@pytest.mark.parametrize(
    "change",
    [
        *(("altitude", "550 km"), ("it_power_per_satellite", "1 MW"), ("satellite_life", "10 yr")),
        *(("eclipse_compute_share", "1"), ("satellite_failure_rate", "0.1 1/yr"), ("stand_down", "30 day")),
        *(("stand_down", "45 day"), ("stand_down", "60 day")),
        *(("vehicle", "falcon-heavy"), ("factory_throughput", "5000 t/yr"), ("discount_rate", "0.03 1/yr")),
    ],
    ids="=".join,
)
def test_estimate_follows_a_change(change: tuple[str, str]) -> None:
    """No agreement at one point alone."""
    estimates, result = both("baseline", change)
    values = {name: float(result.value_si(name)) for name in (*CRAFT, *FLEET, *FULL_POWER, *MONEY)}
    assert {name: estimates[name] for name in values} == pytest.approx(values, rel=TOLERANCE, nan_ok=True)


@pytest.mark.parametrize("change", [("satellite_life", "3 yr"), ("altitude", "1200 km")], ids="=".join)
def test_battery_that_is_limited_by_its_capacity_in_the_end(change: tuple[str, str]) -> None:
    estimates, result = both("baseline", change)
    assert estimates["battery_energy"] == pytest.approx(float(result.value_si("battery_energy")), rel=TOLERANCE)


@pytest.mark.parametrize("scenario", COMPLETE)
def test_present_years_of_upkeep(scenario: str) -> None:
    estimates, result = both(scenario)
    assert estimates["present_time"] == pytest.approx(float(result.value_si("present_time")), rel=TOLERANCE)


@pytest.mark.parametrize("scenario", [*COMPLETE, *NEVER])
def test_only_known_variables_are_given_in_place_of_computed_ones(scenario: str) -> None:
    _, result = both(scenario)
    reached = result.upstream("cost_ratio") | result.upstream("capex")
    given = {name for name in reached & set(result.scenario.settings) if isinstance(result.variable(name), Rule)}
    assert given <= set(ANNOUNCED)


@pytest.mark.parametrize("module", ["craft", "programme"])
def test_estimate_shares_no_code_with_the_package(module: str) -> None:
    tree = ast.parse((Path(__file__).parent / f"{module}.py").read_text(encoding="utf-8"))
    froms = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    plain = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert not {name for name in froms | plain if name.startswith("orbitcalc")}
