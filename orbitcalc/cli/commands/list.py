"""`orbitcalc list`: shipped scenarios, catalogue tables, sources."""

from __future__ import annotations

import click

from orbitcalc.cli.options import output_options
from orbitcalc.cli.output import Output


@click.command("list", short_help="Scenarios; or a catalogue table, or the sources.")
@click.argument("what", default="scenarios", metavar="[WHAT]")
@output_options()
def command(what: str, out: Output) -> None:
    """The shipped scenarios; or WHAT: a catalogue table such as vehicles, or sources.

    \b
    Examples:
      orbitcalc list
      orbitcalc list vehicles
      orbitcalc list sources -f csv
    """
    from orbitcalc import catalog
    from orbitcalc.errors import ScenarioError, did_you_mean
    from orbitcalc.report import reference

    if what == "scenarios":
        out.write_table(reference.scenarios(), "scenarios", reference.scenarios_shown())
    elif what == "sources":
        out.write_table(reference.every_source(), "sources", reference.every_source_shown())
    elif what in catalog.tables():
        out.write_table(reference.entries(what), "entries", reference.entries_shown(what))
    else:
        known = ("scenarios", "sources", *catalog.tables())
        raise ScenarioError(f"nothing called '{what}' to list", hint=did_you_mean(what, known) or ", ".join(known))
