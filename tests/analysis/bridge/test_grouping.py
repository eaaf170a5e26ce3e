"""Games of groups: members come in together, and mixtures without a value are named."""

from __future__ import annotations

from typing import Any

import pytest

import orbitcalc
from orbitcalc.analysis.bridge.bridge import Bridge, bridge

SUMS = 1e-9
"""Relative accuracy of a sum of contributions, from the acceptance of the command."""


def between(first: str, second: str, of: str, changes: dict[str, str] | None = None, **options: Any) -> Bridge:
    """A bridge between shipped scenarios, the second with changes."""
    end = orbitcalc.load(second)
    return bridge(orbitcalc.load(first), end.with_(changes) if changes else end, of, **options)


def test_mixtures_without_value_are_named_and_left_out() -> None:
    result = between("baseline", "nasa-otps-rd1", "deployment_time", group_by="group")
    assert 0.0 < result.kept < 1.0
    assert any("no value" in text for text in result.unknown)
    assert sum(part.contribution for part in result.parts) == pytest.approx(result.difference, rel=SUMS)
