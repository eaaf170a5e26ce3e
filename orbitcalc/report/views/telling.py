"""The story of the model (`orbitcalc.graph.story`) with the values of one result: sentences, tables and charts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, singledispatchmethod
from itertools import groupby

from orbitcalc import units
from orbitcalc.charts.bars import Level, Step, levels, waterfall
from orbitcalc.charts.chart import Chart
from orbitcalc.document import Block, Facts, Paragraph, Table
from orbitcalc.futures import Futures
from orbitcalc.graph.story import REASON, Breakdown, Chain, Field, Item, Outcomes, Pairs, Part, Sentence, Series, Story
from orbitcalc.report.views import Figures, lower_first, percent, share_text
from orbitcalc.report.views.pictures import yearly_picture
from orbitcalc.report.views.variables import exact_years, years_table
from orbitcalc.result import Result

LINES_NAMED = 6
"""Lines of a total that a sentence names at most."""

LEAST_NAMED = 0.01
"""Share of the total that a line has at least to be named."""

SUM = "="
"""The label of the result of a chain."""

Rows = Sequence[tuple[str, str, str]]
"""A label with the variable in orbit and the one on the ground, either of which may be empty."""


@dataclass(frozen=True)
class Line:
    """A line of a total: its label, its variable, and its share of the total."""

    label: str
    name: str
    share: float


@dataclass(frozen=True)
class Telling:
    """A story with the figures of a result, and with their ranges where its futures are known."""

    story: Story
    figures: Figures
    futures: Futures | None = None

    @property
    def result(self) -> Result:
        """The result that the figures are of."""
        return self.figures.result

    @cached_property
    def words(self) -> dict[str, str]:
        """The word of each choice."""
        return self.result.scenario.words

    def title(self, part: Part) -> str:
        """The title of a part; two figures that are the same make none."""
        same = len({self.figures(name) for name in part.title.names}) == 1 < len(part.title.names)
        return part.title.otherwise if same else self.text(part.title)

    def blocks(self, part: Part) -> list[Block]:
        """The sentences of a part as paragraphs, its facts as lists, its chains, its figures with their ranges."""
        pieces = [piece for item in part.items for piece in self._pieces(item)]
        return [block for _, run in groupby(pieces, type) for block in _joined(list(run))]

    def said(self, part: Part) -> set[str]:
        """The variables whose values the sentences of a part give."""
        shown = [item for item in part.items if isinstance(item, Sentence) and item.fits(self.words)]
        return {
            name
            for item in shown
            if self.figures.known(*item.names) and not (item.unless and self.figures.known(item.unless))
            for name in item.names
        }

    def _pieces(self, item: Item) -> Iterator[str | tuple[str, str] | Table]:
        """What an item is in words: a sentence, facts, or a table of outcomes; nothing for other tables."""
        if isinstance(item, Chain):
            yield from self._chain(item)
        elif isinstance(item, Outcomes) and not item.fits(self.words):
            return
        elif isinstance(item, Outcomes) and self.futures:
            yield self._outcomes(item, self.futures)
        elif isinstance(item, Outcomes):
            yield from ((label, self.outcome(name)) for label, name in item.rows)
        elif isinstance(item, Sentence) and item.fits(self.words):
            text = self.text(item)
            if text or item.label:
                yield (item.label, text or f"no value: {self.figures.reason(*item.names)}") if item.label else text

    def outcome(self, name: str) -> str:
        """A figure of the headline, or that it has no value and why."""
        return self.figures(name) if self.figures.known(name) else f"no value: {self.figures.reason(name)}"

    def _outcomes(self, item: Outcomes, futures: Futures) -> Table:
        """Each figure beside its range, and the share of the futures that it is better than."""
        rows = []
        for label, name in item.rows:
            known, values = self.figures.known(name), futures.ranges.get(name)
            spread = self.figures.range_text(name, values) if values else ""
            placed = name in self.story.positions and known and not (values and self.figures.alike(name, values))
            place = share_text(1.0 - futures.position(name)) if placed else ""
            rows.append([label, self.figures(name) if known else self.figures.absence(name), spread, place])
        columns = ("", "this scenario", "90 % of futures", "better than")
        return Table(columns, rows, right=frozenset(columns[1:]))

    def text(self, item: Sentence) -> str:
        """A sentence with its values, or what is said where one of them is unknown."""
        known = self.figures.known(*item.names)
        if (item.unless and self.figures.known(item.unless)) or not (known or self.figures.known(*item.other_names)):
            return ""
        reason = "" if known else self.figures.reason(*item.names)
        pieces = item.fields(item.text if known else item.otherwise)
        return "".join(literal + (self._value(field, reason) if field else "") for literal, field in pieces)

    def _value(self, field: Field, reason: str) -> str:
        if field.name == REASON:
            return reason
        if field.noun == "percent":
            return percent(self._si(field.name))
        return self._lines_text(field.name) if field.noun == "lines" else self.figures(field.name, field.noun)

    def lines(self, total: str) -> list[Line]:
        """The lines of a total that are above zero, the largest first; none where it is given as a whole."""
        result = self.result
        whole = float(result.value_si(total))
        values = {name: float(result.value_si(name)) for name in result.lines(total) if self.figures.known(name)}
        lines = [Line(result.variable(name).label, name, value / whole) for name, value in values.items() if value > 0]
        return sorted(lines, key=lambda line: -line.share)

    def _lines_text(self, total: str) -> str:
        lines = self.lines(total)
        if not lines:
            origin = self.result.origin(total)
            how = "computed as one figure" if origin.startswith("rule ") else f"given as a whole by {origin}"
            return f"{self.figures(total)}, {how}"
        named = [line for line in lines[:LINES_NAMED] if line.share >= LEAST_NAMED]
        rest = 1.0 - sum(line.share for line in named)
        texts = [f"{line.label} {self.figures(line.name)} ({percent(line.share)})" for line in named]
        return ", ".join([*texts, *([f"others {percent(rest)}"] if rest >= LEAST_NAMED / 2.0 else [])])

    def _chain(self, chain: Chain) -> list[tuple[str, str]]:
        """The start, each factor that is not 1, and the result; what remains is the rounding to whole numbers.

        A result that is given stands beside the one that is needed.
        """
        figures, given = self.figures, chain.result in self.result.scenario.given and bool(chain.needed)
        end = chain.needed if given else chain.result
        if not figures.known(end, chain.result, chain.start):
            return []
        above = self.result.upstream(end)
        factors = [(name, meaning) for name, meaning in chain.factors if name in above and self._si(name) != 1.0]
        rest = self._si(end) / self._si(chain.start) * math.prod(self._si(name) for name, _ in factors)
        rows = [(figures(chain.start), self._meaning(chain.start))]
        rows += [(f"/ {figures(name)}", f"{meaning} ({name})") for name, meaning in factors]
        rows += [(f"x {units.number(rest, 6)}", "rounding up to whole satellites")] if abs(rest - 1.0) > 5e-4 else []
        rows.append((f"{SUM} {figures(end)}", self._meaning(end)))
        return [*rows, *([(figures(chain.result), f"given by {self.result.origin(chain.result)}")] if given else [])]

    def _si(self, name: str) -> float:
        return float(self.result.value_si(name))

    def _meaning(self, name: str) -> str:
        return lower_first(self.result.variable(name).meaning)


def _joined(pieces: Sequence[str | tuple[str, str] | Table]) -> list[Block]:
    """Sentences as a paragraph, facts as a list, tables as they are."""
    if isinstance(pieces[0], str):
        return [Paragraph(" ".join(piece for piece in pieces if isinstance(piece, str)))]
    facts = [piece for piece in pieces if isinstance(piece, tuple)]
    return [Facts(facts)] if facts else [piece for piece in pieces if isinstance(piece, Table)]


# Tables and charts


@dataclass(frozen=True)
class Exhibits:
    """The tables and charts that belong to the parts of a story, for people; each table has its exact figures."""

    telling: Telling

    def blocks(self, part: Part) -> list[Block]:
        """The tables and charts of a part, a chart before the table that it is drawn from."""
        return [block for item in part.items for block in self._blocks(item)]

    @singledispatchmethod
    def _blocks(self, item: Item) -> list[Block]:
        """Nothing for a sentence or a chain, which are text."""
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
        figures = self.telling.figures
        charts = [yearly_picture(figures, item.start, name, limit) for name, limit in item.charts]
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
        rows = [[line.label, figures(line.name), percent(line.share, 1), line.name] for line in lines]
        rows.append(["total", figures(item.total), percent(1.0, 1), item.total])
        bars = [Level(line.label, line.share, row[1]) for line, row in zip(lines, rows, strict=False)]
        summary = ", ".join(f"{bar.label} {bar.figure}" for bar in bars)
        chart = levels(item.title, bars, f"{item.title}, {figures(item.total)}: {summary}.")
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
        summary = ", ".join(f"{step.label} {step.figure}" for step in steps)
        return waterfall(item.title, steps, f"{item.title}: {summary}.")

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
        return (figures(name) if figures.known(name) else figures.absence(name)) if name else ""


def _file(title: str) -> str:
    """The name of the file of a table, from its title."""
    return "-".join(title.casefold().replace(",", "").split())
