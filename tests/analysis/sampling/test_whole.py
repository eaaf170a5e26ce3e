"""Whole numbers that make steps in a curve are named with what removes them."""

from __future__ import annotations

import numpy as np

from orbitcalc.analysis.breakeven.curve import curve
from orbitcalc.analysis.sampling.whole import steps_notes, whole_counts
from orbitcalc.analysis.sensitivity.sweep import sweep
from orbitcalc.scenario import Scenario

STEPS = "steps come from satellites_per_launch, a whole number"
BULK = {"launch_packing": "bulk"}


def test_only_counts_that_a_rule_rounds_here_make_steps(google: Scenario) -> None:
    assert whole_counts(google, ["cost_ratio"]) == ("satellites_per_launch",)
    assert whole_counts(google, ["satellite_wet_mass"]) == ()
    assert whole_counts(google.with_(BULK), ["cost_ratio"]) == ()
    assert whole_counts(google.with_({"satellites_per_launch": "9"}), ["cost_ratio"]) == ()


def test_a_count_with_one_value_makes_no_steps(google: Scenario) -> None:
    assert steps_notes(google, {"satellites_per_launch": np.array([9.0, np.nan, 9.0])}) == ()
    (note,) = steps_notes(google, {"satellites_per_launch": np.array([9.0, 11.0])})
    assert note == f"{STEPS}, here 9 to 11 (-s launch_packing=bulk removes them)"


def test_a_sweep_and_a_curve_say_that_they_are_stairs(google: Scenario) -> None:
    along = {"array_areal_mass": "1..4 kg/m^2"}
    assert any(STEPS in note for note in sweep(google, along, ["cost_ratio"], points=4).notes)
    assert not any(STEPS in note for note in sweep(google.with_(BULK), along, ["cost_ratio"], points=4).notes)
    assert not any(STEPS in note for note in sweep(google, along, ["satellite_wet_mass"], points=4).notes)
    arguments = ("launch_price", "cost_ratio == 3", ("array_areal_mass", "1..4 kg/m^2"))
    assert any(STEPS in note for note in curve(google, *arguments, points=3).question.notes)
    assert not any(STEPS in note for note in curve(google.with_(BULK), *arguments, points=3).question.notes)
