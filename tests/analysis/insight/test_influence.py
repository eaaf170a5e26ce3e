"""Which inputs matter most: slopes times ranges, against small steps of the model."""

import numpy as np
import pytest

import orbitcalc
from orbitcalc.analysis.insight.influence import influences
from orbitcalc.scenario.display import setting_text_si

STEP = 1e-6


@pytest.mark.parametrize("name", ["radiator_area", "satellites_required", "fleet_mass"])
def test_a_change_is_the_slope_times_the_range(name: str) -> None:
    scenario = orbitcalc.load("google-1gw")
    smooth = scenario.with_({"satellite_count": "fractional"})
    influence = influences(scenario.run(), name)
    assert influence is not None
    assert influence.by_range
    changes = [abs(item.change) for item in influence.items]
    assert changes == sorted(changes, reverse=True)
    for item in influence.items[:3]:
        own = smooth.numbers[item.name]
        ends = [
            smooth.with_({item.name: setting_text_si(smooth, item.name, own * factor)}).run().value_si(name)
            for factor in (1.0 - STEP, 1.0 + STEP)
        ]
        slope = (ends[1] - ends[0]) / (2.0 * STEP * own)
        assert item.change == pytest.approx(slope * (item.high - item.low), rel=1e-4)
        assert item.low < item.high


def test_inputs_without_a_range_move_by_one_percent() -> None:
    influence = influences(orbitcalc.load("google-1gw").run(), "satellites_nameplate")
    assert influence is not None
    assert not influence.by_range
    assert {item.name: item.change for item in influence.items} == pytest.approx(
        {"target_power": 100.0, "it_power_per_satellite": -100.0}
    )


@pytest.mark.parametrize("name", ["feasible", "launches", "altitude"])
def test_what_has_no_slope_has_no_influences(name: str) -> None:
    assert influences(orbitcalc.load("google-1gw").run(), name) is None


def test_a_number_without_a_value_has_no_influences() -> None:
    unknown = orbitcalc.load("google-1gw").with_({"vehicle": "long-march-9"}).run()
    assert np.isnan(unknown.value_si("capex"))
    assert influences(unknown, "capex") is None
