"""Sobol indices against a closed form, a linear function, and SALib on our own model."""

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


def estimated(function: object, inputs: int, rows: int, seed: int) -> Estimator:
    points = qmc.Sobol(2 * inputs, rng=np.random.default_rng(seed)).random(rows).T
    a, b = points[:inputs], points[inputs:]
    mixed = [np.vstack([b[i : i + 1] if i == k else a[i : i + 1] for i in range(inputs)]) for k in range(inputs)]
    estimator = Estimator(inputs)
    for part in np.split(np.arange(rows), 4):  # in pieces, as a long run would
        estimator.add(function(a[:, part]), function(b[:, part]), [function(m[:, part]) for m in mixed])  # type: ignore[operator]
    return estimator


def ishigami(shares: Array) -> Array:
    x = np.pi * (2.0 * shares - 1.0)
    return np.sin(x[0]) + 7.0 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])


def ishigami_exact() -> tuple[float, list[float], list[float]]:
    """Variance, first and total order (Ishigami and Homma 1990; Saltelli et al. 2008, eq. 4.34 to 4.38)."""
    a, b, pi = 7.0, 0.1, math.pi
    alone = [0.5 * (1.0 + b * pi**4 / 5.0) ** 2, a * a / 8.0, 0.0]
    together = b * b * pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
    variance = sum(alone) + together
    totals = [alone[0] + together, alone[1], together]
    return variance, [each / variance for each in alone], [each / variance for each in totals]


@pytest.mark.parametrize("seed", range(5))
def test_ishigami_lies_within_the_intervals(seed: int) -> None:
    variance, first, total = ishigami_exact()
    found = estimated(ishigami, 3, 4096, seed)
    assert found.variance == pytest.approx(variance, rel=0.02)
    for exact, index in zip([*first, *total], [*found.first(), *found.total()], strict=True):
        assert abs(index.value - exact) <= index.error + 1e-12
        assert index.error < 0.1


def test_what_has_no_influence_of_its_own_is_not_distinguishable() -> None:
    found = estimated(ishigami, 3, 4096, 1)
    assert [index.distinguishable for index in found.first()] == [True, True, False]
    assert all(index.distinguishable for index in found.total())


def test_a_linear_function_shares_its_variance_by_the_squares() -> None:
    weights = np.array([1.0, 2.0, 4.0])
    found = estimated(lambda shares: weights @ shares, 3, 4096, 2)
    exact = weights**2 / np.sum(weights**2)
    assert [index.value for index in found.first()] == pytest.approx(exact.tolist(), abs=0.01)
    assert [index.value for index in found.total()] == pytest.approx(exact.tolist(), abs=0.01)


def test_intervals_of_independent_points_hold_the_truth_as_often_as_they_say() -> None:
    _, first, total = ishigami_exact()
    generator, inside = np.random.default_rng(1), []
    for _ in range(150):
        points = generator.random((6, 512))
        a, b = points[:3], points[3:]
        estimator = Estimator(3)
        mixed = [np.where((np.arange(3) == k)[:, None], b, a) for k in range(3)]
        estimator.add(ishigami(a), ishigami(b), [ishigami(m) for m in mixed])
        for exact, index in zip([*first, *total], [*estimator.first(), *estimator.total()], strict=True):
            inside.append(abs(index.value - exact) <= index.error)
    assert 0.91 < np.mean(inside) < 0.99


def test_four_times_the_rows_halve_the_interval() -> None:
    few, many = (estimated(ishigami, 3, rows, 1).first()[0].error for rows in (1024, 4096))
    assert few / many == pytest.approx(2.0, rel=0.1)


