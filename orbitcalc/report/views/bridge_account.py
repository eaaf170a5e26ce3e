"""A bridge in words: its amounts in the units asked for, and what makes one result out of the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from orbitcalc import catalog, units
from orbitcalc.analysis.bridge.bridge import Bridge, Contribution
from orbitcalc.graph import Selection
from orbitcalc.report.document import together
from orbitcalc.report.views import listed, percent
from orbitcalc.report.views.coverage import speaker
from orbitcalc.result import Result
from orbitcalc.units import number

GROUPS = {
    "constants": "constants",
    "target": "the target",
    "orbit": "the orbit",
    "compute": "the computers",
    "power": "the power supply",
    "thermal": "heat rejection",
    "shielding": "shielding",
    "network": "the links",
    "spacecraft": "the build of the satellite",
    "reliability": "failures and spares",
    "fleet": "the number of satellites",
    "launch": "launch",
    "campaign": "the pace of deployment",
    "cost": "prices and what is counted",
    "finance": "finance",
    "ground": "the twin on the ground",
    "environment": "emissions",
    "verdict": "limits",
}
"""The groups of the model in a sentence."""

BOUNDARY = "boundary"
"""The role of the choice that says which costs are counted."""

BOUNDARIES = {
    "all": "everything",
    "without-accelerators": "everything but the accelerators",
    "launch-and-energy": "only launch in orbit and only electricity on the ground",
}
"""What each word of that choice counts, in a sentence."""

NAMED = 3
"""Contributions that have a sentence, and changes that a sentence names."""

LEADS = ("The largest contribution comes from", "The next comes from", "The third comes from")


@dataclass(frozen=True)
class Account:
    """A bridge with the units it is shown in."""

    bridge: Bridge
    shown_units: Mapping[str, str]

    @property
    def unit(self) -> str:
        """The unit of the explained variable, as text."""
        return self.shown_units.get(self.bridge.of, "") or self.bridge.first.unit(self.bridge.of)

    @property
    def shown_in(self) -> units.Unit:
        """The unit of the explained variable."""
        return self.bridge.first.display_unit(self.bridge.of, self.unit)

    def amount(self, si: float) -> float:
        """A difference of the explained variable in its unit; an offset of the unit does not enter."""
        return float(self.shown_in.from_si(si)) - float(self.shown_in.from_si(0.0))

    def signed(self, si: float) -> str:
        """A difference with its sign, without its unit."""
        return f"{'-' if si < 0.0 else '+'}{number(abs(self.amount(si)))}"

    def width(self, si: float, sign: str = "") -> str:
        """The size of a difference in a sentence."""
        return together(f"{sign}{number(abs(self.amount(si)))} {self.shown_in.label}".strip())

    def part(self, si: float) -> str:
        """A difference with its sign in a sentence."""
        return self.width(si, "-" if si < 0.0 else "+")

    def value(self, result: Result) -> str:
        """The explained variable at an end."""
        return result.text(self.bridge.of, self.unit)

    def bare(self, result: Result) -> str:
        """The same without its unit."""
        return self.value(result).removesuffix(self.shown_in.label).strip()

    def change(self, name: str) -> str:
        """What one variable is in the first and in the second scenario."""
        first, second = (self._own(result, name) for result in (self.bridge.first, self.bridge.second))
        figure, _, unit = first.partition(" ")
        shared = unit and second.endswith(f" {unit}") and figure[-1:].isdigit()
        return f"{spoken(name)} from {figure if shared else first} to {second}"

    def _own(self, result: Result, name: str) -> str:
        variable = result.variable(name)
        if isinstance(variable, Selection):
            return catalog.entry(variable.table, result.word(name)).title
        unit = "" if result.is_word(name) else self.shown_units.get(name, "") or self.bridge.first.unit(name)
        mark = "" if name in result.scenario.settings else " (computed)"
        return f"{result.text(name, unit, self._digits(name, unit))}{mark}"

    def _digits(self, name: str, unit: str) -> int:
        """As few digits as show that the two differ."""
        pair = self.bridge.first, self.bridge.second
        return next((n for n in (4, 6, 9) if len({result.text(name, unit, n) for result in pair}) > 1), 4)

    def changes(self, part: Contribution) -> list[str]:
        """The changes behind a contribution, those with the largest effect first."""
        return [text for item in part.parts or _single(self.bridge, part) for text in self._input(item)]

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
    return GROUPS.get(part.name, part.name) if bridge.grouped else spoken(part.name)


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
        sentences.append(f"The others ({things}) add up to {account.part(total)}.")
    return " ".join([*sentences, *_closing(bridge)])


def _opening(account: Account) -> Iterator[str]:
    bridge = account.bridge
    meaning = bridge.first.variable(bridge.of).meaning.partition(";")[0]
    first, second = names_of(bridge)
    values = [together(account.value(result)) for result in (bridge.first, bridge.second)]
    way = "more" if bridge.difference > 0.0 else "less"
    change = f", {account.width(bridge.difference)} {way}" if bridge.difference else ""
    yield f'{meaning} ({bridge.of}) is {values[0]} in "{first}" and {values[1]} in "{second}"{change}.'
    if not bridge.difference:
        yield "There is no difference to explain."


def _counting(bridge: Bridge) -> Iterator[str]:
    """What each scenario counts, where the explained variable is a matter of cost."""
    pair = bridge.first, bridge.second
    for name in bridge.first.scenario.graph.with_role(BOUNDARY):
        if any(name in _choices(result, bridge.of) for result in pair):
            first, second = (BOUNDARIES.get(result.word(name), result.word(name)) for result in pair)
            same = f"Both count {first}."
            yield (
                same
                if first == second
                else (f"They do not count the same: the first counts {first}, the second {second}.")
            )


def _choices(result: Result, of: str) -> frozenset[str]:
    """The choices that select a formula on the way to a variable."""
    return result.scenario.graph.choices_of([of], result.scenario.settings, result.scenario.words)


def _sentence(account: Account, part: Contribution, lead: str) -> str:
    changes = account.changes(part)
    more = len(changes) - NAMED
    texts = "; ".join(changes[:NAMED]) + (f"; and {more} more" if more > 0 else "")
    return f"{lead} {label_of(account.bridge, part)}, {account.part(part.contribution)}: {texts}."


def _closing(bridge: Bridge) -> Iterator[str]:
    if not bridge.exact:
        yield "The contributions are estimates from random orders of the changes, each with its standard error."
    if bridge.kept < 1.0:
        yield (
            f"Only {percent(bridge.kept, 1)} of the orders have a value after every change; the contributions are "
            "means over these."
        )
