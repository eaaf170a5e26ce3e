"""Outputs of an analysis, and why a sample has no value."""

from __future__ import annotations

import pytest

from orbitcalc.analysis.sensitivity.sweep import sweep
from orbitcalc.errors import ScenarioError
from orbitcalc.scenario import Scenario


@pytest.mark.parametrize("name", ["capxe", "power_online", "vehicle"])
def test_what_is_no_output_is_refused(google: Scenario, name: str) -> None:
    with pytest.raises(ScenarioError, match=name):
        sweep(google, {"altitude": "[500, 600] km"}, [name])
