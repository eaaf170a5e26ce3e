"""Flags of the commands that draw samples, and remarks on a run."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from orbitcalc.analysis.runs.ensemble import Ensemble

seed_option = click.option(
    "--seed", type=click.IntRange(0), default=None, metavar="N", help="Seed of the draws.  [default: 0]"
)
outputs_option = click.option(
    "--of", "outputs", multiple=True, metavar="NAME", help="An output to compute; repeatable."
)
vary_option = click.option(
    "--vary", multiple=True, metavar="NAME", help="Vary only the inputs named in this way; repeatable."
)
jobs_option = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    envvar="ORBITCALC_JOBS",
    help="Processes at work; the result is the same for every number.",
)


def _supported(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The engine; NumPy, with a note, where the system has no native kernel."""
    from orbitcalc.tape.native.compiler import SYSTEMS

    if value != "native" or sys.platform in SYSTEMS:
        return value
    click.echo("note: the native kernel needs Linux or macOS; NumPy evaluates the samples", err=True)
    return "numpy"


engine_option = click.option(
    "--engine",
    type=click.Choice(["numpy", "native"]),
    default=None,
    callback=_supported,
    help="What evaluates the samples: NumPy, or a kernel compiled by the system's compiler.  [default: numpy]",
)


def run_remarks(ensemble: Ensemble, workers: str) -> list[str]:
    """Remarks on the run: recomputed chunks, failed samples, time, rate, seed and folder."""
    remarks = [f"sample {sample} failed: {error}" for sample, error in ensemble.errors]
    if ensemble.recomputed:
        remarks.insert(0, f"note: {ensemble.recomputed:,} chunks of lost workers were recomputed by this process")
    if ensemble.failed > len(ensemble.errors):
        remarks.append(f"... {ensemble.failed:,} samples failed in total; they have status 2 in the run directory")
    rate = ensemble.samples / ensemble.seconds if ensemble.seconds else 0.0
    saved = f", saved in {ensemble.folder}" if ensemble.folder else ""
    return [
        *remarks,
        f"{ensemble.samples:,} samples, {len(ensemble.varied)} inputs varied, {ensemble.failed:,} failed, "
        f"{ensemble.seconds:.1f} s, {rate:,.0f}/s, {workers}, {ensemble.method}, seed {ensemble.seed}{saved}",
    ]
