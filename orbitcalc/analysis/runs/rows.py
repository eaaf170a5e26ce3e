"""The samples of a run, row by row: the draws and the outputs, in display units.

A run directory holds outputs and the seed. The inputs are drawn again, and a few samples of each chunk
are computed again to make sure that they are the same draws.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from orbitcalc import units
from orbitcalc._typing import Array
from orbitcalc.analysis.runs import store
from orbitcalc.analysis.runs.engine import CHUNK_WITH_INPUTS, ChunkRange, chunk_ranges
from orbitcalc.analysis.runs.manifest import RunRequest
from orbitcalc.analysis.runs.study import STATUSES, Study
from orbitcalc.scenario.display import unit_of

CHECKED = 64
"""Samples of each chunk that are computed again."""


@dataclass(frozen=True)
class Column:
    """One column of the rows: its name, its role, its unit, its meaning, and the source of an input."""

    name: str
    role: str
    unit: units.Unit
    meaning: str
    source: tuple[str, ...] = ()

    @property
    def header(self) -> str:
        """The name, with the unit of an input or output in brackets."""
        return f"{self.name} [{self.unit.text or '1'}]" if self.role in ("input", "output") else self.name

    def about(self) -> dict[str, Any]:
        """The column as JSON data."""
        return {
            "name": self.name,
            "header": self.header,
            "role": self.role,
            "unit": self.unit.text or "1",
            "meaning": self.meaning,
            "source": list(self.source),
        }


class SampleRows:
    """The rows of a run, finished or not. Iterate to get, chunk by chunk, a mapping of header to values."""

    def __init__(self, folder: Path, with_inputs: bool = True) -> None:
        self.folder, self.with_inputs = folder, with_inputs
        self.run = store.RunDirectory(folder)
        self.request = RunRequest.read(self.run)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Number and status of the sample, inputs, outputs, and 1 or 0 for each condition."""
        study, pure = self.request.study, units.unit("1")
        inputs = [self._column(item.name, "input") for item in study.inputs] if self.with_inputs else []
        outputs = [self._column(name, "output") for name in study.outputs]
        conditions = [Column(c.text, "condition", pure, "1 where it holds, else 0") for c in study.conditions]
        status = Column("status", "status", pure, "ok; unknown: an output has no value; failed: an error")
        return (Column("id", "id", pure, "number of the sample"), status, *inputs, *outputs, *conditions)

    def _column(self, name: str, role: str) -> Column:
        scenario = self.request.study.scenario
        variable, setting = scenario.graph[name], scenario.settings.get(name)
        source = setting.source if setting else (f"rule {variable.group}.{name}",)
        return Column(name, role, unit_of(scenario, name), variable.meaning, tuple(source))

    def __iter__(self) -> Iterator[dict[str, Array]]:
        finished = self.run.finished()
        for item in chunk_ranges(self.request.samples, self.request.chunk):
            if item.number in finished:
                yield self._rows(item, finished[item.number])

    def _rows(self, item: ChunkRange, path: Path) -> dict[str, Array]:
        stored = self.run.read(path, item.count, self.request.columns)
        if stored is None:
            raise store.RunError(f"{path} was damaged; compute it again with: orbitcalc mc --resume {self.folder}")
        return self._shown(item, {**stored, **self._inputs(item, stored)} if self.with_inputs else stored)

    def _shown(self, item: ChunkRange, values: dict[str, Array]) -> dict[str, Array]:
        """The columns of a chunk in display units."""
        rows: dict[str, Array] = {"id": np.arange(item.start, item.start + item.count)}
        rows["status"] = np.asarray(STATUSES)[values["status"]]
        for column in self.columns[2:]:
            key = f"input:{column.name}" if column.role == "input" else column.name
            rows[column.header] = column.unit.from_si(values[key]) if column.role != "condition" else values[key]
        return rows

    def _inputs(self, item: ChunkRange, stored: dict[str, Array]) -> dict[str, Array]:
        """The draws of a chunk, unless it holds them."""
        study = self.request.study
        if study.keep_inputs:
            return {}
        again = study.chunk(item.start, min(item.count, CHECKED)).columns
        for name in study.outputs:
            if not np.array_equal(again[name], stored[name][: len(again[name])], equal_nan=True):
                versions = self.run.manifest["versions"]
                raise store.RunError(
                    f"{name} differs from the stored values: the run was made with {versions}; "
                    "use those versions, or leave the inputs out with --no-inputs"
                )
        return {f"input:{name}": column for name, column in study.sampler.draw(item.start, item.count).items()}

    def about(self) -> dict[str, Any]:
        """The meaning of the columns and the origin of the rows, as JSON data."""
        manifest = self.run.manifest
        kept = {key: manifest[key] for key in ("hash", "seed", "method", "samples", "versions")}
        return {"format": "orbitcalc.draws/1", **kept, "columns": [column.about() for column in self.columns]}


class ComputedRows(SampleRows):
    """The rows of samples that no folder holds: the seed gives them again."""

    def __init__(self, study: Study, samples: int) -> None:
        self.with_inputs = True
        self.request = RunRequest(replace(study, keep_inputs=True), samples, CHUNK_WITH_INPUTS)

    def __iter__(self) -> Iterator[dict[str, Array]]:
        for item in chunk_ranges(self.request.samples, self.request.chunk):
            yield self._shown(item, self.request.study.chunk(item.start, item.count).columns)
