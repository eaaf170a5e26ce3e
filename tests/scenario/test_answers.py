"""What answers the question of a scenario is declared beside it."""

from __future__ import annotations

from typing import Any

import pytest

from orbitcalc import ScenarioError, load


def test_answers_come_from_the_file_itself_and_not_from_its_parent() -> None:
    data = {"extends": "openai-stoke-nova", "question": "Which price?", "answers": ["launch_price"]}
    assert load("openai-stoke-nova").answers == ("owning_breakeven_rate", "power_held")
    assert load(data).answers == ("launch_price",)
    assert load({"extends": "openai-stoke-nova"}).answers == ()
    assert load("openai-stoke-nova").with_({"altitude": "600 km"}).answers == ("owning_breakeven_rate", "power_held")


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (["launch_prise"], "did you mean 'launch_price'"),
        (["power_online"], "is a series"),
        (3, "not a name or a list of names"),
    ],
)
def test_what_cannot_answer_is_refused(answers: Any, message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        load({"extends": "baseline", "answers": answers})
