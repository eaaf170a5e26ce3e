"""Fixtures of the analyses: two scenarios, and the command line."""

from __future__ import annotations

import pytest

import orbitcalc
from orbitcalc.scenario import Scenario
from tests.cli.conftest import shell

__all__ = ["google", "mccalip", "shell"]


@pytest.fixture(scope="session")
def google() -> Scenario:
    return orbitcalc.load("google-1gw")


@pytest.fixture(scope="session")
def mccalip() -> Scenario:
    return orbitcalc.load("mccalip")
