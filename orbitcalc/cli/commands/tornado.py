"""`orbitcalc tornado`: what drives a result, one input at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orbitcalc.cli.figure import check_free, figure_option, write_figure
from orbitcalc.cli.options import output_options, sampling_options, scenario_options, units_option
from orbitcalc.cli.output import Output

if TYPE_CHECKING:
    from orbitcalc.analysis.sensitivity.tornado import Tornado
    from orbitcalc.scenario import Scenario


@click.command("tornado", short_help="What drives a result: each input over its own range.")
@scenario_options
@click.option("--of", "outputs", multiple=True, metavar="VARIABLE", help="The result, else cost_ratio; repeatable.")
@click.option("--vary", "varied", multiple=True, metavar="NAME", help="Only this input; repeatable.")
@click.option("--levers", is_flag=True, help="What a designer chooses, too.")
@click.option("--top", type=click.IntRange(1), default=15, show_default=True, help="Bars to show.")
@click.option("--points", type=click.IntRange(3), default=13, show_default=True, help="Values of each input.")
@click.option("--local", is_flag=True, help="Elasticities here: percent of the result per percent of an input.")
@figure_option
@units_option
@sampling_options
@output_options()
def command(
    scenario: Scenario, outputs: tuple[str, ...], varied: tuple[str, ...], levers: bool, top: int, points: int,
    local: bool, figure: str | None, shown_units: dict[str, str], out: Output,
) -> None:  # fmt: skip
    """Move each uncertain input from one end of its own range to the other, the rest as they are.

    An input without ends goes from its 5th to its 95th percentile. An input whose effect turns around
    inside its range is marked.

    \b
    Examples:
      orbitcalc tornado google-1gw
      orbitcalc tornado google-1gw --of deployment_time --levers --top 10 --figure tornado.svg
      orbitcalc tornado google-1gw --of levelised_cost --local
    """
    from orbitcalc.analysis.sensitivity.tornado import TORNADO_OUTPUTS, tornado
    from orbitcalc.report import tornados

    check_free(figure, out)
    names = outputs or TORNADO_OUTPUTS
    if local:
        if figure:
            raise click.UsageError("--figure draws ranges; leave --local out")
        _local(scenario, names, varied, levers, top, out)
        return
    found = tornado(scenario, names, vary=varied, levers=levers, points=points)
    if figure:
        write_figure(figure, tornados.figure(found, names[0], top, shown_units), out)
    _write(found, top, shown_units, out)


def _write(found: Tornado, top: int, shown_units: dict[str, str], out: Output) -> None:
    from orbitcalc.cli.provenance import provenance
    from orbitcalc.report import tables, tornados
    from orbitcalc.scenario.display import value_text

    if out.format == "json":
        out.write_json(found.to_dict(shown_units) | {"provenance": provenance()})
        return
    if out.format == "csv":
        out.write_table(tornados.table(found, shown_units), "tornado")
        return
    parts = []
    for output, bars in found.bars.items():
        table = tornados.shown(found, output, top, shown_units)
        now = value_text(found.scenario, output, found.base[output], shown_units.get(output, ""))
        more = f"; {len(bars) - top} more inputs have shorter bars" if len(bars) > top else ""
        text = tables.as_markdown(table) if out.format == "md" else tables.as_text(table, out.width)
        parts.append(f"{output} = {now}; each input over its own range, the longest bars first{more}\n\n{text}")
    out.write("\n".join(parts))


def _local(
    scenario: Scenario, names: tuple[str, ...], varied: tuple[str, ...], levers: bool, top: int, out: Output
) -> None:
    from orbitcalc.analysis.sensitivity.elasticity import elasticities
    from orbitcalc.report import tables, tornados
    from orbitcalc.report.tables import Table

    found = elasticities(scenario, names, vary=varied, levers=levers)
    every = [tornados.local(scenario, name, each) for name, each in found.items()]
    if out.format in ("json", "csv"):
        out.write_table(Table(every[0].columns, [row for each in every for row in each.rows]), "elasticities")
        return
    shown = [tornados.local_shown(scenario, name, each, top) for name, each in found.items()]
    out.write("\n".join(tables.as_markdown(t) if out.format == "md" else tables.as_text(t, out.width) for t in shown))
    out.say("note: satellites and flights are counted in fractions (satellite_count = fractional)")
