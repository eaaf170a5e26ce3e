"""Groups of inputs: a power of two of rows, correlated inputs together."""

from __future__ import annotations
import json
import math
from pathlib import Path
import numpy as np
import pytest
from scipy.stats import qmc
import orbitcalc
from orbitcalc._typing import Array
from orbitcalc.analysis.sensitivity.sobol import DEFAULT, UnknownOutputError, ask, sobol
from orbitcalc.analysis.sensitivity.variance import Estimator
from orbitcalc.cli import main
from orbitcalc.errors import ScenarioError
from orbitcalc.evaluate import evaluate
from orbitcalc.scenario import load_text


SCENARIO = "google-1gw"


TWO = ("satellite_life", "array_areal_mass")


def test_correlated_inputs_must_stand_in_one_group() -> None:
    def scenario(one: str, other: str) -> orbitcalc.Scenario:
        pair = f'[[correlate]]\nparams = ["{one}", "{other}"]\nrank = 0.5\n'
        return load_text(f'extends = ["builtin:{SCENARIO}"]\n{pair}')

    linked = scenario(*TWO)
    with pytest.raises(ScenarioError, match="correlated"):
        ask(linked, 64, outputs=["fleet_mass"])
    within = scenario("array_areal_mass", "pmad_specific_mass")
    with pytest.raises(ScenarioError, match="correlated"):
        ask(within, 64, outputs=["fleet_mass"])
    found = sobol(ask(within, 1024, outputs=["fleet_mass"], group_by="group"))
    plain = sobol(ask(orbitcalc.load(SCENARIO), 1024, outputs=["fleet_mass"], group_by="group"))
    assert found.variance["fleet_mass"] > plain.variance["fleet_mass"]


@pytest.mark.parametrize(("rows", "offered"), [(1000, 1024), (3, 4), (1025, 2048)])
def test_rows_are_a_power_of_two(rows: int, offered: int) -> None:
    with pytest.raises(ScenarioError, match=f"take {offered}"):
        ask(orbitcalc.load(SCENARIO), rows)
