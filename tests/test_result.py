"""The result: values with units, origins and reasons; JSON without NaN; pickled, shown, escaped."""

import copy
import dataclasses
import json
import pickle

import numpy as np
import pytest

from orbitcalc import load
from orbitcalc.errors import UnitError
from orbitcalc.graph import Rule
from orbitcalc.report.views import Figures
from orbitcalc.result import Result
from tests import shipped
from tests.rows import quick

RESULT = load("google-1gw").run()


# Values


def test_the_claims_own_division() -> None:
    """1 GW over 100 kW is 10,000, as Google's statement has it."""
    assert RESULT.value("satellites_nameplate") == 10000.0
    assert RESULT.value("satellites_required") > 10000.0


def test_a_value_in_its_own_unit_in_another_and_as_a_quantity() -> None:
    assert RESULT.value("altitude") == pytest.approx(650.0)
    assert RESULT.unit("altitude") == "km"
    assert RESULT.value("altitude", "m") == pytest.approx(650e3)
    assert RESULT["altitude"].to("m").magnitude == pytest.approx(650e3)
    assert RESULT.text("altitude") == "650 km"


def test_every_variable_can_be_asked_for_in_every_way() -> None:
    for name in RESULT.scenario.graph:
        assert RESULT.text(name)
        assert RESULT.entry(name)["name"] == name
        assert RESULT.origin(name)
        RESULT[name]


def test_money_is_shown_in_the_price_year() -> None:
    assert RESULT.unit("capex") == "GUSD_2025"
    quantity = RESULT["capex"]
    assert quantity.to("USD_2025").magnitude == pytest.approx(RESULT.si["capex"], rel=1e-12)
    in_2020 = RESULT.value("capex", "GUSD_2020")
    assert in_2020 == pytest.approx(RESULT.value("capex") * 258.811 / 321.943, rel=1e-12)  # CPI-U, BLS


def test_a_wrong_unit_or_name_is_an_error_with_its_fix() -> None:
    with pytest.raises(UnitError, match="wrong dimension - expected a unit like km"):
        RESULT.value("altitude", "kg")
    with pytest.raises(KeyError, match="did you mean 'altitude'"):
        RESULT.value("altitud")


def test_a_verdict_is_a_word() -> None:
    assert RESULT["feasible"] in ("yes", "no")
    assert RESULT.word("binding_constraint") == RESULT["binding_constraint"]
    assert RESULT["vehicle"] == RESULT.scenario["vehicle"].value


SIZED = {"margin_array", "margin_radiator", "margin_junction", "margin_dose", "margin_battery", "margin_target"}
"""Capacities that the model sizes for their demand: their margin is a reserve of the design."""


def test_the_binding_constraint_is_the_one_of_the_smallest_margin() -> None:
    """The margins are read from the result by name, the word from the verdict."""
    margins = {name: RESULT.value(name) for name in RESULT if name.startswith("margin_")}
    del margins["margin_cost"]
    least = margins.pop("margin_least")
    assert least == min(margin for name, margin in margins.items() if name not in SIZED)
    assert (RESULT["feasible"] == "yes") == (least >= 0.0)
    binding = min(margins.keys() - SIZED, key=lambda name: margins[name]).removeprefix("margin_").replace("_", " ")
    assert RESULT["binding_constraint"].split()[0] in binding


@pytest.mark.parametrize(
    ("name", "area", "share", "binding"),
    [
        ("margin_radiator", "radiator_area", 1.05, "radiator"),
        ("margin_radiator", "radiator_area", 0.5, "radiator"),
        ("margin_array", "array_area", 1.0002, "array"),
        ("margin_array", "array_area", 0.9, "array"),
    ],
)
def test_a_given_area_is_a_capacity_and_no_reserve(name: str, area: str, share: float, binding: str) -> None:
    """A radiator of 1.05 times what the heat needs has a margin of 1 - 1/1.05, and it may bind; so for the array.

    The array is sized for its load; the radiator by the model for 1.1 times the heat, over which the share counts.
    A larger array has a little more drag, which its thrusters hold off.
    """
    reserve = {"radiator_area": 1.1, "array_area": 1.0}[area]
    needed = RESULT.value(area, "m^2") / reserve
    changes = {area: f"{share * needed!r} m^2", "deployment_deadline": "30 yr"}
    result = RESULT.scenario.with_(changes).run()
    assert result.value(name) == pytest.approx(1.0 - 1.0 / share, rel=1e-3)
    if share < 1.0 or name == "margin_array":
        assert result.word("binding_constraint") == binding
        assert result.value("margin_least") == result.value(name)
    assert (result.word("feasible") == "yes") == (share >= 1.0)


