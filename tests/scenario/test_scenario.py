"""The scenario as an object: frozen, copied, listed, pickled, shown."""

import copy
import dataclasses
import pickle
from collections.abc import Iterator, Mapping

import numpy as np
import pytest

import orbitcalc
from orbitcalc import load
from orbitcalc.errors import OrbitcalcError, ScenarioError
from orbitcalc.scenario import Scenario, Setting, load_text
from tests.foreign import FOREIGN


def test_with_leaves_the_original_unchanged() -> None:
    """Acceptance check 44."""
    base = load("baseline")
    before = (base.digest, dict(base.settings), base.layers)
    changes = {"altitude": "700 km"}
    other = base.with_(changes)
    changes["altitude"] = "1 kg"
    assert (base.digest, dict(base.settings), base.layers) == before
    assert other["altitude"].value == 700e3
    assert other.with_({})["altitude"].value == 700e3


def test_a_scenario_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        load("baseline").name = "other"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        load("baseline")["altitude"].value = 3.0  # type: ignore[misc]
    with pytest.raises(TypeError):
        load("baseline")["altitude"] = "700 km"  # type: ignore[index]


def test_all_errors_in_changes_are_reported_at_once() -> None:
    with pytest.raises(ScenarioError) as caught:
        load("baseline").with_({"altitude": "700 kg", "mass_margn": 0.1, "vehicle": "x"})
    assert len(caught.value.problems) == 3
    assert caught.value.exit_code == 2
    assert isinstance(caught.value, OrbitcalcError)
    assert isinstance(caught.value, ValueError)


# The contract of a mapping


def test_a_scenario_is_a_mapping_of_settings() -> None:
    scenario = load("baseline")
    assert isinstance(scenario, Mapping)
    assert list(scenario) == list(scenario.keys()) == list(scenario.settings)
    assert len(scenario) == len(list(scenario))
    assert list(scenario.values()) == [scenario[name] for name in scenario]
    assert list(scenario.items()) == list(zip(scenario.keys(), scenario.values(), strict=True))
    assert all(isinstance(setting, Setting) for setting in scenario.values())
    assert dict(scenario) == {**scenario} == scenario.settings


def test_a_scenario_holds_given_values_and_not_computed_ones() -> None:
    scenario = load("baseline")
    assert "altitude" in scenario
    assert "capex" not in scenario
    assert 3 not in scenario
    assert scenario.get("altitude") is scenario["altitude"]
    assert scenario.get("capex") is None
    with pytest.raises(KeyError, match="computed"):
        scenario["capex"]
    with pytest.raises(KeyError, match="did you mean 'altitude'"):
        scenario["altitud"]


def test_a_scenario_equals_the_same_scenario_and_a_mapping_of_its_settings() -> None:
    scenario = load("google-1gw")
    assert scenario == load("google-1gw")
    assert scenario == dict(scenario)
    assert scenario != {}
    assert scenario != scenario.with_({"altitude": "700 km"})
    assert scenario != load({"extends": "google-1gw"})
    assert len({scenario, load("google-1gw"), scenario.with_({"altitude": "700 km"})}) == 2


def test_numbers_are_in_si_and_words_are_those_of_choices() -> None:
    scenario = load("baseline").with_({"altitude": "700 km"})
    assert scenario.numbers["altitude"] == 700e3
    assert scenario.words["orbit_kind"] == scenario["orbit_kind"].value
    assert "vehicle" not in scenario.words
    assert not {"orbit_kind", "vehicle"} & set(scenario.numbers)


def test_given_is_what_goes_beyond_defaults_and_catalogue() -> None:
    scenario = load_text('altitude = "700 km"\nvehicle = "falcon-9"\n')
    assert set(scenario.given) == {"altitude", "vehicle"}
    assert repr(scenario) == "<Scenario stdin: 2 values given>"


def test_a_title_is_the_files_own() -> None:
    """A child that gives no title shows its own name, not its parent's claim."""
    assert load("baseline").title != "child"
    assert load_text('extends = "baseline"\n', "child").title == "child"
    assert load_text('extends = "baseline"\n', "child").question == ""


