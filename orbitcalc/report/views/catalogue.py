"""Listings: scenarios, catalogue entries, sources, the settings of a scenario, the chunks of a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orbitcalc import catalog
from orbitcalc.analysis.runs.state import RunState
from orbitcalc.catalog import SHIPPED, Catalogue, Datum, technologydata
from orbitcalc.document import Block, Document, Heading, Paragraph, Table, Verdict, table_document
from orbitcalc.document.renderers import csv_text
from orbitcalc.graph import Variable
from orbitcalc.report.views import sentences
from orbitcalc.report.views.explanation import source_text
from orbitcalc.scenario import Scenario, Setting, case_about, header_of, shipped_cases
from orbitcalc.scenario import scenarios as scenario_names
from orbitcalc.scenario.distribution import NEEDS, PURE, Distribution
from orbitcalc.scenario.writing import scenario_toml
from orbitcalc.units import declared, number

NAMED = 12
"""Chunks that are named one by one."""

CASE = {"name": "name of the case", "title": "title", "description": "the world that it is"}
SCENARIO = {
    "group": "whose plan or study it is",
    "name": "name of the scenario",
    "title": "title",
    "question": "question it answers",
}

ENTRY = {
    "name": "name of the entry",
    "title": "what it is",
    "status": "how far it has come, and as of when",
    "place": "file and line of an entry that a scenario defines",
}

SOURCE = {
    "key": "key of the source",
    "title": "title",
    "publisher": "author or publisher",
    "date": "date",
    "kind": "kind of publication",
    "doi": "digital object identifier",
    "url": "address",
    "class": "read, secondary, general knowledge, not re-read, or assumption",
    "place": "where in a source that was read its values stand",
    "via": "how it was read",
    "note": "remark",
}

VALUE = {
    "name": "name of the variable",
    "value": "value as the source prints it",
    "low": "low end of the plausible range",
    "high": "high end of the plausible range",
    "source": "keys of the sources",
    "locator": "where in the source the value stands",
    "as_of": "date of which the value is",
    "kind": "kind of value",
    "note": "remark",
    "missing": "reason for a missing value",
}

SETTING = {
    "name": "name of the variable",
    "value": "value in `unit`, or a word",
    "unit": "unit; 1 is dimensionless",
    "given": "the value as it was written",
    "distribution": "kind of its distribution",
    "origin": "origin of the value",
    "source": "keys of the sources",
    "kind": "sourced, assumption, inferred or unsourced",
    "note": "remark",
}


def scenarios_document() -> Document:
    """The shipped scenarios by group."""
    return table_document("scenarios", "Scenarios", rows=_scenarios, shown=_scenarios_shown)


def _scenarios() -> Table:
    headers = {name: header_of(name) for name in scenario_names()}
    rows = [
        [str(header.get("group", "other")), name, str(header.get("title", "")), str(header.get("question", ""))]
        for name, header in headers.items()
    ]
    return Table(tuple(SCENARIO), sorted(rows), meanings=SCENARIO)


def _scenarios_shown() -> Table:
    rows = [[group, name, sentences(title, question)] for group, name, title, question in _scenarios().rows]
    return Table(("group", "name", "about"), rows, prose="about")


def cases_document() -> Document:
    """The shipped cases, each with the world that it is."""
    rows = [[name, *case_about(name)] for name in shipped_cases()]
    return table_document(
        "cases",
        "Cases",
        rows=lambda: Table(tuple(CASE), rows, meanings=CASE),
        shown=lambda: Table(("name", "about"), [[name, sentences(*texts)] for name, *texts in rows], prose="about"),
    )


def entries_document(table: str, catalogue: Catalogue = SHIPPED) -> Document:
    """The entries of a catalogue table, those of a scenario's own with their place."""
    entries = [catalogue.entry(table, name) for name in catalogue.names(table)]
    return table_document(
        "entries",
        f"Catalogue: {table}",
        rows=lambda: Table(tuple(ENTRY), [[getattr(item, key) for key in ENTRY] for item in entries], meanings=ENTRY),
        shown=lambda: Table(
            ("name", "about"),
            [[item.name, sentences(item.title, item.status, item.place)] for item in entries],
            prose="about",
        ),
    )


