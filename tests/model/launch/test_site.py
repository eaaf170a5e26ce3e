"""Inclinations that launch sites reach, against what is published for their azimuths."""

import numpy as np
import pytest

from orbitcalc.physics import transfer
from tests.model.hand import Case, cases, run

CAPE = "launch_site=eastern-range"


@cases(
    Case("site_inclination_first", 57.0, "deg", "35 deg from the Cape, as published", CAPE, within=0.02),
    Case("site_inclination_last", 39.0, "deg", "120 deg from the Cape, as published", CAPE, within=0.02),
    Case("site_inclination_min", 28.5, "deg", "due east: the latitude", CAPE),
    Case("site_inclination_max", 57.0, "deg", "as published", CAPE, within=0.02),
    Case("site_inclination_min", 0.0, "deg", "any site", "launch_site=any"),
    Case("site_inclination_max", 180.0, "deg", "any site", "launch_site=any"),
    Case(
        "site_inclination_min",
        70.0,
        "deg",
        "Vandenberg, to the south-east: 70 to 104 deg in handbooks",
        "launch_site=western-range",
        within=0.02,
    ),
    Case("site_inclination_max", 104.0, "deg", "to the south-west", "launch_site=western-range", within=0.02),
    Case("site_inclination_max", 100.5, "deg", "Kourou: 5 to 100.5 deg", "launch_site=kourou", within=0.04),
)
def test_inclinations_of_sites(row: Case) -> None:
    row.check()


@pytest.mark.parametrize(
    ("site", "altitude", "reaches"),
    [("any", "650 km", "yes"), ("eastern-range", "650 km", "no"), ("western-range", "650 km", "yes")],
)
def test_a_site_that_does_not_reach_the_orbit_is_said(site: str, altitude: str, reaches: str) -> None:
    result = run(f"launch_site={site}, altitude={altitude}")
    assert result.word("site_reaches") == reaches
    notes = [note for note in result.notes if "takes a dogleg" in note]
    assert len(notes) == (reaches == "no")


def test_without_the_turning_ground_the_inclination_is_that_of_the_sphere() -> None:
    """cos i = cos latitude sin azimuth."""
    latitude, azimuth = np.radians(28.5), np.radians(np.array([0.0, 35.0, 90.0, 200.0]))
    inclination = transfer.launched_inclination(latitude, azimuth, 7500.0, rotation_speed=0.0)
    np.testing.assert_allclose(np.cos(inclination), np.cos(latitude) * np.sin(azimuth), atol=1e-12)