# Copies


def contents(data: object) -> Iterator[object]:
    """An object and everything that can be reached from it."""
    yield data
    if isinstance(data, Mapping):
        parts = [*data.keys(), *data.values()]
    elif isinstance(data, tuple | list | set | frozenset):
        parts = list(data)
    else:
        parts = (
            [getattr(data, field.name) for field in dataclasses.fields(data)] if dataclasses.is_dataclass(data) else []
        )
    for part in parts:
        yield from contents(part)


def changed() -> Scenario:
    """A scenario of several layers, with everything that raw data may be: list, table, quantity."""
    spread = {"dist": "discrete", "values": ["600 km", "700 km"], "weights": [0.5, 0.5]}
    about = {"value": 0.2, "source": ["smad"]}
    correlated = {"extends": ["google-1gw"], "correlate": [{"params": ["altitude", "albedo"], "rank": 0.5}]}
    life = FOREIGN.Quantity(4, "year")
    return load(correlated).with_({"altitude": spread, "mass_margin": about, "satellite_life": life})


COPIES = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "replace": lambda scenario: dataclasses.replace(scenario, name="other"),
    "pickle": lambda scenario: pickle.loads(pickle.dumps(scenario)),
    "with_": lambda scenario: scenario.with_({}),
}


@pytest.mark.parametrize("kind", COPIES)
def test_a_copy_means_the_same_and_shares_nothing_mutable(kind: str) -> None:
    """Acceptance check 43. Whatever both can reach is hashable all the way down, and so cannot change."""
    scenario = changed()
    again = COPIES[kind](scenario)
    assert again.digest == scenario.digest
    assert hash(again) == hash(scenario)
    parts = [part for root in (scenario, scenario.layers, scenario.settings, scenario.words) for part in contents(root)]
    assert not [part for part in parts if isinstance(part, list | set) or type(part) is dict]
    others = {id(part) for root in (again.layers, again.settings) for part in contents(root)}
    for part in parts:
        assert id(part) not in others or isinstance(hash(part), int)


def test_what_a_caller_changes_afterwards_does_not_reach_a_scenario() -> None:
    altitude = {"value": "700 km", "source": ["smad"]}
    life = FOREIGN.Quantity(4, "year")
    scenario = load("baseline").with_({"altitude": altitude, "satellite_life": life})
    altitude["value"] = "1 kg"
    life.ito("day")
    life *= 2
    again = scenario.with_({})
    assert again["altitude"].value == 700e3
    assert again["satellite_life"].value == pytest.approx(4 * 31557600.0)


def test_the_data_of_a_scenario_refuses_changes() -> None:
    scenario = load("baseline")
    with pytest.raises(TypeError, match="frozen"):
        scenario.settings["altitude"] = scenario["mass_margin"]
    with pytest.raises(TypeError, match="frozen"):
        scenario.words.clear()
    with pytest.raises(TypeError, match="frozen"):
        scenario.numbers["altitude"] = np.float64(1.0)


# The shipped scenarios


@pytest.mark.parametrize("name", orbitcalc.scenarios())
def test_every_shipped_scenario_asks_a_question_and_drops_only_what_its_vehicle_speaks_for(name: str) -> None:
    scenario = load(name)
    assert scenario.title
    assert scenario.question.endswith("?")
    assert all("is dropped" in note and "chooses" in note for note in scenario.notes)
    assert load(f"builtin:{name}").digest == scenario.digest


@pytest.mark.parametrize("name", orbitcalc.scenarios())
def test_every_source_a_shipped_scenario_names_is_known(name: str) -> None:
    from orbitcalc import catalog

    scenario = load(name)
    for setting in scenario.given.values():
        for key in setting.source:
            assert key in catalog.sources() or key in ("assumption", "inferred"), f"{setting.name}: {key}"


def test_the_page_of_a_scenario_escapes_what_users_write() -> None:
    """Acceptance check 49."""
    html = load_text('title = "<script>alert(1)</script>"\naltitude = "700 km"\n')._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "700 km" in html
