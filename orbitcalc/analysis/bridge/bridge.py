"""From one scenario's result to another's: what each difference between their inputs contributes.

The contributions are Shapley values (see `shapley`) over the inputs that differ, or over groups of
them: they sum to the difference, do not depend on any order, and give nothing to what has no effect.
With groups, what a group contributes is shared out among its own inputs in the same way (Owen's
value): an input comes in at any place in its group, and the group at any place among the groups.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Literal

import numpy as np

from orbitcalc.analysis.bridge import shapley
from orbitcalc.analysis.bridge.mixtures import Mixtures, Player, differing, given_by, players
from orbitcalc.analysis.bridge.shapley import Coalitions, Game, NoOrderError, Numbers, Shares
from orbitcalc.errors import ModelError, ScenarioError
from orbitcalc.graph import Choice, Graph, Parameter, Rule
from orbitcalc.result import Result
from orbitcalc.scenario import Scenario

Grouping = Literal["auto", "group", "input"]

FEW = 12
"""Differences up to which each stands alone unless groups are asked for."""

AGREEMENT = 1e-9
"""Relative difference allowed between a scenario's own evaluation and the mixture that is the same."""

INSIDE = 1 << 16
"""Mixtures up to which a group's contribution is shared out among its inputs."""


@dataclass(frozen=True)
class Part:
    """One contribution in SI: its name, its standard error, the variables behind it, and its parts."""

    name: str
    contribution: float
    error: float
    variables: tuple[str, ...]
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Bridge:
    """The way from one result to another. `parts` are in the order of size, and sum to `end - start`.

    `kept` is the share of the orders in which every mixture has a value; `unknown` says which
    mixtures have none; `without_effect` are variables that differ and have no say.
    """

    first: Result
    second: Result
    of: str
    start: float
    end: float
    parts: tuple[Part, ...]
    grouped: bool
    exact: bool
    evaluated: int
    kept: float
    unknown: tuple[str, ...]
    without_effect: tuple[str, ...]

    @property
    def difference(self) -> float:
        return self.end - self.start


def bridge(
    first: Scenario, second: Scenario, of: str, *, group_by: Grouping = "auto", limit: int = shapley.LIMIT,
    orders: int = shapley.ORDERS, seed: int = 0,
) -> Bridge:  # fmt: skip
    """What makes the second scenario's value of a variable out of the first's.

    Parameters
    ----------
    first, second : Scenario
        The scenarios; the contributions lead from the first to the second.
    of : str
        The variable to explain: a number, not a series or a word.
    group_by : {"auto", "group", "input"}
        Contributions of the model's groups or of single inputs; "auto" is inputs where few differ.
    limit : int
        Groups or inputs up to which all mixtures are evaluated [1]; beyond it orders are drawn.
    orders, seed : int
        How many orders to draw, and the seed of the draw.

    Raises
    ------
    ScenarioError
        If the variable is none that can be explained, has no value at an end, or has none on every way.
    ModelError
        If a mixture that is one of the two scenarios does not give that scenario's value.
    """
    graph = first.graph
    _check_variable(graph, of)
    ends = _ends(first, second, of)
    sides = given_by(first), given_by(second)
    single = players(graph, *sides, of)
    game = Mixtures(graph, *sides, of, tuple(single))
    _check_ends(game, ends)
    grouped = group_by == "group" or (group_by == "auto" and len(single) > FEW)
    members = _members(single) if grouped else {player.name: [i] for i, player in enumerate(single)}
    try:
        shares = shapley.share_out(_joined(game, members), len(members), limit=limit, orders=orders, seed=seed)
    except NoOrderError as error:
        raise _no_way(game, members, error, of) from error
    parts = _parts(game, members, shares, grouped)
    named = {name for player in single for name in player.variables}
    idle = tuple(name for name in differing(graph, *sides) if name not in named)
    return Bridge(
        ends[0], ends[1], of, float(ends[0].value_si(of)), float(ends[1].value_si(of)), parts, grouped, shares.exact,
        shares.evaluated, shares.kept, _unknown(game, members, shares.unknown), idle,
    )  # fmt: skip


def _check_variable(graph: Graph, of: str) -> None:
    if of not in graph:
        hint = graph.suggest(of) or "'orbitcalc params --all' lists the variables"
        raise ScenarioError(f"unknown name '{of}'", "--of", hint)
    variable = graph[of]
    if not isinstance(variable, Parameter | Rule) or (isinstance(variable, Rule) and variable.words):
        raise ScenarioError(f"'{of}' is a word", "--of", "name a variable with a number, such as cost_ratio")
    if isinstance(variable, Rule) and variable.axis:
        raise ScenarioError(f"'{of}' is a series", "--of", "name a variable with one value, such as cost_ratio")


def _ends(first: Scenario, second: Scenario, of: str) -> tuple[Result, Result]:
    """Both results; each must have a value to lead from or to."""
    results = first.run(), second.run()
    for result in results:
        if not np.isfinite(result.value_si(of)):
            reason = result.why_unknown(of) or f"{of} is {result.text(of)}"
            raise ScenarioError(
                f"no bridge: in {result.scenario.name} {reason}", "--of",
                f"explain another variable, or mend it: orbitcalc explain {result.scenario.name} {of}",
            )  # fmt: skip
    return results


def _check_ends(game: Mixtures, ends: Sequence[Result]) -> None:
    """The mixtures of nothing and of everything are the two scenarios themselves."""
    count = len(game.players)
    found = game(np.array([[False] * count, [True] * count]))
    own = np.array([result.value_si(game.wanted) for result in ends])
    if not np.allclose(found, own, rtol=AGREEMENT, atol=0.0):
        raise ModelError(f"'{game.wanted}' of the mixtures {found} is not that of the scenarios {own}")


