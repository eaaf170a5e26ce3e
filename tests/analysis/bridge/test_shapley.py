"""Shapley values: closed forms, brute force over orders, coalitions without a value."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orbitcalc.analysis.bridge import shapley
from tests.analysis.bridge.games import by_orders, tabled


def test_three_players_in_closed_form() -> None:
    """A glove game: player 0 has a left glove, 1 and 2 a right one each; a pair is worth 1: 2/3, 1/6, 1/6."""
    pair = shapley.share_out(
        lambda coalitions: (coalitions[:, 0] & (coalitions[:, 1] | coalitions[:, 2])).astype(float), 3
    )
    np.testing.assert_allclose(pair.shares, [2 / 3, 1 / 6, 1 / 6], rtol=1e-14)
    assert pair.exact
    assert pair.kept == 1.0


def test_a_product_of_three_factors_in_closed_form() -> None:
    """a b c from (1, 1, 1) to (2, 3, 5): for the first, (1/3)(1 + 15) + (1/6)(3 + 5) of its own step, and so on."""
    ends = np.array([2.0, 3.0, 5.0])
    result = shapley.share_out(lambda coalitions: np.where(coalitions, ends, 1.0).prod(axis=1), 3)
    expected = [
        (own - 1.0) * ((1.0 + one * two) / 3.0 + (one + two) / 6.0)
        for own, one, two in ((2.0, 3.0, 5.0), (3.0, 2.0, 5.0), (5.0, 2.0, 3.0))
    ]
    np.testing.assert_allclose(result.shares, expected, rtol=1e-13)
    assert result.shares.sum() == pytest.approx(29.0, rel=1e-13)


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_exact_shares_are_the_mean_over_orders(count: int, seed: int) -> None:
    values = np.random.default_rng(seed).normal(size=1 << count)
    game = tabled(values)
    np.testing.assert_allclose(shapley.exactly(game, count).shares, by_orders(game, count), atol=1e-12)


def test_drawn_orders_approach_the_exact_shares_within_their_errors() -> None:
    game = tabled(np.random.default_rng(7).normal(size=1 << 8))
    exact = shapley.share_out(game, 8)
    estimate = shapley.share_out(game, 8, limit=4, orders=4000, seed=3)
    assert not estimate.exact
    assert np.all(np.abs(estimate.shares - exact.shares) < 5.0 * estimate.errors)
    assert np.all(estimate.errors < 0.05)
    assert estimate.shares.sum() == pytest.approx(exact.shares.sum(), rel=1e-12)


def test_the_seed_fixes_the_draw() -> None:
    game = tabled(np.random.default_rng(1).normal(size=1 << 6))
    one, same, other = (shapley.by_drawing(game, 6, 20, seed).shares for seed in (5, 5, 6))
    np.testing.assert_array_equal(one, same)
    assert not np.array_equal(one, other)


def test_orders_through_a_coalition_without_value_are_left_out() -> None:
    """With {0} unknown, 1 comes first: (v1 - v, v01 - v1) in the one order that is left."""
    result = shapley.share_out(tabled(np.array([1.0, np.nan, 4.0, 9.0])), 2)
    np.testing.assert_allclose(result.shares, [5.0, 3.0])
    assert result.kept == 0.5
    assert result.unknown.tolist() == [[True, False]]


def test_one_drawn_order_has_no_known_error() -> None:
    values = np.array([1.0, np.nan, 4.0, 9.0])
    estimate = shapley.by_drawing(tabled(values), 2, 4, 0)
    np.testing.assert_allclose(estimate.shares, [5.0, 3.0])
    np.testing.assert_array_equal(estimate.errors, [0.0, 0.0])  # the same order every time
    errors = shapley._errors(np.array([[1.0, 2.0], [np.nan, np.nan]]))
    assert np.isnan(errors).all()


def test_no_order_left_is_refused() -> None:
    with pytest.raises(shapley.NoOrderError):
        shapley.share_out(tabled(np.array([1.0, np.nan, np.nan, 9.0])), 2)
    with pytest.raises(shapley.NoOrderError):
        shapley.by_drawing(tabled(np.array([1.0, np.nan, np.nan, 9.0])), 2, 10, 0)
