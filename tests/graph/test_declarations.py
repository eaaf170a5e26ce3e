"""Declarations: constants, sets of words, constraints, units and limits, lists."""

from typing import Any

import numpy as np
import pytest

from orbitcalc.graph import (
    Graph,
    Rule,
    catalogued,
    choice,
    constant,
    constraint,
    less,
    parameter,
    rule,
    selection,
    total,
)
from tests.graph.toy import a_rule, group, length, unit_of

# Constants and sets of words


def test_a_formula_without_arguments_is_a_constant_in_its_declared_unit() -> None:
    graph = Graph([group("toy", side=length(), nothing=a_rule(lambda: 0.0, "kg"))])
    plan = graph.plan(["nothing"], set(), {})
    assert (plan.needs, plan.steps[0].arguments) == (frozenset(), ())
    assert plan.evaluate({}) == plan.prove({}, unit_of(graph)) == {"nothing": 0.0}
    assert graph.inputs_of(["nothing"], set(), {}) == []


def test_a_constant_divides_as_an_array_does() -> None:
    """1 / 0 is infinity and no exception, as for a given value."""
    graph = Graph([group("toy", nothing=a_rule(lambda: 0.0), inverse=a_rule(lambda nothing: 1.0 / nothing))])
    assert graph.plan(["inverse"], set(), {}).evaluate({}) == {"inverse": np.inf}


def test_a_formula_may_apply_to_several_words() -> None:
    area = a_rule(lambda side: side**2, "m^2")
    flat = area.when(shape=("line", "point"))(lambda: 0.0)
    shape = choice("square", "line", "point", meaning="a word")
    graph = Graph([group("toy", side=length(), shape=shape, area=area, flat=flat)])
    for word, value in {"square": 4.0, "line": 0.0, "point": 0.0}.items():
        assert graph.plan(["area"], {"side"}, {"shape": word}).evaluate({"side": 2.0}) == {"area": value}


# Constraints


def scale_graph(**options: Any) -> Graph:
    """A load on a scale that bears a capacity, and the verdict over all constraints."""
    declared = constraint("scale", "load", "what it bears", demand="load", capacity="bears", relaxed_by=(), **options)
    other = constraint("side", "side", "one", demand="side", relaxed_by=less("side"))
    sizes = {
        "load": parameter("4 kg", "a load", source="assumption"),
        "reserve": parameter("2", "x", source="assumption"),
    }
    least = a_rule(lambda *slacks: np.minimum.reduce([*slacks]))
    word = a_rule(lambda *slacks: float(np.argmin([*slacks])), words=("every constraint",))
    bears = parameter("8 kg", "a capacity", source="assumption")
    side = parameter("0.25", "a number", source="assumption")
    return Graph([group("toy", **sizes, bears=bears, side=side, scale=declared, edge=other, least=least, word=word)])


@pytest.mark.parametrize(
    ("options", "bears", "expected"),
    [
        ({}, 8.0, 0.5),
        ({}, 2.0, -1.0),
        ({}, 0.0, -np.inf),
        ({}, np.nan, -np.inf),
        ({"unknown_holds": True}, np.nan, 1.0),
        ({"binds": False}, np.nan, np.nan),
    ],
)
def test_a_margin_is_one_less_demand_over_capacity(options: dict[str, Any], bears: float, expected: float) -> None:
    graph = scale_graph(**options)
    values = {"load": np.float64(4.0), "bears": np.float64(bears), "side": 0.25, "reserve": 2.0}
    for result in (
        graph.plan(["scale"], values, {}).evaluate(values),
        graph.plan(["scale"], values, {}).prove(values, unit_of(graph)),
    ):
        np.testing.assert_equal(float(result["scale"]), expected)


@pytest.mark.parametrize(("bears", "least", "word"), [(8.0, 0.75, 1.0), (6.0, 1.0 / 3.0, 0.0), (16.0, 0.75, 0.0)])
def test_a_reserve_that_the_model_keeps_is_no_slack(bears: float, least: float, word: float) -> None:
    """Sized at twice the load, a margin of 1/2 does not bind; one of 1/3, or of 3/4, is a slack."""
    graph = scale_graph(sized=True, reserve="reserve")
    assert list(graph.constraints) == ["scale", "side"]
    assert graph.of(Rule)["word"].words == ("scale", "side")
    values = {"load": 4.0, "bears": np.float64(bears), "side": 0.25, "reserve": 2.0}
    result = graph.plan(["least", "word"], values, {}).evaluate(values)
    assert (float(result["least"]), float(result["word"])) == pytest.approx((least, word))


def test_declarations_know_their_unit_and_limits() -> None:
    declared = parameter("2 km", "a length", low="1 km", high="3 km", bounds=("0 m", "10 km"), source="assumption")
    assert (declared.unit_text, declared.limits, declared.si("1 km")) == ("km", (0.0, 10000.0), 1000.0)
    assert constant("3", "a number", source="assumption").role == "constant"
    assert catalogued("things", "kg", "a mass").catalogue == "things"
    assert selection("things", "one", "a thing").default == "one"
    assert choice("a", "b", meaning="words").default == "a"


def test_every_kind_of_declaration_takes_a_role() -> None:
    listed = ("listed",)
    module = group(
        "toy",
        last=rule("m", "Sum", adds_to=("all_in",), roles=listed)(lambda given: given),
        given=parameter("1 m", "Length", source="assumption", roles=listed),
        word=choice("one", "two", meaning="Word", roles=listed),
        entry=selection("things", "thing", "Thing", roles=listed),
        quoted=catalogued("things", "m", "Length", roles=listed),
        all_in=total("m", "Sum", roles=listed),
        margin=constraint(
            "length", "length", "one", demand="given", capacity="last", relaxed_by=less("given"), roles=listed
        ),
        other=parameter("1 m", "Another length", source="assumption"),
    )
    expected = ("last", "given", "word", "entry", "quoted", "all_in", "margin")
    assert Graph([module]).with_role("listed") == expected
    assert Graph([module]).with_role("unlisted") == ()
