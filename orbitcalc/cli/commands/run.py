"""`orbitcalc run`: the answer on one screen."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from orbitcalc.cli.bibliography import bibtex_option, write_bibtex
from orbitcalc.cli.options import invocation_of, output_options, sampling_options, scenario_options, units_option
from orbitcalc.cli.output import Output

if TYPE_CHECKING:
    from orbitcalc.document import Document
    from orbitcalc.result import Result
    from orbitcalc.scenario import Scenario

UNMET = 1
"""Exit code when a condition of --require does not hold."""


@click.command(
    "run", short_help="Evaluate a scenario: the answer, its reasons, the binding constraint, and next steps."
)
@scenario_options
@units_option
@click.option(
    "--require",
    "required",
    multiple=True,
    metavar="CONDITION",
    help="Exit with 1 unless this holds, such as 'cost_ratio < 1'; repeatable.",
)
@click.option("--all", "view", flag_value="all", help="Every variable, by group.")
@click.option("--sources", "view", flag_value="sources", help="The sources of the answer, in full.")
@click.option("--series", "view", flag_value="series", help="The campaign year by year.")
@click.option("--no-range", is_flag=True, help="Omit the ranges of the figures, for which futures are sampled.")
@click.option("--digits", type=click.IntRange(1, 17), default=3, show_default=True, help="Digits of the figures.")
@click.option("--exact", "digits", flag_value=17, type=int, help="Every digit, in the declared units.")
@bibtex_option
@sampling_options
@output_options(figure=True)
def command(
    scenario: Scenario,
    shown_units: dict[str, str],
    required: tuple[str, ...],
    view: str | None,
    no_range: bool,
    digits: int,
    bibtex: str | None,
    out: Output,
) -> None:
    """Evaluate a scenario: the answer first, then its reasons, the binding constraint, and next steps.

    \b
    Examples:
      orbitcalc run google-1gw
      orbitcalc run google-1gw -s it_power_per_satellite='1 MW' -f json
      orbitcalc run mine.toml --require 'feasible == yes' --require 'capex < 60 GUSD_2025'
    """
    from orbitcalc.scenario.conditions import read_conditions, unmet

    conditions = read_conditions(required, scenario.graph, scenario.catalogue)
    result = scenario.run()
    if bibtex is None or not write_bibtex(result, (), bibtex, out):
        out.show(_document(result, shown_units, view, ranges=not no_range, digits=digits))
    lines = unmet(conditions, result)
    for line in lines:
        sys.stderr.write(f"{line}\n")
    if lines:
        raise click.exceptions.Exit(UNMET)


def _document(
    result: Result, shown_units: Mapping[str, str], view: str | None, *, ranges: bool, digits: int
) -> Document:
    from orbitcalc import model
    from orbitcalc.analysis.insight import remedy
    from orbitcalc.report.views import explanation, variables
    from orbitcalc.report.views.answer import answer_document

    if view == "series":
        return variables.years_document(result, shown_units)
    if view == "sources":
        return explanation.sources_document(result)
    if view == "all":
        return variables.variables_document(result, shown_units)
    invocation = invocation_of(result.scenario)
    return answer_document(
        model.story(),
        result,
        shown_units,
        invocation,
        lambda: remedy.nearest(result.scenario, result),
        ranges=ranges,
        digits=digits,
    )
