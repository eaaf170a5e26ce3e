"""A bridge between two results in words: the paragraph, and what it says of each input."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from orbitcalc import catalog
from orbitcalc.analysis.bridge.bridge import Bridge, Contribution
from orbitcalc.graph import Selection
from orbitcalc.result import Result
from orbitcalc.units import number

GROUPS = {
    "target": "the target", "orbit": "the orbit", "compute": "the computers", "power": "the power supply",
    "thermal": "heat rejection", "network": "the links", "spacecraft": "the satellite's build",
    "reliability": "failures and spares", "fleet": "the count of satellites", "launch": "launch",
    "campaign": "the pace of deployment", "cost": "prices and what is counted", "finance": "finance",
    "ground": "the twin on the ground", "environment": "emissions", "verdict": "limits",
}  # fmt: skip
"""The groups of the model in a sentence."""

BOUNDARIES = {
    "all": "everything", "without-accelerators": "everything but the accelerators",
    "launch-and-energy": "launch alone in orbit and electricity alone on the ground",
}  # fmt: skip
"""What each word of `cost_boundary` counts, in a sentence."""

TOLD = 3
"""Contributions that the paragraph tells one by one, and inputs that it names for each."""


@dataclass(frozen=True)
class Account:
    """A bridge with the units it is shown in."""

    found: Bridge
    shown_units: Mapping[str, str]

    @property
    def of(self) -> str:
        return self.found.of

    @property
    def unit(self) -> str:
        """The unit of the explained variable, as text."""
        return self.shown_units.get(self.of, "") or self.found.first.unit(self.of)

    def amount(self, si: float) -> float:
        """A difference of the explained variable in its unit; an offset of the unit falls out."""
        shown = self.found.first.display_unit(self.of, self.unit)
        return float(shown.from_si(si)) - float(shown.from_si(0.0))

    def figure(self, si: float) -> str:
        """A difference as people read it, without its sign."""
        label = self.found.first.display_unit(self.of, self.unit).label
        return f"{number(abs(self.amount(si)))} {label}".strip()

    def signed(self, si: float) -> str:
        return f"{'-' if si < 0.0 else '+'}{number(abs(self.amount(si)))}"

    def value(self, result: Result) -> str:
        return result.text(self.of, self.unit)

    def bare(self, result: Result) -> str:
        """The value without its unit."""
        return self.value(result).removesuffix(self.found.first.display_unit(self.of, self.unit).label).strip()

    def change(self, name: str) -> str:
        """What one variable is in the first and in the second."""
        first, second = (self._given(result, name) for result in (self.found.first, self.found.second))
        return f"{spoken(name)} from {first} to {second}"

    def _given(self, result: Result, name: str) -> str:
        variable = result.variable(name)
        if isinstance(variable, Selection):
            return catalog.entry(variable.table, result.word(name)).title
        unit = "" if result.is_word(name) else self.shown_units.get(name, "") or self.found.first.unit(name)
        given = name in result.scenario.settings
        mark = "" if given else " (computed)"
        return f"{result.text(name, unit, self._digits(name, unit))}{mark}"

    def _digits(self, name: str, unit: str) -> int:
        """As few digits as show that the two differ."""
        pair = self.found.first, self.found.second
        return next((n for n in (4, 6, 9) if len({result.text(name, unit, n) for result in pair}) > 1), 4)

    def changes(self, part: Contribution) -> list[str]:
        """The changes behind a contribution, those of the most weight first."""
        return [text for each in part.parts or _single(self.found, part) for text in self._input(each)]

    def _input(self, part: Contribution) -> Iterable[str]:
        """One input's change; a catalogue entry stands for the values it brings."""
        graph = self.found.first.scenario.graph
        if part.name in part.variables and isinstance(graph[part.name], Selection):
            count = len(part.variables) - 1
            yield self.change(part.name) + (f" ({count} values)" if count else "")
        elif part.name in part.variables:
            others = [spoken(name) for name in part.variables if name != part.name]
            yield self.change(part.name) + (f" (and with it {', '.join(others)})" if others else "")
        else:
            yield from (self.change(name) for name in part.variables)


