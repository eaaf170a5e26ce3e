"""The orbit against numerical propagation, another program's Sun, and closed forms.

The reference vectors were propagated with Orekit and integrated with the almanac's Sun over the year from 1 January
2027; `raan_at_epoch` of the inclined ones is the node given.
"""

import json
import math
from importlib.resources import files

import numpy as np
import pytest

import orbitcalc
from orbitcalc.physics import surroundings
from tests.model.hand import Case, cases, run
from tests.reference import vectors

TROPICAL_YEAR = 365.2422
"""Days from equinox to equinox."""

ROUND = "earth_gravitational_parameter=4e14 m^3/s^2, earth_radius=6000 km, earth_oblateness=0.001"
"""An Earth of round numbers, 1600 km below an orbit of 7600 km."""


@cases(
    Case(
        "orbital_period",
        2.0 * math.pi * math.sqrt(7.6e6**3 / 4e14),
        "s",
        "Kepler's third law",
        f"altitude=1600 km, {ROUND}",
    ),
    Case("orbital_velocity", math.sqrt(4e14 / 7.6e6), "m/s", "sqrt(mu / r)", f"altitude=1600 km, {ROUND}"),
    Case(
        "nodal_precession",
        -1.5 * math.sqrt(4e14 / 7.6e6**3) * 0.001 * (6.0 / 7.6) ** 2 * 0.5,
        "rad/s",
        "-3/2 n J2 (R / r)^2 cos i at 60 deg",
        f"altitude=1600 km, inclination=60 deg, {ROUND}",
    ),
    Case("nodal_precession", 360.0 / TROPICAL_YEAR, "deg/day", "as fast as the mean Sun", "altitude=800 km"),
    Case(
        "sun_synchronous_inclination",
        math.degrees(
            math.acos(
                -2.0
                * math.pi
                / (TROPICAL_YEAR * 86400.0)
                / (1.5 * math.sqrt(4e14 / 7.6e6**3) * 0.001 * (6.0 / 7.6) ** 2)
            )
        ),
        "deg",
        "the precession turned into an angle",
        f"altitude=1600 km, {ROUND}",
    ),
    Case("inclination", 53.0, "deg", "as given", "orbit_kind=inclined, shell_inclination=53 deg"),
    Case(
        "inclination",
        98.0,
        "deg",
        "sun-synchronous",
        "orbit_kind=sun-synchronous, shell_inclination=53 deg, sun_synchronous_inclination=98 deg",
    ),
    Case("inclination", 98.0, "deg", "dawn to dusk", "shell_inclination=53 deg, sun_synchronous_inclination=98 deg"),
)
def test_kepler_and_the_oblate_earth(row: Case) -> None:
    row.check()


@pytest.mark.parametrize("case", vectors.cases("vcirc", "period_kepler"), ids=vectors.case_id)
def test_speed_and_period_against_another_program(case: vectors.Case) -> None:
    inputs = case["inputs"]
    result = run(
        f"altitude={inputs['altitude_km']} km, earth_radius={inputs['R_km']} km, "
        f"earth_gravitational_parameter={inputs['mu_km3_s2']!r} km^3/s^2"
    )
    speed = case["unit"] == "km/s"
    vectors.assert_close(
        result.value("orbital_velocity", "km/s") if speed else result.value("orbital_period", "s"), case
    )


@pytest.mark.parametrize("case", vectors.cases("ssoinc"), ids=vectors.case_id)
def test_sun_synchronous_inclination_against_propagation(case: vectors.Case) -> None:
    result = run(f"altitude={case['inputs']['altitude_km']} km")
    vectors.assert_close(result.value("sun_synchronous_inclination", "deg"), case)


@pytest.mark.parametrize("case", vectors.cases("raanrate"), ids=vectors.case_id)
def test_drift_of_the_node_against_propagation(case: vectors.Case) -> None:
    inputs = case["inputs"]
    result = run(f"altitude={inputs['altitude_km']} km, inclination={inputs['inclination_deg']} deg")
    vectors.assert_close(result.value("nodal_precession", "deg/day"), case)


NODE = "right_ascension=77 deg, sun_synchronous_inclination=98 deg"
MEAN_SUN = (280.460 + 0.9856474 * 9861.5) % 360.0
"""Right ascension of the mean Sun on 1 January 2027, 9861.5 days after J2000 (Astronomical Almanac) [deg]."""


