"""`orbitcalc verify`: published studies, their figures beside ours."""

from __future__ import annotations

import click

from orbitcalc.cli.options import output_options, sampling_options
from orbitcalc.cli.output import Output

OUT_OF_TOLERANCE = 1


@click.command("verify", short_help="Published studies: what each prints, and what comes out here.")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@sampling_options
@output_options()
def command(names: tuple[str, ...], out: Output) -> None:
    """Evaluate published studies from their own inputs, and compare with what they print; all without NAME.

    A NAME is a study, a scenario file with a [published] table, or what several names begin with. Exit code 1
    means that a figure lies outside its tolerance.

    \b
    Examples:
      orbitcalc verify
      orbitcalc verify suncatcher
      orbitcalc verify mccalip -f csv -o mccalip.csv
    """
    from orbitcalc.analysis.studies.verify import verify
    from orbitcalc.report.views.studies import verify_document

    rows = verify(names)
    out.show(verify_document(rows))
    if any(row.failed for row in rows):
        raise click.exceptions.Exit(OUT_OF_TOLERANCE)
