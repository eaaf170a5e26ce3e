"""The distribution of a break-even: that of each sample, and every sample counted once."""

from __future__ import annotations

import numpy as np
import pytest

from orbitcalc.analysis.breakeven.answer import breakeven
from orbitcalc.analysis.breakeven.spread import spread
from orbitcalc.analysis.sampling.sampler import Sampler
from orbitcalc.analysis.sampling.uncertain import uncertain
from orbitcalc.scenario import Scenario

PUT_BACK = 1e-9
"""Relative residual that a root may leave when it is put back."""


def test_a_distribution_is_the_breakeven_of_each_sample(mccalip: Scenario) -> None:
    until = "cost_total == ground_present_cost"
    ends = {"start": "-5000 USD_2025/kg", "stop": "5000 USD_2025/kg"}
    uncertain_price = mccalip.with_({"quoted_satellite_price": "8 to 30 USD_2025/W"})
    result = spread(uncertain_price, "launch_price", until, 40, seed=3, vary=["quoted_satellite_price"], **ends)
    values = Sampler(uncertain(uncertain_price, ["quoted_satellite_price"]), 3).draw(0, 40)["quoted_satellite_price"]
    for price, root in list(zip(values, result.values, strict=True))[:5]:
        alone = mccalip.with_({"quoted_satellite_price": f"{float(price)!r} USD_2025/W"})
        assert root == pytest.approx(breakeven(alone, "launch_price", until, **ends).roots[0].value, rel=1e-9)
    assert result.share[0] == np.mean(np.isfinite(result.values))
    assert result.percentile(0.5) == pytest.approx(np.nanmedian(result.values))


def test_every_sample_of_a_distribution_is_accounted_for(google: Scenario) -> None:
    result = spread(google, "launch_price", "cost_ratio == 3", 300, stop="500 USD_2025/kg")
    rooted = int(np.count_nonzero(np.isfinite(result.values)))
    assert rooted + result.above + result.below + result.jumped + result.unknown == 300
    assert 0 < rooted < 300
    assert result.residual < PUT_BACK
