"""The story of the model (`orbitcalc.graph.story`) told with the values of one result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from orbitcalc import units
from orbitcalc.graph.story import REASON, Chain, Field, Part, Sentence, Story
from orbitcalc.report.document import Block, Facts, Paragraph
from orbitcalc.report.views import Figures
from orbitcalc.result import Result

LINES_SAID = 6
"""Lines of a total that a sentence names at most."""

LEAST_SAID = 0.01
"""Share of the total that a line has at least to be named."""

SUM = "="
"""The label of what a chain comes to."""


@dataclass(frozen=True)
class Line:
    """A line of a total: its label, its variable, and its share of the total."""

    label: str
    name: str
    share: float


@dataclass(frozen=True)
class Telling:
    """A story with the figures of a result."""

    story: Story
    figures: Figures

    @property
    def result(self) -> Result:
        """The result that is told."""
        return self.figures.result

    @cached_property
    def words(self) -> dict[str, str]:
        """The word of each choice."""
        return self.result.scenario.words

    def title(self, part: Part) -> str:
        """The title of a part."""
        return self.text(part.title)

    def blocks(self, part: Part) -> list[Block]:
        """The sentences of a part as paragraphs, its facts as lists, its chains."""
        pieces = [piece for item in part.items for piece in self._pieces(item)]
        return [
            Facts(tuple(piece for piece in run if isinstance(piece, tuple))) if facts else Paragraph(_joined(run))
            for facts, run in ((kind, list(group)) for kind, group in groupby(pieces, lambda x: isinstance(x, tuple)))
        ]

    def _pieces(self, item: object) -> Iterator[str | tuple[str, str]]:
        """The sentence, the fact or the facts that an item is; a table or a chart is none."""
        if isinstance(item, Chain):
            yield from self._chain(item)
        elif isinstance(item, Sentence) and item.fits(self.words):
            text = self.text(item)
            if text or item.label:
                yield (item.label, text or f"no value: {self.figures.reason(*item.names)}") if item.label else text

    def text(self, item: Sentence) -> str:
        """A sentence with its values, or what is said where one of them is unknown."""
        known = self.figures.known(*item.names)
        reason = "" if known else self.figures.reason(*item.names)
        pieces = item.fields(item.text if known else item.otherwise)
        return "".join(literal + (self._value(field, reason) if field else "") for literal, field in pieces)

    def _value(self, field: Field, reason: str) -> str:
        if field.name == REASON:
            return reason
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
            return f"{self.figures(total)}, given as a whole by {self.result.origin(total)}"
        named = [line for line in lines[:LINES_SAID] if line.share >= LEAST_SAID]
        rest = 1.0 - sum(line.share for line in named)
        texts = [f"{line.label} {self.figures(line.name)} ({line.share:.0%})" for line in named]
        return ", ".join([*texts, *([f"others {rest:.0%}"] if rest >= LEAST_SAID / 2.0 else [])])

    def _chain(self, chain: Chain) -> list[tuple[str, str]]:
        """The start, each factor that is not 1, and the result; what remains is whole numbers and is said so."""
        figures, result = self.figures, self.result
        if not figures.known(chain.result, chain.start):
            return []
        above = result.upstream(chain.result)
        factors = [(name, meaning) for name, meaning in chain.factors if name in above and self._si(name) != 1.0]
        product = self._si(chain.start)
        for name, _ in factors:
            product /= self._si(name)
        rest = self._si(chain.result) / product
        rows = [(figures(chain.start), self._meaning(chain.start))]
        rows += [(f"/ {figures(name)}", f"{meaning} ({name})") for name, meaning in factors]
        rows += [(f"x {units.number(rest, 6)}", "rounding up to whole satellites")] if abs(rest - 1.0) > 5e-4 else []
        return [*rows, (f"{SUM} {figures(chain.result)}", self._meaning(chain.result))]

    def _si(self, name: str) -> float:
        return float(self.result.value_si(name))

    def _meaning(self, name: str) -> str:
        meaning = self.result.variable(name).meaning
        return meaning[:1].lower() + meaning[1:]


def _joined(texts: Sequence[str | tuple[str, str]]) -> str:
    return " ".join(text for text in texts if isinstance(text, str))
