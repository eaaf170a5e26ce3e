"""The form of an answer: sentences, chains, breakdowns and series, declared with the model that they describe.

A `Part` has a title and items. A sentence names variables in braces: `{altitude}` is a value with its unit,
`{satellites_required:satellite}` a count of the noun, `{launch_rate:flight}` a count per year for a rate,
`{flight_fill:percent}` a share in percent, and `{capex:lines}` the largest lines of a total with their shares.
The views of `orbitcalc.report` fill in the values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import TypeAlias

from orbitcalc.errors import ModelError
from orbitcalc.graph.formula import Words, word_sets

REASON = "reason"
"""The field of a sentence for the reason why a variable has no value."""


@dataclass(frozen=True)
class Field:
    """A variable in a sentence, and its format: a noun to count, a percentage, or its lines."""

    name: str
    noun: str = ""


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence of the answer.

    With a `label` it is a labelled fact. Where one of its variables has no value, `otherwise` replaces it and may
    contain `{reason}`; without `otherwise` a sentence is omitted and a fact shows the reason. A sentence with
    `unless` is shown only where that variable has no value.
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
        """The variables that the `otherwise` text needs."""
        return tuple(field.name for _, field in self.fields(self.otherwise) if field and field.name != REASON)

    @property
    def all_names(self) -> tuple[str, ...]:
        """The variables of either text."""
        return (*self.names, *self.other_names, *filter(None, [self.unless]))

    def fits(self, words: Mapping[str, str]) -> bool:
        """Whether the sentence applies to these words."""
        return all(words.get(choice) in allowed for choice, allowed in self.when)


@dataclass(frozen=True)
class Chain:
    """A start value that is divided by labelled factors to give a result.

    Where the result is given, the chain leads to the variable `needed` instead, if there is one.
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
    """Labelled figures: a table where they have ranges, else facts; with `when`, for some words of a choice alone."""

    rows: tuple[tuple[str, str], ...]
    when: Words = ()

    @property
    def all_names(self) -> tuple[str, ...]:
        """All variables named."""
        return tuple(name for _, name in self.rows)

    def fits(self, words: Mapping[str, str]) -> bool:
        """Whether the figures exist for these words."""
        return all(words.get(choice) in allowed for choice, allowed in self.when)


@dataclass(frozen=True)
class Breakdown:
    """A total with its lines, as a table with a chart, next to the lines of its `twin` on the ground.

    `per` are further rows below the total, as (label, variable in orbit, variable on the ground).
    """

    total: str
    title: str
    twin: str = ""
    per: tuple[tuple[str, str, str], ...] = ()

    @property
    def all_names(self) -> tuple[str, ...]:
        """All variables named."""
        return tuple(filter(None, (self.total, self.twin, *(name for _, *pair in self.per for name in pair))))


@dataclass(frozen=True)
class Pairs:
    """A table that compares orbit and ground: label, variable in orbit, variable on the ground."""

    title: str
    rows: tuple[tuple[str, str, str], ...]

    @property
    def all_names(self) -> tuple[str, ...]:
        """All variables named."""
        return tuple(name for _, *pair in self.rows for name in pair if name)


@dataclass(frozen=True)
class Series:
    """Yearly series as charts, each with the variable that limits it, and one table below.

    The value of `start` is the first year of all series.
    """

    title: str
    start: str
    charts: tuple[tuple[str, str], ...]

    @property
    def all_names(self) -> tuple[str, ...]:
        """All variables named."""
        return (self.start, *(name for pair in self.charts for name in pair if name))


Item: TypeAlias = Sentence | Outcomes | Chain | Breakdown | Pairs | Series


@dataclass(frozen=True)
class Part:
    """A part of the answer under a title, which may contain fields like a sentence."""

    key: str
    title: Sentence
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Judgement:
    """The variables of the two verdicts: whether the plan works, and whether it beats the ground.

    `cost` is the constraint that compares costs, `ratio` the cost in orbit over the cost on the ground, `ground` the
    latter, and `least` the smallest slack of all constraints. `gated` are labelled figures, lower being better, whose
    position among the futures is reported when it is far from the middle.
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
        """All variables named."""
        return (
            self.feasible,
            self.binding,
            self.cost,
            self.ratio,
            self.ground,
            self.least,
            *(name for _, name in self.gated),
        )


@dataclass(frozen=True, kw_only=True)
class Picture:
    """The variables that drawings of a plan need: one satellite to scale, the fleet, the orbit, the campaign.

    Of a satellite the areas of array and radiator and the volume of the body; of the fleet how many stand in place,
    and how many are launched by then; of the orbit its height over a planet of some radius, its period, and its
    shares in sunlight (mean of the year) and in shadow (longest); of the campaign the yearly power with the year of
    the first, the power on the ground in the same years, the target, the time allowed for it, and its date.
    """

    array: str
    radiator: str
    body: str
    fleet: str
    launched: str
    planet: str
    height: str
    period: str
    sunlit: str
    shadow: str
    start: str
    power: str
    ground: str
    target: str
    deadline: str
    full: str

    @property
    def all_names(self) -> tuple[str, ...]:
        """All variables named."""
        return tuple(vars(self).values())


class Story:
    """The parts of an answer in order, its verdicts, and the variables whose position among futures is reported.

    `sayings` are sentences for figures that the question of a scenario asks for; `picture` names what a drawing needs.

    Raises
    ------
    ModelError
        If a name is not a variable of the model.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        judgement: Judgement,
        positions: Sequence[str],
        names: Iterable[str],
        sayings: Sequence[Sentence] = (),
        picture: Picture | None = None,
    ) -> None:
        self.parts, self.judgement, self.positions = tuple(parts), judgement, tuple(positions)
        self.sayings, self.picture = tuple(sayings), picture
        known = frozenset(names)
        if missing := [name for name in positions if name not in known]:
            raise ModelError(f"positions refer to {', '.join(missing)}, which no group declares")
        items = [item for part in self.parts for item in (part.title, *part.items)]
        for item in (*items, *self.sayings, judgement, *filter(None, [picture])):
            if missing := [name for name in item.all_names if name not in known]:
                raise ModelError(f"{item} names {', '.join(missing)}, which no group declares")

    @property
    def labels(self) -> dict[str, str]:
        """The variables whose figures have a range in the answer, each with its label."""
        items = (item for part in self.parts for item in part.items if isinstance(item, Outcomes))
        return {name: label for item in items for label, name in item.rows}

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The variables whose figures have a range in the answer."""
        return tuple(self.labels)

    def __getitem__(self, key: str) -> Part:
        return next(part for part in self.parts if part.key == key)


def sentence(
    text: str, label: str = "", otherwise: str = "", unless: str = "", **words: str | tuple[str, ...]
) -> Sentence:
    """A sentence, or a labelled fact; `words` restrict it to words of choices."""
    return Sentence(text=text, label=label, otherwise=otherwise, unless=unless, when=word_sets(words))
