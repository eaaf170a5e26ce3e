"""Sunlight and solar arrays against ERFA, scipy's root finder and closed forms."""

import numpy as np
import pytest

from orbitcalc._typing import Array
from orbitcalc.physics import solar, sun, sunlight
from orbitcalc.physics.constants import ASTRONOMICAL_UNIT, EPOCH_DAY, YEAR
from tests.physics.test_orbit import day_of
from tests.reference.vectors import Case, assert_close, case_id, cases


@pytest.mark.parametrize("case", cases("sundist_"), ids=case_id)
def test_sun_earth_distance(case: Case) -> None:
    assert_close(sun.sun_earth_distance(day_of(case["inputs"]["utc"])) / ASTRONOMICAL_UNIT, case)


@pytest.mark.parametrize("case", cases("irr_20"), ids=case_id)
def test_irradiance(case: Case) -> None:
    distance = sun.sun_earth_distance(day_of(case["inputs"]["utc"]))
    assert_close(sunlight.solar_irradiance(distance), case, margin=3)


def test_irradiance_of_the_year() -> None:
    (mean,), (ratio,) = cases("irr_annual_mean"), cases("irr_ratio_max_min")
    assert_close(sunlight.mean_irradiance(), mean)
    assert_close(sunlight.perihelion_irradiance() / sunlight.aphelion_irradiance(), ratio)
    day = EPOCH_DAY + np.linspace(0.0, 365.26, 1000)
    series = sunlight.solar_irradiance(sun.sun_earth_distance(day))
    assert np.mean(series) == pytest.approx(sunlight.mean_irradiance(), rel=1e-4)
    assert np.max(series) == pytest.approx(sunlight.perihelion_irradiance(), rel=2e-4)


def panel(case: Case, **changes: Array) -> Array:
    inputs = case["inputs"]
    arguments = {
        "irradiance": inputs["solar_W_m2"],
        "absorptance": inputs["absorptance"],
        "emissivity_front": inputs["emissivity_front"],
        "emissivity_back": inputs["emissivity_back"],
        "reference_efficiency": inputs["efficiency_ref"],
        "temperature_coefficient": inputs["rel_temp_coeff_per_K"],
        "reference_temperature": inputs["T_ref_K"],
        "packing": inputs["packing"],
        "earth_view_factor": inputs["view_factor_earth_each_side"],
        "earth_infrared": 237.0,
        "albedo_factor": inputs["albedo_factor"],
    }
    return solar.panel_temperature(**{**arguments, **changes})


@pytest.mark.parametrize("case", cases("pvtemp_"), ids=case_id)
def test_panel_temperature(case: Case) -> None:
    assert_close(panel(case), case, margin=3)


@pytest.mark.parametrize("case", cases("pveff_"), ids=case_id)
def test_cell_efficiency_at_panel_temperature(case: Case) -> None:
    inputs = case["inputs"]
    efficiency = solar.cell_efficiency(
        panel(case), inputs["efficiency_ref"], inputs["rel_temp_coeff_per_K"], inputs["T_ref_K"]
    )
    assert_close(efficiency, case)


def test_panel_without_cells_is_a_black_body_balance() -> None:
    (case,) = cases("pvtemp_IIIV_650")
    bare = panel(case, packing=0.0, earth_infrared=0.0)
    expected = (0.92 * 1361.0 / ((0.85 + 0.88) * 5.670374419e-8)) ** 0.25
    assert bare == pytest.approx(expected, rel=1e-12)
    assert panel(case) < panel(case, packing=0.0)
    both = panel(case, packing=np.array([0.0, 0.9]))
    np.testing.assert_allclose(both, [panel(case, packing=0.0), panel(case)], rtol=1e-14)


def test_array_power() -> None:
    full = solar.array_power(1361.0, 10.0, 0.3)
    assert full == pytest.approx(4083.0)
    assert solar.array_power(1361.0, 10.0, 0.3, incidence=np.radians(60.0)) == pytest.approx(full / 2)
    assert solar.array_power(1361.0, 10.0, 0.3, incidence=2.0) == 0.0
    assert solar.array_power(1361.0, 10.0, 0.3, packing=0.9, inherent_loss=0.1, retention=0.8) == (
        pytest.approx(full * 0.9 * 0.9 * 0.8)
    )


@pytest.mark.parametrize("case", cases("mean_degradation_"), ids=case_id)
def test_mean_retention_by_year(case: Case) -> None:
    loss = case["inputs"]["d_per_yr"] / YEAR
    years = float(case["id"].rsplit("_", 1)[1])
    assert_close(solar.mean_retention_by_year(loss, years * YEAR), case)


def test_mean_retention_is_the_integral() -> None:
    loss, life = 0.03 / YEAR, 7.3 * YEAR
    time = np.linspace(0.0, life, 20001)
    integral = np.trapezoid(solar.retention(loss, time), time) / life
    assert solar.mean_retention(loss, life) == pytest.approx(integral, rel=1e-8)
    assert solar.mean_retention(np.array([0.0, loss]), life)[0] == 1.0
    assert solar.mean_retention(1e-12 / YEAR, life) == pytest.approx(1.0, abs=1e-11)
    assert solar.retention(loss, YEAR) == pytest.approx(0.97)
