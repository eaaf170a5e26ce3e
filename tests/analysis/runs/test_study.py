"""A study: the same bits for any size of block; a failure is a row, not an end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import orbitcalc
from orbitcalc.analysis.runs import study as study_module
from orbitcalc.analysis.runs.study import FAILED, Study, study_of
from orbitcalc.analysis.sampling.engines import evaluate_columns
from orbitcalc.errors import ScenarioError
from orbitcalc.graph import Rule
from tests.analysis.runs.helpers import SAMPLES, joined, same
from tests.rows import quick


@pytest.mark.parametrize("method", ["random", "sobol"])
@pytest.mark.parametrize("size", quick([1, 2, 3, 17, 511], 1, 17))
def test_every_variable_has_the_same_bits_in_blocks_of_any_size(size: int, method: Any) -> None:
    scenario = orbitcalc.load("google-1gw")
    numbers = [name for name, rule in scenario.graph.of(Rule).items() if not rule.axis]
    study = study_of(scenario, outputs=numbers, seed=1, method=method)
    whole = study.chunk(0, 256).columns
    parts = joined([study.chunk(start, min(size, 18 - start)) for start in range(0, 18, size)])
    assert same({name: column[:18] for name, column in whole.items()}, parts)


def failing(at: frozenset[float], name: str) -> Any:
    """An evaluation that raises an error where a draw is one of these."""

    def evaluated(scenario: Any, samples: Mapping[str, Any], *others: Any, **named: Any) -> Any:
        if at.intersection(samples[name].tolist()):
            raise FloatingPointError("no root")
        return evaluate_columns(scenario, samples, *others, **named)

    return evaluated


def test_a_failed_sample_is_one_flagged_row(
    study: Study, reference: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "accelerator_life"
    values = study.sampler.draw(0, SAMPLES)[name]
    bad = [0, 77, 1500, SAMPLES - 1]
    monkeypatch.setattr(study_module, "evaluate_columns", failing(frozenset(values[bad].tolist()), name))
    chunk = study.chunk(0, SAMPLES)
    assert np.flatnonzero(chunk.columns["status"] == FAILED).tolist() == bad
    assert chunk.errors[0] == (0, "FloatingPointError: no root")
    assert np.isnan(chunk.columns["cost_ratio"][bad]).all()
    good = np.setdiff1d(np.arange(SAMPLES), bad)
    assert all(chunk.columns[key][good].tobytes() == reference[key][good].tobytes() for key in reference)


def test_a_fault_of_the_program_is_not_taken_for_a_failed_sample(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **named: Any) -> Any:
        raise TypeError("a fault")

    monkeypatch.setattr(study_module, "evaluate_columns", broken)
    with pytest.raises(TypeError, match="a fault"):
        study.chunk(0, 10)


def test_a_given_input_can_be_an_output() -> None:
    study = study_of(orbitcalc.load("google-1gw"), outputs=["accelerator_life"], conditions=())
    column = study.chunk(0, 100).columns["accelerator_life"]
    assert column.tolist() == study.sampler.draw(0, 100)["accelerator_life"].tolist()


def test_only_what_matters_is_drawn(study: Study) -> None:
    one = replace(study, outputs=("fleet_mass",), conditions=())
    assert "discount_rate" in study.effective
    assert "discount_rate" not in one.effective
    assert same(
        {"fleet_mass": study.chunk(0, 50).columns["fleet_mass"]}, {"fleet_mass": one.chunk(0, 50).columns["fleet_mass"]}
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"outputs": ["flet_mass"]}, "did you mean 'fleet_mass'"),
        ({"outputs": ["power_online"]}, "not a number with one value"),
        ({"conditions": ["cost_ratio << 1"]}, "not NAME OPERATOR VALUE|cost_ratio"),
        ({"conditions": ["orbit_kind == inclined"]}, "does not vary"),
        ({"vary": ["vehicle"]}, "cannot vary"),
    ],
)
def test_an_impossible_request_is_reported(options: dict[str, list[str]], message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        study_of(orbitcalc.load("google-1gw"), **options)
