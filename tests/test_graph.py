"""The graph: what it refuses, what a plan evaluates, and the proof of units."""

import gc
import weakref
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pytest

import orbitcalc
from orbitcalc import evaluate, model, units
from orbitcalc.errors import ModelError
from orbitcalc.graph import (
    Choice,
    Formula,
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
)

SHIPPED = orbitcalc.scenarios()


def group(name: str, **declared: Any) -> ModuleType:
    """A module of declarations, as a group of the model is one."""
    module = ModuleType(f"toy.{name}")
    vars(module).update(declared)
    return module


def length(text: str = "2 m") -> Any:
    return parameter(text, "a length", source="assumption")


def a_rule(function: Callable[..., Any], unit: str = "1", **options: Any) -> Any:
    return rule(unit, "a derived value", **options)(function)


def counting(function: Callable[..., Any], calls: list[str], name: str) -> Callable[..., Any]:
    """The function of one argument, with a note of each call."""

    def noted(length: Any) -> Any:
        calls.append(name)
        return function(length)

    return noted


def unit_of(graph: Graph) -> Callable[[str], units.Unit]:
    return lambda name: graph[name].unit


# What cannot be a model


def test_a_name_declared_twice_names_both_places() -> None:
    with pytest.raises(ModelError, match="'side' is declared in first and again in second"):
        Graph([group("first", side=length()), group("second", side=length())])


def test_an_unknown_argument_gets_the_nearest_name_and_its_place() -> None:
    area = a_rule(lambda sides: sides**2, "m^2")
    with pytest.raises(ModelError, match=r"test_graph:\d+: 'area' needs the unknown 'sides' did you mean 'side'"):
        Graph([group("shape", side=length(), area=area)])


def test_a_rule_cannot_take_a_word() -> None:
    """A word chooses the formula; it is no number."""
    kind = choice("a", "b", meaning="a word")
    with pytest.raises(ModelError, match="needs the unknown 'kind'"):
        Graph([group("shape", kind=kind, area=a_rule(lambda kind: kind))])


def test_a_cycle_names_its_rules_in_order() -> None:
    with pytest.raises(ModelError, match=r"a cycle: loop\.one needs loop\.two needs loop\.three needs loop\.one"):
        Graph(
            [group("loop", one=a_rule(lambda two: two), two=a_rule(lambda three: three), three=a_rule(lambda one: one))]
        )


def test_a_cycle_through_another_formula_is_found_too() -> None:
    kind = choice("plain", "odd", meaning="a word")
    one, two = a_rule(lambda side: side / side), a_rule(lambda one: one)
    odd = one.when(kind="odd")(lambda two: two)
    with pytest.raises(ModelError, match="a cycle"):
        Graph([group("loop", side=length(), kind=kind, one=one, two=two, odd=odd)])


def test_a_formula_for_an_unknown_word_is_refused() -> None:
    area = a_rule(lambda side: side**2, "m^2")
    other = area.when(shape="sqare")(lambda side: side**2)
    with pytest.raises(ModelError, match="unknown shape=sqare"):
        Graph([group("toy", side=length(), shape=choice("square", "disc", meaning="a word"), area=area, other=other)])


def test_a_wrong_unit_text_is_refused_with_its_place() -> None:
    with pytest.raises(ModelError, match=r"toy\.area: unknown unit 'm2'"):
        Graph([group("toy", side=length(), area=a_rule(lambda side: side**2, "m2"))])


def test_private_names_and_other_objects_are_left_out() -> None:
    graph = Graph([group("toy", side=length(), _side=length(), helper=len, number=3.0)])
    assert list(graph) == ["side"]
    assert graph["side"].group == "toy"


# What a plan evaluates


def shape_graph() -> Graph:
    """side -> area -> mass, and side -> edge beside it; by hand mass = 5 kg/m2 times side squared."""
    return Graph(
        [
            group(
                "shape",
                side=length(),
                shape=choice("square", "disc", meaning="a word"),
                density=constant("5 kg/m^2", "an areal density", source="assumption"),
                area=a_rule(lambda side: side**2, "m^2"),
                edge=a_rule(lambda side: 4.0 * side, "m"),
                mass=a_rule(lambda area, density: area * density, "kg"),
            )
        ]
    )


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


