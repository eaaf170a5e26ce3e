"""Links: vectors by an independent Fresnel-Kirchhoff quadrature, published budgets, and limits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import j0, j1

from orbitcalc.physics import links
from orbitcalc.physics.constants import EARTH_RADIUS, PLANCK, SPEED_OF_LIGHT
from tests.proof import assert_units
from tests.reference.vectors import assert_close, case_id, cases

WAVELENGTH = 1.55e-6


def decibels(ratio):
    """Ten times the logarithm of a ratio."""
    return 10.0 * np.log10(ratio)


@pytest.mark.parametrize("case", cases("optfrac_"), ids=case_id)
def test_captured_fraction(case):
    inputs = case["inputs"]
    diameters = inputs["D_tx_m"], inputs["D_rx_m"]
    assert_close(links.captured_fraction(*diameters, inputs["wavelength_m"], inputs["range_m"]), case)


@pytest.mark.parametrize("case", cases("optfrac_"), ids=case_id)
def test_near_field_fraction(case):
    inputs = case["inputs"]
    number = links.fresnel_number(0.5 * inputs["D_tx_m"], inputs["wavelength_m"], inputs["range_m"])
    assert_close(links.near_field_fraction(number), case)


@pytest.mark.parametrize("case", cases("optrange50_"), ids=case_id)
def test_range_of_half_the_power(case):
    assert_close(links.range_of_fraction(0.5, case["inputs"]["D_m"], case["inputs"]["wavelength_m"]), case)


@pytest.mark.parametrize("case", cases("optrx_"), ids=case_id)
def test_received_power(case):
    inputs = case["inputs"]
    fraction = links.captured_fraction(inputs["D_tx_m"], inputs["D_rx_m"], inputs["wavelength_m"], inputs["range_m"])
    transmission = 10.0 ** (inputs["lumped_losses_dB"] / 10.0)
    assert_close(decibels(links.received_power(inputs["P_tx_W"], fraction, transmission) / 1e-3), case)


@pytest.mark.parametrize("case", cases("ppb_"), ids=case_id)
def test_photons_per_bit(case):
    inputs = case["inputs"]
    photons = links.photons_per_bit(inputs["P_rx_W"], inputs["rate_bit_s"], inputs["wavelength_m"])
    assert_close(photons, case)
    rate = links.data_rate(inputs["P_rx_W"], photons, inputs["wavelength_m"])
    assert rate == pytest.approx(inputs["rate_bit_s"])


@pytest.mark.parametrize("case", cases("slant_"), ids=case_id)
def test_slant_range(case):
    inputs = case["inputs"]
    elevation = np.radians(inputs["elevation_deg"])
    distance = links.slant_range(inputs["altitude_km"] * 1e3, elevation, earth_radius=inputs["R_km"] * 1e3)
    assert_close(distance / 1e3, case)


@pytest.mark.parametrize("case", cases("latency_"), ids=case_id)
def test_latency(case):
    inputs = case["inputs"]
    elevation = np.radians(inputs["elevation_deg"])
    distance = links.slant_range(inputs["altitude_km"] * 1e3, elevation, earth_radius=inputs["R_km"] * 1e3)
    assert_close(links.latency(distance) * 1e3, case)


def test_near_field_fraction_is_the_light_within_the_shadow_edge():
    """Closed form (Wolf 1951), by scipy's Bessel functions."""
    numbers = np.concatenate([np.linspace(1e-4, 8.0, 500), np.geomspace(8.0, 1e4, 100)])
    u = 2.0 * np.pi * numbers
    expected = 1.0 - j0(u) * np.cos(u) - j1(u) * np.sin(u)
    assert links.near_field_fraction(numbers) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("ratio", [0.3, 1.0, 4.0])
def test_captured_fraction_tends_to_the_far_field(ratio):
    """Closed form: areas over wavelength and distance squared."""
    distance = 1e7
    area = 0.25 * np.pi * 0.1**2
    expected = area**2 * ratio**2 / (WAVELENGTH * distance) ** 2
    assert links.captured_fraction(0.1, 0.1 * ratio, WAVELENGTH, distance) == pytest.approx(expected, rel=1e-4)
    assert links.captured_fraction_bounded(area, area * ratio**2, WAVELENGTH, distance) == pytest.approx(
        expected, rel=1e-4
    )


@settings(deadline=None)
@given(ratio=st.floats(0.1, 3.0), distance=st.floats(200.0, 1e6))
def test_captured_fraction_grows_with_the_receiver_and_stays_below_one(ratio, distance):
    caught = links.captured_fraction(0.1, 0.1 * ratio * np.array([1.0, 1.1]), WAVELENGTH, distance)
    assert 0.0 < caught[0] < caught[1] < 1.0


