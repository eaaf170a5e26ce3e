"""Outputs over a grid, or along a list, of values: numbers, choices and catalogue entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from math import prod
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.sampling.axes import AXIS_POINTS, Axis, Spacing, read_axes
from orbitcalc.analysis.sampling.engines import Engine, evaluate_columns
from orbitcalc.analysis.sampling.outputs import check_outputs, reasons
from orbitcalc.analysis.sampling.whole import steps_notes, whole_counts
from orbitcalc.errors import Problem, ScenarioError
from orbitcalc.evaluate import plan_for
from orbitcalc.jsonable import finite, header
from orbitcalc.outside import Counts, count_notes, counts, sides
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.conditions import words_of
from orbitcalc.scenario.display import setting_text_si, unit_of
from orbitcalc.shown import Shown

SWEEP_OUTPUTS = "sweep"
"""The role of the variables that are computed unless the user names others."""


@dataclass(frozen=True, repr=False)
class Sweep(Shown):
    """The rows of a sweep: the inputs, the outputs, and the reasons where there are none.

    `inputs` and `outputs` are columns in SI, or words; `reasons` is empty for a row that is complete. `steps`
    are the notes on whole numbers that make steps. A row is never dropped. `column`, `rows` and `to_dict` use
    display units.

    Examples
    --------
    >>> import orbitcalc
    >>> result = sweep(orbitcalc.load("google-1gw"), {"it_power_per_satellite": "[50, 100] kW"},
    ...     ["satellites_nameplate"])
    >>> result.column("satellites_nameplate").tolist()
    [20000.0, 10000.0]
    """

    scenario: Scenario
    axes: tuple[Axis, ...]
    zipped: bool
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]
    reasons: tuple[str, ...]
    notes: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    first: int = 0
    """Number of the first row, in a block of a longer sweep."""

    def __len__(self) -> int:
        return len(self.reasons)

    def column(self, name: str, unit: str = "") -> Any:
        """An input or output as an array in the unit it is shown in, or a list of words."""
        values = self.inputs[name] if name in self.inputs else self.outputs[name]
        return values if isinstance(values, list) else unit_of(self.scenario, name, unit).from_si(values)

    @property
    def numbers(self) -> list[Axis]:
        """The axes that are numbers."""
        return [item for item in self.axes if not item.is_words]

    @property
    def moving(self) -> str:
        """The first output that moves, else the first with a value; only numbers count, and "" stands for none."""
        known = {name: column[np.isfinite(column)] for name in self.outputs if (column := self._number(name)).size}
        moving = (name for name, values in known.items() if len(np.unique(values)) > 1)
        return next(moving, next((name for name, values in known.items() if values.size), next(iter(known), "")))

    def _number(self, name: str) -> Array:
        """An output as numbers; empty where it is a word."""
        return np.asarray(self.outputs[name] if self.unit(name) else [], float)

    def unit(self, name: str, unit: str = "") -> str:
        """The unit of a column; empty for words."""
        values = self.inputs[name] if name in self.inputs else self.outputs[name]
        return "" if isinstance(values, list) else unit_of(self.scenario, name, unit).text

    def at(self, row: int) -> Scenario:
        """The scenario of one row."""
        values = {axis: self.inputs[axis.name][row] for axis in self.axes}
        changes = {
            axis.name: value if axis.is_words else setting_text_si(self.scenario, axis.name, value)
            for axis, value in values.items()
        }
        return self.scenario.with_(changes, label=f"sweep row {row}")

    def rows(self, shown_units: Mapping[str, str] | None = None) -> Iterator[dict[str, Any]]:
        """Each row: id, status, inputs and outputs by name; None where there is no finite number."""
        named_units = shown_units or {}
        sides = [
            {name: self._json_column(name, named_units.get(name, "")) for name in side}
            for side in (self.inputs, self.outputs)
        ]
        for row in range(len(self)):
            inputs, outputs = ({name: column[row] for name, column in side.items()} for side in sides)
            yield {"id": self.first + row, "status": self.reasons[row] or "ok", "inputs": inputs, "outputs": outputs}

    def _json_column(self, name: str, unit: str) -> list[Any]:
        values = self.column(name, unit)
        return values if isinstance(values, list) else [finite(value) for value in values]

    def to_dict(self, shown_units: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Everything as JSON data, in display units."""
        graph, named_units = self.scenario.graph, shown_units or {}

        def about(name: str) -> dict[str, str]:
            unit = self.unit(name, named_units.get(name, "")) or "1"
            return {"name": name, "unit": unit, "meaning": graph[name].meaning}

        return {
            **header("orbitcalc.sweep/1", self.scenario),
            "zipped": self.zipped,
            "inputs": [about(name) for name in self.inputs],
            "outputs": [about(name) for name in self.outputs],
            "notes": list(self.notes),
            "rows": list(self.rows(named_units)),
        }


