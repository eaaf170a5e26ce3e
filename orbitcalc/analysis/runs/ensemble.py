"""The result of a Monte Carlo run: statistics of each output, the probability of each condition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from orbitcalc import units
from orbitcalc._typing import Array
from orbitcalc.analysis.runs.engine import chunk_ranges
from orbitcalc.analysis.runs.manifest import RunRequest
from orbitcalc.analysis.runs.store import RunDirectory
from orbitcalc.analysis.runs.study import Study, read_asked
from orbitcalc.analysis.statistics.summary import Statistics
from orbitcalc.errors import UnitError, did_you_mean
from orbitcalc.jsonable import finite, header
from orbitcalc.outside import Counts
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.display import unit_of
from orbitcalc.shown import Shown

PIECE = 1 << 16
"""Samples that are computed again at a time."""


@dataclass(frozen=True, repr=False)
class Ensemble(Shown):
    """The outputs of many samples. `statistics` are in SI; `quantile` and `to_dict` use display units.

    The seed gives the samples themselves again: `draws`, and `probability` of any condition.

    Examples
    --------
    >>> import orbitcalc
    >>> ensemble = orbitcalc.mc(orbitcalc.load("google-1gw"), 4096, seed=1)
    >>> 0.0 <= ensemble.probability("cost_ratio < 1") <= 1.0
    True
    """

    scenario: Scenario
    study: Study = field(repr=False, compare=False)
    samples: int
    seed: int
    method: str
    varied: tuple[str, ...]
    statistics: Mapping[str, Statistics]
    probabilities: Mapping[str, tuple[float, float]]
    failed: int = 0
    errors: tuple[tuple[int, str], ...] = ()
    outside: Counts = field(default_factory=Counter)
    recomputed: int = field(default=0, compare=False)
    seconds: float = field(default=0.0, compare=False)
    folder: Path | None = field(default=None, compare=False)

    def unit(self, name: str, unit: str = "") -> units.Unit:
        """The unit an output is shown in: its declared one, or the named one of the same dimension.

        Raises
        ------
        UnitError
            If the unit is unknown or has another dimension.
        """
        declared, named = unit_of(self.scenario, name), unit_of(self.scenario, name, unit)
        if named.dimension != declared.dimension:
            raise UnitError(f"{name}: '{unit}' has the wrong dimension", f"expected a unit like {declared.text}")
        return named

    def quantile(self, name: str, share: float, unit: str = "") -> float:
        """A percentile of an output, in its declared unit or another.

        Raises
        ------
        KeyError
            If the run did not compute the output or the percentile.
        """
        if name not in self.statistics:
            raise KeyError(f"no output '{name}'; {did_you_mean(name, self.statistics) or ', '.join(self.statistics)}")
        percentiles = self.statistics[name].percentiles
        if share not in percentiles:
            raise KeyError(f"no percentile {share}; {', '.join(map(str, percentiles))}, or take draws() for any other")
        return float(self.unit(name, unit).from_si(percentiles[share]))

    def probability(self, condition: str) -> float:
        """The share of the samples that meet a condition [1], such as 'cost_ratio < 1'.

        One that the run did not check is computed from the same samples, which the seed gives again.

        Raises
        ------
        ScenarioError
            If the text is no condition on a variable with one value.
        """
        if condition in self.probabilities:
            return self.probabilities[condition][0]
        study = replace(self.study, outputs=(), conditions=read_asked(self.scenario, [condition]), keep_inputs=False)
        parts = (study.chunk(start, count).columns[condition] for start, count in self._pieces(self.samples))
        return sum(int(np.count_nonzero(part)) for part in parts) / self.samples

    def draws(self, samples: int = 0, *, inputs: bool = False) -> dict[str, Array]:
        """The first samples again, by default all: status, outputs, conditions as 0 or 1, shape (samples,), in SI.

        With `inputs` those that vary are there too, each as "input:NAME".
        """
        count = min(samples or self.samples, self.samples)
        if self.folder and not inputs:
            pieces = self._stored(self.folder, count)
        else:
            study = replace(self.study, keep_inputs=inputs)
            pieces = [study.chunk(start, size).columns for start, size in self._pieces(count)]
        return {name: np.concatenate([piece[name] for piece in pieces])[:count] for name in pieces[0]}

    def _stored(self, folder: Path, count: int) -> list[dict[str, Array]]:
        """The chunks of the run directory that hold the first samples."""
        run = RunDirectory(folder)
        request, finished = RunRequest.read(run), run.finished()
        ranges = [item for item in chunk_ranges(request.samples, request.chunk) if item.start < count]
        columns = [run.intact(finished[item.number], item.count, request.columns) for item in ranges]
        return [item for item in columns if item is not None]

    @staticmethod
    def _pieces(count: int) -> Iterator[tuple[int, int]]:
        return ((start, min(PIECE, count - start)) for start in range(0, count, PIECE))

    @property
    def heavy_tailed(self) -> tuple[str, ...]:
        """Outputs whose mean depends on rare values."""
        return tuple(name for name, item in self.statistics.items() if item.heavy_tailed)

    @property
    def unknown(self) -> Mapping[str, int]:
        """The number of samples without a value, failed ones included, of each output that has any."""
        return {name: item.unknown for name, item in self.statistics.items() if item.unknown}

    def to_dict(self, shown_units: Mapping[str, str] | None = None) -> dict[str, Any]:
        """The summary as JSON data; the same for every number of jobs, chunk and executor."""
        named_units = shown_units or {}
        return {
            **header("orbitcalc.ensemble/1", self.scenario),
            "samples": self.samples,
            "seed": self.seed,
            "method": self.method,
            "varied": list(self.varied),
            "failed": self.failed,
            "outside": [item.to_dict(side) | {"samples": number} for (item, side), number in self.outside.items()],
            "outputs": [self._entry(name, item, named_units.get(name, "")) for name, item in self.statistics.items()],
            "probabilities": [
                {"condition": text, "probability": finite(share), "error": finite(error)}
                for text, (share, error) in self.probabilities.items()
            ],
        }

    def _entry(self, name: str, item: Statistics, unit_text: str) -> dict[str, Any]:
        unit = self.unit(name, unit_text)

        def value(si: float) -> Any:
            return finite(unit.from_si(si))

        def width(si: float) -> Any:
            return finite(si / unit.scale)

        return {
            "name": name,
            "unit": unit.text,
            "unknown": item.unknown,
            "mean": value(item.mean),
            "mean_error": width(item.mean_error),
            "sd": width(item.sd),
            "low": value(item.low),
            "high": value(item.high),
            "heavy_tailed": item.heavy_tailed,
            "percentiles": {f"{share:g}": value(si) for share, si in item.percentiles.items()},
            "percentile_errors": {f"{share:g}": width(si) for share, si in item.percentile_errors.items()},
            "without_value": finite(item.without_value),
            "over_all": {f"{share:g}": value(si) for share, si in item.over_all.items()},
            "percentile_resolutions": {f"{share:g}": width(si) for share, si in item.resolutions.items()},
            "meaning": self.scenario.graph[name].meaning,
        }