def _members(single: Sequence[Player]) -> dict[str, list[int]]:
    """The players of each group of the model."""
    found: dict[str, list[int]] = {}
    for index, player in enumerate(single):
        found.setdefault(player.group, []).append(index)
    return found


def _spread(taken: Coalitions, members: Mapping[str, list[int]], players: int) -> Coalitions:
    """Coalitions of groups as coalitions of players."""
    out = np.zeros((len(taken), players), dtype=bool)
    for column, indices in enumerate(members.values()):
        out[:, indices] = taken[:, [column]]
    return out


def _joined(game: Mixtures, members: Mapping[str, list[int]]) -> Game:
    """The game of groups, whose members come in together."""
    return lambda taken: game(_spread(taken, members, len(game.players)))


def _parts(game: Mixtures, members: Mapping[str, list[int]], shares: Shares, grouped: bool) -> tuple[Part, ...]:
    """The contributions, the largest first; those of a group with what its inputs contribute."""
    found = []
    for index, (name, indices) in enumerate(members.items()):
        variables = tuple(name for i in indices for name in game.players[i].variables)
        inside = _inside(game, members, index, shares) if grouped and shares.exact else ()
        found.append(Part(name, float(shares.shares[index]), float(shares.errors[index]), variables, inside))
    return _by_size(found)


def _by_size(parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(sorted(parts, key=lambda part: (-abs(part.contribution), part.name)))


def _inside(game: Mixtures, members: Mapping[str, list[int]], index: int, shares: Shares) -> tuple[Part, ...]:
    """What each input of a group contributes; nothing where that takes too many mixtures or has no value.

    The value of some of the inputs is the mean over the mixtures of the other groups, weighted by the
    orders in which the group comes in just there, so that the parts sum to the group's contribution.
    """
    own = list(members.values())[index]
    if len(own) == 1:
        alone = game.players[own[0]]
        return (Part(alone.name, float(shares.shares[index]), 0.0, alone.variables),)
    others = shapley.coalitions(len(members))[shares.weights[:, index] > 0.0]
    weights = shares.weights[shares.weights[:, index] > 0.0, index]
    if len(others) << len(own) > INSIDE:
        return ()
    around = _spread(others, members, len(game.players))

    def mean(taken: Coalitions) -> Numbers:
        rows = np.repeat(around[np.newaxis], len(taken), axis=0)
        rows[:, :, own] = taken[:, np.newaxis, :]
        return np.asarray(game(rows.reshape(-1, len(game.players))).reshape(len(taken), -1) @ weights)

    try:
        inner = shapley.exactly(mean, len(own))
    except NoOrderError:
        return ()
    players = (game.players[i] for i in own)
    return _by_size([Part(p.name, float(x), 0.0, p.variables) for p, x in zip(players, inner.shares, strict=True)])


def _no_way(game: Mixtures, members: Mapping[str, list[int]], error: NoOrderError, of: str) -> ScenarioError:
    """Every order passes through a mixture that has no value: which ones, and why."""
    reasons = _unknown(game, members, error.unknown)
    hint = "bridge by way of a scenario in between, or explain a variable that has a value in these mixtures"
    said = "; ".join(reasons)
    return ScenarioError(f"no bridge: on every way some mixture of the two has no {of}: {said}", "--of", hint)


def _unknown(game: Mixtures, members: Mapping[str, list[int]], unknown: Coalitions) -> tuple[str, ...]:
    """The mixtures that have no value, each kind with the variable upstream that has none."""
    if not len(unknown):
        return ()
    names = list(members)
    kinds, left = _kinds(unknown), unknown
    said = []
    for kind in kinds:
        there = _matching(left, kind)
        if there.any():
            said.append(f"{_told(kind, names)}: {_reason(game, members, left[there][0])}")
            left = left[~there]
    if len(left):
        said.append(f"{len(left)} {'more ' if said else ''}mixtures: {_reason(game, members, left[0])}")
    return tuple(said)


Kind = tuple[tuple[int, bool], ...]
"""Players, and whether each has gone over."""


def _kinds(unknown: Coalitions) -> list[Kind]:
    """Pairs of players, one gone over and one not, for which no mixture has a value; most frequent first."""
    count = unknown.shape[1]
    found = []
    for pair in combinations(range(count), 2):
        for states in product((False, True), repeat=2):
            kind = tuple(zip(pair, states, strict=True))
            met = int(_matching(unknown, kind).sum())
            if met == 1 << (count - 2):
                found.append((met, kind))
    return [kind for _, kind in sorted(found, key=lambda item: -item[0])]


def _matching(taken: Coalitions, kind: Kind) -> Coalitions:
    return np.asarray(np.all([taken[:, player] == state for player, state in kind], axis=0))


def _told(kind: Kind, names: Sequence[str]) -> str:
    over = [names[player] for player, state in kind if state]
    stay = [names[player] for player, state in kind if not state]
    parts = [f"{', '.join(stay)} of the first" if stay else "", f"{', '.join(over)} of the second" if over else ""]
    return " with ".join(part for part in parts if part)


def _reason(game: Mixtures, members: Mapping[str, list[int]], taken: Coalitions) -> str:
    """Why one mixture has no value."""
    name = game.why_unknown(_spread(taken[np.newaxis], members, len(game.players))[0])
    return f"{name} has no value ({game.graph[name].meaning})" if name else "no value"


def choices_apart(found: Bridge) -> tuple[str, ...]:
    """The choices that have a say and differ."""
    graph = found.first.scenario.graph
    return tuple(name for part in found.parts for name in part.variables if isinstance(graph[name], Choice))