@cases(
    Case("node_at_epoch", MEAN_SUN - 90.0, "deg", "6 h: a quarter turn before the mean Sun", f"local_time=6 h, {NODE}"),
    Case(
        "node_at_epoch", (MEAN_SUN + 90.0) % 360.0, "deg", "18 h: a quarter turn after it", f"local_time=18 h, {NODE}"
    ),
    Case("node_at_epoch", MEAN_SUN, "deg", "noon", f"orbit_kind=sun-synchronous, local_time=12 h, {NODE}"),
    Case(
        "node_at_epoch",
        MEAN_SUN,
        "deg",
        "0.995 deg off: it keeps time",
        f"local_time=12 h, inclination=98.995 deg, {NODE}",
    ),
    Case("node_at_epoch", 77.0, "deg", "1.005 deg off: it drifts", f"local_time=12 h, inclination=99.005 deg, {NODE}"),
    Case("node_at_epoch", 77.0, "deg", "inclined", f"orbit_kind=inclined, shell_inclination=98 deg, {NODE}"),
)
def test_node_of_the_first_day(row: Case) -> None:
    row.check()


@pytest.mark.parametrize("case", vectors.cases("beta_"), ids=vectors.case_id)
def test_beta_angle_against_propagation(case: vectors.Case) -> None:
    """The series runs from the first instant of a tropical year to the last, in equal steps."""
    inputs = case["inputs"]
    orbit = f"altitude={inputs['altitude_km']} km, shell_inclination={inputs['inclination_deg']} deg"
    result = run(f"orbit_kind=inclined, {orbit}, right_ascension={inputs['raan_at_epoch_deg']} deg")
    series = result.value("beta_angle", "deg")
    days = np.linspace(0.0, TROPICAL_YEAR, len(series))
    vectors.assert_close(np.interp(inputs["days_after_epoch"], days, series), case)


@pytest.mark.parametrize("case", vectors.cases("betamin"), ids=vectors.case_id)
def test_least_beta_angle_of_a_dawn_dusk_orbit_against_propagation(case: vectors.Case) -> None:
    inputs = case["inputs"]
    result = run(f"altitude={inputs['altitude_km']} km, local_time={inputs['LTAN_h']} h")
    vectors.assert_close(np.abs(result.value("beta_angle", "deg")).min(), case)


def test_beta_angle_of_an_orbit_over_the_equator_is_the_declination() -> None:
    """By hand: 23.44 deg at the June solstice, day 171.2 of 2027, and as much below at that of December."""
    series = run("orbit_kind=inclined, shell_inclination=0 deg").value("beta_angle", "deg")
    days = np.linspace(0.0, TROPICAL_YEAR, len(series))
    assert series.max() == pytest.approx(23.44, abs=0.01)
    assert series.min() == pytest.approx(-23.44, abs=0.01)
    assert days[series.argmax()] == pytest.approx(171.2, abs=2.0)


# Shadow


def test_shadow_cosine_of_a_round_earth() -> None:
    """By hand: the cylinder cuts the orbit where cos(angle from the antisolar point) = sqrt(1 - (R/r)^2) / cos beta."""
    result = run(
        "orbit_kind=inclined, shell_inclination=80 deg, earth_oblateness=0, earth_radius=6000 km, altitude=1500 km"
    )
    expected = math.sqrt(1.0 - (6.0 / 7.5) ** 2) / np.cos(result.value("beta_angle", "rad"))
    np.testing.assert_allclose(result.value("shadow_cosine"), expected, rtol=1e-9)
    assert expected.max() > 1.0 > expected.min()


def direction_of_the_sun(day: float) -> np.ndarray:
    """Unit vector to the Sun, days after J2000, from the low-precision formulas of the Astronomical Almanac."""
    anomaly = math.radians(357.528 + 0.9856003 * day)
    longitude = math.radians(280.460 + 0.9856474 * day + 1.915 * math.sin(anomaly) + 0.020 * math.sin(2.0 * anomaly))
    tilt = math.radians(23.439 - 4e-7 * day)
    return np.array([math.cos(longitude), math.cos(tilt) * math.sin(longitude), math.sin(tilt) * math.sin(longitude)])


