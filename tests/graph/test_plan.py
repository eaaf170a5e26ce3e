"""A plan: what it evaluates, in which order, and the proof of units."""

import gc
import weakref
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from orbitcalc.errors import ModelError
from orbitcalc.graph import Graph, choice
from tests.graph.toy import a_rule, group, length, shape_graph, unit_of


def counting(function: Callable[..., Any], calls: list[str], name: str) -> Callable[..., Any]:
    """The function of one argument, with a note of each call."""

    def noted(length: Any) -> Any:
        calls.append(name)
        return function(length)

    return noted


def names(plan: Any) -> list[str]:
    return [step.variable.name for step in plan.steps]


def test_only_what_is_wanted_is_evaluated_in_order() -> None:
    graph = shape_graph()
    plan = graph.plan(["mass"], {"side", "density"}, {"shape": "square"})
    assert names(plan) == ["area", "mass"]
    assert plan.evaluate({"side": 2.0, "density": 5.0}) == {"mass": 20.0}


def test_a_given_value_replaces_its_rule_and_what_lies_above_it() -> None:
    graph = shape_graph()
    plan = graph.plan(["mass"], {"side", "density", "area"}, {"shape": "square"})
    assert names(plan) == ["mass"]
    assert plan.needs == {"area", "density"}
    assert plan.evaluate({"area": 3.0, "density": 5.0}) == {"mass": 15.0}


def test_a_wanted_value_may_be_given() -> None:
    plan = shape_graph().plan(["side", "area"], {"side"}, {"shape": "square"})
    assert plan.evaluate({"side": 3.0}) == {"side": 3.0, "area": 9.0}


def test_a_parameter_without_value_is_named() -> None:
    with pytest.raises(ModelError, match="'density' has no value"):
        shape_graph().plan(["mass"], {"side"}, {"shape": "square"})


def test_the_word_chooses_the_formula_and_the_most_particular_one_wins() -> None:
    area = a_rule(lambda side: side**2, "m^2")
    disc = area.when(shape="disc")(lambda side: 3.0 * side**2)
    rough = area.when(shape="disc", finish="rough")(lambda side: 7.0 * side**2)
    shape, finish = choice("square", "disc", meaning="a word"), choice("smooth", "rough", meaning="a word")
    graph = Graph([group("toy", side=length(), shape=shape, finish=finish, area=area, disc=disc, rough=rough)])
    expected = {("square", "smooth"): 4.0, ("square", "rough"): 4.0, ("disc", "smooth"): 12.0, ("disc", "rough"): 28.0}
    for (one, other), value in expected.items():
        plan = graph.plan(["area"], {"side"}, {"shape": one, "finish": other})
        assert plan.evaluate({"side": 2.0}) == {"area": value}


def test_another_formula_may_need_other_things() -> None:
    area = a_rule(lambda side: side**2, "m^2")
    strip = area.when(shape="strip")(lambda side, width: side * width)
    shape = choice("square", "strip", meaning="a word")
    graph = Graph([group("toy", side=length(), width=length("3 m"), shape=shape, area=area, strip=strip)])
    assert graph.plan(["area"], {"side", "width"}, {"shape": "square"}).needs == {"side"}
    assert graph.plan(["area"], {"side", "width"}, {"shape": "strip"}).needs == {"side", "width"}


def test_a_plan_splits_into_what_varies_and_what_does_not() -> None:
    graph = Graph(
        [
            group(
                "toy",
                side=length(),
                width=length("3 m"),
                fixed=a_rule(lambda side: side**2, "m^2"),
                aside=a_rule(lambda fixed: 2.0 * fixed, "m^2"),
                moving=a_rule(lambda fixed, width: fixed * width, "m^3"),
                last=a_rule(lambda moving, side: moving / side, "m^2"),
            )
        ]
    )
    plan = graph.plan(["last", "aside"], {"side", "width"}, {})
    still, moved = plan.split({"width"})
    assert (names(still), names(moved)) == (["fixed", "aside"], ["moving", "last"])
    constants = still.evaluate({"side": 2.0, "width": 3.0})
    assert constants == {"fixed": 4.0, "aside": 8.0}
    varied = moved.evaluate({"side": 2.0, **constants, "width": np.array([1.0, 3.0])})
    np.testing.assert_array_equal(varied["last"], [2.0, 6.0])


