"""From one scenario's result to another's: what each difference between their inputs contributes.

The contributions are Shapley values (see `shapley`) over the inputs that differ, or over groups of
them: they sum to the difference, do not depend on any order, and are zero for what has no effect.
With groups, the contribution of a group is divided among its inputs in the same way (Owen's value):
an input enters at any place in its group, and the group at any place among the groups.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from orbitcalc import units
from orbitcalc.analysis.bridge import shapley
from orbitcalc.analysis.bridge.grouping import GroupGame, members_by_cause, members_by_group
from orbitcalc.analysis.bridge.mixtures import Mixtures
from orbitcalc.analysis.bridge.players import Player, differing, inputs_of, players
from orbitcalc.analysis.bridge.shapley import NoOrderError, Shares
from orbitcalc.errors import ModelError, ScenarioError
from orbitcalc.graph import Choice, Graph, Parameter, Rule, Selection
from orbitcalc.jsonable import finite
from orbitcalc.result import Result
from orbitcalc.scenario import Scenario
from orbitcalc.shown import Shown

Grouping = Literal["auto", "group", "cause", "input"]

FEW = 12
"""Differences up to which each stands alone unless groups are asked for."""

AGREEMENT = 1e-9
"""Relative difference allowed between a scenario's own evaluation and the mixture that is the same."""


@dataclass(frozen=True)
class Contribution:
    """What one input or group contributes, and its standard error, in SI.

    `variables` are the variables behind it; `parts` the contributions of a group's own inputs.
    """

    name: str
    contribution: float
    error: float
    variables: tuple[str, ...]
    parts: tuple[Contribution, ...] = ()


