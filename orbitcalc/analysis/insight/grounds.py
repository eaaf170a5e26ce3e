"""Scenarios beside every ground site of the catalogue: which of them does each beat?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orbitcalc.analysis.insight.compare import labels_of
from orbitcalc.analysis.sensitivity.sweep import Sweep, sweep
from orbitcalc.graph import Selection
from orbitcalc.model import story
from orbitcalc.scenario import Scenario

SITES = "grounds"
"""The catalogue table of the ground sites."""


@dataclass(frozen=True)
class Grounds:
    """Scenarios, each with its costs against every site: a sweep over the sites, in the order of the catalogue."""

    labels: tuple[str, ...]
    sweeps: tuple[Sweep, ...]

    @property
    def site(self) -> str:
        """The variable that selects the site."""
        return self.sweeps[0].axes[0].name

    @property
    def names(self) -> tuple[str, ...]:
        """The entries of the catalogue."""
        return tuple(self.sweeps[0].axes[0].values)

    def beaten(self, place: int) -> list[str]:
        """The sites that one scenario beats, those of a cost ratio below 1."""
        ratios = self.sweeps[place].outputs[story().judgement.ratio]
        return [name for name, ratio in zip(self.names, ratios, strict=True) if ratio < 1.0]


def beside_grounds(scenarios: Sequence[Scenario]) -> Grounds:
    """Evaluate scenarios with each ground site in place of their own.

    Raises
    ------
    ScenarioError
        If a scenario cannot be evaluated with one of them.
    """
    graph, judgement = scenarios[0].graph, story().judgement
    site = next(name for name, item in graph.items() if isinstance(item, Selection) and item.table == SITES)
    sweeps = [
        sweep(item, {site: list(item.catalogue.names(SITES))}, [judgement.ground, judgement.ratio])
        for item in scenarios
    ]
    return Grounds(labels_of(scenarios), tuple(sweeps))