def test_captured_fraction_broadcasts():
    distances = np.array([[500.0], [5000.0]])
    caught = links.captured_fraction(0.1, np.array([0.1, 0.2, 0.3]), WAVELENGTH, distances)
    assert caught.shape == (2, 3)
    assert caught[1, 2] == links.captured_fraction(0.1, 0.3, WAVELENGTH, 5000.0)


def test_a_wide_receiver_catches_nearly_all():
    assert links.captured_fraction(0.05, 1.0, WAVELENGTH, 1000.0) == pytest.approx(0.99, abs=0.01)


def test_bounded_estimate_is_good_outside_the_near_field():
    distances = np.array([1.2, 2.0, 5.0, 50.0]) * 0.1**2 / WAVELENGTH
    area = 0.25 * np.pi * 0.1**2
    exact = links.near_field_fraction(links.fresnel_number(0.05, WAVELENGTH, distances))
    assert links.captured_fraction_bounded(area, area, WAVELENGTH, distances) == pytest.approx(exact, rel=0.05)


@pytest.mark.filterwarnings("error")
def test_range_of_fraction_undoes_near_field_fraction():
    shares = np.array([1e-6, 0.1, 0.3, 0.69, 0.75])
    ranges = links.range_of_fraction(shares, 0.1, WAVELENGTH)
    back = links.near_field_fraction(links.fresnel_number(0.05, WAVELENGTH, ranges[:4]))
    assert back == pytest.approx(shares[:4], rel=1e-6)
    assert np.isnan(ranges[4])


def test_friis_agrees_with_the_apertures_in_the_far_field():
    gain = links.antenna_gain(0.1, WAVELENGTH)
    fraction = links.near_field_fraction(links.fresnel_number(0.05, WAVELENGTH, 1e7))
    assert links.friis_received_power(2.0, gain, gain, WAVELENGTH, 1e7) == pytest.approx(2.0 * fraction, rel=1e-4)


def test_suncatcher_long_link():
    """Printed (arXiv:2511.19468): 5 W, 105.1 dB each, 3 dB lost, 5000 km: 1.6 uW in a spot of 95 m."""
    gain = 10.0**10.51
    power = links.friis_received_power(5.0, gain, gain, WAVELENGTH, 5e6) * 10.0**-0.3
    assert power == pytest.approx(1.6e-6, rel=0.02)
    assert links.spot_radius(0.1, WAVELENGTH, 5e6) == pytest.approx(95.0, rel=0.01)


def test_suncatcher_parallel_beams():
    """Printed (arXiv:2511.19468): two by two beams at 1.25 km, four by four at 0.32 km; 9.6 Tbit/s."""
    assert links.confocal_reach(0.05, WAVELENGTH, np.array([2.0, 4.0])) == pytest.approx([1250.0, 320.0], rel=0.02)
    assert links.channel_count(4.8e12, 200e9) * 400e9 == pytest.approx(9.6e12)


def test_pointing_error_of_half_the_divergence_leaves_one_over_e_squared():
    assert links.pointing_transmission(5e-6, 10e-6) == pytest.approx(np.exp(-2.0))
    assert links.pointing_transmission(0.0, 10e-6) == 1.0


def test_shannon_capacity_of_a_clean_channel():
    assert links.shannon_capacity(1e6, np.array([0.0, 1.0, 1023.0])) == pytest.approx([0.0, 1e6, 1e7])


def test_slant_range_limits():
    """Overhead it is the altitude; at the horizon the tangent."""
    assert links.slant_range(550e3, 0.5 * np.pi) == pytest.approx(550e3)
    tangent = np.sqrt(550e3 * (2.0 * EARTH_RADIUS + 550e3))
    assert links.slant_range(550e3, 0.0) == pytest.approx(tangent)


def test_switches_delay_a_path():
    assert links.latency(SPEED_OF_LIGHT, 3.0, 0.01) == pytest.approx(1.03)


@pytest.mark.parametrize(
    ("inclination", "latitude", "mask"),
    [(98.0, 78.2, 10.0), (53.0, 52.0, 25.0), (53.0, -56.0, 5.0), (90.0, -85.0, 5.0), (0.0, 10.0, 5.0)],
)
def test_contact_fraction_against_counted_positions(inclination, latitude, mask):
    """Numerical: a fine grid over argument of latitude and longitude difference."""
    tilt, north, lowest = np.radians([inclination, latitude, mask])
    steps = (np.arange(2000) + 0.5) * 2.0 * np.pi / 2000
    sine = (np.sin(tilt) * np.sin(steps))[:, None]
    cosine = np.sqrt(1.0 - sine**2)
    apart = np.sin(north) * sine + np.cos(north) * cosine * np.cos(steps)
    counted = np.mean(apart > np.cos(links.earth_central_angle(700e3, lowest)))
    assert links.contact_fraction(700e3, tilt, north, lowest) == pytest.approx(counted, abs=1e-4)


