"""`orbitcalc mc`: the outputs over many samples of the uncertain inputs."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orbitcalc.cli.ensembles import engine_option, jobs_option, outputs_option, run_remarks, seed_option, vary_option
from orbitcalc.cli.failure import InterruptedWorkError
from orbitcalc.cli.options import load, output_options, units_option
from orbitcalc.cli.output import Output
from orbitcalc.cli.progress import Progress

if TYPE_CHECKING:
    from orbitcalc.analysis.runs.ensemble import Ensemble
    from orbitcalc.scenario import Scenario

SOME_FAILED = 3
SAMPLES = 65536


@click.command("mc", short_help="Monte Carlo: medians, ranges and probabilities over the uncertain inputs.")
@click.argument("scenario", metavar="SCENARIO", required=False)
@click.option(
    "-s",
    "--set",
    "overrides",
    multiple=True,
    metavar="NAME=VALUE",
    help="Give a variable a value or a range, such as launch_price='200 to 900 USD_2025/kg'; repeatable.",
)
@click.option("-n", "--samples", type=click.IntRange(1), metavar="N", help=f"Draws.  [default: {SAMPLES}]")
@seed_option
@click.option(
    "--method", type=click.Choice(["random", "sobol"]), help="Independent draws, or Sobol points.  [default: random]"
)
@outputs_option
@click.option(
    "--prob",
    "conditions",
    multiple=True,
    metavar="CONDITION",
    help="A condition whose probability is computed, such as 'cost_ratio < 1'; repeatable.",
)
@vary_option
@units_option
@click.option("-o", "--output", "folder", metavar="DIR", help="New run directory: every sample's outputs, resumable.")
@click.option("--keep-inputs", is_flag=True, help="Store every draw there too; without it the seed reproduces them.")
@click.option("--resume", metavar="DIR", help="Continue the run of this directory.")
@click.option("--verify", metavar="DIR", help="List the intact chunks of this run directory and change nothing.")
@jobs_option
@engine_option
@click.option("--cluster", metavar="ADDRESS", help="Compute on a dask.distributed scheduler, such as tcp://host:8786.")
@click.option("--chunk", type=click.IntRange(1), metavar="N", help="Samples per task.")
@click.option(
    "--on-error",
    type=click.Choice(["keep", "stop"]),
    default="keep",
    show_default=True,
    help="Flag a sample whose evaluation fails and go on, or stop there.",
)
@click.option("--progress/--no-progress", default=True, help="Show the rate and the remaining time on a terminal.")
@output_options(file=False, figure=True)
def command(
    scenario: str | None,
    overrides: tuple[str, ...],
    folder: str | None,
    resume: str | None,
    verify: str | None,
    jobs: int,
    cluster: str | None,
    on_error: str,
    progress: bool,
    shown_units: dict[str, str],
    out: Output,
    **asked: Any,
) -> None:
    """Draw the uncertain inputs many times and summarise the outputs: median, 5 and 95 %, probabilities.

    Inputs vary over their own ranges; a value given as a point does not. The same seed gives the same
    bytes for any number of jobs, chunk, cluster or interruption.

    \b
    Examples:
      orbitcalc mc google-1gw
      orbitcalc mc google-1gw -n 1048576 -j 2 --of cost_ratio --prob 'cost_ratio < 1'
      orbitcalc mc google-1gw -n 100000 -o runs/base
      orbitcalc mc --resume runs/base
      orbitcalc mc --verify runs/base
    """
    from orbitcalc.analysis.runs.workers import LostClusterError
    from orbitcalc.report.views.samples import ensemble_document

    if verify:
        _show_state(verify, out)
        return
    if scenario is None and resume is None:
        raise click.UsageError("name a scenario, or a run to continue with --resume DIR")
    if resume and folder:
        raise click.UsageError("--resume names the folder; leave out -o")
    loaded = load(scenario, overrides) if scenario else None
    if overrides and loaded is None:
        raise click.UsageError("--set needs the scenario beside --resume")
    options = {name: value for name, value in asked.items() if value not in (None, (), False)}
    target = resume or folder
    place = Path(target) if target else None
    with Progress("sampling", progress and not out.quiet) as bar:
        try:
            ensemble, workers = _computed(loaded, options, place, bool(resume), jobs, cluster, on_error, bar)
        except KeyboardInterrupt:
            raise InterruptedWorkError(_stopped(bar, place)) from None
        except LostClusterError as error:
            raise LostClusterError(f"{error}; {_stopped(bar, place)}") from None
    out.show(ensemble_document(ensemble, shown_units, run_remarks(ensemble, workers)))
    if ensemble.failed:
        raise click.exceptions.Exit(SOME_FAILED)


def _computed(
    scenario: Scenario | None,
    options: dict[str, Any],
    folder: Path | None,
    resumed: bool,
    jobs: int,
    cluster: str | None,
    on_error: str,
    bar: Progress,
) -> tuple[Ensemble, str]:
    """The ensemble, and who computed it."""
    from orbitcalc.analysis.runs import montecarlo, workers

    with ExitStack() as stack:
        ways: dict[str, Any] = {"jobs": jobs, "on_error": on_error, "progress": bar}
        who = "1 worker" if jobs == 1 else f"{jobs} workers"
        if cluster:
            executor, threads = stack.enter_context(workers.cluster(cluster))
            ways |= {"executor": executor, "width": 4 * threads}
            who = f"{threads} threads at {cluster}"
        if resumed and folder:
            return montecarlo.resume(folder, scenario=scenario, given=options, **ways), who
        assert scenario is not None
        return montecarlo.mc(scenario, **{"samples": SAMPLES, **options}, folder=folder, **ways), who


def _show_state(folder: str, out: Output) -> None:
    """What a run directory holds; exit code 3 if chunks are damaged."""
    from orbitcalc.analysis.runs.state import state_of
    from orbitcalc.report.views.catalogue import run_state_document

    state = state_of(Path(folder))
    out.show(run_state_document(folder, state))
    if state.damaged:
        raise click.exceptions.Exit(SOME_FAILED)


def _stopped(bar: Progress, folder: Path | None) -> str:
    if not (folder and (folder / "manifest.json").exists()):
        return "interrupted; with -o DIR the finished samples would have been kept"
    return f"stopped after {bar.done:,} of {bar.total:,} samples; continue with: orbitcalc mc --resume {folder}"
