"""Elasticities that are known."""

from __future__ import annotations

import numpy as np
import pytest

from orbitcalc.analysis.sensitivity.elasticity import elasticities
from orbitcalc.cli import main
from orbitcalc.scenario import Scenario


def test_elasticities_of_a_division_are_one_and_minus_one(google: Scenario) -> None:
    result = elasticities(google, ["satellites_nameplate"], vary=["target_power", "it_power_per_satellite"])
    by_name = {item.name: item for item in result["satellites_nameplate"]}
    assert by_name["target_power"].elasticity == pytest.approx(1.0, rel=1e-12)
    assert by_name["it_power_per_satellite"].elasticity == pytest.approx(-1.0, rel=1e-12)
    assert by_name["target_power"].slope == pytest.approx(1e-5, rel=1e-12)
    assert not by_name["target_power"].kink


def test_an_input_at_zero_has_no_elasticity(google: Scenario) -> None:
    result = elasticities(google, ["capex"], vary=["eclipse_compute_share"])
    (elasticity,) = result["capex"]
    assert elasticity.reason == "the input is zero"
    assert np.isfinite(elasticity.slope)


def test_the_command_gives_elasticities_and_names_the_steps_between_which_they_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A flight takes whole satellites; where mass flows in bulk there are no steps."""
    note = "slopes are those between the steps of satellites_per_launch, a whole number"
    line = ["tornado", "google-1gw", "--local", "--top", "3", "--of", "flights_per_satellite"]
    assert main(line) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "percent of flights_per_satellite per percent" in out
    assert note in out
    assert main([*line, "-s", "launch_packing=bulk"]) == 0
    assert note not in " ".join(capsys.readouterr().out.split())