def test_contact_fraction_averages_to_the_visible_share():
    """Closed form: over stations spread evenly on the globe, the share of the globe in view."""
    sines = (np.arange(4000) + 0.5) / 4000
    fractions = links.contact_fraction(650e3, np.radians(53.0), np.arcsin(sines), np.radians(10.0))
    assert np.mean(fractions) == pytest.approx(links.visible_share(650e3, np.radians(10.0)), rel=1e-4)


@pytest.mark.filterwarnings("error")
def test_contact_fraction_limits():
    """From the pole a polar orbit is in view for the angle in reach over half a turn."""
    reach = links.earth_central_angle(650e3, 0.1)
    polar = links.contact_fraction(650e3, 0.5 * np.pi, 0.5 * np.pi, 0.1)
    assert polar == pytest.approx(reach / np.pi)
    assert links.contact_fraction(550e3, np.radians(53.0), np.radians(80.0), 0.1) == 0.0
    assert links.contact_fraction(550e3, 0.0, 0.0, 0.1) == pytest.approx(links.earth_central_angle(550e3, 0.1) / np.pi)


def test_downlink_stops_growing_when_always_in_contact():
    shares = {"weather": 0.5, "contention": 1.0, "protocol": 0.8}
    rates = links.mean_downlink_rate(1e9, 0.1, np.array([1.0, 5.0, 10.0, 50.0]), **shares)
    assert rates == pytest.approx([4e7, 2e8, 4e8, 4e8])
    mostly_taken = links.mean_downlink_rate(1e9, 0.1, 5.0, **shares | {"contention": 0.25})
    assert mostly_taken == pytest.approx(0.25 * 2e8)
    assert links.clear_sky_fraction(0.5, 2.0) == pytest.approx(0.75)


def test_units():
    metres, wavelength, rate = (0.1, "m"), (WAVELENGTH, "m"), (1e11, "bit/s")
    nature = {"planck": (PLANCK, "J*s"), "speed_of_light": (SPEED_OF_LIGHT, "m/s")}
    distance, watts = (1e6, "m"), (1e-6, "W")
    assert_units(links.fresnel_number, "1", metres, wavelength, distance)
    assert_units(
        lambda *given: links.near_field_fraction(links.fresnel_number(*given)),
        "1",
        metres,
        wavelength,
        distance,
    )
    area = (0.00785, "m^2")
    assert_units(links.captured_fraction_bounded, "1", area, area, wavelength, distance)
    assert_units(links.range_of_fraction, "m", 0.5, metres, wavelength)
    assert_units(links.received_power, "W", watts, 0.5, 0.5)
    assert_units(links.pointing_transmission, "1", (1e-6, "rad"), (1e-5, "rad"))
    assert_units(links.photons_per_bit, "1/bit", watts, rate, wavelength, **nature)
    assert_units(links.data_rate, "bit/s", watts, (30.0, "1/bit"), wavelength, **nature)
    assert_units(links.antenna_gain, "1", metres, wavelength, 0.6)
    assert_units(links.friis_received_power, "W", watts, 1e10, 1e10, wavelength, distance)
    assert_units(links.confocal_reach, "m", metres, wavelength, 2.0)
    assert_units(links.spot_radius, "m", metres, wavelength, distance)
    assert_units(links.channel_count, "1", (4.8e12, "1/s"), (2e11, "1/s"))
    assert_units(links.shannon_capacity, "bit/s", (1e6, "1/s"), 3.0, bit=(1.0, "bit"))


def test_units_of_ground_links():
    radius = {"earth_radius": (EARTH_RADIUS, "m")}
    altitude, mask = (650e3, "m"), (0.2, "rad")
    assert_units(links.slant_range, "m", altitude, mask, **radius)
    delays = (1e6, "m"), 3.0, (1e-3, "s")
    assert_units(links.latency, "s", *delays, speed_of_light=(SPEED_OF_LIGHT, "m/s"))
    assert_units(links.visible_share, "1", altitude, mask, **radius)
    assert_units(links.contact_fraction, "1", altitude, (1.7, "rad"), (0.7, "rad"), mask, **radius)
    shares = {"weather": 0.6, "contention": 1.0, "protocol": 0.9}
    assert_units(links.mean_downlink_rate, "bit/s", (2e11, "bit/s"), 0.02, 5.0, **shares)
