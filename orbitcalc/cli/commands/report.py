"""`orbitcalc report`: everything about a scenario in one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orbitcalc.cli.commands.compare import load_all
from orbitcalc.cli.ensembles import jobs_option
from orbitcalc.cli.options import invocation_of, output_options, units_option
from orbitcalc.cli.output import Output
from orbitcalc.cli.progress import Progress

if TYPE_CHECKING:
    from orbitcalc.analysis.runs.ensemble import Ensemble
    from orbitcalc.report.views.report import Findings
    from orbitcalc.scenario import Scenario

SAMPLES = 4096
"""Draws, unless the user names another number."""

SOME_FAILED = 3
"""Exit code when the evaluation of some draws failed."""

IN_FULL = 2
"""Scenarios that a report describes in full; with more, each is described briefly to keep the report small."""


@click.command("report", short_help="Everything on one page: the answer, charts, uncertainty, inputs, sources.")
@click.argument("names", metavar="SCENARIO...", nargs=-1, required=True)
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
    """
    from orbitcalc import model
    from orbitcalc.analysis.insight.compare import compare
    from orbitcalc.report.views.report import report_document

    scenarios = load_all(names, overrides)
    if title:
        scenarios = [item.titled(title) for item in scenarios]
    brief = len(scenarios) > IN_FULL
    with Progress("sampling", not out.quiet) as bar:
        findings = [
            _findings(scenario, name, shown_units, 0 if no_uncertainty else samples, seed, jobs, bar, brief)
            for name, scenario in zip(names, scenarios, strict=True)
        ]
    comparison = compare(scenarios) if len(scenarios) > 1 else None
    out.show(report_document(model.story(), findings, comparison))
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
) -> Findings:
    """The findings of a report on one scenario."""
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
        ensemble=_ensemble(scenario, samples, seed, jobs, bar) if varies and samples else None,
        ranges=bool(samples),
        brief=brief,
    )


def _ensemble(scenario: Scenario, samples: int, seed: int, jobs: int, bar: Progress) -> Ensemble:
    from orbitcalc.analysis.runs.montecarlo import mc

    return mc(scenario, samples, seed=seed, jobs=jobs, progress=bar)
