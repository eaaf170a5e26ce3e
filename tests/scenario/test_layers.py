"""Layers: which value wins, what goes with it, and where a scenario may take its values from."""

import json
from pathlib import Path

import pytest

import orbitcalc
from orbitcalc import catalog, load, units
from orbitcalc.errors import ScenarioError
from orbitcalc.scenario import load_text


def write(folder: Path, **texts: str) -> Path:
    """Scenario files of these names; the first one's path."""
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder / f"{next(iter(texts))}.toml"


def problem(name: str | Path) -> str:
    with pytest.raises(ScenarioError) as caught:
        load(name)
    return str(caught.value)


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


def test_parents_are_laid_from_left_to_right(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        child='extends = ["left.toml", "right.toml"]\n',
        left='dose_reserve = "1.7"\nmass_margin = "0.17"\n',
        right='dose_reserve = "1.8"\n',
    )
    scenario = load(path)
    assert scenario["dose_reserve"].value == 1.8
    assert scenario["mass_margin"].value == 0.17


def test_a_file_may_extend_a_shipped_scenario_of_its_own_name(tmp_path: Path) -> None:
    path = write(tmp_path, baseline='extends = "baseline"\naltitude = "700 km"\n')
    assert load(path)["altitude"].value == 700e3


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


# extends: what can go wrong


def test_a_circle_of_parents_shows_the_chain(tmp_path: Path) -> None:
    path = write(tmp_path, a='extends = "b.toml"\n', b='extends = "c.toml"\n', c='extends = "a.toml"\n')
    text = problem(path)
    assert "circle" in text
    assert text.index("a.toml ->") < text.index("b.toml ->") < text.index("c.toml ->")
    assert f"{tmp_path / 'c.toml'}:1:1: error" in text


@pytest.mark.parametrize("spelling", ["a.toml", "../{folder}/a.toml"])
def test_a_file_that_extends_itself_is_a_circle(tmp_path: Path, spelling: str) -> None:
    path = write(tmp_path, a=f'extends = "{spelling.format(folder=tmp_path.name)}"\n')
    assert "circle" in problem(path)


@pytest.mark.parametrize(
    ("parent", "reason"),
    [("gone.toml", "cannot read"), ("gone", "no scenario 'gone'"), ("baselin", "did you mean 'baseline'")],
)
def test_a_missing_parent_shows_the_chain_and_the_place(tmp_path: Path, parent: str, reason: str) -> None:
    path = write(tmp_path, a='extends = "b.toml"\n', b=f'title = "b"\nextends = "{parent}"\n')
    text = problem(path)
    assert reason in text
    assert "a.toml" in text
    assert f"{tmp_path / 'b.toml'}:2:1: error" in text
    assert "extends = " in text  # the excerpt


def test_a_parent_of_a_newer_format_shows_the_chain(tmp_path: Path) -> None:
    path = write(tmp_path, a='extends = "b.toml"\n', b="schema = 99\n")
    text = problem(path)
    assert f"{tmp_path / 'b.toml'}:1:1: error: schema 99" in text
    assert f"extended by {path}" in text
    assert "newer orbitcalc" in text


def test_a_fault_inside_a_parent_is_told_with_its_own_place(tmp_path: Path) -> None:
    path = write(tmp_path, a='extends = "b.toml"\naltitud = "1 km"\n', b='\nmass_margn = "0.1"\nalbedo = "7"\n')
    text = problem(path)
    assert f"{tmp_path / 'b.toml'}:2:1" in text
    assert f"{tmp_path / 'b.toml'}:3:1" in text
    assert f"{path}:2:1" in text


def test_a_parent_that_is_not_toml_shows_the_chain(tmp_path: Path) -> None:
    text = problem(write(tmp_path, a='extends = "b.toml"\n', b="x = = 1\n"))
    assert f"{tmp_path / 'b.toml'}:1:" in text
    assert "extended by" in text


# Switching a catalogue entry: no price beside another configuration's payload


def other_vehicle() -> str:
    default = str(load("baseline")["vehicle"].value)
    return next(name for name in ("falcon-9", "new-glenn") if name != default)


@pytest.mark.parametrize("name", ["launch_price", "payload_reference", "launch_list_price", "payload_to_orbit"])
def test_choosing_another_vehicle_drops_what_was_said_of_the_old_one(name: str) -> None:
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
    assert reason in result.why_unknown("capex")
    assert result.to_dict()


# Money


def test_price_year_changes_what_is_shown_and_nothing_else() -> None:
    """By hand: a 2020 dollar buys 321.943 / 258.811 of a 2025 one (CPI-U, BLS)."""
    base = load("baseline")
    older = load({"extends": "baseline", "price_year": 2020})
    assert older.digest == base.digest
    now, then = base.run(), older.run()
    assert then.unit("capex") == "GUSD_2020"
    assert then.si["capex"] == now.si["capex"]
    assert then.value("capex") == pytest.approx(now.value("capex") * 258.811 / 321.943, rel=1e-12)


