"""Eclipses against Orekit's event detection, a root finder on the 3-D test, and closed forms."""

import numpy as np
import pytest

from orbitcalc._typing import Array
from orbitcalc.physics import beta, eclipse, eclipse_year, orbit
from orbitcalc.physics.constants import DAY, EARTH_RADIUS, MEAN_SUN_RATE, TROPICAL_YEAR
from tests.reference.vectors import Case, assert_close, case_id, cases

SHADOWS = {"cylinder": "cylinder", "cone umbra only": "umbra", "cone umbra+penumbra": "penumbra"}


def beta_series(case: Case) -> Array:
    inputs = case["inputs"]
    inclination = np.radians(inputs["inclination_deg"])
    raan = np.radians(inputs.get("raan_at_epoch_deg", np.arange(8) * 45.0))
    drift = orbit.nodal_precession(inputs["altitude_km"] * 1e3, inclination)
    return beta.beta_through_year(inclination, raan, MEAN_SUN_RATE if "_sso_" in case["id"] else drift)


def shadow_cosine(case: Case) -> Array:
    inputs = case["inputs"]
    return eclipse_year.shadow_cosine_through_year(
        beta_series(case),
        inputs["altitude_km"] * 1e3,
        np.radians(inputs["inclination_deg"]),
        shadow=SHADOWS[inputs["shadow"]],
    )


@pytest.mark.parametrize("case", cases("eclbeta_"), ids=case_id)
def test_fraction_at_one_beta(case: Case) -> None:
    angle, altitude = np.radians(case["inputs"]["beta_deg"]), case["inputs"]["altitude_km"] * 1e3
    shadow = case["inputs"]["shadow"]
    if shadow == "cylinder":
        assert_close(eclipse.eclipse_fraction(angle, altitude), case)
    else:
        assert_close(eclipse.eclipse_fraction_cone(angle, altitude, shadow=shadow), case)


@pytest.mark.parametrize("case", cases("eclfrac_"), ids=case_id)
def test_mean_fraction(case: Case) -> None:
    assert_close(np.mean(eclipse_year.mean_eclipse_fraction(shadow_cosine(case))), case, margin=3)


@pytest.mark.parametrize("case", cases("eclmax_"), ids=case_id)
def test_longest_eclipse(case: Case) -> None:
    period = orbit.orbital_period(case["inputs"]["altitude_km"] * 1e3)
    longest = eclipse_year.longest_eclipse_fraction(shadow_cosine(case)) * period
    assert_close(longest, case, margin=2.5)


@pytest.mark.parametrize("case", cases("ecldays_"), ids=case_id)
def test_eclipse_days(case: Case) -> None:
    """A season touches one calendar date more than its length in days; the year has two ends."""
    days = eclipse_year.eclipse_orbit_share(shadow_cosine(case)) * TROPICAL_YEAR / DAY
    assert_close(np.where(days > 0.0, days + 1.0, 0.0), case)


@pytest.mark.parametrize("case", cases("betamin_"), ids=case_id)
def test_smallest_beta(case: Case) -> None:
    assert_close(np.degrees(eclipse_year.smallest_beta(beta_series(case))), case, margin=3)


def test_eclipse_free_altitude() -> None:
    (case,) = cases("eclipse_free_altitude")
    assert_close(eclipse_year.eclipse_free_altitude(6 * 3600.0) / 1e3, case)
    umbra = eclipse_year.eclipse_free_altitude(np.array([6.0, 18.0]) * 3600.0, shadow="umbra") / 1e3
    np.testing.assert_allclose(umbra, 1347.0, atol=4.0)
    assert np.isnan(eclipse_year.eclipse_free_altitude(12 * 3600.0)).all()


def test_closed_forms() -> None:
    altitude = 700e3
    overhead = eclipse.eclipse_fraction(0.0, altitude)
    assert overhead == pytest.approx(np.arcsin(EARTH_RADIUS / (EARTH_RADIUS + altitude)) / np.pi)
    edge = np.arcsin(EARTH_RADIUS / (EARTH_RADIUS + altitude))
    np.testing.assert_array_equal(eclipse.eclipse_fraction(np.array([edge + 1e-9, np.pi / 2]), altitude), 0.0)
    assert eclipse.eclipse_fraction(edge - 1e-3, altitude) > 0.0
    assert eclipse.eclipse_fraction(0.4, altitude) == eclipse.eclipse_fraction(-0.4, altitude)


