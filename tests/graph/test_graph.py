"""The graph: what cannot be a model, and the questions that it answers."""

import pytest

import orbitcalc
from orbitcalc.errors import ModelError
from orbitcalc.graph import Graph, choice, constraint, less
from tests.graph.toy import a_rule, group, length


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


def test_two_formulas_for_the_same_words_are_refused() -> None:
    area = a_rule(lambda side: side**2, "m^2")
    shape, finish = choice("square", "disc", meaning="a word"), choice("smooth", "rough", meaning="a word")
    disc = area.when(shape="disc")(lambda side: 3.0 * side**2)
    rough = area.when(finish=("smooth", "rough"))(lambda side: 5.0 * side**2)
    declared = {"side": length(), "shape": shape, "finish": finish, "area": area, "disc": disc, "rough": rough}
    with pytest.raises(ModelError, match="'area' \\(toy\\) has two formulas for"):
        Graph([group("toy", **declared)])


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
    above = {name: graph.upstream([name], given, words) for name in ("capex", "feasible", "radiator_area")}
    for other in sorted(set().union(*above.values()))[::2]:
        below = graph.downstream([other], given, words)
        assert {name for name, names in above.items() if other in names} == below & set(above)


def test_a_constraint_that_names_what_does_not_exist_is_refused() -> None:
    wrong = constraint("scale", "a", "b", demand="side", relaxed_by=less("sides"))
    with pytest.raises(ModelError, match="'scale' is relaxed by the unknown 'sides' did you mean 'side'"):
        Graph([group("toy", side=length("1"), scale=wrong)])
