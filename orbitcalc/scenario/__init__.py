"""Scenarios: layers of given values, resolved into one setting per variable."""

from orbitcalc.scenario.loading import header_of, load, load_text, scenarios
from orbitcalc.scenario.plain import unit_si_text
from orbitcalc.scenario.scenario import Scenario
from orbitcalc.scenario.setting import Setting

__all__ = ["Scenario", "Setting", "header_of", "load", "load_text", "scenarios", "unit_si_text"]
