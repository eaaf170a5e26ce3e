"""The tables and charts of a story: totals with their lines, orbit beside the ground, series by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatchmethod

from orbitcalc.graph.story import Breakdown, Item, Pairs, Part, Series
from orbitcalc.report.charts.bars import Level, Step, levels, waterfall, years
from orbitcalc.report.document import Block, Chart, Table
from orbitcalc.report.views.telling import Line, Telling
from orbitcalc.report.views.variables import exact_years, years_table
from orbitcalc.units import number

Rows = Sequence[tuple[str, str, str]]
"""A label with the variable in orbit and the one on the ground, either of which may be empty."""


@dataclass(frozen=True)
class Exhibits:
    """The tables and charts that belong to the parts of a story, for people; each table has its exact figures."""

    telling: Telling

    def blocks(self, part: Part) -> list[Block]:
        """The tables and charts of a part, a chart before the table that it is drawn from."""
        return [block for item in part.items for block in self._blocks(item)]

    @singledispatchmethod
    def _blocks(self, item: Item) -> list[Block]:
        """Nothing for a sentence or a chain, which are told in words."""
        return []

    @_blocks.register
    def _breakdown(self, item: Breakdown) -> list[Block]:
        lines = self.telling.lines(item.total)
        if not lines:
            return []
        return self._beside_ground(item, lines) if item.twin else self._alone(item, lines)

    @_blocks.register
    def _pairs(self, item: Pairs) -> list[Block]:
        return [self._pair_table(item.title, item.rows)]

    @_blocks.register
    def _series(self, item: Series) -> list[Block]:
        charts = [self._yearly(item.start, name, limit) for name, limit in item.charts]
        figures = self.telling.figures
        table = years_table(figures)
        exact = exact_years(figures)
        return [
            *charts,
            Table(
                table.columns,
                table.rows,
                right=table.right,
                caption=item.title,
                exact=exact,
                file=_file(item.title),
                folded=True,
            ),
        ]

    def _alone(self, item: Breakdown, lines: Sequence[Line]) -> list[Block]:
        """A total with the share of each line."""
        figures = self.telling.figures
        rows = [[line.label, figures(line.name), f"{line.share:.1%}", line.name] for line in lines]
        rows.append(["total", figures(item.total), f"{1:.1%}", item.total])
        bars = [Level(line.label, line.share, row[1]) for line, row in zip(lines, rows, strict=False)]
        told = ", ".join(f"{bar.label} {bar.figure}" for bar in bars)
        chart = levels(item.title, bars, f"{item.title}, {figures(item.total)}: {told}.")
        columns = ("line", "value", "share", "variable")
        names = [name for *_, name in rows]
        table = Table(
            columns,
            rows,
            right=frozenset(columns[1:3]),
            caption=item.title,
            exact=figures.exact(names),
            file=_file(item.title),
        )
        return [chart, table]

    def _beside_ground(self, item: Breakdown, lines: Sequence[Line]) -> list[Block]:
        """A total beside its twin, lines of one label in one row."""
        orbit = {line.label: line.name for line in lines}
        ground = {line.label: line.name for line in self.telling.lines(item.twin)}
        rows = [(label, orbit.get(label, ""), ground.get(label, "")) for label in dict.fromkeys((*orbit, *ground))]
        rows += [("total", item.total, item.twin), *item.per]
        return [self._waterfall(item, lines), self._pair_table(item.title, rows)]

    def _waterfall(self, item: Breakdown, lines: Sequence[Line]) -> Chart:
        """The lines as steps up to the total, and the twin beside it."""
        figures, result = self.telling.figures, self.telling.result
        unit = result.display_unit(item.total)
        totals = [(label, name) for label, name in (("in orbit", item.total), ("on the ground", item.twin)) if name]
        steps = [
            Step(label, float(unit.from_si(result.value_si(name))), figures(name), whole)
            for whole, pairs in ((False, [(line.label, line.name) for line in lines]), (True, totals))
            for label, name in pairs
            if figures.known(name)
        ]
        told = ", ".join(f"{step.label} {step.figure}" for step in steps)
        return waterfall(item.title, steps, f"{item.title}: {told}.")

    def _pair_table(self, title: str, rows: Rows) -> Table:
        figures = self.telling.figures
        texts = [[label, *(self._text(name) for name in pair)] for label, *pair in rows]
        columns = ("line", "in orbit", "on the ground")
        names = [name for _, *pair in rows for name in pair if name]
        return Table(
            columns, texts, right=frozenset(columns[1:]), caption=title, exact=figures.exact(names), file=_file(title)
        )

    def _text(self, name: str) -> str:
        figures = self.telling.figures
        return (figures(name) if figures.known(name) else "no value") if name else ""

    def _yearly(self, start: str, name: str, limit: str) -> Chart:
        """One series over the years, with a line at its limit."""
        figures, result = self.telling.figures, self.telling.result
        unit = figures.unit(name)
        values = [float(value) for value in result.value(name, figures.shown_units.get(name, ""))]
        first = float(result.value(start))
        calendar = [first + index for index in range(len(values))]
        level = float(unit.from_si(result.value_si(limit))) if limit else 0.0
        line = f"; the line is {_lower(result.variable(limit).meaning)}" if limit else ""
        title = f"{result.variable(name).meaning} [{unit.text}]".replace(" [1]", "") + line
        ends = f"{number(values[0])} in {calendar[0]:g}, {number(values[-1])} in {calendar[-1]:g}"
        return years(title, calendar, values, f"{title}: {ends}, {number(max(values))} at most.", limit=level)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _file(title: str) -> str:
    """The name of the file of a table, from its title."""
    return "-".join(title.casefold().replace(",", "").split())
