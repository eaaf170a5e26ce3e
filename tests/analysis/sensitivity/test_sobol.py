"""Sobol indices of the model: against SALib, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import orbitcalc
from orbitcalc.analysis.sensitivity.sobol import SOBOL_OUTPUTS, UnknownOutputError, _Ranks, sobol, sobol_study_of
from orbitcalc.analysis.sensitivity.variance import Estimator
from orbitcalc.cli import main
from orbitcalc.errors import ScenarioError
from orbitcalc.evaluate import evaluate

SCENARIO = "google-1gw"


TWO = ("satellite_life", "array_areal_mass")


def test_agrees_with_salib_on_our_own_model() -> None:
    analyze = pytest.importorskip("SALib.analyze.sobol")
    sampled = pytest.importorskip("SALib.sample.sobol")
    scenario = orbitcalc.load(SCENARIO)
    ours = sobol(sobol_study_of(scenario, 2048, outputs=["fleet_mass"], vary=TWO))
    problem = {"num_vars": 2, "names": list(TWO), "bounds": [[0.0, 1.0]] * 2}
    shares = sampled.sample(problem, 2048, calc_second_order=False, seed=3)
    chosen = {item.name: item for item in sobol_study_of(scenario, 2, outputs=["fleet_mass"], vary=TWO).study.inputs}
    columns = {name: chosen[name].draw(shares[:, i]) for i, name in enumerate(TWO)}
    values = evaluate(scenario, columns, ["fleet_mass"])["fleet_mass"]
    theirs = analyze.analyze(problem, values, calc_second_order=False, seed=1)
    for i, name in enumerate(TWO):
        assert ours.first["fleet_mass"][name].value == pytest.approx(theirs["S1"][i], abs=0.01)
        assert ours.total["fleet_mass"][name].value == pytest.approx(theirs["ST"][i], abs=0.01)
        assert ours.first["fleet_mass"][name].error == pytest.approx(theirs["S1_conf"][i], rel=0.35)
    # and the same points give SALib's numbers
    rows = values.reshape(-1, 4)
    again = Estimator(2)
    again.add(rows[:, 0], rows[:, 3], [rows[:, 1], rows[:, 2]])
    assert [index.value for index in again.total()] == pytest.approx(theirs["ST"].tolist(), rel=2e-3)
    assert [index.value for index in again.first()] == pytest.approx(theirs["S1"].tolist(), abs=2e-3)


def test_what_is_evaluated_again_is_what_a_whole_evaluation_gives() -> None:
    from orbitcalc.analysis.sensitivity.sobol import _rows

    question = sobol_study_of(orbitcalc.load(SCENARIO), 16, outputs=["fleet_mass", "satellites_required"])
    at_a, at_b, mixed = next(_rows(question))
    for points in (at_a, at_b, *mixed):
        whole = evaluate(question.study.scenario, points.draws, question.study.outputs, check=False)
        for name in question.study.outputs:
            assert np.array_equal(whole[name], points.outputs[name])


def test_an_input_without_effect_is_not_varied() -> None:
    assert "discount_rate" not in sobol_study_of(orbitcalc.load(SCENARIO), 16, outputs=["fleet_mass"]).groups


def test_an_output_without_a_value_in_some_draws_has_the_indices_of_its_rank() -> None:
    study = sobol_study_of(orbitcalc.load(SCENARIO), 512, outputs=["deployment_time", "fleet_mass"])
    result = sobol(study)
    assert 0.3 < result.without_value["deployment_time"] < 0.9
    assert result.without_value["fleet_mass"] == 0.0
    assert 0.0 < result.variance["deployment_time"] <= 1.0 / 12.0 + 1e-3  # of a share between 0 and 1
    total = result.total["deployment_time"]
    assert any(index.distinguishable for index in total.values())
    assert all(-0.1 < index.value < 1.1 for index in total.values())


def test_a_rank_is_the_share_below_and_half_of_the_equal() -> None:
    ordered = np.array([1.0, 2.0, 2.0, 5.0, np.inf, np.inf])
    ranks = _Ranks(ordered)
    assert ranks.without_value == pytest.approx(1.0 / 3.0)
    assert ranks.of(np.array([0.0, 1.0, 2.0, 3.0, 9.0, np.nan])) == pytest.approx(
        [0.0, 1 / 12, 1 / 3, 0.5, 4 / 6, 5 / 6]
    )


def test_the_outputs_people_ask_for_have_indices_by_default() -> None:
    scenario = orbitcalc.load(SCENARIO)
    result = sobol(sobol_study_of(scenario, 256))
    assert {*result.first} == {*scenario.graph.with_role(SOBOL_OUTPUTS)} >= {"capex", "cost_ratio"}
    assert result.notes == ()
    clusters = [members for name, members in result.groups.items() if " + " in name]
    assert clusters
    assert all(len(members) > 1 for members in clusters)


def test_an_output_that_does_not_vary_is_left_out_with_a_note() -> None:
    result = sobol(sobol_study_of(orbitcalc.load("falcon9-today"), 64))
    assert "capex" not in result.first
    assert any(note.startswith("capex is left out: it does not vary") for note in result.notes)


def test_a_constant_output_is_refused() -> None:
    with pytest.raises((UnknownOutputError, ScenarioError), match=r"vary|say"):
        sobol(sobol_study_of(orbitcalc.load(SCENARIO), 64, outputs=["satellites_nameplate"]))


def test_groups_are_varied_together() -> None:
    scenario = orbitcalc.load(SCENARIO)
    groups = sobol(sobol_study_of(scenario, 2048, outputs=["fleet_mass"], group_by="group"))
    ungrouped = sobol(sobol_study_of(scenario, 2048, outputs=["fleet_mass"]))
    members = set(groups.groups["reliability"])
    assert len(members) > 3
    indices = ungrouped.first["fleet_mass"].items()
    together = sum(index.value for name, index in indices if members.issuperset(ungrouped.groups.get(name, (name,))))
    assert groups.first["fleet_mass"]["reliability"].value == pytest.approx(together, abs=0.06)


def test_the_command_gives_the_runs_first_and_names_indices_not_distinguishable_from_zero(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = main(["sobol", SCENARIO, "-n", "256", "--of", "fleet_mass", "--of", "satellites_required", "--all"])
    out, err = capsys.readouterr()
    assert code == 0
    assert err.splitlines()[0].endswith("+ 2)")
    assert "array_areal_mass" in out
    assert "not distinguishable from 0" in out
    assert "satellites_required" in out


@pytest.mark.parametrize("form", ["json", "csv", "md"])
def test_other_forms(capsys: pytest.CaptureFixture[str], form: str) -> None:
    code = main(
        ["sobol", SCENARIO, "-n", "64", "--of", "fleet_mass", "--only", TWO[0], "--only", TWO[1], "-f", form, "-q"]
    )
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    assert "array_areal_mass" in out
    if form == "json":
        assert json.loads(out)["runs"] == 64 * 4


def test_the_command_refuses_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sobol", SCENARIO, "--of", "deployment_tim"]) == 2
    assert "deployment_time" in capsys.readouterr().err
    assert main(["sobol", SCENARIO, "-n", "1000"]) == 2
    assert "take 1024" in capsys.readouterr().err


def test_the_table_can_go_into_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "indices.csv"
    assert main(["sobol", SCENARIO, "-n", "64", "--of", "fleet_mass", "-f", "csv", "-o", str(path)]) == 0
    assert path.read_text().startswith("output,input,first,first_low")
