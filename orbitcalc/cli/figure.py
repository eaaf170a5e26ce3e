"""The --figure flag: an SVG file beside the data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from orbitcalc.cli.output import Output, refuse_taken


def figure_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add --figure; the command gets the path, or None."""
    return click.option("--figure", metavar="FILE.svg", help="Draw it.")(function)


def check_free(figure: str | None, out: Output) -> None:
    """Refuse a figure that would overwrite a file, before anything is computed."""
    if figure and not out.force:
        refuse_taken(figure)
