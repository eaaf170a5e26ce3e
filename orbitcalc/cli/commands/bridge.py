"""`orbitcalc bridge`: which inputs make one scenario's result out of another's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from orbitcalc.cli.options import output_options, units_option
from orbitcalc.cli.output import Output, write_whole

if TYPE_CHECKING:
    from orbitcalc.report.bridging import Account


@click.command("bridge", short_help="Which inputs make one scenario's result out of another's.")
@click.argument("names", metavar="FIRST SECOND", nargs=2)
@click.option("--of", "of", default="cost_ratio", show_default=True, metavar="VARIABLE", help="What to explain.")
@click.option(
    "--group-by", type=click.Choice(["auto", "group", "input"]), default="auto", show_default=True,
    help="Contributions of the model's groups or of single inputs; auto: inputs where at most 12 differ.",
)  # fmt: skip
@click.option("--figure", "figure", metavar="FILE.svg", help="Draw a waterfall.")
@click.option(
    "--limit", type=click.IntRange(0, 20), default=14, show_default=True,
    help="Groups or inputs up to which every mixture is evaluated; beyond, orders are drawn.",
)  # fmt: skip
@click.option("--orders", type=click.IntRange(4), default=1000, show_default=True, help="Orders to draw.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the draw.")
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, hidden=True, help="Processes at work.")
@click.option(
    "-s", "--set", "overrides", multiple=True, metavar="[SCENARIO:]NAME=VALUE",
    help="Give a variable a value in both scenarios, or in one (by name, or 1: and 2:); repeatable.",
)  # fmt: skip
@units_option
@output_options()
def command(
    names: tuple[str, str], of: str, group_by: Literal["auto", "group", "input"], figure: str | None, limit: int,
    orders: int, seed: int, jobs: int, overrides: tuple[str, ...], shown_units: dict[str, str], out: Output,
) -> None:  # fmt: skip
    """What each difference between two scenarios contributes to the difference of a result.

    The contributions sum to the difference and do not depend on any order (Shapley values).

    \b
    Examples:
      orbitcalc bridge mccalip suncatcher-launched-power --of cost_per_watt
      orbitcalc bridge baseline mccalip --of levelised_cost --group-by group --figure bridge.svg
    """
    from orbitcalc.analysis.bridge.bridge import bridge
    from orbitcalc.cli.commands.compare import load_all
    from orbitcalc.report.bridging import Account

    if figure and Path(figure).exists() and not out.force:
        raise click.UsageError(f"{figure} exists; --force overwrites it")
    first, second = load_all(names, overrides)
    found = bridge(first, second, of, group_by=group_by, limit=limit, orders=orders, seed=seed)
    account = Account(found, shown_units)
    _write(account, names, out, figure)
    if figure:
        _draw(account, figure)
        out.say(f"wrote {figure}")


def _write(account: Account, names: tuple[str, str], out: Output, figure: str | None) -> None:
    from orbitcalc.cli.provenance import provenance
    from orbitcalc.report import bridge_tables, bridging
    from orbitcalc.report.style import fill
    from orbitcalc.report.tables import as_markdown, as_text

    remarks = bridge_tables.remarks(account.found)
    if out.format == "json":
        out.write_json(bridge_tables.data(account) | {"provenance": provenance()})
    elif out.format == "csv":
        out.write_table(bridge_tables.table(account), "bridge")
    elif out.format == "md":
        listed = "".join(f"- {remark}\n" for remark in remarks)
        out.write(f"{bridging.paragraph(account)}\n\n{as_markdown(bridge_tables.shown(account))}\n{listed}")
    else:
        width = min(out.width, 100)
        said = "\n".join(fill(bridging.paragraph(account), width))
        notes = "\n".join(line for remark in remarks for line in fill(remark, width, later="  "))
        command = f"\nFigure: {_again(names, account.of)}" if not figure else ""
        out.write(f"{said}\n\n{as_text(bridge_tables.shown(account), width)}\n{notes}{command}")


def _again(names: tuple[str, str], of: str) -> str:
    """The command that draws the figure: the one given, with its own flags."""
    import shlex
    import sys

    given = sys.argv[1:]
    flags = given if given[:1] == ["bridge"] else ["bridge", *names, "--of", of]
    return shlex.join(["orbitcalc", *flags, "--figure", "bridge.svg"])


def _draw(account: Account, path: str) -> None:
    from orbitcalc.report.bridge_tables import bars
    from orbitcalc.report.bridging import names, paragraph
    from orbitcalc.report.waterfall import waterfall

    first, second = names(account.found)
    unit = f" [{account.unit}]" if account.unit and account.unit != "1" else ""
    title = f"From {first} to {second}: {account.of}{unit}"
    write_whole(Path(path), waterfall(title, bars(account), paragraph(account)))
