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

ORDER = (
    "run",
    "explain",
    "compare",
    "bridge",
    "verify",
    "sweep",
    "tornado",
    "mc",
    "sobol",
    "breakeven",
    "optimise",
    "design",
    "export",
    "report",
    "study",
    "explore",
    "params",
    "list",
    "show",
    "check",
    "init",
    "schema",
    "info",
)
"""The order in which help lists the verbs; others follow by name."""

EXAMPLES = """\
\b
Examples:
  orbitcalc run google-1gw
  orbitcalc run google-1gw -s it_power_per_satellite='1 MW'
  orbitcalc explain google-1gw satellites_required
"""

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


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
        """As click does it, without the empty line it writes when interrupted."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            raise click.Abort from error


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
