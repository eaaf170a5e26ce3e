"""`orbitcalc explore`: the model itself as one page, with sliders."""

from __future__ import annotations

import click

from orbitcalc.cli.commands.compare import load_all
from orbitcalc.cli.options import invocation_of, output_options
from orbitcalc.cli.output import Output
from orbitcalc.cli.progress import Progress

PRESETS = ("google-1gw", "starcloud-5gw", "spacex-ai1", "spacex-million", "reactor-cluster", "mccalip")
"""Scenarios of a page for which none or one is named."""


@click.command("explore", short_help="The model as one live page: sliders, menus, futures, a link to send.")
@click.argument("names", metavar="[SCENARIO]...", nargs=-1)
@click.option(
    "-s",
    "--set",
    "overrides",
    multiple=True,
    metavar="[SCENARIO:]NAME=VALUE",
    help="Give a variable a value in all scenarios, or in one (by name, or by place, as 2:); repeatable.",
)
@output_options(default="html")
def command(names: tuple[str, ...], overrides: tuple[str, ...], out: Output) -> None:
    """Write one self-contained page that computes the model in the browser, without network.

    Its inputs are sliders and fields; its menus hold the catalogue and the scenarios. With one scenario the
    shipped designs stand beside it, with several only those named. Its address holds what differs, and 'orbitcalc run'
    reads the same text.

    \b
    Examples:
      orbitcalc explore google-1gw -o google.html
      orbitcalc explore mine.toml google-1gw -o two.html
      orbitcalc run 'google.html#launch_price=500 USD_2025/kg'
    """
    from orbitcalc.page.html import page

    shown = names if len(names) > 1 else (*names, *(name for name in PRESETS if name not in names))
    if out.format != "html":
        raise click.UsageError("a live page is HTML: leave out -f")
    scenarios = load_all(shown, overrides)
    with Progress("tracing the model", not out.quiet):
        text = page(
            scenarios, [invocation_of(item, name).command("run") for item, name in zip(scenarios, shown, strict=True)]
        )
    out.write(text)
