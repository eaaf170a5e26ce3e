"""From a low drop-off to the orbit: payload won, propellant, time and drag, against carrying satellites all the way."""

import numpy as np
import pytest

import orbitcalc
from tests.model.hand import Case, cases, run

NO_AIR = "drag_coefficient=1, drag_area=0 m^2, "


@cases(
    Case(
        "delivery_altitude", 350.0, "km", "where satellites begin to climb", "dropoff_altitude=350 km, altitude=650 km"
    ),
    Case("delivery_altitude", 300.0, "km", "an orbit below the drop-off", "dropoff_altitude=350 km, altitude=300 km"),
    Case("delivery_altitude", 650.0, "km", "carried all the way", "insertion=direct, altitude=650 km"),
    Case(
        "climb_delta_v",
        np.sqrt(398600.4418e9 / 6728.137e3) - np.sqrt(398600.4418e9 / 7028.137e3),
        "m/s",
        "Edelbaum, without air",
        NO_AIR + "dropoff_altitude=350 km, altitude=650 km",
        within=1e-6,
    ),
    Case("climb_delta_v", 0.0, "m/s", "carried all the way", "insertion=direct"),
    Case("climb_thrust", 0.4, "N", "four fifths of 0.5 N", "thrust=0.5 N, thrusting_share=0.8"),
    Case(
        "climb_time",
        5000.0 * 160.0 / 0.4 / 86400.0,
        "day",
        "5 t by 160 m/s at 0.4 N: 23 days",
        "satellite_wet_mass=5 t, climb_delta_v=160 m/s, climb_thrust=0.4 N",
    ),
    Case("on_station_share", 0.98, "1", "a tenth of a year of five", "climb_time=0.1 yr, satellite_life=5 yr"),
    Case("delivery_drag", 0.0, "N", "nothing climbs", "insertion=direct"),
    Case(
        "delivery_drag",
        0.5 * 3.39e-12 * 7669.0**2 * 2.0 * 100.0,
        "N",
        "100 m2 at 400 km and 140 sfu, density of NRLMSIS 2.1",
        "solar_flux=140, drag_coefficient=2, drag_area=100 m^2, dropoff_altitude=400 km",
        within=2e-3,
    ),
)
def test_climb_by_hand(row: Case) -> None:
    row.check()


def test_a_climb_longer_than_a_life_delivers_nothing() -> None:
    result = run("climb_time=6 yr, satellite_life=5 yr")
    assert np.isnan(result.value("delivered_power_per_satellite"))
    assert result.why_unknown("satellites_required").startswith("on_station_share")


def test_a_low_drop_off_pays() -> None:
    """Starlinks climb; an audit found a tenth of the cost ratio and a quarter of the flights in it."""
    flagship = orbitcalc.load("google-1gw").with_({"launch_packing": "bulk"})  # without the steps of whole satellites
    climbing, carried = flagship.run(), flagship.with_({"insertion": "direct"}).run()
    assert climbing.value("payload_to_orbit", "t") > carried.value("payload_to_orbit", "t") + 8.0
    assert climbing.value("satellite_wet_mass", "kg") > carried.value("satellite_wet_mass", "kg")
    assert climbing.value("satellites_required") > carried.value("satellites_required")
    assert climbing.value("launches_to_deploy") < 0.9 * carried.value("launches_to_deploy")
    assert climbing.value("cost_ratio") < carried.value("cost_ratio")
    assert 10.0 < climbing.value("climb_time", "day") < 60.0


def test_a_drop_off_where_drag_beats_thrust_is_not_feasible() -> None:
    result = run("dropoff_altitude=250 km")
    assert result.value("delivery_drag") > result.value("climb_thrust")
    assert result.value("margin_climb") == pytest.approx(
        1.0 - result.value("delivery_drag") / result.value("climb_thrust")
    )
    assert result.value("margin_climb") < 0.0
    assert result.word("feasible") == "no"


def test_the_date_waits_for_the_last_climb() -> None:
    result = orbitcalc.load("google-1gw").run()
    before = result.value("deployment_time", "yr") - np.sum(result.value("before_full_power"))
    assert before == pytest.approx(result.value("climb_time", "yr"), rel=1e-6)


def test_a_climb_without_thrust_and_drag_has_a_reason() -> None:
    result = run("power_source=reactor, radiator_faces=array-back, thruster_power_share=0")
    assert result.why_unknown("climb_delta_v").startswith("climb_delta_v has no value: there is no thrust")


def test_propellant_without_limit_has_a_reason() -> None:
    result = run("tank_share=0, delta_v=1e6 m/s, specific_impulse=50 s")
    assert result.why_unknown("satellite_wet_mass").startswith("tank_burden has no value: the propellant")
