"""A bridge between two results: in words, as a table from one to the other, and as a waterfall."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from orbitcalc.analysis.bridge.bridge import Bridge, Contribution
from orbitcalc.graph import Choice, Selection
from orbitcalc.report.charts.bars import Step, waterfall
from orbitcalc.report.document import NO_BREAK, Block, Chart, Commands, Document, Paragraph, Table
from orbitcalc.report.views.bridge_account import Account, bridge_text, label_of, names_of, spoken
from orbitcalc.report.views.coverage import speaker
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


def bridge_document(bridge: Bridge, shown_units: Mapping[str, str], again: str = "") -> Document:
    """The document of a bridge; `again` is the command that draws its figure."""
    account = Account(bridge, shown_units)
    return Document(
        kind="bridge",
        title=f"{bridge.of}: from {bridge.first.scenario.name} to {bridge.second.scenario.name}",
        blocks=lambda: _blocks(account, again),
        data=lambda: _data(account),
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


# Rows


def _rows(account: Account) -> Table:
    """The ends, the contributions and their parts; exact."""
    bridge = account.bridge
    first, second = _end_row(account, bridge.first, bridge.start), _end_row(account, bridge.second, bridge.end)
    inner = [row for part in bridge.parts for row in _part_rows(account, part)]
    return Table(tuple(COLUMNS), [first, *inner, second], meanings=COLUMNS)


def _end_row(account: Account, result: Result, si: float) -> list[Any]:
    of = account.bridge.of
    name, value = speaker(result, of, result.scenario.name), float(result.value(of, account.unit))
    return [0, name, value, account.unit or "1", float(si), 0.0, ""]


def _part_rows(account: Account, part: Contribution) -> Iterator[list[Any]]:
    parts = part.parts if len(part.parts) > 1 else ()
    own = "" if parts else "; ".join(account.changes(part))
    for level, item, text in [(1, part, own), *((2, inner, "; ".join(account.changes(inner))) for inner in parts)]:
        size, error = account.amount(item.contribution), account.amount(item.error)
        yield [level, item.name, size, account.unit or "1", item.contribution, error, text]


def _shown(account: Account) -> Table:
    """The same for people."""
    head = f"{account.bridge.of} [{account.unit or '1'}]".replace(" [1]", "")
    rows: list[list[str]] = []
    for level, name, _, _, si, error, change in _rows(account).rows:
        spread = (f" +- {number(error, 2)}" if math.isfinite(error) else " +- ?") if error else ""
        end = account.bridge.second if rows else account.bridge.first
        figure = f"{account.signed(float(si))}{spread}" if level else account.bare(end)
        rows.append([f"{'  ' * level}{name}", figure, change.removeprefix(f"{spoken(name)} ")])
    return Table(("part", head, "change"), rows, prose="change", right=frozenset({head}))


def _figure(account: Account) -> Chart:
    """A waterfall: both ends and the contributions between them."""
    bridge, (first, second) = account.bridge, names_of(account.bridge)
    start, end = (float(result.value(bridge.of, account.unit)) for result in (bridge.first, bridge.second))
    inner = [
        Step(label_of(bridge, part), account.amount(part.contribution), account.signed(part.contribution))
        for part in bridge.parts
    ]
    left = Step(first, start, account.bare(bridge.first), total=True)
    right = Step(second, end, account.bare(bridge.second), total=True)
    unit = f" [{account.unit}]" if account.unit not in ("", "1") else ""
    return waterfall(f"From {first} to {second}: {bridge.of}{unit}", [left, *inner, right], bridge_text(account))


# Data


def _data(account: Account) -> dict[str, Any]:
    """Everything as JSON data."""
    bridge = account.bridge
    return {
        "format": "orbitcalc.bridge/1",
        "of": bridge.of,
        "unit": account.unit or "1",
        "meaning": bridge.first.variable(bridge.of).meaning,
        "first": _scenario(account, bridge.first),
        "second": _scenario(account, bridge.second),
        "difference": account.amount(bridge.difference),
        "difference_si": bridge.difference,
        "grouped": bridge.grouped,
        "parts": [_part(account, part) for part in bridge.parts],
        "exact": bridge.exact,
        "mixtures": bridge.evaluated,
        "orders_kept": bridge.kept,
        "without_value": list(bridge.unknown),
        "without_effect": list(bridge.without_effect),
        "text": bridge_text(account).replace(NO_BREAK, " "),
    }


def _scenario(account: Account, result: Result) -> dict[str, Any]:
    about, entry = result.scenario, result.entry(account.bridge.of, account.unit)
    facts = {key: entry[key] for key in ("value", "value_si", "origin", "covered")}
    return {"name": about.name, "title": about.title, "hash": about.digest} | facts


def _part(account: Account, part: Contribution) -> dict[str, Any]:
    first, second = account.bridge.first, account.bridge.second
    inputs = [
        {"name": name, "kind": _kind(first, name), "first": first.entry(name), "second": second.entry(name)}
        for name in part.variables
    ]
    return {
        "name": part.name,
        "contribution": account.amount(part.contribution),
        "contribution_si": part.contribution,
        "error": account.amount(part.error) if math.isfinite(part.error) else None,
        "inputs": [] if part.parts else inputs,
        "parts": [_part(account, item) for item in part.parts],
    }


def _kind(result: Result, name: str) -> str:
    variable = result.variable(name)
    kinds = {Choice: "choice", Selection: "selection"}
    return next((word for kind, word in kinds.items() if isinstance(variable, kind)), "number")
