"""Additions to the model, each made for real: what a contributor adds stands in one module, and everything shows it.

The graph is that of the model with one more module, or with one module of it in another version.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

import orbitcalc
from orbitcalc import model
from orbitcalc._typing import Array
from orbitcalc.analysis.insight import remedy
from orbitcalc.errors import ModelError, ScenarioError
from orbitcalc.graph import Graph, choice, constraint, less, more, parameter, rule
from orbitcalc.model import ground
from orbitcalc.model.ground import energy
from orbitcalc.scenario import schema
from tests.cli.command_line import Shell

Extend = Callable[..., Graph]


@pytest.fixture
def extend(monkeypatch: pytest.MonkeyPatch) -> Extend:
    """Gives the model one more module with these declarations, for as long as the test runs."""

    def extended(**declarations: object) -> Graph:
        graph = Graph([*model.groups(), module_of("additions", declarations)])
        monkeypatch.setattr(model, "graph", lambda: graph)
        return graph

    return extended


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    return Shell(capsys, tmp_path)


def module_of(name: str, declarations: Mapping[str, object]) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(declarations)
    return module


def entries(shell: Shell, *arguments: str) -> dict[str, Any]:
    """The inputs and outputs that `run -f json` gives, by name."""
    outcome = shell("run", "google-1gw", "--no-range", "-f", "json", *arguments)
    assert outcome.code == 0
    document = json.loads(outcome.out)
    return {entry["name"]: entry for entry in (*document["inputs"], *document["outputs"])}


# A parameter with its rule

ground_land_intensity = parameter(
    "20 m^2/kW",
    "Land that the ground twin takes per facility power",
    low="5 m^2/kW",
    high="60 m^2/kW",
    bounds=("0 m^2/kW", "1000 m^2/kW"),
    source="assumption",
    aliases=("land_use",),
)


@rule("km^2", "Land of the ground twin")
def ground_land(ground_facility_power: Array, ground_land_intensity: Array) -> Array:
    return ground_facility_power * ground_land_intensity


def test_a_parameter_with_its_rule(extend: Extend, shell: Shell) -> None:
    extend(ground_land_intensity=ground_land_intensity, ground_land=ground_land)
    result = orbitcalc.load("google-1gw").run()
    expected = result.value("ground_facility_power", "kW") * 20.0 / 1e6
    assert result.value("ground_land", "km^2") == pytest.approx(expected, rel=1e-12)
    assert entries(shell)["ground_land"]["value"] == pytest.approx(expected, rel=1e-6)
    twice = entries(shell, "-s", "ground_land_intensity=40 m^2/kW")
    assert twice["ground_land"]["value"] == pytest.approx(2.0 * expected, rel=1e-6)
    assert twice["ground_land_intensity"]["origin"] == "command line"
    tree = shell("explain", "google-1gw", "ground_land", "--deep").out
    assert "ground_land_intensity" in tree
    assert "ground_facility_power" in tree
    assert "ground_land_intensity" in shell("params", "-f", "csv").out
    assert "ground_land_intensity" in schema.schema()["properties"]
    assert "here `ground_land_intensity`" in shell("run", "google-1gw", "-s", "land_use=1").err
    assert "lies between 0 m^2/kW" in shell("run", "google-1gw", "-s", "ground_land_intensity=2 m^2/W").err


def test_its_group_may_have_a_table_in_a_scenario(extend: Extend, shell: Shell) -> None:
    extend(ground_land_intensity=ground_land_intensity, ground_land=ground_land)
    text = 'schema = 1\nextends = "google-1gw"\n[additions]\nground_land_intensity = "10 m^2/kW"\naltitude = "700 km"\n'
    outcome = shell("run", shell.write("land.toml", text), "-f", "json")
    values = {entry["name"]: entry["value"] for entry in json.loads(outcome.out)["inputs"]}
    assert (values["ground_land_intensity"], values["altitude"]) == pytest.approx((10.0, 700.0))


# A line of mass

coolant_specific_mass = parameter(
    "2 kg/kW",
    "Mass of coolant per heat carried",
    low="1 kg/kW",
    high="4 kg/kW",
    bounds=("0 kg/kW", "100 kg/kW"),
    source="assumption",
)


@rule("kg", "Mass of coolant", label="coolant", adds_to=("equipment_mass",))
def coolant_mass(heat_rejected: Array, coolant_specific_mass: Array) -> Array:
    return heat_rejected * coolant_specific_mass


def test_a_line_of_mass(extend: Extend, shell: Shell) -> None:
    before = orbitcalc.load("google-1gw").run()
    extend(coolant_specific_mass=coolant_specific_mass, coolant_mass=coolant_mass)
    result = orbitcalc.load("google-1gw").run()
    coolant = result.value("heat_rejected", "kW") * 2.0
    assert result.value("coolant_mass", "kg") == pytest.approx(coolant, rel=1e-12)
    added = result.value("equipment_mass", "kg") - before.value("equipment_mass", "kg")
    assert added == pytest.approx(coolant, rel=1e-9)
    lines = result.lines("satellite_wet_mass")
    assert "coolant_mass" in lines
    assert sum(result.value_si(name) for name in lines) == pytest.approx(result.value_si("satellite_wet_mass"))
    assert result.value_si("launch_mass_per_satellite") > before.value_si("launch_mass_per_satellite")
    assert entries(shell)["coolant_mass"]["value"] == pytest.approx(coolant, rel=1e-6)
    assert "coolant_specific_mass" in shell("explain", "google-1gw", "coolant_mass").out


def test_the_mass_still_closes_with_another_line(extend: Extend) -> None:
    """Dry mass by hand: equipment with structure, harness and allowance, and the tanks of the propellant it needs."""
    extend(coolant_specific_mass=coolant_specific_mass, coolant_mass=coolant_mass)
    result = orbitcalc.load("google-1gw").run()

    def value(name: str) -> float:
        return float(result.value_si(name))

    grown = 1.0 + value("structure_share") + value("harness_share")
    without_tanks = value("equipment_mass") * grown * (1.0 + value("mass_margin"))
    propellant = value("satellite_dry_mass") * value("propellant_ratio") + value("drag_propellant")
    expected = without_tanks + value("tank_share") * propellant
    assert value("satellite_dry_mass") == pytest.approx(expected, rel=1e-12)


def test_a_line_does_not_add_to_a_closed_form(extend: Extend) -> None:
    """The dry mass is no plain sum: a line beside its formula would be lost without a word."""
    lost = rule("kg", "Mass of coolant", adds_to=("satellite_dry_mass",))(lambda heat_rejected: heat_rejected)
    with pytest.raises(ModelError, match="'lost' adds to 'satellite_dry_mass', which is not a total"):
        extend(lost=lost)
    with pytest.raises(ModelError, match="'lost' adds to 'capx', which is not a total: did you mean 'capex'"):
        extend(lost=rule("kg", "Mass", adds_to=("capx",))(lambda heat_rejected: heat_rejected))


def test_a_line_has_the_unit_of_its_total(extend: Extend) -> None:
    extend(wrong=rule("kW", "Heat", adds_to=("equipment_mass",))(lambda heat_rejected: heat_rejected))
    with pytest.raises(ModelError, match="the rule 'equipment_mass'"):
        orbitcalc.load("google-1gw").run()


# A line of cost

licence_price = parameter(
    "20 GUSD_2025",
    "Price of licences for spectrum and orbit, once",
    low="1 GUSD_2025",
    high="40 GUSD_2025",
    bounds=("0 GUSD_2025", "1000 GUSD_2025"),
    source="assumption",
)


@rule("GUSD", "Cost of licences", label="licences", adds_to=("capex", "cost_total", "present_cost"))
def licence_cost(licence_price: Array, counts_plant: Array) -> Array:
    return licence_price * counts_plant


def test_a_line_of_cost(extend: Extend, shell: Shell) -> None:
    before = orbitcalc.load("google-1gw").run()
    extend(licence_price=licence_price, licence_cost=licence_cost)
    result = orbitcalc.load("google-1gw").run()
    for total in ("capex", "cost_total", "present_cost"):
        assert result.value(total, "GUSD_2025") == pytest.approx(before.value(total, "GUSD_2025") + 20.0, rel=1e-12)
        assert result.lines(total)[-1] == "licence_cost"
        assert sum(result.value_si(name) for name in result.lines(total)) == pytest.approx(result.value_si(total))
    growth = result.value_si("levelised_cost") / before.value_si("levelised_cost")
    assert growth == pytest.approx(1.0 + 20.0 / before.value("present_cost", "GUSD_2025"), rel=1e-12)
    assert entries(shell)["licence_cost"]["value"] == pytest.approx(20.0, rel=1e-6)
    assert "licences 20 billion USD" in " ".join(shell("run", "google-1gw", "--no-range").out.split())
    assert "licence_price" in shell("explain", "google-1gw", "licence_cost").out
    assert "licence_cost" in result.arguments("capex")
    assert result.value_si("ground_capex") == before.value_si("ground_capex")


# A constraint

reentry_mass_limit = parameter(
    "5000 t/yr",
    "Mass of satellites that may re-enter a year",
    low="1000 t/yr",
    high="20000 t/yr",
    bounds=("0.1 t/yr", "1e7 t/yr"),
    source="assumption",
)
margin_reentry = constraint(
    "re-entry",
    "mass that re-enters a year",
    "what may",
    demand="reentry_mass_rate",
    capacity="reentry_mass_limit",
    relaxed_by=(*more("reentry_mass_limit", "satellite_life"), *less("target_power")),
)


def test_a_constraint(extend: Extend, shell: Shell) -> None:
    extend(reentry_mass_limit=reentry_mass_limit, margin_reentry=margin_reentry)
    scenario = orbitcalc.load("google-1gw")
    result = scenario.run()
    margin = 1.0 - result.value("reentry_mass_rate", "t/yr") / 5000.0
    assert margin < 0.0
    assert result.value_si("margin_reentry") == pytest.approx(margin, rel=1e-12)
    assert (result.word("feasible"), result.word("binding_constraint")) == ("no", "re-entry")
    assert result.value_si("margin_least") == pytest.approx(margin, rel=1e-12)
    items = entries(shell)
    assert items["binding_constraint"]["value"] == "re-entry"
    assert items["margin_reentry"]["value"] == pytest.approx(margin, rel=1e-6)
    screen = " ".join(shell("run", "google-1gw", "--no-range").out.split())
    assert "re-entry" in screen
    assert "mass that re-enters a year" in screen
    assert "reentry_mass_rate" in shell("explain", "google-1gw", "binding_constraint", "--deep").out


def test_its_remedies_fix_it(extend: Extend) -> None:
    extend(reentry_mass_limit=reentry_mass_limit, margin_reentry=margin_reentry)
    scenario = orbitcalc.load("google-1gw").with_({"launch_growth": "1 1/yr", "stand_down": "0 day"})
    changes = remedy.nearest(scenario, scenario.run(), most=10)
    assert {"reentry_mass_limit", "target_power"} <= {change.name for change in changes}
    fixed = next(change for change in changes if change.name == "reentry_mass_limit")
    assert scenario.with_({fixed.name: fixed.value}).run().word("feasible") == "yes"


def test_where_the_condition_holds_nothing_else_changes(extend: Extend) -> None:
    before = orbitcalc.load("google-1gw").run()
    extend(reentry_mass_limit=reentry_mass_limit, margin_reentry=margin_reentry)
    result = orbitcalc.load("google-1gw").with_({"reentry_mass_limit": "1e6 t/yr"}).run()
    for name in ("binding_constraint", "feasible"):
        assert result.word(name) == before.word(name)
    assert result.value_si("margin_least") == before.value_si("margin_least")


# A word of a choice: the module that declares the choice, with one more word and its formulas

nuclear_price = parameter(
    "90 USD_2025/MWh",
    "Price of electricity from a nuclear plant under contract",
    low="70 USD_2025/MWh",
    high="130 USD_2025/MWh",
    bounds=("0 USD_2025/MWh", "1000 USD_2025/MWh"),
    source="assumption",
)


@energy.ground_energy_price.when(ground_source="nuclear")
def ground_energy_price_nuclear(nuclear_price: Array) -> Array:
    return nuclear_price


@pytest.fixture
def nuclear(monkeypatch: pytest.MonkeyPatch) -> Graph:
    """The model with a word more for `ground_source`, in the module of the ground twin's energy."""
    words = (*energy.ground_source.words, "nuclear")
    edited = vars(energy) | {
        "ground_source": choice(*words, meaning=energy.ground_source.meaning),
        "nuclear_price": nuclear_price,
        "ground_energy_price_nuclear": ground_energy_price_nuclear,
    }
    modules = tuple(module_of(part.__name__, edited) if part is energy else part for part in ground.MODULES)
    group = module_of("ground", {"MODULES": modules})
    graph = Graph(group if member is ground else member for member in model.groups())
    monkeypatch.setattr(model, "graph", lambda: graph)
    return graph


