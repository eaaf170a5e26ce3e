"""What there is to set and to choose: parameters, scenarios, catalogue entries, sources, as tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from orbitcalc import catalog, units
from orbitcalc.graph import Choice, Graph, Parameter, Rule, Selection, Variable
from orbitcalc.report.listing import reference
from orbitcalc.report.tables import Table

PARAMETERS = {
    "name": "name of the variable", "kind": "parameter, choice, selection or rule", "group": "group of the model",
    "default": "default, in `unit`, or a word", "unit": "unit; 1 is dimensionless",
    "low": "low end of the plausible range, in `unit`", "high": "high end of the plausible range, in `unit`",
    "least": "smallest value allowed, in `unit`", "most": "largest value allowed, in `unit`",
    "role": "uncertainty, lever or constant", "words": "the words a choice or selection may take",
    "source": "keys of the sources", "meaning": "what the variable is", "note": "why this value and range",
    "aliases": "words of the field for it, which are not accepted as its name",
}  # fmt: skip


def matching(graph: Graph, pattern: str, rules: bool) -> list[Variable]:
    """The variables whose name, alias, group or meaning holds the pattern; that name or alias itself first.

    Computed ones only if asked for, or if the pattern is their name or alias.
    """
    wanted = pattern.casefold()
    exact = {wanted, graph.aliases.get(wanted)}
    items = [
        variable
        for name, variable in graph.items()
        if name in exact
        or ((rules or not isinstance(variable, Rule)) and (wanted == variable.group or _holds(variable, wanted)))
    ]
    return sorted(items, key=lambda variable: variable.name not in exact)


def _holds(variable: Variable, wanted: str) -> bool:
    return any(wanted in text for text in (variable.name, *variable.aliases, variable.meaning.casefold()))


def parameters(graph: Graph, variables: Iterable[Variable]) -> Table:
    """Every parameter, choice and selection, exact."""
    rows = [[_facts(graph, variable).get(column) for column in PARAMETERS] for variable in variables]
    return Table(tuple(PARAMETERS), rows, meanings=PARAMETERS)


def _facts(graph: Graph, variable: Variable) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "name": variable.name, "kind": type(variable).__name__.lower(), "group": variable.group,
        "unit": units.declared(variable.unit_text).text or "1", "meaning": variable.meaning,
        "aliases": list(variable.aliases),
    }  # fmt: skip
    if isinstance(variable, Choice):
        return facts | {"default": variable.default, "words": list(variable.words), "source": ["assumption"]}
    if isinstance(variable, Selection):
        words = list(catalog.names(variable.table))
        return facts | {"default": variable.default, "words": words, "source": ["assumption"]}
    if isinstance(variable, Rule):
        return facts | {"words": list(variable.words) or None}
    assert isinstance(variable, Parameter)
    return facts | _numbers(graph, variable)


def _numbers(graph: Graph, variable: Parameter) -> dict[str, Any]:
    """Default, range and bounds in the declared unit; a catalogued value is the default entry's."""
    least, most = variable.bounds
    default, low, high, source, note = variable.default, variable.low, variable.high, [variable.source], variable.note
    if variable.catalogue:
        datum = entry_of(graph, variable).values.get(variable.name)
        default, low, high, source, note = (
            (datum.value, datum.low, datum.high, list(datum.source), datum.note or datum.missing)
            if datum
            else ("", "", "", ["none"], "not in the catalogue for the default entry")
        )
    texts = {"default": default, "low": low, "high": high, "least": least, "most": most}
    numbers = {key: _in_unit(variable, text) for key, text in texts.items()}
    return numbers | {"role": variable.role, "source": source, "note": note}


def entry_of(graph: Graph, variable: Parameter) -> catalog.Entry:
    """The default catalogue entry of a catalogued parameter."""
    selection = next(s for s in graph.of(Selection).values() if s.table == variable.catalogue)
    return catalog.entry(variable.catalogue, selection.default)


def _in_unit(variable: Parameter, text: str) -> float | None:
    return float(units.declared(variable.unit_text).from_si(variable.si(text))) if text else None


