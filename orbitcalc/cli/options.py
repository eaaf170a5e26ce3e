"""The flags that commands share, as decorators; each hands its command a finished object."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from orbitcalc.cli.output import Output

if TYPE_CHECKING:
    from orbitcalc.document import Invocation
    from orbitcalc.scenario import Scenario

Command = Callable[..., Any]

TAKES_A_SCENARIO = re.compile("SCENARIO|FILE")
"""Placeholder in the help for an argument that is a scenario."""

OUTSIDE = "orbitcalc.allow_outside"
"""Where --allow-outside is kept while a command runs."""

CASE = "orbitcalc.case"
"""Where --case is kept while a command runs."""

CASELESS = ("check", "init", "list", "verify")
"""Commands that read a scenario without evaluating it in another world."""

COMMAND_LINE = "command line"
"""The origin of a value given with --set."""


class FormatName(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.4 on
    """The name of a format: one of those that draw any document, or one of the command's own."""

    name = "format"

    def __init__(self, own: tuple[str, ...]) -> None:
        self.own = own

    @property
    def names(self) -> list[str]:
        from orbitcalc.document.renderers import formats

        return list(dict.fromkeys((*self.own, *formats())))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        name = str(value).lower()
        if name not in self.names:
            from orbitcalc.errors import did_you_mean

            near = did_you_mean(name, self.names)
            self.fail(f"'{value}' is not one of {', '.join(self.names)}" + (f"; {near}" if near else ""))
        return name

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return f"[{'|'.join(self.names)}]"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return [CompletionItem(name) for name in self.names if name.startswith(incomplete)]


def output_options(
    *own: str, default: str = "table", file: bool = True, figure: bool = False
) -> Callable[[Command], Command]:
    """Add -f, -o, --force, -q, -v and --color, and --figure if there is a picture; the command gets them as `out`.

    Every command has the formats of every document; `own` are further ones of this command alone. Without
    `file` -o is the command's own.
    """
    pictures, files = (("figure",) if figure else ()), (("path",) if file else ())
    overwriting = ("force",) if figure or file else ()
    names = (*pictures, "format", *files, *overwriting, "quiet", "verbose", "color")

    def decorate(function: Command) -> Command:
        @wraps(function)
        def command(*args: Any, **given: Any) -> Any:
            return function(*args, out=Output(**{name: given.pop(name) for name in names}), **given)

        result: Command = command
        flags = _output_flags(own, default)
        for name in reversed(names):
            result = flags[name](result)
        return result

    return decorate


def _output_flags(own: tuple[str, ...], default: str) -> dict[str, Callable[[Command], Command]]:
    """Each flag by the field of `Output` that it fills."""
    return {
        "figure": click.option(
            "--figure", default="", metavar="FILE", help="Draw it in a file: its name ends in .svg, .png or .pdf."
        ),
        "format": click.option(
            "-f",
            "--format",
            "format",
            type=FormatName(own),
            default=default,
            show_default=True,
            envvar="ORBITCALC_FORMAT",
            help="Format of the output.",
        ),
        "path": click.option(
            "-o", "--output", "path", default="-", metavar="PATH", help="A file; '-' is standard output."
        ),
        "force": click.option("--force", is_flag=True, help="Overwrite an existing file."),
        "quiet": click.option("-q", "--quiet", is_flag=True, help="No remarks on standard error."),
        "verbose": click.option(
            "-v", "--verbose", is_flag=True, help="More remarks; a traceback for an internal error."
        ),
        "color": click.option(
            "--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colours."
        ),
    }


def scenario_options(function: Command) -> Command:
    """Add SCENARIO, --set and --title; the command gets the loaded scenario as `scenario`."""

    @click.argument("scenario", metavar="SCENARIO")
    @click.option(
        "-s",
        "--set",
        "overrides",
        multiple=True,
        metavar="NAME=VALUE",
        help="Give a variable a value, such as altitude='700 km'; repeatable.",
    )
    @click.option("--title", metavar="TEXT", help="Show this variant under a title of its own.")
    @wraps(function)
    def command(*args: Any, scenario: str, overrides: tuple[str, ...], title: str | None, **given: Any) -> Any:
        loaded = load(scenario, overrides)
        return function(*args, scenario=loaded.titled(title) if title else loaded, **given)

    return command


def add_allow_outside(command: click.Command) -> click.Command:
    """The command, with --allow-outside and --case if it takes a scenario."""
    takes_one = any(
        TAKES_A_SCENARIO.search(item.metavar or "") for item in command.params if isinstance(item, click.Argument)
    )
    if takes_one and all(item.name != "allow_outside" for item in command.params):
        command.params.append(
            click.Option(
                ["--allow-outside"],
                is_flag=True,
                expose_value=False,
                callback=lambda context, _, value: context.meta.__setitem__(OUTSIDE, value),
                help="Let a scenario extend files outside its own folder.",
            )
        )
        if command.name not in CASELESS:
            command.params.append(
                click.Option(
                    ["--case"],
                    metavar="NAME",
                    expose_value=False,
                    callback=lambda context, _, value: context.meta.__setitem__(CASE, value),
                    help="Lay a case over the scenario, such as advanced ('orbitcalc list cases').",
                )
            )
    return command


