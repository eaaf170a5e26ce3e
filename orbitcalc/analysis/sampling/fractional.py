"""Satellites and flights counted in fractions, so that whole numbers make no steps in a search."""

from __future__ import annotations

from orbitcalc.scenario import Scenario

FRACTIONAL = {"satellite_count": "fractional"}
"""The setting that every result of such a search holds for."""


def fractional(scenario: Scenario, label: str) -> Scenario:
    """The scenario with satellites and flights counted in fractions; `label` is the origin of the setting."""
    return scenario.with_(FRACTIONAL, label=label)