def sweep(
    scenario: Scenario,
    vary: Mapping[str, Any],
    outputs: Iterable[str] = (),
    *,
    zipped: bool = False,
    points: Mapping[str, int] | int = AXIS_POINTS,
    scale: Mapping[str, Spacing] | Spacing = "linear",
    engine: Engine = "numpy",
) -> Sweep:
    """Evaluate a scenario over values of some of its variables.

    Parameters
    ----------
    scenario : Scenario
        The values of everything that does not vary.
    vary : mapping of name to str or sequence
        "100..1000 USD_2025/kg", "[30, 100] kW", "[falcon-9, starship-v3]", or a sequence of texts.
    outputs : iterable of str
        Variables to compute; by default those with the role `SWEEP_OUTPUTS`.
    zipped : bool
        Combine the first values, then the second ones, and so on; else every combination.
    points, scale : int and {"linear", "log"}, or a mapping of name to such
        How a range is divided.
    engine : {"numpy", "native"}
        What evaluates the rows.

    Raises
    ------
    ScenarioError
        If a variable cannot be varied or computed, a value is out of bounds, or zipped lists differ in
        length.
    """
    plan = plan_sweep(scenario, vary, outputs, zipped=zipped, points=points, scale=scale)
    columns = plan.evaluated(list(plan.combinations()), engine)
    steps = plan.steps(columns.counts)
    return replace(plan.part(columns), notes=plan.notes(columns.notes, steps, columns.outside), steps=steps)


@dataclass(frozen=True)
class SweepPlan:
    """What a sweep varies and computes, before it is computed."""

    scenario: Scenario
    axes: tuple[Axis, ...]
    zipped: bool
    names: tuple[str, ...]

    @property
    def rows(self) -> int:
        """The number of rows."""
        return len(self.axes[0].values) if self.zipped else prod(len(axis.values) for axis in self.axes)

    def steps(self, counts: Mapping[str, Array]) -> tuple[str, ...]:
        """Notes on the steps of whole numbers with these values; none where only words vary."""
        return () if all(axis.is_words for axis in self.axes) else steps_notes(self.scenario, counts)

    def notes(self, remarks: Iterable[str], steps: Iterable[str], outside: Counts) -> tuple[str, ...]:
        """All notes on the rows, each once."""
        return tuple(dict.fromkeys((*remarks, *steps, *count_notes(outside, self.rows, "rows"))))

    def combinations(self) -> Iterator[tuple[Any, ...]]:
        """The values of the axes in each row."""
        return _zip(self.axes) if self.zipped else product(*(axis.values for axis in self.axes))

    def evaluated(self, rows: list[tuple[Any, ...]], engine: Engine) -> _SweepColumns:
        """The columns of some rows."""
        columns = _SweepColumns({axis.name: [row[at] for row in rows] for at, axis in enumerate(self.axes)}, engine)
        for words, numbers in _by_words(self.axes, rows).items():
            scenario = self.scenario.with_(dict(words), label="sweep") if words else self.scenario
            columns.evaluate(scenario, self.axes, numbers, self.names)
        return columns

    def part(self, columns: _SweepColumns, first: int = 0) -> Sweep:
        """The sweep of some rows, from row number `first` on, without notes."""
        inputs = {
            axis.name: columns.inputs[axis.name] if axis.is_words else np.asarray(columns.inputs[axis.name], float)
            for axis in self.axes
        }
        results = {name: _typed(self.scenario, name, columns.outputs.get(name, [])) for name in self.names}
        texts = tuple(columns.reasons[row] for row in range(len(next(iter(inputs.values())))))
        return Sweep(self.scenario, self.axes, self.zipped, inputs, results, texts, first=first)


