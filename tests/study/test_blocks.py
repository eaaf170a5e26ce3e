"""Blocks of documents as plain data."""

import json

import pytest

from orbitcalc.charts.chart import Chart
from orbitcalc.document import Block, Facts, Files, Heading, Section, Table, Tree
from orbitcalc.document.renderers import render
from orbitcalc.study.blocks import KINDS, blocks_of, plain
from tests.cli.documents import document_of
from tests.rows import for_each


@for_each(
    "block",
    [
        Heading("A", 3),
        Facts([("a", "b"), ("c", "d")]),
        Tree("a", "b", [Tree("c"), Tree("d", "e")]),
        Table(("a", "b"), [[1, None], [0.1, "x"], [True, float("inf")]], right=frozenset("a"), meanings={"a": "of a"}),
        Table(("a",), [], exact=Table(("a",), [["x"]]), file="x"),
        Section("A", [Chart("t", "d", "<svg/>", "x.svg"), Files([("a", "b")])], "key"),
    ],
)
def test_a_block_comes_back_as_it_was(block: Block) -> None:
    data = json.loads(json.dumps(plain(block)))
    (again,) = blocks_of([data])
    assert type(again) is type(block)
    assert plain(again) == plain(block)


@pytest.mark.parametrize(
    "command", ["run google-1gw", "bridge google-1gw baseline --of array_area", "explain google-1gw array_area"]
)
def test_the_blocks_of_a_document_draw_the_same_after_it(command: str) -> None:
    from dataclasses import replace

    document = document_of(*command.split())
    again = blocks_of(json.loads(json.dumps([plain(block) for block in document.drawn()])))
    for name in ("table", "md", "html"):
        assert render(replace(document, blocks=lambda: again, notes=()), name) == render(document, name)


@pytest.mark.parametrize("data", [{"block": "Nothing"}, {"block": "Heading", "size": 3}, {"a": 1}])
def test_what_is_no_block_is_refused(data: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError)):
        blocks_of([data])


def test_there_is_no_plain_form_of_an_object() -> None:
    with pytest.raises(TypeError, match="no plain form of a object"):
        plain(object())
    assert {"Heading", "Table", "Chart", "Section", "Files"} <= set(KINDS)
