"""`orbitcalc sweep`: a scenario over a grid or a list of values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from orbitcalc.cli.ensembles import engine_option
from orbitcalc.cli.options import output_options, pairs, sampling_options, scenario_options, units_option
from orbitcalc.cli.output import Output
from orbitcalc.cli.progress import Progress
from orbitcalc.errors import ScenarioError

if TYPE_CHECKING:
    from orbitcalc.analysis.sampling.engines import Engine
    from orbitcalc.analysis.sensitivity.sweep import SweepPlan
    from orbitcalc.document import Document
    from orbitcalc.scenario import Scenario

LABEL = "evaluating the rows"

STREAMED = 100_000
"""Rows that are held in memory for CSV; more are written a block at a time."""

MOST_ROWS = 1_000_000
"""Rows that any other output holds in memory."""


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
    from orbitcalc.analysis.sensitivity.sweep import plan_sweep, sweep
    from orbitcalc.report.views.sweeps import sweep_document

    ways: dict[str, Any] = {
        "vary": pairs(varied, "--vary", "altitude='500..900 km'"),
        "outputs": outputs,
        "zipped": zipped,
        "points": _by_name(points, "--points", _count),
        "scale": _by_name(scale, "--scale", _scale),
    }
    plan = plan_sweep(scenario, **ways)
    if plan.rows > STREAMED and out.format == "csv" and not out.figure:
        _stream(plan, engine or "numpy", shown_units, out)
    elif plan.rows > MOST_ROWS:
        raise ScenarioError(f"{plan.rows:,} rows are too many for this output", hint="take -f csv without --figure")
    else:
        with Progress(LABEL, not out.quiet):
            result = sweep(scenario, engine=engine or "numpy", **ways)
        out.show(sweep_document(result, shown_units))


def _stream(plan: SweepPlan, engine: Engine, shown_units: dict[str, str], out: Output) -> None:
    """Write the rows as CSV, a block at a time."""
    from orbitcalc.analysis.sensitivity.blocks import SweepBlocks
    from orbitcalc.report.views.sweeps import missing_remark, sweep_document

    blocks = SweepBlocks(plan, engine)

    def documents() -> Iterator[Document]:
        with Progress(LABEL, not out.quiet and not out.on_terminal) as bar:
            for block in blocks:
                yield sweep_document(block, shown_units)
                bar(block.first + len(block), plan.rows)

    out.stream(documents())
    remark = missing_remark(blocks.missing, plan.rows)
    for text in (*(f"note: {note}" for note in blocks.notes), *remark):
        out.say(text)


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
