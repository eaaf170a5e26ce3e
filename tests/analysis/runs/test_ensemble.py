"""Ensembles: statistics in the units of the reader."""

from __future__ import annotations
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
import numpy as np
import pytest
import orbitcalc
from orbitcalc.analysis.runs import engine
from orbitcalc.analysis.runs.engine import SampleError
from orbitcalc.analysis.runs.montecarlo import mc, resume, study_of
from orbitcalc.analysis.runs.rows import Draws
from orbitcalc.analysis.runs.store import RunError
from orbitcalc.cli import main
from orbitcalc.errors import ScenarioError, UnitError
from orbitcalc.report.files import csv_lines
from orbitcalc.scenario import load_text


SCENARIO, SAMPLES = "google-1gw", 20_000


def test_units_of_an_ensemble_can_be_chosen() -> None:
    ensemble = mc(orbitcalc.load(SCENARIO), 500)
    assert ensemble.quantile("fleet_mass", 0.5, "kg") == pytest.approx(1e3 * ensemble.quantile("fleet_mass", 0.5))
    with pytest.raises(UnitError, match="wrong dimension"):
        ensemble.quantile("fleet_mass", 0.5, "km")
    with pytest.raises(KeyError, match="did you mean 'fleet_mass'"):
        ensemble.quantile("flet_mass", 0.5)
