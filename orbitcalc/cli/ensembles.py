"""Flags of the commands that draw samples."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from orbitcalc.cli.output import Output

Command = Callable[..., Any]


def printed_options(*formats: str) -> Callable[[Command], Command]:
    """Add -f, -q, -v and --color, for a command whose -o is a folder; the command gets `out`."""

    def decorate(function: Command) -> Command:
        @click.option(
            "-f", "--format", "format", type=click.Choice(formats), default=formats[0], show_default=True,
            envvar="ORBITCALC_FORMAT", help="Form of the output.",
        )  # fmt: skip
        @click.option("-q", "--quiet", is_flag=True, help="No remarks on standard error.")
        @click.option("-v", "--verbose", is_flag=True, help="More remarks; a traceback for an internal error.")
        @click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colours.")
        @wraps(function)
        def command(*args: Any, **given: Any) -> Any:
            names = ("format", "quiet", "verbose", "color")
            return function(*args, out=Output(**{name: given.pop(name) for name in names}), **given)

        return command

    return decorate


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
    "-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, envvar="ORBITCALC_JOBS",
    help="Processes at work; the result is the same for every number.",
)  # fmt: skip
