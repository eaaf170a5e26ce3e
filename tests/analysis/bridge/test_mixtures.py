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
    graph, wanted = small_graph(code, 4)
    first, second = (SideInputs({f"x{i}": x for i, x in enumerate(numbers)}) for numbers in (before, after))
    found = players(graph, first, second, wanted)
    assert all(before[int(p.name[1])] != after[int(p.name[1])] for p in found), "an input equal in both is no player"
    game = Mixtures(graph, first, second, wanted, tuple(found))
    got = shapley.share_out(game, len(found)).shares
    ends = [graph.plan([wanted], g.values, {}).evaluate(g.values)[wanted] for g in (first, second)]
    assert got.sum() == pytest.approx(ends[1] - ends[0], abs=1e-9)
    np.testing.assert_allclose(got, by_orders(game, len(found)), atol=1e-9)
    turned = Mixtures(graph, first, second, wanted, tuple(reversed(found)))
    np.testing.assert_allclose(shapley.share_out(turned, len(found)).shares[::-1], got, atol=1e-9)
    back = Mixtures(graph, second, first, wanted, tuple(found))
    np.testing.assert_allclose(shapley.share_out(back, len(found)).shares, -got, atol=1e-9)


def test_inputs_that_do_the_same_get_the_same() -> None:
    graph, wanted = small_graph(((0, 0, 1), (1, 3, 2)), 3)  # (x0 + x1) x2
    first, second = SideInputs({"x0": 1.0, "x1": 1.0, "x2": 2.0}), SideInputs({"x0": 4.0, "x1": 4.0, "x2": 5.0})
    got = shapley.share_out(Mixtures(graph, first, second, wanted, tuple(players(graph, first, second, wanted))), 3)
    assert got.shares[0] == pytest.approx(got.shares[1], rel=1e-13)
