"""Stories: what they name exists, and what they say fits the words."""

from __future__ import annotations

import pytest

from orbitcalc.errors import ModelError
from orbitcalc.graph.story import Chain, Judgement, Part, Story, sentence

JUDGEMENT = Judgement("fits", "binds", "cost", "ratio")
NAMES = ("fits", "binds", "cost", "ratio", "mass", "count")


def test_the_fields_of_a_sentence_are_its_variables() -> None:
    item = sentence("{mass} for {count:satellite}", otherwise="no {mass}, because {reason}")
    assert item.names == ("mass", "count")
    assert item.all_names == ("mass", "count", "mass")
    assert [field.noun for _, field in item.fields(item.text) if field] == ["", "satellite"]


def test_a_sentence_is_for_its_words() -> None:
    item = sentence("sunlit", power=("solar", "both"))
    assert item.fits({"power": "both"})
    assert not item.fits({"power": "reactor"})
    assert not item.fits({})


@pytest.mark.parametrize("item", [sentence("{speed}"), sentence("", otherwise="{speed}"), Chain("mass", "speed", ())])
def test_a_name_that_no_group_declares_is_refused(item: object) -> None:
    with pytest.raises(ModelError, match="speed"):
        Story([Part("one", sentence("One"), (item,))], JUDGEMENT, (), NAMES)  # type: ignore[arg-type]


def test_parts_are_found_by_key() -> None:
    parts = [Part("one", sentence("One"), ()), Part("two", sentence("Two"), ())]
    assert Story(parts, JUDGEMENT, (), NAMES)["two"] is parts[1]


def test_a_position_that_no_group_declares_is_refused() -> None:
    with pytest.raises(ModelError, match="speed"):
        Story([], JUDGEMENT, ["mass", "speed"], NAMES)
