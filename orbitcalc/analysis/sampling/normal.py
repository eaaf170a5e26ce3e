"""The quantile of the standard normal distribution, in NumPy alone: importing SciPy takes longer than drawing.

References
----------
Wichura, M. J. (1988). Algorithm AS 241: the percentage points of the normal distribution, routine PPND16.
Applied Statistics 37, 477-484.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array

SPLIT1, SPLIT2 = 0.425, 5.0
"""Distance from one half within which the first ratio is used, and the root up to which the second is [1]."""

CONST1, CONST2 = 0.180625, 1.6
"""What the two arguments are reckoned from [1]: the square of SPLIT1, and a point between the tails."""

CENTRE = (
    (
        3.3871328727963666080,
        133.14166789178437745,
        1971.5909503065514427,
        13731.693765509461125,
        45921.953931549871457,
        67265.770927008700853,
        33430.575583588128105,
        2509.0809287301226727,
    ),
    (
        1.0,
        42.313330701600911252,
        687.18700749205790830,
        5394.1960214247511077,
        21213.794301586595867,
        39307.895800092710610,
        28729.085735721942674,
        5226.4952788528545610,
    ),
)
"""Coefficients a and b: numerator and denominator near one half, the constant term first."""

TAIL = (
    (
        1.42343711074968357734,
        4.63033784615654529590,
        5.76949722146069140550,
        3.64784832476320460504,
        1.27045825245236838258,
        0.241780725177450611770,
        0.0227238449892691845833,
        0.000774545014278341407640,
    ),
    (
        1.0,
        2.05319162663775882187,
        1.67638483018380384940,
        0.689767334985100004550,
        0.148103976427480074590,
        0.0151986665636164571966,
        0.000547593808499534494600,
        1.05075007164441684324e-9,
    ),
)
"""Coefficients c and d, for tails down to exp(-25)."""

FAR_TAIL = (
    (
        6.65790464350110377720,
        5.46378491116411436990,
        1.78482653991729133580,
        0.296560571828504891230,
        0.0265321895265761230930,
        0.00124266094738807843860,
        2.71155556874348757815e-5,
        2.01033439929228813265e-7,
    ),
    (
        1.0,
        0.599832206555887937690,
        0.136929880922735805310,
        0.0148753612908506148525,
        0.000786869131145613259100,
        1.84631831751005468180e-5,
        1.42151175831644588870e-7,
        2.04426310338993978564e-15,
    ),
)
"""Coefficients e and f, beyond."""

Ratio = tuple[tuple[float, ...], tuple[float, ...]]
"""The coefficients of a numerator and of a denominator."""


def normal_quantile(share: Array) -> Array:
    """The number below which a share of the standard normal distribution lies.

    Parameters
    ----------
    share : ndarray, shape (n,)
        Between 0 and 1 [1].

    Returns
    -------
    ndarray, shape (n,)
        Standard normal numbers [1]; infinite at 0 and 1, nan outside.

    References
    ----------
    AS 241, PPND16: about 1 part in 10^16.

    Examples
    --------
    >>> normal_quantile(np.array([0.05, 0.5, 0.95])).round(12).tolist()
    [-1.644853626951, 0.0, 1.644853626951]
    """
    share = np.asarray(share, float)
    away = share - 0.5
    result = away * _ratio(CENTRE, CONST1 - away * away)
    outer = np.flatnonzero(np.abs(away) > SPLIT1)
    beyond = share[outer]
    result[outer] = np.copysign(_tail(np.minimum(beyond, 1.0 - beyond)), beyond - 0.5)
    return result


def _tail(share: Array) -> Array:
    """The distance from the middle at which so much lies beyond."""
    with np.errstate(divide="ignore", invalid="ignore"):
        root = np.sqrt(-np.log(share))
        result = _ratio(TAIL, root - CONST2)
        far = np.flatnonzero(root > SPLIT2)
        if far.size:
            result[far] = np.where(np.isinf(root[far]), np.inf, _ratio(FAR_TAIL, root[far] - SPLIT2))
    return result


def _ratio(coefficients: Ratio, x: Array) -> Array:
    above, below = (_polynomial(terms, x) for terms in coefficients)
    return above / below


def _polynomial(terms: tuple[float, ...], x: Array) -> Array:
    """A polynomial by Horner's rule."""
    *rest, first, second = terms
    value = x * second
    value += first
    for term in reversed(rest):
        value *= x
        value += term
    return value
