"""Quantile functions: they turn even numbers between 0 and 1 into draws of a distribution.

SciPy is imported by the kinds that need its special functions, and only when they are drawn.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.sampling.normal import normal_quantile
from orbitcalc.scenario.distribution import Z95, Distribution


def quantile(distribution: Distribution, share: Array) -> Array:
    """The value below which a share of the distribution lies.

    Parameters
    ----------
    distribution : Distribution
        In SI, checked.
    share : ndarray, shape (n,)
        Between 0 and 1 [1].

    Returns
    -------
    ndarray, shape (n,)
        Values in SI.

    Examples
    --------
    >>> triangle = Distribution("triangular", {"low": 0.0, "mode": 1.0, "high": 2.0})
    >>> quantile(triangle, np.array([0.0, 0.5, 1.0])).tolist()
    [0.0, 1.0, 2.0]
    """
    return _KINDS[distribution.kind](distribution, share)


def from_normal(distribution: Distribution, normal: Array) -> Array:
    """The value at which a distribution stands where the standard normal distribution stands at `normal`.

    It saves those kinds that are described by normal numbers a way there and back.

    Parameters
    ----------
    distribution : Distribution
        In SI, checked.
    normal : ndarray, shape (n,)
        Standard normal numbers [1].

    Returns
    -------
    ndarray, shape (n,)
        Values in SI.
    """
    if distribution.kind == "percentiles":
        return _halves(distribution, normal)
    return quantile(distribution, _special().ndtr(normal))


def _percentiles(d: Distribution, share: Array) -> Array:
    return _halves(d, normal_quantile(share))


def _halves(d: Distribution, normal: Array) -> Array:
    """Half of a normal distribution on either side of the median, each as wide as its own percentile says.

    A range over more than a factor of three is one of the logarithm.
    """
    low, median, high = (d.numbers[key] for key in ("p05", "p50", "p95"))
    if d.in_logs:
        low, median, high = math.log(low), math.log(median), math.log(high)
    values = np.minimum(normal, 0.0) * ((median - low) / Z95)
    values += np.maximum(normal, 0.0) * ((high - median) / Z95)
    values += median
    return np.exp(values, out=values) if d.in_logs else values


def _uniform(d: Distribution, share: Array) -> Array:
    low, high = d.numbers["low"], d.numbers["high"]
    return low + share * (high - low)


def _loguniform(d: Distribution, share: Array) -> Array:
    low, high = math.log(d.numbers["low"]), math.log(d.numbers["high"])
    return np.exp(low + share * (high - low))


def _triangular(d: Distribution, share: Array) -> Array:
    """The distance from the mode as a share of the side, times its width: looking up the side would cost twice."""
    low, mode, high = (d.numbers[key] for key in ("low", "mode", "high"))
    turn = min(max((mode - low) / (high - low), 1e-300), 1.0 - 2.0**-53)
    rising, falling = share * (1.0 / turn), (1.0 - share) * (1.0 / (1.0 - turn))
    away = 1.0 - np.sqrt(np.minimum(rising, falling, out=rising), out=rising)
    # the side is high - mode behind the mode, and low - mode before it
    side = np.copysign(0.5 * (high - low), np.subtract(share, turn, out=falling), out=falling)
    side += 0.5 * (high + low) - mode
    side *= away
    side += mode
    return side


def _pert(d: Distribution, share: Array) -> Array:
    """The beta distribution whose mean is (low + 4 mode + high) / 6 (Malcolm et al., Operations Research 7, 1959)."""
    low, mode, high = (d.numbers[key] for key in ("low", "mode", "high"))
    alpha, beta = 1.0 + 4.0 * (mode - low) / (high - low), 1.0 + 4.0 * (high - mode) / (high - low)
    return low + (high - low) * _special().betaincinv(alpha, beta, share)


def _beta(d: Distribution, share: Array) -> Array:
    low, high = d.numbers["low"], d.numbers["high"]
    return low + (high - low) * _special().betaincinv(d.numbers["alpha"], d.numbers["beta"], share)


def _normal(d: Distribution, share: Array) -> Array:
    mean, sd = _mean_sd(d.numbers.get("mean"), d.numbers.get("sd"), d)
    return mean + sd * normal_quantile(share)


def _truncnormal(d: Distribution, share: Array) -> Array:
    special = _special()
    mean, sd, low, high = (d.numbers[key] for key in ("mean", "sd", "low", "high"))
    below, above = special.ndtr((low - mean) / sd), special.ndtr((high - mean) / sd)
    return np.clip(mean + sd * normal_quantile(below + share * (above - below)), low, high)


def _lognormal(d: Distribution, share: Array) -> Array:
    n = d.numbers
    if "p05" in n:
        low, high = math.log(n["p05"]), math.log(n["p95"])
        mean, sd = 0.5 * (low + high), 0.5 * (high - low) / Z95
    else:
        variance = math.log1p((n["sd"] / n["mean"]) ** 2)
        mean, sd = math.log(n["mean"]) - 0.5 * variance, math.sqrt(variance)
    return np.exp(mean + sd * normal_quantile(share))


def _mean_sd(mean: float | None, sd: float | None, d: Distribution) -> tuple[float, float]:
    if mean is not None and sd is not None:
        return mean, sd
    low, high = d.numbers["p05"], d.numbers["p95"]
    return 0.5 * (low + high), 0.5 * (high - low) / Z95


def _discrete(d: Distribution, share: Array) -> Array:
    ends = np.cumsum(d.weights)
    index = np.searchsorted(ends, share, side="right")
    return np.asarray(d.values)[np.minimum(index, len(d.values) - 1)]


def _empirical(d: Distribution, share: Array) -> Array:
    values = np.sort(np.asarray(d.values, float))
    return values[np.minimum((share * len(values)).astype(np.intp), len(values) - 1)]


def _special() -> Any:
    from scipy import special

    return special


_KINDS: dict[str, Callable[[Distribution, Array], Array]] = {
    "percentiles": _percentiles,
    "uniform": _uniform,
    "loguniform": _loguniform,
    "triangular": _triangular,
    "pert": _pert,
    "beta": _beta,
    "normal": _normal,
    "truncnormal": _truncnormal,
    "lognormal": _lognormal,
    "discrete": _discrete,
    "empirical": _empirical,
}
