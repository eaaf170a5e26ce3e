"""The quantile of the standard normal distribution, against SciPy and against its own integral in decimal numbers."""

from __future__ import annotations

import math
import subprocess
import sys
from decimal import Decimal, localcontext

import numpy as np
import pytest
from scipy.special import ndtri

from orbitcalc.analysis.sampling.normal import normal_quantile

TOLERANCE = 1e-15
PI = Decimal("3.14159265358979323846264338327950288419716939937511")


@pytest.mark.parametrize(
    "share",
    [
        (np.arange(4096) + 0.5) / 4096,
        0.5 + np.linspace(-1e-6, 1e-6, 2000),
        10.0 ** -np.linspace(1.0, 300.0, 3000),
        1.0 - 2.0 ** -np.arange(4.0, 53.0),
    ],
    ids=["even", "middle", "lower tail", "upper tail"],
)
def test_it_agrees_with_scipy(share: np.ndarray) -> None:
    np.testing.assert_allclose(normal_quantile(share), ndtri(share), rtol=TOLERANCE, atol=0.0)


@pytest.mark.parametrize("share", [1e-9, 0.003, 0.0749999, 0.0750001, 0.1446470019541094, 0.4, 0.5000001, 0.93, 0.999])
def test_the_integral_up_to_it_is_the_share(share: float) -> None:
    """One step of Newton's rule in 40 digits gives what is left to the exact quantile."""
    own = float(normal_quantile(np.array([share]))[0])
    with localcontext() as context:
        context.prec = 40
        x = Decimal(own)
        density = (-x * x / 2).exp() / (2 * PI).sqrt()
        left = (Decimal(share) - _integral(x, density)) / density
        assert abs(float(left / x)) < TOLERANCE


def _integral(x: Decimal, density: Decimal) -> Decimal:
    """Marsaglia (2004): 1/2 + density * (x + x^3/3 + x^5/(3 5) + ...)."""
    term, total, odd = x, x, 1
    while abs(term) > Decimal(10) ** -38:
        odd += 2
        term *= x * x / odd
        total += term
    return Decimal("0.5") + density * total


def test_the_ends_are_infinite_and_a_share_above_one_has_no_quantile() -> None:
    values = normal_quantile(np.array([0.0, 0.5, 1.0, 1.5, math.nan]))
    assert values[:3].tolist() == [-math.inf, 0.0, math.inf]
    assert np.isnan(values[3:]).all()


def test_a_draw_has_the_same_bits_in_any_array() -> None:
    """Chunks, resumed runs and workers cut the same samples in other places."""
    share = np.random.default_rng(1).random(1000)
    whole = normal_quantile(share)
    assert (whole == np.concatenate([normal_quantile(share[at : at + 7]) for at in range(0, 1000, 7)])).all()
    assert (whole == np.ravel([normal_quantile(share[at : at + 1]) for at in range(1000)])).all()


def test_drawing_futures_imports_no_scipy() -> None:
    """The import alone takes longer than all draws."""
    code = "import sys, orbitcalc; orbitcalc.load('google-1gw').run().futures; sys.exit('scipy.special' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
