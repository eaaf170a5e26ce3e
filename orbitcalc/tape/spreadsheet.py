"""A scenario as a workbook of live formulas: a sheet for each group, a row for each variable; checked on the spot.

The formulas hold for the words of the scenario. Defined names stand for the values in SI.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.errors import ModelError
from orbitcalc.evaluate import plan_for
from orbitcalc.graph import Choice, Plan, Rule, Selection
from orbitcalc.graph.plan import Step
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.spreadsheet import shown, unit_of
from orbitcalc.tape.primitives import BOOLEAN
from orbitcalc.tape.program import Program
from orbitcalc.tape.spreadsheet_check import check
from orbitcalc.tape.spreadsheet_formulas import Formulas, refuse_unknown
from orbitcalc.tape.spreadsheet_layout import FIRST, VALUE, WORKINGS, Row, Workbook
from orbitcalc.tape.spreadsheet_notation import OPERATIONS, Cell
from orbitcalc.tape.tape import Tape, TraceError
from orbitcalc.tape.traced import Traced
from orbitcalc.tape.tracing import bounded
from orbitcalc.validity import unchecked

POINTS = 24
"""Points at which a workbook is compared with its plan, the scenario's own first."""

PROBES = 2048
"""Points at which it is seen which numbers may be none."""


def workbook(scenario: Scenario, points: int = POINTS) -> Workbook:
    """The workbook of a scenario, with every variable that has a value by its words.

    Raises
    ------
    ModelError
        Naming a rule that cannot be traced, or that the formulas compute otherwise.
    """
    plan = plan_for(scenario, list(scenario.graph.of(Rule)))
    book = Workbook(scenario)
    for name in sorted(scenario.graph, key=scenario.graph.order.__getitem__):
        _add_row(book, name, plan)
    probes = _expected(scenario, plan, PROBES)
    _Writer(book, probes).write(plan.steps)
    own = _expected(scenario, plan, points)
    check(book, plan, {name: own[name] for name in plan.needs}, own)
    return book


def _expected(scenario: Scenario, plan: Plan, points: int) -> dict[str, Any]:
    """The values of all variables in SI at random points, those that are given included."""
    samples = {name: value for name, value in random_points(scenario, points).items() if name in plan.needs}
    names = frozenset(step.variable.name for step in plan.steps)
    return {**samples, **Plan(plan.steps, plan.needs, names).evaluate(samples)}


def random_points(scenario: Scenario, points: int, seed: int = 1) -> dict[str, Array]:
    """The scenario's own point, and others at which every number with a range lies anywhere in it."""
    generator, samples = np.random.default_rng(seed), {}
    for name, value in scenario.numbers.items():
        ends = scenario.range_of(name) if not scenario.settings[name].same_as else None
        drawn = generator.uniform(*ends, points) if ends else np.full(points, value)
        drawn[0] = value
        samples[name] = bounded(scenario, name, drawn) if ends else drawn
    samples |= {name: samples[other] for name, other in scenario.followers.items()}
    return samples


# Rows


def _add_row(book: Workbook, name: str, plan: Plan) -> None:
    """The row of a variable, unless it has no value by the words of the scenario."""
    variable, setting = book.scenario.graph[name], book.scenario.settings.get(name)
    if setting is None and all(step.variable.name != name for step in plan.steps):
        return
    cell = Cell(variable.group, book.next_row(variable.group), VALUE)
    if isinstance(variable, Choice | Selection):
        book.rows[name] = Row(variable, cell, "", 1.0, setting)
    elif setting is None:
        words = variable.words if isinstance(variable, Rule) else ()
        book.rows[name] = Row(variable, cell, unit_of(variable), float(variable.unit.to_si(1.0)), words=words)
    else:
        number, unit, scale = shown(variable, setting)
        book.rows[name] = Row(variable, cell, unit, scale, setting, number)


# Formulas


