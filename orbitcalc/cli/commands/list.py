"""`orbitcalc list`: shipped scenarios, catalogue tables, sources."""

from __future__ import annotations

import click

from orbitcalc.cli.options import output_options
from orbitcalc.cli.output import Output


@click.command("list", short_help="Scenarios, the entries of a catalogue table, or the sources.")
@click.argument("what", default="scenarios", metavar="[WHAT]")
@output_options()
def command(what: str, out: Output) -> None:
    """List the shipped scenarios, or WHAT: a catalogue table such as vehicles, or sources.

    \b
    Examples:
      orbitcalc list
      orbitcalc list vehicles
      orbitcalc list sources -f csv
    """
    from orbitcalc import catalog
    from orbitcalc.errors import ScenarioError, did_you_mean
    from orbitcalc.report.views import catalogue

    if what in ("scenarios", "sources"):
        out.show(catalogue.scenarios_document() if what == "scenarios" else catalogue.all_sources_document())
    elif what in catalog.tables():
        out.show(catalogue.entries_document(what))
    else:
        known = ("scenarios", "sources", *catalog.tables())
        raise ScenarioError(f"nothing called '{what}' to list", hint=did_you_mean(what, known) or ", ".join(known))
