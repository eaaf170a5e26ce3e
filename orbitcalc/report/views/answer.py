"""The answer to a scenario: what it takes, why that many, what binds, what to try next, what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from orbitcalc.analysis.insight.remedy import Change
from orbitcalc.graph.story import Story
from orbitcalc.report.document import Block, Document, Heading, Invocation, Paragraph
from orbitcalc.report.views import Figures
from orbitcalc.report.views.telling import Telling
from orbitcalc.report.views.variables import basis_text, result_data
from orbitcalc.report.views.verdict import Verdicts
from orbitcalc.result import Result


def answer_document(
    story: Story,
    result: Result,
    shown_units: Mapping[str, str],
    invocation: Invocation,
    changes: Callable[[], Sequence[Change]] = tuple,
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
    """
    figures = Figures(result, shown_units)

    def blocks() -> list[Block]:
        telling, verdicts = Telling(story, figures), Verdicts(story.judgement, figures, changes())
        parts = [block for part in story.parts[1:] for block in (Heading(telling.title(part)), *telling.blocks(part))]
        return [
            *head(result),
            *telling.blocks(story.parts[0]),
            *parts,
            Heading("Feasible, and cheaper?"),
            *verdicts.blocks(),
            verdicts.next_steps(invocation),
            Paragraph(basis_text(result)),
        ]

    return Document(
        kind="result",
        title=result.scenario.title,
        blocks=blocks,
        data=lambda: result_data(result, shown_units),
        rows=lambda: figures.exact(name for name in result.scenario.graph if not result.is_series(name)),
        notes=result.notes,
    )


def head(result: Result) -> list[Block]:
    """The title of a scenario with its name, and its question."""
    scenario = result.scenario
    name = "" if scenario.title == scenario.name else f"  [{scenario.name}]"
    title = Heading(f"{scenario.title}{name}", 1)
    return [title, Paragraph(scenario.question)] if scenario.question else [title]
