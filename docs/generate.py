"""Write the reference pages from the model's own declarations, and refresh the README's output.

python docs/generate.py            writes docs/generated
python docs/generate.py --readme   also runs the README's commands and puts their output in place
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

import equations
from texts import plain

import orbitcalc
from orbitcalc import catalog, model
from orbitcalc.analysis.insight.provenance import CLASSES
from orbitcalc.analysis.studies.outside import restated_outside
from orbitcalc.document.renderers import render
from orbitcalc.graph import Choice, Constraint, Formula, Parameter, Rule, Selection, Variable
from orbitcalc.page.html import page as explore_page
from orbitcalc.report.views.catalogue import values_document

HERE = Path(__file__).parent
GENERATED = HERE / "generated"
README = HERE.parent / "README.md"


def variable_link(name: str) -> str:
    return f"[`{name}`](#variable-{name})"


def source_links(keys: Sequence[str]) -> str:
    """Links to sources; a key that is not in the list is shown as it is."""
    known = catalog.sources()
    return ", ".join(f"[{plain(key)}](#source-{key})" if key in known else f"`{key}`" for key in keys)


def parameter_lines(variable: Parameter) -> Iterator[str]:
    if variable.catalogue:
        yield f"Given by the catalogue table [{variable.catalogue}](#table-{variable.catalogue})."
    else:
        yield f"Default **{plain(variable.default)}**, source {source_links([variable.source])}."
    if variable.low and variable.low != variable.high:
        meaning = "A designer may choose" if variable.role == "lever" else "Believed to be, at 5 to 95 %,"
        yield f"{meaning} {plain(variable.low)} to {plain(variable.high)} ({variable.role}, {variable.shape})."
    if variable.moves_with:
        linked = ", ".join(f"{variable_link(name)} (rank correlation {rank:g})" for name, rank in variable.moves_with)
        yield f"Moves with {linked}."
    if any(variable.bounds):
        yield f"Accepted from {plain(variable.bounds[0])} to {plain(variable.bounds[1])}."
    if variable.note:
        yield f"Note: {plain(variable.note)}."


def formula_line(formula: Formula) -> str:
    arguments = ", ".join(map(variable_link, formula.arguments)) or "nothing"
    conditions = " and ".join(
        f"{variable_link(choice)} is {' or '.join(f'`{word}`' for word in words)}" for choice, words in formula.when
    )
    return f"- {f'where {conditions}, from' if conditions else 'from'} {arguments}"


def constraint_lines(variable: Constraint) -> Iterator[str]:
    ways = {"up": "more", "down": "less", "other": "another"}
    relaxed = ", ".join(f"{ways[way]} {variable_link(name)}" for name, way in variable.relaxed_by)
    yield f"Relaxed by {relaxed}."
    if variable.sized:
        yield "The model sizes this capacity for its demand: that margin is a reserve of the design and does not bind."


def rule_lines(variable: Rule) -> Iterator[str]:
    over = f", over {variable.axis}" if variable.axis else ""
    yield f"Computed{over}; the [equation](#equation-{variable.name})."
    yield "\n".join(map(formula_line, variable.formulas))
    reason = "" if isinstance(variable, Constraint) else variable.formulas[0].function.__doc__
    if reason:
        yield plain(" ".join(reason.split()))
    if isinstance(variable, Constraint):
        yield from constraint_lines(variable)
    if variable.words:
        yield "One of " + ", ".join(f"`{word}`" for word in variable.words) + "."


def choice_lines(variable: Choice) -> Iterator[str]:
    default, *others = (f"`{word}`" for word in variable.words)
    yield f"A choice: {default} (the default){''.join(f', {word}' for word in others)}."


def details(variable: Variable) -> Iterator[str]:
    """What there is to say of a variable beyond unit and meaning."""
    if isinstance(variable, Parameter):
        yield from parameter_lines(variable)
    elif isinstance(variable, Rule):
        yield from rule_lines(variable)
    elif isinstance(variable, Choice):
        yield "\n".join(choice_lines(variable))
    elif isinstance(variable, Selection):
        table = f"[{variable.table}](#table-{variable.table})"
        yield f"An entry of the catalogue table {table}; `{variable.default}` by default."


def variable_section(variable: Variable) -> str:
    unit = f" [{plain(variable.unit_text)}]" if isinstance(variable, Parameter | Rule) else ""
    head = f"(variable-{variable.name})=\n### `{variable.name}`\n\n{plain(variable.meaning)}{unit}."
    return "\n\n".join([head, *details(variable)])


def group_page(group: str, variables: Iterable[Variable]) -> str:
    """One group of the model: what is given, then what is computed."""
    about = (import_module(f"orbitcalc.model.{group}").__doc__ or "").strip()
    given = [item for item in variables if not isinstance(item, Rule)]
    computed = [item for item in variables if isinstance(item, Rule)]
    parts = [f"# {group}", plain(about)]
    for title, members in (("Given", given), ("Computed", computed)):
        if members:
            parts += [f"## {title}", *map(variable_section, members)]
    return "\n\n".join(parts) + "\n"


def entry_section(entry: catalog.Entry) -> str:
    rows = ["| variable | value | 5 to 95 % | source | place, note |", "|---|---|---|---|---|"]
    for name, datum in entry.values.items():
        span = f"{datum.low} to {datum.high}" if datum.low and datum.low != datum.high else ""
        about = "; ".join(filter(None, (datum.locator, datum.as_of, datum.exact, datum.note)))
        shown = plain(datum.value) if datum.value else f"*not known: {plain(datum.missing)}*"
        linked = variable_link(name) if name in model.graph() else f"`{name}`"
        rows.append(f"| {linked} | {shown} | {plain(span)} | {source_links(datum.source)} | {plain(about)} |")
    status = f"{plain(entry.status)}\n\n" if entry.status else ""
    table = "\n".join(rows) if entry.values else "Gives no values."
    return f"## `{entry.name}`\n\n{plain(entry.title)}\n\n{status}{table}"


def catalogue_page(table: str) -> str:
    """One table of the catalogue, every value with its source."""
    entries = [catalog.entry(table, name) for name in catalog.names(table)]
    return "\n\n".join([f"(table-{table})=\n# {table}", *map(entry_section, entries)]) + "\n"


RANGES = """\
(ranges)=
# Ranges

