"""`orbitcalc optimise`: the best design within bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from orbitcalc.cli.options import invocation_of, output_options, scenario_options
from orbitcalc.cli.output import Output
from orbitcalc.cli.progress import Progress

if TYPE_CHECKING:
    from orbitcalc.scenario import Scenario


@click.command("optimise", short_help="The best design within bounds that meets the margins.")
@scenario_options
@click.option("--min", "smallest", metavar="VARIABLE", help="The variable to minimise; cost_ratio by default.")
@click.option("--max", "largest", metavar="VARIABLE", help="The variable to maximise.")
@click.option(
    "--lever",
    "levers",
    multiple=True,
    metavar="NAME[=VALUES]",
    help="LOW..HIGH UNIT, or a list [A, B] tried one by one; without values, its own range. Repeatable.",
)
@click.option(
    "--subject",
    "subject",
    multiple=True,
    metavar="CONDITION",
    help="A condition on the design, 'margin_least >= 0' by default; repeatable.",
)
@click.option("--free", is_flag=True, help="Drop every condition.")
@click.option("--pareto", metavar="[max ]VARIABLE", help="A second objective to trade against the first.")
@click.option("--points", type=click.IntRange(2), default=9, show_default=True, help="Designs of that trade.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the search.")
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, hidden=True, help="Processes at work.")
@output_options(figure=True)
def command(
    scenario: Scenario,
    smallest: str | None,
    largest: str | None,
    levers: tuple[str, ...],
    subject: tuple[str, ...],
    free: bool,
    pareto: str | None,
    points: int,
    seed: int,
    jobs: int,
    out: Output,
) -> None:
    """Minimise or maximise a variable over levers within bounds, subject to the margins of feasibility.

    Satellites and flights are counted in fractions. Listed values are tried one by one.

    \b
    Examples:
      orbitcalc optimise google-1gw
      orbitcalc optimise google-1gw --min capex --lever altitude --lever 'it_power_per_satellite=30 kW..1 MW'
      orbitcalc optimise google-1gw --lever altitude --lever 'vehicle=[falcon-9, starship-v3]'
      orbitcalc optimise google-1gw --min cost_ratio --pareto deployment_time --points 5
    """
    from orbitcalc.analysis.optimise.levers import Objective
    from orbitcalc.analysis.optimise.optimum import SUBJECT, optimise
    from orbitcalc.analysis.optimise.pareto import pareto as find_front
    from orbitcalc.report.views.optimum import front_document, optimum_document

    if smallest and largest:
        raise click.UsageError("give --min or --max; a trade between two objectives is --pareto")
    if free and subject:
        raise click.UsageError("--free drops every condition; leave it or --subject out")
    aim = Objective(largest or smallest or scenario.graph.with_role("objective")[0], maximise=bool(largest))
    conditions = () if free else subject or SUBJECT
    search: dict[str, Any] = {"levers": _levers(levers), "seed": seed, "subject": conditions}
    with Progress("searching", not out.quiet):
        if pareto:
            document = front_document(find_front(scenario, aim, pareto, points=points, **search))
        else:
            document = optimum_document(optimise(scenario, aim, **search), invocation_of(scenario))
    out.show(document)


def _levers(texts: tuple[str, ...]) -> dict[str, str] | None:
    """NAME or NAME=VALUES texts; None where there are none."""
    split = (text.partition("=") for text in texts)
    return {name.strip(): values for name, _, values in split} if texts else None
