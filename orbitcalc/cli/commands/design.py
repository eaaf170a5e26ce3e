"""`orbitcalc design`: sample points for another model."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orbitcalc.cli.ensembles import seed_option, vary_option
from orbitcalc.cli.options import scenario_options
from orbitcalc.cli.output import Output

if TYPE_CHECKING:
    from orbitcalc.analysis.sampling.sample_table import SampleTable
    from orbitcalc.scenario import Scenario

KINDS = {"mc": "random", "mc-sobol": "sobol", "sobol": "saltelli"}
"""The purpose of the points and the kind of design."""


@click.command("design", short_help="Write sample points only, for your own model.")
@scenario_options
@click.option(
    "-n",
    "--samples",
    type=click.IntRange(1),
    default=1024,
    show_default=True,
    metavar="N",
    help="Points; with --for sobol base points, each with two more rows than there are inputs.",
)
@click.option(
    "--for",
    "purpose",
    type=click.Choice(list(KINDS)),
    default="mc",
    show_default=True,
    help="Random draws as in mc, quasi-random draws, or the points that Sobol indices need.",
)
@vary_option
@click.option(
    "--group-by",
    type=click.Choice(["input", "group"]),
    default="input",
    help="Indices of single inputs or of whole groups.",
)
@seed_option
@click.option("-o", "--output", "path", default="-", metavar="PATH", help="A .csv or .npz file; '-' is stdout.")
@click.option("--force", is_flag=True, help="Overwrite existing files.")
@click.option("-q", "--quiet", is_flag=True, help="No remarks on standard error.")
def command(
    scenario: Scenario,
    samples: int,
    purpose: str,
    vary: tuple[str, ...],
    group_by: str,
    seed: int | None,
    path: str,
    force: bool,
    quiet: bool,
) -> None:
    """Write points of the uncertain inputs, a row for each point, with units in the header; nothing is evaluated.

    With --for sobol, evaluate every row with your own model; then give its results to
    'orbitcalc sobol --design FILE --results RESULTS'.

    \b
    Examples:
      orbitcalc design google-1gw -n 1000 -o points.csv
      orbitcalc design google-1gw --for sobol -n 256 --only array_areal_mass --only satellite_life -o points.csv
    """
    out = Output(format="csv", path=path, force=force, quiet=quiet)
    from orbitcalc.analysis.sampling.sample_table import sample_table

    points = sample_table(
        scenario,
        samples,
        kind=KINDS[purpose],  # type: ignore[arg-type]
        vary=vary,
        seed=seed or 0,
        group_by=group_by.replace("input", ""),
    )
    _write(points, path)
    place = "" if out.to_stdout else f" in {path}"
    out.say(f"{points.rows:,} points of {len(points.names)} inputs{place}")


def _write(points: SampleTable, path: str) -> None:
    from orbitcalc.analysis.runs import files

    if path.endswith(".npz"):
        import numpy as np

        from orbitcalc.whole import whole

        with whole(Path(path)) as part, part.open("wb") as file:
            np.savez(file, allow_pickle=False, **points.arrays())
        return
    header = ["id", *points.columns.values()]
    if path == "-":
        for line in files.csv_lines(header, points.blocks()):
            sys.stdout.write(line)
        return
    files.write_csv(Path(path), header, points.blocks())
    files.write_about(Path(path), points.about())