def edge_cosine(sun: np.ndarray, node: float, inclination: float, ratio: float, oblateness: float) -> float:
    """Cosine of half the eclipsed arc, the mean of its two ends, each found in space by iteration.

    At an end the distance from the shadow's axis is the Earth's radius, `ratio` of the mean radius of the orbit, which
    swings by J2 R^2 / (4 r) sin^2 i cos 2u with the argument of latitude u (Vallado, section 9.6).
    """
    ahead = np.array([math.cos(node), math.sin(node), 0.0])
    across = np.cross(
        [math.sin(node) * math.sin(inclination), -math.cos(node) * math.sin(inclination), math.cos(inclination)], ahead
    )
    cos_beta, antisolar = math.hypot(sun @ ahead, sun @ across), math.atan2(-(sun @ across), -(sun @ ahead))
    total = 0.0
    for side in (-1.0, 1.0):
        cosine = 0.5
        for _ in range(20):
            latitude = antisolar + side * math.acos(cosine)
            swing = 0.25 * oblateness * (ratio * math.sin(inclination)) ** 2 * math.cos(2.0 * latitude)
            cosine = math.sqrt(1.0 - (ratio / (1.0 + swing)) ** 2) / cos_beta
        total += 0.5 * cosine
    return total


def test_shadow_cosine_of_an_oblate_earth() -> None:
    """Against the ends of the shadow in space; the model is of first order in J2, and the second is below 1e-6."""
    result = run("orbit_kind=inclined, altitude=800 km, shell_inclination=80 deg, right_ascension=100 deg")
    series = result.value("shadow_cosine")
    share = np.linspace(0.0, 1.0, len(series))
    nodes = math.radians(100.0) + result.value("nodal_precession", "rad/day") * TROPICAL_YEAR * share
    deep = [index for index, cosine in enumerate(series) if cosine < 0.8]
    assert len(deep) > 80
    for index in deep:
        sun = direction_of_the_sun(9861.5 + TROPICAL_YEAR * share[index])
        expected = edge_cosine(sun, nodes[index], math.radians(80.0), 6378.137 / 7178.137, 1.08262668e-3)
        assert series[index] == pytest.approx(expected, abs=1e-6)


CYLINDER = [case for case in vectors.cases("eclfrac", "eclmax") if case["id"].endswith("_cyl")]
"""The shadow as a cylinder, which is the model's."""


@pytest.mark.parametrize("case", CYLINDER, ids=vectors.case_id)
def test_eclipses_of_a_year_against_propagation(case: vectors.Case) -> None:
    """Mean share and longest eclipse of one plane, and the mean of eight planes spread evenly around."""
    inputs = case["inputs"]
    orbit = f"altitude={inputs['altitude_km']} km, shell_inclination={inputs['inclination_deg']} deg"
    planes, node = ("one", inputs["raan_at_epoch_deg"]) if "raan_at_epoch_deg" in inputs else ("spread", 0)
    result = run(f"orbit_kind=inclined, orbit_planes={planes}, right_ascension={node} deg, {orbit}")
    longest = result.value("eclipse_fraction_max") * result.value("orbital_period", "s")
    vectors.assert_close(longest if case["unit"] == "s" else result.value("eclipse_fraction_mean"), case)


def test_spread_planes_are_eight_single_planes() -> None:
    """Mean and worst of planes 45 deg apart, each run alone."""
    shell = "orbit_kind=inclined, altitude=900 km, shell_inclination=75 deg"
    planes = [run(f"{shell}, right_ascension={10 + 45 * k} deg") for k in range(8)]
    spread = run(f"{shell}, orbit_planes=spread, right_ascension=10 deg")
    mean = sum(plane.value("eclipse_fraction_mean") for plane in planes) / 8.0
    worst = max(plane.value("eclipse_fraction_max") for plane in planes)
    assert spread.value("eclipse_fraction_mean") == pytest.approx(mean, rel=1e-9)
    assert spread.value("eclipse_fraction_max") == pytest.approx(worst, rel=1e-9)


def test_longest_eclipse_of_spread_planes_is_that_of_the_worst_plane() -> None:
    """Planes that keep their local time, three hours apart, one at dawn: the worst are those at noon and midnight."""
    shell = (
        f"orbit_kind=inclined, altitude=650 km, shell_inclination=97.9859 deg, right_ascension={MEAN_SUN - 90.0} deg"
    )
    noon = math.asin(6378.137 / 7028.137) / math.pi  # the Sun in the plane: half the angle the Earth spans
    assert run(f"{shell}, orbit_planes=spread").value("eclipse_fraction_max") == pytest.approx(noon, rel=2e-3)
    assert run(f"{shell}, orbit_planes=one").value("eclipse_fraction_max") < 0.6 * noon


