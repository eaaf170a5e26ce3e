"""A bridge between two results in words, as a table, as data and as a waterfall."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from orbitcalc import catalog
from orbitcalc.analysis.bridge import Bridge, Part
from orbitcalc.graph import Choice, Selection
from orbitcalc.report.page import upstream
from orbitcalc.report.tables import Table
from orbitcalc.report.waterfall import Bar
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

COLUMNS = {
    "level": "0 an end, 1 a contribution, 2 what it is made of", "name": "scenario, group of the model, or input",
    "contribution": "value at an end, else what this adds, in `unit`", "unit": "unit; 1 is dimensionless",
    "contribution_si": "the same in coherent SI", "error": "standard error in `unit`; 0 where exact",
    "change": "the inputs behind it, each with both values",
}  # fmt: skip


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

    def changes(self, part: Part) -> list[str]:
        """The changes behind a contribution, those of the most weight first."""
        return [text for each in part.parts or _single(self.found, part) for text in self._input(each)]

    def _input(self, part: Part) -> Iterable[str]:
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


def _single(found: Bridge, part: Part) -> Sequence[Part]:
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
    return [Part(name, 0.0, 0.0, (name,)) for name in part.variables if name not in supplied]


def spoken(name: str) -> str:
    """A variable's name in a sentence."""
    return name.replace("_", " ").replace("it power", "IT power")


def label(found: Bridge, part: Part) -> str:
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
    if name not in graph or not any(_hangs_on(result, found.of, name) for result in (found.first, found.second)):
        return
    words = [BOUNDARIES.get(result.word(name), result.word(name)) for result in (found.first, found.second)]
    if words[0] == words[1]:
        yield f"Both count {words[0]}."
    else:
        yield f"They do not count the same: the first counts {words[0]}, the second {words[1]}."


def _hangs_on(result: Result, of: str, choice: str) -> bool:
    """Whether a formula on the way to a variable depends on a choice."""
    rules = (result.variable(name) for name in upstream(result, of) if result.arguments(name))
    return any(choice in formula.when for rule in rules for formula in getattr(rule, "formulas", ()))


def _sentence(account: Account, part: Part, index: int) -> str:
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


def table(account: Account) -> Table:
    """The ends, the contributions, and what they are made of; exact."""
    found, unit = account.found, account.unit or "1"
    first, second = (
        [0, result.scenario.name, float(result.value(found.of, account.unit)), unit, float(si), 0.0, ""]
        for result, si in ((found.first, found.start), (found.second, found.end))
    )
    rows = [row for part in found.parts for row in _rows(account, part)]
    return Table(tuple(COLUMNS), [first, *rows, second], meanings=COLUMNS)


def _rows(account: Account, part: Part) -> Iterable[list[Any]]:
    parts = part.parts if len(part.parts) > 1 else ()
    said = "" if parts else "; ".join(account.changes(part))
    for level, each, text in [(1, part, said), *((2, inner, "; ".join(account.changes(inner))) for inner in parts)]:
        amounts = account.amount(each.contribution), account.amount(each.error)
        yield [level, each.name, amounts[0], account.unit or "1", each.contribution, amounts[1], text]


def shown(account: Account) -> Table:
    """The same as people read it."""
    found = account.found
    head = f"{found.of} [{account.unit or '1'}]"
    rows = []
    for level, name, _, _, si, error, change in table(account).rows:
        spread = f" +- {number(error, 2)}" if error else ""
        figure = f"{account.signed(float(si))}{spread}" if level else _end(account, name, si)
        rows.append([f"{'  ' * level}{name}", figure, change])
    return Table(("", head, "change"), rows, prose="change", right=frozenset({head}))


def _end(account: Account, name: str, si: float) -> str:
    result = account.found.first if si == account.found.start else account.found.second
    return number(float(result.value(account.of, account.unit)))


def remarks(found: Bridge) -> list[str]:
    """How the contributions were found, and what a reader should know of them."""
    count = f"{found.evaluated} mixtures of the two scenarios"
    how = "exact, as the mean over every order of changing them" if found.exact else "estimated from drawn orders"
    out = [f"Contributions are {how}, from {count}"] if len(found.parts) > 1 else []
    if found.without_effect:
        some = len(found.without_effect)
        are = f"{some} more inputs differ and have" if some > 1 else "One more input differs and has"
        out.append(f"{are} no say in {found.of}")
    return [*out, *(f"No value: {text}" for text in found.unknown)]


def data(account: Account) -> dict[str, Any]:
    """Everything as JSON data."""
    found = account.found
    return {
        "format": "orbitcalc.bridge/1", "of": found.of, "unit": account.unit or "1",
        "meaning": found.first.variable(found.of).meaning,
        "first": _scenario(account, found.first), "second": _scenario(account, found.second),
        "difference": account.amount(found.difference), "difference_si": found.difference,
        "grouped": found.grouped, "parts": [_part(account, part) for part in found.parts],
        "exact": found.exact, "mixtures": found.evaluated, "orders_kept": found.kept,
        "without_value": list(found.unknown), "without_effect": list(found.without_effect),
        "text": paragraph(account),
    }  # fmt: skip


def _scenario(account: Account, result: Result) -> dict[str, Any]:
    about, entry = result.scenario, result.entry(account.of, account.unit)
    facts = {key: entry[key] for key in ("value", "value_si", "origin")}
    return {"name": about.name, "title": about.title, "hash": about.digest} | facts


def _part(account: Account, part: Part) -> dict[str, Any]:
    first, second = account.found.first, account.found.second
    inputs = [
        {"name": name, "kind": _kind(first, name), "first": first.entry(name), "second": second.entry(name)}
        for name in part.variables
    ]
    return {
        "name": part.name, "contribution": account.amount(part.contribution), "contribution_si": part.contribution,
        "error": account.amount(part.error), "inputs": [] if part.parts else inputs,
        "parts": [_part(account, each) for each in part.parts],
    }  # fmt: skip


def _kind(result: Result, name: str) -> str:
    variable = result.variable(name)
    kinds = {Choice: "choice", Selection: "selection"}
    return next((word for kind, word in kinds.items() if isinstance(variable, kind)), "number")


def bars(account: Account) -> list[Bar]:
    """The waterfall: both ends and the contributions between them."""
    found = account.found
    ends = [float(result.value(found.of, account.unit)) for result in (found.first, found.second)]
    steps = [Bar(label(found, part), account.amount(part.contribution), account.signed(part.contribution))
             for part in found.parts]  # fmt: skip
    first, second = names(found)
    return [Bar(first, ends[0], number(ends[0]), total=True), *steps, Bar(second, ends[1], number(ends[1]), total=True)]
