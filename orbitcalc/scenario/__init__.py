"""Scenarios: layers of given values, resolved into one setting per variable."""

from orbitcalc.scenario.cases import case_about, shipped_cases
from orbitcalc.scenario.loading import header_of, load, load_text, scenarios
from orbitcalc.scenario.plain import unit_si_text
from orbitcalc.scenario.scenario import Scenario
from orbitcalc.scenario.setting import Setting

__all__ = [
    "Scenario",
    "Setting",
    "case_about",
    "header_of",
    "load",
    "load_text",
    "scenarios",
    "shipped_cases",
    "unit_si_text",
]
