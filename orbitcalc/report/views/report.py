"""A report on one scenario, or on several side by side, as one document."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from orbitcalc.analysis.bridge.bridge import Bridge
from orbitcalc.analysis.insight.compare import Comparison
from orbitcalc.analysis.insight.provenance import Entered, entered
from orbitcalc.analysis.insight.remedy import Change, slack
from orbitcalc.analysis.runs.ensemble import Ensemble
from orbitcalc.analysis.sensitivity.tornado import Tornado
from orbitcalc.analysis.sensitivity.variance import Sensitivity
from orbitcalc.charts.bars import Level, levels
from orbitcalc.document import Block, Commands, Document, Invocation, Paragraph, Section, Table
from orbitcalc.futures import Futures, Range
from orbitcalc.graph.story import Outcomes, Sentence, Story
from orbitcalc.report.views import Amounts, Figures, place_text, sentences, share_text
from orbitcalc.report.views.answer import Verdicts, constraints_table, head, printed_first, question_answers
from orbitcalc.report.views.bridge import bridge_document
from orbitcalc.report.views.comparison import comparison_blocks
from orbitcalc.report.views.explanation import basis_text, constraint_text, source_list
from orbitcalc.report.views.pictures import answer_picture, bars_chart, comparison_picture, indices_picture
from orbitcalc.report.views.samples import ensemble_blocks, ensemble_notes, ensemble_picture, summary
from orbitcalc.report.views.sensitivity import bars_rows, bars_table
from orbitcalc.report.views.telling import Exhibits, Telling
from orbitcalc.report.views.variables import result_data
from orbitcalc.result import Result
from orbitcalc.scenario.setting import Setting
from orbitcalc.units import number

BARS = 12
"""Inputs in the tornado."""


@dataclass(frozen=True)
class Findings:
    """A result, and what is known beyond it: changes that make it work, what drives it, how sure it is.

    `ranges` gives the figures of the answer their ranges; `brief` leaves out what is long: inputs at their
    defaults, and those that hardly move the cost.
    """

    result: Result
    invocation: Invocation
    shown_units: Mapping[str, str]
    changes: Sequence[Change] = ()
    tornado: Tornado | None = None
    ensemble: Ensemble | None = None
    ranges: bool = False
    brief: bool = False
    indices: Sensitivity | None = None


def report_document(
    story: Story, findings: Sequence[Findings], comparison: Comparison | None = None, bridges: Sequence[Bridge] = ()
) -> Document:
    """The report on one scenario, or on several with their comparison first.

    Parameters
    ----------
    story : Story
        The form of an answer.
    findings : sequence of Findings
        What is known of each scenario.
    comparison : Comparison, optional
        The scenarios side by side.
    bridges : sequence of Bridge
        What makes the results of the others differ from those of the first.
    """
    one = findings[0]
    title = one.result.scenario.title if len(findings) == 1 else f"{len(findings)} scenarios side by side"

    def blocks() -> list[Block]:
        if comparison is None:
            return [*_head(story, one), *printed_first(one.result), *Chapters(story, one).sections()]
        articles = [_article(story, item) for item in findings]
        blocks = comparison_blocks(comparison, one.shown_units)
        beside = [comparison_picture(comparison), *_folded(blocks, open_tables=("Results",))]
        return [*_differences(bridges, one.shown_units), Section("Side by side", beside), *articles]

    return Document(
        kind="report",
        title=title,
        blocks=blocks,
        data=lambda: {
            "format": "orbitcalc.report/1",
            "scenarios": [result_data(item.result, item.shown_units, ranges=item.ranges) for item in findings],
        },
        notes=tuple(dict.fromkeys(note for item in findings for note in item.result.notes)),
    )


def _differences(bridges: Sequence[Bridge], shown_units: Mapping[str, str]) -> list[Block]:
    """The difference that matters between the first scenario and each other, and what it is made of."""
    sections: list[Block] = []
    for item in bridges:
        title = f"Why {item.second.scenario.name} differs from {item.first.scenario.name}"
        blocks = bridge_document(item, shown_units).blocks()
        named = [replace(block, caption="All contributions") if isinstance(block, Table) else block for block in blocks]
        sections.append(Section(title, _folded(named)))
    return sections


def _folded(blocks: Sequence[Block], open_tables: Sequence[str] = ()) -> list[Block]:
    """Blocks in which tables with a caption open on demand: the sentences and charts hold what matters of them."""
    return [
        replace(block, folded=True)
        if isinstance(block, Table) and block.caption and block.caption not in open_tables
        else block
        for block in blocks
    ]


def _head(story: Story, findings: Findings) -> list[Block]:
    """The title, the answer in a sentence to quote, the place among the futures where they are drawn, the question."""
    result = findings.result
    futures = result.futures if findings.ranges else None
    title, *rest = head(result, place_text(story.judgement, futures))
    return [title, Paragraph(_quotable(story, Figures(result, findings.shown_units), futures)), *rest]


def _quotable(story: Story, figures: Figures, futures: Futures | None) -> str:
    """What it takes, and what it costs against the ground with its range."""
    telling, ratio = Telling(story, figures, futures), story.judgement.ratio
    first = next(item for item in story.parts[0].items if isinstance(item, Sentence))
    cost = f"Computing costs {figures(ratio)} times as much as on the ground" if figures.known(ratio) else ""
    if cost and futures and ratio in futures.ranges:
        cost += f" ({_in_futures(figures, ratio, futures.ranges[ratio])})"
    feasible = f"the plan is feasible in {share_text(futures.feasible)} of them" if futures else ""
    return sentences(telling.text(first), "; ".join(part for part in (cost, feasible) if part))


def _in_futures(figures: Figures, name: str, values: Range) -> str:
    """The range of a figure as part of a sentence."""
    if values.low is not None and values.high is None:
        least, missing = figures.amounts(name, values.low), share_text(values.without_value)
        return f"at least {least} in 95 % of the futures, {figures.absence(name)} in {missing}"
    alike = figures.alike(name, values)
    part = "futures" if alike else "of the futures" if values.low is None else "in 90 % of the futures"
    return f"{figures.range_text(name, values)} {part}"


def _article(story: Story, findings: Findings) -> Section:
    _, *question = _head(story, findings)
    return Section(
        findings.result.scenario.title,
        [*question, *printed_first(findings.result), *Chapters(story, findings).sections()],
    )


@dataclass(frozen=True)
class Chapters:
    """The chapters on one scenario."""

    story: Story
    findings: Findings

    @property
    def figures(self) -> Figures:
        """The values of the result."""
        return Figures(self.findings.result, self.findings.shown_units)

    @property
    def verdicts(self) -> Verdicts:
        """The verdicts on the result."""
        futures = self.findings.result.futures if self.findings.ranges else None
        return Verdicts(self.story.judgement, self.figures, self.findings.changes, futures)

    def sections(self) -> list[Section]:
        """All chapters, in order."""
        telling = Telling(self.story, self.figures, self.verdicts.futures)
        exhibits = Exhibits(telling)
        parts = {
            part.key: Section(telling.title(part), [*telling.blocks(part), *exhibits.blocks(part)], key=part.key)
            for part in self.story.parts
        }
        first = self.story.parts[0].key
        lead = [*question_answers(telling), *self.verdicts.lead(parts[first].blocks)]
        picture = answer_picture(self.story, self.figures, self.verdicts.futures)
        answer = replace(parts[first], blocks=[picture, *lead, *self.verdicts.headlines()])
        rest = [section for key, section in parts.items() if key != first]
        chapters = [answer, *rest, self._verdict(), self._drivers(), self._certainty(), self._basis(), self._sources()]
        known = [chapter for chapter in chapters if chapter is not None]
        return [replace(chapter, blocks=_folded(chapter.blocks)) for chapter in known]

    def _verdict(self) -> Section:
        """What binds, and what to try next."""
        table = constraints_table(self.figures)
        result = self.findings.result
        bars = [
            Level(item.topic, 1.0 - float(result.value_si(item.name)), constraint_text(result, item).split(": ")[-1])
            for item in result.scenario.graph.constraints.values()
            if not item.says_nothing(slack(result, item))
        ]
        title = "Share of each capacity that is used; the line is all of it"
        chart = levels(title, bars, f"{title}: {', '.join(f'{bar.label} {bar.figure}' for bar in bars)}.", limit=1.0)
        steps = self.verdicts.next_steps(self.findings.invocation)
        return Section("Feasible, and cheaper?", [*self.verdicts.blocks(), steps, chart, table], key="verdicts")

    def _drivers(self) -> Section | None:
        """What drives the cost against the ground's."""
        ratio, findings = self.story.judgement.ratio, self.findings
        labels = {
            name: label
            for part in self.story.parts
            for item in part.items
            if isinstance(item, Outcomes)
            for label, name in item.rows
        }
        title = f"What drives the {labels.get(ratio, ratio)}"
        if reason := findings.result.status(ratio):
            return Section(title, [Paragraph(f"{ratio} has no value here: {reason}.")], key="drivers")
        tornado = findings.tornado
        if tornado is None:
            return None
        amounts = Amounts(tornado.scenario, findings.shown_units)
        text = (
            f"Each uncertain input moves from one end of its range to the other while the others keep their values. "
            f"{ratio} is the levelised cost in orbit over that on the ground; here it is {self.figures(ratio)}."
        )
        table, rows = bars_table(tornado, ratio, BARS, amounts), bars_rows(tornado, amounts)
        exact = replace(rows, rows=rows.rows[:BARS]) if findings.brief else rows
        caption = f"The {len(table.rows)} inputs with the largest effect"
        shown = replace(table, caption=caption, exact=exact, file="tornado")
        charts = [bars_chart(tornado, ratio, BARS, amounts)]
        charts += [indices_picture(findings.indices)] if findings.indices else []
        return Section(title, [Paragraph(text), *charts, shown], key="drivers")

    def _certainty(self) -> Section | None:
        """The uncertainty of the answer."""
        ensemble = self.findings.ensemble
        if ensemble is None:
            return None
        units = self.findings.shown_units
        command = self.findings.invocation.command("mc", f"-n {ensemble.samples}", f"--seed {ensemble.seed}")
        exact = summary(ensemble, units)
        blocks = [
            replace(block, exact=exact, file=f"mc-{block.caption.lower()}") if isinstance(block, Table) else block
            for block in ensemble_blocks(ensemble, units)
        ]
        notes = [Paragraph(sentences(note)) for note in ensemble_notes(ensemble)]
        amounts, again = Amounts(ensemble.scenario, units), Commands([command], "Again")
        pictures = [] if self.findings.brief else [ensemble_picture(ensemble, amounts)]
        return Section("Uncertainty", [blocks[0], *pictures, *blocks[1:], *notes, again], key="certainty")

    def _basis(self) -> Section:
        """The inputs and sources of the answer."""
        tables = [self._given(), *([] if self.findings.brief else [self._inputs()])]
        return Section("Inputs and sources", [Paragraph(basis_text(self.findings.result)), *tables], key="inputs")

    def _sources(self) -> Section:
        return Section("Sources", [source_list(self.findings.result)], key="sources")

    def _given(self) -> Table:
        """What the scenario and its overrides give, each with who gave it and why."""
        scenario = self.findings.result.scenario
        rows = [
            [name, self._value(name, item), self._range(name), item.origin, self._source(name, item), _why(item)]
            for name, item in scenario.given.items()
        ]
        columns = ("input", "value", "range", "origin", "source", "locator and note")
        return self._input_table(columns, rows, "Inputs that the scenario gives", "given")

    def _inputs(self) -> Table:
        """Every input of the answer, folded away, since it is long."""
        items = entered(self.findings.result)
        rows = [[item.name, item.text, item.origin, item.kind, ", ".join(item.sources), _why(item)] for item in items]
        columns = ("input", "value", "origin", "kind", "source", "locator and note")
        caption = f"All {len(rows)} inputs of the answer, defaults included"
        return replace(self._input_table(columns, rows, caption, "inputs"), folded=True)

    def _input_table(self, columns: tuple[str, ...], rows: Sequence[Sequence[str]], caption: str, file: str) -> Table:
        exact = self.figures.exact(row[0] for row in rows)
        return Table(columns, rows, right=frozenset(columns[1:2]), caption=caption, exact=exact, file=file)

    def _value(self, name: str, item: Setting) -> str:
        return "not published" if item.missing else self.figures.text(name)

    def _source(self, name: str, item: Setting) -> str:
        """The sources of a given value, or that it has none; a choice needs none."""
        return ", ".join(item.source) or ("a choice" if self.findings.result.is_word(name) else item.kind)

    def _range(self, name: str) -> str:
        """The range of a given value, with its shape."""
        spread = self.findings.result.scenario[name].distribution
        if spread is None:
            return ""
        unit = self.figures.unit(name)
        ends = spread.ends() if all(map(math.isfinite, spread.ends())) else spread.stated()
        return f"{spread.kind}, {' to '.join(number(float(unit.from_si(end))) for end in ends)}"


def _why(item: Setting | Entered) -> str:
    """Where in its source a value stands, of when it is, and the reason for it."""
    missing = item.missing if isinstance(item, Setting) else ""
    as_of = item.as_of if isinstance(item, Setting) else ""
    return "; ".join(part for part in (item.locator, as_of, item.note or missing) if part)
