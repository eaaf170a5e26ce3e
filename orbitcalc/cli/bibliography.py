"""`--bibtex`: the sources of a result as a BibTeX file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orbitcalc.cli.output import Output, refuse_taken, write_file
from orbitcalc.printable import visible_lines

if TYPE_CHECKING:
    from orbitcalc.result import Result

Command = Callable[..., Any]


def bibtex_option(function: Command) -> Command:
    """Add --bibtex; the command gets it as `bibtex`."""
    decorated: Command = click.option(
        "--bibtex",
        metavar="FILE",
        help="Write the sources used as BibTeX; with '-' nothing else goes to standard output.",
    )(function)
    return decorated


def write_bibtex(result: Result, names: tuple[str, ...], path: str, out: Output) -> bool:
    """Write the sources of these variables, by default the answer's; return whether standard output was used."""
    from orbitcalc.analysis.insight.bibtex import bibtex

    text = visible_lines(bibtex(result, *names))
    if path == "-":
        out.write(text)
        return True
    if not out.force:
        refuse_taken(path)
    write_file(Path(path), text)
    out.say(f"wrote {path}")
    return False
