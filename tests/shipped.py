"""The shipped scenarios in tests: each is evaluated once in a process, and its futures are drawn once."""

from functools import cache

import orbitcalc
from orbitcalc.analysis.studies.verify import Row, verify
from orbitcalc.evaluate import plan_for, proved_values
from orbitcalc.result import Result
from orbitcalc.scenario import Scenario

NAMES = orbitcalc.scenarios()

SOME = (
    *("baseline", "google-1gw", "falcon9-today", "reactor-cluster", "starcloud-5gw", "spacex-ai1"),
    *("mccalip", "suncatcher-parity", "spacedc-mdao-1mw", "lcoc-2030", "nasa-otps-rd1", "starcloud-table"),
)
"""Scenarios of different words, of our own and restated: for statements that take a moment for each scenario."""


@cache
def scenario(name: str) -> Scenario:
    """A shipped scenario, read once in a process."""
    return orbitcalc.load(name)


@cache
def result(name: str) -> Result:
    """The result of a shipped scenario, shared by all tests of a process."""
    return scenario(name).run()


def partial(scenario: Scenario, *names: str) -> Result:
    """The result of a scenario for some variables, and for what they are computed from."""
    plan = plan_for(scenario, names)
    return Result(scenario, proved_values(scenario, plan), plan)


@cache
def rows() -> list[Row]:
    """What `verify` finds of all published studies, shared by all tests of a process."""
    return verify()
