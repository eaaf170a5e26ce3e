"""The chapters of a report on one scenario: the words of the screen, then charts and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from orbitcalc.analysis.insight.remedy import Change
from orbitcalc.analysis.runs.ensemble import Ensemble
from orbitcalc.analysis.sensitivity.tornado import Tornado, TornadoBar
from orbitcalc.report import bars, ensembles, listing, screen, sheets, tornados, verdict
from orbitcalc.report.page import Invocation, Page
from orbitcalc.report.sheets import Sheet
from orbitcalc.report.style import NO_BREAK, Paint
from orbitcalc.result import Result
from orbitcalc.scenario.display import unit_of
from orbitcalc.units import number

BARS, LONGEST = 12, 50
"""Inputs in the tornado, and characters of a label there."""

RATIO = "cost_ratio"
MARK = "\x1f"
"""Parts the kind of a line from its label, and that from its text."""


@dataclass(frozen=True)
class Findings:
    """A result, and what is known beyond it: changes that would mend it, what drives it, how sure it is.

    `brief` leaves out what is long: inputs at their defaults, and those that hardly move the cost.
    """

    result: Result
    invocation: Invocation
    shown_units: Mapping[str, str]
    changes: Sequence[Change] = ()
    tornado: Tornado | None = None
    ensemble: Ensemble | None = None
    brief: bool = False


@dataclass(frozen=True)
class Line:
    """A line of words: a heading, a labelled item, a text, a command, or a verdict (`good` or `bad`)."""

    kind: str
    label: str
    text: str


@dataclass(frozen=True)
class Chapter:
    """A heading with its lines, grouped by kind, and its tables; `key` is its anchor."""

    key: str
    heading: str
    blocks: Sequence[tuple[str, Sequence[Line]]]
    sheets: Sequence[Sheet] = ()


class Marks(Paint):
    """What is painted on a terminal is marked here."""

    def good(self, text: str) -> str:
        return MARK.join(("good", "", text))

    def bad(self, text: str) -> str:
        return MARK.join(("bad", "", text))


@dataclass(frozen=True)
class WebPage(Page):
    """The lines of the screen, unbroken and marked with what they are."""

    def heading(self, text: str) -> list[str]:
        return [MARK.join(("head", "", text))]

    def item(self, label: str, text: str) -> list[str]:
        return [MARK.join(("item", label, text))]


UNBROKEN = 1 << 20
"""Columns of a line that is never broken."""


def page_of(findings: Findings) -> WebPage:
    return WebPage(findings.result, findings.shown_units, findings.invocation, UNBROKEN, Marks())


def read(lines: Iterable[str]) -> list[tuple[str, list[Line]]]:
    """Marked lines as such, those of one kind together."""
    found = [_line(text.replace(NO_BREAK, " ")) for text in lines if text.strip()]
    return [(kind, list(group)) for kind, group in groupby(found, key=lambda line: line.kind)]


def _untold(lines: Iterable[str], told: str) -> list[tuple[str, list[Line]]]:
    """Lines without the words that the heading of the chapter says already."""
    return read(line.replace(f"{MARK}{told}", MARK, 1) for line in lines)


def _line(text: str) -> Line:
    kind, mark, rest = text.partition(MARK)
    if mark:
        label, _, said = rest.partition(MARK)
        return Line(kind, label, said)
    return Line("command" if text.startswith("  orbitcalc ") else "text", "", text.strip())


def chapters(findings: Findings) -> list[Chapter]:
    """All chapters on one scenario, in the order they are told."""
    page = page_of(findings)
    mass = sheets.masses(page)
    satellite, ways = screen.satellite(page), screen.ways(page)[1:]
    found = [
        Chapter("answer", "The answer", read([*screen.answer(page), *_both_verdicts(page)])),
        Chapter("why", "Why that many", _untold(screen.why(page), "Why that many: ")),
        Chapter("satellite", "One satellite", _untold(satellite, "One satellite: "),
                [mass] if mass else []),
        Chapter("campaign", "Launch and campaign", read(ways[:2]), [sheets.campaign(page)]),
        Chapter("cost", "What it costs", read([*ways[2:], *screen.ground(page)]),
                [sheets.full_power(page), sheets.running(page), sheets.horizon(page)]),
        Chapter("verdicts", "Feasible? And does it pay?",
                read([*verdict.verdicts(page, findings.changes),
                      *verdict.next_steps(page, findings.changes)]),
                [sheets.constraints(page)]),
        _drivers(findings), _certainty(findings),
        Chapter("inputs", "What it rests on", read([listing.basis(page.result), *_assumed(page)]),
                [sheets.given(page), *([] if findings.brief else [sheets.inputs(page)])]),
    ]  # fmt: skip
    return [chapter for chapter in found if chapter is not None]


def _both_verdicts(page: Page) -> list[str]:
    """Feasible or not, and cheaper or not, without the details."""
    return [line for line in verdict.verdicts(page) if line.startswith(("good", "bad"))]


def _assumed(page: Page) -> list[str]:
    """What assumptions are, where there are any."""
    if not listing.kinds(page.result).get("assumption"):
        return []
    return ["An assumption is a guess of this project; its reason stands beside it."]


def _drivers(findings: Findings) -> Chapter | None:
    """What drives the cost against the ground's."""
    found, units, result = findings.tornado, findings.shown_units, findings.result
    heading = f"What drives {RATIO}"
    if result.status(RATIO):
        return Chapter("drivers", heading, read([f"{RATIO} has no value here: {result.status(RATIO)}."]))
    if found is None:
        return None
    said = (
        f"Each uncertain input from one end of its own range to the other, the rest as they are. {RATIO} is "
        f"the levelised cost in orbit over that on the ground; at this scenario's values it is "
        f"{result.text(RATIO, units.get(RATIO, ''))}."
    )
    shown, data = tornados.shown(found, RATIO, BARS, units), tornados.table(found, units)
    if findings.brief:
        data = replace(data, rows=data.rows[:BARS])
    caption = f"The {len(shown.rows)} inputs that move it most"
    sheet = Sheet("tornado", caption, shown, data, (_tornado(found, units),))
    return Chapter("drivers", heading, read([said]), [sheet])


