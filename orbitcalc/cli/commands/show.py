"""`orbitcalc show`: a resolved scenario, or a catalogue entry."""

from __future__ import annotations

import click

from orbitcalc.cli.options import load, output_options
from orbitcalc.cli.output import Output


@click.command("show", short_help="A resolved scenario with the origin of each value, or a catalogue entry.")
@click.argument("name", metavar="SCENARIO|TABLE/ENTRY")
@click.option(
    "-s", "--set", "overrides", multiple=True, metavar="NAME=VALUE", help="Give a variable a value; repeatable."
)
@click.option("--origin", is_flag=True, help="Where every value comes from, defaults too.")
@click.option("--all", "everything", is_flag=True, help="Defaults and catalogue values too.")
@output_options("toml")
def command(name: str, overrides: tuple[str, ...], origin: bool, everything: bool, out: Output) -> None:
    """Show what a scenario resolves to, or the values of a catalogue entry.

    With -f toml the output is a complete scenario file, exact to the last digit.

    \b
    Examples:
      orbitcalc show google-1gw --origin
      orbitcalc show google-1gw -s altitude='600 km' -f toml -o mine.toml
      orbitcalc show vehicles/starship-v3
    """
    from orbitcalc import catalog
    from orbitcalc.report.views.catalogue import entry_document, scenario_document

    table, _, entry = name.partition("/")
    if table in catalog.tables() and entry and not name.endswith(".toml"):
        out.show(entry_document(table, entry))
    else:
        out.show(scenario_document(load(name, overrides), everything=everything or origin))
