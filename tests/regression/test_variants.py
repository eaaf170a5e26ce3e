"""No alternative, and no dependence on a parameter, moves unnoticed."""

from __future__ import annotations

import pytest

from orbitcalc.graph import Choice
from tests.regression.variants import SETS, computed, differences, model, moved, stored


def test_no_value_of_the_variants_has_moved() -> None:
    """Regression values, the program's own earlier output; `python -m tests.regression.variants --write` renews."""
    assert [row for number in range(SETS) for row in differences(number)] == []


def test_the_variants_take_every_word_of_every_choice() -> None:
    taken = [model(number).words for number in range(SETS)]
    for name, choice in model(0).graph.of(Choice).items():
        assert {words[name] for words in taken} == set(choice.words), name


def test_most_values_of_the_variants_are_numbers() -> None:
    empty = sum(text.endswith("/0") for text in stored().values())
    assert empty < 0.15 * len(stored())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("1/3", "1/2", True),
        ("1/3", "1.000001/3", True),
        ("", "1/3", True),
        ("1/3", "1.00000001/3", False),
        ("0/0", "0/0", False),
    ],
)
def test_what_counts_as_moved(old: str, new: str, expected: bool) -> None:
    assert moved(old, new) is expected


def test_a_set_has_the_same_values_each_time() -> None:
    assert computed(3) == computed.__wrapped__(3)
