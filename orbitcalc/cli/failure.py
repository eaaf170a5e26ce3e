"""Errors become one message and one exit code here, and nowhere else.

0 done; 1 a --require condition is false; 2 usage or invalid scenario; 3 some evaluations failed;
4 an optional package or a compiler is missing; 70 internal error; 130 interrupted.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import traceback
from collections.abc import Sequence

import click

from orbitcalc.errors import ModelError, OrbitcalcError, Problem, ScenarioError

FULL = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EFBIG)
"""Errors of a place that takes no more output."""

USAGE, INTERNAL, INTERRUPTED = 2, 70, 130


class InterruptedWorkError(OrbitcalcError):
    """The interruption of work whose finished part is kept, and how to go on."""

    exit_code = INTERRUPTED


def explain_failure(error: BaseException, arguments: Sequence[str]) -> int:
    """Write the error to standard error, as JSON where JSON was requested, and return the exit code."""
    if isinstance(error, click.exceptions.Exit | SystemExit):
        code = error.exit_code if isinstance(error, click.exceptions.Exit) else error.code
        return code if isinstance(code, int) else 0 if code is None else 1
    code, problems = _diagnose(error)
    if sys.stderr is None:
        return code
    if code == INTERNAL and _asked(arguments, "-v", "--verbose"):
        sys.stderr.write("".join(traceback.format_exception(error)))
    sys.stderr.write(_as_json(code, problems) if wants_json(arguments) else _as_text(code, problems))
    sys.stderr.flush()
    return code


def _diagnose(error: BaseException) -> tuple[int, tuple[Problem, ...]]:
    if isinstance(error, click.Abort | KeyboardInterrupt):
        return INTERRUPTED, (Problem("", "interrupted"),)
    if isinstance(error, ScenarioError):
        return USAGE, error.problems
    if isinstance(error, click.ClickException):
        return USAGE, (Problem("", error.format_message().rstrip("."), _usage_hint(error)),)
    if isinstance(error, ModelError):
        return INTERNAL, (Problem("", f"internal error: {error}", _REPORT),)
    if isinstance(error, OrbitcalcError):
        return error.exit_code, (Problem("", getattr(error, "message", str(error)), getattr(error, "hint", "")),)
    if isinstance(error, OSError) and error.filename:
        return USAGE, (Problem("", f"{error.filename}: {error.strerror}"),)
    if isinstance(error, OSError) and error.errno in FULL:
        return USAGE, (Problem("", f"the output cannot be written: {error.strerror}"),)
    return INTERNAL, (Problem("", f"internal error: {type(error).__name__}: {error}".replace("\n", " "), _REPORT),)


_REPORT = "please report it with the command you gave; -v shows where it happened"


def _usage_hint(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return f"'{context.command_path} --help' shows how" if context else ""


def _as_text(code: int, problems: Sequence[Problem]) -> str:
    return "".join(f"{problem.message if code == INTERRUPTED else problem}\n" for problem in problems)


def _as_json(code: int, problems: Sequence[Problem]) -> str:
    listed = [{"message": p.message, "where": p.where, "hint": p.hint} for p in problems]
    return json.dumps({"code": code, **listed[0], "problems": listed}) + "\n"


def wants_json(arguments: Sequence[str]) -> bool:
    """Whether the arguments ask for JSON; they may be too wrong for click to say."""
    for index, argument in enumerate(arguments):
        following = arguments[index + 1] if index + 1 < len(arguments) else ""
        if argument in ("-fjson", "--format=json") or (argument in ("-f", "--format") and following == "json"):
            return True
    return not _asked(arguments, "-f", "--format") and os.environ.get("ORBITCALC_FORMAT") == "json"


def _asked(arguments: Sequence[str], *flags: str) -> bool:
    return any(argument in flags for argument in arguments)
