"""`orbitcalc export`: the samples of a run as a table, or a scenario as a workbook of live formulas."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from orbitcalc.cli.options import load
from orbitcalc.cli.output import Output, write_file


@click.command("export", short_help="A run directory as CSV or Parquet; a scenario as a workbook.")
@click.argument("run", metavar="RUN|SCENARIO")
@click.option("-f", "--format", "form", type=click.Choice(["csv", "parquet", "xlsx"]), default="csv", show_default=True)
@click.option("-o", "--output", "path", default="-", metavar="PATH", help="A file; '-' is standard output.")
@click.option(
    "-s", "--set", "overrides", multiple=True, metavar="NAME=VALUE", help="A value of the scenario; repeatable."
)
@click.option("--inputs/--no-inputs", default=True, help="With or without the draws of every input.")
@click.option("--force", is_flag=True, help="Overwrite existing files.")
@click.option("-q", "--quiet", is_flag=True, help="No remarks on standard error.")
def command(run: str, form: str, path: str, overrides: tuple[str, ...], inputs: bool, force: bool, quiet: bool) -> None:
    """Write every sample of a run: number, status, inputs, outputs and conditions, with every digit.

    The header has the units. Beside a file, PATH.meta.json describes each column.
    With -f xlsx: a scenario as a workbook, each variable a live formula; an edited one is a scenario again.

    \b
    Examples:
      orbitcalc export runs/base -o draws.csv
      orbitcalc export runs/base -f parquet -o draws.parquet
      orbitcalc export runs/base --no-inputs
      orbitcalc export google-1gw -f xlsx -o google.xlsx
    """
    if form != "csv" and path == "-":
        raise click.UsageError(f"-f {form} needs a file: -o PATH")
    out = Output(format="text" if form == "xlsx" else "csv", path=path, force=force, quiet=quiet)
    if form == "xlsx":
        _write_workbook(run, overrides, Path(path))
        out.say(f"wrote {path}")
        return
    if overrides:
        raise click.UsageError("--set belongs to a scenario, with -f xlsx")
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


def _write_workbook(name: str, overrides: tuple[str, ...], path: Path) -> None:
    """A scenario as a workbook."""
    from orbitcalc.tape import spreadsheet

    spreadsheet.require()
    write_file(path, spreadsheet.content(spreadsheet.workbook(load(name, overrides))))
