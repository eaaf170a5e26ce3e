"""Groups of inputs: a power of two of rows, correlated inputs together."""

from __future__ import annotations

import pytest

import orbitcalc
from orbitcalc.analysis.sampling.correlation import correlation_of
from orbitcalc.analysis.sampling.groups import Groups, groups_of
from orbitcalc.analysis.sampling.sampler import Sampler
from orbitcalc.analysis.sampling.uncertain import uncertain
from orbitcalc.analysis.sensitivity.sobol import sobol, sobol_study_of
from orbitcalc.errors import ScenarioError
from orbitcalc.scenario import load_text

SCENARIO = "google-1gw"


def correlated(one: str, other: str) -> orbitcalc.Scenario:
    pair = f'[[correlate]]\nparams = ["{one}", "{other}"]\nrank = 0.5\n'
    return load_text(f'extends = ["builtin:{SCENARIO}"]\n{pair}')


def groups(scenario: orbitcalc.Scenario, group_by: str = "") -> Groups:
    inputs = uncertain(scenario)
    return groups_of(scenario, Sampler(inputs, correlation=correlation_of(scenario, inputs)), 64, group_by)


def test_correlated_inputs_form_one_group_named_for_its_members() -> None:
    one, other = "albedo", "pmad_efficiency"
    joined = groups(correlated(one, other))
    assert joined[f"{one} + {other}"] == (one, other)
    assert one not in joined
    assert other not in joined


def test_each_input_stands_in_one_group_alone() -> None:
    for group_by in ("", "group"):
        members = [
            name for names in groups(correlated("albedo", "pmad_efficiency"), group_by).values() for name in names
        ]
        assert sorted(members) == [item.name for item in uncertain(orbitcalc.load(SCENARIO))]


def test_groups_of_the_model_that_are_correlated_are_one() -> None:
    assert "orbit" in groups(orbitcalc.load(SCENARIO), "group")
    joined = groups(correlated("albedo", "pmad_efficiency"), "group")
    whole = next(members for members in joined.values() if "albedo" in members)
    assert "pmad_efficiency" in whole
    assert "orbit" not in joined


def test_a_correlation_of_two_masses_adds_to_the_variance_of_their_sum() -> None:
    within = correlated("array_areal_mass", "pmad_specific_mass")
    result = sobol(sobol_study_of(within, 1024, outputs=["fleet_mass"], group_by="group"))
    plain = sobol(sobol_study_of(orbitcalc.load(SCENARIO), 1024, outputs=["fleet_mass"], group_by="group"))
    assert result.variance["fleet_mass"] > plain.variance["fleet_mass"]


@pytest.mark.parametrize(("rows", "offered"), [(1000, 1024), (3, 4), (1025, 2048)])
def test_rows_are_a_power_of_two(rows: int, offered: int) -> None:
    with pytest.raises(ScenarioError, match=f"take {offered}"):
        sobol_study_of(orbitcalc.load(SCENARIO), rows)
