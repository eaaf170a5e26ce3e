"""What one flight carries to an orbit, by hand."""

import math

import pytest

from tests.model.hand_money import Case, assert_unknown, case_id

EARTH_RADIUS = 6378.137  # km, WGS84
EARTH_MU = 398600.4415  # km^3/s^2
GROUND_SPEED = 2.0 * math.pi * EARTH_RADIUS / 86164.0905  # km/s at the equator, over the sidereal day
GRAVITY = 9.80665  # m/s^2


def speed(radius: float, semi_major_axis: float) -> float:
    """Vis-viva [km/s]."""
    return math.sqrt(EARTH_MU * (2.0 / radius - 1.0 / semi_major_axis))


def climb(start: float, end: float) -> float:
    """Both impulses of a Hohmann transfer between two altitudes, m/s from km."""
    low, high = EARTH_RADIUS + start, EARTH_RADIUS + end
    middle = 0.5 * (low + high)
    return 1e3 * (abs(speed(low, middle) - speed(low, low)) + abs(speed(high, high) - speed(high, middle)))


def eastward(inclination: float) -> float:
    """Speed that the turning ground lends to a launch into an orbit of this inclination [m/s]."""
    return 1e3 * GROUND_SPEED * math.cos(math.radians(inclination))


def to_orbit(altitude: float, inclination: float) -> dict[str, str]:
    return {
        "insertion": "direct",
        "reference_altitude": "200 km",
        "reference_inclination": "28.5 deg",
        "altitude": f"{altitude} km",
        "inclination": f"{inclination} deg",
    }


INJECTION = [
    Case("injection_delta_v", 0.0, "m/s", "the reference orbit itself", to_orbit(200, 28.5)),
    Case("injection_delta_v", climb(200, 700), "m/s", "a climb in the same plane", to_orbit(700, 28.5)),
    Case("injection_delta_v", climb(200, 700), "m/s", "a smaller inclination gains nothing", to_orbit(700, 5.0)),
    Case(
        "injection_delta_v",
        eastward(28.5) - eastward(98.0),
        "m/s",
        "a polar orbit of the same height loses the ground's speed",
        to_orbit(200, 98.0),
        rel=1e-4,  # the model rounds the ground's speed to 465.1 m/s
    ),
    Case(
        "injection_delta_v",
        climb(200, 600) + eastward(28.5) - eastward(97.79),
        "m/s",
        "both together",
        to_orbit(600, 97.79),
        rel=1e-4,
    ),
    Case(
        "injection_delta_v",
        climb(200, 600) + 500.0 * (math.cos(math.radians(28.5)) + 0.5),
        "m/s",
        "on a ground of 500 m/s to 120 deg",
        {**to_orbit(600, 120), "earth_rotation_speed": "500 m/s"},
    ),
]
STAGE = {"payload_reference": "100 t", "upper_stage_mass": "150 t", "upper_stage_specific_impulse": "367 s"}


def slowed_by(ratio: float) -> dict[str, str]:
    """A velocity change that divides the mass of payload and stage by this ratio."""
    return {"injection_delta_v": f"{GRAVITY * 367.0 * math.log(ratio)!r} m/s"}


PAYLOAD = [
    Case("payload_to_orbit", 100.0, "t", "no further velocity change", {**STAGE, "injection_delta_v": "0 m/s"}),
    Case("payload_to_orbit", 250.0 / 1.25 - 150.0, "t", "a fifth of 250 t burnt", {**STAGE, **slowed_by(1.25)}),
    Case(
        "payload_to_orbit",
        55.4,
        "t",
        "the vehicle table: Starship of 150 t, 600 km sun-synchronous, 707 m/s",
        {**STAGE, "injection_delta_v": "707 m/s"},
        rel=1e-3,
    ),
]


@pytest.mark.parametrize("case", [*INJECTION, *PAYLOAD], ids=case_id)
def test_vehicle_by_hand(case: Case) -> None:
    case.check()


def test_a_stage_that_does_not_arrive_with_a_payload_says_why() -> None:
    """Of 250 t a half is burnt: 125 t arrive, and the stage alone is 150 t."""
    assert_unknown("payload_to_orbit", "payload_to_orbit", {**STAGE, **slowed_by(2.0)})
