"""Mixtures: the axioms of Shapley's value on small graphs, and the scenarios at both ends."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orbitcalc.analysis.bridge import shapley
from orbitcalc.analysis.bridge.mixtures import Mixtures
from orbitcalc.analysis.bridge.players import SideInputs, players
from tests.analysis.bridge.games import by_orders, small_graph

CODE = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=6).map(tuple)


NUMBERS = st.lists(st.integers(-3, 3).map(float), min_size=4, max_size=4)


@settings(deadline=None, max_examples=60)
@given(CODE, NUMBERS, NUMBERS)
def test_shares_on_random_graphs_keep_the_axioms(
    code: tuple[tuple[int, int, int], ...], before: list[float], after: list[float]
) -> None:
    graph, output = small_graph(code, 4)
    first, second = (SideInputs({f"x{i}": x for i, x in enumerate(numbers)}) for numbers in (before, after))
    inputs = players(graph, first, second, output)
    assert all(before[int(p.name[1])] != after[int(p.name[1])] for p in inputs), "an input equal in both is no player"
    game = Mixtures(graph, first, second, output, tuple(inputs))
    shares = shapley.share_out(game, len(inputs)).shares
    ends = [graph.plan([output], g.values, {}).evaluate(g.values)[output] for g in (first, second)]
    assert shares.sum() == pytest.approx(ends[1] - ends[0], abs=1e-9)
    np.testing.assert_allclose(shares, by_orders(game, len(inputs)), atol=1e-9)
    turned = Mixtures(graph, first, second, output, tuple(reversed(inputs)))
    np.testing.assert_allclose(shapley.share_out(turned, len(inputs)).shares[::-1], shares, atol=1e-9)
    back = Mixtures(graph, second, first, output, tuple(inputs))
    np.testing.assert_allclose(shapley.share_out(back, len(inputs)).shares, -shares, atol=1e-9)


def test_inputs_that_do_the_same_get_the_same() -> None:
    graph, output = small_graph(((0, 0, 1), (1, 3, 2)), 3)  # (x0 + x1) x2
    first, second = SideInputs({"x0": 1.0, "x1": 1.0, "x2": 2.0}), SideInputs({"x0": 4.0, "x1": 4.0, "x2": 5.0})
    shares = shapley.share_out(Mixtures(graph, first, second, output, tuple(players(graph, first, second, output))), 3)
    assert shares.shares[0] == pytest.approx(shares.shares[1], rel=1e-13)
