"""The year of parity with its range: on the screen, and in the data."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from orbitcalc import load
from orbitcalc.analysis.insight.futures import FUTURES
from orbitcalc.analysis.sampling.sampler import Sampler
from orbitcalc.analysis.sampling.uncertain import uncertain
from orbitcalc.evaluate import evaluate
from tests.cli.command_line import Shell

YEARS = ("cost_parity_year", "parity_year")
LABELS = ("first launch at the cost on the ground", "decision at the value on the ground")
DEAR_POWER = {"electricity_price": "3.4 USD_2025/kWh"}
"""A price of electricity at which about half of the futures reach parity."""


def test_the_range_of_parity_counts_the_futures_without_it() -> None:
    """The quantiles of the futures drawn here again, those that never reach parity above all years."""
    scenario = load("google-1gw").with_(DEAR_POWER)
    futures, own = Sampler(uncertain(scenario)), scenario.run()
    assert own.futures
    assert own.futures.count == FUTURES
    columns = evaluate(scenario, futures.draw(0, FUTURES), YEARS)
    for name in YEARS:
        years = np.sort(np.where(np.isnan(columns[name]), np.inf, columns[name]))
        share = float(np.mean(np.isinf(years)))
        assert 0.2 < share < 0.8
        spread = own.range(name)
        assert spread.without_value == pytest.approx(share, abs=0.03)  # correlations of the inputs apart
        assert spread.high is None
        assert spread.low == pytest.approx(years[FUTURES // 20], abs=1.0)


def test_parity_is_on_the_screen_with_its_range(shell: Shell) -> None:
    text = " ".join(shell("run", "google-1gw", "-s", "electricity_price=3.4 USD_2025/kWh").out.split())
    for label in LABELS:
        assert re.search(rf"{label} 20\d\d 20\d\d to never \(in 5\d %\)", text)
    assert f"{LABELS[0]} never never in" in " ".join(shell("run", "google-1gw").out.split())


def test_parity_in_value_is_left_out_where_computing_has_no_price(shell: Shell) -> None:
    text = shell("run", "starcloud-5gw").out
    assert LABELS[0] in text
    assert LABELS[1] not in text


def test_parity_is_in_the_data_with_its_range(shell: Shell) -> None:
    data = json.loads(shell("run", "google-1gw", "-f", "json").out)
    ranges = {entry["name"]: entry["range"] for entry in data["outputs"] if "range" in entry}
    for name in YEARS:
        assert ranges[name]["p05"] is None
        assert 0.99 < ranges[name]["without_value"] < 1.0
