"""No parameter without unit, range, meaning and source; no catalogue value without a use."""

from collections.abc import Mapping
from itertools import product

import numpy as np
import pytest

from orbitcalc import catalog, model, units
from orbitcalc.graph import Choice, Parameter, Rule, Selection
from orbitcalc.scenario import load_text
from orbitcalc.scenario.resolution import range_of
from tests.rows import for_each

GRAPH = model.graph()
OWN = {name: parameter for name, parameter in GRAPH.of(Parameter).items() if not parameter.catalogue}
CATALOGUED = {name: parameter for name, parameter in GRAPH.of(Parameter).items() if parameter.catalogue}
SELECTIONS: Mapping[str, Selection] = GRAPH.of(Selection)


def known(source: str) -> bool:
    return source in catalog.sources() or source in ("assumption", "inferred")


def entries() -> list[tuple[str, str]]:
    return [(table, name) for table in catalog.tables() for name in catalog.names(table)]


# Parameters with a default of their own


@for_each("name", OWN)
def test_a_parameter_has_meaning_unit_range_and_source(name: str) -> None:
    parameter = OWN[name]
    assert parameter.meaning
    assert not parameter.meaning.endswith(".")
    assert parameter.unit_text
    value, low, high = parameter.si(parameter.default), parameter.si(parameter.low), parameter.si(parameter.high)
    assert low <= value <= high
    floor, ceiling = parameter.limits
    assert floor <= low
    assert high <= ceiling
    assert known(parameter.source), parameter.source
    assert parameter.source != "assumption" or parameter.note or parameter.role == "constant", "a guess says why"
    assert parameter.role in ("uncertainty", "lever", "constant")
    if parameter.role == "uncertainty":
        assert low < high, "what is uncertain has a width"
    if parameter.shape == "loguniform":
        assert low > 0.0


@for_each("name", OWN)
def test_every_text_of_a_declaration_has_the_same_dimension(name: str) -> None:
    parameter = OWN[name]
    for text in (parameter.default, parameter.low, parameter.high, *parameter.bounds):
        if text:
            assert units.declared(units.split(text)[1]).dimension == parameter.unit.dimension, text


@for_each("name", [name for name, parameter in GRAPH.of(Parameter).items() if parameter.role != "constant"])
def test_a_parameter_that_may_be_set_has_hard_bounds(name: str) -> None:
    floor, ceiling = GRAPH.of(Parameter)[name].limits
    assert -np.inf < floor < ceiling < np.inf


# Catalogued parameters


@for_each(("table", "entry"), entries())
def test_an_entry_speaks_for_every_parameter_of_its_table(table: str, entry: str) -> None:
    """With a value or with the reason why there is none."""
    values = catalog.entry(table, entry).values
    names = {name for name, parameter in CATALOGUED.items() if parameter.catalogue == table}
    assert names <= set(values)


EXTRA = frozenset(
    ("fairing_diameter", "flight_propellant", "flight_alumina", "launch_marginal_cost", "flights_per_vehicle")
)
"""What a catalogue file says beyond the model, for its reader."""


@for_each(("table", "entry"), entries())
def test_what_an_entry_gives_is_read_by_the_model(table: str, entry: str) -> None:
    unread = {name for name in catalog.entry(table, entry).values if name not in GRAPH}
    assert unread <= EXTRA, "a misspelt variable, or further information to be listed in EXTRA"


@for_each(("table", "entry"), entries())
def test_a_catalogued_value_fits_its_declaration(table: str, entry: str) -> None:
    for name, datum in catalog.entry(table, entry).values.items():
        if name not in GRAPH or datum.missing:
            continue
        variable = GRAPH[name]
        texts = [text for text in (datum.low, datum.value, datum.high) if text]
        values = []
        for text in texts:
            number, unit_text = units.split(text)
            assert units.unit(unit_text).dimension == variable.unit.dimension, f"{name}: {text}"
            values.append(units.unit(unit_text).to_si(number))
        assert values == sorted(values), f"{name}: {texts}"
        if isinstance(variable, Parameter):
            floor, ceiling = variable.limits
            assert floor <= values[0], f"{name}: {texts[0]}"
            assert values[-1] <= ceiling, f"{name}: {texts[-1]}"
        assert all(known(source) for source in datum.source), f"{name}: {datum.source}"
        if "assumption" in datum.source:
            assert datum.note, f"{name}: a guess says why"


def test_every_table_is_selected_and_every_default_entry_exists() -> None:
    assert {selection.table for selection in SELECTIONS.values()} == set(catalog.tables())
    for selection in SELECTIONS.values():
        assert selection.default in catalog.names(selection.table)
        assert {parameter.catalogue for parameter in CATALOGUED.values()} <= {one.table for one in SELECTIONS.values()}


def test_what_a_selection_supersedes_exists() -> None:
    for selection in SELECTIONS.values():
        assert set(selection.supersedes) <= set(GRAPH)