def values_document(catalogue: Catalogue = SHIPPED) -> Document:
    """Every value of the catalogue, in the columns of `technology-data` too."""
    listed = [(entry, [name, *_cells(datum)]) for entry, name, datum in technologydata.values(catalogue)]
    meanings = {"table": "table of the catalogue", "entry": "name of the entry", **VALUE}
    return table_document(
        "values",
        "Catalogue: all values",
        rows=lambda: Table(tuple(meanings), [[of.table, of.name, *row] for of, row in listed], meanings=meanings),
        shown=lambda: Table(("entry", "variable", "value"), [[of.name, *row[:2]] for of, row in listed]),
        texts={"technologydata": lambda: csv_text(Table(technologydata.COLUMNS, technologydata.rows(catalogue)))},
    )


def all_sources_document() -> Document:
    """Every source of the package."""
    sources = catalog.sources()
    exact = [[key, *(str(about.get(name, "")) for name in list(SOURCE)[1:])] for key, about in sources.items()]
    shown = [[key, str(about["class"]), source_line(key)] for key, about in sources.items()]
    return table_document(
        "sources",
        "Sources",
        rows=lambda: Table(tuple(SOURCE), exact, meanings=SOURCE),
        shown=lambda: Table(("key", "class", "reference"), shown, prose="reference"),
    )


def source_line(key: str) -> str:
    """A source with its address as one line; its key if no more is known."""
    return ", ".join(part for part in source_text(key) if part) or key


def entry_document(table: str, name: str) -> Document:
    """The values of one catalogue entry, as the catalogue holds them, with their references."""
    entry = catalog.entry(table, name)

    def blocks() -> list[Block]:
        status = [Paragraph(sentences(entry.status))] if entry.status else []
        rows = [[key, *_datum(value)] for key, value in entry.values.items()]
        shown = Table(("name", "value", "range", "basis"), rows, prose="basis", right=frozenset({"value"}))
        return [Heading(entry.title, 1), *status, shown]

    def exact() -> Table:
        rows = [[key, *_cells(value)] for key, value in entry.values.items()]
        return Table(tuple(VALUE), rows, meanings=VALUE)

    return Document(kind="entry", title=entry.title, blocks=blocks, rows=exact)


def _cells(value: Datum) -> list[Any]:
    return [list(value.source) if name == "source" else getattr(value, name) for name in list(VALUE)[1:]]


def _datum(value: Datum) -> list[str]:
    spread = f"{value.low} to {value.high}" if value.low and value.high and value.low != value.high else ""
    sources = "; ".join(source_line(key) for key in value.source)
    where = ", ".join(part for part in (value.locator, f"as of {value.as_of}" if value.as_of else "") if part)
    basis = sentences(value.missing, value.note, f"Source: {sources}" + (f" ({where})" if where else ""))
    return [value.value or "not published", spread, basis]


def scenario_document(scenario: Scenario, everything: bool = False) -> Document:
    """A resolved scenario: for people what its layers give, or with `everything` the defaults too."""
    names = [name for name in scenario.graph if name in (scenario.settings if everything else scenario.given)]
    rows = [[name, scenario[name].text or "not published", _pedigree(scenario, scenario[name])] for name in names]
    return Document(
        kind="scenario",
        title=scenario.title,
        blocks=lambda: [Table(("name", "value", "origin"), rows, prose="origin", right=frozenset({"value"}))],
        data=lambda: _scenario_data(scenario),
        rows=lambda: _settings(scenario),
        notes=scenario.notes,
        texts={"toml": lambda: scenario_toml(scenario)},
    )


