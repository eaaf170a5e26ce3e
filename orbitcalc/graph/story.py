"""The form of an answer: sentences, chains, breakdowns and series, declared with the model that they describe.

A `Part` has a title and items. What a sentence says of a variable stands in braces: `{altitude}` is its value
with its unit, `{satellites_required:satellite}` so many of the noun, `{launch_rate:flight}` so many a year
where it is a rate, `{flight_fill:percent}` a share in percent, and `{capex:lines}` the largest lines of a total
with their shares. The views of `orbitcalc.report` fill in the values; this module knows none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import TypeAlias

from orbitcalc.errors import ModelError
from orbitcalc.graph.formula import Words, word_sets

REASON = "reason"
"""The field of a sentence that stands for why a variable has no value."""


@dataclass(frozen=True)
class Field:
    """A variable in a sentence, and how it is written: with a noun to count, in percent, or as its lines."""

    name: str
    noun: str = ""


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence of the answer.

    With a `label` it is a fact beside that label. Where one of its variables has no value `otherwise` takes
    its place, and may hold `{reason}`; without it the sentence is left out, or a fact says the reason. With
    `unless` it is for results in which that variable has no value.
    """

    text: str
    label: str = ""
    otherwise: str = ""
    unless: str = ""
    when: Words = ()

    def fields(self, text: str) -> Iterator[tuple[str, Field | None]]:
        """The pieces of a text, each with the field that follows it."""
        for literal, name, noun, _ in Formatter().parse(text):
            yield literal, Field(name, noun or "") if name else None

    @property
    def names(self) -> tuple[str, ...]:
        """The variables that the sentence needs."""
        return tuple(field.name for _, field in self.fields(self.text) if field)

    @property
    def other_names(self) -> tuple[str, ...]:
        """The variables that the text in its place needs."""
        return tuple(field.name for _, field in self.fields(self.otherwise) if field and field.name != REASON)

    @property
    def all_names(self) -> tuple[str, ...]:
        """The variables of either text."""
        return (*self.names, *self.other_names, *filter(None, [self.unless]))

    def fits(self, words: Mapping[str, str]) -> bool:
        """Whether the sentence is for these words."""
        return all(words.get(choice) in allowed for choice, allowed in self.when)


@dataclass(frozen=True)
class Chain:
    """A result that a number becomes when it is divided by factors, each with what it stands for.

    Where the result is given, the chain leads to what is `needed` instead, if that is named.
    """

    result: str
    start: str
    factors: tuple[tuple[str, str], ...]
    needed: str = ""

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every variable of the chain."""
        return (self.result, self.start, *(name for name, _ in self.factors), *filter(None, [self.needed]))


@dataclass(frozen=True)
class Outcomes:
    """The figures of the headline, each under a label: a table where they have ranges, else facts."""

    rows: tuple[tuple[str, str], ...]

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every variable that is named."""
        return tuple(name for _, name in self.rows)


@dataclass(frozen=True)
class Breakdown:
    """A total with its lines, as a table with a chart; beside it, line by line, its `twin` on the ground.

    `per` are further variables of both sides below the total, as (label, orbit, ground).
    """

    total: str
    title: str
    twin: str = ""
    per: tuple[tuple[str, str, str], ...] = ()

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every variable that is named."""
        return tuple(filter(None, (self.total, self.twin, *(name for _, *pair in self.per for name in pair))))


@dataclass(frozen=True)
class Pairs:
    """A table of orbit beside the ground: label, variable in orbit, variable on the ground."""

    title: str
    rows: tuple[tuple[str, str, str], ...]

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every variable that is named."""
        return tuple(name for _, *pair in self.rows for name in pair if name)


@dataclass(frozen=True)
class Series:
    """Variables year by year as charts, each with the variable that is its limit, over one table.

    The first year of all of them is the value of `start`.
    """

    title: str
    start: str
    charts: tuple[tuple[str, str], ...]

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every variable that is named."""
        return (self.start, *(name for pair in self.charts for name in pair if name))


Item: TypeAlias = Sentence | Outcomes | Chain | Breakdown | Pairs | Series


@dataclass(frozen=True)
class Part:
    """A part of the answer under a title, which may hold fields as a sentence does."""

    key: str
    title: Sentence
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Judgement:
    """The variables of the two verdicts: whether the plan works, and whether it beats the ground.

    `cost` is the constraint that compares costs, `ratio` the costs of orbit over those of the ground, `ground` the
    latter, `least` the smallest slack of all constraints. `gated` are the figures, the lower the better, of which a
    screen says where they lie far from the middle of the futures, each under a label.
    """

    feasible: str
    binding: str
    cost: str
    ratio: str
    ground: str
    least: str
    gated: tuple[tuple[str, str], ...] = ()

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every variable that is named."""
        return (
            self.feasible,
            self.binding,
            self.cost,
            self.ratio,
            self.ground,
            self.least,
            *(name for _, name in self.gated),
        )


class Story:
    """The parts of an answer in order, its verdicts, and the variables whose position among futures is given.

    `sayings` are sentences for figures that the question of a scenario asks for.

    Raises
    ------
    ModelError
        If a name is none of the model's.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        judgement: Judgement,
        positions: Sequence[str],
        names: Iterable[str],
        sayings: Sequence[Sentence] = (),
    ) -> None:
        self.parts, self.judgement, self.positions = tuple(parts), judgement, tuple(positions)
        self.sayings = tuple(sayings)
        known = frozenset(names)
        if missing := [name for name in positions if name not in known]:
            raise ModelError(f"positions are asked of {', '.join(missing)}, which no group declares")
        items = [item for part in self.parts for item in (part.title, *part.items)]
        for item in (*items, *self.sayings, judgement):
            if missing := [name for name in item.all_names if name not in known]:
                raise ModelError(f"{item} names {', '.join(missing)}, which no group declares")

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The variables whose figures have a range in the answer."""
        return tuple(
            name for part in self.parts for item in part.items if isinstance(item, Outcomes) for _, name in item.rows
        )

    def __getitem__(self, key: str) -> Part:
        return next(part for part in self.parts if part.key == key)


def sentence(
    text: str, label: str = "", otherwise: str = "", unless: str = "", **words: str | tuple[str, ...]
) -> Sentence:
    """A sentence, or a fact under a label; `words` restrict it to words of choices."""
    return Sentence(text=text, label=label, otherwise=otherwise, unless=unless, when=word_sets(words))
