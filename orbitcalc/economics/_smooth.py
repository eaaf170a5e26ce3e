"""A quotient that stays smooth at its removable singularity 0 / 0."""

import numpy as np

from orbitcalc._typing import Array


def growth_mean(exponent: Array) -> Array:
    """Mean of exp(t) for t from 0 to an exponent, (exp(x) - 1)/x [1]; 1 where the exponent is 0."""
    moving = exponent != 0.0
    return np.where(moving, np.expm1(exponent) / np.where(moving, exponent, 1.0), 1.0)