def _scenario_data(scenario: Scenario) -> dict[str, Any]:
    return {
        "format": "orbitcalc.scenario/1",
        "hash": scenario.digest,
        "layers": [layer.label for layer in scenario.layers],
        "scenario": scenario.to_dict(),
        "origins": {name: setting.origin for name, setting in scenario.settings.items()},
    }


def _settings(scenario: Scenario) -> Table:
    graph, settings = scenario.graph, scenario.settings
    rows = [_setting(graph[name], settings[name], scenario.price_year) for name in graph if name in settings]
    return Table(tuple(SETTING), rows, meanings=SETTING)


def _setting(variable: Variable, setting: Setting, price_year: int) -> list[Any]:
    unit = declared(variable.unit_text, price_year)
    value = setting.value if isinstance(setting.value, str) else float(unit.from_si(setting.value))
    return [
        setting.name,
        None if setting.missing else value,
        unit.text or "1",
        setting.text,
        setting.distribution.kind if setting.distribution else None,
        setting.origin,
        list(setting.source),
        setting.kind,
        setting.note or setting.missing,
    ]


def _pedigree(scenario: Scenario, setting: Setting) -> str:
    """Who gave a value, its distribution, why it is missing where it is, and its sources."""
    unit_text = scenario.graph[setting.name].unit_text
    spread = _spread(setting.distribution, unit_text, scenario.price_year) if setting.distribution else ""
    sources = f"Source: {', '.join(setting.source)}" if setting.source else ""
    return sentences(setting.origin, spread, setting.missing, sources)


def _spread(distribution: Distribution, unit_text: str, price_year: int) -> str:
    """A distribution in words, in the unit of its variable."""
    if not distribution.numbers:
        return f"Distribution: {distribution.kind} of {len(distribution.values)} values"
    unit = declared(unit_text, price_year)
    names = next(option for option in NEEDS[distribution.kind] if set(option) == set(distribution.numbers))
    values = ((name, distribution.numbers[name]) for name in names)
    parts = [f"{name} {number(value if name in PURE else float(unit.from_si(value)))}" for name, value in values]
    return f"Distribution: {distribution.kind}, {', '.join(parts)} {unit.label}".strip()


def run_state_document(folder: str, state: RunState) -> Document:
    """What a run directory holds, and how to complete it."""
    parts = {"intact": state.intact, "damaged": state.damaged, "missing": state.missing}
    rows: list[list[Any]] = [[part, len(numbers), _numbers(numbers)] for part, numbers in parts.items()]
    complete = not state.damaged and not state.missing
    remark = f"{state.samples:,} samples are intact."
    rest = [] if complete else [Paragraph(f"orbitcalc mc --resume {folder} computes the others.")]
    return Document(
        kind="run-state",
        title=f"Chunks of {folder}",
        blocks=lambda: [
            Verdict("Intact: yes" if complete else "Intact: no", complete),
            Table(("chunks", "number", "which"), rows, prose="which", right=frozenset({"number"})),
            Paragraph(remark),
            *rest,
        ],
        data=lambda: (
            {"format": "orbitcalc.run-state/1", "samples": state.samples} | {k: list(v) for k, v in parts.items()}
        ),
    )


def _numbers(numbers: tuple[int, ...]) -> str:
    """The first numbers of chunks, and how many more there are."""
    more = f" and {len(numbers) - NAMED:,} more" if len(numbers) > NAMED else ""
    return ", ".join(map(str, numbers[:NAMED])) + more


def schema_document(schema: Mapping[str, Any]) -> Document:
    """The JSON Schema of scenario files; for people the keys that such a file may have."""
    definitions, rows = schema.get("definitions", {}), []
    for key, about in schema["properties"].items():
        known = definitions.get(key, {}) | about
        rows.append([key, sentences(known.get("description", ""))])
    return Document(
        kind="",
        title=schema["title"],
        blocks=lambda: [Paragraph(sentences(schema["description"])), Table(("key", "meaning"), rows, prose="meaning")],
        data=lambda: schema,
    )
