"""`orbitcalc sweep`: a scenario over a grid or a list of values."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from orbitcalc.cli.ensembles import engine_option
from orbitcalc.cli.options import output_options, pairs, sampling_options, scenario_options, units_option
from orbitcalc.cli.output import Output

if TYPE_CHECKING:
    from orbitcalc.analysis.sampling.engines import Engine
    from orbitcalc.scenario import Scenario


@click.command("sweep", short_help="A scenario over a grid or a list of values.")
@scenario_options
@click.option(
    "--vary",
    "varied",
    multiple=True,
    required=True,
    metavar="NAME=VALUES",
    help="LOW..HIGH UNIT, [A, B, C] UNIT, or words [A, B]; repeatable.",
)
@click.option("--of", "outputs", multiple=True, metavar="VARIABLE", help="What to compute; repeatable.")
@click.option("--points", multiple=True, metavar="[NAME=]N", help="Values of a range, 11 by default; repeatable.")
@click.option("--scale", multiple=True, metavar="[NAME=]linear|log", help="How a range is divided; repeatable.")
@click.option(
    "--zip", "zipped", is_flag=True, help="Combine the first values, then the second ones, and so on; no grid."
)
@units_option
@sampling_options
@engine_option
@output_options(figure=True)
def command(
    scenario: Scenario,
    varied: tuple[str, ...],
    outputs: tuple[str, ...],
    points: tuple[str, ...],
    scale: tuple[str, ...],
    zipped: bool,
    engine: Engine | None,
    shown_units: dict[str, str],
    out: Output,
) -> None:
    """Evaluate a scenario for every combination of some values, or along zipped lists.

    \b
    Examples:
      orbitcalc sweep google-1gw --vary 'launch_price=100..1000 USD_2025/kg' --points 4
      orbitcalc sweep google-1gw --vary 'vehicle=[falcon-9, starship-v3]' --of capex --of feasible
      orbitcalc sweep google-1gw --vary 'altitude=500..1200 km' --of cost_ratio --figure altitude.svg
    """
    from orbitcalc.analysis.sensitivity.sweep import sweep
    from orbitcalc.report.views.sweeps import sweep_document

    swept = sweep(
        scenario,
        pairs(varied, "--vary", "altitude='500..900 km'"),
        outputs,
        zipped=zipped,
        points=_by_name(points, "--points", _count),
        scale=_by_name(scale, "--scale", _scale),
        engine=engine or "numpy",
    )
    out.show(sweep_document(swept, shown_units))


def _by_name(texts: tuple[str, ...], flag: str, read: Callable[[str, str], Any]) -> dict[str, Any]:
    """NAME=VALUE or VALUE texts by name; the name "" stands for all others."""
    split = (text.rpartition("=") for text in texts)
    return {name.strip(): read(value.strip(), flag) for name, _, value in split}


def _count(text: str, flag: str) -> int:
    if not text.isdecimal():
        raise click.UsageError(f"{flag} '{text}' is not a whole number")
    return int(text)


def _scale(text: str, flag: str) -> str:
    if text not in ("linear", "log"):
        raise click.UsageError(f"{flag} '{text}' is not linear or log")
    return text