def test_an_array_is_let_go_after_its_last_use() -> None:
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


# Constants, word sets, and what declarations share


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


def test_two_formulas_for_the_same_words_are_refused() -> None:
    area = a_rule(lambda side: side**2, "m^2")
    shape, finish = choice("square", "disc", meaning="a word"), choice("smooth", "rough", meaning="a word")
    disc = area.when(shape="disc")(lambda side: 3.0 * side**2)
    rough = area.when(finish=("smooth", "rough"))(lambda side: 5.0 * side**2)
    declared = {"side": length(), "shape": shape, "finish": finish, "area": area, "disc": disc, "rough": rough}
    with pytest.raises(ModelError, match="'area' \\(toy\\) has two formulas for"):
        Graph([group("toy", **declared)])


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


# What the graph answers


def ways_graph() -> Graph:
    """total = near + far; far has another formula, of width alone, for the word \"short\"."""
    far = a_rule(lambda near, side: near + side, "m")
    short = far.when(way="short")(lambda width: width)
    return Graph(
        [
            group(
                "ways",
                side=length(),
                width=length("3 m"),
                way=choice("long", "short", meaning="a word"),
                near=a_rule(lambda side: 2.0 * side, "m"),
                far=far,
                short=short,
                total=a_rule(lambda far: far, "m"),
                aside=a_rule(lambda near: near, "m"),
            )
        ]
    )


def test_upstream_is_what_a_variable_is_computed_from() -> None:
    graph = ways_graph()
    assert graph.upstream(["total"], (), {"way": "long"}) == {"total", "far", "near", "side"}
    assert graph.upstream(["total"], (), {"way": "short"}) == {"total", "far", "width"}
    assert graph.upstream(["total"], (), {"way": ("long", "short")}) == {"total", "far", "near", "side", "width"}
    assert graph.upstream(["total"], {"far"}, {"way": "long"}) == {"total", "far"}


def test_downstream_is_what_is_computed_from_a_variable() -> None:
    graph = ways_graph()
    assert graph.downstream(["side"], (), {"way": "long"}) == {"side", "near", "far", "total", "aside"}
    assert graph.downstream(["side"], (), {"way": "short"}) == {"side", "near", "aside"}
    assert graph.downstream(["side"], {"near"}, {"way": "long"}) == {"side", "far", "total"}
    assert graph.downstream(["way"], (), {"way": "long"}) == {"way", "far", "total"}


def test_inputs_and_choices_of_a_variable() -> None:
    graph = ways_graph()
    assert graph.inputs_of(["total"], (), {"way": "long"}) == ["side"]
    assert graph.inputs_of(["total"], {"near"}, {"way": "long"}) == ["side", "near"]
    assert graph.choices_of(["total"], (), {"way": "long"}) == {"way"}
    assert graph.choices_of(["total"], {"far"}, {"way": "long"}) == set()
    assert graph.choices_of(["near"], (), {"way": "long"}) == set()


def test_upstream_and_downstream_of_the_model_are_each_other_s_mirror() -> None:
    scenario = orbitcalc.load("baseline")
    graph, given, words = scenario.graph, scenario.settings, scenario.words
    for name in ("capex", "feasible", "radiator_area", "power_online"):
        above = graph.upstream([name], given, words)
        assert all(name in graph.downstream([other], given, words) for other in above)


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


def test_a_constraint_that_names_what_does_not_exist_is_refused() -> None:
    wrong = constraint("scale", "a", "b", demand="side", relaxed_by=less("sides"))
    with pytest.raises(ModelError, match="'scale' is relaxed by the unknown 'sides' did you mean 'side'"):
        Graph([group("toy", side=length("1"), scale=wrong)])


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


