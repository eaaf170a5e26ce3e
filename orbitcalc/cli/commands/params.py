"""`orbitcalc params`: everything that can be set."""

from __future__ import annotations

import click

from orbitcalc.cli.options import output_options
from orbitcalc.cli.output import Output


@click.command("params", short_help="Every parameter: default, range, bounds, source, meaning.")
@click.argument("pattern", default="", metavar="[PATTERN]")
@click.option("--all", "everything", is_flag=True, help="Computed variables too; they may be given as well.")
@output_options("table", "json", "csv", "md")
def command(pattern: str, everything: bool, out: Output) -> None:
    """Parameters, choices and catalogue selections, all or those whose name, group or meaning holds PATTERN.

    The value of a catalogued parameter is that of the default entry.

    \b
    Examples:
      orbitcalc params launch
      orbitcalc params radiator -f csv
    """
    from orbitcalc import model
    from orbitcalc.errors import ScenarioError, did_you_mean
    from orbitcalc.report import reference

    graph = model.graph()
    found = reference.matching(graph, pattern, everything)
    if not found:
        raise ScenarioError(f"no variable matches '{pattern}'", hint=did_you_mean(pattern, graph))
    out.write_table(reference.parameters(graph, found), "parameters", reference.parameters_shown(graph, found))
