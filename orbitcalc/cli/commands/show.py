"""`orbitcalc show`: a resolved scenario, or a catalogue entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from orbitcalc.cli.options import load, output_options
from orbitcalc.cli.output import Output

if TYPE_CHECKING:
    from orbitcalc.scenario import Scenario


@click.command("show", short_help="A resolved scenario with the origin of each value; or a catalogue entry.")
@click.argument("name", metavar="SCENARIO|TABLE/ENTRY")
@click.option(
    "-s", "--set", "overrides", multiple=True, metavar="NAME=VALUE", help="Give a variable a value; repeatable."
)
@click.option("--origin", is_flag=True, help="Where each value comes from, in full.")
@click.option("--all", "everything", is_flag=True, help="Defaults and catalogue values too, in the table.")
@output_options("toml")
def command(name: str, overrides: tuple[str, ...], origin: bool, everything: bool, out: Output) -> None:
    """What a scenario gives, once its layers are resolved; or the values of a catalogue entry.

    With -f toml the result is a scenario file of its own, exact to the last digit.

    \b
    Examples:
      orbitcalc show google-1gw --origin
      orbitcalc show google-1gw -s altitude='600 km' -f toml -o mine.toml
      orbitcalc show vehicles/starship-v3
    """
    from orbitcalc import catalog

    table, _, entry = name.partition("/")
    if table in catalog.tables() and entry and not name.endswith(".toml"):
        _show_entry(table, entry, out)
    else:
        _show_scenario(load(name, overrides), origin, everything, out)


def _show_entry(table: str, entry: str, out: Output) -> None:
    from orbitcalc import catalog
    from orbitcalc.report import reference

    about = catalog.entry(table, entry)
    if out.format == "toml":
        raise click.UsageError("a catalogue entry is shown as table, json, csv or md")
    if out.format == "table":
        from orbitcalc.report.style import fill
        from orbitcalc.report.tables import as_text

        said = "\n".join([about.title, *(fill(about.status, out.width) if about.status else ())])
        out.write(f"{said}\n\n{as_text(reference.entry_shown(table, entry), out.width)}")
    else:
        out.write_table(reference.entry(table, entry), "entry", reference.entry_shown(table, entry))


def _show_scenario(scenario: Scenario, origin: bool, everything: bool, out: Output) -> None:
    from orbitcalc.report import settings

    if out.format == "toml":
        out.write(settings.as_toml(scenario))
    elif out.format == "json":
        out.write_json(_envelope(scenario))
    else:
        shown = settings.shown(scenario, everything=everything or origin)
        out.write_table(settings.table(scenario), "scenario", shown)
    for note in scenario.notes:
        out.say(f"note: {note}")


def _envelope(scenario: Scenario) -> dict[str, Any]:
    from orbitcalc.cli.provenance import provenance

    settings = {name: setting.origin for name, setting in scenario.settings.items()}
    about = {"format": "orbitcalc.scenario/1", "hash": scenario.digest, "layers": [x.label for x in scenario.layers]}
    return about | {"scenario": scenario.to_dict(), "origins": settings, "provenance": provenance()}