What every range means, and what each rests on. The low end, the value and the high end of an uncertain quantity are the
5, 50 and 95 % points of what is believed: the value is the median. Each half is half of a normal distribution, as wide
as its own end says, of the logarithm where the range spans more than a factor of three. A draw beyond a hard bound is
the bound. What has another shape says so. A quantity that a designer or planner decides is a lever and is not drawn.
`NAME='a to b unit'` gives the 5 and 95 % points of a range of one's own; its median lies midway, by factors where the
quantity is positive and may exceed 1. In a file, `value`, `low` and `high` give all three.

A range wider than a factor of ten says why in its evidence, and evidence outside of a range is named with the reason.
"Restated tools outside it" lists what the tools give that are restated with all their inputs, from their scenarios.
The failure probability of a vehicle with a record is the Beta distribution of that record (Jeffreys prior)."""

HEAD = ["| quantity | 5 % | median | 95 % | evidence |", "|---|---|---|---|---|"]


def range_row(name: str, points: Sequence[str], evidence: Sequence[str]) -> str:
    cells = [variable_link(name), *map(plain, points), "; ".join(filter(None, evidence))]
    return f"| {' | '.join(cells)} |"


def restated(name: str, entry: str = "") -> str:
    """What restated tools give outside of a range, as evidence beside it."""
    text = restated_outside(name, entry)
    return f"restated tools outside it: {plain(text)}" if text else ""


def declared_ranges() -> list[str]:
    """A row for every uncertain parameter of the model itself."""
    return [
        range_row(
            name,
            (item.low, item.default, item.high),
            (
                plain(item.note),
                restated(name),
                source_links([item.source]),
                "" if item.shape == "percentiles" else item.shape,
            ),
        )
        for name, item in model.graph().of(Parameter).items()
        if item.role == "uncertainty" and not item.catalogue
    ]


def entry_ranges(entry: catalog.Entry) -> list[str]:
    """A row for every value of an entry that has a range and that the model draws."""
    uncertain = {name for name, item in model.graph().of(Parameter).items() if item.role == "uncertainty"}
    place = f"{entry.table}/{entry.name}"
    return [
        range_row(
            name,
            (item.low, item.value, item.high),
            (plain(item.note), restated(name, place), source_links(item.source)),
        )
        for name, item in entry.values.items()
        if name in uncertain and item.low
    ]


def ranges_page() -> str:
    """Every range with its evidence, and what moves together."""
    linked = [
        f"| {variable_link(name)} | {variable_link(other)} | {rank:g} |"
        for name, item in model.graph().of(Parameter).items()
        for other, rank in item.moves_with
    ]
    together = ["| quantity | moves with | rank correlation |", "|---|---|---|", *linked]
    parts = [RANGES, "## Parameters", "\n".join([*HEAD, *declared_ranges()]), "## What moves together"]
    parts += ["\n".join(together)]
    for table in catalog.tables():
        for name in catalog.names(table):
            rows = entry_ranges(catalog.entry(table, name))
            parts += [f"## {table}: `{name}`", "\n".join([*HEAD, *rows])] if rows else []
    return "\n\n".join(parts) + "\n"


def sources_page() -> str:
    """Every source by its key."""
    classes = "; ".join(CLASSES)
    parts = ["# Sources", f"How a source was read stands with it, in four classes: {classes}."]
    for key, about in sorted(catalog.sources().items()):
        text = {name: str(value) for name, value in about.items()}
        who = ", ".join(plain(text[name]) for name in ("author", "publisher", "date") if text.get(name))
        lines = [f"(source-{key})=\n## {plain(key)}", f"*{plain(text.get('title', key))}*. {who}"]
        if text.get("url"):
            lines.append(f"<{text['url']}>")
        facts = ("doi", "kind", "class", "place", "via", "note")
        lines += [f"{name}: {plain(text[name])}" for name in facts if text.get(name)]
        parts.append("\n\n".join(lines))
    return "\n\n".join(parts) + "\n"


DOWNLOADS = """\
## The catalogue as files

