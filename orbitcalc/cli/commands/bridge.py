"""`orbitcalc bridge`: which inputs make the results of two scenarios differ."""

from __future__ import annotations

import shlex
import sys
from typing import Literal

import click

from orbitcalc.cli.options import output_options, units_option
from orbitcalc.cli.output import Output
from orbitcalc.cli.progress import Progress


@click.command("bridge", short_help="Which inputs make the results of two scenarios differ.")
@click.argument("names", metavar="FIRST SECOND", nargs=2)
@click.option("--of", "of", metavar="VARIABLE", help="What to explain.  [default: cost_ratio]")
@click.option(
    "--group-by",
    type=click.Choice(["auto", "group", "cause", "input"]),
    default="auto",
    show_default=True,
    help="Contributions of the model's groups, of causes in plain words, or of single inputs; auto: inputs where at "
    "most 12 differ, else groups.",
)
@click.option(
    "--limit",
    type=click.IntRange(0, 20),
    default=14,
    show_default=True,
    help="Largest number of groups or inputs for which every mixture is evaluated; above it, random orders.",
)
@click.option("--orders", type=click.IntRange(4), default=1000, show_default=True, help="Random orders.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the draw.")
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, hidden=True, help="Processes at work.")
@click.option(
    "-s",
    "--set",
    "overrides",
    multiple=True,
    metavar="[SCENARIO:]NAME=VALUE",
    help="Give a variable a value in both scenarios, or in one (by name, or 1: and 2:); repeatable.",
)
@units_option
@output_options(figure=True)
def command(
    names: tuple[str, str],
    of: str | None,
    group_by: Literal["auto", "group", "cause", "input"],
    limit: int,
    orders: int,
    seed: int,
    jobs: int,
    overrides: tuple[str, ...],
    shown_units: dict[str, str],
    out: Output,
) -> None:
    """What each difference between two scenarios contributes to the difference of a result.

    The contributions sum to the difference and do not depend on any order (Shapley values).

    \b
    Examples:
      orbitcalc bridge mccalip suncatcher-launched-power --of cost_per_watt
      orbitcalc bridge baseline mccalip --of levelised_cost --group-by group --figure bridge.svg
    """
    from orbitcalc.analysis.bridge.bridge import bridge
    from orbitcalc.cli.commands.compare import load_all
    from orbitcalc.report.views.bridge import bridge_document

    first, second = load_all(names, overrides)
    wanted = of or first.graph.with_role("bridge")[0]
    with Progress("dividing the difference", not out.quiet):
        result = bridge(first, second, wanted, group_by=group_by, limit=limit, orders=orders, seed=seed)
    out.show(bridge_document(result, shown_units, "" if out.figure else _figure_command(names, wanted)))


def _figure_command(names: tuple[str, str], of: str) -> str:
    """The command that draws the figure: this one, with its own flags."""
    arguments = sys.argv[1:]
    flags = arguments if arguments[:1] == ["bridge"] else ["bridge", *names, "--of", of]
    return shlex.join(["orbitcalc", *flags, "--figure", "bridge.svg"])
