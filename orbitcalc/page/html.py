"""The live page as one file: the static answer, the style, the scripts, and the model and its data, compressed."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Sequence
from importlib.resources import files

from orbitcalc import __version__, model
from orbitcalc.analysis.insight.remedy import nearest
from orbitcalc.document import Paragraph, Table
from orbitcalc.document.renderers.html import filled
from orbitcalc.graph.story import Sentence
from orbitcalc.page.content import Content
from orbitcalc.printable import clean
from orbitcalc.report.views import Figures
from orbitcalc.report.views.answer import Verdicts
from orbitcalc.report.views.telling import Telling
from orbitcalc.scenario import Scenario

PURE = ("state", "numbers", "shapes", "words", "live", "explain", "advice", "bridge", "futures", "spread", "answers")
"""Scripts that the page shares with its worker, in order."""

SCRIPTS = ("dom", "charts", "pictures", "answer", "inputs", "dialog", "page", "team", "start")
"""Scripts of the page itself, in order."""


JUDGED = "Feasible, and cheaper?"
"""The title of the verdicts."""


def page(scenarios: Sequence[Scenario], commands: Sequence[str] = ()) -> str:
    """The page of some scenarios, the first of which it opens with, each with the command that runs it.

    Raises
    ------
    ModelError
        Naming a rule that cannot be written as JavaScript.
    """
    content = Content(scenarios, commands or [f"orbitcalc run {item.name}" for item in scenarios])
    return filled(
        _text("page.html.jinja"),
        version=__version__,
        title=clean(content.first.title),
        question=clean(content.first.question),
        command=content.commands[0],
        **_static(content.first),
        style=_text("page.css"),
        data=packed(json.dumps(content.data(), allow_nan=False, separators=(",", ":"))),
        code=packed(kernel(content.code)),
        pure=script(PURE),
        worker=script(["worker"]),
        script=script(SCRIPTS),
    )


def script(names: Sequence[str]) -> str:
    """Scripts of the package as one text."""
    return "\n".join(_text(f"script/{name}.js") for name in names)


def kernel(code: str) -> str:
    """The body of a function of `data` that returns the model, from a module."""
    return re.sub(r"^export ", "", code, flags=re.MULTILINE) + "\nreturn {Model, draws, generator};"


def packed(text: str) -> str:
    """A text compressed, in base 64."""
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def _text(name: str) -> str:
    return files("orbitcalc.page").joinpath(name).read_text("utf-8")


def _static(scenario: Scenario) -> dict[str, object]:
    """What the page shows before its script runs, or without one.

    The first part of the answer as paragraphs and the table of figures, then the other parts and the verdicts, each as
    a title with its blocks.
    """
    story, result = model.story(), scenario.run()
    telling = Telling(story, Figures(result), result.futures)
    first, *others = ((telling.title(part), telling.blocks(part)) for part in story.parts)
    table = next((block for block in first[1] if isinstance(block, Table)), Table(("",), []))
    verdicts = Verdicts(story.judgement, telling.figures, nearest(scenario, result), result.futures)
    paragraphs = [block.text for block in first[1] if isinstance(block, Paragraph)]
    lead = next(
        (text for item in story.parts[0].items if isinstance(item, Sentence) and (text := telling.text(item))), ""
    )
    return {
        "paragraphs": [lead, *(text.removeprefix(lead).strip() for text in paragraphs)],
        "columns": table.columns,
        "rows": table.rows,
        "parts": [*((title, blocks) for title, blocks in others if blocks), (JUDGED, verdicts.blocks())],
        "kind": lambda block: type(block).__name__,
    }
