"""Propellant and transfers against hapsira, scipy's integrator, and the launcher tables' model."""

import numpy as np
import pytest

from orbitcalc.physics import propulsion, transfer
from orbitcalc.physics.constants import DAY
from tests.reference.vectors import Case, assert_close, case_id, cases


@pytest.mark.parametrize("case", cases("rocket_prop_"), ids=case_id)
def test_propellant_mass(case: Case) -> None:
    inputs = case["inputs"]
    mass = propulsion.propellant_mass(inputs["m_initial_kg"], inputs["delta_v_m_s"], inputs["isp_s"])
    assert_close(mass, case)
    ratio = propulsion.propellant_ratio(inputs["delta_v_m_s"], inputs["isp_s"])
    assert ratio * (inputs["m_initial_kg"] - mass) == pytest.approx(mass, rel=1e-12)


@pytest.mark.parametrize("case", cases("hohmann_"), ids=case_id)
def test_hohmann(case: Case) -> None:
    low, high = case["inputs"]["h1_km"] * 1e3, case["inputs"]["h2_km"] * 1e3
    assert_close(transfer.hohmann_delta_v(low, high), case, margin=3)
    assert transfer.hohmann_delta_v(high, low) == pytest.approx(transfer.hohmann_delta_v(low, high))


@pytest.mark.parametrize("case", cases("deorbit_dv_"), ids=case_id)
def test_deorbit(case: Case) -> None:
    inputs = case["inputs"]
    assert_close(transfer.deorbit_delta_v(inputs["h_km"] * 1e3, inputs["perigee_km"] * 1e3), case, margin=3)


@pytest.mark.parametrize("case", cases("lowthrust_"), ids=case_id)
def test_low_thrust(case: Case) -> None:
    inputs = case["inputs"]
    low, high = inputs["h1_km"] * 1e3, inputs["h2_km"] * 1e3
    if "_dv_" in case["id"]:
        assert_close(transfer.low_thrust_delta_v(low, high), case)
    else:
        assert_close(transfer.low_thrust_time(low, high, inputs["acceleration_m_s2"]) / DAY, case)


def test_transfers_of_no_length_cost_nothing() -> None:
    for function in (transfer.hohmann_delta_v, transfer.low_thrust_delta_v, transfer.deorbit_delta_v):
        assert function(700e3, 700e3) == pytest.approx(0.0, abs=1e-9)


def test_spiral_costs_more_than_two_impulses() -> None:
    high = np.array([500e3, 1000e3, 2000e3])
    assert np.all(transfer.low_thrust_delta_v(300e3, high) > transfer.hohmann_delta_v(300e3, high))


@pytest.mark.parametrize(
    ("payload", "ship", "left"),
    [(40e3, 130e3, 9.7e3), (50e3, 150e3, 14.3e3), (75e3, 180e3, 29.5e3), (200e3, 150e3, 137.6e3)],
)
def test_payload_to_sun_synchronous_orbit(payload: float, ship: float, left: float) -> None:
    """The launcher tables' own figures: Starship to 600 km, 707 m/s, specific impulse 367 s."""
    carried = propulsion.payload_after_transfer(payload, ship, 707.0, 367.0)
    assert carried == pytest.approx(left, abs=60.0)


def test_payload_that_cannot_get_there() -> None:
    carried = propulsion.payload_after_transfer(np.array([10e3, 100e3]), 180e3, 707.0, 367.0)
    assert np.isnan(carried).tolist() == [True, False]


def test_injection() -> None:
    """About 700 m/s from 200 km, 28.5 deg to 600 km sun-synchronous; nothing to stay."""
    east = np.radians(28.5)
    assert transfer.injection_delta_v(200e3, east, 600e3, np.radians(97.8)) == pytest.approx(700.0, abs=15.0)
    assert transfer.injection_delta_v(200e3, east, 200e3, east) == pytest.approx(0.0, abs=1e-9)
    climb = transfer.hohmann_delta_v(200e3, 600e3)
    assert transfer.injection_delta_v(200e3, east, 600e3, 0.0) == pytest.approx(climb)