Every value of the catalogue with its range and source: {download}`catalogue.csv`; the same in the columns of
[technology-data](https://github.com/PyPSA/technology-data), which energy system models read:
{download}`technology-data.csv`. `orbitcalc list values` writes both."""


def downloads() -> dict[str, str]:
    """The catalogue as files, by name."""
    document = values_document()
    return {"catalogue.csv": render(document, "csv"), "technology-data.csv": render(document, "technologydata")}


def index_page() -> str:
    """The pages in order."""

    def tree(title: str, names: Iterable[str]) -> str:
        return "\n".join([f"## {title}\n", "```{toctree}", ":maxdepth: 1\n", *names, "```"])

    return (
        "\n\n".join(
            [
                "# Variables, catalogue and sources",
                "Written from the declarations of the model and the catalogue's files each time these pages are built.",
                tree("Variables by group", model.GROUPS),
                tree("Equations", ["equations"]),
                tree("Catalogue", (f"catalogue-{table}" for table in catalog.tables())),
                tree("Ranges and sources", ["ranges", "sources"]),
                DOWNLOADS,
            ]
        )
        + "\n"
    )


def write(folder: Path = GENERATED) -> list[Path]:
    """Write all pages into a folder, which is made if it is not there; the paths written."""
    graph = model.graph()
    pages = {"index": index_page(), "ranges": ranges_page(), "sources": sources_page()}
    for group in model.GROUPS:
        pages[group] = group_page(group, [item for item in graph.values() if item.group == group])
    for table in catalog.tables():
        pages[f"catalogue-{table}"] = catalogue_page(table)
    pages |= equations.pages()
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in downloads().items():
        (folder / name).write_text(text, encoding="utf-8")
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return [folder / f"{name}.md" for name in pages]


LIVE = ("google-1gw", "starcloud-5gw", "spacex-ai1", "mccalip")
"""Scenarios of the live page that stands beside these pages."""


def live_page(folder: Path = GENERATED / "live") -> Path:
    """Write the live page of the shipped designs, as `orbitcalc explore` does, into a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{LIVE[0]}.html"
    path.write_text(explore_page([orbitcalc.load(name) for name in LIVE]), encoding="utf-8")
    return path


def main(arguments: Sequence[str]) -> None:
    """Write the pages; with `--readme`, the README too."""
    write()
    if "--readme" in arguments:
        from printed import refreshed

        README.write_text(refreshed(README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