def test_declarations_know_their_unit_and_limits() -> None:
    declared = parameter("2 km", "a length", low="1 km", high="3 km", bounds=("0 m", "10 km"), source="assumption")
    assert (declared.unit_text, declared.limits, declared.si("1 km")) == ("km", (0.0, 10000.0), 1000.0)
    assert constant("3", "a number", source="assumption").role == "constant"
    assert catalogued("things", "kg", "a mass").catalogue == "things"
    assert selection("things", "one", "a thing").default == "one"
    assert choice("a", "b", meaning="words").default == "a"


# The model itself


def mutated(name: str, function: Callable[..., Any]) -> Graph:
    """A copy of the model's graph in which one rule has another formula; the model is left alone."""
    graph = Graph([])
    graph._variables = dict(model.graph()._variables)
    old = graph._variables[name]
    assert isinstance(old, Rule)
    graph._variables[name] = Rule(
        meaning=old.meaning, unit_text=old.unit_text, name=name, group=old.group,
        formulas=(Formula.of(function),), axis=old.axis, tabulated=old.tabulated, words=old.words,
    )  # fmt: skip
    graph._order()
    return graph


PLANTED = [
    ("array_area", lambda array_power_required, array_power_density: array_power_required * array_power_density),
    ("orbital_period", lambda altitude: altitude),
    ("launch_rate", lambda programme_share, vehicle_flights_cap: programme_share * vehicle_flights_cap + 1.0),
    ("capex_launch", lambda launches_to_deploy, launch_price: launches_to_deploy * launch_price),
    ("levelised_cost", lambda present_cost: present_cost),
]


@pytest.mark.parametrize(("name", "function"), PLANTED, ids=[row[0] for row in PLANTED])
def test_a_planted_unit_error_makes_run_fail_with_the_rule(
    name: str, function: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = mutated(name, function)
    monkeypatch.setattr(model, "graph", lambda: wrong)
    with pytest.raises(ModelError, match=rf"the rule '{name}' \("):
        orbitcalc.load("baseline").run()


def test_the_copy_without_a_planted_error_runs() -> None:
    """So that the failures above come from what was planted."""
    period = model.graph()["orbital_period"]
    assert isinstance(period, Rule)
    again = mutated("orbital_period", period.formulas[0].function)
    scenario = orbitcalc.load("baseline")
    plan = again.plan(["levelised_cost"], scenario.numbers, scenario.words)
    assert plan.prove(scenario.numbers, unit_of(again))["levelised_cost"] > 0.0


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_scenario_agrees_with_and_without_units(name: str) -> None:
    """The two ways of evaluation share no arithmetic but NumPy's: quantities and bare floats."""
    scenario = orbitcalc.load(name)
    rules = list(scenario.graph.of(Rule))
    plan = evaluate.plan_for(scenario, rules)
    proved = plan.prove(scenario.numbers, unit_of(scenario.graph))
    bare = plan.evaluate(scenario.numbers)
    assert set(bare) == set(rules)
    for each in rules:
        np.testing.assert_allclose(bare[each], proved[each], rtol=1e-12, atol=0.0, equal_nan=True, err_msg=each)


TOGETHER = (
    {"orbit_kind": "inclined", "orbit_planes": "spread"},
    {"satellite_count": "fractional", "launch_packing": "bulk", "launch_billing": "per-kilogram"},
    {"launch_sourcing": "own", "power_source": "reactor", "sparing_policy": "lose"},
)
"""Words whose formulas apply only side by side."""
OTHERS = [{name: word} for name, each in model.graph().of(Choice).items() for word in each.words[1:]]


@pytest.mark.parametrize("words", [*OTHERS, *TOGETHER], ids=lambda words: ",".join(words.values()))
def test_every_other_formula_agrees_with_and_without_units(words: dict[str, str]) -> None:
    scenario = orbitcalc.load("baseline").with_(words)
    evaluate.assert_agreement(scenario, evaluate.plan_for(scenario, list(scenario.graph.of(Rule))))
