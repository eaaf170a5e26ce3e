"""The rows of a sweep of any length, a block at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.sampling.engines import Engine
from orbitcalc.analysis.sensitivity.sweep import Sweep, SweepPlan
from orbitcalc.evaluate import BLOCK
from orbitcalc.outside import Counts


@dataclass
class SweepBlocks:
    """A sweep as blocks of rows, each a sweep of its own; memory does not grow with the number of rows.

    `missing` and `notes` speak of the rows computed so far: of all of them, once all blocks have been taken.

    Examples
    --------
    >>> import orbitcalc
    >>> from orbitcalc.analysis.sensitivity.sweep import plan_sweep
    >>> plan = plan_sweep(orbitcalc.load("google-1gw"), {"altitude": "500..900 km"}, ["cost_ratio"], points=5)
    >>> [(block.first, len(block)) for block in SweepBlocks(plan, size=2)]
    [(0, 2), (2, 2), (4, 1)]
    """

    plan: SweepPlan
    engine: Engine = "numpy"
    size: int = BLOCK
    missing: int = 0
    _remarks: list[str] = field(default_factory=list)
    _ends: dict[str, Array] = field(default_factory=dict)
    _outside: Counts = field(default_factory=Counter)

    def __iter__(self) -> Iterator[Sweep]:
        combinations, first = self.plan.combinations(), 0
        while rows := list(islice(combinations, self.size)):
            columns = self.plan.evaluated(rows, self.engine)
            block = self.plan.part(columns, first)
            first += len(rows)
            self.missing += sum(map(bool, block.reasons))
            self._remarks = list(dict.fromkeys((*self._remarks, *columns.notes)))
            self._outside += columns.outside
            for name, counts in columns.counts.items():
                self._ends[name] = _ends(np.append(self._ends.get(name, []), counts))
            yield block

    @property
    def notes(self) -> tuple[str, ...]:
        """Notes on the rows, as those of a sweep."""
        return self.plan.notes(self._remarks, self.plan.steps(self._ends), self._outside)


def _ends(values: Array) -> Array:
    """The smallest and the largest number."""
    known = values[np.isfinite(values)]
    return np.array([known.min(), known.max()]) if known.size else known
