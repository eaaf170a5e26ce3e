"""Fixtures of the views: a scenario, and the command line."""

from __future__ import annotations

import pytest

import orbitcalc
from orbitcalc.scenario import Scenario
from tests.cli.conftest import shell

__all__ = ["google", "shell"]


@pytest.fixture(scope="session")
def google() -> Scenario:
    return orbitcalc.load("google-1gw")
