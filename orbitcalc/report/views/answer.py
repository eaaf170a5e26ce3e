"""The answer to a scenario: the figures, their reasons, the binding constraint, next steps, inputs and sources."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from orbitcalc import units
from orbitcalc.analysis.insight.advice import Advice, advice, is_decision
from orbitcalc.analysis.insight.remedy import Change, cause, slack
from orbitcalc.document import (
    NO_BREAK,
    Block,
    Commands,
    Document,
    Facts,
    Heading,
    Invocation,
    Paragraph,
    Table,
    Verdict,
)
from orbitcalc.futures import Futures
from orbitcalc.graph import Constraint
from orbitcalc.graph.story import Judgement, Sentence, Story
from orbitcalc.report.views import DIGITS, Figures, place_text, sentences, share_text
from orbitcalc.report.views.explanation import basis_text, constraint_sentence, constraint_text
from orbitcalc.report.views.pictures import answer_picture
from orbitcalc.report.views.studies import baseline_text, claim_text, printed_figures_block
from orbitcalc.report.views.telling import Telling
from orbitcalc.report.views.variables import result_data
from orbitcalc.result import Result

STEPS = 2
"""Changes that are named as next steps."""


def answer_document(
    story: Story,
    result: Result,
    shown_units: Mapping[str, str],
    invocation: Invocation,
    changes: Callable[[], Sequence[Change]] = tuple,
    *,
    ranges: bool = True,
    digits: int = DIGITS,
) -> Document:
    """The answer on about one screen; JSON holds every input and output, CSV every variable with one value.

    Parameters
    ----------
    story : Story
        What to tell.
    result : Result
        The result.
    shown_units : mapping of str to str
        Variables with the unit to show each in, instead of one that suits its size.
    invocation : Invocation
        The command that gives this result, for the next steps.
    changes : callable
        Finds changes that make the plan work; called only if people read the answer.
    ranges : bool
        Draw the futures of the scenario, and give each figure of the headline its range.
    digits : int
        Significant digits of the figures.
    """
    figures = Figures(result, shown_units, digits)

    def blocks() -> list[Block]:
        futures = result.futures if ranges else None
        telling = Telling(story, figures, futures)
        verdicts = Verdicts(story.judgement, figures, changes(), futures)
        pieces = [(part, telling.blocks(part)) for part in story.parts[1:]]
        parts = [block for part, rest in pieces if rest for block in (Heading(telling.title(part)), *rest)]
        return [
            *head(result, place_text(story.judgement, futures)),
            *printed_first(result),
            *question_answers(telling),
            *verdicts.lead(telling.blocks(story.parts[0])),
            *parts,
            Heading("Feasible, and cheaper?"),
            *verdicts.blocks(),
            verdicts.next_steps(invocation),
            Paragraph(f"{basis_text(result)} Money is in US dollars of {result.scenario.price_year}."),
        ]

    return Document(
        kind="result",
        title=result.scenario.title,
        blocks=blocks,
        data=lambda: result_data(result, shown_units, ranges=ranges),
        rows=lambda: figures.exact(name for name in result.scenario.graph if not result.is_series(name)),
        figure=lambda: answer_picture(story, figures, result.futures if ranges else None),
        notes=result.notes,
    )


def head(result: Result, place: str = "") -> list[Block]:
    """The title of a scenario with its name, whose claim it is, its place among its futures, and its question."""
    scenario = result.scenario
    name = "" if scenario.title == scenario.name else f"  [{scenario.name}]"
    texts = (sentences(claim_text(result), scenario.world, place), scenario.question)
    return [Heading(f"{scenario.title}{name}", 1), *(Paragraph(text) for text in texts if text)]


def printed_first(result: Result) -> list[Block]:
    """What the study of a scenario prints, and the label of all that follows; nothing where there is no study."""
    printed = printed_figures_block(result)
    if not printed:
        return []
    label = baseline_text(result)
    return [*printed, Heading(f"Beyond what the study prints: {label}")]


def question_answers(telling: Telling) -> list[Block]:
    """What answers the question of a scenario, in sentences; figures that the first part says are left out."""
    figures, first = telling.figures, telling.story.parts[0]
    said, texts = telling.said(first), []
    reasons = {figures.reason(*item.names) for item in first.items if isinstance(item, Sentence) and item.otherwise}
    for name in telling.result.scenario.answers:
        if name not in said and figures.reason(name) not in reasons - {""}:
            text, names = _answer(telling, name)
            texts.append(text)
            said |= names
    return [Paragraph(" ".join(texts))] if texts else []


def _answer(telling: Telling, name: str) -> tuple[str, set[str]]:
    """A sentence with a variable's value, and the variables that it names."""
    figures, variable = telling.figures, telling.result.variable(name)
    if isinstance(variable, Constraint):
        return constraint_sentence(telling.result, variable), {name}
    if not figures.known(name):
        return f"{variable.meaning}: {figures.absence(name)}, because {figures.reason(name)}.", {name}
    for item in telling.story.sayings:
        if name in item.names and item.fits(telling.words) and figures.known(*item.names):
            return telling.text(item), {*item.names}
    return f"{variable.meaning}: {figures(name)}.", {name}


# Verdicts and next steps


