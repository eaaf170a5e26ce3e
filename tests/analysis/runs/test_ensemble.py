"""Ensembles: statistics in the units of the reader."""

from __future__ import annotations

import pytest

import orbitcalc
from orbitcalc.analysis.runs.montecarlo import mc
from orbitcalc.errors import UnitError

SCENARIO, SAMPLES = "google-1gw", 20_000


def test_units_of_an_ensemble_can_be_chosen() -> None:
    ensemble = mc(orbitcalc.load(SCENARIO), 500)
    assert ensemble.quantile("fleet_mass", 0.5, "kg") == pytest.approx(1e3 * ensemble.quantile("fleet_mass", 0.5))
    with pytest.raises(UnitError, match="wrong dimension"):
        ensemble.quantile("fleet_mass", 0.5, "km")
    with pytest.raises(KeyError, match="did you mean 'fleet_mass'"):
        ensemble.quantile("flet_mass", 0.5)
