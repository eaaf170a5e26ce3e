"""`orbitcalc run`: the answer on one screen."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from orbitcalc.cli.bibliography import bibtex_option, write_bibtex
from orbitcalc.cli.options import COMMAND_LINE, output_options, sampling_options, scenario_options, units_option
from orbitcalc.cli.output import Output

if TYPE_CHECKING:
    from orbitcalc.analysis.insight.remedy import Change
    from orbitcalc.report.page import Invocation
    from orbitcalc.result import Result
    from orbitcalc.scenario import Scenario

UNMET = 1


@click.command("run", short_help="Evaluate a scenario: the answer, why, what binds, what to try next.")
@scenario_options
@units_option
@click.option(
    "--require", "required", multiple=True, metavar="CONDITION",
    help="Exit with 1 unless this holds, such as 'cost_ratio < 1'; repeatable.",
)  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Every variable, by group.")
@click.option("--sources", is_flag=True, help="The sources that entered the answer, in full.")
@bibtex_option
@click.option("--series", is_flag=True, help="The campaign year by year.")
@sampling_options
@output_options("table", "json", "csv", "md")
def command(
    scenario: Scenario, shown_units: dict[str, str], required: tuple[str, ...], everything: bool, sources: bool,
    bibtex: str | None, series: bool, out: Output,
) -> None:  # fmt: skip
    """Evaluate a scenario: the answer first, then why, what binds, and what to try next.

    \b
    Examples:
      orbitcalc run google-1gw
      orbitcalc run google-1gw -s it_power_per_satellite='1 MW' -f json
      orbitcalc run mine.toml --require 'feasible == yes' --require 'capex < 60 GUSD_2025'
    """
    from orbitcalc.scenario.conditions import read_conditions, unmet

    conditions = read_conditions(required, scenario.graph)
    result = scenario.run()
    if bibtex is None or not write_bibtex(result, (), bibtex, out):
        _write(result, shown_units, everything, sources, series, out)
    for line in unmet(conditions, result):
        sys.stderr.write(f"{line}\n")
    if unmet(conditions, result):
        raise click.exceptions.Exit(UNMET)


def _write(
    result: Result, shown_units: dict[str, str], everything: bool, sources: bool, series: bool, out: Output
) -> None:
    from orbitcalc.report import listing

    if out.format == "json":
        out.write_json(_envelope(result, shown_units))
    elif series:
        out.write_table(listing.yearly(result, shown_units), "years", listing.yearly_shown(result, shown_units))
    elif sources:
        out.write_table(listing.sources_of(result), "sources", listing.sources_shown(result))
        out.say(listing.basis(result))
    elif everything or out.format != "table":
        out.write_table(listing.variables(result, shown_units), "result", listing.variables_shown(result, shown_units))
    else:
        _write_screen(result, shown_units, out)
    for note in result.notes if out.format != "table" or everything or series or sources else ():
        out.say(f"note: {note}")


def _write_screen(result: Result, shown_units: dict[str, str], out: Output) -> None:
    from orbitcalc.report.screen import screen

    changes = _changes(result) if result.word("feasible") == "no" else []
    out.write(screen(result, shown_units, _invocation(result.scenario), out.width, out.paint, changes))


def _changes(result: Result) -> list[Change]:
    """What would make the scenario work."""
    from orbitcalc.analysis.insight import remedy

    return remedy.nearest(result.scenario, result)


def _envelope(result: Result, shown_units: dict[str, str]) -> dict[str, Any]:
    """The result as JSON, with its sources and what made it."""
    from orbitcalc.cli.provenance import provenance
    from orbitcalc.report import listing

    data = result.to_dict(shown_units)
    return data | {"sources": listing.source_records(result), "provenance": provenance()}


def _invocation(scenario: Scenario) -> Invocation:
    """The command that gives this scenario again, for suggestions to build on."""
    from orbitcalc.report.page import Invocation

    context = click.get_current_context(silent=True)
    name = str(context.params.get("scenario", "")) if context else ""
    given = [layer.values for layer in scenario.layers if layer.label == COMMAND_LINE]
    return Invocation(name or scenario.name, {key: value for values in given for key, value in values.items()})
