"""Dated public facts beside the ranges that should hold them.

They were used to correct the ranges, so that they cannot show how good these are; a range that is narrowed must still
hold them or say why not.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from orbitcalc import catalog, model
from tests.model.test_ranges import si
from tests.rows import for_each

FACTS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("facts.toml").read_text("utf-8"))["fact"]


def holds(fact: dict[str, Any]) -> bool:
    """Whether the range of a parameter, or of `table/entry.quantity`, holds a fact."""
    entry, _, name = fact["range"].rpartition(".")
    item: Any = catalog.entry(*entry.split("/")).values[name] if entry else model.graph()[name]
    return si(item.low) <= si(fact["value"]) <= si(item.high)


@for_each("fact", FACTS)
def test_a_range_holds_a_dated_fact_or_the_fact_says_why_not(fact: dict[str, Any]) -> None:
    assert fact["what"]
    assert fact["date"] <= "2026-11"
    assert fact["from"] == "general knowledge" or fact["from"] in catalog.sources()
    assert holds(fact) is not bool(fact.get("outside")), fact


def test_ninety_percent_ranges_hold_about_nine_facts_in_ten() -> None:
    assert len(FACTS) >= 40
    assert 0.88 <= sum(map(holds, FACTS)) / len(FACTS) <= 0.98
