"""The tree from a figure down to its inputs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

import orbitcalc
from orbitcalc import units
from orbitcalc.document import Document, Tree
from orbitcalc.document.renderers import Medium, render
from orbitcalc.report.views.explanation import explanation_document
from orbitcalc.result import Result
from tests import shipped


@pytest.fixture(scope="module")
def result() -> Result:
    return shipped.result("google-1gw")


@pytest.fixture(scope="module")
def capex(result: Result) -> list[dict[str, Any]]:
    """The nodes of a figure that much is computed from, itself first."""
    return list(nodes(root_of(explanation_document(result, "capex", None, {}))))


def tree_of(document: Document) -> Tree:
    (tree,) = document.blocks()
    assert isinstance(tree, Tree)
    return tree


def root_of(document: Document) -> dict[str, Any]:
    assert document.data is not None
    root: dict[str, Any] = document.data()["tree"]
    return root


def nodes(root: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield root
    for branch in root.get("from", ()):
        yield from nodes(branch)


def heads(tree: Tree) -> Iterator[str]:
    yield tree.head
    for branch in tree.branches:
        yield from heads(branch)


def test_the_tree_holds_what_the_figure_was_computed_from(result: Result, capex: list[dict[str, Any]]) -> None:
    assert {node["name"] for node in capex} == set(result.upstream("capex")) | {"capex"}
    for node in capex:
        if "from" in node:
            assert [branch["name"] for branch in node["from"]] == list(result.arguments(node["name"]))


def test_data_rows_and_lines_hold_the_same_nodes_in_the_same_order(result: Result) -> None:
    document = explanation_document(result, "radiator_area", None, {})
    names = [node["name"] for node in nodes(root_of(document))]
    assert document.rows is not None
    assert [row["name"] for row in document.rows().records()] == names
    assert [head.partition(" = ")[0] for head in heads(tree_of(document))] == names


def test_a_depth_cuts_the_tree_and_says_how_much_is_below(result: Result) -> None:
    root = root_of(explanation_document(result, "array_area", 1, {}))
    cut = [branch for branch in root["from"] if "below" in branch]
    assert cut
    for branch in cut:
        assert branch["below"] == len(result.arguments(branch["name"]))
        assert "from" not in branch
    text = render(explanation_document(result, "array_area", 1, {}), "table", Medium(1000))
    assert f"from {cut[0]['below']} variables not shown at this depth" in text


def test_a_value_is_shown_in_the_unit_asked_for(result: Result) -> None:
    tree = tree_of(explanation_document(result, "fleet_mass", 0, {"fleet_mass": "kg"}))
    assert tree.head.startswith("fleet_mass = ")
    assert tree.head.endswith(" kg")


def test_a_given_value_names_its_origin_its_source_and_its_note() -> None:
    entry = {"value": "700 km", "source": ["suncatcher"], "locator": "table 2", "note": "as flown"}
    scenario = orbitcalc.load({"extends": "google-1gw", "altitude": entry})
    text = tree_of(explanation_document(scenario.run(), "altitude", None, {})).text
    assert "Given by " in text
    assert "scalable AI infrastructure system design (table 2)." in text
    assert text.endswith("As flown.")


def test_a_formula_names_the_words_that_it_is_for(result: Result, capex: list[dict[str, Any]]) -> None:
    chosen = [node for node in capex if "when" in node]
    assert chosen
    for node in chosen:
        for choice, words in node["when"].items():
            assert result.word(choice) in words.split(" or ")


def test_a_figure_without_a_value_says_why() -> None:
    unknown = orbitcalc.load("google-1gw").with_({"vehicle": "long-march-9"}).run()
    tree = tree_of(explanation_document(unknown, "capex", 0, {}))
    assert f"No value: {unknown.status('capex')}" in tree.text


def node_of(result: Result, name: str) -> dict[str, Any]:
    return root_of(explanation_document(result, name, 0, {}))


def test_the_formula_stands_with_its_numbers(result: Result) -> None:
    node = node_of(result, "satellites_nameplate")
    assert node["equation"] == "target_power / it_power_per_satellite"
    assert node["numbers"] == "1 GW / 100 kW"
    text = tree_of(explanation_document(result, "satellites_nameplate", 0, {})).text
    assert text.startswith("Formula: target_power / it_power_per_satellite = 1 GW / 100 kW. Plain division")


def test_the_unit_of_a_sum_is_written_once(capex: list[dict[str, Any]]) -> None:
    assert re.fullmatch(r"[\d.]+( \+ [\d.]+){5} GUSD_2025", capex[0]["numbers"])


def test_values_stand_in_the_units_asked_for(result: Result) -> None:
    document = explanation_document(result, "satellites_nameplate", 0, {"target_power": "MW"})
    assert root_of(document)["numbers"] == "1,000 MW / 100 kW"


def test_a_variable_that_only_has_another_s_value_says_so(result: Result) -> None:
    tree = tree_of(explanation_document(result, "satellites_required", 0, {}))
    assert tree.text.startswith("The same as satellites_sufficient. ")


def test_a_long_formula_names_its_place_instead(result: Result) -> None:
    node = node_of(result, "satellites_in_place_mean")
    assert node["equation"] == node["numbers"] == ""
    assert f"({node['formula']})" in tree_of(explanation_document(result, "satellites_in_place_mean", 0, {})).text


def test_a_series_is_shown_by_its_least_and_its_most(result: Result) -> None:
    values = result.value("power_online")
    shown = node_of(result, "power_online")["shown"]
    low, high = (units.number(float(end), 4) for end in (values.min(), values.max()))
    assert shown == f"{low} to {high} GW"
    assert node_of(result, "power_online")["numbers"].startswith("[")


def test_what_matters_most_is_named_with_its_range_and_its_change(result: Result) -> None:
    node = node_of(result, "radiator_area")
    assert node["by_range"]
    first = node["matters_most"][0]
    assert f"{first['name']} {first['change']} (" in tree_of(explanation_document(result, "radiator_area", 0, {})).text
    assert first["change"].endswith(" m^2")


def test_without_ranges_one_percent_is_what_an_input_moves(result: Result) -> None:
    node = node_of(result, "satellites_nameplate")
    assert not node["by_range"]
    assert {item["name"]: item["change"] for item in node["matters_most"]} == {
        "target_power": "+100",
        "it_power_per_satellite": "-100",
    }


@pytest.mark.parametrize("name", ["feasible", "power_online", "altitude", "vehicle"])
def test_words_series_and_given_values_have_no_slopes(result: Result, name: str) -> None:
    assert "matters_most" not in node_of(result, name)


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.long)])
def test_every_variable_is_explained(result: Result, every: int) -> None:
    for name in result.scenario.graph.with_role("sweep")[::every]:
        assert tree_of(explanation_document(result, name, 2, {})).head.startswith(f"{name} = ")
