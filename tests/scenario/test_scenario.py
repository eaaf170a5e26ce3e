"""The scenario as an object: frozen, copied, listed, pickled, shown."""

import copy
import dataclasses
import pickle
from pathlib import Path

import pytest

import orbitcalc
from orbitcalc import load
from orbitcalc.errors import OrbitcalcError, ScenarioError
from orbitcalc.scenario import load_text, selections


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


def test_all_wrong_changes_are_told_at_once() -> None:
    with pytest.raises(ScenarioError) as caught:
        load("baseline").with_({"altitude": "700 kg", "mass_margn": 0.1, "vehicle": "x"})
    assert len(caught.value.problems) == 3
    assert caught.value.exit_code == 2
    assert isinstance(caught.value, OrbitcalcError)
    assert isinstance(caught.value, ValueError)


def test_a_scenario_is_a_mapping_of_settings() -> None:
    scenario = load("baseline")
    assert len(scenario) == len(list(scenario)) == len(scenario.settings)
    assert "altitude" in scenario
    assert "capex" not in scenario
    with pytest.raises(KeyError, match="computed"):
        scenario["capex"]
    with pytest.raises(KeyError, match="did you mean 'altitude'"):
        scenario["altitud"]


def test_given_is_what_goes_beyond_defaults_and_catalogue() -> None:
    scenario = load_text('altitude = "700 km"\nvehicle = "falcon-9"\n')
    assert set(scenario.given) == {"altitude", "vehicle"}
    assert selections(scenario)["vehicle"] == "falcon-9"


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


def test_a_title_is_the_files_own() -> None:
    """A child that gives no title shows its own name, not its parent's claim."""
    assert load("baseline").title != "child"
    assert load_text('extends = "baseline"\n', "child").title == "child"


def test_a_mapping_and_a_text_give_the_same_scenario() -> None:
    text = load_text('extends = "baseline"\naltitude = "700 km"\n')
    mapping = load({"extends": "baseline", "altitude": "700 km"})
    assert mapping.digest == text.digest


def test_a_path_object_and_its_text_give_the_same_scenario(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('altitude = "700 km"\n', encoding="utf-8")
    assert load(path).digest == load(str(path)).digest
    assert load(path).name == "mine"


def test_pickle_and_deep_copy_keep_the_meaning() -> None:
    """Acceptance check 43."""
    scenario = load("google-1gw").with_({"altitude": "600 to 700 km"})
    assert pickle.loads(pickle.dumps(scenario)).digest == scenario.digest
    assert copy.deepcopy(scenario).digest == scenario.digest
    assert hash(copy.deepcopy(scenario)) == hash(scenario)


def test_the_page_of_a_scenario_escapes_what_users_write() -> None:
    """Acceptance check 49."""
    html = load_text('title = "<script>alert(1)</script>"\naltitude = "700 km"\n')._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "700 km" in html
