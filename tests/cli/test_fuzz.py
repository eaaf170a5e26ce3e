"""Random hostile inputs are answered or refused in time, never an internal error; `make fuzz` tries more."""

from __future__ import annotations

import pytest

from tests.fuzz import TARGETS, failure

SEEDS = range(10)


@pytest.mark.parametrize("target", TARGETS)
def test_a_hostile_input_is_answered_or_refused(target: str) -> None:
    assert not [wrong for seed in SEEDS if (wrong := failure(target, seed))]
