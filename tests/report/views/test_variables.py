"""The variables of a result and of the model as documents."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

import orbitcalc
from orbitcalc import catalog, model, units
from orbitcalc.document import Document, Reference, References, Section, Table
from orbitcalc.graph import Choice, Parameter, Rule, Selection
from orbitcalc.report.views.explanation import basis_text, exact_sources, source_text, sources_document
from orbitcalc.report.views.variables import parameters_document, result_data, variables_document, years_document
from orbitcalc.result import Result


@pytest.fixture(scope="module")
def result() -> Result:
    return orbitcalc.load("google-1gw").run()


@pytest.fixture(scope="module")
def unknown() -> Result:
    return orbitcalc.load("google-1gw").with_({"vehicle": "long-march-9"}).run()


def rows_of(document: Document) -> Table:
    assert document.rows is not None
    return document.rows()


def test_people_see_every_variable_once_under_its_group(result: Result) -> None:
    graph = result.scenario.graph
    sections = variables_document(result, {}).blocks()
    titles: dict[str, str] = {}
    for section in sections:
        assert isinstance(section, Section)
        (table,) = section.blocks
        assert isinstance(table, Table)
        titles |= {str(name): section.title for name, *_ in table.rows}
    assert titles == {name: variable.group for name, variable in graph.items()}


def test_csv_has_every_variable_of_one_value_exact(result: Result) -> None:
    rows = rows_of(variables_document(result, {"fleet_mass": "kg"})).records()
    assert [row["name"] for row in rows] == [name for name in result.scenario.graph if not result.is_series(name)]
    for row in rows:
        if isinstance(row["value"], float):
            si = units.unit(row["unit"]).to_si(row["value"])
            assert si == pytest.approx(result.value_si(row["name"]), rel=1e-12)
    mass = next(row for row in rows if row["name"] == "fleet_mass")
    assert (mass["unit"], mass["value"]) == ("kg", pytest.approx(result.value_si("fleet_mass"), rel=1e-12))


def test_a_gap_has_its_reason(unknown: Result) -> None:
    rows = rows_of(variables_document(unknown, {})).records()
    gaps = [row for row in rows if row["value"] is None]
    assert gaps
    assert all(row["status"] for row in gaps)


def test_json_holds_the_result_with_its_sources(result: Result) -> None:
    data = result_data(result, {})
    named = {key for item in (*data["inputs"], *data["outputs"]) for key in item["source"]}
    assert set(data["sources"]) == named
    assert data["sources"]["boule-wgs84"]["title"] == catalog.sources()["boule-wgs84"]["title"]


def test_years_follow_one_another_and_each_series_keeps_its_unit(result: Result) -> None:
    table = rows_of(years_document(result, {"power_online": "MW"}))
    years = [row["year"] for row in table.records()]
    assert years == [years[0] + index for index in range(len(years))]
    assert years[0] == result.value("first_launch")
    column = [row["power_online [MW]"] for row in table.records()]
    assert np.allclose(np.array(column) * 1e6, result.value_si("power_online"), rtol=1e-12)
    assert set(table.meanings) == set(table.columns)


def test_people_see_the_years_in_few_columns(result: Result) -> None:
    (table,) = years_document(result, {}).blocks()
    assert isinstance(table, Table)
    assert len(table.columns) < len(rows_of(years_document(result, {})).columns)
    assert len(table.rows) == len(rows_of(years_document(result, {})).rows)


def test_years_without_a_value_are_empty_in_data(unknown: Result) -> None:
    cells = [cell for row in rows_of(years_document(unknown, {})).rows for cell in row]
    assert all(cell is None or math.isfinite(cell) for cell in cells)


def test_each_source_is_listed_with_the_inputs_that_rest_on_it(result: Result) -> None:
    (listed,) = sources_document(result).blocks()
    assert isinstance(listed, References)
    exact = exact_sources(result).records()
    assert [item.key for item in listed.items] == [row["key"] for row in exact]
    for item, row in zip(listed.items, exact, strict=True):
        assert isinstance(item, Reference)
        assert all(name in item.uses for name in row["names"])
        assert row["inputs"] == len(row["names"])
    assert set().union(*(row["names"] for row in exact)) == {
        name for name in result.inputs_of(*result.scenario.graph.headline) if result.scenario[name].source
    }


def test_sources_of_one_figure_are_those_of_its_inputs(result: Result) -> None:
    rows = exact_sources(result, "orbital_period").records()
    names = {name for row in rows for name in row["names"]}
    assert names == set(result.inputs_of("orbital_period"))


def test_the_basis_counts_every_input_of_a_figure(result: Result) -> None:
    inputs = result.inputs_of("orbital_period")
    assert basis_text(result, "orbital_period").startswith(f"{len(inputs)} input")
    shares = [int(share) for share in re.findall(r"(\d+)\u00a0%", basis_text(result))]
    assert sum(shares) == 100
    assert len(shares) >= 4


def test_an_address_is_that_of_the_source_or_of_its_doi() -> None:
    for key, about in catalog.sources().items():
        text, address = source_text(key)
        assert str(about["title"]) in text
        assert address in (about.get("url", ""), f"https://doi.org/{about.get('doi', '')}")
    assert source_text("no such source") == ("", "")


def test_every_parameter_has_its_default_and_range_in_its_unit() -> None:
    graph = model.graph()
    variables = [item for item in graph.values() if not isinstance(item, Rule)]
    rows = {row["name"]: row for row in rows_of(parameters_document(graph, variables)).records()}
    assert set(rows) == {item.name for item in variables}
    for name, parameter in graph.of(Parameter).items():
        row = rows[name]
        if not parameter.catalogue and parameter.default:
            si = units.declared(parameter.unit_text).to_si(row["default"])
            assert si == pytest.approx(parameter.si(parameter.default), rel=1e-12)
            assert (row["low"] is None) == (not parameter.low)
    for name, item in graph.of(Choice).items():
        assert rows[name]["words"] == list(item.words)
    for name, item in graph.of(Selection).items():
        assert rows[name]["words"] == list(catalog.names(item.table))


def test_a_catalogued_parameter_shows_the_default_entry() -> None:
    graph = model.graph()
    row = rows_of(parameters_document(graph, [graph["payload_reference"]])).records()[0]
    value = catalog.entry("vehicles", graph.of(Selection)["vehicle"].default).values["payload_reference"]
    assert f"{row['default']:g} {row['unit']}" == value.value
    assert row["source"] == list(value.source)