def parameters_shown(graph: Graph, variables: Iterable[Variable]) -> Table:
    """The same as people read it."""
    rows = [_shown(_facts(graph, variable), variable) for variable in variables]
    return Table(("name", "default", "range", "role", "meaning"), rows, prose="meaning", right=frozenset({"default"}))


def _shown(facts: dict[str, Any], variable: Variable) -> list[str]:
    unit = units.declared(variable.unit_text).label
    value = _amount(facts.get("default"), unit) or ("computed" if isinstance(variable, Rule) else "unknown")
    ends = [_amount(facts[key], "") for key in ("low", "high") if facts.get(key) is not None]
    spread = " .. ".join(ends) if len(set(ends)) > 1 else ""
    words = [facts["meaning"], _bounds(facts, unit)]
    words += [f"one of {', '.join(facts['words'])}"] if facts.get("words") else []
    words += [f"elsewhere called {', '.join(facts['aliases'])}"] if facts["aliases"] else []
    words += [f"[{', '.join(facts['source'])}]"] if facts.get("source") else []
    return [facts["name"], value, spread, str(facts.get("role") or facts["kind"]), "; ".join(w for w in words if w)]


def _bounds(facts: dict[str, Any], unit: str) -> str:
    if facts.get("least") is None:
        return ""
    return f"from {_amount(facts['least'], '')} to {_amount(facts['most'], unit)}"


def _amount(value: Any, unit: str) -> str:
    """A word as it is, a number as it can be typed."""
    if value is None or isinstance(value, str):
        return value or ""
    return f"{value:.10g} {unit}".strip()


def scenarios() -> Table:
    """The shipped scenarios by group."""
    from orbitcalc.scenario import header_of
    from orbitcalc.scenario import scenarios as names

    headers = {name: header_of(name) for name in names()}
    rows = [
        [str(h.get("group", "other")), name, str(h.get("title", "")), str(h.get("question", ""))]
        for name, h in headers.items()
    ]
    return Table(("group", "name", "title", "question"), sorted(rows))


def scenarios_shown() -> Table:
    """The scenarios as people read them: title and question together."""
    rows = [
        [group, name, f"{title}{'' if title.endswith('?') else '.'} {question}"]
        for group, name, title, question in scenarios().rows
    ]
    return Table(("group", "name", "about"), rows, prose="about")


def entries(table: str) -> Table:
    """The entries of a catalogue table."""
    found = [catalog.entry(table, name) for name in catalog.names(table)]
    return Table(("name", "title", "status"), [[e.name, e.title, e.status] for e in found])


def entries_shown(table: str) -> Table:
    """The entries as people read them."""
    found = [catalog.entry(table, name) for name in catalog.names(table)]
    rows = [[each.name, "; ".join(part for part in (each.title, each.status) if part)] for each in found]
    return Table(("name", "about"), rows, prose="about")


def every_source() -> Table:
    """Every source of the package."""
    columns = ("key", "title", "publisher", "date", "kind", "doi", "url", "via", "note")
    rows = [[key, *(str(about.get(name, "")) for name in columns[1:])] for key, about in catalog.sources().items()]
    return Table(columns, rows)


def every_source_shown() -> Table:
    """The sources as references."""
    return Table(("key", "reference"), [[key, reference(key)] for key in catalog.sources()], prose="reference")


ENTRY = ("name", "value", "low", "high", "source", "locator", "as_of", "kind", "note", "missing")


def entry(table: str, name: str) -> Table:
    """The values of one catalogue entry, as the catalogue holds them."""
    values = catalog.entry(table, name).values
    rows = [[key, *(getattr(datum, column) for column in ENTRY[1:])] for key, datum in values.items()]
    return Table(ENTRY, [[list(item) if isinstance(item, tuple) else item for item in row] for row in rows])


def entry_shown(table: str, name: str) -> Table:
    """The values of one entry with their references, as people read them."""
    rows = []
    for key, datum in catalog.entry(table, name).values.items():
        spread = f"{datum.low} .. {datum.high}" if datum.low and datum.high else ""
        said = [datum.missing, datum.note, *(reference(source) for source in datum.source), datum.locator, datum.as_of]
        rows.append([key, datum.value or "not published", spread, "; ".join(part for part in said if part)])
    return Table(("name", "value", "range", "from"), rows, prose="from", right=frozenset({"value"}))
