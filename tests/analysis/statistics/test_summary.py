"""Running statistics against NumPy on all samples at once."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbitcalc._typing import Array
from orbitcalc.analysis.statistics.summary import EXACT, Statistics, Summary

MANY = EXACT + 100_000


def statistics(column: Array, piece: int = 65536, shares: tuple[float, ...] = (0.05, 0.5, 0.95)) -> Statistics:
    summary = Summary(("x",))
    for start in range(0, len(column), piece):
        summary.add({"x": column[start : start + piece]})
    return summary.statistics(shares)["x"]


def lognormal(count: int, sigma: float = 1.0) -> Array:
    return np.exp(sigma * np.random.default_rng(1).standard_normal(count))


def test_few_samples_are_summed_up_exactly() -> None:
    column = lognormal(50_000)
    summary = statistics(column)
    assert summary.mean == pytest.approx(column.mean(), rel=1e-12)
    assert summary.sd == pytest.approx(column.std(ddof=1), rel=1e-12)
    assert (summary.low, summary.high) == (column.min(), column.max())
    assert list(summary.percentiles.values()) == pytest.approx(
        np.quantile(column, (0.05, 0.5, 0.95)).tolist(), rel=1e-14
    )
    assert set(summary.resolutions.values()) == {0.0}


@pytest.mark.parametrize(
    "column",
    [
        lognormal(MANY, 3.0),
        np.random.default_rng(2).standard_normal(MANY),
        np.full(MANY, 7.0),
        1e9 + np.random.default_rng(3).random(MANY),
        np.random.default_rng(4).standard_cauchy(MANY),
        np.random.default_rng(5).integers(0, 2, MANY).astype(float),
    ],
    ids=["lognormal", "normal", "constant", "far from zero", "cauchy", "coin"],
)
def test_many_samples_have_percentiles_within_the_stated_width(column: Array) -> None:
    shares = (0.01, 0.05, 0.45, 0.95, 0.99)
    summary = statistics(column, shares=shares)
    for share in shares:
        below, above = (float(np.quantile(column, share, method=side)) for side in ("lower", "higher"))
        room = summary.resolutions[share] + 1e-12 * abs(below)
        assert below - room <= summary.percentiles[share] <= above + room
        # a bin is narrower than what sampling leaves open
        assert summary.resolutions[share] <= max(
            0.3 * summary.percentile_errors[share], 1e-3 * abs(below), 1e-4 * summary.sd
        )


@given(piece=st.integers(1, 200_000))
def test_the_size_of_the_pieces_leaves_no_trace(piece: int) -> None:
    piece = max(piece, 500)
    column = COLUMN
    assert statistics(column, piece) == REFERENCE


COLUMN = np.where(np.random.default_rng(7).random(MANY) < 0.01, np.nan, lognormal(MANY))
REFERENCE = statistics(COLUMN)


def test_unknown_values_are_counted_and_left_out() -> None:
    assert REFERENCE.unknown == np.isnan(COLUMN).sum()
    assert REFERENCE.mean == pytest.approx(np.nanmean(COLUMN), rel=1e-12)
    assert REFERENCE.percentiles[0.5] == pytest.approx(np.nanmedian(COLUMN), rel=1e-3)


def test_statistics_without_known_values_are_not_a_number() -> None:
    summary = statistics(np.full(10, np.nan))
    assert summary.unknown == 10
    assert math.isnan(summary.mean)
    assert math.isnan(summary.percentiles[0.5])
    assert not summary.heavy_tailed


@pytest.mark.parametrize("count", [1000, MANY])
def test_values_without_limit_stay_in_the_percentiles(count: int) -> None:
    column = np.arange(count, dtype=float)
    column[: count // 2 + 1] = -np.inf
    np.random.default_rng(1).shuffle(column)
    summary = statistics(column)
    assert summary.percentiles[0.05] == -np.inf
    assert summary.percentiles[0.95] == pytest.approx(0.95 * count, rel=2e-3)
    assert summary.heavy_tailed


@pytest.mark.parametrize(("sigma", "heavy"), [(0.5, False), (1.0, False), (2.0, True)])
def test_a_heavy_tail_is_found(sigma: float, heavy: bool) -> None:
    assert statistics(lognormal(200_000, sigma)).heavy_tailed == heavy


def test_the_error_of_a_percentile_is_how_much_it_scatters() -> None:
    generator = np.random.default_rng(3)
    summaries = [statistics(generator.standard_normal(2000)) for _ in range(400)]
    for share in (0.05, 0.5, 0.95):
        scatter = np.std([summary.percentiles[share] for summary in summaries])
        assert np.mean([summary.percentile_errors[share] for summary in summaries]) == pytest.approx(scatter, rel=0.12)


def test_four_times_the_samples_halve_the_error() -> None:
    generator = np.random.default_rng(1)
    few, many = ([statistics(generator.standard_normal(n)) for _ in range(40)] for n in (5_000, 20_000))
    for share in (0.05, 0.5, 0.95):
        errors = [np.mean([summary.percentile_errors[share] for summary in summaries]) for summaries in (few, many)]
        assert errors[0] / errors[1] == pytest.approx(2.0, rel=0.1)


def test_a_probability_has_the_error_of_a_share() -> None:
    summary = Summary((), ("rain",))
    summary.add({"rain": np.arange(1000) < 200})
    assert summary.probabilities()["rain"] == (0.2, pytest.approx(math.sqrt(0.2 * 0.8 / 1000)))


def test_a_condition_that_no_sample_meets_has_an_error() -> None:
    summary = Summary((), ("rain",))
    summary.add({"rain": np.zeros(100, bool)})
    share, error = summary.probabilities()["rain"]
    assert share == 0.0
    assert 0.001 < error < 0.01


def test_percentiles_over_all_count_what_has_no_value_above_every_value() -> None:
    column = np.where(np.arange(1000) % 10 < 3, np.nan, lognormal(1000))
    item = statistics(column)
    ordered = np.sort(np.where(np.isnan(column), np.inf, column))
    assert item.without_value == 0.3
    assert item.over_all[0.05] == pytest.approx(np.quantile(ordered[:700], 0.05 * 999 / 699), rel=1e-12)
    assert item.over_all[0.5] == pytest.approx(np.quantile(ordered[:700], 0.5 * 999 / 699), rel=1e-12)
    assert math.isnan(item.over_all[0.95])
    whole = statistics(lognormal(1000))
    assert whole.over_all == whole.percentiles


def test_errors_of_replicates_are_from_their_spread() -> None:
    """Replicates that differ by a known amount: the standard error is that of their means, whatever lies within."""
    replicates = 4
    column = np.tile([1.0, 2.0, 3.0, 4.0], 500) + np.repeat(np.linspace(-0.1, 0.1, 500), replicates)
    summary = Summary(("x",), ("rain",), replicates)
    for start in range(0, len(column), 128):
        part = column[start : start + 128]
        summary.add({"x": part, "rain": (part > 2.5).astype(np.uint8)})
    item = summary.statistics()["x"]
    expected = np.std([1.0, 2.0, 3.0, 4.0], ddof=1) / 2.0
    assert item.mean_error == pytest.approx(expected)
    assert item.percentile_errors[0.5] == pytest.approx(expected)
    assert summary.probabilities()["rain"] == (0.5, pytest.approx(np.std([0, 0, 1, 1], ddof=1) / 2.0))