def _single(found: Bridge, part: Contribution) -> Sequence[Contribution]:
    """A group that was not broken down as its variables; those of a catalogue entry as the entry."""
    graph = found.first.scenario.graph
    if part.name in graph:
        return (part,)
    entries = {name for name in part.variables if isinstance(graph[name], Selection)}
    tables = {f"catalogue {graph[name].table}/" for name in entries}  # type: ignore[attr-defined]
    supplied = {
        name
        for result in (found.first, found.second)
        for name in part.variables
        if name in result.scenario.settings and result.origin(name).startswith(tuple(tables))
    }
    return [Contribution(name, 0.0, 0.0, (name,)) for name in part.variables if name not in supplied]


def spoken(name: str) -> str:
    """A variable's name in a sentence."""
    return name.replace("_", " ").replace("it power", "IT power")


def label(found: Bridge, part: Contribution) -> str:
    """A contribution's name in a sentence: a group's, or an input's."""
    return GROUPS.get(part.name, part.name) if found.grouped else spoken(part.name)


def title(result: Result, other: Result) -> str:
    """A scenario in a sentence: the beginning of its title, unless the other's begins alike."""
    short, theirs = (each.scenario.title.split(":")[0] for each in (result, other))
    return result.scenario.title if short == theirs else short


def names(found: Bridge) -> tuple[str, str]:
    """Both scenarios in a sentence; by name where their titles are the same."""
    pair = title(found.first, found.second), title(found.second, found.first)
    if pair[0] != pair[1]:
        return pair
    return found.first.scenario.name, found.second.scenario.name


def paragraph(account: Account) -> str:
    """What both come to and what each counts; the largest contributions with their inputs; the rest."""
    found = account.found
    told = [part for part in found.parts if part.contribution][:TOLD]
    rest = [part for part in found.parts if part.contribution and part not in told]
    said = [*_opening(account), *_counting(found)]
    said += [_sentence(account, part, index) for index, part in enumerate(told)]
    if rest:
        things = ", ".join(label(found, part) for part in rest)
        said.append(f"The rest ({things}) comes to {_way(account, sum(part.contribution for part in rest))}.")
    return " ".join([*said, *_closing(account)])


def _way(account: Account, si: float) -> str:
    """A contribution in a sentence."""
    return f"{account.figure(si)} {'upwards' if si > 0.0 else 'downwards'}"


def _opening(account: Account) -> Iterable[str]:
    found = account.found
    meaning = found.first.variable(found.of).meaning
    first, second = names(found)
    values = account.value(found.first), account.value(found.second)
    yield f'"{first}" comes to {values[0]}, "{second}" to {values[1]} ({found.of}: {meaning[0].lower()}{meaning[1:]}).'
    if found.difference == 0.0:
        yield "There is no difference to explain."
        return
    way = "more" if found.difference > 0.0 else "less"
    yield f"The second is {account.figure(found.difference)} {way}."


def _counting(found: Bridge) -> Iterable[str]:
    """What each counts, where the explained variable is a matter of cost."""
    name = "cost_boundary"
    graph = found.first.scenario.graph
    if name not in graph or not any(name in _choices(result, found.of) for result in (found.first, found.second)):
        return
    words = [BOUNDARIES.get(result.word(name), result.word(name)) for result in (found.first, found.second)]
    if words[0] == words[1]:
        yield f"Both count {words[0]}."
    else:
        yield f"They do not count the same: the first counts {words[0]}, the second {words[1]}."


def _choices(result: Result, of: str) -> frozenset[str]:
    """The choices that pick a formula on the way to a variable."""
    return result.scenario.graph.choices_of([of], result.scenario.settings, result.scenario.words)


def _sentence(account: Account, part: Contribution, index: int) -> str:
    things = label(account.found, part)
    lead = (f"The largest contribution is that of {things}", f"Then comes {things}", f"Then {things}")[min(index, 2)]
    changes = account.changes(part)
    more = len(changes) - TOLD
    listed = "; ".join(changes[:TOLD]) + (f"; and {more} more" if more > 0 else "")
    return f"{lead}, {_way(account, part.contribution)}: {listed}."


def _closing(account: Account) -> Iterable[str]:
    found = account.found
    if not found.exact:
        yield "The contributions are estimates from drawn orders, with a standard error beside each."
    if found.kept < 1.0:
        yield (
            f"Only {found.kept:.1%} of the orders in which the inputs can be changed have a value all along, and the "
            "contributions are means over these."
        )
