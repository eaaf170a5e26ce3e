"""`orbitcalc export`: the samples of a run as a table for other programs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from orbitcalc.cli.output import Output


@click.command("export", short_help="The samples of a run directory as CSV or Parquet.")
@click.argument("run", metavar="RUN")
@click.option("-f", "--format", "form", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True)
@click.option("-o", "--output", "path", default="-", metavar="PATH", help="A file; '-' is standard output.")
@click.option("--inputs/--no-inputs", default=True, help="With or without the draws of every input.")
@click.option("--force", is_flag=True, help="Overwrite existing files.")
@click.option("-q", "--quiet", is_flag=True, help="No remarks on standard error.")
def command(run: str, form: str, path: str, inputs: bool, force: bool, quiet: bool) -> None:
    """Write every sample of a run: number, status, inputs, outputs and conditions, with every digit.

    The header has the units. Beside a file, PATH.meta.json describes each column.

    \b
    Examples:
      orbitcalc export runs/base -o draws.csv
      orbitcalc export runs/base -f parquet -o draws.parquet
      orbitcalc export runs/base --no-inputs
    """
    if form == "parquet" and path == "-":
        raise click.UsageError("a Parquet file needs a name: -o PATH")
    out = Output(format="csv", path=path, force=force, quiet=quiet)
    from orbitcalc.analysis.runs import files
    from orbitcalc.analysis.runs.rows import SampleRows

    draws = SampleRows(Path(run), with_inputs=inputs)
    header = [column.header for column in draws.columns]
    if out.to_stdout:
        for line in files.csv_lines(header, draws):
            sys.stdout.write(line)
        return
    if form == "csv":
        files.write_csv(Path(path), header, draws)
    else:
        files.write_parquet(Path(path), draws, draws.about())
    files.write_about(Path(path), draws.about())
    out.say(f"wrote {path} and {path}.meta.json")
