"""Links against hand calculations, the Fresnel integral, the Suncatcher paper, and links counted one by one."""

import math
from itertools import product

import numpy as np
import pytest
from scipy import constants as codata
from scipy.special import jn_zeros

from tests.model.hand import Case, cases, run
from tests.reference import vectors


@cases(
    Case("link_mass", 60.0, "kg", "four of 15 kg", "link_terminals=4, link_terminal_mass=15 kg"),
    Case("link_power", 320.0, "W", "four of 80 W", "link_terminals=4, link_terminal_power=80 W"),
    Case(
        "link_modem_rate",
        9.6,
        "Tbit/s",
        "24 of 400 Gbit/s (Suncatcher)",
        "link_channels=24, link_channel_rate=400 Gbit/s",
    ),
)
def test_terminals(row: Case) -> None:
    row.check()


@pytest.mark.parametrize("case", vectors.cases("optfrac_0.1_0.1", "optfrac_0.05", "optfrac_0.02"), ids=vectors.case_id)
def test_captured_light_against_the_fresnel_integral(case: vectors.Case) -> None:
    inputs = case["inputs"]
    result = run(
        f"link_aperture={inputs['D_tx_m']} m, link_wavelength={inputs['wavelength_m']} m, "
        f"link_distance={inputs['range_m']} m"
    )
    vectors.assert_close(result.value("link_captured_fraction"), case)


@pytest.mark.parametrize("case", vectors.cases("optrx"), ids=vectors.case_id)
def test_received_power_against_the_fresnel_integral(case: vectors.Case) -> None:
    inputs = case["inputs"]
    result = run(
        f"link_transmit_power={inputs['P_tx_W']} W, link_aperture={inputs['D_tx_m']} m, link_aperture_efficiency=1, "
        f"link_wavelength={inputs['wavelength_m']} m, link_distance={inputs['range_m']} m, "
        f"link_loss_factor={10.0 ** (inputs['lumped_losses_dB'] / 10.0)!r}"
    )
    vectors.assert_close(10.0 * math.log10(result.value("link_received_power", "mW")), case)


PHOTON = codata.h * codata.c / 1.5e-6
"""Energy of a photon of 1500 nm [J]."""


@cases(
    Case(
        "link_received_power",
        2.0 * 0.25 * 0.8**2 * 0.5,
        "W",
        "the aperture counts at both ends",
        "link_transmit_power=2 W, link_captured_fraction=0.25, link_aperture_efficiency=0.8, link_loss_factor=0.5",
    ),
    Case(
        "link_rate",
        1e-6 / (40.0 * PHOTON) / 1e12,
        "Tbit/s",
        "as much as the light allows",
        "link_received_power=1 uW, photons_per_bit=40 1/bit, link_wavelength=1500 nm, link_modem_rate=1000 Tbit/s",
    ),
    Case(
        "link_rate",
        0.1,
        "Tbit/s",
        "78 photons a bit (ppb_1e-06_100000000000.0)",
        "link_received_power=1 uW, photons_per_bit=78.02880679691201 1/bit, link_wavelength=1550 nm, "
        "link_modem_rate=1000 Tbit/s",
    ),
    Case(
        "link_rate", 9.6, "Tbit/s", "as much as the modems carry", "link_received_power=1 W, link_modem_rate=9.6 Tbit/s"
    ),
    Case(
        "link_power_needed",
        10e12 * 40.0 * PHOTON * 1e6,
        "uW",
        "10 Tbit/s of 40 photons a bit",
        "link_modem_rate=10 Tbit/s, photons_per_bit=40 1/bit, link_wavelength=1500 nm",
    ),
)
def test_light_and_bits(row: Case) -> None:
    row.check()


