"""Trapped dose against SHIELDOSE-2 and SPENVIS; shielding as its inverse."""

import numpy as np
import pytest

from orbitcalc import OutOfRangeWarning
from orbitcalc._typing import Array
from orbitcalc.physics import radiation
from orbitcalc.physics.constants import YEAR
from tests.reference.vectors import Case, assert_close, case_id, cases


def five_years(altitude: Array, degrees: Array, millimetres: Array, activity: Array) -> Array:
    """Dose in rad(Si), the unit of the vectors."""
    rate = radiation.dose_rate(altitude, np.radians(degrees), np.asarray(millimetres) * 1e-3, activity)
    return rate * 5.0 * YEAR * 100.0


@pytest.mark.parametrize("case", cases("tid_"), ids=case_id)
def test_dose(case: Case) -> None:
    inputs = case["inputs"]
    activity = {"solar max": 1.0, "solar min": 0.0}[inputs["solar_activity"]]
    dose = five_years(inputs["altitude_km"] * 1e3, inputs["inclination_deg"], inputs["aluminium_mm"], activity)
    assert_close(dose, case, margin=5)


def test_spenvis() -> None:
    """SPENVIS 4.6.11, AP8-MIN and AE8-MAX, 550 km, as published with pfandzelter/leo-edge-failure-models."""
    assert five_years(550e3, 55.0, 10.0, 0.0) == pytest.approx(765.0, rel=0.1)
    assert five_years(550e3, 100.0, 10.0, 0.0) == pytest.approx(569.0, rel=0.1)
    assert five_years(550e3, 100.0, 5.0, 0.0) == pytest.approx(1467.0, rel=0.35)


def test_dose_falls_with_thickness_and_grows_with_altitude() -> None:
    altitude = np.linspace(300e3, 2000e3, 60)[:, np.newaxis]
    thickness = np.linspace(1.0, 30.0, 50)
    for degrees in (0.0, 28.5, 53.0, 97.6):
        for activity in (0.0, 1.0):
            log_dose = np.log(five_years(altitude, degrees, thickness, activity))
            assert np.all(np.diff(log_dose, axis=1) <= 1e-9)
            assert np.all(np.diff(log_dose, axis=0) >= -1e-9)


def test_inclination() -> None:
    """Hardly anything over the equator, most where the orbit lingers in the South Atlantic anomaly."""
    equator, anomaly, pole = five_years(600e3, np.array([0.0, 40.0, 90.0]), 10.0, 0.0)
    assert equator < 25.0 < pole < anomaly
    assert five_years(600e3, 120.0, 5.0, 0.5) == pytest.approx(five_years(600e3, 60.0, 5.0, 0.5))


def test_solar_activity_lies_between_and_limits_hold() -> None:
    low, middle, high = five_years(700e3, 98.0, 10.0, np.array([0.0, 0.5, 1.0]))
    assert low > middle > high
    assert middle == pytest.approx(np.sqrt(low * high))
    with pytest.warns(OutOfRangeWarning, match="trapped dose above 2000 km"):
        assert np.isnan(five_years(2001e3, 53.0, 10.0, 0.0))
    with pytest.warns(OutOfRangeWarning, match="trapped dose below 300 km"):
        assert five_years(250e3, 53.0, 10.0, 0.0) == five_years(300e3, 53.0, 10.0, 0.0)


def test_required_thickness_is_the_inverse() -> None:
    generator = np.random.default_rng(1)
    altitude, inclination = generator.uniform(450e3, 2000e3, 500), generator.uniform(0.5, 2.6, 500)
    thickness, activity = generator.uniform(1e-3, 30e-3, 500), generator.uniform(0.0, 1.0, 500)
    rate = radiation.dose_rate(altitude, inclination, thickness, activity)
    back = radiation.required_thickness(rate, altitude, inclination, activity)
    np.testing.assert_allclose(back, thickness, rtol=1e-9)
    alone = radiation.required_thickness(rate[7], altitude[7], inclination[7], activity[7])
    assert alone == pytest.approx(back[7], rel=1e-12)


def test_required_thickness_where_none_or_nothing_will_do() -> None:
    limits = np.array([1e-20, 1.0])
    none, nothing = radiation.required_thickness(limits, 1400e3, 1.7, 0.0)
    assert np.isnan(none)
    assert nothing == 0.0


def test_shapes_broadcast() -> None:
    altitude = np.array([[500e3], [900e3]])
    dose = radiation.dose_rate(altitude, 1.7, np.array([3e-3, 5e-3, 1e-2]), 0.5)
    assert dose.shape == (2, 3)
    assert dose[1, 2] == pytest.approx(radiation.dose_rate(900e3, 1.7, 1e-2, 0.5), rel=1e-12)
    limit = np.array([1e-8, 1e-9, 1e-7])
    assert radiation.required_thickness(limit, altitude, 1.7, 0.5).shape == (2, 3)


def test_solar_protons() -> None:
    """980 rad behind 10 mm in free space, times an access of 0.2 to 0.3, on a sun-synchronous orbit."""
    polar = radiation.solar_proton_dose(np.radians(97.6), np.array([3e-3, 10e-3])) * 100.0
    assert 200.0 < polar[1] < 300.0
    assert polar[0] / polar[1] == pytest.approx(2960.0 / 980.0)
    assert radiation.solar_proton_dose(np.radians(53.0), 10e-3) == 0.0


@pytest.mark.parametrize("thickness", [1.0, 2.0, 3.0, 5.0, 8.0, 10.0, 12.0, 15.0, 20.0])
def test_solar_protons_behind_a_sphere_by_integrating_their_spectrum(thickness: float) -> None:
    """King's spectrum slowed down in aluminium, range 0.00237 E^1.808 g/cm2; silicon stops 3 % more a gram."""
    scale, power = 0.00237, 1.808
    left = np.geomspace(0.05, 400.0, 20000)
    energy = ((scale * left**power + 0.27 * thickness) / scale) ** (1.0 / power)
    fluence = 7.9e9 / 26.5 * np.exp((30.0 - energy) / 26.5)
    stopping = left ** (1.0 - power) / (0.97 * scale * power)
    dose = np.trapezoid(fluence * stopping * np.gradient(energy, left), left) * 1.602e-10
    pole = radiation.solar_proton_dose(0.5 * np.pi, thickness * 1e-3) / radiation.geomagnetic_access(0.5 * np.pi)
    assert pole == pytest.approx(dose, rel=0.09)
    if thickness in (3.0, 10.0):
        assert dose == pytest.approx({3.0: 29.6, 10.0: 9.8}[thickness], rel=0.02)