def test_umbra_cylinder_and_penumbra_are_nested() -> None:
    angle = np.linspace(-1.2, 1.2, 50)
    umbra = eclipse.eclipse_fraction_cone(angle, 600e3)
    cylinder = eclipse.eclipse_fraction(angle, 600e3)
    penumbra = eclipse.eclipse_fraction_cone(angle, 600e3, shadow="penumbra")
    assert np.all(umbra <= cylinder)
    assert np.all(cylinder <= penumbra)
    point_sun = eclipse.eclipse_fraction_cone(angle, 600e3, shadow="penumbra", sun_distance=1e30)
    np.testing.assert_allclose(point_sun, cylinder, atol=1e-12)


def test_unknown_shadow() -> None:
    with pytest.raises(KeyError):
        eclipse.eclipse_fraction_cone(0.1, 600e3, shadow="antumbra")


def test_dawn_dusk_is_not_beta_zero() -> None:
    """The known mistake: a dawn-dusk orbit with the eclipse of beta 0, 36 % instead of 5 %."""
    inclination = orbit.sun_synchronous_inclination(560e3)
    series = beta.beta_through_year(inclination, beta.node_at_local_time(6 * 3600.0), MEAN_SUN_RATE)
    mean = eclipse_year.mean_eclipse_fraction(eclipse_year.shadow_cosine_through_year(series, 560e3, inclination))
    assert 0.03 < mean[0] < 0.06 < eclipse.eclipse_fraction(0.0, 560e3)


def test_mean_of_a_square_root_season_converges_with_few_nodes() -> None:
    """Against the same integral with 20000 nodes, over phases of the grid."""
    phase = np.linspace(0.0, 0.3, 40)

    def mean(nodes: int) -> Array:
        time = np.linspace(0.0, 1.0, nodes)[:, np.newaxis] + phase
        return eclipse_year.mean_eclipse_fraction(1.0 + 0.1 * np.cos(2.0 * np.pi * 3.0 * time))

    np.testing.assert_allclose(mean(101), mean(20001), atol=2e-5)


def test_many_samples_equal_one_by_one() -> None:
    altitude = np.array([450e3, 800e3, 1300e3])
    inclination = np.array([1.70, 0.93, 1.76])
    raan, rate = np.array([3.3, 0.0, 1.0]), np.array([2e-7, -9e-7, 2e-7])
    series = beta.beta_through_year(inclination, raan, rate)
    cosine = eclipse_year.shadow_cosine_through_year(series, altitude, inclination, shadow="umbra")
    assert cosine.shape == (beta.YEAR_NODES, 3)
    for k in range(3):
        alone = beta.beta_through_year(inclination[k], raan[k], rate[k])
        np.testing.assert_allclose(
            eclipse_year.shadow_cosine_through_year(alone, altitude[k], inclination[k], shadow="umbra")[:, 0],
            cosine[:, k],
            rtol=1e-12,
        )


def dawn_dusk_cosine(altitude: float, hours: float) -> Array:
    inclination = orbit.sun_synchronous_inclination(altitude)
    series = beta.beta_through_year(inclination, beta.node_at_local_time(hours * 3600.0), MEAN_SUN_RATE)
    return eclipse_year.shadow_cosine_through_year(series, altitude, inclination)


@pytest.mark.parametrize(("altitude", "count"), [(400e3, 1764), (560e3, 1444), (800e3, 1047), (1000e3, 756)])
def test_eclipses_in_a_year(altitude: float, count: int) -> None:
    """Orekit's entries into the cylinder in the year from 2027-01-01, dawn-dusk."""
    share = eclipse_year.eclipse_orbit_share(dawn_dusk_cosine(altitude, 6.0))
    assert share[0] * TROPICAL_YEAR / orbit.orbital_period(altitude) == pytest.approx(count, rel=0.01)


def test_dusk_has_more_eclipse_than_dawn() -> None:
    """Orekit: 3 to 5 % more, the Sun being slower near aphelion."""
    dawn, dusk = (eclipse_year.mean_eclipse_fraction(dawn_dusk_cosine(560e3, hours)) for hours in (6.0, 18.0))
    assert 1.03 < dusk / dawn < 1.05