@dataclass(frozen=True, repr=False)
class Bridge(Shown):
    """The contributions that lead from one result to another, the largest first; they sum to `end - start`.

    `start` and `end` are values of the variable `of` in SI. `evaluated` counts mixtures; `kept` is the share
    of the orders in which every mixture has a value; `unknown` says which mixtures have none;
    `without_effect` are variables that differ and do not affect `of`.
    """

    first: Result
    second: Result
    of: str
    start: float
    end: float
    parts: tuple[Contribution, ...]
    grouped: bool
    exact: bool
    evaluated: int
    kept: float
    unknown: tuple[str, ...]
    without_effect: tuple[str, ...]

    @property
    def difference(self) -> float:
        """The value of the second scenario less that of the first, in SI."""
        return self.end - self.start

    def unit(self, shown_units: Mapping[str, str] | None = None) -> units.Unit:
        """The unit of the explained variable: the one asked for, or its own."""
        return self.first.display_unit(self.of, (shown_units or {}).get(self.of, ""))

    def to_dict(self, shown_units: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Everything as JSON data; the explained variable and its contributions in the unit asked for and in SI."""
        unit = self.unit(shown_units)
        return {
            "format": "orbitcalc.bridge/1",
            "of": self.of,
            "unit": unit.text or "1",
            "meaning": self.first.variable(self.of).meaning,
            "first": _end_entry(self.first, self.of, unit),
            "second": _end_entry(self.second, self.of, unit),
            "difference": self.difference / unit.scale,
            "difference_si": self.difference,
            "grouped": self.grouped,
            "parts": [self._entry(part, unit) for part in self.parts],
            "exact": self.exact,
            "mixtures": self.evaluated,
            "orders_kept": self.kept,
            "without_value": list(self.unknown),
            "without_effect": list(self.without_effect),
        }

    def _entry(self, part: Contribution, unit: units.Unit) -> dict[str, Any]:
        """A contribution; a difference, which an offset of the unit does not enter."""
        inputs = () if part.parts else part.variables
        return {
            "name": part.name,
            "contribution": part.contribution / unit.scale,
            "contribution_si": part.contribution,
            "error": finite(part.error / unit.scale),
            "inputs": [_input_entry(self.first, self.second, name) for name in inputs],
            "parts": [self._entry(item, unit) for item in part.parts],
        }


def _end_entry(result: Result, of: str, unit: units.Unit) -> dict[str, Any]:
    scenario, entry = result.scenario, result.entry(of, unit.text)
    facts = {key: entry[key] for key in ("value", "value_si", "origin", "covered")}
    return {"name": scenario.name, "title": scenario.title, "hash": scenario.digest} | facts


def _input_entry(first: Result, second: Result, name: str) -> dict[str, Any]:
    kinds = {Choice: "choice", Selection: "selection"}
    kind = kinds.get(type(first.variable(name)), "number")
    return {"name": name, "kind": kind, "first": first.entry(name), "second": second.entry(name)}


def bridge(
    first: Scenario,
    second: Scenario,
    of: str,
    *,
    group_by: Grouping = "auto",
    limit: int = shapley.LIMIT,
    orders: int = shapley.ORDERS,
    seed: int = 0,
) -> Bridge:
    """Decompose the difference of a variable between two scenarios.

    Parameters
    ----------
    first, second : Scenario
        The scenarios; the contributions lead from the first to the second.
    of : str
        The variable to explain: a number, not a series or a word.
    group_by : {"auto", "group", "cause", "input"}
        Contributions of the model's groups, of causes in the words of a reader, or of single inputs; "auto" is
        inputs where few differ, and groups elsewhere.
    limit : int
        Groups or inputs up to which all mixtures are evaluated [1]; beyond it orders are drawn.
    orders, seed : int
        How many orders to draw, and the seed of the draw.

    Raises
    ------
    ScenarioError
        If the variable cannot be explained, has no value at an end, or has none along every order.
    ModelError
        If a mixture that is one of the two scenarios does not give that scenario's value.
    """
    graph = first.graph
    _check_variable(graph, of)
    ends = _ends(first, second, of)
    sides = inputs_of(first), inputs_of(second)
    game = Mixtures(graph, *sides, of, tuple(players(graph, *sides, of)))
    _check_ends(game, ends)
    grouped = group_by in ("group", "cause") or (group_by == "auto" and len(game.players) > FEW)
    groups = GroupGame(game, _members(game.players, group_by, grouped))
    shares = _share_out(groups, limit, orders, seed)
    return Bridge(
        first=ends[0],
        second=ends[1],
        of=of,
        start=float(ends[0].value_si(of)),
        end=float(ends[1].value_si(of)),
        parts=_contributions(groups, shares, grouped),
        grouped=grouped,
        exact=shares.exact,
        evaluated=shares.evaluated,
        kept=shares.kept,
        unknown=groups.without_value(shares.unknown),
        without_effect=tuple(name for name in differing(graph, *sides) if name not in game.owner),
    )


def _members(differences: Sequence[Player], group_by: Grouping, grouped: bool) -> dict[str, list[int]]:
    if group_by == "cause":
        return members_by_cause(differences)
    return members_by_group(differences) if grouped else {item.name: [index] for index, item in enumerate(differences)}


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
    """Both results, each of which must have a value."""
    results = first.run(), second.run()
    for result in results:
        if not np.isfinite(result.value_si(of)):
            name = result.scenario.name
            reason = result.why_unknown(of) or f"{of} is {result.text(of)}"
            hint = f"choose another variable; 'orbitcalc explain {name} {of}' shows what this one depends on"
            raise ScenarioError(f"no bridge: in {name} {reason}", "--of", hint)
    return results


def _check_ends(game: Mixtures, ends: Sequence[Result]) -> None:
    """The mixtures of no player and of all players are the two scenarios themselves."""
    count = len(game.players)
    mixed = game(np.array([[False] * count, [True] * count], dtype=bool))
    own = np.array([result.value_si(game.wanted) for result in ends])
    if not np.allclose(mixed, own, rtol=AGREEMENT, atol=0.0):
        raise ModelError(f"'{game.wanted}' of the mixtures {mixed} is not that of the scenarios {own}")


def _share_out(groups: GroupGame, limit: int, orders: int, seed: int) -> Shares:
    """The shares of the groups; an error where every order passes through a mixture without a value."""
    try:
        return shapley.share_out(groups, len(groups.members), limit=limit, orders=orders, seed=seed)
    except NoOrderError as error:
        reasons = "; ".join(groups.without_value(error.unknown))
        message = f"no bridge: every order of the changes meets a mixture without {groups.game.wanted}: {reasons}"
        hint = "bridge to a scenario in between first, or choose a variable that has a value in these mixtures"
        raise ScenarioError(message, "--of", hint) from error


def _contributions(groups: GroupGame, shares: Shares, grouped: bool) -> tuple[Contribution, ...]:
    """The contributions, the largest first; those of a group with the contributions of its inputs."""
    result = []
    for index, (name, members) in enumerate(groups.members.items()):
        variables = tuple(name for member in members for name in groups.game.players[member].variables)
        inner = groups.inside(index, shares) if grouped and shares.exact else None
        parts = () if inner is None else _inner(groups, members, inner)
        size, error = float(shares.shares[index]), float(shares.errors[index])
        result.append(Contribution(name, size, error, variables, parts))
    return _by_size(result)


def _inner(groups: GroupGame, members: Sequence[int], sizes: Iterable[float]) -> tuple[Contribution, ...]:
    """The contributions of the members of a group, the largest first."""
    single = [groups.game.players[member] for member in members]
    pairs = zip(single, sizes, strict=True)
    return _by_size([Contribution(player.name, float(size), 0.0, player.variables) for player, size in pairs])


def _by_size(contributions: Iterable[Contribution]) -> tuple[Contribution, ...]:
    return tuple(sorted(contributions, key=lambda item: (-abs(item.contribution), item.name)))
