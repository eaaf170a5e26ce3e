"""Resolution: which layer wins, what goes with a value, and what a catalogue entry drops."""

from pathlib import Path

import pytest

from orbitcalc import catalog, load, model
from orbitcalc.errors import ScenarioError
from orbitcalc.scenario import load_text
from orbitcalc.scenario.resolution import range_of
from tests.scenario.test_loading import write

# Precedence


def test_the_stronger_layer_wins_and_is_named(tmp_path: Path) -> None:
    """Default, catalogue, grandparent, parent, file, call: each beats those before it."""
    path = write(
        tmp_path,
        child='extends = "parent.toml"\ndose_reserve = "1.9"\n',
        parent='extends = "grand.toml"\ndose_reserve = "1.8"\nmass_margin = "0.18"\n',
        grand='dose_reserve = "1.7"\nmass_margin = "0.17"\nstructure_share = "0.16"\nfin_efficiency = "0.9"\n',
    )
    scenario = load(path)
    assert scenario["structure_share"].value == 0.16
    assert scenario["mass_margin"].value == 0.18
    assert scenario["dose_reserve"].value == 1.9
    assert scenario.with_({"dose_reserve": "2.5"})["dose_reserve"].value == 2.5
    assert scenario["mass_margin"].origin == f"{tmp_path / 'parent.toml'}:3:1"
    assert scenario["fin_efficiency"].value == 0.9  # a catalogued value, given by a file
    assert scenario["radiator_emissivity"].origin.startswith("catalogue radiators/")
    assert scenario["housekeeping_power"].origin == "default"
    assert scenario.with_({"dose_reserve": "2.5"})["dose_reserve"].origin == "with_"


def test_a_new_value_replaces_the_whole_parameter() -> None:
    """Value, distribution, source, locator, note: nothing of the old pedigree stays under the new value."""
    parent = load_text(
        '[mass_margin]\nvalue = "0.2"\nlow = "0.1"\nhigh = "0.3"\nsource = "smad"\nlocator = "p. 3"\nnote = "usual"\n'
    )
    before, after = parent["mass_margin"], parent.with_({"mass_margin": "0.25"})["mass_margin"]
    assert before.distribution is not None
    assert (before.source, before.locator, before.note) == (("smad",), "p. 3", "usual")
    assert after.distribution is None
    assert (after.value, after.source, after.locator, after.note) == (0.25, (), "", "")
    assert after.kind == "unsourced"


def test_a_given_derived_value_replaces_its_rule() -> None:
    result = load("baseline").with_({"satellite_wet_mass": "1 t"}).run()
    assert result.value("satellite_wet_mass", "t") == 1.0
    assert result.value("specific_power", "W/kg") == pytest.approx(
        load("baseline")["it_power_per_satellite"].value / 1000.0  # type: ignore[operator]
    )


# unset


def test_unset_brings_back_what_lies_below(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        child='extends = "parent.toml"\nunset = ["mass_margin", "fin_efficiency"]\n',
        parent='mass_margin = "0.3"\nfin_efficiency = "0.5"\n',
    )
    scenario, plain = load(path), load_text("")
    assert scenario["mass_margin"] == plain["mass_margin"]
    assert scenario["fin_efficiency"] == plain["fin_efficiency"]


def test_unset_of_a_derived_value_brings_back_its_rule(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        child='extends = "parent.toml"\nunset = "satellite_wet_mass"\n',
        parent='satellite_wet_mass = "1 t"\n',
    )
    assert "satellite_wet_mass" not in load(path).settings


def test_unset_of_an_unknown_name_is_an_error() -> None:
    with pytest.raises(ScenarioError, match=r"s\.toml:1:1: error: unset: unknown name 'altitud' - did you mean 'alt"):
        load_text('unset = ["altitud"]', "s.toml")


# Switching a catalogue entry: no price beside another configuration's payload


def other_vehicle() -> str:
    default = str(load("baseline")["vehicle"].value)
    return next(name for name in ("falcon-9", "new-glenn") if name != default)


@pytest.mark.parametrize("name", ["launch_price", "payload_reference", "launch_list_price", "payload_to_orbit"])
def test_choosing_another_vehicle_drops_the_values_of_the_old_one(name: str) -> None:
    value = {"launch_price": "200 USD_2025/kg", "launch_list_price": "90 MUSD_2025"}.get(name, "150 t")
    base = load("baseline").with_({name: value})
    switched = base.with_({"vehicle": other_vehicle()})
    assert base[name].text == value
    assert name not in switched.given
    assert any(name in note and "dropped" in note and other_vehicle() in note for note in switched.notes)


def test_the_same_layer_may_choose_a_vehicle_and_its_price() -> None:
    scenario = load("baseline").with_({"launch_price": "200 USD_2025/kg", "vehicle": other_vehicle()})
    assert scenario["launch_price"].text == "200 USD_2025/kg"
    assert not any("launch_price" in note for note in scenario.notes)


def test_a_later_price_stays() -> None:
    scenario = load("baseline").with_({"vehicle": other_vehicle()}).with_({"launch_price": "200 USD_2025/kg"})
    assert scenario["launch_price"].text == "200 USD_2025/kg"


def test_choosing_the_same_vehicle_again_drops_nothing() -> None:
    base = load("baseline").with_({"launch_price": "200 USD_2025/kg"})
    again = base.with_({"vehicle": base["vehicle"].value})
    assert again["launch_price"].value == base["launch_price"].value
    assert not any("launch_price" in note for note in again.notes)


def test_a_switched_entry_gives_all_its_values() -> None:
    """The expected texts are read from the catalogue file, not from the scenario's code path."""
    scenario = load("baseline").with_({"vehicle": other_vehicle()})
    for name, datum in catalog.entry("vehicles", other_vehicle()).values.items():
        if name in scenario.settings and name in scenario.graph:
            assert scenario[name].text == datum.value
            assert scenario[name].origin == f"catalogue vehicles/{other_vehicle()}" or datum.missing


def test_a_value_that_is_not_published_is_unknown_with_its_reason() -> None:
    missing = [
        (vehicle, name, datum.missing)
        for vehicle in catalog.names("vehicles")
        for name, datum in catalog.entry("vehicles", vehicle).values.items()
        if datum.missing and name == "launch_list_price"
    ]
    assert missing, "the catalogue has vehicles without a published price"
    vehicle, name, reason = missing[0]
    scenario = load("baseline").with_({"vehicle": vehicle})
    assert scenario[name].value != scenario[name].value  # nan
    assert reason in scenario[name].missing
    result = scenario.run()
    assert reason in result.why_unknown("launch_price")
    assert result.to_dict()


def test_the_range_of_a_parameter_is_its_declarations_or_its_entrys() -> None:
    scenario = load("baseline").with_({"vehicle": other_vehicle()})
    graph, settings = scenario.graph, scenario.settings
    margin = model.graph()["mass_margin"]
    assert range_of(graph, settings, "mass_margin") == (margin.si(margin.low), margin.si(margin.high))
    ranges = {
        name: (graph[name].si(datum.low), graph[name].si(datum.high))
        for name, datum in catalog.entry("vehicles", other_vehicle()).values.items()
        if datum.low and name in graph and graph[name].catalogue
    }
    assert ranges
    assert all(range_of(graph, settings, name) == ends for name, ends in ranges.items())
    assert range_of(graph, settings, "capex") is None
