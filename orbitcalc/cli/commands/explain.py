"""`orbitcalc explain`: from a figure down to the inputs and their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orbitcalc.cli.bibliography import bibtex_option, write_bibtex
from orbitcalc.cli.options import output_options, sampling_options, scenario_options, units_option
from orbitcalc.cli.output import Output

if TYPE_CHECKING:
    from orbitcalc.scenario import Scenario


@click.command("explain", short_help="How a figure is computed, down to inputs and sources.")
@scenario_options
@click.argument("name", metavar="NAME")
@click.option("--depth", type=click.IntRange(0), help="Levels to show; all by default.")
@click.option("--sources", is_flag=True, help="The sources of all inputs of this figure, in full.")
@bibtex_option
@units_option
@sampling_options
@output_options()
def command(
    scenario: Scenario,
    name: str,
    depth: int | None,
    sources: bool,
    bibtex: str | None,
    shown_units: dict[str, str],
    out: Output,
) -> None:
    """Show how a figure is computed: the tree from a variable down to its inputs, each variable once.

    A line has the value, the meaning, and the rule that computes it; or who gave it, and the source.

    \b
    Examples:
      orbitcalc explain google-1gw satellites_required --depth 2
      orbitcalc explain google-1gw capex -f json
      orbitcalc explain google-1gw launch_price --sources
    """
    from orbitcalc.errors import ScenarioError
    from orbitcalc.report.views.explanation import explanation_document, sources_document

    if name not in scenario.graph:
        hint = scenario.graph.suggest(name) or "'orbitcalc params --all' lists the variables"
        raise ScenarioError(f"unknown name '{name}'", "NAME", hint)
    result = scenario.run()
    if bibtex is not None and write_bibtex(result, (name,), bibtex, out):
        return
    out.show(sources_document(result, name) if sources else explanation_document(result, name, depth, shown_units))
