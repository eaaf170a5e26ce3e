"""Flags of the commands that draw samples, and remarks on a run."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from orbitcalc.analysis.runs.ensemble import Ensemble

seed_option = click.option(
    "--seed", type=click.IntRange(0), default=None, metavar="N", help="Seed of the draws.  [default: 0]"
)
outputs_option = click.option(
    "--of", "outputs", multiple=True, metavar="NAME", help="An output to compute; repeatable."
)


def only_option(name: str = "vary") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add --only, and --vary by its former name; the command gets the names as `name`."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @click.option("--only", multiple=True, metavar="NAME", help="Vary this input alone; repeatable.")
        @click.option("--vary", "former", multiple=True, metavar="NAME", hidden=True)
        @wraps(function)
        def command(*args: Any, only: tuple[str, ...], former: tuple[str, ...], **given: Any) -> Any:
            if former:
                out = given.get("out")
                (out.say if out else _say)("note: --vary NAME is called --only here; --vary NAME=VALUES is for sweep")
            return function(*args, **given, **{name: (*only, *former)})

        return command

    return decorate


def _say(message: str) -> None:
    click.echo(message, err=True)


vary_option = only_option()
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
