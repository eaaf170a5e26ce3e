"""The quotient of two results as a product of factors, one for each cause."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from orbitcalc.analysis.bridge import shapley
from orbitcalc.analysis.bridge.grouping import GroupGame, members_by_cause
from orbitcalc.analysis.bridge.mixtures import Mixtures
from orbitcalc.analysis.bridge.players import inputs_of, players
from orbitcalc.analysis.bridge.shapley import Coalitions, Numbers
from orbitcalc.scenario import Scenario


@dataclass(frozen=True)
class Factors:
    """`start` times all of `causes` is `end`; `kept` is the share of the orders with a value all along."""

    start: float
    end: float
    causes: Mapping[str, float]
    kept: float

    @property
    def closure(self) -> float:
        """The product over the value that it must give, less one: rounding alone."""
        return self.start * math.prod(self.causes.values()) / self.end - 1.0


def factors(first: Scenario, second: Scenario, of: str, *, orders: int = shapley.ORDERS, seed: int = 0) -> Factors:
    """The factor of each cause that leads from the first scenario's value of a variable to the second's.

    Parameters
    ----------
    first, second : Scenario
        The scenarios; the variable is above zero in both.
    of : str
        The variable, such as "cost_ratio".
    orders, seed : int
        Random orders where there are more causes than `shapley.LIMIT`, and the seed of their draw.

    Raises
    ------
    NoOrderError
        If every order of the causes passes through a mixture without a value.

    Notes
    -----
    Shapley's value of the logarithm: answers that lie decades apart are shared out by factors, not by differences.
    """
    graph, sides = first.graph, (inputs_of(first), inputs_of(second))
    game = Mixtures(graph, *sides, of, tuple(players(graph, *sides, of)))
    groups = GroupGame(game, members_by_cause(game.players))

    def logarithm(taken: Coalitions) -> Numbers:
        values = groups(taken)
        return np.log(np.where(values > 0.0, values, np.nan))

    shares = shapley.share_out(logarithm, len(groups.members), orders=orders, seed=seed)
    start, end = (float(side.run().value_si(of)) for side in (first, second))
    return Factors(start, end, dict(zip(groups.members, np.exp(shares.shares).tolist(), strict=True)), shares.kept)
