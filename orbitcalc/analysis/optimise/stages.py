"""The evaluation of many solutions: what one lever alone decides is computed once for each of its values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.evaluate import still_and_moving
from orbitcalc.graph import Plan
from orbitcalc.scenario import Scenario


class Stages:
    """The plan of a scenario for some levers, in parts: what is still, what follows one lever alone, and the rest.

    The sunlight of a year follows the altitude alone and takes most of the time; solutions share it with the altitude.
    """

    def __init__(self, scenario: Scenario, levers: Sequence[str], wanted: Sequence[str]) -> None:
        self.wanted = tuple(wanted)
        self.names = {lever: scenario.moved_with(lever) for lever in levers}
        varying = [name for names in self.names.values() for name in names]
        still, self.rest = still_and_moving(scenario, varying, self.wanted)
        self.known: dict[str, Any] = {**scenario.numbers}
        self.known |= still.evaluate(self.known)
        self.alone: dict[str, Plan] = {}
        for lever, names in self.names.items():
            alone, self.rest = self.rest.split([name for name in varying if name not in names])
            needs = {name for step in alone.steps for name in step.arguments}
            computed = {step.variable.name for step in alone.steps}
            self.alone[lever] = replace(alone, needs=frozenset(needs - computed))
            varying += computed

    def columns(self, samples: Mapping[str, Array], count: int) -> dict[str, Array]:
        """The wanted variables in SI for samples of the levers, each of shape (count,)."""
        values = dict(self.known)
        for lever, names in self.names.items():
            values |= self._alone(lever, names, samples[lever])
        values |= self.rest.evaluate(values)
        return {name: np.broadcast_to(np.ravel(values[name])[:count], count) for name in self.wanted}

    def _alone(self, lever: str, names: Sequence[str], column: Array) -> dict[str, Any]:
        """What follows one lever alone, for each sample.

        Two samples at least: NumPy sums the years of a single sample in another order.
        """
        different, places = np.unique(column, return_inverse=True)
        different = np.append(different, different[:1]) if len(different) == 1 else different
        places = places if len(places) > 1 else np.repeat(places, 2)
        values = {**self.known, **dict.fromkeys(names, different)}
        values |= self.alone[lever].evaluate(values)
        kept = {name: np.atleast_1d(values[name]) for name in (*self.alone[lever].wanted, *names)}
        return {name: np.take(value, places if value.shape[-1] > 1 else [0], axis=-1) for name, value in kept.items()}
