"""The cells of a workbook: a sheet for each group, a row for each variable, live formulas; checked on the spot.

The formulas hold for the words of the scenario. Defined names stand for the values in SI.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.errors import ModelError
from orbitcalc.evaluate import plan_for
from orbitcalc.graph import Choice, Plan, Rule, Selection, Variable
from orbitcalc.graph.plan import Step
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.setting import Setting
from orbitcalc.scenario.spreadsheet import shown, unit_of
from orbitcalc.tape.spreadsheet.calculator import Calculator
from orbitcalc.tape.spreadsheet.formulas import Formulas
from orbitcalc.tape.spreadsheet.notation import HUGE, Cell, Text, scaled
from orbitcalc.tape.tape import Tape, TraceError
from orbitcalc.tape.tracing import bounded, first_difference, trace_formula

VALUE, SI = 1, 7
"""Columns of a sheet of variables: the value in its unit, and in SI where that is another number."""

FIRST = 3
"""Column of the first element of a series."""

WORKINGS = "workings"
"""The sheet of helper cells."""

POINTS = 24
"""Points at which a workbook is compared with its plan, the scenario's own first."""


@dataclass(frozen=True)
class Row:
    """A variable on the sheet of its group: its setting if it is given, its unit, and that unit in SI."""

    variable: Variable
    cell: Cell
    unit: str = ""
    scale: float = 1.0
    setting: Setting | None = None
    number: float | None = None
    words: tuple[str, ...] = ()

    @property
    def si(self) -> Cell:
        """The cell with the value in SI, or with the number of a word."""
        plain = self.scale == 1.0 and not self.words
        return self.cell if plain else Cell(self.cell.sheet, self.cell.row, SI)


@dataclass
class Workbook:
    """Rows by name, the formulas in the order they are computed, and the cells of each series in SI and as it is shown.

    `values` are those of cells at the scenario's own point, by their text.
    """

    scenario: Scenario
    plan: Plan
    rows: dict[str, Row] = field(default_factory=dict)
    formulas: dict[Cell, str] = field(default_factory=dict)
    series: dict[str, list[list[Cell]]] = field(default_factory=dict)
    shown: dict[str, list[list[Cell]]] = field(default_factory=dict)
    values: dict[str, float] = field(default_factory=dict)
    height: dict[str, int] = field(default_factory=dict)

    @property
    def groups(self) -> list[str]:
        """The sheets of variables."""
        return list(dict.fromkeys(row.cell.sheet for row in self.rows.values()))

    @property
    def axes(self) -> list[str]:
        """The sheets of series."""
        return list(dict.fromkeys(rows[0][0].sheet for rows in self.shown.values()))

    def next_row(self, sheet: str) -> int:
        """A new row of a sheet; the first is its head."""
        self.height[sheet] = self.height.get(sheet, 0) + 1
        return self.height[sheet]

    def new_cells(self, sheet: str, size: int) -> list[Cell]:
        """Cells side by side in a new row."""
        row = self.next_row(sheet)
        return [Cell(sheet, row, FIRST + place) for place in range(size)]

    def computed(self, samples: Mapping[str, Array]) -> dict[str, Array]:
        """The values of all cells, by their text, and of names in SI, for samples of the given numbers."""
        calculator = Calculator(len(next(iter(samples.values()))))
        for name, row in self.rows.items():
            if row.number is not None:
                calculator.values |= {name: samples[name], row.cell.text: samples[name] / row.scale}
        names = {row.si: name for name, row in self.rows.items()}
        for cell, text in self.formulas.items():
            calculator.values[cell.text] = value = calculator(text)
            if cell in names:
                calculator.values[names[cell]] = value
        return calculator.values

    def elements(self, values: Mapping[str, Array], name: str) -> Array:
        """The elements of a variable among values of cells, the points last; `HUGE` stands for infinity."""
        cells = [cell.text for cell in chain(*self.series[name])] if name in self.series else [name]
        rows = np.stack([values[cell] for cell in cells])
        return np.where(np.abs(rows) >= HUGE, np.copysign(np.inf, rows), rows)


def workbook(scenario: Scenario, points: int = POINTS) -> Workbook:
    """The workbook of a scenario, with every variable that has a value by its words.

    Raises
    ------
    ModelError
        Naming a rule that cannot be traced, or that the formulas compute otherwise.
    """
    plan = plan_for(scenario, list(scenario.graph.of(Rule)))
    book = Workbook(scenario, plan)
    computed = {step.variable.name for step in plan.steps}
    for name in sorted(scenario.graph, key=scenario.graph.order.__getitem__):
        if name in scenario.settings or name in computed:
            _add_row(book, scenario.graph[name], scenario.settings.get(name))
    _Writer(book).write()
    samples = random_points(scenario, points)
    values = book.computed(samples)
    elements = {name: book.elements(values, name) for name in computed}
    wrong = first_difference(plan, samples, elements, infinite=False)
    if wrong:
        raise ModelError(f"the spreadsheet does not compute '{wrong}' as its rule does")
    book.values = {name: float(np.ravel(value)[0]) for name, value in values.items()}
    return book


