"""The tree from a figure down to its inputs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import orbitcalc
from orbitcalc.report.document import Document, Tree
from orbitcalc.report.renderers import Medium, render
from orbitcalc.report.views.derivation import explanation_document
from orbitcalc.result import Result


@pytest.fixture(scope="module")
def result() -> Result:
    return orbitcalc.load("google-1gw").run()


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


def test_the_tree_holds_what_the_figure_was_computed_from(result: Result) -> None:
    every = list(nodes(root_of(explanation_document(result, "capex", None, {}))))
    assert {node["name"] for node in every} == set(result.upstream("capex")) | {"capex"}
    for node in every:
        if "from" in node:
            assert [branch["name"] for branch in node["from"]] == list(result.arguments(node["name"]))


def test_data_rows_and_lines_hold_the_same_nodes_in_the_same_order(result: Result) -> None:
    document = explanation_document(result, "satellites_required", None, {})
    names = [node["name"] for node in nodes(root_of(document))]
    assert document.rows is not None
    assert [row["name"] for row in document.rows().records()] == names
    assert [head.partition(" = ")[0] for head in heads(tree_of(document))] == names


def test_a_depth_cuts_the_tree_and_says_how_much_is_below(result: Result) -> None:
    root = root_of(explanation_document(result, "satellites_required", 1, {}))
    cut = [branch for branch in root["from"] if "below" in branch]
    assert cut
    for branch in cut:
        assert branch["below"] == len(result.arguments(branch["name"]))
        assert "from" not in branch
    text = render(explanation_document(result, "satellites_required", 1, {}), "table", Medium(1000))
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


def test_a_formula_names_the_words_that_it_is_for(result: Result) -> None:
    every = list(nodes(root_of(explanation_document(result, "capex", None, {}))))
    chosen = [node for node in every if "when" in node]
    assert chosen
    for node in chosen:
        for choice, words in node["when"].items():
            assert result.word(choice) in words.split(" or ")


def test_a_figure_without_a_value_says_why() -> None:
    unknown = orbitcalc.load("google-1gw").with_({"vehicle": "long-march-9"}).run()
    tree = tree_of(explanation_document(unknown, "capex", 0, {}))
    assert f"No value: {unknown.status('capex')}" in tree.text