def sampling_options(function: Command) -> Command:
    """Accept --seed and --jobs in commands that draw no samples, so that scripts can pass the same flags to all."""

    @click.option("--seed", type=int, default=0, hidden=True, help="Seed of random draws.")
    @click.option("-j", "--jobs", type=click.IntRange(1), default=1, hidden=True, help="Processes at work.")
    @wraps(function)
    def command(*args: Any, seed: int, jobs: int, **given: Any) -> Any:
        return function(*args, **given)

    return command


def units_option(function: Command) -> Command:
    """Add --units; the command gets a mapping of variable name to unit text as `shown_units`."""

    @click.option(
        "--units",
        "units_given",
        multiple=True,
        metavar="NAME=UNIT",
        help="Show a variable in this unit, such as fleet_mass=kg; repeatable.",
    )
    @wraps(function)
    def command(*args: Any, units_given: tuple[str, ...], **given: Any) -> Any:
        return function(*args, shown_units=read_units(units_given), **given)

    return command


def pairs(texts: Iterable[str], flag: str, example: str) -> dict[str, str]:
    """NAME=VALUE texts, split at the first '='; the rest is literal."""
    found: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise click.UsageError(f"{flag} '{text}' is not NAME=VALUE, such as {flag} {example}")
        found[name.strip()] = value
    return found


def load(name: str, overrides: Iterable[str] = ()) -> Scenario:
    """The scenario of a name, a path, an address or '-', with the values of --case, the address and --set on top."""
    from orbitcalc import scenario as scenarios
    from orbitcalc.scenario.address import read_address
    from orbitcalc.scenario.layers import Layer

    address = read_address(name)
    values = {**address.values, **pairs(overrides, "--set", "altitude='700 km'")}
    context = click.get_current_context(silent=True)
    outside = bool(context and context.meta.get(OUTSIDE))
    text = _standard_input() if name == "-" else None
    loaded = (
        scenarios.load(address.content or address.base, allow_outside=outside)
        if text is None
        else scenarios.load_text(text, allow_outside=outside)
    )
    case = context.meta.get(CASE) if context else None
    loaded = loaded.with_case(case) if case else loaded
    if not values:
        return loaded
    return scenarios.Scenario(loaded.name, (*loaded.layers, Layer(COMMAND_LINE, values, flag="--set")))


def invocation_of(scenario: Scenario, name: str = "") -> Invocation:
    """The command that gives this scenario again, for suggestions to build on; `name` as the user gave it."""
    from orbitcalc.document import Invocation
    from orbitcalc.scenario.address import read_address

    context = click.get_current_context(silent=True)
    given = read_address(name or (str(context.params.get("scenario", "")) if context else "")).base
    layers = [layer.values for layer in scenario.layers if layer.label == COMMAND_LINE]
    overrides = {key: value for values in layers for key, value in values.items()}
    case = str(context.meta.get(CASE) or "") if context else ""
    return Invocation(given or scenario.name, overrides, case)


def _standard_input() -> str:
    from orbitcalc.errors import ScenarioError
    from orbitcalc.scenario.source import MOST_BYTES

    try:
        text = sys.stdin.buffer.read(MOST_BYTES + 1).decode("utf-8-sig") if sys.stdin is not None else ""
    except UnicodeDecodeError as error:
        raise ScenarioError("the text is not UTF-8", "standard input", "save it as UTF-8") from error
    return text.replace("\r\n", "\n")


def read_units(texts: Iterable[str]) -> dict[str, str]:
    """The unit asked for each variable, checked for name and dimension.

    Raises
    ------
    ScenarioError
        With every --units that cannot be met.
    """
    asked = pairs(texts, "--units", "fleet_mass=kg")
    if not asked:
        return {}
    from orbitcalc import model
    from orbitcalc.errors import Problem, ScenarioError, UnitError
    from orbitcalc.units import unit

    graph = model.graph()
    problems: list[Problem] = []
    for name, text in asked.items():
        if name not in graph:
            problems.append(Problem(f"--units {name}", f"unknown name '{name}'", graph.suggest(name)))
            continue
        try:
            if unit(text).dimension != graph[name].unit.dimension:
                hint = f"expected a unit like {graph[name].unit.text}"
                problems.append(Problem(f"--units {name}", f"'{text}' has the wrong dimension", hint))
        except UnitError as error:
            problems.append(Problem(f"--units {name}", error.message, error.hint))
    if problems:
        raise ScenarioError(problems)
    return asked
