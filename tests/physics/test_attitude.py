"""Frontal areas against closed forms and means of vectors round an orbit."""

import numpy as np
import pytest
from scipy.special import ellipk

from orbitcalc.physics import attitude


def test_an_edge_on_plate_against_the_complete_elliptic_integral() -> None:
    beta = np.linspace(0.001, np.pi / 2, 200)
    expected = 2.0 / np.pi * np.sin(beta) * ellipk(np.cos(beta) ** 2)
    np.testing.assert_allclose(attitude.edge_on_share(beta), expected, rtol=1e-9)
    np.testing.assert_allclose(attitude.edge_on_share(-beta), expected, rtol=1e-9)


@pytest.mark.parametrize(("degrees", "edge_on", "pointed"), [(90.0, 1.0, 0.0), (0.0, 0.0, 2.0 / np.pi)])
def test_limits(degrees: float, edge_on: float, pointed: float) -> None:
    beta = np.radians(degrees)
    assert float(attitude.edge_on_share(beta)) == pytest.approx(edge_on, abs=1e-12)
    assert float(attitude.sun_pointed_share(beta)) == pytest.approx(pointed, abs=1e-12)