# Origins


def test_origins_and_arguments_lead_from_a_figure_to_its_inputs() -> None:
    assert RESULT.origin("capex") == "rule cost.capex"
    assert RESULT.origin("altitude").startswith("google-1gw.toml:")
    assert RESULT.origin("payload_reference").startswith("catalogue vehicles/")
    assert RESULT.origin("mass_margin") == "default"
    assert RESULT.arguments("altitude") == ()
    assert "capex_launch" in RESULT.arguments("capex")
    inputs = RESULT.inputs_of("satellites_nameplate")
    assert inputs == ["target_power", "it_power_per_satellite"]


def test_the_tree_of_a_figure_ends_in_given_values() -> None:
    for name in RESULT.inputs_of(*RESULT.scenario.graph.headline):
        assert name in RESULT.scenario.settings


def test_a_given_value_without_effect_is_noted() -> None:
    scenario = load("baseline").with_({"payload_to_orbit": "90 t", "upper_stage_mass": "99 t"})
    notes = scenario.run().notes
    assert any("upper_stage_mass has no effect" in note for note in notes)
    assert not any("payload_to_orbit has no effect" in note for note in notes)


def test_an_unknown_value_says_why() -> None:
    cold = load("baseline").with_({"radiator_temperature": "100 K"}).run()
    assert np.isnan(cold.value("levelised_cost"))
    assert cold.text("levelised_cost") == "n/a"
    assert "radiator_area" in cold.why_unknown("levelised_cost")
    assert "absorbs more heat than it emits" in cold.why_unknown("levelised_cost")
    assert cold["feasible"] == "no"
    assert cold.why_unknown("satellites_nameplate") == ""


# JSON


@pytest.mark.parametrize("name", quick(shipped.NAMES, *shipped.SOME))
def test_json_is_strict_and_every_number_has_its_unit(name: str) -> None:
    """Acceptance check 21."""
    result = shipped.result(name)
    data = json.loads(result.to_json(), parse_constant=lambda token: pytest.fail(f"a {token} token"))
    assert data["scenario"]["hash"] == result.scenario.digest
    for entry in (*data["inputs"], *data["outputs"]):
        assert {"name", "value", "unit", "origin", "source"} <= set(entry)
        assert entry["unit"]
        assert entry["value"] is not None or entry.get("status"), entry["name"]
    assert {entry["name"] for entry in data["outputs"]} <= set(result.scenario.graph.of(Rule))


def test_an_unknown_value_is_null_with_its_reason() -> None:
    cold = load("baseline").with_({"radiator_temperature": "100 K"}).run()
    entry = cold.entry("levelised_cost")
    assert entry["value"] is None
    assert entry["value_si"] is None
    assert entry["status"]
    assert json.loads(cold.to_json())


def test_json_holds_the_exact_si_value() -> None:
    outputs = {entry["name"]: entry for entry in json.loads(RESULT.to_json())["outputs"]}
    assert outputs["capex"]["value_si"] == RESULT.si["capex"]
    assert len(outputs["power_online"]["value"]) == len(RESULT.value("power_online"))
    assert outputs["capex"]["unit"] == "GUSD_2025"
    json_outputs = RESULT.to_dict({"satellite_wet_mass": "t"})["outputs"]
    (mass,) = (entry for entry in json_outputs if entry["name"] == "satellite_wet_mass")
    assert (mass["unit"], mass["value"]) == ("t", pytest.approx(mass["value_si"] / 1000.0))


# As an object


def test_pickle_and_deep_copy_keep_every_value() -> None:
    """Acceptance check 43."""
    for again in (pickle.loads(pickle.dumps(RESULT)), copy.deepcopy(RESULT)):
        assert isinstance(again, Result)
        assert again.to_json() == RESULT.to_json()
        assert again.arguments("capex") == RESULT.arguments("capex")
        assert len(again.plan.steps) == len(RESULT.plan.steps)


def test_a_result_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        RESULT.plan = None  # type: ignore[misc, assignment]


def test_the_page_of_a_result_is_a_table_with_units_that_escapes_names() -> None:
    """Acceptance checks 46 and 49."""
    html = RESULT._repr_html_()
    assert "<table>" in html
    assert Figures(RESULT)("capex") in html
    evil = load({"extends": "baseline", "title": "<script>alert(1)</script>"}).run()._repr_html_()
    assert "<script>" not in evil


def test_the_text_of_a_result_has_the_headline() -> None:
    text = repr(RESULT)
    assert all(name in text for name in RESULT.scenario.graph.headline)
    assert RESULT.text("satellites_required") in text
