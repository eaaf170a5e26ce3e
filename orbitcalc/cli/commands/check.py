"""`orbitcalc check`: validate without evaluating."""

from __future__ import annotations

import click

from orbitcalc.cli.options import load, output_options
from orbitcalc.cli.output import Output


@click.command("check", short_help="Validate scenario files; all errors of all files.")
@click.argument("names", metavar="FILE...", nargs=-1, required=True)
@output_options()
def command(names: tuple[str, ...], out: Output) -> None:
    """Validate scenario files: syntax, names, units, bounds, distributions, parents; all errors in one go.

    \b
    Examples:
      orbitcalc check mine.toml
      orbitcalc check scenarios/*.toml
    """
    from orbitcalc.analysis.studies.published import printed_figures
    from orbitcalc.errors import Problem, ScenarioError

    good: list[dict[str, str]] = []
    problems: list[Problem] = []
    for name in names:
        try:
            scenario = load(name)
            printed_figures(scenario)
        except ScenarioError as error:
            problems += error.problems
            count = len(error.problems)
            out.say(f"{name}: {count} error{'s' if count > 1 else ''}")
            continue
        good.append({"file": name, "title": scenario.title, "hash": scenario.digest})
        for note in scenario.notes:
            out.say(f"{name}: note: {note}")
    if out.format == "json":
        out.write_json({"format": "orbitcalc.check/1", "ok": good, "errors": len(problems)})
    elif good:
        out.write("".join(f"{each['file']}: ok\n" for each in good))
    if problems:
        raise ScenarioError(problems)
