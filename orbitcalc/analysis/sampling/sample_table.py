"""A table of samples: points of the uncertain inputs, for use with another model.

It is written as CSV, one row for each point, in the units that its header names, with a description beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.sampling.correlation import correlation_of
from orbitcalc.analysis.sampling.groups import Groups, groups_of
from orbitcalc.analysis.sampling.sampler import Sampler
from orbitcalc.analysis.sampling.uncertain import require_uncertain
from orbitcalc.evaluate import blocks
from orbitcalc.scenario import Scenario

TABLE_FORMAT = "orbitcalc.design/1"
Kind = Literal["random", "sobol", "saltelli"]


@dataclass(frozen=True)
class SampleTable:
    """Points to compute. Kind "saltelli" is for Sobol indices: A, B, then A with each input or group from B."""

    scenario: Scenario
    sampler: Sampler
    samples: int
    kind: Kind
    groups: Groups

    @property
    def names(self) -> tuple[str, ...]:
        """The inputs that vary."""
        return tuple(item.name for item in self.sampler.inputs)

    @property
    def rows(self) -> int:
        """Number of points [1]."""
        return self.samples * (len(self.groups) + 2) if self.kind == "saltelli" else self.samples

    @property
    def columns(self) -> dict[str, str]:
        """The header of each column, with its unit, by name."""
        return {name: f"{name} [{self.unit(name)}]" for name in self.names}

    def unit(self, name: str) -> str:
        """The unit of a column."""
        return self.scenario.graph[name].unit.text or "1"

    def blocks(self) -> Iterator[dict[str, Array]]:
        """The number of each point and its values in the units of the header, some rows at a time."""
        graph, number = self.scenario.graph, 0
        for draws in self._draws():
            count = len(draws[self.names[0]])
            values = {name: graph[name].unit.from_si(draws[name]) for name in self.names}
            yield {"id": np.arange(number, number + count), **values}
            number += count

    def _draws(self) -> Iterator[Mapping[str, Array]]:
        """The points in SI, some rows at a time."""
        if self.kind != "saltelli":
            for part in blocks(self.samples):
                yield self.sampler.draw(part.start, part.stop - part.start)
            return
        for from_b in ((), self.names, *self.groups.values()):
            for _, a, b in self.sampler.pairs(self.samples):
                yield {name: b[name] if name in from_b else a[name] for name in self.names}

    def about(self) -> dict[str, Any]:
        """The description of the table, as JSON data."""
        return {
            "format": TABLE_FORMAT,
            "scenario": self.scenario.to_dict(),
            "hash": self.scenario.digest,
            "kind": self.kind,
            "samples": self.samples,
            "rows": self.rows,
            "seed": self.sampler.seed,
            "groups": {name: list(members) for name, members in self.groups.items()},
            "columns": [self._about_column(name, header) for name, header in self.columns.items()],
        }

    def _about_column(self, name: str, header: str) -> dict[str, Any]:
        return {
            "name": name,
            "header": header,
            "unit": self.unit(name),
            "meaning": self.scenario.graph[name].meaning,
            "source": list(self.scenario[name].source),
        }

    def arrays(self) -> dict[str, Array]:
        """Whole columns by header, and the description as a text under `about`."""
        rows = list(self.blocks())
        headers = {"id": "id", **self.columns}
        columns = {header: np.concatenate([block[name] for block in rows]) for name, header in headers.items()}
        return {**columns, "about": np.array(json.dumps(self.about()))}


def sample_table(
    scenario: Scenario,
    samples: int = 1024,
    *,
    kind: Kind = "random",
    vary: Iterable[str] = (),
    seed: int = 0,
    group_by: str = "",
) -> SampleTable:
    """Points of the uncertain inputs of a scenario.

    Parameters
    ----------
    scenario : Scenario
        Its uncertain inputs vary.
    samples : int
        Number of points [1]; for "saltelli" number of rows, each of which takes as many points as there
        are inputs, and two more.
    kind : {"random", "sobol", "saltelli"}
        Independent draws, Sobol points, or the points that Sobol indices need.
    vary : iterable of str
        The only inputs that vary.
    seed : int
        Same seed, same points: those of `mc` and `sobol`.
    group_by : str
        "group" for indices of the groups of the model.

    Raises
    ------
    ScenarioError
        If nothing varies, a name cannot vary, or `samples` is no power of two where it must be.
    """
    inputs = require_uncertain(scenario, vary)
    sampler = Sampler(inputs, seed, "sobol" if kind == "sobol" else "random", correlation_of(scenario, inputs))
    groups = groups_of(scenario, sampler, samples, group_by) if kind == "saltelli" else {}
    return SampleTable(scenario, sampler, samples, kind, groups)