def plan_sweep(
    scenario: Scenario,
    vary: Mapping[str, Any],
    outputs: Iterable[str] = (),
    *,
    zipped: bool = False,
    points: Mapping[str, int] | int = AXIS_POINTS,
    scale: Mapping[str, Spacing] | Spacing = "linear",
) -> SweepPlan:
    """What `sweep` would compute; the parameters and errors are its own."""
    names = check_outputs(scenario, tuple(outputs) or scenario.graph.with_role(SWEEP_OUTPUTS), words=True)
    axes = read_axes(scenario, vary, points, scale)
    if not axes:
        raise ScenarioError("nothing varies", hint="name a variable and its values, such as altitude='500..900 km'")
    if zipped:
        _zip(axes)
    return SweepPlan(scenario, axes, zipped, names)


def _zip(axes: tuple[Axis, ...]) -> Iterator[tuple[Any, ...]]:
    lengths = {axis.name: len(axis.values) for axis in axes}
    if len(set(lengths.values())) > 1:
        text = ", ".join(f"{name} has {length}" for name, length in lengths.items())
        problem = Problem("--zip", f"lists of different length: {text}", "give each the same number of values")
        raise ScenarioError([problem])
    return zip(*(axis.values for axis in axes), strict=True)


def _by_words(axes: tuple[Axis, ...], rows: list[tuple[Any, ...]]) -> dict[tuple[tuple[str, str], ...], list[int]]:
    """The numbers of the rows with each combination of words: these share a plan."""
    groups: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for number, row in enumerate(rows):
        words = tuple((axis.name, value) for axis, value in zip(axes, row, strict=True) if axis.is_words)
        groups.setdefault(words, []).append(number)
    return groups


def _typed(scenario: Scenario, name: str, values: Any) -> Any:
    """A column of numbers as an array; the indices of a verdict as words."""
    array = np.asarray(values, dtype=float)
    words = words_of(scenario.graph[name], scenario.catalogue)
    if not words:
        return array
    return [words[int(index)] if 0 <= index < len(words) else "" for index in array]


@dataclass
class _SweepColumns:
    """The columns of a sweep; the rows of each combination of words are evaluated together."""

    inputs: dict[str, list[Any]]
    engine: Engine
    outputs: dict[str, Array] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    counts: dict[str, Array] = field(default_factory=dict)
    outside: Counts = field(default_factory=Counter)

    def evaluate(self, scenario: Scenario, axes: tuple[Axis, ...], rows: list[int], names: tuple[str, ...]) -> None:
        """Evaluate the rows of these numbers, which differ only in numbers."""
        samples = {
            axis.name: np.array([self.inputs[axis.name][row] for row in rows], float)
            for axis in axes
            if not axis.is_words
        }
        whole, ranges = whole_counts(scenario, names), plan_for(scenario, names).ranges
        needed = dict.fromkeys((*names, *whole, *(item.argument for item in ranges)))
        values = evaluate_columns(scenario, samples, needed, len(rows), check=True, engine=self.engine)
        self.outside += counts(ranges, {item.key: sides(item, values[item.argument], len(rows)) for item in ranges})
        total = len(next(iter(self.inputs.values())))
        for side, wanted in ((self.outputs, names), (self.counts, whole)):
            for name in wanted:
                side.setdefault(name, np.full(total, np.nan))[rows] = values[name]
        self.reasons |= dict(zip(rows, reasons(scenario, samples, names, values), strict=True))
        self.notes += scenario.notes
