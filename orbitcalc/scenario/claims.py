"""What a scenario states about itself: the variables it covers, and whether it restates another party's claim.

`covers` lists variables; the scenario covers them and the variables upstream of them. A file with a
`[published]` table and no `covers` speaks for the figures that it asserts or corrects. `stance = "claim"` says that the
scenario states what somebody else announced; `claimed_by` and `locator` say who did, and where.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from orbitcalc.errors import did_you_mean
from orbitcalc.graph import Graph

if TYPE_CHECKING:
    from orbitcalc.scenario.scenario import Scenario

STANCES = ("design", "claim")
"""A central design of its author, or another party's announcement."""

SPOKEN_FOR = ("asserted", "corrected")
"""The status of the printed figures that a study covers by default."""

OWN = (
    "baseline",
    "blue-origin-new-glenn",
    "falcon-heavy-today",
    "falcon9-today",
    "google-1gw",
    "openai-stoke-nova",
    "reactor-cluster",
    "reactor-on-soyuz",
    "relativity-terran-r",
    "rocket-lab-electron",
    "rocket-lab-neutron",
    "roscosmos-angara",
    "roscosmos-soyuz",
    "starlink-v3-compute",
    "starship-reviewed-sites",
    "starship-with-mars-campaign",
)
"""Shipped designs of this project, which are not claims."""

Wrong = tuple[str, str, str]
"""The header key, what is wrong with it, and how to fix it."""


def wrong_claims(header: Mapping[str, Any], file: str, graph: Graph) -> Iterator[Wrong]:
    """What is wrong with `covers`, `stance`, `claimed_by` and `locator` in the header of a file."""
    yield from _wrong_covers(header.get("covers", ()), graph)
    for key in ("claimed_by", "locator"):
        if not isinstance(header.get(key, ""), str):
            yield key, f"'{key}' is not a text", "write it in quotes"
    stance = header.get("stance", STANCES[0])
    if stance not in STANCES:
        hint = did_you_mean(str(stance), STANCES) or f"it is one of {', '.join(STANCES)}"
        yield "stance", f"stance '{stance}' is not known", hint
    elif stance == "claim":
        yield from _wrong_claim(header, file)


def _wrong_covers(names: Any, graph: Graph) -> Iterator[Wrong]:
    if not isinstance(names, tuple):
        yield "covers", "'covers' is not a list of variables", 'write covers = ["capex"]'
        return
    for name in names:
        if name not in graph:
            yield "covers", f"covers: no variable '{name}'", graph.suggest(str(name))


def _wrong_claim(header: Mapping[str, Any], file: str) -> Iterator[Wrong]:
    for key, what in (("claimed_by", "who made it"), ("locator", "where it was made")):
        if not header.get(key):
            yield "stance", f"a claim must state {what}", f'write {key} = "..."'
    if header.get("published"):
        yield "stance", "a restated study cannot be a claim", "its figures have a status of their own"
    if file.removesuffix(".toml") in OWN:
        yield "stance", f"{file} is a design of this project, not a claim", "leave the stance out"


def covered_names(scenario: Scenario) -> frozenset[str] | None:
    """The variables that a scenario covers: those it gives or lists, and those upstream of them.

    None where the scenario neither restates a study nor lists what it covers: then it covers everything.
    """
    rows = _published_rows(scenario.own_header("published", {}))
    names = scenario.own_header("covers", ())
    if not rows and not names:
        return None
    own = frozenset(scenario.given)
    if names:
        return own.union(_above(scenario, names, {}))
    speaks = [row for row in rows if row.get("status", SPOKEN_FOR[0]) in SPOKEN_FOR]
    return own.union(*(_above(scenario, _figures(row), _values(row)) for row in speaks))


def said_claims(scenario: Scenario) -> dict[str, Any]:
    """What the header of a resolved scenario says of itself: claim, answers, correlations and what it speaks for."""
    keys = ("stance", "claimed_by", "locator", "answers")
    own = {key: scenario.own_header(key) for key in keys} | {"correlate": scenario.header("correlate")}
    speaks = () if scenario.covered is None else sorted(scenario.covered - set(scenario.settings))
    return {key: item for key, item in (own | {"covers": speaks}).items() if item}


def _published_rows(table: Any) -> list[Mapping[str, Any]]:
    """The rows of `[published]`, each with what holds for all of them; wrong ones are reported where they are read."""
    if not isinstance(table, Mapping):
        return []
    common = {key: item for key, item in table.items() if not isinstance(item, Mapping)}
    return [{**common, **row} for row in table.values() if isinstance(row, Mapping)]


def _figures(row: Mapping[str, Any]) -> list[str]:
    values = row.get("values", {})
    return [str(name) for name in (*(values if isinstance(values, Mapping) else ()), row.get("variable")) if name]


def _values(row: Mapping[str, Any]) -> Mapping[str, Any]:
    values = row.get("set", {})
    return values if isinstance(values, Mapping) else {}


def _above(scenario: Scenario, names: Any, values: Mapping[str, Any]) -> frozenset[str]:
    """These variables and what they are computed from, under the scenario with the values of one row."""
    graph = scenario.graph
    words = {**scenario.words, **{name: str(raw) for name, raw in values.items() if name in scenario.words}}
    known = [name for name in names if name in graph]
    return graph.upstream(known, {*scenario.settings, *values}, words) | frozenset(values)
