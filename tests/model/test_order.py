"""Groups in the order data flows: what a rule needs stands in its own group or in an earlier one."""

import sys
from pathlib import Path

import pytest

from orbitcalc import model
from orbitcalc.graph import Rule

MOST = 5
"""Edges against the order that are allowed."""


def against_the_order() -> list[str]:
    """Each argument, and each choice that picks a formula, of a group after that of its rule."""
    graph = model.graph()
    place = {group: index for index, group in enumerate(model.GROUPS)}
    edges = []
    for rule in graph.of(Rule).values():
        arguments = (name for formula in rule.formulas for name in formula.arguments)
        later = {name for name in (*arguments, *rule.choices) if place[graph[name].group] > place[rule.group]}
        edges += [f"{rule.group}.{rule.name} needs {graph[name].group}.{name}" for name in sorted(later)]
    return edges


def test_few_edges_run_against_the_order_of_the_groups(capsys: pytest.CaptureFixture[str]) -> None:
    edges = against_the_order()
    with capsys.disabled():
        sys.stdout.write("\n".join(["", f"edges against the order of the groups: {len(edges)}", *edges, ""]))
    assert len(edges) <= MOST


def test_the_graph_holds_the_variables_group_by_group() -> None:
    groups = [variable.group for variable in model.graph().values()]
    assert list(dict.fromkeys(groups)) == list(model.GROUPS)
    assert groups == sorted(groups, key=list(model.GROUPS).index)


def test_a_group_that_is_a_package_lists_all_its_modules() -> None:
    packages = [group for group in model.groups() if hasattr(group, "__path__")]
    assert packages
    for package in packages:
        files = {path.stem for folder in package.__path__ for path in Path(folder).glob("*.py")} - {"__init__"}
        assert {part.__name__.rpartition(".")[2] for part in package.MODULES} == files


def test_every_group_has_a_name_of_its_own_in_a_sentence() -> None:
    assert set(model.GROUPS) == {variable.group for variable in model.graph().values()}
    assert all(model.GROUPS.values())
    assert len(set(model.GROUPS.values())) == len(model.GROUPS)
