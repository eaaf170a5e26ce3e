"""Counts in whole numbers that make steps in a curve, and the setting that removes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from orbitcalc import units
from orbitcalc._typing import Array
from orbitcalc.evaluate import plan_for
from orbitcalc.graph import Rule
from orbitcalc.scenario import Scenario

WHOLE = "whole"
"""The role of counts whose first formula rounds to whole numbers; an alternative leaves them as they are."""


def whole_counts(scenario: Scenario, outputs: Iterable[str]) -> tuple[str, ...]:
    """The counts in whole numbers on which some outputs of a scenario depend."""
    graph = scenario.graph
    computed = {step.variable.name for step in plan_for(scenario, outputs).steps}
    return tuple(name for name in graph.with_role(WHOLE) if name in computed and _remedy(scenario, name))


def steps_notes(scenario: Scenario, counts: Mapping[str, Array]) -> tuple[str, ...]:
    """A sentence for each count that takes several values among some samples of a scenario."""
    notes = []
    for name, values in counts.items():
        known = values[np.isfinite(values)]
        if known.size and np.ptp(known) > 0.0:
            ends = " to ".join(units.number(float(end)) for end in (known.min(), known.max()))
            remedy = f"-s {_remedy(scenario, name)} removes them"
            notes.append(f"steps come from {name}, a whole number, here {ends} ({remedy})")
    return tuple(notes)


def slopes_notes(scenario: Scenario, outputs: Iterable[str]) -> tuple[str, ...]:
    """A sentence for each count in whole numbers, through which the slopes of some outputs do not see a change."""
    return tuple(
        f"slopes are those between the steps of {name}, a whole number (-s {_remedy(scenario, name)} removes them)"
        for name in whole_counts(scenario, outputs)
    )


def _remedy(scenario: Scenario, name: str) -> str:
    """The setting under which a count is no whole number; empty where it is none already."""
    rule = scenario.graph[name]
    assert isinstance(rule, Rule)
    first, *others = rule.formulas
    if rule.formula(scenario.words) is not first:
        return ""
    return next((f"{choice}={words[0]}" for item in others for choice, words in item.when), "")
