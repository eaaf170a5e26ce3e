"""`orbitcalc check`: validate without evaluating."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orbitcalc.cli.options import load, output_options
from orbitcalc.cli.output import Output
from orbitcalc.errors import ScenarioError

if TYPE_CHECKING:
    from orbitcalc.report.views.studies import CheckedFile


@click.command("check", short_help="Validate scenario files and list all errors.")
@click.argument("names", metavar="FILE...", nargs=-1, required=True)
@output_options()
def command(names: tuple[str, ...], out: Output) -> None:
    """Validate scenario files: syntax, names, units, bounds, distributions, parents. All errors are listed.

    \b
    Examples:
      orbitcalc check mine.toml
      orbitcalc check scenarios/*.toml
    """
    from orbitcalc.report.views.studies import check_document

    files = [_checked(name) for name in names]
    out.show(check_document(files))
    problems = [problem for item in files for problem in item.problems]
    if problems:
        raise ScenarioError(problems)


def _checked(name: str) -> CheckedFile:
    """A scenario with its published figures read, or what is wrong with it."""
    from orbitcalc.analysis.studies.published import printed_figures
    from orbitcalc.report.views.studies import CheckedFile

    try:
        scenario = load(name)
        printed_figures(scenario)
    except ScenarioError as error:
        return CheckedFile(name, problems=error.problems)
    return CheckedFile(name, scenario.title, scenario.digest, scenario.notes)
