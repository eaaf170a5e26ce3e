"""No result of a shipped scenario moves unnoticed: moved values are written anew and listed in the CHANGELOG."""

from __future__ import annotations

import pytest

from tests.regression.values import FOLDER, differences, names, table


@pytest.mark.parametrize("scenario", names())
def test_no_result_has_moved(scenario: str) -> None:
    """Regression values, the program's own earlier output; `python -m tests.regression.values --write` renews them."""
    rows = [(scenario, *row) for row in differences(scenario)]
    assert not rows, f"moved results:\n{table(rows)}"


def test_each_shipped_scenario_has_its_file_and_each_file_its_scenario() -> None:
    assert {path.stem for path in FOLDER.glob("*.tsv")} == set(names())
