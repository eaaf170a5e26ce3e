"""`orbitcalc sobol`: which inputs cause the uncertainty of an output."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orbitcalc.cli.ensembles import engine_option, outputs_option, seed_option, vary_option
from orbitcalc.cli.options import load, output_options
from orbitcalc.cli.output import Output
from orbitcalc.cli.progress import Progress

if TYPE_CHECKING:
    from orbitcalc.analysis.sampling.engines import Engine

ROWS = 1024


@click.command("sobol", short_help="Sobol indices: the share of each input in the variance of an output.")
@click.argument("scenario", metavar="SCENARIO", required=False)
@click.option(
    "-s", "--set", "overrides", multiple=True, metavar="NAME=VALUE", help="Give a value or a range; repeatable."
)
@click.option(
    "-n",
    "--samples",
    type=click.IntRange(2),
    default=ROWS,
    show_default=True,
    metavar="N",
    help="Rows, a power of two; each takes two evaluations more than there are inputs.",
)
@seed_option
@outputs_option
@vary_option
@click.option("--group-by", type=click.Choice(["input", "group"]), default="input", help="Indices of whole groups.")
@click.option("--all", "everything", is_flag=True, help="Show every input in the table.")
@click.option("--design", metavar="FILE", help="Points that 'design --for sobol' wrote, for a model of your own.")
@click.option("--results", metavar="FILE", help="CSV of the results of your model: id, and a column for each output.")
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, hidden=True, help="Accepted; one process is used.")
@engine_option
@output_options(figure=True)
def command(
    scenario: str | None,
    overrides: tuple[str, ...],
    samples: int,
    seed: int | None,
    outputs: tuple[str, ...],
    vary: tuple[str, ...],
    group_by: str,
    everything: bool,
    design: str | None,
    results: str | None,
    jobs: int,
    engine: Engine | None,
    out: Output,
) -> None:
    """Divide the variance of outputs among the inputs: first order and total, with 95 % intervals.

    \b
    Examples:
      orbitcalc sobol google-1gw
      orbitcalc sobol google-1gw --of satellites_required --of fleet_mass -n 4096
      orbitcalc sobol google-1gw --group-by group
      orbitcalc sobol --design points.csv --results answers.csv
    """
    from orbitcalc.report.views.sensitivity import sobol_document

    if design or results:
        if not (design and results) or scenario:
            raise click.UsageError("--design and --results go together, without a scenario")
        from orbitcalc.analysis.sensitivity.own_model import read_back

        result = read_back(design, results)
    else:
        if not scenario:
            raise click.UsageError("name a scenario, or --design and --results")
        from orbitcalc.analysis.sensitivity.sobol import sobol, sobol_study_of

        base, groups = load(scenario, overrides), group_by.replace("input", "")
        study = sobol_study_of(
            base, samples, outputs=outputs, vary=vary, group_by=groups, seed=seed or 0, engine=engine or "numpy"
        )
        out.say(f"{study.runs:,} runs: {samples:,} x ({len(study.groups)} + 2)")
        with Progress("sampling", not out.quiet):
            result = sobol(study)
    out.show(sobol_document(result, everything=everything))
