"""`orbitcalc sweep`: a scenario over a grid or a list of values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from orbitcalc.cli.figure import check_free, figure_option, write_figure
from orbitcalc.cli.options import output_options, pairs, sampling_options, scenario_options, units_option
from orbitcalc.cli.output import Output

if TYPE_CHECKING:
    from orbitcalc.scenario import Scenario


@click.command("sweep", short_help="A scenario over a grid or a list of values.")
@scenario_options
@click.option(
    "--vary", "varied", multiple=True, required=True, metavar="NAME=VALUES",
    help="LOW..HIGH UNIT, [A, B, C] UNIT, or words [A, B]; repeatable.",
)  # fmt: skip
@click.option("--of", "outputs", multiple=True, metavar="VARIABLE", help="What to compute; repeatable.")
@click.option("--points", multiple=True, metavar="[NAME=]N", help="Values of a range, 11 unless given; repeatable.")
@click.option("--scale", multiple=True, metavar="[NAME=]linear|log", help="How a range is divided; repeatable.")
@click.option("--zip", "zipped", is_flag=True, help="First values together, then the second ones; no grid.")
@figure_option
@units_option
@sampling_options
@output_options()
def command(
    scenario: Scenario, varied: tuple[str, ...], outputs: tuple[str, ...], points: tuple[str, ...],
    scale: tuple[str, ...], zipped: bool, figure: str | None, shown_units: dict[str, str], out: Output,
) -> None:  # fmt: skip
    """Evaluate a scenario for every combination of some values, or along zipped lists.

    \b
    Examples:
      orbitcalc sweep google-1gw --vary 'launch_price=100..1000 USD_2025/kg' --points 4
      orbitcalc sweep google-1gw --vary 'vehicle=[falcon-9, starship-v3]' --of capex --of feasible
      orbitcalc sweep google-1gw --vary 'altitude=500..1200 km' --of cost_ratio --figure altitude.svg
    """
    from orbitcalc.analysis.sensitivity.sweep import SWEEP_OUTPUTS, sweep
    from orbitcalc.report import sweeps

    check_free(figure, out)
    swept = sweep(
        scenario, pairs(varied, "--vary", "altitude='500..900 km'"), outputs or SWEEP_OUTPUTS, zipped=zipped,
        points=_each(points, "--points", _count), scale=_each(scale, "--scale", _scale),
    )  # fmt: skip
    if figure:
        write_figure(figure, sweeps.figure(swept, shown_units), out)
    if out.format == "json":
        from orbitcalc.cli.provenance import provenance

        out.write_json(swept.to_dict(shown_units) | {"provenance": provenance()})
    else:
        out.write_table(sweeps.table(swept, shown_units), "sweep", sweeps.shown(swept, shown_units))
    unknown = sum(1 for reason in swept.reasons if reason)
    if unknown:
        out.say(f"{unknown} of {len(swept)} rows have a value that is not a finite number; status says why")
    for note in swept.notes:
        out.say(f"note: {note}")


def _each(texts: tuple[str, ...], flag: str, read: Any) -> dict[str, Any]:
    """NAME=VALUE or VALUE texts by name; the name "" stands for all others."""
    found = {}
    for text in texts:
        name, _, value = text.rpartition("=")
        found[name.strip()] = read(value.strip(), flag)
    return found


def _count(text: str, flag: str) -> int:
    if not text.isdecimal():
        raise click.UsageError(f"{flag} '{text}' is not a whole number")
    return int(text)


def _scale(text: str, flag: str) -> str:
    if text not in ("linear", "log"):
        raise click.UsageError(f"{flag} '{text}' is not linear or log")
    return text
