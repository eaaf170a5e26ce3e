"""A bridge between two results as a table, as data and as the bars of a waterfall."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from orbitcalc.analysis.bridge.bridge import Bridge, Contribution
from orbitcalc.graph import Choice, Selection
from orbitcalc.report.bridging import Account, label, names, paragraph
from orbitcalc.report.tables import Table
from orbitcalc.report.waterfall import Bar
from orbitcalc.result import Result
from orbitcalc.units import number

COLUMNS = {
    "level": "0 an end, 1 a contribution, 2 what it is made of", "name": "scenario, group of the model, or input",
    "contribution": "value at an end, else what this adds, in `unit`", "unit": "unit; 1 is dimensionless",
    "contribution_si": "the same in coherent SI", "error": "standard error in `unit`; 0 where exact",
    "change": "the inputs behind it, each with both values",
}  # fmt: skip


def table(account: Account) -> Table:
    """The ends, the contributions, and what they are made of; exact."""
    found, unit = account.found, account.unit or "1"
    first, second = (
        [0, result.scenario.name, float(result.value(found.of, account.unit)), unit, float(si), 0.0, ""]
        for result, si in ((found.first, found.start), (found.second, found.end))
    )
    rows = [row for part in found.parts for row in _rows(account, part)]
    return Table(tuple(COLUMNS), [first, *rows, second], meanings=COLUMNS)


def _rows(account: Account, part: Contribution) -> Iterable[list[Any]]:
    parts = part.parts if len(part.parts) > 1 else ()
    said = "" if parts else "; ".join(account.changes(part))
    for level, each, text in [(1, part, said), *((2, inner, "; ".join(account.changes(inner))) for inner in parts)]:
        amounts = account.amount(each.contribution), account.amount(each.error)
        yield [level, each.name, amounts[0], account.unit or "1", each.contribution, amounts[1], text]


def shown(account: Account) -> Table:
    """The same as people read it."""
    found = account.found
    head = f"{found.of} [{account.unit or '1'}]"
    rows: list[list[str]] = []
    for level, name, _, _, si, error, change in table(account).rows:
        spread = (f" +- {number(error, 2)}" if math.isfinite(error) else " +- ?") if error else ""
        end = found.second if rows else found.first
        figure = f"{account.signed(float(si))}{spread}" if level else account.bare(end)
        rows.append([f"{'  ' * level}{name}", figure, change])
    return Table(("", head, "change"), rows, prose="change", right=frozenset({head}))


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


def _part(account: Account, part: Contribution) -> dict[str, Any]:
    first, second = account.found.first, account.found.second
    inputs = [
        {"name": name, "kind": _kind(first, name), "first": first.entry(name), "second": second.entry(name)}
        for name in part.variables
    ]
    return {
        "name": part.name, "contribution": account.amount(part.contribution), "contribution_si": part.contribution,
        "error": account.amount(part.error) if math.isfinite(part.error) else None,
        "inputs": [] if part.parts else inputs,
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
    told = account.bare(found.first), account.bare(found.second)
    return [Bar(first, ends[0], told[0], total=True), *steps, Bar(second, ends[1], told[1], total=True)]
