"""`orbitcalc breakeven`: the value of a variable at which a condition holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from orbitcalc.cli.ensembles import only_option
from orbitcalc.cli.options import invocation_of, output_options, pairs, scenario_options
from orbitcalc.cli.output import Output
from orbitcalc.cli.progress import Progress

if TYPE_CHECKING:
    from orbitcalc.scenario import Scenario


@click.command("breakeven", short_help="Break-even: the value of a variable at which a condition holds.")
@scenario_options
@click.option("--solve", required=True, metavar="NAME", help="The variable to solve for; it may be a computed one.")
@click.option(
    "--until", default="cost_ratio == 1", show_default=True, metavar="CONDITION", help="NAME == VALUE or NAME == NAME."
)
@click.option(
    "--from", "start", default="", metavar="VALUE", help="Start of the range, with its unit; by default a bound."
)
@click.option("--to", "stop", default="", metavar="VALUE", help="End of the range, with its unit.")
@click.option("--against", metavar="NAME=VALUES", help="Draw a curve: the roots for each value of another variable.")
@click.option(
    "--points", type=click.IntRange(2), default=11, show_default=True, help="Number of values of that variable."
)
@click.option("--scale", type=click.Choice(["linear", "log"]), default="linear", help="How its range is divided.")
@click.option(
    "-n", "--samples", type=click.IntRange(1), help="Give a distribution: the root in each of this many samples."
)
@only_option("varied")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the draws.")
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, hidden=True, help="Processes at work.")
@output_options(figure=True)
def command(
    scenario: Scenario,
    solve: str,
    until: str,
    start: str,
    stop: str,
    against: str | None,
    points: int,
    scale: Any,
    samples: int | None,
    varied: tuple[str, ...],
    seed: int,
    jobs: int,
    out: Output,
) -> None:
    """Find every value of a variable, within a range, at which a condition becomes true.

    Satellites and flights are counted in fractions. Without --from and --to the range is the
    variable's bounds, or zero to a hundred times its value where it has none. They may go beyond the bounds.

    \b
    Examples:
      orbitcalc breakeven google-1gw --solve launch_price --until 'cost_ratio == 3'
      orbitcalc breakeven mccalip --solve launch_price --until 'cost_total == ground_present_cost' \\
        --from '-5000 USD_2025/kg'
      orbitcalc breakeven google-1gw --solve launch_price --until 'cost_ratio == 3' \\
        --against 'array_areal_mass=1..4 kg/m^2' --figure curve.svg
      orbitcalc breakeven google-1gw --solve electricity_price --until 'cost_ratio == 2' -n 4096
    """
    from orbitcalc.analysis.breakeven.answer import breakeven
    from orbitcalc.analysis.breakeven.curve import curve
    from orbitcalc.analysis.breakeven.spread import spread
    from orbitcalc.report.views.breakeven import breakeven_document, curve_document, spread_document

    if against and samples:
        raise click.UsageError("--against draws a curve and -n a distribution; give one of them")
    question: dict[str, Any] = {"scenario": scenario, "solve": solve, "until": until, "start": start, "stop": stop}
    with Progress("solving", not out.quiet):
        if against:
            other = next(iter(pairs([against], "--against", "specific_power='10..100 W/kg'").items()))
            document = curve_document(curve(**question, against=other, points=points, scale=scale))
        elif samples:
            document = spread_document(spread(**question, samples=samples, seed=seed, vary=varied))
        else:
            document = breakeven_document(breakeven(**question), invocation_of(scenario))
    out.show(document)
