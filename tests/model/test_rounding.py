"""What rounding leaves: never less than nothing where no quantity can be."""

from __future__ import annotations

import numpy as np

from orbitcalc import model
from orbitcalc.graph import Rule


def test_power_that_has_come_and_gone_leaves_nothing() -> None:
    """Random fleets that are gone in their last year, long before the twin is ready: exactly zero, not a rounding."""
    rule = model.graph()["power_online_at_ground_date"]
    assert isinstance(rule, Rule)
    power = np.random.default_rng(5).random((12, 4000)) * 1e9
    power[-1] = 0.0
    year = 31557600.0
    late, early = (rule.formulas[0].function(power, np.full(4000, years * year), 0.0, year) for years in (40.0, 5.5))
    assert np.all(late == 0.0)
    np.testing.assert_allclose(early, 0.5 * (power[4] + power[5]), rtol=1e-12)
