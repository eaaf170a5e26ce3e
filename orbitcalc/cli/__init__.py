"""The command line: reads, calls, writes; it holds no formula.

Each verb is one module of `orbitcalc.cli.commands` that holds a click command called `command`. It is
imported when it is used, and imports the model only inside its function, so that `--help` is fast.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

__all__ = ["main"]

INTERRUPTED = 130
"""Exit code of a command that Ctrl-C ends; the modules that explain it may not be read yet."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _never_fail_on_a_character()
    try:
        return _answered(given)
    except KeyboardInterrupt:  # while the program itself is read
        if sys.stderr is not None:
            sys.stderr.write("interrupted\n")
        return INTERRUPTED


def _answered(given: Sequence[str]) -> int:
    """Run a command and return its exit code."""
    from orbitcalc.cli.failure import explain_failure
    from orbitcalc.cli.program import ClosedPipeError, program

    try:
        code = program.main(args=list(given), prog_name="orbitcalc", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except (BrokenPipeError, ClosedPipeError):
        _close_quietly()
        return 0
    except BaseException as error:  # noqa: BLE001 - the one place where errors become exit codes
        return explain_failure(error, given)
    return code if isinstance(code, int) else 0


def _never_fail_on_a_character() -> None:
    """Characters that a terminal cannot show become question marks."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _close_quietly() -> None:
    """The reader of the output has closed it: prevent an error message of the interpreter on exit."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        sys.stdout = None
