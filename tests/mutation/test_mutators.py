"""The mutation script itself: what it changes, draws and counts."""

from __future__ import annotations

import ast
from collections import Counter

import pytest

from tests.mutation.__main__ import PROJECT, drawn, interval, summary
from tests.mutation.mutators import mutants
from tests.mutation.trial import GROUPS

SOURCE = '''"""Text 1."""
LIMIT: int | None = 3

@rule(1, of=2)
def area(heat: float, flux: float) -> float:
    """Area of 2."""
    if not heat <= -flux:
        raise ValueError(f"{heat + 1} é")
    return np.minimum(heat, 2.5) / flux
'''


def test_every_change_is_one_other_program() -> None:
    texts = [mutant.applied(SOURCE) for mutant in mutants(SOURCE)]
    trees = [ast.dump(ast.parse(text)) for text in texts]
    assert len(set(trees)) == len(trees)
    assert ast.dump(ast.parse(SOURCE)) not in trees


def test_the_changes_are_those_of_operators_comparisons_constants_and_functions() -> None:
    assert [(mutant.line, mutant.function, mutant.change) for mutant in mutants(SOURCE)] == [
        (2, "", "3 -> 4"),
        (2, "", "3 -> 2"),
        (7, "area", "not heat <= -flux -> heat <= -flux"),
        (7, "area", "heat <= -flux -> heat < -flux"),
        (7, "area", "-flux -> flux"),
        (9, "area", "np.minimum(heat, 2.5) / flux -> np.minimum(heat, 2.5) * flux"),
        (9, "area", "np.minimum(heat, 2.5) / flux -> np.minimum(heat, 2.5)"),
        (9, "area", "np.minimum -> np.maximum"),
        (9, "area", "2.5 -> 2.5 + 1.0"),
        (9, "area", "2.5 -> 2.5 * 1.01"),
    ]


@pytest.mark.long
def test_a_draw_has_each_group_in_proportion_and_the_same_seed_the_same_mutants() -> None:
    places = drawn(120, 3)
    assert places == drawn(120, 3)
    assert places != drawn(120, 4)
    assert len(set(places)) == len(places)
    groups = Counter(module.split("/")[1] for module, _ in places)
    assert set(groups) == set(GROUPS)
    assert groups["model"] > groups["economics"] > groups["graph"]
    for module, mutant in places:
        ast.parse(mutant.applied((PROJECT / module).read_text("utf-8")))


def test_the_interval_of_a_share() -> None:
    """The Wilson interval of 9 of 10: 0.596 to 0.982 (Brown, Cai, DasGupta 2001)."""
    assert interval(9, 10) == pytest.approx((0.5958, 0.9821), abs=1e-4)
    assert interval(10, 10)[1] == pytest.approx(1.0)


def test_the_summary_counts_and_names_the_survivors() -> None:
    record = {"module": "orbitcalc/units/money.py", "line": 7, "function": "f", "change": "1 -> 2", "passed": []}
    text = summary([{**record, "stage": "near", "test": "tests/units/test_money.py::test"}, {**record, "test": ""}])
    assert text.startswith("1 of 2 mutants killed: 50.0% (95 % interval 9% to 91%)")
    assert "survived: orbitcalc/units/money.py:7 f: 1 -> 2" in text
    assert "1 of the survivors have not met" in text
