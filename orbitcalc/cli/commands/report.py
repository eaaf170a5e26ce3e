"""`orbitcalc report`: everything about a scenario on one page of HTML."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orbitcalc.cli.commands.compare import load_all
from orbitcalc.cli.ensembles import jobs_option
from orbitcalc.cli.options import COMMAND_LINE, units_option
from orbitcalc.cli.output import Output
from orbitcalc.cli.progress import Progress

if TYPE_CHECKING:
    from orbitcalc.analysis.runs.ensemble import Ensemble
    from orbitcalc.report.chapters import Findings
    from orbitcalc.report.html import Made
    from orbitcalc.report.page import Invocation
    from orbitcalc.scenario import Scenario

SAMPLES = 4096
SOME_FAILED = 3
IN_FULL = 2
"""Scenarios that a page tells in full; of more it tells each in brief, to stay small."""


@click.command("report", short_help="One page of HTML: the answer, charts, uncertainty, inputs, sources.")
@click.argument("names", metavar="SCENARIO...", nargs=-1, required=True)
@click.option(
    "-s", "--set", "overrides", multiple=True, metavar="[SCENARIO:]NAME=VALUE",
    help="Give a variable a value in all scenarios, or in one (by name, or by place, as 2:); repeatable.",
)  # fmt: skip
@units_option
@click.option("--no-uncertainty", is_flag=True, help="Leave the Monte Carlo out.")
@click.option("-n", "--samples", type=click.IntRange(1), default=SAMPLES, show_default=True, help="Draws.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Seed of the draws.")
@jobs_option
@click.option(
    "-o", "--output", "path", metavar="FILE.html", required=True, help="The page; '-' is standard output."
)
@click.option("--force", is_flag=True, help="Overwrite what is there.")
@click.option("-q", "--quiet", is_flag=True, help="No remarks on standard error.")
@click.option("-v", "--verbose", is_flag=True, help="More remarks; a traceback for an internal error.")
def command(
    names: tuple[str, ...], overrides: tuple[str, ...], shown_units: dict[str, str], no_uncertainty: bool,
    samples: int, seed: int, jobs: int, path: str, force: bool, quiet: bool, verbose: bool,
) -> None:  # fmt: skip
    """Write one page of HTML that needs nothing else: no script, no network, light and dark, on paper too.

    The answer, what one satellite is made of, the campaign, the costs beside the ground's, all margins, what
    drives the cost, how sure it is, every input with its source. Several scenarios stand side by side first.

    \b
    Examples:
      orbitcalc report google-1gw -o google.html
      orbitcalc report mine.toml -o mine.html --no-uncertainty --force
      orbitcalc report google-1gw mccalip -o two.html
    """
    out = Output(path=path, force=force, quiet=quiet, verbose=verbose)
    scenarios = load_all(names, overrides)
    with Progress("sampling", not quiet) as bar:
        found = [
            _findings(scenario, name, shown_units, 0 if no_uncertainty else samples, seed, jobs, bar)
            for name, scenario in zip(names, scenarios, strict=True)
        ]
    found = [replace(each, brief=len(found) > IN_FULL) for each in found]
    text = _page(found, scenarios, _made("" if no_uncertainty else str(seed)))
    _write(text, out)
    if any(each.ensemble and each.ensemble.failed for each in found):
        raise click.exceptions.Exit(SOME_FAILED)


def _findings(
    scenario: Scenario, name: str, shown_units: dict[str, str], samples: int, seed: int, jobs: int,
    bar: Progress,
) -> Findings:  # fmt: skip
    """Everything a page tells of one scenario."""
    from orbitcalc.analysis.insight import remedy
    from orbitcalc.analysis.sampling.uncertain import uncertain
    from orbitcalc.analysis.sensitivity.tornado import tornado
    from orbitcalc.report.chapters import RATIO, Findings

    result = scenario.run()
    varies = bool(uncertain(scenario))
    return Findings(
        result, _invocation(scenario, name), shown_units, remedy.nearest(scenario, result),
        tornado(scenario, [RATIO]) if varies and not result.status(RATIO) else None,
        _ensemble(scenario, samples, seed, jobs, bar) if varies and samples else None,
    )  # fmt: skip


def _ensemble(scenario: Scenario, samples: int, seed: int, jobs: int, bar: Progress) -> Ensemble:
    from orbitcalc.analysis.runs.montecarlo import mc

    return mc(scenario, samples, seed=seed, jobs=jobs, progress=bar)


def _page(found: Sequence[Findings], scenarios: Sequence[Scenario], made: Made) -> str:
    """The page, with a comparison first where there is more than one scenario."""
    from orbitcalc.analysis.insight.compare import compare
    from orbitcalc.report.html import html

    return html(found, made, compare(scenarios) if len(scenarios) > 1 else None)


def _invocation(scenario: Scenario, name: str) -> Invocation:
    """The command that gives this scenario again, for suggestions to build on."""
    from orbitcalc.report.page import Invocation

    given = [layer.values for layer in scenario.layers if layer.label == COMMAND_LINE]
    return Invocation(name, {key: value for values in given for key, value in values.items()})


def _made(seed: str) -> Made:
    from orbitcalc.cli.provenance import provenance
    from orbitcalc.report.html import Made

    about = provenance()
    line = shlex.join(about.pop("command"))
    system = about.pop("platform")
    return Made(line, {**about, "on": system}, f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", seed)


def _write(text: str, out: Output) -> None:
    """The page, and how large it is."""
    if out.to_stdout:
        out.write(text)
        return
    from orbitcalc.cli.output import write_whole

    write_whole(Path(out.path), text)
    out.say(f"wrote {out.path} ({len(text.encode()) / 1000:,.0f} kB, no network needed)")