@dataclass(frozen=True)
class Verdicts:
    """The verdicts on one result. `changes` are those that make an infeasible plan work, the nearest first."""

    judgement: Judgement
    figures: Figures
    changes: Sequence[Change] = ()
    futures: Futures | None = None

    @property
    def result(self) -> Result:
        """The result that is judged."""
        return self.figures.result

    @property
    def feasible(self) -> bool:
        """Whether the plan works."""
        return self.result.word(self.judgement.feasible) == "yes"

    @property
    def cheaper(self) -> bool:
        """Whether it is cheaper than the ground."""
        return float(self.result.value_si(self.judgement.ratio)) < 1.0

    def lead(self, blocks: Sequence[Block]) -> list[Block]:
        """The first part of an answer, with how probable its verdicts are after its first paragraph."""
        first, *rest = blocks
        return [first, *([Paragraph(self._likelihood(self.futures))] if self.futures else []), *rest]

    def _likelihood(self, futures: Futures) -> str:
        shares = (
            f"The plan is feasible in {share_text(futures.feasible)} of {futures.count:,} futures drawn from the "
            f"ranges of the inputs, and cheaper than the ground in {share_text(futures.cheaper)}."
        )
        return f"{shares} {'The tightest' if self.feasible else 'The binding'} constraint is the {cause(self.result)}."

    def blocks(self) -> list[Block]:
        """Feasible or not, what binds and what would relax it; then whether it is cheaper than the ground."""
        return [self.feasibility(), self.binding(), self.cost()]

    def headlines(self) -> list[Block]:
        """Feasible or not, cheaper or not, without details."""
        return [self.feasibility(), self.cost()]

    def feasibility(self) -> Verdict:
        """Feasible or not."""
        return Verdict("Feasible: yes" if self.feasible else "Feasible: no", self.feasible)

    @cached_property
    def decisions(self) -> list[Change]:
        """The changes that are a planner's to make."""
        return [change for change in self.changes if is_decision(self.result, change.name)]

    def binding(self) -> Facts:
        """The constraint that decides, and changes that would make the plan work."""
        topic = cause(self.result)
        text = constraint_text(self.result, self.result.scenario.graph.constraints[topic])
        word = "tightest" if self.feasible else "binding"
        facts = [(f"{word} constraint", f"{topic} ({text})")]
        others = [name for name in failing(self.result) if name != topic]
        facts += [("also violated", ", ".join(others))] if others else []
        facts += [("or" if place else "nearest change", change.text) for place, change in enumerate(self.decisions)]
        facts += [("external change", change.text) for change in self.changes if change not in self.decisions]
        return Facts([(label, text.replace(" %", f"{NO_BREAK}%")) for label, text in facts])

    def cost(self) -> Verdict:
        """Whether it is cheaper than the ground."""
        name, figures = self.judgement.ratio, self.figures
        if not figures.known(name):
            return Verdict(f"Cheaper than the ground: unknown, because {figures.reason(name)}", False)
        answer = "yes" if self.cheaper else "no"
        return Verdict(f"Cheaper than the ground: {answer}, {figures(name)} times the cost", self.cheaper)

    def next_steps(self, invocation: Invocation) -> Commands:
        """Commands to go on with: changes that make the plan work, else some that relax the obstacle."""
        constraint = self.in_the_way()
        aim = constraint.demand if constraint.name == self.judgement.cost else constraint.name
        lines = [self._line(invocation, item.name, item.value) for item in self.decisions[:STEPS]]
        if not lines:
            tried = advice(self.result, constraint, self.judgement, STEPS)
            lines = [self._line(invocation, item.name, item.value, self._gain(aim, item)) for item in tried]
        explain = invocation.command("explain", aim, "--depth 3")
        return Commands([*lines, explain], f"Next steps, for the {constraint.topic}")

    def in_the_way(self) -> Constraint:
        """The constraint at fault; cost where the plan works and costs more than the ground."""
        graph = self.result.scenario.graph
        cost = graph[self.judgement.cost]
        dear = self.figures.known(self.judgement.ratio) and not self.cheaper
        return (
            cost if self.feasible and dear and isinstance(cost, Constraint) else graph.constraints[cause(self.result)]
        )

    def _line(self, invocation: Invocation, name: str, value: str, gain: str = "") -> str:
        command = invocation.with_({name: value}).command("run")
        return f"{command}   # {gain}" if gain else command

    def _gain(self, aim: str, item: Advice) -> str:
        """What a change does to the aim."""
        shown = self.result.display_unit(aim)
        before, after = (units.amount(value, shown) for value in (item.before, item.after))
        return f"{aim} {after}, now {before}"


def failing(result: Result) -> dict[str, float]:
    """The slack of each constraint that is violated, by topic."""
    values = {topic: slack(result, item) for topic, item in result.scenario.graph.constraints.items()}
    return {topic: value for topic, value in values.items() if not value >= 0.0}


def constraints_table(figures: Figures) -> Table:
    """Every constraint that says something, the tightest first, unknown ones before all."""
    result = figures.result
    known = [(slack(result, item), item) for item in result.scenario.graph.constraints.values()]
    ordered = sorted(known, key=lambda pair: -math.inf if math.isnan(pair[0]) else pair[0])
    rows = [
        [
            item.topic,
            units.number(float(result.value_si(item.name)), 3),
            constraint_text(result, item),
            "yes" if value >= 0.0 else "no",
        ]
        for value, item in ordered
        if not item.says_nothing(value)
    ]
    return Table(
        ("constraint", "margin", "in words", "holds"),
        rows,
        prose="in words",
        right=frozenset({"margin"}),
        caption="All constraints, the tightest first",
        exact=figures.exact(item.name for value, item in ordered if not item.says_nothing(value)),
        file="margins",
    )