@cases(
    Case(
        "link_antenna_gain",
        0.8 * (math.pi * 0.1 / 1.5e-6) ** 2,
        "1",
        "(pi D / wavelength)^2",
        "link_aperture=0.1 m, link_wavelength=1500 nm, link_aperture_efficiency=0.8",
    ),
    Case(
        "link_spot_radius",
        jn_zeros(1, 1)[0] / math.pi * 1.5e-6 * 1e6 / 0.1,
        "m",
        "first zero of the Bessel function J1",
        "link_aperture=0.1 m, link_wavelength=1500 nm, link_distance=1000 km",
    ),
    Case("link_divergence", 19.0, "urad", "95 m at 5000 km", "link_spot_radius=95 m, link_distance=5000 km"),
    Case(
        "link_confocal_reach",
        math.pi * 0.05**2 / 1.5e-6 / 1e3,
        "km",
        "pi radius^2 / wavelength",
        "link_aperture=0.1 m, link_wavelength=1500 nm",
    ),
    Case(
        "link_confocal_reach",
        0.32,
        "km",
        "a quarter of 10 cm (Suncatcher, section 2)",
        "link_aperture=2.5 cm, link_wavelength=1550 nm",
        within=0.02,
    ),
)
def test_beam(row: Case) -> None:
    row.check()


@pytest.mark.parametrize("case", vectors.cases("optrange50"), ids=vectors.case_id)
def test_reach_of_half_the_light_against_the_fresnel_integral(case: vectors.Case) -> None:
    """Half of 2 W through two apertures of 80 % and losses of a half: 0.5 x 2 x 0.64 x 0.5 = 0.32 W."""
    inputs = case["inputs"]
    result = run(
        f"link_power_needed=0.32 W, link_transmit_power=2 W, link_aperture_efficiency=0.8, link_loss_factor=0.5, "
        f"link_aperture={inputs['D_m']} m, link_wavelength={inputs['wavelength_m']} m"
    )
    vectors.assert_close(result.value("link_reach", "m"), case)


def test_where_a_beam_ripples_one_share_has_no_single_distance() -> None:
    result = run("link_power_needed=0.9 W, link_transmit_power=1 W, link_aperture_efficiency=1, link_loss_factor=1")
    assert math.isnan(result.value("link_reach"))
    assert result.why_unknown("link_reach").startswith("link_reach")


