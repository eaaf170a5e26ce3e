"""Debris against Poisson's distribution and drawn hits, and the time of a spiral by hand."""

import math

import numpy as np
import pytest

from tests.model.hand import Case, cases, run


@cases(
    Case(
        "radiator_lost_share",
        1.0 - math.exp(-0.004 * 15.0 * 0.1 * 5.0),
        "1",
        "segments of 15 m2, a tenth of it tubes, five years",
        "debris_flux_small=0.004 1/m^2/yr, radiator_segment_area=15 m^2, radiator_tube_share=0.1, satellite_life=5 yr",
    ),
    Case(
        "radiator_capacity_end",
        1.1 * 0.9 / 0.75,
        "1",
        "a tenth in reserve, a tenth lost, three quarters of the load",
        "radiator_capacity=1.1, radiator_lost_share=0.1, electrical_load=100 kW, electrical_load_end=75 kW",
    ),
    Case(
        "debris_strike_probability",
        1.0 - math.exp(-1e-5 * 800.0 * 5.0),
        "1",
        "4 % in five years of 800 m2",
        "debris_flux_large=1e-5 1/m^2/yr, array_area=650 m^2, radiator_area=150 m^2, satellite_life=5 yr",
    ),
    Case(
        "disposal_descent_time",
        (math.sqrt(4e14 / 7.6e6) - math.sqrt(4e14 / 8e6)) / (0.5 / 5000.0) / 86400.0,
        "d",
        "the difference of the circular speeds at 0.1 mm/s2",
        "altitude=2000 km, disposal_altitude=1600 km, earth_gravitational_parameter=4e14 m^3/s^2, "
        "earth_radius=6000 km, thrust=500 mN, satellite_dry_mass=5 t",
    ),
)
def test_debris_and_descent(row: Case) -> None:
    row.check()


def test_segments_holed_against_drawn_hits() -> None:
    """Hits drawn on ten thousand radiators of twelve segments: the share of segments with at least one."""
    hits = np.random.default_rng(7).poisson(0.01 * 240.0 * 0.2 * 8.0 / 12.0, (10_000, 12))
    result = run(
        "debris_flux_small=0.01 1/m^2/yr, radiator_segment_area=20 m^2, radiator_tube_share=0.2, satellite_life=8 yr"
    )
    assert result.value("radiator_lost_share") == pytest.approx(np.mean(hits > 0), rel=0.02)
