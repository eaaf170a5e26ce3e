"""`orbitcalc list`: shipped scenarios, catalogue tables, sources."""

from __future__ import annotations

import click

from orbitcalc.cli.options import load, output_options
from orbitcalc.cli.output import Output

VALUES = "values"
"""Lists every value of the catalogue."""


@click.command("list", short_help="Scenarios, the entries of a catalogue table, or the sources.")
@click.argument("what", default="scenarios", metavar="[WHAT]")
@click.argument("scenario", default="", metavar="[SCENARIO]")
@output_options("technologydata")
def command(what: str, scenario: str, out: Output) -> None:
    """List the shipped scenarios, or WHAT: a catalogue table such as vehicles, values (all of the catalogue), cases,
    sources, or study-files. 'values' has the columns of technology-data as a format.

    With a SCENARIO the table includes the entries that it defines, each with its file and line.

    \b
    Examples:
      orbitcalc list
      orbitcalc list vehicles
      orbitcalc list cases
      orbitcalc list vehicles mine.toml
      orbitcalc list sources -f csv
      orbitcalc list values -f technologydata -o orbit.csv
    """
    from orbitcalc import catalog
    from orbitcalc.errors import ScenarioError, did_you_mean
    from orbitcalc.report.views import catalogue
    from orbitcalc.study.shipped import study_files_document

    documents = {
        "scenarios": catalogue.scenarios_document,
        "cases": catalogue.cases_document,
        "sources": catalogue.all_sources_document,
        "study-files": study_files_document,
    }
    if what in documents:
        out.show(documents[what]())
    elif what in catalog.tables() or what == VALUES:
        own = load(scenario).catalogue if scenario else catalog.SHIPPED
        out.show(catalogue.values_document(own) if what == VALUES else catalogue.entries_document(what, own))
    else:
        known = (*documents, VALUES, *catalog.tables())
        raise ScenarioError(f"nothing called '{what}' to list", hint=did_you_mean(what, known) or ", ".join(known))