def links_cut(side: int, dimensions: int) -> int:
    """Links between the two halves of a torus of an even side, counted one by one."""
    count = 0
    for place in product(range(side), repeat=dimensions):
        for axis in range(dimensions):
            other = (*place[:axis], (place[axis] + 1) % side, *place[axis + 1 :])
            count += (place[0] < side // 2) != (other[0] < side // 2)
    return count


@pytest.mark.parametrize(("side", "dimensions"), [(10, 1), (10, 2), (4, 3)])
def test_bisection_against_links_counted_one_by_one(side: int, dimensions: int) -> None:
    result = run(f"satellites_nameplate={side**dimensions}, link_dimensions={dimensions}, link_rate=8 Tbit/s")
    expected = links_cut(side, dimensions) * 8.0 / 8.0  # 8 bits to a byte
    assert result.value("bisection_rate", "TB/s") == pytest.approx(expected, rel=1e-9)


def test_capacity_of_a_cluster_against_lattice_points_counted_one_by_one() -> None:
    """Points of the hexagonal lattice in a disc of 60 spacings; the count strays by 0.1 % at its edge."""
    rows = range(-70, 71)
    count = sum((i + 0.5 * j) ** 2 + 0.75 * j**2 <= 60.0**2 for i in range(-110, 111) for j in rows)
    result = run("cluster_radius=6 km, cluster_spacing=100 m")
    assert result.value("cluster_capacity") == pytest.approx(count, rel=2e-3)


@cases(
    Case(
        "link_capacity",
        10.0 * 4.0 / (0.5 * 100.0),
        "1",
        "four links of 10 Tbit/s for 100 x 0.5 Tbit/s",
        "link_rate=10 Tbit/s, link_terminals=4, link_demand=500 Gbit/s, accelerators_per_satellite=100",
    ),
    Case("link_capacity", np.inf, "1", "nothing to exchange", "link_total_rate=0 Gbit/s, link_traffic=0 Gbit/s"),
    Case("link_total_rate", 40.0, "Tbit/s", "four of 10 Tbit/s", "link_rate=10 Tbit/s, link_terminals=4"),
    Case("link_traffic", 50.0, "Tbit/s", "100 x 0.5", "link_demand=500 Gbit/s, accelerators_per_satellite=100"),
    Case("network_efficiency", 0.8, "1", "links too narrow", "link_capacity=0.8"),
    Case("network_efficiency", 1.0, "1", "links wide enough", "link_capacity=1.25"),
)
def test_traffic_between_satellites(row: Case) -> None:
    row.check()


STATIONS = "ground_stations=10, station_antennas=16, downlink_clear_share=0.5, downlink_rate=100 Gbit/s"


@cases(
    Case(
        "downlink_visibility",
        1.0 - math.exp(-2.0 * 0.4 * 0.25),
        "1",
        "a quarter of the sphere in sight from one radius up",
        "altitude=1000 km, earth_radius=1000 km, elevation_mask=0 deg, ground_stations=2, downlink_clear_share=0.4",
    ),
    Case(
        "downlink_visibility",
        1.0 - math.exp(-2.0 * 0.4 * math.sin(0.5 * (math.acos(0.5 * math.cos(math.pi / 6.0)) - math.pi / 6.0)) ** 2),
        "1",
        "above 30 deg from one radius up",
        "altitude=1000 km, earth_radius=1000 km, elevation_mask=30 deg, ground_stations=2, downlink_clear_share=0.4",
    ),
    Case(
        "downlink_average_rate",
        100.0 * 10.0 * 16.0 * 0.5 / 1000.0,
        "Gbit/s",
        "80 antennas for 1000 satellites",
        f"{STATIONS}, downlink_visibility=0.3, satellites_active=1000",
    ),
    Case(
        "downlink_average_rate",
        30.0,
        "Gbit/s",
        "alone: whenever a station is in sight",
        f"{STATIONS}, downlink_visibility=0.3, satellites_active=1",
    ),
    Case(
        "downlink_demand",
        0.4 * 100.0 * 0.5 * 0.5 * 8.0 / 3600.0,
        "Gbit/s",
        "0.4 GB/kWh of 100 kW at half duty and half use",
        "traffic_intensity=0.4 GB/kWh, it_power_per_satellite=100 kW, duty_fraction=0.5, utilisation=0.5",
    ),
    Case(
        "traffic_intensity_max",
        3600.0 / 8.0 / (100.0 * 0.5 * 0.5),
        "GB/kWh",
        "1 Gbit/s for 100 kW at half duty and half use",
        "downlink_average_rate=1 Gbit/s, it_power_per_satellite=100 kW, utilisation=0.5, duty_fraction=0.5",
    ),
)
def test_traffic_to_the_ground(row: Case) -> None:
    row.check()


@pytest.mark.parametrize(("latitude", "share"), [(78.2, 0.060), (40.4, 0.018)])
def test_contact_of_one_station(latitude: float, share: float) -> None:
    """Counted positions of a 650 km dawn-dusk orbit over Svalbard and Madrid, 10 deg of mask."""
    result = run(f"station_latitude={latitude} deg, elevation_mask=10 deg")
    assert result.value("station_contact_share") == pytest.approx(share, abs=0.001)


def test_delay_to_the_ground_is_that_of_light() -> None:
    """Straight overhead 650 km are 2.168 ms; at the horizon the path is sqrt((R + h)^2 - R^2)."""
    assert run("elevation_mask=89 deg").value("downlink_delay", "ms") == pytest.approx(2.1683, rel=1e-3)
    horizon = math.sqrt(7028.137**2 - 6378.137**2) / 299792.458 * 1e3
    assert run("elevation_mask=0 deg").value("downlink_delay", "ms") == pytest.approx(horizon, rel=1e-6)
