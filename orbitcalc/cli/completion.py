"""Shell completion, done by click: here are the candidates, which are scenarios, variables, words and units."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class, split_arg_string
from click.types import StringParamType

if TYPE_CHECKING:
    from orbitcalc.graph import Variable
    from orbitcalc.units import Unit

COMPLETE_VARIABLE = "_ORBITCALC_COMPLETE"
"""The environment variable by which the shell asks for candidates."""

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

TAKES_A_SCENARIO = ("SCENARIO", "FILE...", "FIRST SECOND", "[NAME]...")
"""Placeholder for an argument that is a scenario, or begins so."""


class VariableName(StringParamType):
    """A text that begins with the name of a variable, or gives it a value or a unit."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The variables whose names begin with the text, or else those whose aliases do; behind '=' words or units."""
        from orbitcalc import model

        graph = model.graph()
        name, equals, rest = incomplete.partition("=")
        if equals:
            variable = graph.get(name)
            texts = _values(variable, param.metavar or "", rest) if variable else ()
            return [CompletionItem(f"{name}={text}") for text in texts if text.startswith(rest)]
        typed = incomplete.casefold()
        names = [CompletionItem(name, help=graph[name].meaning) for name in graph if name.startswith(typed)]
        meant = {name: alias for alias, name in graph.aliases.items() if alias.startswith(typed)}
        return names or [CompletionItem(name, help=f"here for '{alias}'") for name, alias in meant.items()]


def _values(variable: Variable, metavar: str, rest: str) -> Iterator[str]:
    """The words that a variable may take; of a number the units, behind the digits of the value."""
    from orbitcalc import units
    from orbitcalc.scenario.conditions import words_of

    words = words_of(variable)
    if words:
        yield from words
        return
    number, blank, _ = rest.rpartition(" ")
    if metavar == "NAME=UNIT" or blank:
        own = variable.unit
        yield f"{number}{blank}{own.text}"
        yield from (f"{number}{blank}{name}" for name in _alike(own, units.known_units()))


def _alike(own: Unit, names: Iterable[str]) -> Iterator[str]:
    from orbitcalc import units

    yield from (name for name in sorted(names) if units.unit(name).dimension == own.dimension and name != own.text)


class ScenarioName(StringParamType):
    """A shipped scenario, or a file."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The shipped scenarios that begin with the text, or else the shell's own completion of files."""
        from orbitcalc.scenario import scenarios

        shipped = [CompletionItem(name) for name in scenarios() if name.startswith(incomplete)]
        return shipped or [CompletionItem(incomplete, type="file")]


class Bash(BashComplete):
    """Bash, which takes '=' for the end of a word: the line is read whole, and the answer is what follows the '='."""

    source_template = BashComplete.source_template.replace(
        'COMP_WORDS="${COMP_WORDS[*]}"', 'COMP_LINE="${COMP_LINE:0:$COMP_POINT}"'
    )

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is being written, and this."""
        line = os.environ["COMP_LINE"]
        words = split_arg_string(line)[1:]
        incomplete = words.pop() if words and not line.endswith(" ") else ""
        self._before = incomplete.rpartition("=")[0]
        return words, incomplete

    def format_completion(self, item: CompletionItem) -> str:
        """One candidate without what bash has completed already."""
        value = str(item.value).removeprefix(f"{self._before}=") if self._before else str(item.value)
        return f"{item.type},{value}"


add_completion_class(Bash, "bash")


def complete_names(command: click.Command) -> click.Command:
    """The command, with completion for its arguments that are names of variables or scenarios."""
    for parameter in command.params:
        metavar = parameter.metavar or ""
        if metavar in TAKES_A_NAME and not (isinstance(parameter, click.Argument) and command.name == "init"):
            parameter.type = VariableName()
        elif isinstance(parameter, click.Argument) and metavar.startswith(TAKES_A_SCENARIO):
            parameter.type = ScenarioName()
    return command
