"""What a run is, as data in its directory: enough to continue it and to draw its samples again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from orbitcalc.analysis.runs.engine import Study
from orbitcalc.analysis.runs.store import FORMAT
from orbitcalc.analysis.runs.workers import versions
from orbitcalc.analysis.sampling.uncertain import Uncertain, correlation_of
from orbitcalc.conditions import read_conditions
from orbitcalc.distribution import Distribution
from orbitcalc.scenario import Scenario, load


def manifest_of(study: Study, samples: int, chunk: int) -> dict[str, Any]:
    """What makes a run what it is, and what it was made with."""
    scenario = study.scenario.to_dict() | {"correlate": study.scenario.header("correlate", [])}
    return {
        "format": FORMAT, "scenario": scenario, "hash": study.scenario.digest, "seed": study.seed,
        "method": study.method, "samples": samples, "chunk": chunk, "outputs": list(study.outputs),
        "conditions": [condition.text for condition in study.conditions], "vary": list(study.vary),
        "keep_inputs": study.keep_inputs, "inputs": {each.name: _plain(each) for each in study.chosen},
        "versions": versions(),
    }  # fmt: skip


def _plain(each: Uncertain) -> dict[str, Any]:
    """A distribution in SI."""
    d = each.distribution
    low, high = (None if np.isinf(bound) else bound for bound in each.bounds)
    lists = {"values": list(d.values), "weights": list(d.weights)}
    return {"dist": d.kind, "numbers": dict(d.numbers), "bounds": [low, high], **{k: v for k, v in lists.items() if v}}


def _uncertain(name: str, data: Mapping[str, Any]) -> Uncertain:
    low, high = data["bounds"]
    distribution = Distribution(data["dist"], data["numbers"], data.get("values", ()), data.get("weights", ()))
    return Uncertain(name, distribution, (-np.inf if low is None else low, np.inf if high is None else high))


@dataclass(frozen=True)
class Asked:
    """A study, and how many samples of it in which pieces."""

    study: Study
    samples: int
    chunk: int

    @classmethod
    def read(cls, manifest: Mapping[str, Any]) -> Asked:
        """What a manifest says was asked."""
        about = dict(manifest["scenario"])
        if not about["correlate"]:
            del about["correlate"]
        scenario: Scenario = load(about)
        chosen = tuple(_uncertain(name, data) for name, data in sorted(manifest["inputs"].items()))
        conditions = tuple(read_conditions(manifest["conditions"], scenario.graph))
        study = Study(
            scenario, tuple(manifest["outputs"]), chosen, manifest["seed"], manifest["method"],
            correlation_of(scenario, chosen), conditions, manifest["keep_inputs"], tuple(manifest["vary"]),
        )  # fmt: skip
        return cls(study, manifest["samples"], manifest["chunk"])

    def with_inputs(self) -> Asked:
        """The same, with the draws beside the outputs."""
        return replace(self, study=replace(self.study, keep_inputs=True))
