"""Players: which settings change together."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import orbitcalc
from orbitcalc.analysis.bridge import shapley
from orbitcalc.analysis.bridge.bridge import Bridge, bridge
from orbitcalc.analysis.bridge.mixtures import Mixtures
from orbitcalc.analysis.bridge.players import Player, SideInputs, players
from tests.analysis.bridge.games import choosing_graph

MCCALIP, SUNCATCHER = "mccalip", "suncatcher-launched-power"


SUMS = 1e-9
"""Relative accuracy of a sum of contributions, from the acceptance of the command."""


def between(first: str, second: str, of: str, changes: dict[str, str] | None = None, **options: Any) -> Bridge:
    """A bridge between shipped scenarios, the second with changes."""
    end = orbitcalc.load(second)
    return bridge(orbitcalc.load(first), end.with_(changes) if changes else end, of, **options)


def test_a_choice_that_differs_is_a_player() -> None:
    """From near 3 + 1 to far 2 x 5: by hand, way (1/2)((6 - 4) + (10 - 6)) = 3 and length 3."""
    graph = choosing_graph()
    first = SideInputs({"length": 3.0, "extra": 1.0}, {"way": "near"})
    second = SideInputs({"length": 5.0, "extra": 1.0}, {"way": "far"})
    inputs = players(graph, first, second, "total")
    assert [player.name for player in inputs] == ["length", "way"]
    shares = shapley.share_out(Mixtures(graph, first, second, "total", tuple(inputs)), 2)
    np.testing.assert_allclose(shares.shares, [0.5 * ((6 - 4) + (10 - 6)), 0.5 * ((6 - 4) + (10 - 6))])


def test_a_value_given_on_one_side_moves_with_what_matters_only_to_its_rule() -> None:
    graph = choosing_graph()
    first = SideInputs({"length": 3.0, "extra": 1.0}, {"way": "near"})
    second = SideInputs({"length": 3.0, "extra": 2.0, "near": 9.0}, {"way": "near"})
    assert players(graph, first, second, "total") == [Player("near", "ways", ("near", "extra"))]
    game = Mixtures(graph, first, second, "total", tuple(players(graph, first, second, "total")))
    np.testing.assert_allclose(game(np.array([[False], [True]])), [4.0, 9.0])


def test_two_unknown_numbers_do_not_differ() -> None:
    graph = choosing_graph()
    sides = [SideInputs({"length": 3.0, "extra": np.nan}, {"way": "near"}) for _ in range(2)]
    assert players(graph, *sides, "total") == []


def test_a_catalogue_entry_is_one_player_with_its_values() -> None:
    result = between("baseline", "baseline", "lifetime_cost_per_watt", {"vehicle": "new-glenn"})
    (part,) = result.parts
    assert part.name == "vehicle"
    assert {"payload_reference", "launch_list_price"} <= set(part.variables)
    assert part.contribution == pytest.approx(result.difference, rel=SUMS)


def test_what_an_entry_speaks_for_moves_with_it() -> None:
    """McCalip gives 100 t to orbit; Suncatcher leaves the payload of its own vehicle to be computed."""
    result = between(MCCALIP, SUNCATCHER, "lifetime_cost_per_watt", group_by="input", orders=4)
    owner = {name: part.name for part in result.parts for name in part.variables}
    assert owner["payload_to_orbit"] == "vehicle"
    assert owner["launch_price"] == "launch_price"
    assert owner["mass_basis"] == "satellite_wet_mass"
