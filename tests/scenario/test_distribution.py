"""Distributions as they are described: what is refused, where the centre lies, what can come out."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbitcalc.scenario.distribution import NEEDS, Z95, Distribution

RIGHT = [
    Distribution("uniform", {"low": 1.0, "high": 3.0}),
    Distribution("loguniform", {"low": 1.0, "high": 100.0}),
    Distribution("triangular", {"low": 1.0, "mode": 2.0, "high": 4.0}),
    Distribution("pert", {"low": 1.0, "mode": 2.0, "high": 4.0}),
    Distribution("percentiles", {"p05": 1.0, "p50": 2.0, "p95": 4.0}),
    Distribution("normal", {"mean": 2.0, "sd": 0.5}),
    Distribution("normal", {"p05": 1.0, "p95": 3.0}),
    Distribution("truncnormal", {"mean": 2.0, "sd": 1.0, "low": 1.0, "high": 5.0}),
    Distribution("lognormal", {"p05": 1.0, "p95": 4.0}),
    Distribution("lognormal", {"mean": 2.0, "sd": 1.0}),
    Distribution("beta", {"low": 0.0, "high": 1.0, "alpha": 2.0, "beta": 6.0}),
    Distribution("discrete", values=(1.0, 2.0), weights=(0.25, 0.75)),
    Distribution("empirical", values=(1.0, 5.0, 2.0)),
]

WRONG = [
    (Distribution("triangluar", {"low": 1.0, "mode": 2.0, "high": 3.0}), "did you mean 'triangular'"),
    (Distribution("uniform", {"low": 1.0}), "takes low, high"),
    (Distribution("uniform"), "not nothing"),
    (Distribution("normal", {"mean": 1.0, "sd": 1.0, "p05": 0.0}), "mean, sd or p05, p95"),
    (Distribution("pert", {"low": 1.0, "high": 2.0}), "low, mode, high"),
    (Distribution("discrete", values=(1.0, 2.0)), "values, weights"),
    (Distribution("triangular", {"low": 3.0, "mode": 2.0, "high": 4.0}), "low is above mode"),
    (Distribution("triangular", {"low": 1.0, "mode": 5.0, "high": 4.0}), "mode is above high"),
    (Distribution("uniform", {"low": 3.0, "high": 1.0}), "low is above high"),
    (Distribution("normal", {"p05": 3.0, "p95": 1.0}), "p05 is above p95"),
    (Distribution("percentiles", {"p05": 1.0, "p50": 5.0, "p95": 4.0}), "p50 is above p95"),
    (Distribution("percentiles", {"p05": 1.0, "p95": 4.0}), "takes p05, p50, p95"),
    (Distribution("uniform", {"low": 2.0, "high": 2.0}), "no width"),
    (Distribution("triangular", {"low": 2.0, "mode": 2.0, "high": 2.0}), "no width"),
    (Distribution("lognormal", {"p05": 2.0, "p95": 2.0}), "no width"),
    (Distribution("normal", {"mean": 1.0, "sd": 0.0}), "sd is not above zero"),
    (Distribution("normal", {"mean": 1.0, "sd": -1.0}), "sd is not above zero"),
    (Distribution("loguniform", {"low": 0.0, "high": 1.0}), "low of a loguniform"),
    (Distribution("lognormal", {"p05": -1.0, "p95": 1.0}), "p05 of a lognormal"),
    (Distribution("lognormal", {"mean": 0.0, "sd": 1.0}), "mean of a lognormal"),
    (Distribution("beta", {"low": 0.0, "high": 1.0, "alpha": 0.0, "beta": 1.0}), "above zero"),
    (Distribution("discrete", values=(1.0, 2.0), weights=(0.5, 0.6)), "sum to 1.1, not to 1"),
    (Distribution("discrete", values=(1.0, 2.0), weights=(1.0,)), "2 values but 1 weights"),
    (Distribution("discrete", values=(1.0, 2.0), weights=(1.5, -0.5)), "below zero"),
    (Distribution("empirical", values=(1.0, 1.0)), "two different values"),
]


@pytest.mark.parametrize("described", RIGHT, ids=lambda distribution: distribution.kind)
def test_a_right_description_has_no_problem(described: Distribution) -> None:
    assert described.problem() == ""


def test_every_kind_is_tried_above() -> None:
    assert {distribution.kind for distribution in RIGHT} == set(NEEDS)


@pytest.mark.parametrize(("described", "reason"), WRONG, ids=[reason for _, reason in WRONG])
def test_a_wrong_description_says_what_is_wrong(described: Distribution, reason: str) -> None:
    assert reason in described.problem()


# Textbook closed forms: mode where it is given; the median sqrt(low high) of a loguniform and of a
# lognormal by its percentiles; mean / sqrt(1 + (sd / mean)^2), the median of a lognormal; alpha /
# (alpha + beta), the mean of a beta.
CENTRES = [2.0, 10.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0 / math.sqrt(1.25), 0.25, 2.0, 2.0]


@pytest.mark.parametrize(("described", "centre"), list(zip(RIGHT, CENTRES, strict=True)))
def test_the_centre_by_its_closed_form(described: Distribution, centre: float) -> None:
    assert described.centre() == pytest.approx(centre, rel=1e-15)


@pytest.mark.parametrize("described", RIGHT, ids=lambda distribution: distribution.kind)
def test_the_centre_lies_within_the_support(described: Distribution) -> None:
    low, high = described.support()
    assert low <= described.centre() <= high


def test_a_truncated_normal_is_centred_within_its_ends_wherever_its_mean_lies() -> None:
    outside = Distribution("truncnormal", {"mean": 9.0, "sd": 1.0, "low": 1.0, "high": 5.0})
    assert outside.centre() == 5.0


def test_the_support_is_what_can_come_out() -> None:
    assert Distribution("lognormal", {"p05": 1.0, "p95": 2.0}).support() == (0.0, math.inf)
    assert Distribution("normal", {"p05": 1.0, "p95": 2.0}).support() == (-math.inf, math.inf)
    assert Distribution("empirical", values=(3.0, 1.0)).support() == (1.0, 3.0)
    assert Distribution("pert", {"low": 1.0, "mode": 2.0, "high": 4.0}).support() == (1.0, 4.0)


def test_stated_numbers_are_values_of_the_variable() -> None:
    assert set(Distribution("normal", {"mean": 2.0, "sd": 0.5}).stated()) == {2.0}
    assert set(RIGHT[10].stated()) == {0.0, 1.0}
    assert RIGHT[11].stated() == (1.0, 2.0)


def test_the_ends_are_the_percentiles_where_these_describe_it() -> None:
    assert Distribution("percentiles", {"p05": 1.0, "p50": 2.0, "p95": 4.0}).ends() == (1.0, 4.0)
    assert Distribution("lognormal", {"p05": 1.0, "p95": 2.0}).ends() == (1.0, 2.0)
    assert Distribution("uniform", {"low": 1.0, "high": 3.0}).ends() == (1.0, 3.0)


def test_percentiles_over_a_factor_of_three_are_of_the_logarithm() -> None:
    """Three itself is not over three; a range from zero or below has no logarithm."""
    assert not Distribution("percentiles", {"p05": 1.0, "p50": 2.0, "p95": 3.0}).in_logs
    assert Distribution("percentiles", {"p05": 1.0, "p50": 2.0, "p95": 3.1}).in_logs
    assert not Distribution("percentiles", {"p05": 0.0, "p50": 2.0, "p95": 9.0}).in_logs


def test_a_shape_through_three_points_has_them_as_its_percentiles() -> None:
    """A uniform through 5 and 95 % at 0.05 and 0.95 is the one from 0 to 1; its logarithm likewise."""
    assert Distribution.through("uniform", 0.05, 0.5, 0.95).support() == pytest.approx((0.0, 1.0), abs=1e-15)
    low, high = Distribution.through("loguniform", 10.0**0.05, 10.0**0.5, 10.0**0.95).support()
    assert (low, high) == pytest.approx((1.0, 10.0), rel=1e-12)
    with pytest.raises(ValueError, match=r"0\.3 is not the median"):
        Distribution.through("uniform", 0.0, 0.3, 1.0)


def test_the_95th_percentile_of_the_standard_normal() -> None:
    """By the error function of the standard library, which shares nothing with the constant."""
    assert 0.5 * (1.0 + math.erf(Z95 / math.sqrt(2.0))) == pytest.approx(0.95, rel=1e-14)


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3))
def test_a_triangle_is_right_just_when_it_is_in_order(numbers: list[float]) -> None:
    low, mode, high = numbers
    described = Distribution("triangular", {"low": low, "mode": mode, "high": high})
    assert (described.problem() == "") == (low <= mode <= high and low < high)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=6).filter(lambda parts: sum(parts) > 0))
def test_weights_that_sum_to_one_are_right(parts: list[int]) -> None:
    weights = tuple(part / sum(parts) for part in parts)
    values = tuple(float(index) for index in range(len(parts)))
    assert Distribution("discrete", values=values, weights=weights).problem() == ""
    assert Distribution("discrete", values=values, weights=tuple(0.9 * weight for weight in weights)).problem()
