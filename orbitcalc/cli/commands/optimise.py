"""`orbitcalc optimise`: the best design within bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from orbitcalc.cli.again import run_again
from orbitcalc.cli.figure import check_free, figure_option, write_figure
from orbitcalc.cli.options import output_options, scenario_options
from orbitcalc.cli.output import Output

if TYPE_CHECKING:
    from orbitcalc.analysis.optimise.levers import Objective
    from orbitcalc.report.tables import Table
    from orbitcalc.scenario import Scenario


@click.command("optimise", short_help="The best design within bounds, under the margins.")
@scenario_options
@click.option("--min", "smallest", metavar="VARIABLE", help="Make it as small as can be; cost_ratio unless given.")
@click.option("--max", "largest", metavar="VARIABLE", help="Make it as large as can be.")
@click.option(
    "--lever", "levers", multiple=True, metavar="NAME[=VALUES]",
    help="LOW..HIGH UNIT, or a list [A, B] tried one by one; alone: its own range. Repeatable.",
)  # fmt: skip
@click.option(
    "--subject", "subject", multiple=True, metavar="CONDITION",
    help="What must hold, 'margin_least >= 0' unless given; repeatable.",
)  # fmt: skip
@click.option("--free", is_flag=True, help="No condition at all.")
@click.option("--pareto", metavar="[max ]VARIABLE", help="The trade against a second objective.")
@click.option("--points", type=click.IntRange(2), default=9, show_default=True, help="Designs of that trade.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the search.")
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, hidden=True, help="Processes at work.")
@figure_option
@output_options()
def command(
    scenario: Scenario, smallest: str | None, largest: str | None, levers: tuple[str, ...], subject: tuple[str, ...],
    free: bool, pareto: str | None, points: int, seed: int, jobs: int, figure: str | None, out: Output,
) -> None:  # fmt: skip
    """Move levers within bounds to make a variable smallest or largest, under the margins of feasibility.

    Satellites and flights are counted in fractions meanwhile. Listed values are tried one by one.

    \b
    Examples:
      orbitcalc optimise google-1gw
      orbitcalc optimise google-1gw --min capex --lever altitude --lever 'it_power_per_satellite=30 kW..1 MW'
      orbitcalc optimise google-1gw --lever altitude --lever 'vehicle=[falcon-9, starship-v3]'
      orbitcalc optimise google-1gw --min cost_ratio --pareto deployment_time --points 5
    """
    from orbitcalc.analysis.optimise.levers import Objective
    from orbitcalc.analysis.optimise.optimum import SUBJECT

    if smallest and largest:
        raise click.UsageError("give --min or --max; a trade between two objectives is --pareto")
    if free and subject:
        raise click.UsageError("--free drops every condition; leave it or --subject out")
    if figure and not pareto:
        raise click.UsageError("--figure draws a trade; give --pareto")
    check_free(figure, out)
    aim = Objective(largest, True) if largest else Objective(smallest or "cost_ratio")
    given: dict[str, Any] = {"levers": _levers(levers), "seed": seed}
    given["subject"] = () if free else subject or SUBJECT
    if pareto:
        _front(scenario, aim, pareto, {**given, "points": points}, figure, out)
    else:
        _single(scenario, aim, given, out)


def _levers(texts: tuple[str, ...]) -> dict[str, str] | None:
    """NAME or NAME=VALUES texts; None where there are none."""
    split = (text.partition("=") for text in texts)
    return {name.strip(): values for name, _, values in split} if texts else None


def _single(scenario: Scenario, aim: Objective, given: dict[str, Any], out: Output) -> None:
    from orbitcalc.analysis.optimise.optimum import optimise
    from orbitcalc.report import optima

    found = optimise(scenario, aim, **given)
    shown = [optima.levers_shown(found), *([optima.others_shown(found)] if found.others else [])]
    again = f"Again: {run_again(scenario, found.best.setting(scenario))}"
    _write(found.to_dict(), optima.designs(found), optima.sentence(found), shown, [again], out)


def _front(
    scenario: Scenario, aim: Objective, other: str, given: dict[str, Any], figure: str | None, out: Output
) -> None:
    from orbitcalc.analysis.optimise.pareto import pareto
    from orbitcalc.report import optima

    found = pareto(scenario, aim, other, **given)
    if figure and found.designs:
        write_figure(figure, optima.front_figure(found), out)
    said = [f"{len(found.designs)} designs, none of which another one beats in both."]
    if not found.designs:
        said = ["No design within these levers meets the conditions."]
    shown = [optima.front_table(found, people=True)] if found.designs else []
    _write(found.to_dict(), optima.front_table(found), said, shown, [], out)


def _write(
    data: dict[str, Any], table: Table, said: list[str], shown: list[Table], after: list[str], out: Output
) -> None:
    from orbitcalc.cli.provenance import provenance
    from orbitcalc.report.style import fill
    from orbitcalc.report.tables import as_markdown, as_text

    if out.format == "json":
        out.write_json(data | {"provenance": provenance()})
    elif out.format == "csv":
        out.write_table(table, "optimum")
    elif out.format == "md":
        out.write("\n\n".join([*said, *map(as_markdown, shown), *after]))
    else:
        text = "\n".join(line for each in said for line in fill(each, min(out.width, 100)))
        out.write("\n".join([text, *(f"\n{as_text(each, out.width)}" for each in shown), *after]))
    if out.format != "json":
        out.say("note: satellites and flights are counted in fractions (satellite_count = fractional)")
