"""Density against NRLMSIS 2.1, decay against scipy's integrator, and inverses."""

import numpy as np
import pytest

from orbitcalc import OutOfRangeWarning
from orbitcalc.physics import decay, drag, orbit
from orbitcalc.physics.constants import DAY, YEAR
from tests.reference.vectors import Case, assert_close, case_id, cases


@pytest.mark.parametrize("case", cases("rho_"), ids=case_id)
def test_air_density(case: Case) -> None:
    density = drag.air_density(case["inputs"]["altitude_km"] * 1e3, case["inputs"]["F10_7"])
    assert density == pytest.approx(case["value"], rel=0.01)


@pytest.mark.parametrize("case", cases("drag_dv_yr_", "decay_rate_"), ids=case_id)
def test_drag_at_a_given_density(case: Case) -> None:
    inputs = case["inputs"]
    altitude, density = inputs["altitude_km"] * 1e3, inputs["density_kg_m3"]
    ballistic_area = inputs["CdA_over_m_m2_kg"]
    if case["id"].startswith("drag"):
        velocity = orbit.orbital_velocity(altitude)
        assert_close(drag.annual_drag_delta_v(density, velocity, ballistic_area), case, margin=3)
    else:
        assert_close(decay.descent(density, altitude, ballistic_area, DAY), case, margin=3)


@pytest.mark.parametrize("case", cases("lifetime_"), ids=case_id)
def test_decay_time(case: Case) -> None:
    inputs = case["inputs"]
    time = decay.decay_time(inputs["altitude_km"] * 1e3, inputs["CdA_over_m_m2_kg"], inputs["F10_7"])
    assert_close(time / YEAR, case, margin=3)


@pytest.mark.parametrize("solar_flux", [70.0, 100.0, 140.0, 230.0])
def test_decay_time_is_the_integral_of_the_decay_rate(solar_flux: float) -> None:
    altitude = np.linspace(125e3, 612e3, 40001)
    slowness = 1.0 / decay.decay_rate(drag.air_density(altitude, solar_flux), altitude, 0.03)
    table = decay.decay_time(altitude[-1], 0.03, solar_flux) - decay.decay_time(altitude[0], 0.03, solar_flux)
    assert table == pytest.approx(np.trapezoid(slowness, altitude), rel=0.01)


def test_decay_altitude_is_the_inverse() -> None:
    generator = np.random.default_rng(2)
    altitude, solar_flux = generator.uniform(120e3, 2000e3, 500), generator.uniform(65.0, 250.0, 500)
    ballistic_area = generator.uniform(0.005, 0.3, 500)
    time = decay.decay_time(altitude, ballistic_area, solar_flux)
    np.testing.assert_allclose(decay.decay_altitude(time, ballistic_area, solar_flux), altitude, rtol=1e-9)
    alone = decay.decay_altitude(time[3], ballistic_area[3], solar_flux[3])
    assert alone == pytest.approx(altitude[3], rel=1e-9)


def test_density_falls_with_height_and_grows_with_activity() -> None:
    altitude = np.linspace(150e3, 1500e3, 200)[:, np.newaxis]
    density = drag.air_density(altitude, np.linspace(65.0, 250.0, 30))
    assert np.all(np.diff(density, axis=0) < 0.0)
    assert np.all(np.diff(density, axis=1) > 0.0)
    with pytest.warns(OutOfRangeWarning, match="air density above 250"):
        assert drag.air_density(500e3, 300.0) == drag.air_density(500e3, 250.0)
    assert 25.0 < drag.air_density(600e3, 200.0) / drag.air_density(600e3, 70.0) < 35.0


def test_force_and_acceleration_agree() -> None:
    assert drag.drag_force(1e-12, 7500.0, 40.0) / 800.0 == pytest.approx(
        drag.drag_acceleration(1e-12, 7500.0, 40.0 / 800.0)
    )


def test_ballistic_decay_of_starlink() -> None:
    """Reported: more than 4 years from 550 km at solar minimum, over 80 % less from 480 km."""
    high, low = decay.decay_time(np.array([550e3, 480e3]), 0.2, 70.0) / YEAR
    assert 4.0 < high < 5.0
    assert low < 0.3 * high
