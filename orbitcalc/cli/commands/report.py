"""`orbitcalc report`: everything about a scenario in one document."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orbitcalc.cli.commands.compare import load_all
from orbitcalc.cli.ensembles import jobs_option
from orbitcalc.cli.options import invocation_of, output_options, units_option
from orbitcalc.cli.output import Output
from orbitcalc.cli.progress import Progress

if TYPE_CHECKING:
    from orbitcalc.analysis.bridge.bridge import Bridge
    from orbitcalc.analysis.runs.ensemble import Ensemble
    from orbitcalc.analysis.sensitivity.variance import Sensitivity
    from orbitcalc.report.views.report import Findings
    from orbitcalc.scenario import Scenario

SAMPLES = 4096
"""Draws, unless the user names another number."""

ROWS = 256
"""Rows of the Sobol indices: enough for a ranking."""

SOME_FAILED = 3
"""Exit code when the evaluation of some draws failed."""

IN_FULL = 2
"""Scenarios that a report describes in full; with more, each is described briefly to keep the report small."""


@click.command("report", short_help="Everything on one page: the answer, charts, uncertainty, inputs, sources.")
@click.argument("names", metavar="SCENARIO|RUN...", nargs=-1, required=True)
@click.option(
    "-s",
    "--set",
    "overrides",
    multiple=True,
    metavar="[SCENARIO:]NAME=VALUE",
    help="Give a variable a value in all scenarios, or in one (by name, or by place, as 2:); repeatable.",
)
@click.option("--title", metavar="TEXT", help="A title of its own for a report on one scenario.")
@units_option
@click.option("--no-uncertainty", is_flag=True, help="Omit the Monte Carlo analysis.")
@click.option("-n", "--samples", type=click.IntRange(1), default=SAMPLES, show_default=True, help="Draws.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Seed of the draws.")
@jobs_option
@output_options(default="html")
def command(
    names: tuple[str, ...],
    overrides: tuple[str, ...],
    title: str | None,
    shown_units: dict[str, str],
    no_uncertainty: bool,
    samples: int,
    seed: int,
    jobs: int,
    out: Output,
) -> None:
    """Write one self-contained page, without script or network, for light and dark screens and for print.

    It holds the answer, the parts of a satellite, the campaign, the costs beside those of the ground, all
    constraints, the inputs that drive the cost, the uncertainty, and every input with its source. With several
    scenarios it begins with their comparison.

    \b
    Examples:
      orbitcalc report google-1gw -o google.html
      orbitcalc report mine.toml -o mine.md -f md --no-uncertainty --force
      orbitcalc report google-1gw mccalip -o two.html
      orbitcalc report runs/base -o base.html
    """
    from orbitcalc import model
    from orbitcalc.analysis.insight.compare import compare
    from orbitcalc.analysis.runs.montecarlo import read_run
    from orbitcalc.analysis.runs.state import is_run
    from orbitcalc.report.views.report import report_document

    runs = {name: read_run(name) for name in names if is_run(Path(name))}
    if runs and overrides:
        raise click.UsageError("--set changes a scenario; a run directory is what it is")
    given = iter(load_all([name for name in names if name not in runs], overrides))
    scenarios = [runs[name].scenario if name in runs else next(given) for name in names]
    if title:
        scenarios = [item.titled(title) for item in scenarios]
    brief = len(scenarios) > IN_FULL
    count = 0 if no_uncertainty else samples
    with Progress("sampling", not out.quiet) as bar:
        findings = [
            _findings(scenario, name, shown_units, count, seed, jobs, bar, brief, runs.get(name))
            for name, scenario in zip(names, scenarios, strict=True)
        ]
    comparison = compare(scenarios) if len(scenarios) > 1 else None
    out.show(report_document(model.story(), findings, comparison, _bridges(scenarios)))
    if any(item.ensemble and item.ensemble.failed for item in findings):
        raise click.exceptions.Exit(SOME_FAILED)


def _findings(
    scenario: Scenario,
    name: str,
    shown_units: dict[str, str],
    samples: int,
    seed: int,
    jobs: int,
    bar: Progress,
    brief: bool,
    run: Ensemble | None,
) -> Findings:
    """The findings of a report on one scenario, or on a stored run of it."""
    from orbitcalc import model
    from orbitcalc.analysis.insight import remedy
    from orbitcalc.analysis.sampling.uncertain import uncertain
    from orbitcalc.analysis.sensitivity.tornado import tornado
    from orbitcalc.report.views.report import Findings

    result = scenario.run()
    ratio = model.story().judgement.ratio
    varies = bool(uncertain(scenario))
    return Findings(
        result=result,
        invocation=invocation_of(scenario, name),
        shown_units=shown_units,
        changes=remedy.nearest(scenario, result),
        tornado=tornado(scenario, [ratio]) if varies and not result.status(ratio) else None,
        indices=_indices(scenario, ratio, seed) if varies and samples and not brief else None,
        ensemble=run or (_ensemble(scenario, samples, seed, jobs, bar) if varies and samples else None),
        ranges=bool(samples),
        brief=brief,
    )


def _ensemble(scenario: Scenario, samples: int, seed: int, jobs: int, bar: Progress) -> Ensemble:
    from orbitcalc.analysis.runs.montecarlo import mc

    return mc(scenario, samples, seed=seed, jobs=jobs, progress=bar)


def _indices(scenario: Scenario, output: str, seed: int) -> Sensitivity | None:
    """Sobol indices of the cost ratio; None where it does not vary."""
    from orbitcalc.analysis.sensitivity.sobol import UnknownOutputError, sobol
    from orbitcalc.errors import ScenarioError

    with suppress(UnknownOutputError, ScenarioError):
        return sobol(scenario, ROWS, outputs=[output], seed=seed)
    return None


def _bridges(scenarios: Sequence[Scenario]) -> list[Bridge]:
    """What makes the cost ratio of each scenario differ from that of the first; none where one has no value."""
    from orbitcalc import model
    from orbitcalc.analysis.bridge.bridge import bridge
    from orbitcalc.errors import ScenarioError

    bridges = []
    for other in scenarios[1:]:
        with suppress(ScenarioError):
            bridges.append(bridge(scenarios[0], other, model.story().judgement.ratio))
    return bridges
