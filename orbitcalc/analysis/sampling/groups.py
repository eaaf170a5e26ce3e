"""Inputs of Sobol indices: one by one, or in the groups of the model."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from orbitcalc.analysis.sampling.sampler import Sampler
from orbitcalc.errors import ScenarioError
from orbitcalc.scenario import Scenario

Groups = Mapping[str, tuple[str, ...]]
"""The inputs in each group, by the name of the group."""


def groups_of(scenario: Scenario, sampler: Sampler, samples: int, group_by: str) -> Groups:
    """The inputs of a sampler by name, or by the group of the model that they belong to.

    Correlated inputs have no share of the variance of their own: they form one group, named for its members, and
    groups of the model that are correlated are joined.

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
        If `samples` is no power of two.
    """
    if samples < 2 or samples & (samples - 1):
        higher = 1 << (max(samples, 2) - 1).bit_length()
        raise ScenarioError(f"-n {samples}: Sobol points come in powers of two", hint=f"take {higher}")
    groups: dict[str, tuple[str, ...]] = {}
    for item in sampler.inputs:
        key = scenario.graph[item.name].group if group_by == "group" else item.name
        groups[key] = (*groups.get(key, ()), item.name)
    for cluster in sampler.correlation.clusters if sampler.correlation else ():
        groups = _joined(groups, cluster)
    return groups


def _joined(groups: Groups, cluster: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The groups, those that hold a member of a cluster as one."""
    inside = [key for key, members in groups.items() if not set(cluster).isdisjoint(members)]
    whole = (" + ".join(inside), tuple(sorted(name for key in inside for name in groups[key])))
    rows = [whole if key == inside[0] else (key, members) for key, members in groups.items()]
    return {key: members for key, members in rows if key not in inside or len(inside) == 1}
