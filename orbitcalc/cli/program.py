"""The group of all verbs; a verb is imported when it is named."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import Any

import click

from orbitcalc import __version__
from orbitcalc.cli import commands
from orbitcalc.cli.completion import complete_names
from orbitcalc.cli.options import add_allow_outside

GROUPS = {
    "Answer": ("run", "explain", "report", "explore", "study"),
    "Compare": ("compare", "bridge", "verify"),
    "How sure, and what drives it": ("mc", "sobol", "tornado", "sweep"),
    "What would have to be true": ("breakeven", "optimise"),
    "Scenarios and data": ("list", "params", "show", "check", "init", "schema"),
    "Samples for other programs": ("design", "export"),
    "The program": ("completion", "info"),
}
"""The verbs under the headings of the help, in this order; others follow by name."""

ORDER = tuple(verb for verbs in GROUPS.values() for verb in verbs)
"""The order in which the verbs are listed."""

EXAMPLES = """\
\b
Examples:
  orbitcalc run google-1gw
  orbitcalc run google-1gw -s it_power_per_satellite='1 MW'
  orbitcalc explain google-1gw satellites_required
"""

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class ClosedPipeError(Exception):
    """The reader of the output has closed it."""


class Verbs(click.Group):
    """A group whose commands are the modules of `orbitcalc.cli.commands`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        found = [module.name for module in pkgutil.iter_modules(commands.__path__)]
        return sorted(found, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"{commands.__name__}.{cmd_name}").command
        return add_allow_outside(complete_names(command))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, with the nearest verb where there is none of that name, whatever click's version."""
        from orbitcalc.errors import did_you_mean

        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in self.list_commands(ctx):
            near = did_you_mean(name, self.list_commands(ctx))
            raise click.UsageError(f"no command '{name}'" + (f"; {near}" if near else ""), ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """As click does it, without the empty line it writes when interrupted, nor its own end of a closed pipe."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            raise click.Abort from error
        except BrokenPipeError as error:
            raise ClosedPipeError from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs under their headings; those of no group come last."""
        named = {verb for verbs in GROUPS.values() for verb in verbs}
        others = [verb for verb in self.list_commands(ctx) if verb not in named]
        for title, verbs in {**GROUPS, "More": others}.items():
            found = [(verb, command) for verb in verbs if (command := self.get_command(ctx, verb))]
            lines = [(verb, command.get_short_help_str(200)) for verb, command in found]
            if lines:
                with formatter.section(title):
                    formatter.write_dl(lines)


@click.group(
    cls=Verbs,
    context_settings=CONTEXT,
    invoke_without_command=True,
    help=EXAMPLES
    + """
How many satellites, launches, years and dollars a computing cluster in orbit needs; whether that is
feasible, which constraint binds, and how its cost compares with the ground.

A scenario is the name of a shipped one ('orbitcalc list'), a TOML file, or '-' for standard input.
""",
)
@click.version_option(__version__, prog_name="orbitcalc", message="%(prog)s %(version)s")
@click.pass_context
def program(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        click.echo(
            f"orbitcalc {__version__}: satellites, launches, time and cost of a computing cluster in orbit\n\n"
            "  orbitcalc run google-1gw                            the answer on one screen\n"
            "  orbitcalc run google-1gw -s altitude='800 km'       with another value\n"
            "  orbitcalc explain google-1gw satellites_required    how a figure is computed\n\n"
            "'orbitcalc --help' lists all commands, 'orbitcalc list' the scenarios."
        )
