"""`orbitcalc tornado`: what drives a result, one input at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orbitcalc.cli.ensembles import only_option
from orbitcalc.cli.options import output_options, sampling_options, scenario_options, units_option
from orbitcalc.cli.output import Output
from orbitcalc.cli.progress import Progress

if TYPE_CHECKING:
    from orbitcalc.scenario import Scenario


@click.command("tornado", short_help="What drives a result: each input over its own range.")
@scenario_options
@click.option(
    "--of", "outputs", multiple=True, metavar="VARIABLE", help="The result; cost_ratio by default; repeatable."
)
@only_option("varied")
@click.option("--levers", is_flag=True, help="Include the variables that a designer chooses.")
@click.option("--top", type=click.IntRange(1), default=15, show_default=True, help="Bars to show.")
@click.option("--points", type=click.IntRange(3), default=13, show_default=True, help="Values of each input.")
@click.option("--local", is_flag=True, help="Local elasticities: percent of the result per percent of an input.")
@units_option
@sampling_options
@output_options(figure=True)
def command(
    scenario: Scenario,
    outputs: tuple[str, ...],
    varied: tuple[str, ...],
    levers: bool,
    top: int,
    points: int,
    local: bool,
    shown_units: dict[str, str],
    out: Output,
) -> None:
    """Move each uncertain input from one end of its range to the other while the others keep their values.

    A range without an end is cut at its 5th or 95th percentile. An input whose effect reverses inside its
    range is marked.

    \b
    Examples:
      orbitcalc tornado google-1gw
      orbitcalc tornado google-1gw --of deployment_time --levers --top 10 --figure tornado.svg
      orbitcalc tornado google-1gw --of levelised_cost --local
    """
    from orbitcalc.analysis.sensitivity.elasticity import elasticities
    from orbitcalc.analysis.sensitivity.tornado import tornado
    from orbitcalc.report.views.sensitivity import elasticity_document, tornado_document

    if local and out.figure:
        raise click.UsageError("--figure draws ranges; leave --local out")
    if local:
        with Progress("computing slopes", not out.quiet):
            shares = elasticities(scenario, outputs, vary=varied, levers=levers)
        out.show(elasticity_document(scenario, shares, top))
    else:
        with Progress("moving each input", not out.quiet):
            bars = tornado(scenario, outputs, vary=varied, levers=levers, points=points)
        out.show(tornado_document(bars, top, shown_units))
