"""Where output goes: data to standard output or a file, everything else to standard error."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orbitcalc.printable import visible_lines
from orbitcalc.whole import is_stream, is_taken, write_whole

if TYPE_CHECKING:
    from orbitcalc.document import Document
    from orbitcalc.document.renderers import Medium

KEPT = "orbitcalc.kept"
"""Where a study keeps what its verbs would write: a list in the context of the command."""


SCREENS = 3
"""Screens of a terminal that a text for people fills before it is paged."""


@dataclass(frozen=True, kw_only=True)
class Output:
    """The output flags of one command, and the writing they ask for."""

    format: str = "table"
    path: str = "-"
    force: bool = False
    quiet: bool = False
    verbose: bool = False
    color: str = "auto"
    figure: str = ""
    command: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        beside = [f"{self.path}.meta.json"] if self.format == "csv" else []
        files = [] if self.to_stdout else [self.path, *beside]
        for path in [] if self.force else [*files, *([self.figure] if self.figure else [])]:
            refuse_taken(path)
        if self.figure:
            from orbitcalc.charts.chart import ending_of

            ending_of(self.figure)

    @property
    def to_stdout(self) -> bool:
        return self.path == "-"

    @property
    def width(self) -> int:
        """Columns to fill: the terminal's or those of COLUMNS, and 100 for a file or pipe."""
        fallback = 80 if self.on_terminal else 100
        return max(40, shutil.get_terminal_size((fallback, 24)).columns)

    @property
    def _lines(self) -> int:
        return shutil.get_terminal_size((80, 24)).lines

    @property
    def on_terminal(self) -> bool:
        """Whether the answer goes to a terminal."""
        return self.to_stdout and sys.stdout is not None and sys.stdout.isatty()

    @property
    def _colour(self) -> bool:
        plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb" or not self.on_terminal
        return self.color == "always" or (self.color == "auto" and not plain)

    def write(self, text: str) -> None:
        """Write all data at once: a file is complete or absent."""
        text = text if text.endswith("\n") else f"{text}\n"
        if _kept(text):
            return
        if self.to_stdout:
            if self.on_terminal and self.format == "table" and text.count("\n") > SCREENS * self._lines:
                click.echo_via_pager(text, color=self._colour)
            elif sys.stdout is not None:
                sys.stdout.write(text)
                sys.stdout.flush()
            return
        write_file(Path(self.path), text)
        self.say(f"wrote {self.path}")

    def show(self, document: Document) -> None:
        """Write a document in the requested format, its accompanying files, and its picture."""
        from orbitcalc.document.renderers import format_of

        if _kept(document):
            return
        chosen, medium = format_of(self.format, document.texts), self._medium()
        text = chosen.draw(document, medium)
        alone = self.to_stdout or is_stream(Path(self.path))
        beside = {} if alone else {end: draw(document, medium) for end, draw in chosen.beside.items()}
        drawing = self._picture(document)
        self.write(text)
        for ending, content in beside.items():
            write_file(Path(f"{self.path}{ending}"), content)
        if drawing:
            write_file(Path(self.figure), drawing)
            self.say(f"wrote {self.figure}")
        notes = [] if chosen.shows_notes else [f"note: {note}" for note in document.notes]
        for remark in (*notes, *document.remarks):
            self.say(remark)

    def stream(self, parts: Iterable[Document]) -> None:
        """Write the rows of one table as CSV, part after part; what its columns mean stands beside a file."""
        from orbitcalc.document.renderers import as_csv, column_meanings

        medium = self._medium()
        rest = iter(parts)
        head = next(rest)
        later = (as_csv(part, medium).partition("\n")[2] for part in rest)
        texts = chain([as_csv(head, medium)], later)
        if self.to_stdout:
            if sys.stdout is not None:
                sys.stdout.writelines(texts)
                sys.stdout.flush()
            return
        write_file(Path(self.path), texts)
        if not is_stream(Path(self.path)):
            write_file(Path(f"{self.path}.meta.json"), column_meanings(head, medium))
        self.say(f"wrote {self.path}")

    def _picture(self, document: Document) -> bytes:
        """The content of the file of the picture; empty where none is asked for."""
        if not self.figure:
            return b""
        if document.figure is None:
            raise click.UsageError("this output has no picture: leave --figure out")
        from orbitcalc.charts.chart import picture

        return picture(document.figure().svg, self.figure)

    def _medium(self) -> Medium:
        from orbitcalc.cli.provenance import provenance
        from orbitcalc.document.renderers import Medium

        made = partial(provenance, self.command)
        return Medium(self.width, self._colour, made, f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC")

    def say(self, message: str) -> None:
        """Write a remark to standard error, unless --quiet is given."""
        if not self.quiet and sys.stderr is not None:
            sys.stderr.write(f"{visible_lines(message)}\n")


def _kept(item: Document | str) -> bool:
    """Keep what would be written, where a study asks for it; whether it does."""
    context = click.get_current_context(silent=True)
    kept = context.meta.get(KEPT) if context else None
    if kept is not None:
        kept.append(item)
    return kept is not None


def refuse_taken(path: str) -> None:
    """Refuse a path whose file would be lost, before anything is computed."""
    if is_taken(Path(path)):
        raise click.UsageError(f"{path} exists; --force overwrites it")


def write_file(path: Path, content: str | bytes | Iterable[str]) -> None:
    """Write a file whole.

    Raises
    ------
    ClickException
        If the system refuses; the message has its reason.
    """
    try:
        write_whole(path, content)
    except OSError as error:
        raise click.ClickException(f"cannot write {path}: {error.strerror}") from error