@dataclass
class _Writer:
    """Writes the formulas of a plan's steps."""

    book: Workbook
    expected: Mapping[str, Any]
    shapes: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def write(self, steps: Iterable[Step]) -> None:
        for name, row in self.book.rows.items():
            if row.number is not None:
                self._give(name, row)
        for step in steps:
            self._step(step)

    def _give(self, name: str, row: Row) -> None:
        """The cells of a given number; one that follows another has a formula."""
        formulas = self.book.formulas
        assert row.setting is not None
        if row.setting.same_as:
            formulas[row.cell] = _divided(row.setting.same_as, row.scale)
        if row.si != row.cell:
            formulas[row.si] = _multiplied(row.cell.text, row.scale)

    def _step(self, step: Step) -> None:
        name, tape = step.variable.name, Tape()
        arguments = [Traced(tape, tape.add_input(item, self.shapes.get(item, (1,)))) for item in step.arguments]
        try:
            with np.errstate(all="ignore"), unchecked():
                value = step.function(*arguments)
            refuse_unknown(tape, OPERATIONS)
        except TraceError as error:
            raise ModelError(f"the rule '{name}' cannot be traced: {error}") from error
        result = value.elements if isinstance(value, Traced) else np.atleast_1d(tape.constant(value))
        self.shapes[name] = np.broadcast_shapes((1,), result.shape)
        homes = self._homes(step.variable, self.shapes[name])
        Formulas(tape, result.ravel(), homes, self._inputs(tape), self._helpers, self._put, self._undefined(tape))()

    def _homes(self, variable: Rule, shape: tuple[int, ...]) -> list[Cell]:
        """The cells of a result."""
        row = self.book.rows[variable.name]
        if not variable.axis:
            return [row.si]
        columns = int(np.prod(shape[1:-1])) if len(shape) > 2 and shape[0] > 99 else int(shape[-2])
        rows = int(np.prod(shape)) // columns
        sheet = variable.axis if row.scale == 1.0 else WORKINGS
        cells = [_across(sheet, self.book.next_row(sheet), columns) for _ in range(rows)]
        self.book.series[variable.name] = self.book.shown[variable.name] = cells
        if row.scale != 1.0:
            shown = [_across(variable.axis, self.book.next_row(variable.axis), columns) for _ in range(rows)]
            self.book.shown[variable.name] = shown
            self._in_unit |= {
                one: (other, row.scale)
                for a, b in zip(cells, shown, strict=True)
                for one, other in zip(a, b, strict=True)
            }
        return [cell for item in cells for cell in item]

    def _inputs(self, tape: Tape) -> dict[int, str | Cell]:
        """The name, or the cells, of each input of a tape."""
        inputs: dict[int, str | Cell] = {}
        for name, elements in tape.inputs.items():
            if name in self.book.series:
                cells = [cell for row in self.book.series[name] for cell in row]
                inputs |= dict(zip(elements.ravel().tolist(), cells, strict=True))
            else:
                inputs[int(elements.flat[0])] = name
        return inputs

    def _helpers(self, size: int) -> list[Cell]:
        return _across(WORKINGS, self.book.next_row(WORKINGS), size)

    def _undefined(self, tape: Tape) -> set[int]:
        """The elements that are no number at some of the points."""
        if not any(item.operation in BOOLEAN for item in tape.instructions):
            return set()
        outputs = {str(place): item.elements[:, None] for place, item in enumerate(tape.instructions)}
        values = Program(tape, outputs)({name: self.expected[name] for name in tape.inputs}) if outputs else {}
        elements = {
            int(at) for name, item in values.items() for at in outputs[name][~np.isfinite(item).all(axis=-1)].ravel()
        }
        for name, own in tape.inputs.items():
            rows = np.asarray(self.expected[name], float).reshape(own.size, -1)
            elements |= set(own.ravel()[~np.isfinite(rows).all(axis=1)].tolist())
        return elements | {-1 - place for place, value in enumerate(tape.constants) if not np.isfinite(value)}

    def _put(self, cell: Cell, text: str) -> None:
        """A formula; that of a variable in another unit than SI stands where its value is shown."""
        row = self._row_at(cell)
        if row is None or row.words:
            self.book.formulas[cell] = text
            if cell in self._in_unit:
                shown, scale = self._in_unit[cell]
                self.book.formulas[shown] = _divided(cell.text, scale)
            return
        self.book.formulas[row.cell] = _divided(f"({text})", row.scale)
        self.book.formulas[cell] = _multiplied(row.cell.text, row.scale)

    def _row_at(self, cell: Cell) -> Row | None:
        """The variable that a cell holds in SI beside its value."""
        if not self._by_si:
            self._by_si.update({row.si: row for row in self.book.rows.values() if row.si != row.cell})
        return self._by_si.get(cell)

    _by_si: dict[Cell, Row] = field(default_factory=dict)
    _in_unit: dict[Cell, tuple[Cell, float]] = field(default_factory=dict)


def _divided(text: str, scale: float) -> str:
    """A value in SI in a unit."""
    return text if scale == 1.0 else f"{text}*{1.0 / scale:.15G}" if scale < 1.0 else f"{text}/{scale:.15G}"


def _multiplied(text: str, scale: float) -> str:
    """A value in a unit in SI."""
    return f"{text}/{1.0 / scale:.15G}" if scale < 1.0 else f"{text}*{scale:.15G}"


def _across(sheet: str, row: int, size: int) -> list[Cell]:
    return [Cell(sheet, row, FIRST + place) for place in range(size)]
