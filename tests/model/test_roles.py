"""The lists of variables that other modules work with are declared with the variables."""

from types import ModuleType

from orbitcalc import model
from orbitcalc.graph import Graph, choice, constraint, less, parameter, rule, selection, total
from orbitcalc.graph.declare import catalogued


def test_every_kind_of_declaration_takes_a_role() -> None:
    listed = ("listed",)
    module = ModuleType("group")
    vars(module).update(
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


def test_the_lists_of_the_model_stand_in_its_order() -> None:
    graph = model.graph()
    names = list(graph)
    for role in {role for variable in graph.values() for role in variable.roles}:
        listed = graph.with_role(role)
        assert listed
        assert list(listed) == sorted(listed, key=names.index)
        assert len(set(listed)) == len(listed)
