"""Orbits and the Sun's angle against Orekit, hapsira, ERFA and closed forms."""

import datetime

import numpy as np
import pytest

from orbitcalc.physics import beta, orbit, sun
from orbitcalc.physics.constants import DAY, EPOCH_DAY, MEAN_SUN_RATE
from tests.reference.vectors import Case, assert_close, case_id, cases


def altitude(case: Case) -> float:
    return float(case["inputs"]["altitude_km"]) * 1e3


def day_of(utc: str) -> float:
    return (datetime.datetime.fromisoformat(utc) - datetime.datetime(2000, 1, 1, 12)).total_seconds() / DAY


@pytest.mark.parametrize("case", cases("tkep_"), ids=case_id)
def test_period(case: Case) -> None:
    assert_close(orbit.orbital_period(altitude(case)), case)


@pytest.mark.parametrize("case", cases("period_kepler_", "vcirc_"), ids=case_id)
def test_period_and_speed_with_the_tools_own_constants(case: Case) -> None:
    constants = {
        "earth_radius": case["inputs"]["R_km"] * 1e3,
        "gravitational_parameter": case["inputs"]["mu_km3_s2"] * 1e9,
    }
    period = case["id"].startswith("period")
    function, unit = (orbit.orbital_period, 1.0) if period else (orbit.orbital_velocity, 1e3)
    assert_close(function(altitude(case), **constants) / unit, case)


@pytest.mark.parametrize("case", cases("raanrate_"), ids=case_id)
def test_nodal_precession(case: Case) -> None:
    rate = orbit.nodal_precession(altitude(case), np.radians(case["inputs"]["inclination_deg"]))
    assert_close(np.degrees(rate) * DAY, case)


@pytest.mark.parametrize("case", cases("ssoinc_"), ids=case_id)
def test_sun_synchronous_inclination(case: Case) -> None:
    assert_close(np.degrees(orbit.sun_synchronous_inclination(altitude(case))), case, margin=3)


@pytest.mark.parametrize("case", cases("tnodal_sso_"), ids=case_id)
def test_nodal_period(case: Case) -> None:
    inclination = orbit.sun_synchronous_inclination(altitude(case))
    assert_close(orbit.nodal_period(altitude(case), inclination), case, margin=2)


def test_sun_synchronous_orbit_keeps_pace_and_ends_near_5970_km() -> None:
    inclination = orbit.sun_synchronous_inclination(800e3)
    assert orbit.nodal_precession(800e3, inclination) == pytest.approx(MEAN_SUN_RATE, rel=1e-12)
    edge = orbit.sun_synchronous_inclination(np.array([5950e3, 6000e3]))
    assert np.isnan(edge).tolist() == [False, True]


@pytest.mark.parametrize("case", cases("sundec_"), ids=case_id)
def test_sun_declination(case: Case) -> None:
    assert_close(np.degrees(sun.sun_declination(day_of(case["inputs"]["utc"]))), case)


@pytest.mark.parametrize("case", cases("beta_"), ids=case_id)
def test_beta_angle(case: Case) -> None:
    inputs = case["inputs"]
    inclination, raan = np.radians([inputs["inclination_deg"], inputs["raan_at_epoch_deg"]])
    synchronous = inputs["inclination_deg"] > 90.0
    rate = MEAN_SUN_RATE if synchronous else orbit.nodal_precession(altitude(case), inclination)
    day = EPOCH_DAY + inputs["days_after_epoch"]
    node = raan + rate * DAY * inputs["days_after_epoch"]
    angle = beta.beta_angle(inclination, node, sun.sun_ecliptic_longitude(day), sun.obliquity(day))
    assert_close(np.degrees(angle), case)


def test_beta_of_an_equatorial_orbit_is_the_declination() -> None:
    day = EPOCH_DAY + np.linspace(0.0, 365.0, 30)
    angle = beta.beta_angle(0.0, 0.3, sun.sun_ecliptic_longitude(day), sun.obliquity(day))
    np.testing.assert_allclose(angle, sun.sun_declination(day), atol=1e-12)


def test_node_of_a_local_time_uses_the_mean_sun() -> None:
    (case,) = cases("eclfrac_sso_650_10.5_cyl")
    node = beta.node_at_local_time(10.5 * 3600.0)
    assert np.degrees(node) == pytest.approx(case["inputs"]["raan_at_epoch_deg"], abs=0.01)
    assert beta.node_at_local_time(18 * 3600.0) - beta.node_at_local_time(6 * 3600.0) == pytest.approx(-np.pi)


def test_beta_through_year_shapes_and_ends() -> None:
    assert beta.beta_through_year(1.7, 0.1, 2e-7, nodes=11).shape == (11, 1)
    inclination = np.linspace(0.1, 1.8, 6).reshape(2, 3)
    series = beta.beta_through_year(inclination, np.array([0.0, 1.0, 2.0]), 2e-7, nodes=11)
    assert series.shape == (11, 2, 3)
    single = beta.beta_through_year(inclination[1, 2], 2.0, 2e-7, nodes=11)
    np.testing.assert_allclose(series[:, 1, 2], single[:, 0], rtol=1e-12)
    day = EPOCH_DAY
    start = beta.beta_angle(inclination[0, 1], 1.0, sun.sun_ecliptic_longitude(day), sun.obliquity(day))
    assert series[0, 0, 1] == pytest.approx(float(start), rel=1e-12)
