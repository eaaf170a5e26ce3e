"""The manifest of a run directory: the data to continue the run and to draw its samples again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from orbitcalc.analysis.runs.store import RUN_FORMAT
from orbitcalc.analysis.runs.study import Study
from orbitcalc.analysis.runs.workers import versions
from orbitcalc.analysis.sampling.correlation import correlation_of
from orbitcalc.analysis.sampling.uncertain import Uncertain
from orbitcalc.scenario import Scenario, load
from orbitcalc.scenario.conditions import read_conditions
from orbitcalc.scenario.distribution import Distribution


@dataclass(frozen=True)
class RunRequest:
    """A study, and how many samples of it in chunks of which length."""

    study: Study
    samples: int
    chunk: int

    @classmethod
    def read(cls, manifest: Mapping[str, Any]) -> RunRequest:
        """The request that a manifest describes."""
        about = dict(manifest["scenario"])
        if not about["correlate"]:
            del about["correlate"]
        scenario: Scenario = load(about)
        inputs = tuple(_read_input(name, data) for name, data in sorted(manifest["inputs"].items()))
        study = Study(
            scenario=scenario,
            outputs=tuple(manifest["outputs"]),
            inputs=inputs,
            seed=manifest["seed"],
            method=manifest["method"],
            correlation=correlation_of(scenario, inputs),
            conditions=tuple(read_conditions(manifest["conditions"], scenario.graph, scenario.catalogue)),
            keep_inputs=manifest["keep_inputs"],
            vary=tuple(manifest["vary"]),
        )
        return cls(study, manifest["samples"], manifest["chunk"])

    def manifest(self) -> dict[str, Any]:
        """The request as JSON data, with the versions that compute it."""
        study = self.study
        return {
            "format": RUN_FORMAT,
            "scenario": study.scenario.to_dict() | {"correlate": study.scenario.header("correlate", [])},
            "hash": study.scenario.digest,
            "seed": study.seed,
            "method": study.method,
            "samples": self.samples,
            "chunk": self.chunk,
            "outputs": list(study.outputs),
            "conditions": [condition.text for condition in study.conditions],
            "vary": list(study.vary),
            "keep_inputs": study.keep_inputs,
            "inputs": {item.name: _input_data(item) for item in study.inputs},
            "versions": versions(),
        }


def _input_data(item: Uncertain) -> dict[str, Any]:
    """A distribution in SI, and its bounds, as JSON data."""
    distribution = item.distribution
    low, high = (None if np.isinf(bound) else bound for bound in item.bounds)
    data = {"dist": distribution.kind, "numbers": dict(distribution.numbers), "bounds": [low, high]}
    lists = {"values": list(distribution.values), "weights": list(distribution.weights)}
    return {**data, **{key: items for key, items in lists.items() if items}}


def _read_input(name: str, data: Mapping[str, Any]) -> Uncertain:
    low, high = data["bounds"]
    distribution = Distribution(data["dist"], data["numbers"], data.get("values", ()), data.get("weights", ()))
    return Uncertain(name, distribution, (-np.inf if low is None else low, np.inf if high is None else high))