def _tornado(found: Tornado, units: Mapping[str, str]) -> str:
    """The longest bars, with labels that fit."""
    unit = unit_of(found.scenario, RATIO, units.get(RATIO, ""))
    drawn = []
    for each in found.bars[RATIO][:BARS]:
        inner = (value for _, value in each.inner)
        low, high, *between = (float(unit.from_si(value)) for value in (each.at_low, each.at_high, *inner))
        said = f"{each.name}: {number(low)} to {number(high)}"
        drawn.append(bars.Bar(_ends(found, each, units), low, high, between, said))
    base = float(unit.from_si(found.base[RATIO]))
    said = f"{RATIO} is {number(base)}. {'. '.join(bar.figure for bar in drawn)}."
    return bars.tornado(f"What drives {RATIO}", RATIO, base, drawn, said)


def _ends(found: Tornado, bar: TornadoBar, units: Mapping[str, str]) -> str:
    """An input with its range, or alone where that is too long."""
    unit = unit_of(found.scenario, bar.name, units.get(bar.name, ""))
    low, high = (number(float(unit.from_si(end))) for end in (bar.low, bar.high))
    label = f"{bar.name}: {low} to {high} {unit.label}".strip()
    return label if len(label) <= LONGEST else bar.name


def _certainty(findings: Findings) -> Chapter | None:
    """How sure the answer is."""
    found, units = findings.ensemble, findings.shown_units
    if found is None:
        return None
    again = findings.invocation.command("mc", f"-n {found.samples}", f"--seed {found.seed}")
    said = [
        f"{found.samples:,} draws of {len(found.varied)} uncertain inputs, each from its own range "
        f"({found.method}, seed {found.seed}); {found.failed:,} failed. The table has the median with its "
        "standard error, and what 5 % and 95 % of the draws stay below.",
        *ensembles.remarks(found), f"  {again}",
    ]  # fmt: skip
    data = ensembles.summary(found, units)
    shown = [Sheet("monte-carlo", "What comes out", ensembles.summary_shown(found, units), data)]
    if found.probabilities:
        shown.append(Sheet("probabilities", "How probable it is", ensembles.probabilities(found), data))
    return Chapter("certainty", "How sure it is", read(said), shown)