def test_what_does_not_vary_is_computed_once_whatever_the_samples() -> None:
    calls: list[str] = []
    fixed = a_rule(counting(lambda side: side**2, calls, "fixed"), "m^2")
    moving = a_rule(lambda fixed, width: fixed * width, "m^3")
    graph = Graph([group("toy", length=length(), width=length(), fixed=fixed, moving=moving)])
    still, moved = graph.plan(["moving"], {"length", "width"}, {}).split({"width"})
    once = still.evaluate({"length": 2.0, "width": 0.0})
    for _ in range(3):
        moved.evaluate({**once, "width": np.arange(5.0)})
    assert calls == ["fixed"]


class Watched(np.ndarray):
    """An array that can be watched: plain ones take no weak reference to their memory's owner."""


def test_an_array_is_released_after_its_last_use() -> None:
    alive: list[int] = []
    watched: list[weakref.ref[Any]] = []

    def first(length: Any) -> Any:
        made = np.ones(1000).view(Watched) * length
        watched.append(weakref.ref(made))
        return made

    def second(one: Any) -> Any:
        return np.asarray(one) + 1.0

    def third(two: Any) -> Any:
        gc.collect()
        alive.append(sum(ref() is not None for ref in watched))
        return two.sum()

    graph = Graph([group("toy", length=length(), one=a_rule(first, "m"), two=a_rule(second), three=a_rule(third))])
    plan = graph.plan(["three"], {"length"}, {})
    assert plan.evaluate({"length": 1.0}) == {"three": 2000.0}
    assert alive == [0]


def test_a_wanted_array_is_kept_though_others_read_it() -> None:
    plan = shape_graph().plan(["area", "mass"], {"side", "density"}, {"shape": "square"})
    assert set(plan.evaluate({"side": np.ones(3), "density": 5.0})) == {"area", "mass"}


# The proof of units


def test_a_right_formula_is_proved_and_gives_si() -> None:
    graph = shape_graph()
    proved = graph.plan(["mass"], {"side", "density"}, {"shape": "square"}).prove(
        {"side": 2.0, "density": 5.0}, unit_of(graph)
    )
    assert proved["mass"] == 20.0
    assert proved["area"] == 4.0


@pytest.mark.parametrize(
    ("function", "declared"),
    [
        (lambda side: side, "m^2"),  # another dimension
        (lambda side: side + 1.0, "m"),  # a bare number added to a length
        (lambda side: np.exp(side), "1"),  # a function of a length
        (lambda side: 3.0, "m"),  # a pure number for a length
        (lambda side: side / side, "m"),
    ],
)
def test_a_wrong_formula_fails_with_its_name(function: Any, declared: str) -> None:
    graph = Graph([group("toy", side=length(), wrong=a_rule(function, declared))])
    with pytest.raises(ModelError, match=r"the rule 'wrong' \(toy\) does not give"):
        graph.plan(["wrong"], {"side"}, {}).prove({"side": 2.0}, unit_of(graph))


def test_a_tabulated_rule_is_handed_plain_si_numbers() -> None:
    seen: list[Any] = []

    def table(side: Any) -> Any:
        seen.append(side)
        return float(np.interp(side, [0.0, 4.0], [0.0, 8.0]))

    graph = Graph([group("toy", side=length(), looked_up=a_rule(table, "m", tabulated=True))])
    proved = graph.plan(["looked_up"], {"side"}, {}).prove({"side": 2.0}, unit_of(graph))
    assert seen == [2.0]
    assert proved["looked_up"] == 4.0


def test_what_a_tabulated_rule_gives_is_checked_where_it_is_used() -> None:
    """Its declared unit is attached to its result, so that the next formula is proved with it."""
    table = a_rule(lambda side: 1.0, "kg", tabulated=True)
    graph = Graph([group("toy", side=length(), table=table, after=a_rule(lambda table: table, "m"))])
    with pytest.raises(ModelError, match="'after'"):
        graph.plan(["after"], {"side"}, {}).prove({"side": 2.0}, unit_of(graph))
