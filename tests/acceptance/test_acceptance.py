"""The checks of a new user: complete, each with a way to run it; those that are lines of a shell hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.__main__ import checks, holds

ROOT = Path(__file__).parents[2]


def test_there_are_52_and_each_can_be_checked() -> None:
    assert [check["number"] for check in checks()] == list(range(1, 53))
    for check in checks():
        assert len({"run", "test", "how"} & set(check)) == 1, check
        assert "test" not in check or (ROOT / check["test"].partition("::")[0]).is_file(), check


@pytest.mark.long
@pytest.mark.parametrize("number", [check["number"] for check in checks() if "run" in check])
def test_it_holds(number: int) -> None:
    assert holds(checks()[number - 1])
