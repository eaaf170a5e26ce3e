"""A bridge between two results: in words, as a table from one to the other, and as a waterfall."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from orbitcalc import model, units
from orbitcalc.analysis.bridge.bridge import Bridge, Contribution
from orbitcalc.charts.bars import Step, waterfall
from orbitcalc.charts.chart import Chart
from orbitcalc.document import NO_BREAK, Block, Commands, Document, Paragraph, Table, together
from orbitcalc.graph import Selection
from orbitcalc.report.views import heading, listed, percent
from orbitcalc.report.views.studies import speaker
from orbitcalc.result import Result
from orbitcalc.units import number

COLUMNS = {
    "level": "0 an end, 1 a contribution, 2 a part of one",
    "name": "scenario or what its study does not cover, group of the model, or input",
    "contribution": "value at an end, else what this adds, in `unit`",
    "unit": "unit; 1 is dimensionless",
    "contribution_si": "the same in coherent SI",
    "error": "standard error in `unit`; 0 where exact",
    "change": "the inputs behind it, each with both values",
}

BOUNDARY = "boundary"
"""The role of the choice that says which costs are counted."""

BOUNDARIES = {
    "all": "everything",
    "without-accelerators": "everything but the accelerators",
    "launch-and-energy": "only launch in orbit and only electricity on the ground",
}
"""What each word of that choice counts, in a sentence."""

NEGLIGIBLE = 1e-6
"""A contribution below this share of the larger end is shown as 0."""

COMPUTED = " (computed)"
NAMED = 3
"""Contributions that have a sentence, and changes that a sentence names."""

LEADS = ("The largest contribution comes from", "The next comes from", "The third comes from")


def bridge_document(bridge: Bridge, shown_units: Mapping[str, str], again: str = "") -> Document:
    """The document of a bridge; `again` is the command that draws its figure."""
    account = Account(bridge, shown_units)
    return Document(
        kind="bridge",
        title=f"{bridge.of}: from {bridge.first.scenario.name} to {bridge.second.scenario.name}",
        blocks=lambda: _blocks(account, again),
        data=lambda: bridge.to_dict(shown_units) | {"text": bridge_text(account).replace(NO_BREAK, " ")},
        rows=lambda: _rows(account),
        figure=lambda: _figure(account),
        notes=_notes(bridge),
    )


def _blocks(account: Account, again: str) -> list[Block]:
    command = [Commands([again], "Figure")] if again else []
    return [Paragraph(bridge_text(account)), _shown(account), _figure(account), *command]


def _notes(bridge: Bridge) -> list[str]:
    """How the contributions were computed, and what a reader should know of them."""
    how = "exact, the mean over every order of the changes" if bridge.exact else "estimated from random orders"
    count = f"{bridge.evaluated:,} mixtures of the two scenarios"
    notes = [f"the contributions are {how}, from {count}"] if len(bridge.parts) > 1 else []
    if idle := len(bridge.without_effect):
        differ = "one more input differs and has" if idle == 1 else f"{idle} more inputs differ and have"
        notes.append(f"{differ} no effect on {bridge.of}")
    return [*notes, *(f"no value: {text}" for text in bridge.unknown)]


# Rows and figure


def _rows(account: Account) -> Table:
    """The ends, the contributions and their parts; exact."""
    bridge = account.bridge
    inner = [row for part in bridge.parts for row in _part_rows(account, part)]
    ends = (_end_row(account, bridge.first, bridge.start), _end_row(account, bridge.second, bridge.end))
    return Table(tuple(COLUMNS), [ends[0], *inner, ends[1]], meanings=COLUMNS)


def _end_row(account: Account, result: Result, si: float) -> list[Any]:
    of, unit = account.bridge.of, account.unit.text
    return [0, speaker(result, of, result.scenario.name), float(result.value(of, unit)), unit, float(si), 0.0, ""]


def _part_rows(account: Account, part: Contribution) -> Iterator[list[Any]]:
    parts = part.parts if len(part.parts) > 1 else ()
    own = "" if parts else "; ".join(account.changes(part))
    for level, item, text in [(1, part, own), *((2, inner, "; ".join(account.changes(inner))) for inner in parts)]:
        size, error = account.amount(item.contribution), account.amount(item.error)
        yield [level, item.name, size, account.unit.text, item.contribution, error, text]


def _shown(account: Account) -> Table:
    """The same for people."""
    rows: list[list[str]] = []
    for level, name, _, _, si, error, change in _rows(account).rows:
        spread = (f" +- {number(error, 2)}" if math.isfinite(error) else " +- ?") if error else ""
        end = account.bridge.second if rows else account.bridge.first
        figure = f"{account.signed(float(si))}{spread}" if level else account.bare(end)
        rows.append([f"{'  ' * level}{name}", figure, change.removeprefix(f"{spoken(name)} ")])
    return Table(("part", account.head, "change"), rows, prose="change", right=frozenset({account.head}))


def _figure(account: Account) -> Chart:
    """A waterfall: both ends and the contributions between them."""
    bridge, (first, second) = account.bridge, names_of(account.bridge)
    start, end = (float(account.unit.from_si(si)) for si in (bridge.start, bridge.end))
    inner = [
        Step(label_of(bridge, part), account.amount(part.contribution), account.signed(part.contribution))
        for part in bridge.parts
    ]
    left = Step(first, start, account.bare(bridge.first), total=True)
    right = Step(second, end, account.bare(bridge.second), total=True)
    return waterfall(f"From {first} to {second}: {account.head}", [left, *inner, right], bridge_text(account))


# In words


@dataclass(frozen=True)
class Account:
    """A bridge with the units it is shown in."""

    bridge: Bridge
    shown_units: Mapping[str, str]

    @property
    def unit(self) -> units.Unit:
        """The unit of the explained variable."""
        return self.bridge.unit(self.shown_units)

    @property
    def head(self) -> str:
        """The explained variable with its unit."""
        return heading(self.bridge.of, self.unit.text)

    def amount(self, si: float) -> float:
        """A difference of the explained variable in its unit; an offset of the unit does not enter."""
        return si / self.unit.scale

    def signed(self, si: float) -> str:
        """A difference with its sign, without its unit; what is negligible is 0."""
        if abs(si) < NEGLIGIBLE * max(abs(self.bridge.start), abs(self.bridge.end)):
            return "0"
        return f"{'-' if si < 0.0 else '+'}{number(abs(self.amount(si)))}"

    def with_unit(self, text: str) -> str:
        """A number in a sentence."""
        return together(f"{text} {self.unit.label}".strip())

    def value(self, result: Result) -> str:
        """The explained variable at an end."""
        return result.text(self.bridge.of, self.unit.text)

    def bare(self, result: Result) -> str:
        """The same without its unit."""
        return self.value(result).removesuffix(self.unit.label).strip()

    def change(self, name: str) -> str:
        """What one variable is in the first and in the second scenario; nothing where both are written alike."""
        first, second = (self._own(result, name) for result in (self.bridge.first, self.bridge.second))
        if first.removesuffix(COMPUTED) == second.removesuffix(COMPUTED):
            return ""
        figure, _, unit = first.partition(" ")
        shared = unit and second.endswith(f" {unit}") and figure[-1:].isdigit()
        return f"{spoken(name)} from {figure if shared else first} to {second}"

    def _own(self, result: Result, name: str) -> str:
        variable = result.variable(name)
        if isinstance(variable, Selection):
            return result.scenario.catalogue.entry(variable.table, result.word(name)).title
        unit = "" if result.is_word(name) else self.shown_units.get(name, "") or self.bridge.first.unit(name)
        return result.text(name, unit, self._digits(name, unit)) + COMPUTED * (name not in result.scenario.settings)

    def _digits(self, name: str, unit: str) -> int:
        """The fewest digits that show that the two differ."""
        pair = self.bridge.first, self.bridge.second
        return next((n for n in (4, 6, 9) if len({result.text(name, unit, n) for result in pair}) > 1), 4)

    def changes(self, part: Contribution) -> list[str]:
        """The changes behind a contribution, those with the largest effect first."""
        return [text for item in part.parts or _single(self.bridge, part) for text in self._input(item) if text]

    def _input(self, part: Contribution) -> Iterable[str]:
        """The change of one input; a catalogue entry stands for the values it brings."""
        graph = self.bridge.first.scenario.graph
        if part.name not in part.variables:
            yield from (self.change(name) for name in part.variables)
            return
        others = [spoken(name) for name in part.variables if name != part.name]
        entry = isinstance(graph[part.name], Selection)
        brings = f" ({len(others)} values)" if entry else f" (and with it {', '.join(others)})"
        yield self.change(part.name) + (brings if others else "")


def _single(bridge: Bridge, part: Contribution) -> Sequence[Contribution]:
    """A group without parts as its variables; those of a catalogue entry as the entry."""
    graph = bridge.first.scenario.graph
    if part.name in graph:
        return (part,)
    chosen = [graph[name] for name in part.variables]
    tables = tuple(f"catalogue {item.table}/" for item in chosen if isinstance(item, Selection))
    supplied = {
        name
        for result in (bridge.first, bridge.second)
        for name in part.variables
        if name in result.scenario.settings and result.origin(name).startswith(tables)
    }
    return [Contribution(name, 0.0, 0.0, (name,)) for name in part.variables if name not in supplied]


def spoken(name: str) -> str:
    """The name of a variable in a sentence."""
    return name.replace("_", " ").replace("it power", "IT power")


def label_of(bridge: Bridge, part: Contribution) -> str:
    """The name of a contribution in a sentence: a group's, or an input's."""
    return model.GROUPS.get(part.name, part.name) if bridge.grouped else spoken(part.name)


def names_of(bridge: Bridge) -> tuple[str, str]:
    """Both scenarios in a sentence: the beginnings of their titles, whole titles, or names, as far as they differ."""
    pair = bridge.first.scenario, bridge.second.scenario
    choices = [[item.title.split(":")[0] for item in pair], [item.title for item in pair], [item.name for item in pair]]
    numbered = [f"{item.name} ({place})" for place, item in enumerate(pair, 1)]
    first, second = next((texts for texts in choices if texts[0] != texts[1]), numbered)
    return speaker(bridge.first, bridge.of, first), speaker(bridge.second, bridge.of, second)


def bridge_text(account: Account) -> str:
    """Both values and what each counts; the largest contributions with their inputs; the rest."""
    bridge = account.bridge
    parts = [part for part in bridge.parts if part.contribution]
    sentences = [*_opening(account), *_counting(bridge)]
    leads = LEADS if len(parts) > 1 else ("All of it comes from",)
    sentences += [_sentence(account, part, lead) for part, lead in zip(parts, leads, strict=False)]
    if rest := parts[NAMED:]:
        total = sum(part.contribution for part in rest)
        things = listed(label_of(bridge, part) for part in rest)
        sentences.append(f"The others ({things}) add up to {account.with_unit(account.signed(total))}.")
    return " ".join([*sentences, *_closing(bridge)])


def _opening(account: Account) -> Iterator[str]:
    bridge = account.bridge
    meaning = bridge.first.variable(bridge.of).meaning.partition(";")[0]
    first, second = names_of(bridge)
    values = [together(account.value(result)) for result in (bridge.first, bridge.second)]
    way = "more" if bridge.difference > 0.0 else "less"
    change = f", {account.with_unit(number(abs(account.amount(bridge.difference))))} {way}" if bridge.difference else ""
    yield f'{meaning} ({bridge.of}) is {values[0]} in "{first}" and {values[1]} in "{second}"{change}.'
    if not bridge.difference:
        yield "There is no difference to explain."


def _counting(bridge: Bridge) -> Iterator[str]:
    """What each scenario counts, where the explained variable is a matter of cost."""
    pair = bridge.first, bridge.second
    for name in bridge.first.scenario.graph.with_role(BOUNDARY):
        if any(name in _choices(result, bridge.of) for result in pair):
            first, second = (BOUNDARIES.get(result.word(name), result.word(name)) for result in pair)
            apart = f"They do not count the same costs: the first counts {first}, the second {second}."
            yield f"Both count {first}." if first == second else apart


def _choices(result: Result, of: str) -> frozenset[str]:
    """The choices that select a formula on the way to a variable."""
    return result.scenario.graph.choices_of([of], result.scenario.settings, result.scenario.words)


def _sentence(account: Account, part: Contribution, lead: str) -> str:
    changes = account.changes(part)
    more = len(changes) - NAMED
    texts = "; ".join(changes[:NAMED]) + (f"; and {more} more" if more > 0 else "")
    size = account.with_unit(account.signed(part.contribution))
    return f"{lead} {label_of(account.bridge, part)}, {size}: {texts}."


def _closing(bridge: Bridge) -> Iterator[str]:
    if not bridge.exact:
        yield "The contributions are estimates from random orders of the changes, each with its standard error."
    if bridge.kept < 1.0:
        yield (
            f"Only {percent(bridge.kept, 1)} of the orders have a value after every change; the contributions are "
            "means over these."
        )
