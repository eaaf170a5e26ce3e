"""Satellites and flights in fractions: no steps."""

import numpy as np

from orbitcalc.analysis.sampling.fractional import fractional
from orbitcalc.evaluate import evaluate_columns
from orbitcalc.scenario import Scenario


def test_a_small_change_changes_the_count_without_a_step(google: Scenario) -> None:
    powers = np.linspace(1.0e9, 1.0001e9, 50)
    whole, fractions = (
        evaluate_columns(scenario, {"target_power": powers}, ["satellites_required"], 50)["satellites_required"]
        for scenario in (google, fractional(google, "test"))
    )
    assert np.all(whole == np.round(whole))
    assert np.all(np.diff(fractions) > 0.0)
    assert np.all(np.abs(whole - fractions) < 2.0)


def test_the_label_is_the_origin_of_the_setting(google: Scenario) -> None:
    assert fractional(google, "optimise")["satellite_count"].origin == "optimise"