@cases(
    Case(
        "eclipse_duration_max",
        25.0,
        "minute",
        "a quarter of 100 minutes",
        "eclipse_fraction_max=0.25, orbital_period=100 minute",
    ),
    Case(
        "sun_angular_radius",
        math.degrees(math.asin(0.005)),
        "deg",
        "round numbers",
        "sun_radius=7e5 km, astronomical_unit=1.4e8 km",
    ),
    Case("sun_angular_radius", 959.63 / 3600.0, "deg", "959.63 seconds of arc (Astronomical Almanac)", "", within=1e-3),
    Case("sunlit_fraction", 0.7, "1", "the rest", "eclipse_fraction_mean=0.3"),
    Case(
        "eclipse_rate",
        365.25 * 24.0 * 60.0 / 100.0,
        "1/yr",
        "one an orbit over the equator",
        "orbit_kind=inclined, shell_inclination=0 deg, altitude=500 km, orbital_period=100 minute",
    ),
    Case("eclipse_rate", 0.0, "1/yr", "none above 1400 km from dawn to dusk", "altitude=1500 km"),
    Case("eclipse_fraction_max", 0.0, "1", "none above 1400 km from dawn to dusk", "altitude=1500 km"),
)
def test_eclipses(row: Case) -> None:
    row.check()


@pytest.mark.parametrize(("altitude", "count"), [(400, 1764), (500, 1557), (650, 1286), (800, 1047), (1000, 756)])
def test_eclipses_a_year_against_propagation(altitude: int, count: int) -> None:
    """Entries into the cylinder in the tropical year from 1 January 2027, dawn to dusk; the node takes 1 s longer."""
    assert run(f"altitude={altitude} km").value("eclipse_rate", "1/yr") == pytest.approx(count, rel=5e-3)


# Sunlight and air


@cases(
    Case(
        "solar_irradiance_min",
        1400.0 / 1.02**2,
        "W/m^2",
        "aphelion",
        "solar_constant=1400 W/m^2, earth_orbit_eccentricity=0.02",
    ),
    Case(
        "solar_irradiance_mean",
        1400.0 / math.sqrt(1.0 - 0.02**2),
        "W/m^2",
        "mean of 1 / r^2 over time",
        "solar_constant=1400 W/m^2, earth_orbit_eccentricity=0.02",
    ),
    Case("solar_irradiance_min", 1316.5815893881806, "W/m^2", "ephemeris, 5 July (irr_2027-07-05)", "", within=4e-4),
    Case("solar_irradiance_mean", 1361.1867186481488, "W/m^2", "ephemeris (irr_annual_mean)", "", within=1e-5),
    Case(
        "air_density",
        3.3918502e-12,
        "kg/m^3",
        "NRLMSIS 2.1 (rho_400_mean)",
        "altitude=400 km, solar_flux=140",
        within=1e-3,
    ),
    Case(
        "air_density",
        8.0352274e-14,
        "kg/m^3",
        "NRLMSIS 2.1 (rho_650_mean)",
        "altitude=650 km, solar_flux=140",
        within=1e-3,
    ),
    Case(
        "air_density",
        1.6303200e-14,
        "kg/m^3",
        "NRLMSIS 2.1 (rho_600_min)",
        "altitude=600 km, solar_flux=70",
        within=1e-2,
    ),
)
def test_sunlight_and_air(row: Case) -> None:
    row.check()


def test_air_between_the_nodes_of_its_table() -> None:
    """The logarithm is linear between nodes: half-way stands the geometric mean."""
    density = json.loads(files("orbitcalc.physics").joinpath("data", "density.json").read_text(encoding="utf-8"))
    fluxes = density["solar_flux"]
    rows = {row[0]: dict(zip(fluxes, row[1:], strict=True)) for row in density["rows"]}
    nodes = [rows[altitude][flux] for altitude in (170, 180) for flux in (140, 170)]
    expected = math.prod(nodes) ** 0.25
    assert run("altitude=175 km, solar_flux=155").value("air_density", "kg/m^3") == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("changes", "word"),
    [({}, "yes"), ({"inclination": "60 deg"}, "no"), ({"orbit_kind": "inclined", "inclination": "60 deg"}, "yes")],
)
def test_an_orbit_that_is_to_follow_the_sun_says_when_it_does_not(changes: dict[str, str], word: str) -> None:
    """At 650 km the plane follows the Sun at 98.0 deg (any textbook); 60 deg is far from it."""
    result = orbitcalc.load("baseline").with_(changes).run()
    assert result.word("follows_sun") == word
    assert any("not sun-synchronous" in note for note in result.notes) == (word == "no")