RATINGS = frozenset(
    (
        "accelerator_power",
        "accelerator_performance",
        "reactor_mass_fixed",
        "reference_altitude",
        "reference_inclination",
        "upper_stage_specific_impulse",
    )
)
"""What a maker states of a product, and the orbit a payload is quoted for: they are what they are."""


def test_every_catalogued_uncertainty_of_a_default_entry_has_a_range() -> None:
    settings = load_text("").settings
    without = [
        name
        for name, parameter in CATALOGUED.items()
        if parameter.role == "uncertainty"
        and not settings[name].missing
        and range_of(GRAPH, settings, name) is None
        and name not in RATINGS
    ]
    assert without == []


# Rules and choices


def test_a_rule_has_a_meaning_and_a_unit_that_differs_from_its_name() -> None:
    for name, rule in GRAPH.of(Rule).items():
        assert rule.meaning, name
        assert not rule.meaning.endswith("."), name
        assert not any(name.endswith(f"_{unit}") for unit in ("kg", "km", "usd", "kw", "mw", "gw", "pct")), name


def test_no_two_formulas_of_a_rule_fit_equally_well() -> None:
    """Which of them were taken would hang on the order of lines in a file."""
    choices = GRAPH.of(Choice)
    unclear = []
    for name, rule in GRAPH.of(Rule).items():
        keys = rule.choices
        for picked in product(*(choices[key].words for key in keys)):
            chosen = dict(zip(keys, picked, strict=True))
            fitting = [f for f in rule.formulas if all(chosen[key] in words for key, words in f.when)]
            best = max(len(formula.when) for formula in fitting)
            if sum(len(formula.when) == best for formula in fitting) > 1:
                unclear.append(f"{name} under {chosen}")
    assert unclear == []


def test_every_choice_is_read_by_a_formula() -> None:
    read = {key for rule in GRAPH.of(Rule).values() for formula in rule.formulas for key, _ in formula.when}
    assert set(GRAPH.of(Choice)) == read


def test_every_parameter_is_read_by_a_rule() -> None:
    read = {name for rule in GRAPH.of(Rule).values() for formula in rule.formulas for name in formula.arguments}
    assert set(GRAPH.of(Parameter)) - read == set()


def test_the_names_that_others_rely_on_exist() -> None:
    """The contract of the design, with the dimension of its unit."""
    contract = """
        target_power W; it_power_per_satellite W; altitude m; inclination rad; orbital_period s;
        eclipse_fraction_mean 1; eclipse_fraction_max 1; sunlit_fraction 1;
        eclipse_compute_share 1; duty_fraction 1; availability 1;
        satellites_nameplate 1; satellites_active 1; satellites_spare 1; satellites_required 1; satellite_dry_mass kg;
        satellite_wet_mass kg; fleet_mass kg; specific_power W/kg; array_area m^2; array_mass kg; battery_mass kg;
        radiator_net_flux W/m^2; radiator_area m^2; radiator_mass kg; compute_mass kg; shield_mass kg;
        structure_mass kg; propellant_mass kg; payload_to_orbit kg; satellites_per_launch 1; launches_to_deploy 1;
        replacement_launch_rate 1/s; launch_rate 1/s; launch_price USD/kg; launch_price_learning 1; deployment_time s;
        sustainable_power W; power_online W; satellite_cost_first USD; satellite_cost_mean USD; capex USD;
        opex_rate USD/s; cost_total USD; cost_per_watt USD/W; launched_power_price USD/W/s; levelised_cost USD/J;
        ground_levelised_cost USD/J; ground_capex USD; cost_ratio 1; discount_rate 1/s; satellite_life s;
        accelerator_life s; horizon s; launch_emissions kg; feasible 1; binding_constraint 1
    """
    for item in contract.split(";"):
        name, unit = item.split()
        assert GRAPH[name].unit.dimension == units.declared(unit).dimension, name
    assert {"orbit_kind", "launch_billing", "cost_boundary"} <= set(GRAPH.of(Choice))
    assert "vehicle" in SELECTIONS


def test_the_count_of_what_is_declared(capsys: pytest.CaptureFixture[str]) -> None:
    """Printed, so that a reader of the log sees how much stands on assumption; nothing may be left without source."""
    guesses = sum(parameter.source == "assumption" for parameter in OWN.values() if parameter.role != "constant")
    values = [datum for table, name in entries() for datum in catalog.entry(table, name).values.values()]
    missing = sum(bool(datum.missing) for datum in values)
    unsourced = [name for name, parameter in OWN.items() if not parameter.source]
    with capsys.disabled():
        print(  # noqa: T201
            f"\n{len(OWN)} parameters with a default ({guesses} assumptions), {len(CATALOGUED)} from the catalogue, "
            f"{len(GRAPH.of(Rule))} rules, {len(GRAPH.of(Choice))} choices; {len(values)} catalogue values "
            f"in {len(entries())} entries ({missing} not published), {len(catalog.sources())} sources"
        )
    assert unsourced == []
    assert len(OWN) + len(CATALOGUED) == len(GRAPH.of(Parameter))
