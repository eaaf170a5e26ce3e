"""Battery: vectors by numerical integration of an orbit, and the closed forms' limits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbitcalc.physics import battery
from tests.proof import assert_units
from tests.reference.vectors import assert_close, case_id, cases

WATT_HOUR = 3600.0
PATHS = {"sun_path_efficiency": 0.93, "charge_efficiency": 0.95, "discharge_efficiency": 0.95}


@pytest.mark.parametrize("case", cases("psa_"), ids=case_id)
def test_array_power_returns_the_battery_to_full(case):
    inputs = case["inputs"]
    power = battery.array_power_for_orbit(
        inputs["load_W"],
        inputs["load_W"],
        inputs["orbit_s"],
        inputs["eclipse_s"],
        sun_path_efficiency=inputs["eff_array_to_load"],
        charge_efficiency=inputs["eff_charge"],
        discharge_efficiency=inputs["eff_discharge_to_load"],
    )
    assert_close(power, case)


@pytest.mark.parametrize("case", cases("battcap_"), ids=case_id)
def test_battery_energy_at_the_depth_of_discharge(case):
    inputs = case["inputs"]
    energy = battery.battery_energy(
        inputs["load_W"], inputs["eclipse_s"], inputs["eff_discharge_to_load"], inputs["depth_of_discharge"]
    )
    assert_close(energy / WATT_HOUR, case)


def test_without_eclipse_the_array_feeds_the_load_alone():
    assert battery.array_power_for_orbit(930.0, 930.0, 5800.0, 0.0, **PATHS) == pytest.approx(1000.0)


def test_energy_into_the_orbit_equals_energy_out():
    """Closed form: what the array gives while lit covers both loads and both losses."""
    power = battery.array_power_for_orbit(800.0, 500.0, 6000.0, 1500.0, **PATHS)
    assert power * 4500.0 == pytest.approx(800.0 / 0.93 * 4500.0 + 500.0 * 1500.0 / 0.95**2)


def test_an_orbit_without_sun_has_no_array_power():
    powers = battery.array_power_for_orbit(1.0, 1.0, 6000.0, np.array([0.0, 6000.0, 7000.0]), **PATHS)
    assert np.isfinite(powers).tolist() == [True, False, False]


@given(depth=st.floats(0.05, 1.0), exponent=st.floats(0.5, 3.0))
def test_depth_allowed_undoes_cycles_allowed(depth, exponent):
    cycles = battery.cycles_allowed(depth, 30_000.0, 0.3, exponent)
    assert battery.depth_allowed(cycles, 30_000.0, 0.3, exponent) == pytest.approx(depth)


def test_cycles_allowed_passes_through_the_tested_point_and_falls_with_depth():
    cycles = battery.cycles_allowed(np.array([0.2, 0.3, 0.6]), 30_000.0, 0.3, 1.5)
    assert cycles[1] == pytest.approx(30_000.0)
    assert np.all(np.diff(cycles) < 0.0)


def test_few_cycles_allow_the_whole_cell_and_no_more():
    depths = battery.depth_allowed(np.array([0.0, 1.0, 30_000.0]), 30_000.0, 0.3, 1.2)
    assert depths == pytest.approx([1.0, 1.0, 0.3])


def test_capacity_fades_with_cycles_and_with_age():
    fade = {"cycle_fade": 1e-5, "exponent": 1.2, "calendar_fade": 1e-10}
    assert battery.capacity_retained(0.0, 0.5, 0.0, **fade) == 1.0
    assert battery.capacity_retained(1000.0, 1.0, 1e8, **fade) == pytest.approx(1.0 - 0.01 - 0.01)
    assert battery.capacity_retained(1e9, 1.0, 0.0, **fade) == 0.0


@given(
    deepest=st.floats(0.05, 1.0),
    worn=st.floats(0.0, 50.0),
    exponent=st.floats(0.1, 10.0),
    rested=st.floats(0.05, 1.0),
)
def test_a_depth_that_fits_is_the_deepest_of_the_capacity_that_its_cycles_leave(deepest, worn, exponent, rested):
    fade = {"cycle_fade": worn / 1000.0, "exponent": exponent, "calendar_fade": 1.0 - rested}
    depth = battery.depth_that_fits(deepest, 1000.0, 1.0, **fade)
    assert depth == pytest.approx(deepest * battery.capacity_retained(1000.0, depth, 1.0, **fade), abs=1e-13)


def test_a_cell_that_ages_away_at_rest_has_no_depth():
    assert np.isnan(battery.depth_that_fits(0.8, 1.0, 1.0, cycle_fade=0.0, exponent=1.0, calendar_fade=1.0))


def test_units():
    seconds, watts = (1184.3, "s"), (1e5, "W")
    assert_units(battery.array_power_for_orbit, "W", watts, watts, (5863.7, "s"), seconds, **PATHS)
    assert_units(battery.battery_energy, "J", watts, seconds, 0.95, 0.6)
    assert_units(
        battery.capacity_retained,
        "1",
        1e3,
        0.5,
        (1e8, "s"),
        cycle_fade=1e-5,
        exponent=1.0,
        calendar_fade=(1e-10, "1/s"),
    )
