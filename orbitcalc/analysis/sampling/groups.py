"""Inputs of Sobol indices: one by one, or in the groups of the model."""

from __future__ import annotations

from collections.abc import Mapping

from orbitcalc.analysis.sampling.sampler import Sampler
from orbitcalc.errors import ScenarioError
from orbitcalc.scenario import Scenario

Groups = Mapping[str, tuple[str, ...]]
"""The inputs in each group, by the name of the group."""


def groups_of(scenario: Scenario, sampler: Sampler, samples: int, group_by: str) -> Groups:
    """The inputs of a sampler by name, or by the group of the model that they belong to.

    Parameters
    ----------
    scenario : Scenario
        Its graph knows the groups.
    sampler : Sampler
        Its inputs and their correlation.
    samples : int
        Rows of Sobol points [1].
    group_by : str
        "group" for the groups of the model, else every input is a group of its own.

    Raises
    ------
    ScenarioError
        If `samples` is no power of two, or inputs of two groups are correlated.
    """
    if samples < 2 or samples & (samples - 1):
        higher = 1 << (max(samples, 2) - 1).bit_length()
        raise ScenarioError(f"-n {samples}: Sobol points come in powers of two", hint=f"take {higher}")
    groups: dict[str, tuple[str, ...]] = {}
    for item in sampler.inputs:
        key = scenario.graph[item.name].group if group_by == "group" else item.name
        groups[key] = (*groups.get(key, ()), item.name)
    _refuse_correlated_groups(sampler, groups)
    return groups


def _refuse_correlated_groups(sampler: Sampler, groups: Groups) -> None:
    """Shares of the variance have no meaning for correlated inputs, unless they are in one group."""
    linked = set(sampler.correlation.names) if sampler.correlation else set()
    inside = [sorted(linked & set(members)) for members in groups.values() if linked & set(members)]
    if len(inside) > 1:
        pair = f"{inside[0][0]} and {inside[1][0]}"
        raise ScenarioError(f"{pair} are correlated: neither has a share of its own", hint="use --group-by group")
