"""The outcome of many samples: statistics by output, probabilities by condition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from orbitcalc import units
from orbitcalc.analysis.sampling.axes import plain
from orbitcalc.analysis.statistics.summary import Statistics
from orbitcalc.errors import UnitError, did_you_mean
from orbitcalc.scenario import Scenario

FORMAT = "orbitcalc.ensemble/1"


@dataclass(frozen=True)
class Ensemble:
    """What many samples come to. `statistics` are in SI; `quantile` and `to_dict` in display units.

    Examples
    --------
    >>> import orbitcalc
    >>> from orbitcalc.analysis.runs.montecarlo import mc
    >>> ensemble = mc(orbitcalc.load("google-1gw"), 4096, seed=1)
    >>> 0.0 <= ensemble.probability("cost_ratio < 1") <= 1.0
    True
    """

    scenario: Scenario
    samples: int
    seed: int
    method: str
    varied: tuple[str, ...]
    statistics: Mapping[str, Statistics]
    probabilities: Mapping[str, tuple[float, float]]
    failed: int = 0
    errors: tuple[tuple[int, str], ...] = ()
    recomputed: int = field(default=0, compare=False)
    seconds: float = field(default=0.0, compare=False)
    folder: Path | None = field(default=None, compare=False)

    def unit(self, name: str, unit: str = "") -> units.Unit:
        """The unit an output is shown in: its declared one, or another of the same dimension."""
        declared = units.declared(self.scenario.graph[name].unit_text, self.scenario.price_year)
        shown = units.unit(unit) if unit else declared
        if shown.dimension != declared.dimension:
            raise UnitError(f"{name}: '{unit}' has the wrong dimension", f"expected a unit like {declared.text}")
        return shown

    def quantile(self, name: str, share: float, unit: str = "") -> float:
        """A percentile of an output that was asked for, in its declared unit or another.

        Raises
        ------
        KeyError
            If the output or the percentile was not asked for.
        """
        if name not in self.statistics:
            raise KeyError(f"no output '{name}'; {did_you_mean(name, self.statistics) or ', '.join(self.statistics)}")
        return float(self.unit(name, unit).from_si(self.statistics[name].percentiles[share]))

    def probability(self, condition: str) -> float:
        """How often a condition held."""
        return self.probabilities[condition][0]

    @property
    def heavy_tailed(self) -> tuple[str, ...]:
        """Outputs whose mean rests on rare values."""
        return tuple(name for name, each in self.statistics.items() if each.heavy_tailed)

    @property
    def unknown(self) -> Mapping[str, int]:
        """How many samples have no value, by output, where any has none; failed ones are counted too."""
        return {name: each.unknown for name, each in self.statistics.items() if each.unknown}

    def to_dict(self, shown_units: Mapping[str, str] | None = None) -> dict[str, Any]:
        """The summary as JSON data; the same for every number of jobs, chunk and executor."""
        shown = shown_units or {}
        return {
            "format": FORMAT,
            "scenario": {"name": self.scenario.name, "title": self.scenario.title, "hash": self.scenario.digest},
            "samples": self.samples, "seed": self.seed, "method": self.method, "varied": list(self.varied),
            "failed": self.failed,
            "outputs": [self._entry(name, each, shown.get(name, "")) for name, each in self.statistics.items()],
            "probabilities": [
                {"condition": text, "probability": plain(p), "error": plain(error)}
                for text, (p, error) in self.probabilities.items()
            ],
        }  # fmt: skip

    def _entry(self, name: str, each: Statistics, unit_text: str) -> dict[str, Any]:
        unit = self.unit(name, unit_text)

        def value(si: float) -> float | None:
            return plain(unit.from_si(si))

        def width(si: float) -> float | None:
            return plain(si / unit.scale)

        return {
            "name": name, "unit": unit.text, "unknown": each.unknown, "mean": value(each.mean),
            "mean_error": width(each.mean_error), "sd": width(each.sd),
            "low": value(each.low), "high": value(each.high), "heavy_tailed": each.heavy_tailed,
            "percentiles": {f"{share:g}": value(si) for share, si in each.percentiles.items()},
            "percentile_errors": {f"{share:g}": width(si) for share, si in each.percentile_errors.items()},
            "percentile_resolutions": {f"{share:g}": width(si) for share, si in each.resolutions.items()},
            "meaning": self.scenario.graph[name].meaning,
        }  # fmt: skip
