"""The lists of variables that other modules work with are declared with the variables."""

from orbitcalc import model
from orbitcalc.graph import Parameter


def test_the_lists_of_the_model_stand_in_its_order() -> None:
    graph = model.graph()
    names = list(graph)
    for role in {role for variable in graph.values() for role in variable.roles}:
        listed = graph.with_role(role)
        assert listed
        assert list(listed) == sorted(listed, key=names.index)
        assert len(set(listed)) == len(listed)


def test_the_levers_of_a_search_are_what_a_designer_decides() -> None:
    graph = model.graph()
    levers = graph.with_role("optimise")
    reserves = {item.reserve for item in graph.constraints.values()}
    assert levers
    for name in levers:
        variable = graph[name]
        assert isinstance(variable, Parameter)
        assert variable.role == "lever"
        assert "decision" in variable.roles
        assert name not in reserves
        assert not {"reserve", "margin", "life"} & set(name.split("_"))
