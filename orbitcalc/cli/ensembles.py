"""Flags of the commands that draw samples."""

from __future__ import annotations

import click

seed_option = click.option(
    "--seed", type=click.IntRange(0), default=None, metavar="N", help="Seed of the draws.  [default: 0]"
)
outputs_option = click.option(
    "--of", "outputs", multiple=True, metavar="NAME", help="An output to compute; repeatable."
)
vary_option = click.option(
    "--vary", multiple=True, metavar="NAME", help="Vary only this input, and others named so; repeatable."
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
