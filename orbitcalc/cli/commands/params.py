"""`orbitcalc params`: everything that can be set."""

from __future__ import annotations

import click

from orbitcalc.cli.options import output_options
from orbitcalc.cli.output import Output


@click.command("params", short_help="Every parameter: default, range, bounds, source, meaning.")
@click.argument("pattern", default="", metavar="[PATTERN]")
@click.option("--all", "everything", is_flag=True, help="Computed variables too; they may be given as well.")
@output_options()
def command(pattern: str, everything: bool, out: Output) -> None:
    """Parameters, choices and catalogue selections, all or those that PATTERN finds.

    PATTERN is part of a name or of a meaning, a group, or a word of the field such as wacc.
    The value of a catalogued parameter is that of the default entry.

    \b
    Examples:
      orbitcalc params launch
      orbitcalc params wacc
      orbitcalc params radiator -f csv
    """
    from orbitcalc import model
    from orbitcalc.errors import ScenarioError
    from orbitcalc.report import reference

    graph = model.graph()
    found = reference.matching(graph, pattern, everything)
    if not found:
        raise ScenarioError(f"no variable matches '{pattern}'", hint=graph.suggest(pattern))
    out.write_table(reference.parameters(graph, found), "parameters", reference.parameters_shown(graph, found))