def test_a_word_of_a_choice(nuclear: Graph, shell: Shell) -> None:
    grid = orbitcalc.load("google-1gw").run()
    result = orbitcalc.load("google-1gw").with_({"ground_source": "nuclear"}).run()
    assert result.value("ground_energy_price", "USD_2025/MWh") == pytest.approx(90.0, rel=1e-12)
    ratio = result.value_si("ground_energy_rate") / grid.value_si("ground_energy_rate")
    expected = result.value("nuclear_price", "USD_2025/kWh") / grid.value("electricity_price", "USD_2025/kWh")
    assert ratio == pytest.approx(expected, rel=1e-12)
    assert result.value_si("ground_source_cost") == 0.0  # the formula without a word
    assert "nuclear_price" in result.inputs_of("ground_levelised_cost")
    assert "electricity_price" not in result.inputs_of("ground_levelised_cost")
    chosen = ("-s", "ground_source=nuclear")
    assert entries(shell, *chosen)["ground_source"]["value"] == "nuclear"
    assert "nuclear_price" in shell("explain", "google-1gw", "ground_energy_price", *chosen).out
    assert "nuclear_price" not in shell("explain", "google-1gw", "ground_energy_price").out
    assert "nuclear" in json.dumps(schema.schema()["definitions"]["ground_source"])
    with pytest.raises(ScenarioError, match="'nucler' is not one of grid, gas, solar-storage, nuclear"):
        orbitcalc.load("google-1gw").with_({"ground_source": "nucler"})


def test_the_existing_words_give_the_same_results(nuclear: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    with_word = {name: orbitcalc.load("google-1gw").with_({"ground_source": name}).run() for name in ("grid", "gas")}
    monkeypatch.undo()
    for name, result in with_word.items():
        before = orbitcalc.load("google-1gw").with_({"ground_source": name}).run()
        for total in ("ground_capex", "ground_levelised_cost", "cost_ratio"):
            np.testing.assert_equal(result.value_si(total), before.value_si(total))
