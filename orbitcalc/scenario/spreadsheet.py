"""A workbook that was exported and edited, as a scenario: the scenario that it carries, and every changed cell on top.

The file is untrusted: only plain values of cells are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orbitcalc import units
from orbitcalc.errors import Problem, ScenarioError, UnitError
from orbitcalc.graph import Choice, Graph, Selection, Variable
from orbitcalc.scenario import source
from orbitcalc.scenario.layers import MOST_PROBLEMS, UNKNOWN_HINT, Layer, layer_of
from orbitcalc.scenario.scenario import Scenario
from orbitcalc.scenario.setting import Setting
from orbitcalc.scenario.workbook import LONGEST_CELL, Content, Sheet, read_sheets
from orbitcalc.scenario.writing import scenario_toml, toml

ENDING = ".xlsx"

ORIGINAL = "scenario"
"""The sheet that holds the scenario from which a workbook was made."""

FILE, GIVEN, MORE = "file ", "given by ", "+"
"""What the first column of that sheet says: a file begins, a layer without one begins, the line above goes on."""

SAME = 1e-14
"""Relative difference up to which two numbers are the same: a spreadsheet keeps 15 digits."""


def shown(variable: Variable, setting: Setting) -> tuple[float, str, float]:
    """The number of a setting and its unit as they were written, and that unit in SI; in the declared unit if it must.

    A sheet has one number and one unit for each variable.
    """
    value = float(setting.value)
    try:
        text, unit = units.split(setting.text)
        scale = float(units.unit(unit).to_si(1.0)) if unit else 1.0
        number = float(text)
        again = units.read(f"{number!r} {unit}", variable.unit)
        if again == value and abs(scale * number - value) <= SAME * abs(value):
            return number, unit, scale
    except (UnitError, ValueError):
        pass
    scale = float(variable.unit.to_si(1.0))
    return value / scale, unit_of(variable), scale


def unit_of(variable: Variable) -> str:
    """The unit of a variable as a sheet shows it: one that a scenario may write; empty for a pure number."""
    return "" if variable.unit_text == "1" else variable.unit.text


def original_rows(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """The layers of a scenario as rows of two cells, which `load_workbook` reads back."""
    whole = all(layer.text is None or layer.text.lines for layer in scenario.layers)
    if not whole:
        yield from _rows_of(f"{FILE}{scenario.name}", scenario_toml(scenario).splitlines())
        return
    for layer in scenario.layers:
        if layer.text is not None:
            yield from _rows_of(f"{FILE}{layer.label}", layer.text.lines)
        else:
            lines = [f"{name} = {toml(raw)}" for name, raw in layer.values.items()]
            yield from _rows_of(f"{GIVEN}{layer.label}", lines)


def _rows_of(label: str, lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield label[:LONGEST_CELL], ""
    for line in lines:
        pieces = [line[start : start + LONGEST_CELL] for start in range(0, len(line), LONGEST_CELL)] or [""]
        yield from zip(["", *[MORE] * (len(pieces) - 1)], pieces, strict=True)


def load_workbook(path: Path, graph: Graph) -> Scenario:
    """The scenario of a workbook, as it was edited.

    Raises
    ------
    ScenarioError
        If the file is no workbook of ours or goes beyond a limit, and with every cell that is wrong.
    """
    groups = dict.fromkeys(variable.group for variable in graph.values())
    sheets = read_sheets(path, {*groups, ORIGINAL})
    if ORIGINAL not in sheets:
        hint = "'orbitcalc export SCENARIO -f xlsx' writes one"
        raise ScenarioError(f"there is no sheet '{ORIGINAL}', which an exported workbook has", str(path), hint)
    base = Scenario(path.stem, tuple(_original_layers(path, sheets.pop(ORIGINAL), graph)))
    changes = _Changes(path, base)
    for name, sheet in sheets.items():
        changes.read(name, sheet)
    changes.refuse()
    return Scenario(base.name, (*base.layers, *changes.layers()))


def _original_layers(path: Path, sheet: Sheet, graph: Graph) -> Iterator[Layer]:
    """The layers that the sheet of the original scenario holds."""
    documents: list[tuple[str, list[str]]] = []
    for row in range(1, max((row for row, _ in sheet), default=0) + 1):
        mark, line = (str(sheet.get((row, column), Content(None)).value or "") for column in (1, 2))
        if mark.startswith((FILE, GIVEN)):
            documents.append((mark, []))
        elif documents and mark == MORE and documents[-1][1]:
            documents[-1][1][-1] += line
        elif documents:
            documents[-1][1].append(line)
    for mark, lines in documents:
        label = f"{path}, sheet {ORIGINAL}, {mark.removeprefix(FILE).removeprefix(GIVEN)}"
        layer, problems = layer_of(source.parse("\n".join(lines), label), label, graph)
        if problems:
            raise ScenarioError(problems)
        yield layer if mark.startswith(FILE) else Layer(label, layer.values)


@dataclass
class _Changes:
    """The cells of a workbook that differ from its scenario, as values with their places, and what is wrong with it."""

    path: Path
    base: Scenario

    def __post_init__(self) -> None:
        self.values: dict[str, tuple[str, Any]] = {}
        self.problems: list[Problem] = []
        self.seen: set[str] = set()

    def layers(self) -> Iterator[Layer]:
        """A layer for each changed cell: entries of the catalogue first, so that they drop no other change."""
        graph = self.base.graph
        for name in sorted(self.values, key=lambda name: not isinstance(graph[name], Selection)):
            place, value = self.values[name]
            yield Layer(place, {name: value})

    def read(self, sheet_name: str, sheet: Sheet) -> None:
        """The changes of one sheet."""
        formulas = any(item.computed for item in sheet.values())
        for row in sorted({row for row, _ in sheet if row > 1}):
            name, value, unit = (sheet.get((row, column), Content(None)) for column in (1, 2, 3))
            place = f"{self.path}, sheet {sheet_name}, B{row}"
            key = name.value
            if not isinstance(key, str) or not key.isidentifier():
                continue
            if key not in self.base.graph or key in self.seen:
                self._odd_row(place, key, value)
                continue
            self.seen.add(key)
            if formulas or key in self.base.settings:
                self._cell(place, key, value, str(unit.value or ""))

    def refuse(self) -> None:
        """Raise `ScenarioError` if a cell is wrong, with the first of them."""
        if len(self.problems) > MOST_PROBLEMS:
            more = f"{len(self.problems) - MOST_PROBLEMS:,} more cells are wrong"
            raise ScenarioError([*self.problems[:MOST_PROBLEMS], Problem(str(self.path), more)])
        if self.problems:
            raise ScenarioError(self.problems)

    def _odd_row(self, place: str, key: str, value: Content) -> None:
        if key in self.seen:
            self._report(place, f"'{key}' has a second row", "keep one of the two")
        elif value.value is not None:
            near = self.base.graph.suggest(key) if len(self.problems) < MOST_PROBLEMS else ""
            self._report(place, f"unknown name '{key}'", near or UNKNOWN_HINT)

    def _cell(self, place: str, name: str, cell: Content, unit: str) -> None:
        """Take down the value of a row if it is another than that of the scenario."""
        variable, setting = self.base.graph[name], self.base.settings.get(name)
        is_word = isinstance(variable, Choice | Selection)
        follows = setting is None or bool(setting.same_as or setting.missing)
        if getattr(variable, "axis", "") or (cell.computed and follows):
            return
        if cell.computed:
            self._report(place, f"{name}: the cell holds a formula", "write the number itself; formulas are not read")
        elif cell.value is None:
            self._report(place, f"{name}: the cell is empty", "write a value")
        elif is_word or isinstance(cell.value, str):
            if setting is None or cell.value != setting.value:
                self.values[name] = place, cell.value
        else:
            self._number(place, name, cell.value, unit)

    def _number(self, place: str, name: str, number: float, unit: str) -> None:
        variable, setting = self.base.graph[name], self.base.settings.get(name)
        was, own = None, unit_of(variable)
        if setting is not None:
            was, own, _ = shown(variable, setting)
            if setting.same_as or setting.missing:
                was = None
        if unit.strip() != own:
            wanted = f"write '{own}'" if own else "leave it empty"
            self._report(place, f"{name}: its unit was changed to '{unit}'", f"{wanted}: the formulas hold for that")
        elif was is None or not abs(number - was) <= SAME * abs(was):
            self.values[name] = place, f"{number!r} {own}".strip()

    def _report(self, place: str, message: str, hint: str) -> None:
        self.problems.append(Problem(place, message, hint))
