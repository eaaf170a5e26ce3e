"""Which values of a scenario are uncertain, and how each is distributed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.sampling.quantiles import from_normal, quantile
from orbitcalc.errors import Problem, ScenarioError
from orbitcalc.graph import Parameter
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.distribution import Distribution


@dataclass(frozen=True)
class Uncertain:
    """One value that varies: its name, its distribution in SI, and the hard bounds of its variable."""

    name: str
    distribution: Distribution
    bounds: tuple[float, float]

    def draw(self, share: Array) -> Array:
        """Values in SI for even numbers between 0 and 1; beyond a bound, the bound."""
        return self._within(quantile(self.distribution, share))

    def draw_from_normal(self, normal: Array) -> Array:
        """Values in SI for standard normal numbers; beyond a bound, the bound."""
        return self._within(from_normal(self.distribution, normal))

    def _within(self, values: Array) -> Array:
        low, high = self.distribution.support()
        if low < self.bounds[0] or high > self.bounds[1]:
            values = np.clip(values, *self.bounds)
        return values


def uncertain(scenario: Scenario, vary: Iterable[str] = (), levers: bool = False) -> tuple[Uncertain, ...]:
    """What varies in a scenario, in the order of the names.

    A variable with a distribution varies. A parameter left at its default or its catalogue
    value varies over its declared range, if its role is "uncertainty" (or "lever", with `levers`). A
    value that the scenario gives as a point does not vary.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    vary : iterable of str, optional
        The only names that vary; each must be able to.
    levers : bool, optional
        Vary what a designer chooses, too.

    Raises
    ------
    ScenarioError
        If a name of `vary` has no distribution and no range.
    """
    graph, only = scenario.graph, set(vary)
    candidates = (_uncertain(scenario, name, levers or name in only, name in only) for name in sorted(graph))
    inputs = tuple(item for item in candidates if item is not None and (not only or item.name in only))
    problems = [
        Problem("", f"{name} cannot vary: it has no distribution and no range", graph.suggest(name))
        for name in sorted(only - {item.name for item in inputs})
    ]
    if problems:
        raise ScenarioError(problems)
    return inputs


def require_uncertain(scenario: Scenario, vary: Iterable[str] = (), levers: bool = False) -> tuple[Uncertain, ...]:
    """As `uncertain`, for an analysis that is nothing without an input that varies.

    Raises
    ------
    ScenarioError
        As `uncertain`, and if nothing varies.
    """
    inputs = uncertain(scenario, vary, levers)
    if not inputs:
        raise nothing_varies(f"nothing varies in {scenario.name}")
    return inputs


def nothing_varies(message: str) -> ScenarioError:
    """The error of an analysis without an input that varies."""
    return ScenarioError(message, hint="give a parameter a range: NAME='a to b unit'")


def _uncertain(scenario: Scenario, name: str, levers: bool, by_name: bool) -> Uncertain | None:
    """One variable as an uncertain value; None if it does not vary."""
    variable, setting = scenario.graph[name], scenario.settings.get(name)
    if setting is None or isinstance(setting.value, str) or setting.missing:
        return None
    bounds = variable.limits if isinstance(variable, Parameter) else (-np.inf, np.inf)
    role = setting.role or (variable.role if isinstance(variable, Parameter) else "uncertainty")
    if role == "constant" or (role == "lever" and setting.role and not levers):
        return None
    if setting.distribution is None and role == "lever" and not levers:
        return None
    distribution = scenario.distribution_of(name, given_too=by_name)
    return Uncertain(name, distribution, bounds) if distribution else None
