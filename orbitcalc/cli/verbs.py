"""The verbs of the command line for a study file: their options as click declares them, and how to run them."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import redirect_stderr
from functools import partial
from pathlib import Path
from typing import Any

import click

from orbitcalc.cli.completion import TAKES_A_NAME
from orbitcalc.cli.failure import INTERRUPTED
from orbitcalc.cli.options import CASELESS, FormatName
from orbitcalc.cli.output import KEPT, Output
from orbitcalc.cli.provenance import provenance
from orbitcalc.document import Document
from orbitcalc.document.renderers import Medium
from orbitcalc.errors import InputError, OrbitcalcError, ScenarioError, did_you_mean
from orbitcalc.study.plan import Study, plan
from orbitcalc.study.shipped import study_text
from orbitcalc.study.verb import Option, Refused, Shown, Verb

SCENARIO_ARGUMENTS = ("scenario", "names")
"""The first argument of a verb that analyses scenarios, by the name its function gives it."""

KEPT_BY_A_STUDY = frozenset(
    (
        *("overrides", "figure", "jobs", "cluster", "progress"),
        *("format", "path", "folder", "force", "quiet", "verbose", "color"),
        *("resume", "verify", "allow_outside"),
    )
)
"""Options of verbs that a study sets itself, or that have no meaning in one."""

NAMES_A_FILE = re.compile("FILE|PATH|DIR")
"""Placeholder of an option that names a file; a study names its files itself."""

TYPES = ((click.types.BoolParamType, "boolean"), (click.types.IntParamType, "integer"), (click.types.FLOAT, "number"))
"""Types of values as JSON names them; all others are texts."""


def study_verbs(group: click.Group) -> Mapping[str, Verb]:
    """The verbs that a study file may name, by name."""
    context = click.Context(group)
    commands = ((name, group.get_command(context, name)) for name in group.list_commands(context))
    return {name: _verb(group, name, command) for name, command in commands if command and _analyses(name, command)}


def _analyses(name: str, command: click.Command) -> bool:
    """Whether a command takes scenarios and shows a document or a text."""
    arguments = _arguments(command)
    reads = bool(arguments) and arguments[0].name in SCENARIO_ARGUMENTS
    return (
        reads and any(item.name == "format" for item in command.params) and (name not in CASELESS or name == "verify")
    )


def _arguments(command: click.Command) -> list[click.Argument]:
    return [item for item in command.params if isinstance(item, click.Argument)]


def _verb(group: click.Group, name: str, command: click.Command) -> Verb:
    first, *others = _arguments(command)
    flags = [item for item in command.params if isinstance(item, click.Option) and not item.hidden]
    kept = [item for item in flags if item.name in KEPT_BY_A_STUDY or NAMES_A_FILE.search(item.metavar or "")]
    given = {item.name for item in flags}
    free = first.nargs < 0 and not first.required
    options = [_argument(item) for item in others] + [_option(item) for item in flags if item not in kept]
    return Verb(
        name=name,
        about=command.get_short_help_str(100),
        options={item.name: item for item in options},
        kept=frozenset(_name(item) for item in kept),
        scenarios=(0 if free else max(first.nargs, 1), first.nargs),
        family=free,
        settable="overrides" in given,
        draws="figure" in given,
        workers=frozenset(given & {"jobs", "cluster"}),
        formats=next(tuple(item.type.names) for item in flags if isinstance(item.type, FormatName)),
        check=partial(_refusal, group, name, command),
        perform=partial(_perform, group, name),
    )


def _name(item: click.Option) -> str:
    """The long flag without its dashes."""
    return max(item.opts, key=len).lstrip("-")


def _argument(item: click.Argument) -> Option:
    return Option(str(item.name), variable=item.metavar in TAKES_A_NAME, about="required" if item.required else "")


def _option(item: click.Option) -> Option:
    metavar = item.metavar or ""
    return Option(
        name=_name(item),
        flag=f"--{_name(item)}",
        switch=item.is_flag,
        repeated=item.multiple,
        pairs="NAME=" in metavar or "NAME[=" in metavar,
        variable=metavar in TAKES_A_NAME and item.name != "case" and not metavar.startswith("[NAME"),
        kind=next((word for kind, word in TYPES if isinstance(item.type, _class(kind))), "string"),
        words=tuple(item.type.choices) if isinstance(item.type, click.Choice) else (),
        about=item.help or "",
    )


def _class(kind: Any) -> type:
    return kind if isinstance(kind, type) else type(kind)


def _refusal(group: click.Group, name: str, command: click.Command, arguments: Sequence[str]) -> Refused | None:
    """Why click refuses the arguments, or None."""
    try:
        settings = group.context_settings  # a command keeps the help flags of the first context that it has
        with (
            click.Context(group, info_name="orbitcalc", **settings) as parent,
            command.make_context(name, list(arguments), parent),
        ):
            return None
    except click.UsageError as error:
        item = getattr(error, "param", None)
        at_fault = _name(item) if isinstance(item, click.Option) else str(item.name) if item else ""
        missing = isinstance(error, click.MissingParameter)
        return Refused(f"'{at_fault}' is missing" if missing else error.message.rstrip("."), at_fault)


def _perform(group: click.Group, name: str, arguments: Sequence[str], command: Sequence[str]) -> Shown:
    """What a verb shows; `command` is what a reader would type."""
    kept: list[Document | str] = []
    said, code = io.StringIO(), 0
    with group.make_context("orbitcalc", [name, *arguments]) as context, redirect_stderr(said):
        context.meta[KEPT] = kept
        try:
            group.invoke(context)
        except click.exceptions.Exit as stop:
            code = stop.exit_code
        except click.ClickException as error:
            raise InputError(error.format_message().rstrip(".")) from error
        except OrbitcalcError as error:
            if error.exit_code == INTERRUPTED:
                raise KeyboardInterrupt from error
            raise
    document = next((item for item in kept if isinstance(item, Document)), None)
    text = next((item for item in kept if isinstance(item, str)), "")
    remarks = tuple(filter(None, said.getvalue().splitlines()))
    return Shown(document, text, code, remarks, partial(_save, document, text, command))


def _save(document: Document | None, text: str, command: Sequence[str], path: Path, form: str) -> None:
    out = Output(format=form, path=str(path), force=True, quiet=True, command=tuple(command))
    if document is None:
        out.write(text)
    else:
        out.show(document)


def planned(group: click.Group, name: str, folder: str | Path | None, only: Collection[str]) -> tuple[Study, Path]:
    """The study of a file and its output folder; `only` are analyses that it must have.

    Raises
    ------
    ScenarioError
        With everything that is wrong with the file.
    """
    text, base, results = study_text(name)
    study = plan(text, study_verbs(group), base)
    names = [item.name for item in study.analyses]
    for item in only:
        if item not in names:
            raise ScenarioError(f"no analysis '{item}'", "--only", did_you_mean(item, names) or ", ".join(names))
    return study, Path(folder) if folder else results


def medium(study: Study) -> Medium:
    """What made the index page: the same text for the same results."""
    return Medium(made=partial(provenance, ["orbitcalc", "study", study.path]))