def test_the_same_price_in_two_years_dollars_is_the_same_scenario() -> None:
    in_2020 = load("baseline").with_({"launch_price": f"{100 * 258.811 / 321.943!r} USD_2020/kg"})
    in_2025 = load("baseline").with_({"launch_price": "100 USD_2025/kg"})
    assert in_2020["launch_price"].value == pytest.approx(in_2025["launch_price"].value, rel=1e-15)


def test_another_currency_needs_its_rate_and_then_works() -> None:
    text = 'extends = "baseline"\n{}[launch_price]\nvalue = "100 EUR_2024/kg"\n'
    with pytest.raises(ScenarioError, match=r'\[currency\] EUR_2024 = "1.1 USD_2025"'):
        load_text(text.format(""))
    scenario = load_text(text.format('currency = { EUR_2024 = "1.08 USD_2024" }\n'))
    assert scenario["launch_price"].value == pytest.approx(108.0 * 321.943 / 313.689, rel=1e-14)


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("currency = 3", "not a table"),
        ('currency = { EUR = "-1 USD_2025" }', "not above zero"),
        ('currency = { EUR = "1.1 kg" }', "wrong dimension"),
        ('currency = { EUR = "1.1 USD" }', "USD_2025"),
        ('currency = { kg = "1.1 USD_2025" }', "unit already"),
        ("price_year = 1776", "known years"),
        ('price_year = "2020"', "no price index"),
        ("schema = 2", "newer"),
        ('schema = "1"', "schema = 1"),
        ("extends = 3", "list of names"),
        ("unset = 3", "list of names"),
        ("title = 3", "not a text"),
    ],
)
def test_a_wrong_header_is_told_with_its_place(header: str, reason: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_text(f"\n{header}\n", "s.toml")
    assert reason in str(caught.value)
    assert "s.toml:2:" in str(caught.value)


# Groups, forms


@pytest.mark.parametrize(
    "text",
    [
        'altitude = "700 km"',
        '[orbit]\naltitude = "700 km"',
        'orbit.altitude = "700 km"',
        '"altitude" = "700 km"',
        '[altitude]\nvalue = "700 km"',
        "[altitude]\nvalue = 700\nunit = 'km'",
        '[orbit.altitude]\nvalue = "700 km"',
        'orbit = { altitude = { value = "700 km" } }',
    ],
)
def test_flat_keys_group_tables_and_the_long_form_mean_the_same(text: str) -> None:
    assert load_text(text)["altitude"].value == 700e3
    assert load_text(text).digest == load_text('altitude = "700 km"').digest


def test_the_order_of_keys_changes_nothing() -> None:
    """Acceptance check 39."""
    one = load_text('altitude = "700 km"\nmass_margin = "0.1"\nvehicle = "falcon-9"\n')
    other = load_text('vehicle = "falcon-9"\nmass_margin = "0.1"\naltitude = "700 km"\n')
    assert one.digest == other.digest


def test_a_variable_given_flat_and_in_its_group_is_given_twice() -> None:
    with pytest.raises(ScenarioError, match=r"s\.toml:3:1: error: 'altitude' is set for the second time"):
        load_text('altitude = "700 km"\n[orbit]\naltitude = "650 km"\n', "s.toml")


# Round trips


@pytest.mark.parametrize("name", orbitcalc.scenarios())
def test_to_dict_read_back_is_the_same_scenario(name: str) -> None:
    scenario = load(name)
    again = load(json.loads(json.dumps(scenario.to_dict())))
    assert again.digest == scenario.digest
    assert again.price_year == scenario.price_year
    assert again.title == scenario.title


def test_distributions_and_other_vehicles_survive_the_round_trip() -> None:
    scenario = load("baseline").with_(
        {
            "vehicle": other_vehicle(),
            "launch_price": "100 to 400 USD_2020/kg",
            "altitude": {"value": "700 km", "low": "600 km", "high": "800 km", "source": "smad", "as_of": "2025"},
            "dose_reserve": {"dist": "beta", "low": 1.5, "high": 3.0, "alpha": 2.0, "beta": 3.0},
            "mass_margin": {"dist": "discrete", "values": [0.1, 0.2], "weights": [0.4, 0.6]},
            "albedo": {"dist": "empirical", "values": [0.25, 0.3, 0.35]},
        }
    )
    again = load(json.loads(json.dumps(scenario.to_dict())))
    assert again.digest == scenario.digest
    for name in ("launch_price", "altitude", "dose_reserve", "mass_margin", "albedo"):
        assert again[name].distribution == scenario[name].distribution
    assert (again["altitude"].source, again["altitude"].as_of) == (("smad",), "2025")


def test_another_value_is_another_digest() -> None:
    base = load("baseline")
    assert base.with_({"altitude": "651 km"}).digest != base.digest
    assert base.with_({"altitude": "600 to 700 km"}).digest != base.with_({"altitude": "600 to 701 km"}).digest
    assert base.with_({"altitude": f"{base['altitude'].value} m"}).digest == base.digest


def test_the_unit_a_value_is_written_in_changes_nothing() -> None:
    base = load("baseline")
    assert base.with_({"altitude": "700 km"}).digest == base.with_({"altitude": "700000 m"}).digest
    assert units.read("700 km", units.unit("m")) == units.read("700000 m", units.unit("m"))
