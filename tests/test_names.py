"""How often the code outside the model spells the name of one of its variables; a declaration should say it instead."""

import ast
import sys

import pytest

from tests.spelled_names import names_in_code, names_in_data, names_in_package

MOST = 99
"""Times that names may be spelled."""


def test_few_names_of_variables_are_spelled_outside_the_model(capsys: pytest.CaptureFixture[str]) -> None:
    spelled = names_in_package()
    total = sum(len(names) for names in spelled.values())
    distinct = len({name for names in spelled.values() for name in names})
    rows = [f"{len(names):6}  {file}" for file, names in sorted(spelled.items(), key=lambda item: -len(item[1]))]
    head = f"names of model variables outside the model: {total} times, {distinct} names, {len(rows)} files"
    with capsys.disabled():
        sys.stdout.write("\n".join(["", head, *rows, ""]))
    assert total <= MOST


NAMES = frozenset(("capex", "cost_ratio", "array"))


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("result.value('capex')", ["capex"]),
        ("table = {'capex': 1, 'cost_ratio': ['capex']}", ["capex", "capex", "cost_ratio"]),
        ("'{capex} and {cost_ratio:.2f} of {x}'.format(x=1)", ["capex", "cost_ratio"]),
        ("f'{x} is {capex}'", []),
        ("values.capex + other.cost_ratio()", ["capex", "cost_ratio"]),
        ("run(capex=1, **more)", ["capex"]),
        ("import numpy as np\nnp.array(x)\nx.array", ["array"]),
        ("'''capex'''\nclass A:\n    x: int\n    'capex'\n    def f(self):\n        'cost_ratio'\n", []),
        ("'the capex of it', '--capex', capex", []),
    ],
)
def test_each_way_of_spelling_a_name_in_code_is_counted(text: str, spelled: list[str]) -> None:
    assert sorted(names_in_code(ast.parse(text), NAMES)) == sorted(spelled)


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("<td>{{ cost_ratio }}</td>", ["cost_ratio"]),
        ("the cost_ratio of", ["cost_ratio"]),
        ("an array of capex", []),
        ('{"capex": ["array"]}', ["array", "capex"]),
        ("capex = 3\n[x]\narray = 4", ["array", "capex"]),
        ("{{ result.capex }} {{array}}", ["array", "capex"]),
    ],
)
def test_each_way_of_spelling_a_name_in_data_is_counted(text: str, spelled: list[str]) -> None:
    assert sorted(names_in_data(text, NAMES)) == sorted(spelled)