def random_points(scenario: Scenario, points: int, seed: int = 1) -> dict[str, Array]:
    """The scenario's own point, and others at which every number with a range lies anywhere in it."""
    generator, samples = np.random.default_rng(seed), {}
    for name, value in scenario.numbers.items():
        ends = scenario.range_of(name) if not scenario.settings[name].same_as else None
        others = generator.uniform(*ends, points - 1) if ends else np.full(points - 1, value)
        samples[name] = np.array([value, *bounded(scenario, name, others)])
    return samples | {name: samples[other] for name, other in scenario.followers.items()}


def _add_row(book: Workbook, variable: Variable, setting: Setting | None) -> None:
    """The row of a variable."""
    cell = Cell(variable.group, book.next_row(variable.group), VALUE)
    if isinstance(variable, Choice | Selection):
        row = Row(variable, cell, setting=setting)
    elif setting is None:
        words = variable.words if isinstance(variable, Rule) else ()
        row = Row(variable, cell, unit_of(variable), float(variable.unit.to_si(1.0)), words=words)
    else:
        number, unit, scale = shown(variable, setting)
        row = Row(variable, cell, unit, scale, setting, number)
    book.rows[variable.name] = row


class _Writer:
    """Writes the formulas of a workbook."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.shapes: dict[str, tuple[int, ...]] = {}
        self.firm: set[str] = set()  # names that are always numbers
        self.shown: dict[Cell, tuple[Cell, float]] = {}  # of cells in SI: where they are shown in a unit, and which

    def write(self) -> None:
        """All formulas, each after those that it reads."""
        for name, row in self.book.rows.items():
            if row.si != row.cell and not row.words:
                self.shown[row.si] = row.cell, row.scale
            if row.setting is not None and row.number is not None:
                self._give(name, row, row.setting)
        for step in self.book.plan.steps:
            self._step(step)

    def _give(self, name: str, row: Row, setting: Setting) -> None:
        """The cells of a given number; one that follows another has a formula."""
        if setting.same_as:
            self._put(row.si, Text(setting.same_as))
            return
        if row.si != row.cell:
            self.book.formulas[row.si] = scaled(Text(row.cell.text), row.scale)
        if np.isfinite(float(setting.value)):
            self.firm.add(name)

    def _step(self, step: Step) -> None:
        name = step.variable.name
        tape, result = trace_formula(
            name, step.function, {item: self.shapes.get(item, (1,)) for item in step.arguments}
        )
        self.shapes[name] = shape = np.broadcast_shapes((1,), result.shape)
        firm = {at for item in tape.inputs if item in self.firm for at in tape.inputs[item].ravel().tolist()}
        try:
            formulas = Formulas(tape, self._inputs(tape), firm, self._helpers, self._put)
        except TraceError as error:
            raise ModelError(f"the rule '{name}' has no formula: {error}") from error
        if formulas(result.ravel(), self._homes(step.variable, shape)):
            self.firm.add(name)

    def _helpers(self, size: int) -> list[Cell]:
        return self.book.new_cells(WORKINGS, size)

    def _homes(self, variable: Rule, shape: tuple[int, ...]) -> list[Cell]:
        """The cells of a result in SI; those of a series that is shown in another unit are workings."""
        book, row = self.book, self.book.rows[variable.name]
        if not variable.axis:
            return [row.si]
        count = int(np.prod(shape[:-2]))
        shown = [book.new_cells(variable.axis, shape[-2]) for _ in range(count)]
        own = shown if row.scale == 1.0 else [self._helpers(shape[-2]) for _ in range(count)]
        book.series[variable.name], book.shown[variable.name] = own, shown
        if own is not shown:
            self.shown |= {one: (other, row.scale) for one, other in zip(chain(*own), chain(*shown), strict=True)}
        return list(chain(*own))

    def _inputs(self, tape: Tape) -> dict[int, str | Cell]:
        """The name, or the cells, of each input of a tape."""
        inputs: dict[int, str | Cell] = {}
        for name, elements in tape.inputs.items():
            cells = chain(*self.book.series[name]) if name in self.book.series else [name]
            inputs |= dict(zip(elements.ravel().tolist(), cells, strict=True))
        return inputs

    def _put(self, cell: Cell, text: Text) -> None:
        """A formula; that of a variable in another unit than SI stands where its value is shown."""
        if cell in self.shown:
            home, scale = self.shown[cell]
            self.book.formulas[home] = scaled(text, 1.0 / scale)
            self.book.formulas[cell] = scaled(Text(home.text), scale)
        else:
            self.book.formulas[cell] = text.text
