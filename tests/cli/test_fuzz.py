"""Random hostile inputs are answered or refused in time, never an internal error; `make fuzz` tries more."""

from __future__ import annotations

import os
import time

import pytest

from tests import fuzz
from tests.fuzz import TARGETS, failure

pytestmark = pytest.mark.slow

SEEDS = range(10)

FINDS: dict[str, tuple[int, ...]] = {}
"""Seeds that once failed."""

COSTLY = ("page", "workbook")
"""Targets whose first case takes seconds to make."""


@pytest.mark.parametrize(
    "target", [pytest.param(name, marks=[pytest.mark.long] * (name in COSTLY)) for name in TARGETS]
)
def test_a_hostile_input_is_answered_or_refused(target: str) -> None:
    seeds = (*SEEDS, *FINDS.get(target, ()))
    assert not [wrong for seed in seeds if (wrong := failure(target, seed))]


def test_a_case_without_end_and_one_without_limit_of_memory_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A case that sleeps, one that asks for too much memory, and one whose process dies."""
    monkeypatch.setattr(fuzz, "HANGING", 0.5)
    monkeypatch.setattr(fuzz, "failure", _harmful)
    cases, wrong = fuzz.hunt("quantity", 2.0, 0)
    assert cases >= 4
    assert {
        "quantity 1: no end after 0 s",
        "quantity 2: memory",
        "quantity 3: the process ended with code 9",
    } <= set(wrong)


def _harmful(target: str, seed: int) -> str:
    if seed == 1:
        time.sleep(60.0)
    if seed == 2:
        try:
            bytearray(2 * fuzz.MEMORY)
        except MemoryError:
            return f"{target} {seed}: memory"
    if seed == 3:
        os._exit(9)
    return ""
