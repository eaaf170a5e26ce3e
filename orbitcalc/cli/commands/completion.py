"""`orbitcalc completion`: the script with which a shell completes verbs, scenarios, variables, words and units."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from orbitcalc.cli.completion import COMPLETE_VARIABLE

SHELLS = ("bash", "zsh", "fish")


@click.command("completion", short_help="The script with which a shell completes names, words and units.")
@click.argument("shell", type=click.Choice(SHELLS), metavar="bash|zsh|fish")
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script that makes a shell complete scenarios, variables, words of choices and units.

    \b
    Examples:
      orbitcalc completion bash >> ~/.bashrc
      orbitcalc completion zsh >> ~/.zshrc
      orbitcalc completion fish > ~/.config/fish/completions/orbitcalc.fish
    """
    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(ctx.find_root().command, {}, "orbitcalc", COMPLETE_VARIABLE).source())
