"""From modules to variables: what is taken, what is joined, and what is refused."""

from types import ModuleType
from typing import Any

import pytest

from orbitcalc import model
from orbitcalc.errors import ModelError
from orbitcalc.graph import Graph, Rule, choice, total
from tests.graph.toy import a_rule, group, length


def test_a_name_declared_twice_names_both_places() -> None:
    with pytest.raises(ModelError, match="'side' is declared in first and again in second"):
        Graph([group("first", side=length()), group("second", side=length())])


def test_private_names_and_other_objects_are_left_out() -> None:
    graph = Graph([group("toy", side=length(), _side=length(), helper=len, number=3.0)])
    assert list(graph) == ["side"]
    assert graph["side"].group == "toy"


def test_a_rule_is_hashable_and_a_copy_shares_nothing() -> None:
    """The same declaration in two graphs: what one of them adds, the other does not have."""
    area = a_rule(lambda side: side**2, "m^2")
    disc = area.when(shape="disc")(lambda side: 3.0 * side**2)
    shape = choice("square", "disc", meaning="a word")
    plain = Graph([group("toy", side=length(), shape=shape, area=area)])
    both = Graph([group("toy", side=length(), shape=shape, area=area, disc=disc)])
    assert [len(graph.of(Rule)["area"].formulas) for graph in (plain, both)] == [1, 2]
    assert len(area.formulas) == 1
    assert len({hash(variable) for variable in model.graph().values()}) == len(model.graph())


def package(*modules: ModuleType) -> ModuleType:
    """A group that is a package of modules."""
    return group("rooms", MODULES=modules)


def test_the_modules_of_a_package_are_one_group_in_their_order() -> None:
    first, second = group("first", side=length()), group("second", area=a_rule(lambda side: side**2, "m^2"))
    graph = Graph([package(second, first)])
    assert list(graph) == ["area", "side"]
    assert {variable.group for variable in graph.values()} == {"rooms"}


def test_what_a_module_imports_from_another_is_declared_once() -> None:
    area = a_rule(lambda side: side**2, "m^2")
    disc = area.when(shape="disc")(lambda side: 3.0 * side**2)
    shape = choice("square", "disc", meaning="a word")
    first = group("first", side=length(), shape=shape, area=area)
    graph = Graph([package(first, group("second", area=area, disc=disc))])
    assert list(graph) == ["side", "shape", "area"]
    assert [formula.when for formula in graph.of(Rule)["area"].formulas] == [(), (("shape", ("disc",)),)]


def test_two_modules_of_a_package_may_not_declare_the_same_name() -> None:
    with pytest.raises(ModelError, match="'side' is declared in rooms and again in rooms"):
        Graph([package(group("first", side=length()), group("second", side=length()))])


def edges() -> dict[str, Any]:
    """Two lines of a total, by hand 2 m + 6 m."""
    return {
        "side": length(),
        "short": a_rule(lambda side: side, "m", adds_to=("edge",)),
        "long": a_rule(lambda side: 3.0 * side, "m", adds_to=("edge",)),
        "edge": total("m", "a sum of lengths"),
    }


def test_a_total_is_the_sum_of_the_lines_that_add_to_it() -> None:
    graph = Graph([group("toy", **edges())])
    assert graph.of(Rule)["edge"].formulas[0].lines == ("short", "long")
    assert graph.plan(["edge"], {"side"}, {}).evaluate({"side": 2.0}) == {"edge": 8.0}


def test_a_line_of_another_module_joins_after_those_before_it() -> None:
    declared, more = edges(), a_rule(lambda side: 5.0 * side, "m", adds_to=("edge",))
    graph = Graph([group("toy", **declared), group("other", more=more)])
    assert graph.of(Rule)["edge"].formulas[0].lines == ("short", "long", "more")
    assert graph.plan(["edge"], {"side"}, {}).evaluate({"side": 2.0}) == {"edge": 18.0}
    assert Graph([group("toy", **declared)]).of(Rule)["edge"].formulas[0].lines == ("short", "long")


def test_a_total_may_be_a_line_of_another() -> None:
    whole = {"inner": total("m", "a sum", adds_to=("outer",)), "outer": total("m", "a sum of sums")}
    own = a_rule(lambda side: side, "m", adds_to=("inner", "outer"))
    graph = Graph([group("toy", side=length(), **whole, own=own)])
    assert graph.plan(["outer"], {"side"}, {}).evaluate({"side": 2.0}) == {"outer": 4.0}


def test_a_total_without_lines_is_refused() -> None:
    with pytest.raises(ModelError, match=r"nothing adds to the total 'edge' \(toy\)"):
        Graph([group("toy", side=length(), edge=total("m", "a sum of lengths"))])


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("edgy", "'more' adds to 'edgy', which is not a total: did you mean 'edge'"),
        ("short", "'more' adds to 'short', which is not a total$"),
        ("side", "'more' adds to 'side', which is not a total$"),
    ],
)
def test_a_line_of_what_is_not_a_total_is_refused(target: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        Graph([group("toy", **edges(), more=a_rule(lambda side: side, "m", adds_to=(target,)))])
