"""Where the variables and helpers of a workbook stand, and their formulas."""

from __future__ import annotations

from dataclasses import dataclass, field

from orbitcalc.graph import Variable
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.setting import Setting
from orbitcalc.tape.spreadsheet_notation import Cell

VALUE, SI = 1, 7
"""Columns of a sheet of variables: the value in its unit, and in SI where that is another number."""

FIRST = 3
"""Column of the first element of a series."""

WORKINGS = "workings"
"""The sheet of helper cells."""


@dataclass(frozen=True)
class Row:
    """A variable on the sheet of its group: its setting if it is given, its unit, and that unit in SI."""

    variable: Variable
    cell: Cell
    unit: str
    scale: float
    setting: Setting | None = None
    number: float | None = None
    words: tuple[str, ...] = ()

    @property
    def si(self) -> Cell:
        """The cell with the value in SI."""
        plain = self.scale == 1.0 and not self.words
        return self.cell if plain else Cell(self.cell.sheet, self.cell.row, SI)


@dataclass
class Workbook:
    """Rows by name, the formulas in the order they are computed, and the cells of each series in SI and as it is shown.

    `values` are those of cells at the scenario's own point, by their text.
    """

    scenario: Scenario
    rows: dict[str, Row] = field(default_factory=dict)
    formulas: dict[Cell, str] = field(default_factory=dict)
    series: dict[str, list[list[Cell]]] = field(default_factory=dict)
    shown: dict[str, list[list[Cell]]] = field(default_factory=dict)
    values: dict[str, float] = field(default_factory=dict)
    height: dict[str, int] = field(default_factory=dict)

    def next_row(self, sheet: str) -> int:
        """A new row of a sheet; the first is its head."""
        self.height[sheet] = self.height.get(sheet, 0) + 1
        return self.height[sheet]
