"""The samples of a run, row by row: what was drawn, and what came out, in display units.

A run directory holds outputs and the seed; the inputs are drawn again, and a few samples of each chunk
are computed again to make sure that they are the same draws.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from orbitcalc import units
from orbitcalc._typing import Array
from orbitcalc.analysis.runs import store
from orbitcalc.analysis.runs.engine import Task, tasks
from orbitcalc.analysis.runs.manifest import Asked

STATUSES = ("ok", "unknown", "failed")
"""Of a row: all outputs known; some have no value; the evaluation raised an error."""

CHECKED = 64
"""Samples of each chunk that are computed again."""


@dataclass(frozen=True)
class Column:
    """One column of draws: where it stands in a chunk, its unit, and what it is."""

    name: str
    role: str
    unit: units.Unit
    meaning: str
    source: tuple[str, ...] = ()

    @property
    def header(self) -> str:
        """The name with its unit in brackets; the name alone for what has none."""
        return f"{self.name} [{self.unit.text or '1'}]" if self.role in ("input", "output") else self.name

    def about(self) -> dict[str, Any]:
        """The column as JSON data."""
        return {
            "name": self.name, "header": self.header, "role": self.role, "unit": self.unit.text or "1",
            "meaning": self.meaning, "source": list(self.source),
        }  # fmt: skip


class Draws:
    """The rows of a finished or unfinished run. Iterate for one mapping of header to values a chunk."""

    def __init__(self, folder: Path, with_inputs: bool = True) -> None:
        self.folder, self.with_inputs = folder, with_inputs
        self.run = store.RunDirectory(folder)
        self.asked = Asked.read(self.run.manifest)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Number and status of the sample, inputs, outputs, and 1 or 0 for each condition."""
        study, plain = self.asked.study, units.unit("1")
        inputs = [self._column(each.name, "input") for each in study.chosen] if self.with_inputs else []
        outputs = [self._column(name, "output") for name in study.outputs]
        conditions = [Column(c.text, "condition", plain, "1 where it holds, else 0") for c in study.conditions]
        status = Column("status", "status", plain, "ok; unknown: an output has no value; failed: an error")
        return (Column("id", "id", plain, "number of the sample"), status, *inputs, *outputs, *conditions)

    def _column(self, name: str, role: str) -> Column:
        scenario = self.asked.study.scenario
        variable, setting = scenario.graph[name], scenario.settings.get(name)
        unit = units.declared(variable.unit_text, scenario.price_year)
        source = setting.source if setting else (f"rule {variable.group}.{name}",)
        return Column(name, role, unit, variable.meaning, tuple(source))

    def __iter__(self) -> Iterator[dict[str, Array]]:
        finished = self.run.finished()
        for task in tasks(self.asked.samples, self.asked.chunk):
            if task.number in finished:
                yield self._rows(task, finished[task.number])

    def _rows(self, task: Task, path: Path) -> dict[str, Array]:
        stored = self.run.read(path)
        if stored is None:
            raise store.RunError(f"{path} was damaged; make it again with: orbitcalc mc --resume {self.folder}")
        values = {**stored, **self._inputs(task, stored)} if self.with_inputs else stored
        rows: dict[str, Array] = {"id": np.arange(task.start, task.start + task.count)}
        rows["status"] = np.asarray(STATUSES)[stored["status"]]
        for column in self.columns[2:]:
            key = f"input:{column.name}" if column.role == "input" else column.name
            rows[column.header] = column.unit.from_si(values[key]) if column.role != "condition" else values[key]
        return rows

    def _inputs(self, task: Task, stored: dict[str, Array]) -> dict[str, Array]:
        study = self.asked.study
        if study.keep_inputs:
            return {}
        again = study.chunk(task.start, min(task.count, CHECKED)).columns
        for name in study.outputs:
            if not np.array_equal(again[name], stored[name][: len(again[name])], equal_nan=True):
                versions = self.run.manifest["versions"]
                raise store.RunError(
                    f"{name} does not come out as stored: the run was made with {versions}; "
                    "use those, or leave the inputs out with --no-inputs"
                )
        return {f"input:{name}": column for name, column in study.sampler.draw(task.start, task.count).items()}

    def about(self) -> dict[str, Any]:
        """What the columns are, and where the rows come from, as JSON data."""
        manifest = self.run.manifest
        kept = {key: manifest[key] for key in ("hash", "seed", "method", "samples", "versions")}
        return {"format": "orbitcalc.draws/1", **kept, "columns": [column.about() for column in self.columns]}
