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
@click.option("--depth", type=click.IntRange(0), default=2, show_default=True, metavar="N", help="Levels to show.")
@click.option("--deep", is_flag=True, help="All levels, down to the inputs.")
@click.option("--sources", is_flag=True, help="The sources of all inputs of this figure, in full.")
@bibtex_option
@units_option
@sampling_options
@output_options()
def command(
    scenario: Scenario,
    name: str,
    depth: int,
    deep: bool,
    sources: bool,
    bibtex: str | None,
    shown_units: dict[str, str],
    out: Output,
) -> None:
    """Show how a figure is computed: its formula with the numbers in it, what it needs, and what matters most to it.

    The tree goes two levels down; --deep goes down to the inputs, each variable once. A line has the value, the
    formula, the meaning, and the rule that computes it; or who gave it, and the source.

    \b
    Examples:
      orbitcalc explain google-1gw satellites_required
      orbitcalc explain google-1gw capex --deep
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
    levels = None if deep else depth
    out.show(sources_document(result, name) if sources else explanation_document(result, name, levels, shown_units))
