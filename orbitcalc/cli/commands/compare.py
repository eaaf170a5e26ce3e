"""`orbitcalc compare`: scenarios side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from orbitcalc.cli.options import load, output_options, sampling_options, units_option
from orbitcalc.cli.output import Output
from orbitcalc.cli.progress import Progress

if TYPE_CHECKING:
    from orbitcalc.scenario import Scenario


@click.command(
    "compare", short_help="Compare scenarios: the inputs that differ, the results, and the binding constraints."
)
@click.argument("names", metavar="SCENARIO SCENARIO...", nargs=-1, required=True)
@click.option(
    "-s",
    "--set",
    "overrides",
    multiple=True,
    metavar="[SCENARIO:]NAME=VALUE",
    help="Give a variable a value in all scenarios, or in one (by name, or by place, as 2:); repeatable.",
)
@click.option("--all", "everything", is_flag=True, help="Also list inputs that differ but do not affect these results.")
@click.option("--grounds", is_flag=True, help="Compare one or more scenarios with every ground site of the catalogue.")
@units_option
@sampling_options
@output_options(figure=True)
def command(
    names: tuple[str, ...],
    overrides: tuple[str, ...],
    everything: bool,
    grounds: bool,
    shown_units: dict[str, str],
    out: Output,
) -> None:
    """Compare scenarios: the inputs that differ with their origins, the results, and the binding constraints.

    \b
    Examples:
      orbitcalc compare google-1gw mccalip
      orbitcalc compare baseline baseline -s 2:vehicle=new-glenn
      orbitcalc compare google-1gw --grounds
    """
    from orbitcalc.analysis.insight.compare import compare
    from orbitcalc.report.views.comparison import comparison_document

    if grounds:
        from orbitcalc.analysis.insight.grounds import beside_grounds
        from orbitcalc.report.views.comparison import grounds_document

        scenarios = load_all(names, overrides)
        with Progress("evaluating the ground sites", not out.quiet):
            result = beside_grounds(scenarios)
        out.show(grounds_document(result))
        return
    if len(names) < 2:
        raise click.UsageError("name at least two scenarios, such as: orbitcalc compare google-1gw mccalip")
    out.show(comparison_document(compare(load_all(names, overrides)), shown_units, everything=everything))


def load_all(names: Sequence[str], overrides: Sequence[str]) -> list[Scenario]:
    """The scenarios, each with the values of --set that apply to it."""
    for text in overrides:
        _, where = _addressed(text)
        if where and not any(_is_for(where, name, place) for place, name in enumerate(names, 1)):
            hint = f"write one of {', '.join(f'{n}:' for n in names)} or a place from 1: to {len(names)}:"
            raise click.UsageError(f"--set '{text}' is for a scenario that is not named here; {hint}")
    return [
        load(name, [own for own, where in map(_addressed, overrides) if not where or _is_for(where, name, place)])
        for place, name in enumerate(names, 1)
    ]


def _addressed(text: str) -> tuple[str, str]:
    """NAME=VALUE, and the scenario that stands before it; a variable's name has no colon."""
    left, equals, value = text.partition("=")
    where, colon, name = left.rpartition(":")
    return (f"{name}{equals}{value}", where.strip()) if colon else (text, "")


def _is_for(where: str, name: str, place: int) -> bool:
    return where in (name, str(place))
