"""Every kind of distribution against SciPy's, and its ends."""

import math

import numpy as np
import pytest
from scipy import stats

from orbitcalc.analysis.sampling.quantiles import from_normal, quantile
from orbitcalc.scenario.distribution import NEEDS, Distribution

SHARES = np.linspace(0.001, 0.999, 997)

CASES = {
    "uniform": (Distribution("uniform", {"low": -2.0, "high": 5.0}), stats.uniform(-2.0, 7.0)),
    "loguniform": (Distribution("loguniform", {"low": 0.1, "high": 50.0}), stats.loguniform(0.1, 50.0)),
    "triangular": (
        Distribution("triangular", {"low": 1.0, "mode": 2.0, "high": 5.0}),
        stats.triang(0.25, loc=1.0, scale=4.0),
    ),
    "triangular, mode at the low end": (
        Distribution("triangular", {"low": 1.0, "mode": 1.0, "high": 5.0}),
        stats.triang(0.0, loc=1.0, scale=4.0),
    ),
    "triangular, mode at the high end": (
        Distribution("triangular", {"low": 1.0, "mode": 5.0, "high": 5.0}),
        stats.triang(1.0, loc=1.0, scale=4.0),
    ),
    "pert": (Distribution("pert", {"low": 0.0, "mode": 0.25, "high": 1.0}), stats.beta(2.0, 4.0)),
    "beta": (
        Distribution("beta", {"low": 2.0, "high": 4.0, "alpha": 2.0, "beta": 3.0}),
        stats.beta(2.0, 3.0, 2.0, 2.0),
    ),
    "normal": (Distribution("normal", {"mean": 3.0, "sd": 2.0}), stats.norm(3.0, 2.0)),
    "truncnormal": (
        Distribution("truncnormal", {"mean": 1.0, "sd": 2.0, "low": 0.0, "high": 3.0}),
        stats.truncnorm(-0.5, 1.0, loc=1.0, scale=2.0),
    ),
    "lognormal": (
        Distribution("lognormal", {"mean": 2.0, "sd": 1.0}),
        stats.lognorm(math.sqrt(math.log(1.25)), scale=2.0 / math.sqrt(1.25)),
    ),
    "discrete": (
        Distribution("discrete", values=(1.0, 2.0, 5.0), weights=(0.25, 0.5, 0.25)),
        stats.rv_discrete(values=((1, 2, 5), (0.25, 0.5, 0.25))),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_agrees_with_scipy(case: str) -> None:
    ours, theirs = CASES[case]
    assert quantile(ours, SHARES) == pytest.approx(theirs.ppf(SHARES), rel=1e-9)


def test_every_kind_is_tested() -> None:
    assert {ours.kind for ours, _ in CASES.values()} | {"empirical", "percentiles"} == set(NEEDS)


@pytest.mark.parametrize("kind", ["normal", "lognormal"])
def test_percentiles_come_out_as_given(kind: str) -> None:
    distribution = Distribution(kind, {"p05": 2.0, "p95": 9.0})
    assert quantile(distribution, np.array([0.05, 0.95])).tolist() == pytest.approx([2.0, 9.0])


THREE_POINTS = [(1.0, 2.0, 2.9), (-1.0, 0.5, 0.6), (0.0, 1.0, 9.0), (1.0, 2.0, 50.0), (0.01, 0.9, 1.0)]


@pytest.mark.parametrize("points", THREE_POINTS)
def test_the_three_points_are_the_5_50_and_95_percent_points(points: tuple[float, float, float]) -> None:
    described = Distribution("percentiles", dict(zip(("p05", "p50", "p95"), points, strict=True)))
    assert quantile(described, np.array([0.05, 0.5, 0.95])) == pytest.approx(points, rel=1e-12)


@pytest.mark.parametrize("points", THREE_POINTS)
def test_each_half_is_a_half_normal_of_its_own_width(points: tuple[float, float, float]) -> None:
    """Against SciPy's normal distributions, one for each side; of the logarithm above a factor of three."""
    described = Distribution("percentiles", dict(zip(("p05", "p50", "p95"), points, strict=True)))
    logs = points[0] > 0.0 and points[2] / points[0] > 3.0
    low, median, high = np.log(points) if logs else points
    widths = np.where(SHARES < 0.5, median - low, high - median) / stats.norm.ppf(0.95)
    expected = stats.norm.ppf(SHARES, median, widths)
    assert quantile(described, SHARES) == pytest.approx(np.exp(expected) if logs else expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("case", [*CASES, "percentiles"])
def test_a_normal_number_gives_the_value_of_its_share(case: str) -> None:
    halves = Distribution("percentiles", {"p05": 1.0, "p50": 2.0, "p95": 9.0})
    described = halves if case == "percentiles" else CASES[case][0]
    assert from_normal(described, stats.norm.ppf(SHARES)) == pytest.approx(quantile(described, SHARES), rel=1e-9)


def test_empirical_gives_each_value_its_share() -> None:
    distribution = Distribution("empirical", values=(3.0, 1.0, 2.0, 2.0))
    values, counts = np.unique(quantile(distribution, (np.arange(1000) + 0.5) / 1000), return_counts=True)
    assert (values.tolist(), counts.tolist()) == ([1.0, 2.0, 3.0], [250, 500, 250])


@pytest.mark.parametrize("case", ["triangular", "uniform", "loguniform", "pert", "truncnormal"])
def test_a_quantile_stays_within_the_support(case: str) -> None:
    distribution = CASES[case][0]
    ends = quantile(distribution, np.array([0.0, 2.0**-53, 1.0 - 2.0**-53]))
    low, high = distribution.support()
    rounding = 1e-15 * (high - low)
    assert low - rounding <= ends.min()
    assert ends.max() <= high + rounding
