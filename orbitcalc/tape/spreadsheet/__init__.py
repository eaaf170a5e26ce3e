"""A scenario as a workbook of live formulas, which is checked against the plan before it is written."""

from orbitcalc.tape.spreadsheet.file import content, require
from orbitcalc.tape.spreadsheet.workbook import workbook

__all__ = ["content", "require", "workbook"]
