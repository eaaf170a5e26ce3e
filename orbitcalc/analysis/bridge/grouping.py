"""Games of groups: the players of a group change together, and what the group contributes is shared out inside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from orbitcalc.analysis.bridge import shapley
from orbitcalc.analysis.bridge.mixtures import Mixtures
from orbitcalc.analysis.bridge.players import Player
from orbitcalc.analysis.bridge.shapley import Coalitions, NoOrderError, Numbers, Shares
from orbitcalc.model.causes import cause_of

INSIDE = 1 << 16
"""Mixtures up to which a group's contribution is shared out among its inputs."""

Kind = tuple[tuple[int, bool], ...]
"""GroupGame, and whether each has the settings of the second side."""


def members_by_group(players: Sequence[Player]) -> dict[str, list[int]]:
    """The indices of the players in each group of the model."""
    members: dict[str, list[int]] = {}
    for index, player in enumerate(players):
        members.setdefault(player.group, []).append(index)
    return members


def members_by_cause(players: Sequence[Player]) -> dict[str, list[int]]:
    """The indices of the players behind each cause, in the words of a reader."""
    members: dict[str, list[int]] = {}
    for index, player in enumerate(players):
        members.setdefault(cause_of(player.name, player.group), []).append(index)
    return members


@dataclass(frozen=True, eq=False)
class GroupGame:
    """A game whose players are groups of the players of another; `members` holds the indices of each."""

    game: Mixtures
    members: Mapping[str, Sequence[int]]

    def __call__(self, taken: Coalitions) -> Numbers:
        """The wanted variable in SI for coalitions of groups of shape (mixtures, groups); shape (mixtures,)."""
        return self.game(self.players_in(taken))

    def players_in(self, taken: Coalitions) -> Coalitions:
        """Coalitions of groups, shape (mixtures, groups), as coalitions of players, shape (mixtures, players)."""
        result = np.zeros((len(taken), len(self.game.players)), dtype=bool)
        for column, indices in enumerate(self.members.values()):
            result[:, indices] = taken[:, [column]]
        return result

    def inside(self, index: int, shares: Shares) -> Numbers | None:
        """The contribution of each member of a group, which sum to the group's (Owen's value).

        The value of some of the members is the mean over the mixtures of the other groups, weighted by the
        orders in which the group comes in at that place.

        Parameters
        ----------
        index : int
            The place of the group among the groups.
        shares : Shares
            The exact shares of the groups.

        Returns
        -------
        ndarray or None
            Shape (members,), in SI; None where it takes more than `INSIDE` mixtures or has no value.
        """
        own = list(self.members.values())[index]
        if len(own) == 1:
            return shares.shares[[index]]
        weights = shares.weights[:, index]
        others = self.players_in(shapley.coalitions(len(self.members))[weights > 0.0])
        if len(others) << len(own) > INSIDE:
            return None

        def mean(taken: Coalitions) -> Numbers:
            rows = np.repeat(others[np.newaxis], len(taken), axis=0)
            rows[:, :, own] = taken[:, np.newaxis, :]
            values = self.game(rows.reshape(-1, others.shape[1])).reshape(len(taken), -1)
            return np.asarray(values @ weights[weights > 0.0])

        try:
            return shapley.exactly(mean, len(own)).shares
        except NoOrderError:
            return None

    def without_value(self, unknown: Coalitions) -> tuple[str, ...]:
        """A sentence for each kind of mixture that has no value, with the variable upstream that has none.

        `unknown` are the coalitions of groups without a value, shape (mixtures, groups).
        """
        sentences = []
        rest = unknown
        for kind in _kinds(unknown):
            of_kind = _matching(rest, kind)
            if of_kind.any():
                sentences.append(f"{self._described(kind)}: {self._reason(rest[of_kind][0])}")
                rest = rest[~of_kind]
        if len(rest):
            sentences.append(f"{len(rest)} {'more ' if sentences else ''}mixtures: {self._reason(rest[0])}")
        return tuple(sentences)

    def _described(self, kind: Kind) -> str:
        names = list(self.members)
        of_first = ", ".join(names[group] for group, of_second in kind if not of_second)
        of_second = ", ".join(names[group] for group, of_second in kind if of_second)
        sides = [f"{of_first} of the first" if of_first else "", f"{of_second} of the second" if of_second else ""]
        return " with ".join(side for side in sides if side)

    def _reason(self, taken: Coalitions) -> str:
        """Why one mixture has no value."""
        name = self.game.why_unknown(self.players_in(taken[np.newaxis])[0])
        return f"{name} has no value ({self.game.graph[name].meaning})" if name else "no value"


def _kinds(unknown: Coalitions) -> list[Kind]:
    """Pairs of groups, each of the first or the second side, for which no mixture has a value."""
    if not len(unknown):
        return []
    count = unknown.shape[1]
    kinds = [
        tuple(zip(pair, sides, strict=True))
        for pair in combinations(range(count), 2)
        for sides in product((False, True), repeat=2)
    ]
    return [kind for kind in kinds if int(_matching(unknown, kind).sum()) == 1 << (count - 2)]


def _matching(taken: Coalitions, kind: Kind) -> Coalitions:
    """Which coalitions are of a kind, shape (mixtures,)."""
    return np.asarray(np.all([taken[:, group] == of_second for group, of_second in kind], axis=0))
