"""The electric climb, against Edelbaum's closed form and a spiral flown in small steps."""

import numpy as np
import pytest

from orbitcalc.physics.climb import climb_delta_v, drag_at
from orbitcalc.physics.constants import EARTH_GRAVITATIONAL_PARAMETER, EARTH_RADIUS
from orbitcalc.physics.drag import air_density

FLUX = 140.0


def flown(
    start: float, end: float, drag_area: float, thrust: float, mass: float = 5000.0, steps: int = 20_000
) -> float:
    """Impulse of the thrust over the mass, metre by metre: da/dt = 2 a^(3/2) (T - D) / (m sqrt(mu))."""
    altitudes = start + (end - start) * (np.arange(steps) + 0.5) / steps
    radius = EARTH_RADIUS + altitudes
    speed = np.sqrt(EARTH_GRAVITATIONAL_PARAMETER / radius)
    drag = 0.5 * air_density(altitudes, FLUX) * speed**2 * drag_area
    rate = 2.0 * radius**1.5 * (thrust - drag) / (mass * np.sqrt(EARTH_GRAVITATIONAL_PARAMETER))
    return float(np.sum((end - start) / steps / rate) * thrust / mass)


@pytest.mark.parametrize(("start", "end"), [(300e3, 560e3), (350e3, 650e3), (350e3, 1200e3), (500e3, 500e3)])
def test_without_air_it_is_the_difference_of_the_circular_speeds(start: float, end: float) -> None:
    """The second pair by hand: sqrt(mu / 6728.137 km) - sqrt(mu / 7028.137 km) = 7697.0 - 7530.9 m/s."""
    speeds = [np.sqrt(EARTH_GRAVITATIONAL_PARAMETER / (EARTH_RADIUS + height)) for height in (start, end)]
    assert climb_delta_v(start, end, 0.0, 0.5, FLUX) == pytest.approx(speeds[0] - speeds[1], rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(("start", "area", "thrust"), [(350e3, 400.0, 0.46), (300e3, 300.0, 0.5), (400e3, 40.0, 0.05)])
def test_drag_costs_what_a_spiral_in_small_steps_loses(start: float, area: float, thrust: float) -> None:
    assert climb_delta_v(start, 650e3, area, thrust, FLUX) == pytest.approx(flown(start, 650e3, area, thrust), rel=2e-3)


def test_drag_is_half_the_density_times_speed_squared() -> None:
    """At 400 km and 140 sfu the density is 3.39e-12 kg/m^3 (NRLMSIS 2.1) and the speed 7669 m/s."""
    assert drag_at(400e3, 100.0, 140.0) == pytest.approx(0.5 * 3.39e-12 * 7669.0**2 * 100.0, rel=2e-3)


def test_more_drag_than_thrust_is_large_and_finite() -> None:
    assert 1e3 < climb_delta_v(200e3, 650e3, 1000.0, 0.1, FLUX) < 1e5
