"""`orbitcalc params`: the variables that can be set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orbitcalc.cli.options import output_options
from orbitcalc.cli.output import Output

if TYPE_CHECKING:
    from orbitcalc.graph import Graph, Variable


@click.command("params", short_help="Every parameter: default, range, bounds, source, meaning.")
@click.argument("pattern", default="", metavar="[PATTERN]")
@click.option("--all", "everything", is_flag=True, help="Include computed variables, which can be given as well.")
@output_options()
def command(pattern: str, everything: bool, out: Output) -> None:
    """Parameters, choices and catalogue selections: all, or those that match PATTERN.

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
    from orbitcalc.report.views.variables import parameters_document

    graph = model.graph()
    variables = matching(graph, pattern, everything)
    if not variables:
        raise ScenarioError(f"no variable matches '{pattern}'", hint=graph.suggest(pattern))
    out.show(parameters_document(graph, variables))


def matching(graph: Graph, pattern: str, computed: bool) -> list[Variable]:
    """The variables whose name, alias, group or meaning holds the pattern; that name or alias itself first.

    Computed ones only if asked for, or if the pattern is their name or alias.
    """
    from orbitcalc.graph import Rule

    wanted = pattern.casefold()
    exact = {wanted, graph.aliases.get(wanted)}
    items = [
        variable
        for name, variable in graph.items()
        if name in exact
        or ((computed or not isinstance(variable, Rule)) and (wanted == variable.group or _holds(variable, wanted)))
    ]
    return sorted(items, key=lambda variable: variable.name not in exact)


def _holds(variable: Variable, wanted: str) -> bool:
    return any(wanted in text for text in (variable.name, *variable.aliases, variable.meaning.casefold()))