# What the words of the orbit say


@pytest.mark.parametrize(
    ("given", "word", "noted"),
    [
        ("local_time=6 h", "dawn-dusk", False),
        ("local_time=18.5 h", "dawn-dusk", False),
        ("local_time=10.5 h", "sun-synchronous", True),
        ("local_time=0 h", "sun-synchronous", True),
        ("orbit_kind=sun-synchronous, local_time=10.5 h", "sun-synchronous", False),
        ("orbit_kind=sun-synchronous, local_time=6 h", "dawn-dusk", False),
        ("orbit_kind=inclined, local_time=10.5 h", "inclined", False),
        ("inclination=60 deg", "inclined", False),
    ],
)
def test_an_orbit_is_called_what_it_is(given: str, word: str, noted: bool) -> None:
    result = run(given)
    assert result.word("orbit_flown") == word
    assert any("is not dawn-dusk" in note for note in result.notes) == noted


@pytest.mark.parametrize(
    ("altitude", "inclination"), [(1200, 87.9), (570, 70.0)], ids=["1200 km at 87.9 deg", "570 km at 70 deg"]
)
def test_cycles_of_a_spread_shell_are_those_of_its_planes(altitude: int, inclination: float) -> None:
    """The mean of eight single planes, each run as one."""
    shell = f"orbit_kind=inclined, altitude={altitude} km, shell_inclination={inclination} deg"
    planes = [run(f"{shell}, right_ascension={45 * k} deg") for k in range(8)]
    result = run(f"{shell}, orbit_planes=spread")
    for name in ("eclipse_rate", "eclipse_fraction_mean", "albedo_visibility", "array_drag_share"):
        mean = np.mean([plane.value_si(name) for plane in planes])
        assert result.value_si(name) == pytest.approx(mean, rel=1e-9), name
    longest = max(plane.value("eclipse_fraction_max") for plane in planes)
    assert result.value("eclipse_fraction_max") == pytest.approx(longest, rel=1e-9)


@pytest.mark.parametrize("altitude", [400.0, 650.0, 1000.0])
@pytest.mark.parametrize("beta", [90.0, 75.0, 60.0, 45.0, 20.0])
def test_brightness_of_the_earth_below_against_the_visible_disc(altitude: float, beta: float) -> None:
    """A Lambert Earth, integrated over all of it that a nadir plate sees, on all points of the orbit."""
    edge = math.asin(6378.137 / (6378.137 + altitude))
    nadir = (np.arange(40) + 0.5) / 40.0 * edge
    centre = (np.arcsin(np.minimum(1.0, np.sin(nadir) / math.sin(edge))) - nadir)[:, None, None]
    round_disc = ((np.arange(120) + 0.5) / 120.0 * 2.0 * np.pi)[None, :, None]
    turn = ((np.arange(72) + 0.5) / 72.0 * 2.0 * np.pi)[None, None, :]
    up, along, aside = (
        math.cos(math.radians(beta)) * np.cos(turn),
        -math.cos(math.radians(beta)) * np.sin(turn),
        math.sin(math.radians(beta)),
    )
    sunlit = np.cos(centre) * up + np.sin(centre) * (np.cos(round_disc) * along + np.sin(round_disc) * aside)
    weight = (np.sin(nadir) * np.cos(nadir))[:, None, None] + 0.0 * sunlit
    expected = np.sum(np.maximum(sunlit, 0.0) * weight) / np.sum(weight)
    angles = np.full((200, 1), math.radians(beta))
    model = float(np.mean(surroundings.albedo_visibility(angles, 0.04)))
    assert model == pytest.approx(expected, abs=0.02)


def test_a_shell_sees_more_sunlit_earth_than_the_terminator_does() -> None:
    """0.1 over the terminator, 0.2 to 0.3 on a shell at 53 deg."""
    assert run().value("albedo_visibility") == pytest.approx(0.1, abs=0.01)
    shell = run("orbit_kind=inclined, shell_inclination=53 deg, orbit_planes=spread")
    assert 0.2 < shell.value("albedo_visibility") < 0.3
