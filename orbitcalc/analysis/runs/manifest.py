"""The manifest of a run directory: the data to continue the run and to draw its samples again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np

from orbitcalc import model, units
from orbitcalc.analysis.runs.differences import ASSUMED
from orbitcalc.analysis.runs.store import RUN_FORMAT, RunDirectory, RunError
from orbitcalc.analysis.runs.study import Study
from orbitcalc.analysis.runs.workers import versions
from orbitcalc.analysis.sampling.correlation import correlation_of
from orbitcalc.analysis.sampling.engines import engine_named, engine_versions
from orbitcalc.analysis.sampling.outputs import is_output
from orbitcalc.analysis.sampling.sampler import Method
from orbitcalc.analysis.sampling.uncertain import Uncertain
from orbitcalc.errors import OrbitcalcError, UnitError
from orbitcalc.scenario import Scenario, load
from orbitcalc.scenario.conditions import read_conditions
from orbitcalc.scenario.distribution import Distribution

MOST_CHUNKS = 1_000_000
"""Most chunks of a run; a run of 10^10 samples has a sixth of them."""


@dataclass(frozen=True)
class RunRequest:
    """A study, and how many samples of it in chunks of which length."""

    study: Study
    samples: int
    chunk: int

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns of a chunk."""
        study = self.study
        kept = (f"input:{item.name}" for item in study.inputs if study.keep_inputs)
        conditions, ranges = (item.text for item in study.conditions), (item.key for item in study.ranges)
        return ("status", *study.outputs, *conditions, *ranges, *kept)

    @classmethod
    def read(cls, run: RunDirectory) -> RunRequest:
        """The request that the manifest of a run describes.

        Raises
        ------
        RunError
            If it describes none, or a scenario that is not the one that its hash names.
        """
        try:
            request = cls._read(run.manifest)
            request._check_counts()
            if not isinstance(run.manifest["versions"], Mapping):
                raise ValueError("it names no versions")
            if request.study.scenario.digest != run.manifest["hash"]:
                raise ValueError("its scenario is not the one of its hash")
        except RunError:
            raise
        except (OrbitcalcError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise RunError(f"{run.path}: manifest.json describes no run: {reason}") from error
        return request

    def _check_counts(self) -> None:
        counts = (self.samples, self.chunk, self.study.seed)
        if any(type(count) is not int for count in counts) or min(self.samples, self.chunk, self.study.seed + 1) < 1:
            raise ValueError("its samples, chunk and seed are not whole numbers")
        if self.samples > MOST_CHUNKS * self.chunk:
            raise ValueError(f"it has more than {MOST_CHUNKS:,} chunks")

    @classmethod
    def _read(cls, manifest: Mapping[str, Any]) -> RunRequest:
        about = dict(manifest["scenario"])
        if not about["correlate"]:
            del about["correlate"]
        scenario: Scenario = load(about, allow_outside=False)
        inputs = tuple(_read_input(scenario, name, data) for name, data in sorted(manifest["inputs"].items()))
        wrong = next((name for name in manifest["outputs"] if not is_output(scenario, name)), None)
        if wrong is not None or manifest["method"] not in get_args(Method):
            raise ValueError(f"it asks for {wrong or manifest['method']}")
        study = Study(
            scenario=scenario,
            outputs=tuple(manifest["outputs"]),
            inputs=inputs,
            seed=manifest["seed"],
            method=manifest["method"],
            engine=engine_named(manifest.get("engine", ASSUMED["engine"])),
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
            "engine": study.engine,
            "samples": self.samples,
            "chunk": self.chunk,
            "outputs": list(study.outputs),
            "conditions": [condition.text for condition in study.conditions],
            "vary": list(study.vary),
            "keep_inputs": study.keep_inputs,
            "inputs": {item.name: _input_data(item) for item in study.inputs},
            "versions": versions() | engine_versions(study.engine),
        }


def shown_value(name: str, text: str) -> str:
    """A value of the manifest's scenario, a number in SI, in the declared unit of its variable."""
    variable = model.graph().get(name)
    if variable is None:
        return text
    try:
        si = units.read(text, variable.unit)
    except UnitError:
        return text
    return f"{units.number(float(variable.unit.from_si(si)), 6)} {variable.unit.label}".strip()


def _input_data(item: Uncertain) -> dict[str, Any]:
    """A distribution in SI, and its bounds, as JSON data."""
    distribution = item.distribution
    low, high = (None if np.isinf(bound) else bound for bound in item.bounds)
    data = {"dist": distribution.kind, "numbers": dict(distribution.numbers), "bounds": [low, high]}
    lists = {"values": list(distribution.values), "weights": list(distribution.weights)}
    return {**data, **{key: items for key, items in lists.items() if items}}


def _read_input(scenario: Scenario, name: str, data: Mapping[str, Any]) -> Uncertain:
    low, high = data["bounds"]
    distribution = Distribution(data["dist"], data["numbers"], data.get("values", ()), data.get("weights", ()))
    if name not in scenario.graph or distribution.problem():
        raise ValueError(f"the distribution of {name} cannot be drawn")
    return Uncertain(name, distribution, (-np.inf if low is None else low, np.inf if high is None else high))
