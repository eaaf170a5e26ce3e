"""What comes out over a grid, or along a list, of values: numbers, choices and catalogue entries alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.sampling.axes import POINTS, Axis, Scale, check_outputs, exact_si, plain, read_axes, unit_of
from orbitcalc.analysis.sampling.outcomes import outcomes, reasons, verdicts
from orbitcalc.errors import Problem, ScenarioError
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.conditions import words_of

OUTPUTS = ("satellites_required", "launches_to_deploy", "capex", "cost_ratio", "feasible", "binding_constraint")
"""What is computed unless asked otherwise."""


@dataclass(frozen=True)
class Sweep:
    """The rows of a sweep: what was set, what came out, and why where nothing did.

    `inputs` and `outputs` are columns in SI, or words; `reasons` is empty for a row that is whole. A
    row is never dropped. `column`, `rows` and `to_dict` speak display units.

    Examples
    --------
    >>> import orbitcalc
    >>> swept = sweep(orbitcalc.load("google-1gw"), {"it_power_per_satellite": "[50, 100] kW"},
    ...     ["satellites_nameplate"])
    >>> swept.column("satellites_nameplate").tolist()
    [20000.0, 10000.0]
    """

    scenario: Scenario
    axes: tuple[Axis, ...]
    zipped: bool
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]
    reasons: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.reasons)

    def column(self, name: str, unit: str = "") -> Any:
        """An input or output as an array in the unit it is shown in, or a list of words."""
        values = self.inputs[name] if name in self.inputs else self.outputs[name]
        return values if isinstance(values, list) else unit_of(self.scenario, name, unit).from_si(values)

    def unit(self, name: str, asked: str = "") -> str:
        """The unit of a column; nothing for words."""
        values = self.inputs[name] if name in self.inputs else self.outputs[name]
        return "" if isinstance(values, list) else unit_of(self.scenario, name, asked).text

    def at(self, row: int) -> Scenario:
        """The scenario of a row, to be run by itself."""
        return self.scenario.with_(
            {
                axis.name: value if axis.is_words else exact_si(self.scenario, axis.name, value)
                for axis, value in ((axis, self.inputs[axis.name][row]) for axis in self.axes)
            },
            label=f"sweep row {row}",
        )

    def rows(self, shown_units: Mapping[str, str] | None = None) -> Iterator[dict[str, Any]]:
        """Each row: id, status, inputs and outputs by name; None where there is no finite number."""
        asked = shown_units or {}
        sides = [
            {name: self._plain(name, asked.get(name, "")) for name in side} for side in (self.inputs, self.outputs)
        ]
        for row in range(len(self)):
            inputs, outputs = ({name: column[row] for name, column in side.items()} for side in sides)
            yield {"id": row, "status": self.reasons[row] or "ok", "inputs": inputs, "outputs": outputs}

    def _plain(self, name: str, unit: str) -> list[Any]:
        values = self.column(name, unit)
        return values if isinstance(values, list) else [plain(value) for value in values]

    def to_dict(self, shown_units: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Everything as JSON data, in display units."""
        graph, asked = self.scenario.graph, shown_units or {}

        def about(name: str) -> dict[str, str]:
            return {"name": name, "unit": self.unit(name, asked.get(name, "")) or "1", "meaning": graph[name].meaning}

        return {
            "format": "orbitcalc.sweep/1",
            "scenario": {"name": self.scenario.name, "title": self.scenario.title, "hash": self.scenario.digest},
            "zipped": self.zipped,
            "inputs": [about(name) for name in self.inputs], "outputs": [about(name) for name in self.outputs],
            "notes": list(self.notes), "rows": list(self.rows(asked)),
        }  # fmt: skip


def sweep(
    scenario: Scenario, vary: Mapping[str, Any], outputs: Iterable[str] = OUTPUTS, *, zipped: bool = False,
    points: Mapping[str, int] | int = POINTS, scale: Mapping[str, Scale] | Scale = "linear",
) -> Sweep:  # fmt: skip
    """Evaluate a scenario over values of some of its variables.

    Parameters
    ----------
    scenario : Scenario
        What is given for everything else.
    vary : mapping of name to str or sequence
        "100..1000 USD_2025/kg", "[30, 100] kW", "[falcon-9, starship-v3]", or a sequence of texts.
    outputs : iterable of str
        Variables to compute.
    zipped : bool
        Take the first values together, then the second ones, and so on; else every combination.
    points, scale : int and {"linear", "log"}, or a mapping of name to such
        How a range is divided.

    Raises
    ------
    ScenarioError
        If a variable cannot be varied or computed, a value is out of bounds, or zipped lists differ in
        length.
    """
    names = check_outputs(scenario, outputs, words=True)
    axes = read_axes(scenario, vary, points, scale)
    if not axes:
        raise ScenarioError("nothing varies", hint="name a variable and its values, such as altitude='500..900 km'")
    rows = list(_zip(axes) if zipped else product(*(axis.values for axis in axes)))
    filled = _Columns({axis.name: [row[at] for row in rows] for at, axis in enumerate(axes)})
    for words, numbers in _by_words(axes, rows).items():
        filled.take(scenario.with_(dict(words), label="sweep") if words else scenario, axes, rows, numbers, names)
    columns = {name: _typed(scenario, name, filled.outputs.get(name, [])) for name in names}
    inputs = {
        axis.name: filled.inputs[axis.name] if axis.is_words else np.asarray(filled.inputs[axis.name], float)
        for axis in axes
    }
    told = tuple(filled.reasons[row] for row in range(len(rows)))
    return Sweep(scenario, axes, zipped, inputs, columns, told, tuple(dict.fromkeys(filled.notes)))


def _zip(axes: tuple[Axis, ...]) -> Iterator[tuple[Any, ...]]:
    lengths = {axis.name: len(axis.values) for axis in axes}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{name} has {length}" for name, length in lengths.items())
        raise ScenarioError(
            [Problem("--zip", f"lists of different length: {told}", "give each the same number of values")]
        )
    return zip(*(axis.values for axis in axes), strict=True)


def _by_words(axes: tuple[Axis, ...], rows: list[tuple[Any, ...]]) -> dict[tuple[tuple[str, str], ...], list[int]]:
    """The rows of each combination of words: these share a plan."""
    groups: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for number, row in enumerate(rows):
        words = tuple((axis.name, value) for axis, value in zip(axes, row, strict=True) if axis.is_words)
        groups.setdefault(words, []).append(number)
    return groups


def _typed(scenario: Scenario, name: str, values: Any) -> Any:
    """A column of numbers as an array; the indices of a verdict as words."""
    array = np.asarray(values, dtype=float)
    return verdicts(scenario, name, array) if words_of(scenario.graph[name]) else array


@dataclass
class _Columns:
    """Columns that are filled as each combination of words is evaluated."""

    inputs: dict[str, list[Any]]
    outputs: dict[str, Array] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def take(
        self, scenario: Scenario, axes: tuple[Axis, ...], rows: list[tuple[Any, ...]], numbers: list[int],
        names: tuple[str, ...],
    ) -> None:  # fmt: skip
        """Evaluate the rows of these numbers, which differ in nothing but numbers."""
        samples = {
            axis.name: np.array([rows[number][at] for number in numbers], float)
            for at, axis in enumerate(axes)
            if not axis.is_words
        }
        found = outcomes(scenario, samples, names, len(numbers), check=True)
        for name, values in found.items():
            column = self.outputs.setdefault(name, np.full(len(rows), np.nan))
            column[numbers] = values
        self.reasons |= dict(zip(numbers, reasons(scenario, samples, names, found), strict=True))
        self.notes += scenario.notes
