"""Groups of inputs: a power of two of rows, correlated inputs together."""

from __future__ import annotations

import pytest

import orbitcalc
from orbitcalc.analysis.sensitivity.sobol import sobol, sobol_study_of
from orbitcalc.errors import ScenarioError
from orbitcalc.scenario import load_text

SCENARIO = "google-1gw"


TWO = ("satellite_life", "array_areal_mass")


def test_correlated_inputs_must_stand_in_one_group() -> None:
    def scenario(one: str, other: str) -> orbitcalc.Scenario:
        pair = f'[[correlate]]\nparams = ["{one}", "{other}"]\nrank = 0.5\n'
        return load_text(f'extends = ["builtin:{SCENARIO}"]\n{pair}')

    linked = scenario(*TWO)
    with pytest.raises(ScenarioError, match="correlated"):
        sobol_study_of(linked, 64, outputs=["fleet_mass"])
    within = scenario("array_areal_mass", "pmad_specific_mass")
    with pytest.raises(ScenarioError, match="correlated"):
        sobol_study_of(within, 64, outputs=["fleet_mass"])
    found = sobol(sobol_study_of(within, 1024, outputs=["fleet_mass"], group_by="group"))
    plain = sobol(sobol_study_of(orbitcalc.load(SCENARIO), 1024, outputs=["fleet_mass"], group_by="group"))
    assert found.variance["fleet_mass"] > plain.variance["fleet_mass"]


@pytest.mark.parametrize(("rows", "offered"), [(1000, 1024), (3, 4), (1025, 2048)])
def test_rows_are_a_power_of_two(rows: int, offered: int) -> None:
    with pytest.raises(ScenarioError, match=f"take {offered}"):
        sobol_study_of(orbitcalc.load(SCENARIO), rows)
