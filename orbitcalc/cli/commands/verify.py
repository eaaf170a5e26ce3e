"""`orbitcalc verify`: published studies, their figures beside ours."""

from __future__ import annotations

import click

from orbitcalc.cli.options import output_options, sampling_options
from orbitcalc.cli.output import Output
from orbitcalc.cli.progress import Progress

OUT_OF_TOLERANCE = 1


@click.command("verify", short_help="Published studies: their printed figures compared with ours.")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@sampling_options
@output_options(figure=True)
def command(names: tuple[str, ...], out: Output) -> None:
    """Evaluate published studies from their own inputs and compare the results with the printed figures.

    A NAME is a study, a scenario file with a [published] table, or the beginning of several names; without
    NAME all studies are evaluated. Exit code 1 means that a figure is out of tolerance.

    \b
    Examples:
      orbitcalc verify
      orbitcalc verify suncatcher
      orbitcalc verify mccalip -f csv -o mccalip.csv
    """
    from orbitcalc.analysis.studies.verify import verify
    from orbitcalc.report.views.studies import verify_document

    with Progress("evaluating the studies", not out.quiet):
        rows = verify(names)
    out.show(verify_document(rows))
    if any(row.failed for row in rows):
        raise click.exceptions.Exit(OUT_OF_TOLERANCE)
