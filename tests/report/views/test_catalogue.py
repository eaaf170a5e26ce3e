"""Scenarios, catalogue entries, sources, settings and the schema as documents."""

from __future__ import annotations

import tomllib

import pytest

import orbitcalc
from orbitcalc import catalog
from orbitcalc.document import Document, Heading, Paragraph, Table
from orbitcalc.document.renderers import render
from orbitcalc.report.views.catalogue import (
    all_sources_document,
    entries_document,
    entry_document,
    scenario_document,
    scenarios_document,
    schema_document,
)
from orbitcalc.scenario.schema import schema


def records(document: Document) -> list[dict[str, object]]:
    assert document.rows is not None
    return document.rows().records()


def table_of(document: Document) -> Table:
    (table,) = (block for block in document.blocks() if isinstance(block, Table))
    return table


def test_every_scenario_is_listed_once_with_its_question() -> None:
    rows = records(scenarios_document())
    assert sorted(str(row["name"]) for row in rows) == sorted(orbitcalc.scenarios())
    assert [(row["group"], row["name"]) for row in rows] == sorted((row["group"], row["name"]) for row in rows)
    for row, record in zip(rows, table_of(scenarios_document()).records(), strict=True):
        assert str(row["question"]).rstrip(".") in record["about"]


@pytest.mark.parametrize("table", catalog.tables())
def test_every_entry_of_a_table_is_listed_and_shown_in_full(table: str) -> None:
    rows = records(entries_document(table))
    assert [row["name"] for row in rows] == list(catalog.names(table))
    for name in catalog.names(table):
        entry = catalog.entry(table, name)
        document = entry_document(table, name)
        assert document.blocks()[0] == Heading(entry.title, 1)
        assert any(isinstance(block, Paragraph) for block in document.blocks()) == bool(entry.status)
        for row, record in zip(records(document), table_of(document).records(), strict=True):
            value = entry.values[str(row["name"])]
            assert (row["value"], row["source"]) == (value.value, list(value.source))
            assert record["value"] == (value.value or "not published")
            for key in value.source:
                assert str(catalog.sources()[key]["title"]) in record["basis"]


def test_every_source_is_listed_with_its_title() -> None:
    rows = records(all_sources_document())
    assert {str(row["key"]): row["title"] for row in rows} == {
        key: str(about["title"]) for key, about in catalog.sources().items()
    }
    assert all(str(row["title"]) in record["reference"] for row, record in zip(rows, _shown_sources(), strict=True))


def _shown_sources() -> list[dict[str, str]]:
    return table_of(all_sources_document()).records()


def test_a_scenario_shows_what_its_layers_give_or_everything() -> None:
    scenario = orbitcalc.load("google-1gw").with_({"horizon": "12 yr"})
    few, all_of_them = table_of(scenario_document(scenario)), table_of(scenario_document(scenario, everything=True))
    assert {row[0] for row in few.rows} == set(scenario.given)
    assert {row[0] for row in all_of_them.rows} == set(scenario.settings)
    assert ["horizon", "12 yr"] in [row[:2] for row in few.rows]


def test_a_distribution_is_shown_with_its_numbers_in_order_and_their_unit() -> None:
    text = "{dist = 'triangular', low = '100 USD_2025/kg', mode = '200 USD_2025/kg', high = '1500 USD_2025/kg'}"
    scenario = orbitcalc.scenario.load_text(f'extends = "baseline"\nlaunch_price = {text}\n')
    row = next(row for row in table_of(scenario_document(scenario)).records() if row["name"] == "launch_price")
    assert "Distribution: triangular, low 100, mode 200, high 1,500 USD_2025/kg." in row["origin"]


def test_the_file_of_a_scenario_is_toml_that_gives_the_same() -> None:
    scenario = orbitcalc.load("nasa-otps-rd1")
    text = render(scenario_document(scenario), "toml")
    assert tomllib.loads(text)["title"] == scenario.title
    assert orbitcalc.scenario.load_text(text).digest == scenario.digest


def test_the_schema_is_its_own_data_and_lists_every_key() -> None:
    whole = schema()
    document = schema_document(whole)
    assert document.data is not None
    assert document.data() is whole
    assert [row[0] for row in table_of(document).rows] == list(whole["properties"])
