"""Electric thrusters and the power that drag takes: flown thrusters, hand calculations, and sums of power."""

import math

import numpy as np
import pytest

from tests.model.hand import Case, cases, run


@cases(
    Case("thruster_power", 10.0, "kW", "a tenth of 100 kW", "bus_power=100 kW, thruster_power_share=0.1"),
    Case("thruster_mass", 30.0, "kg", "10 kW at 3 kg/kW", "thruster_power=10 kW, thruster_specific_mass=3 kg/kW"),
    Case(
        "thrust",
        170.0,
        "mN",
        "Starlink's argon thruster: 4.2 kW, 2500 s, 50 %, 170 mN as announced",
        "thruster_power=4.2 kW, specific_impulse=2500 s, thruster_efficiency=0.5",
        within=0.01,
    ),
    Case(
        "thrust",
        280.0,
        "mN",
        "SPT-140: 4.5 kW, 1800 s, 280 mN; 55 %",
        "thruster_power=4.5 kW, specific_impulse=1800 s, thruster_efficiency=0.55",
        within=0.01,
    ),
    Case("thrusting_share", 0.64, "1", "the lit part", "eclipse_fraction_max=0.36"),
    Case("thrusting_share", 1.0, "1", "a reactor", "power_source=reactor, eclipse_fraction_max=0.36"),
    Case(
        "drag_pressure",
        0.5 * 1e-11 * 7700.0**2 * 2.2,
        "Pa",
        "half rho v2 Cd",
        "air_density=1e-11 kg/m^3, orbital_velocity=7700 m/s, drag_coefficient=2.2",
    ),
    Case("drag_force", 60.0, "mN", "0.5 mPa on 120 m2", "drag_pressure=0.0005 Pa, drag_area=120 m^2"),
    Case("drag_thrust", 75.0, "mN", "60 mN in four fifths of the time", "drag_force=60 mN, thrusting_share=0.8"),
    Case(
        "station_thrust",
        75.0 + 1e3 * 5000.0 * (15.0 + 5.0) / 31557600.0 / 0.8,
        "mN",
        "drag, and 5 t moved by 20 m/s a year in four fifths of the time",
        "drag_thrust=75 mN, satellite_wet_mass=5000 kg, avoidance_delta_v=15 m/s/yr, keeping_delta_v=5 m/s/yr, "
        "thrusting_share=0.8",
    ),
    Case(
        "drag_power_density",
        0.0005 / 0.8 * 9.80665 * 2000.0 / (2.0 * 0.5) / 0.9,
        "W/m^2",
        "T g0 Isp / 2 eta, through 90 %",
        "drag_pressure=0.0005 Pa, thrusting_share=0.8, specific_impulse=2000 s, thruster_efficiency=0.5, "
        "pmad_efficiency=0.9",
    ),
    Case("drag_power", 1.2, "kW", "10 W/m2 on 120 m2", "drag_power_density=10 W/m^2, drag_area=120 m^2"),
    Case(
        "drag_load_share",
        (0.02 + 3.0 / 100.0) / 0.98,
        "1",
        "3 kW for the radiator and 2 % for the array itself",
        "array_drag_burden=0.02, radiator_drag_power=3 kW, array_power_required=100 kW",
    ),
    Case("drag_load_share", 0.0, "1", "a reactor", "power_source=reactor"),
    Case(
        "reactor_drag_burden",
        0.11,
        "1",
        "200 W of thrust for each square metre that faces the flow by half: 600 W of heat, with reserve at 6 kW/m2",
        "power_source=reactor, drag_power_density=400 W/m^2, radiator_drag_share=0.5, reactor_heat_ratio=3, "
        "radiator_reserve=1.1, reactor_radiator_net_flux=6000 W/m^2",
    ),
    Case(
        "array_power_with_drag",
        100.0 + 0.02 * 130.0 + 5.0,
        "kW",
        "the load, 2 % of the array for itself, 5 kW for the radiator",
        "array_power_required=100 kW, array_power=130 kW, array_drag_burden=0.02, radiator_drag_power=5 kW",
    ),
    Case(
        "array_drag_burden",
        0.01,
        "1",
        "10 W/m2 on a fifth of the array, of 200 W/m2",
        "drag_power_density=10 W/m^2, array_drag_share=0.2, array_power_density=200 W/m^2",
    ),
    Case(
        "radiator_drag_power",
        0.9,
        "kW",
        "10 W/m2 on nine tenths of 100 m2",
        "drag_power_density=10 W/m^2, radiator_drag_share=0.9, radiator_area=100 m^2",
    ),
    Case(
        "radiator_drag_share",
        0.8 * math.sin(math.radians(60.0)),
        "1",
        "turned by 60 deg from the Earth",
        "edge_on_drag_share=0.8, radiator_tilt=60 deg",
    ),
    Case("radiator_drag_share", 0.0, "1", "in the lee of the array", "radiator_faces=array-back"),
    Case(
        "drag_area_share",
        (600.0 * 0.1 + 200.0 * 0.9) / 800.0,
        "1",
        "600 m2 and 200 m2",
        "array_area=600 m^2, array_drag_share=0.1, radiator_area=200 m^2, radiator_drag_share=0.9",
    ),
    Case(
        "array_area",
        103.0 / (0.2 * (0.8 - 0.05)),
        "m^2",
        "100 kW and 3 kW, of 200 W/m2 less a fifth by age and 10 W/m2 by drag",
        "array_power_required=100 kW, radiator_drag_power=3 kW, array_power_density=200 W/m^2, "
        "array_sizing_retention=0.8, array_drag_burden=0.05",
    ),
    Case("array_area", 0.0, "m^2", "a reactor", "power_source=reactor"),
    Case("margin_thrust", 1.0 - 75.0 / 250.0, "1", "75 mN of 250 mN", "station_thrust=75 mN, thrust=250 mN"),
    Case("margin_array", 0.0, "1", "sized with drag at 300 km", "altitude=300 km", within=0.0),
)
def test_thrusters(row: Case) -> None:
    value = run(row.given).value(row.variable, row.unit)
    assert value == pytest.approx(row.expected, rel=max(row.within, 1e-12), abs=1e-9)


