"""Bins: percentiles of very many values to within the width of a bin."""

import math

import numpy as np
import pytest

from orbitcalc.analysis.statistics.bins import BINS, Bins

SHARES = (0.05, 0.5, 0.95)


@pytest.mark.parametrize("name", ["normal", "lognormal", "uniform"])
def test_a_percentile_is_within_a_bin_of_the_sorted_one(name: str) -> None:
    values = getattr(np.random.default_rng(5), name)(size=200_000)
    bins = Bins(values[:1000])
    bins.add(values)
    for share in SHARES:
        quantile = bins.quantile(share, values.min(), values.max())
        assert quantile == pytest.approx(np.quantile(values, share), abs=2.0 * bins.width_at(share))


def test_the_order_and_the_grouping_of_values_change_no_count() -> None:
    values = np.random.default_rng(6).lognormal(size=5000)
    together, in_parts = Bins(values[:100]), Bins(values[:100])
    together.add(values)
    for part in np.array_split(values[::-1], 7):
        in_parts.add(part)
    np.testing.assert_array_equal(together.counts, in_parts.counts)
    assert together.counts.sum() == len(values)


def test_values_beyond_the_first_ones_give_the_extremes_and_no_width() -> None:
    bins = Bins(np.array([1.0, 2.0, 3.0]))
    bins.add(np.array([-50.0, -40.0, 90.0, 100.0]))
    assert (bins.counts[0], bins.counts[BINS + 1]) == (2, 2)
    assert bins.quantile(0.01, -50.0, 100.0) == -50.0
    assert bins.quantile(0.99, -50.0, 100.0) == 100.0
    assert math.isnan(bins.width_at(0.01))


def test_positive_values_far_apart_are_counted_by_their_logarithms() -> None:
    assert Bins(np.array([1.0, 100.0])).logarithmic
    assert not Bins(np.array([1.0, 2.0])).logarithmic
    assert not Bins(np.array([-1.0, 100.0])).logarithmic
