"""The lists of variables that other modules work with are declared with the variables."""

from orbitcalc import model


def test_the_lists_of_the_model_stand_in_its_order() -> None:
    graph = model.graph()
    names = list(graph)
    for role in {role for variable in graph.values() for role in variable.roles}:
        listed = graph.with_role(role)
        assert listed
        assert list(listed) == sorted(listed, key=names.index)
        assert len(set(listed)) == len(listed)