@pytest.mark.parametrize("altitude", [300, 400, 650])
@pytest.mark.parametrize("degradation", [0.0, 0.0375, 0.15])
def test_the_array_feeds_load_and_thrusters_through_life(altitude: int, degradation: float) -> None:
    """By hand: on the first day the whole load, on the last what is left of it, and the same drag on both."""
    result = run(f"altitude={altitude} km, array_degradation={degradation} 1/yr, satellite_life=5 yr")
    drag = result.value("drag_force", "N") / (1.0 - result.value("eclipse_fraction_max"))
    thrusters = drag * 9.80665 * 2000.0 / (2.0 * 0.5) / 0.93
    load = result.value("array_power_required", "W")
    alive = result.value("electrical_load_end", "W") / result.value("electrical_load", "W")
    power = result.value("array_power", "W")
    used = max((load + thrusters) / power, (load * alive + thrusters) / (power * (1.0 - degradation) ** 5.0))
    assert used == pytest.approx(1.0, abs=0.02)
    assert result.value("margin_array") == pytest.approx(0.0, abs=1e-9)


def test_two_hundred_kilometres_is_no_orbit_for_such_a_satellite() -> None:
    """Some 100 kW of thruster against the drag of a few hundred square metres: no thruster of 11 kW does it."""
    result = run("altitude=200 km")
    assert result.word("feasible") == "no"
    assert result.word("binding_constraint") == "thrust"
    assert result.value("drag_power", "kW") > 50.0


def test_where_drag_takes_more_than_an_array_gives_there_is_none() -> None:
    result = run("altitude=160 km")
    assert math.isnan(result.value("array_area"))
    assert "drag" in result.why_unknown("satellite_wet_mass")
    assert result.word("feasible") == "no"


ORBITS = [
    "local_time=6 h",
    "local_time=10.5 h",
    "orbit_kind=inclined, shell_inclination=53 deg",
    "orbit_kind=inclined, shell_inclination=53 deg, orbit_planes=spread",
]


@pytest.mark.parametrize("orbit", ORBITS)
def test_what_faces_the_flow_against_vectors_round_the_orbit(orbit: str) -> None:
    """Position, velocity and Sun as vectors: an array along the Sun, a radiator along the Sun x nadir."""
    result = run(orbit)
    name = "plane_beta_angle" if "spread" in orbit else "beta_angle"
    beta = np.asarray(result.value_si(name))
    weights = np.ones(len(beta))
    weights[[0, -1]] = 0.5  # trapezoid rule
    turn = (2.0 * np.pi * (np.arange(720) + 0.5) / 720).reshape((-1,) + (1,) * beta.ndim)
    nadir = np.stack([-np.cos(turn) + 0.0 * beta, -np.sin(turn) + 0.0 * beta, 0.0 * (turn + beta)])
    velocity = np.stack([-np.sin(turn) + 0.0 * beta, np.cos(turn) + 0.0 * beta, 0.0 * (turn + beta)])
    sun = np.stack([np.cos(beta) + 0.0 * turn, 0.0 * (turn + beta), np.sin(beta) + 0.0 * turn])
    normal = np.cross(sun, nadir, axis=0)
    normal = normal / np.linalg.norm(normal, axis=0)
    for plate, share in ((sun, "array_drag_share"), (normal, "edge_on_drag_share")):
        frontal = np.abs(np.sum(plate * velocity, axis=0)).mean(axis=0)
        year = np.average(frontal, axis=0, weights=weights).mean()
        assert result.value(share) == pytest.approx(year, rel=2e-4), share


def test_a_radiator_edge_on_to_sun_and_earth_faces_the_flow_over_the_terminator() -> None:
    """Not a twentieth of array and radiator together, but nearly all of the radiator."""
    result = run()
    assert result.value("radiator_drag_share") > 0.95
    assert result.value("array_drag_share") < 0.25


@pytest.mark.parametrize("altitude", ["800 km", "250 km"])
def test_a_reactor_carries_the_drag_of_its_own_radiators(altitude: str) -> None:
    """It feeds the bus and the thrusters; its heat and that of the computers fit the area, with reserve."""
    result = run(f"power_source=reactor, reactor=megawatt-class, altitude={altitude}")
    power = result.value("bus_power", "kW") + result.value("drag_power", "kW")
    assert result.value("reactor_power", "kW") == pytest.approx(power)
    heat = power * (1.0 / result.value("reactor_efficiency") - 1.0)
    cold = result.value("heat_rejected", "kW") / result.value("radiator_net_flux", "kW/m^2")
    hot = heat / result.value("reactor_radiator_net_flux", "kW/m^2")
    reserve = result.value("radiator_reserve")
    assert result.value("radiator_area", "m^2") == pytest.approx(reserve * (cold + hot))


def test_a_satellite_of_hundreds_of_megawatts_has_no_thrust_to_avoid_others() -> None:
    """0.3 manoeuvres a year per square metre of 1.8 km^2 are one a minute, 5 km/s a year."""
    result = run("it_power_per_satellite=300 MW")
    assert result.value("avoidance_delta_v", "km/s/yr") > 5.0
    assert result.value("margin_thrust") < -10.0