def test_agrees_with_salib_on_our_own_model() -> None:
    analyze = pytest.importorskip("SALib.analyze.sobol")
    sampled = pytest.importorskip("SALib.sample.sobol")
    scenario = orbitcalc.load(SCENARIO)
    ours = sobol(ask(scenario, 2048, outputs=["fleet_mass"], vary=TWO))
    problem = {"num_vars": 2, "names": list(TWO), "bounds": [[0.0, 1.0]] * 2}
    shares = sampled.sample(problem, 2048, calc_second_order=False, seed=3)
    chosen = {each.name: each for each in ask(scenario, 2, outputs=["fleet_mass"], vary=TWO).study.chosen}
    drawn = {name: chosen[name].draw(shares[:, i]) for i, name in enumerate(TWO)}
    values = evaluate(scenario, drawn, ["fleet_mass"])["fleet_mass"]
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

    question = ask(orbitcalc.load(SCENARIO), 16, outputs=["fleet_mass", "satellites_required"])
    _, at_a, at_b, mixed = next(_rows(question))
    for points in (at_a, at_b, *mixed):
        whole = evaluate(question.study.scenario, points.drawn, question.study.outputs, check=False)
        for name in question.study.outputs:
            assert np.array_equal(whole[name], points.known[name])


def test_an_input_without_a_say_is_not_varied() -> None:
    assert "discount_rate" not in ask(orbitcalc.load(SCENARIO), 16, outputs=["fleet_mass"]).groups


def test_an_unknown_value_is_refused_naming_draw_and_reason() -> None:
    question = ask(orbitcalc.load(SCENARIO), 1024, outputs=["deployment_time"])
    with pytest.raises(UnknownOutputError, match=r"deployment_time has no finite value in draw \d+ \(.+\)") as caught:
        sobol(question)
    assert "always known: satellites_required" in str(caught.value)


def test_outputs_nobody_asked_for_are_left_out_with_a_note() -> None:
    found = sobol(ask(orbitcalc.load(SCENARIO), 1024))
    assert {*found.first} <= {*DEFAULT}
    assert {*DEFAULT} - {*found.first} == {note.split()[0] for note in found.notes}


def test_a_constant_output_is_refused() -> None:
    with pytest.raises((UnknownOutputError, ScenarioError), match=r"vary|say"):
        sobol(ask(orbitcalc.load(SCENARIO), 64, outputs=["satellites_nameplate"]))


def test_groups_are_varied_together() -> None:
    scenario = orbitcalc.load(SCENARIO)
    groups = sobol(ask(scenario, 2048, outputs=["fleet_mass"], group_by="group"))
    alone = sobol(ask(scenario, 2048, outputs=["fleet_mass"]))
    members = groups.groups["power"]
    assert len(members) > 3
    together = sum(alone.first["fleet_mass"][name].value for name in members)
    assert groups.first["fleet_mass"]["power"].value == pytest.approx(together, abs=0.06)


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


def test_the_command_tells_the_runs_first_and_what_cannot_be_told(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["sobol", SCENARIO, "-n", "256", "--of", "fleet_mass", "--of", "satellites_required", "--all"])
    out, err = capsys.readouterr()
    assert code == 0
    assert err.splitlines()[0].endswith("+ 2)")
    assert "array_areal_mass" in out
    assert "not distinguishable from 0 at this n" in out
    assert "satellites_required" in out


@pytest.mark.parametrize("form", ["json", "csv", "md"])
def test_other_forms(capsys: pytest.CaptureFixture[str], form: str) -> None:
    code = main(
        ["sobol", SCENARIO, "-n", "64", "--of", "fleet_mass", "--vary", TWO[0], "--vary", TWO[1], "-f", form, "-q"]
    )
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    assert "array_areal_mass" in out
    if form == "json":
        assert json.loads(out)["runs"] == 64 * 4


def test_the_command_refuses_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sobol", SCENARIO, "--of", "deployment_time"]) == 2
    assert "has no finite value in draw" in capsys.readouterr().err
    assert main(["sobol", SCENARIO, "-n", "1000"]) == 2
    assert "take 1024" in capsys.readouterr().err


def test_the_table_can_go_into_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "indices.csv"
    assert main(["sobol", SCENARIO, "-n", "64", "--of", "fleet_mass", "-f", "csv", "-o", str(path)]) == 0
    assert path.read_text().startswith("output,input,first,first_low")
