"""Shell completion for the names of variables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.types import StringParamType

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

TAKES_A_NAME = frozenset(
    (
        "NAME",
        "NAME=VALUE",
        "NAME=VALUES",
        "NAME[=VALUES]",
        "NAME=UNIT",
        "[NAME=]N",
        "[SCENARIO:]NAME=VALUE",
        "VARIABLE",
        "[max ]VARIABLE",
        "CONDITION",
        "[PATTERN]",
    )
)
"""Placeholder in the help for an argument that begins with the name of a variable."""


class VariableName(StringParamType):
    """A text that begins with the name of a variable."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The variables whose names begin with the text, or else those whose aliases do."""
        from click.shell_completion import CompletionItem

        from orbitcalc import model

        graph = model.graph()
        typed = incomplete.casefold()
        names = [CompletionItem(name, help=graph[name].meaning) for name in graph if name.startswith(typed)]
        meant = {name: alias for alias, name in graph.aliases.items() if alias.startswith(typed)}
        return names or [CompletionItem(name, help=f"here for '{alias}'") for name, alias in meant.items()]


def complete_names(command: click.Command) -> click.Command:
    """The command, with completion for its arguments that are names of variables."""
    for parameter in command.params:
        if parameter.metavar in TAKES_A_NAME:
            parameter.type = VariableName()
    return command
