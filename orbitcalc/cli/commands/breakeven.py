"""`orbitcalc breakeven`: what would have to be true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from orbitcalc.cli.again import run_again
from orbitcalc.cli.figure import check_free, figure_option, write_figure
from orbitcalc.cli.options import output_options, pairs, scenario_options
from orbitcalc.cli.output import Output

if TYPE_CHECKING:
    from orbitcalc.report.tables import Table
    from orbitcalc.scenario import Scenario


@click.command("breakeven", short_help="What would have to be true: the value at which a condition holds.")
@scenario_options
@click.option("--solve", required=True, metavar="NAME", help="The variable to solve for, a computed one too.")
@click.option(
    "--until", default="cost_ratio == 1", show_default=True, metavar="CONDITION", help="NAME == VALUE or NAME == NAME."
)
@click.option("--from", "start", default="", metavar="VALUE", help="Where to begin, with its unit; else a bound.")
@click.option("--to", "stop", default="", metavar="VALUE", help="Where to end, with its unit.")
@click.option("--against", metavar="NAME=VALUES", help="A curve: the roots for each value of another variable.")
@click.option("--points", type=click.IntRange(2), default=11, show_default=True, help="Values of the other one.")
@click.option("--scale", type=click.Choice(["linear", "log"]), default="linear", help="How its range is divided.")
@click.option("-n", "--samples", type=click.IntRange(1), help="A distribution: the root in each of so many samples.")
@click.option("--vary", "varied", multiple=True, metavar="NAME", help="Draw only this input; repeatable.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the draws.")
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, hidden=True, help="Processes at work.")
@figure_option
@output_options()
def command(
    scenario: Scenario, solve: str, until: str, start: str, stop: str, against: str | None, points: int, scale: Any,
    samples: int | None, varied: tuple[str, ...], seed: int, jobs: int, figure: str | None, out: Output,
) -> None:  # fmt: skip
    """Find every value of a variable, within a range, at which a condition becomes true.

    Satellites and flights are counted in fractions meanwhile. Without --from and --to the range is the
    variable's bounds, or zero to a hundred times its value. They may go beyond the bounds.

    \b
    Examples:
      orbitcalc breakeven google-1gw --solve launch_price --until 'cost_ratio == 3'
      orbitcalc breakeven mccalip --solve launch_price --until 'cost_total == ground_present_cost' \\
        --from '-5000 USD_2025/kg'
      orbitcalc breakeven google-1gw --solve launch_price --until 'cost_ratio == 3' \\
        --against 'array_areal_mass=1..4 kg/m^2' --figure curve.svg
      orbitcalc breakeven google-1gw --solve electricity_price --until 'cost_ratio == 2' -n 4096
    """
    if against and samples:
        raise click.UsageError("--against draws a curve and -n a distribution; give one of them")
    if figure and not against:
        raise click.UsageError("--figure draws a curve; give --against")
    check_free(figure, out)
    ends = {"start": start, "stop": stop}
    if against:
        other = next(iter(pairs([against], "--against", "specific_power='10..100 W/kg'").items()))
        _curve(scenario, solve, until, other, {**ends, "points": points, "scale": scale}, figure, out)
    elif samples:
        _spread(scenario, solve, until, samples, {**ends, "seed": seed, "vary": varied}, out)
    else:
        _single(scenario, solve, until, ends, out)


def _single(scenario: Scenario, solve: str, until: str, ends: dict[str, str], out: Output) -> None:
    from orbitcalc.analysis.breakeven.answer import breakeven
    from orbitcalc.report import breakevens

    found = breakeven(scenario, solve, until, **ends)
    table = breakevens.roots_shown(found) if found.roots else None
    said = breakevens.sentence(found)
    again = [f"Put back: {run_again(found.question.scenario, found.setting(found.roots[0]))}"] if found.roots else []
    _write(found.to_dict(), breakevens.points(found), said, table, again, found.question.notes, out)


def _curve(
    scenario: Scenario, solve: str, until: str, other: tuple[str, str], given: dict[str, Any], figure: str | None,
    out: Output,
) -> None:  # fmt: skip
    from orbitcalc.analysis.breakeven.curve import curve
    from orbitcalc.report import breakevens

    found = curve(scenario, solve, until, other, **given)
    if figure:
        if found.against.is_words:
            raise click.UsageError("a figure needs a variable that is a number")
        write_figure(figure, breakevens.curve_figure(found), out)
    said = [f"{solve} at which {found.question.equality.text}; largest residual {found.residual:.0e}."]
    shown = breakevens.curve_table(found, people=True)
    _write(found.to_dict(), breakevens.curve_table(found), said, shown, [], found.question.notes, out)


def _spread(
    scenario: Scenario, solve: str, until: str, samples: int, given: dict[str, Any], out: Output
) -> None:
    from orbitcalc.analysis.breakeven.spread import spread
    from orbitcalc.report import breakevens

    found = spread(scenario, solve, until, samples, **given)
    said, shown = breakevens.spread_sentence(found), breakevens.spread_shown(found)
    _write(found.to_dict(), breakevens.spread_samples(found), said, shown, [], found.question.notes, out)


def _write(
    data: dict[str, Any], table: Table, said: list[str], shown: Table | None, after: list[str],
    notes: tuple[str, ...], out: Output,
) -> None:  # fmt: skip
    from orbitcalc.cli.provenance import provenance
    from orbitcalc.report.style import fill
    from orbitcalc.report.tables import as_markdown, as_text

    if out.format == "json":
        out.write_json(data | {"provenance": provenance()})
    elif out.format == "csv":
        out.write_table(table, "breakeven")
    elif out.format == "md":
        out.write("\n\n".join([*said, *([as_markdown(shown)] if shown else []), *after]))
    else:
        text = "\n".join(line for each in said for line in fill(each, min(out.width, 100)))
        rest = [f"\n{as_text(shown, out.width)}"] if shown else []
        out.write("\n".join([text, *rest, *after]))
    for note in notes if out.format != "json" else ():
        out.say(f"note: {note}")
