"""`orbitcalc init`: a scenario file to start from."""

from __future__ import annotations

import json
from pathlib import Path

import click

from orbitcalc.cli.options import load
from orbitcalc.cli.output import Output, write_file
from orbitcalc.regular import holds

SCHEMA = "orbitcalc.schema.json"


@click.command("init", short_help="Write a commented scenario file to start from.")
@click.argument("name", default="mine", metavar="[NAME]")
@click.option(
    "--from", "parent", default="baseline", show_default=True, metavar="SCENARIO", help="The scenario that it extends."
)
@click.option("--force", is_flag=True, help="Overwrite existing files.")
@click.option("-q", "--quiet", is_flag=True, help="No remarks on standard error.")
def command(name: str, parent: str, force: bool, quiet: bool) -> None:
    """Write NAME.toml, which extends a scenario, and a schema with which editors complete and check it.

    \b
    Examples:
      orbitcalc init mine
      orbitcalc init cheap --from google-1gw
    """
    path = Path(name if name.endswith(".toml") else f"{name}.toml")
    out = Output(path=str(path), force=force, quiet=quiet)
    from orbitcalc.scenario.starter import starter

    scenario = load(parent)
    write_file(path, starter(scenario, _named_from(parent, path), path.stem, SCHEMA))
    kept = _write_schema(path.with_name(SCHEMA), force)
    out.say(f"wrote {path} and {kept}   (edit, then: orbitcalc run {path})")


def _named_from(parent: str, path: Path) -> str:
    """The parent as the new file names it: a file by its path from there."""
    if not Path(parent).is_file():
        return parent
    import os

    return Path(os.path.relpath(parent, path.parent)).as_posix()


def _write_schema(path: Path, force: bool) -> str:
    """Write the schema; one that differs is kept unless --force."""
    from orbitcalc.scenario.schema import schema

    text = json.dumps(schema(), indent=1) + "\n"
    if path.exists() and not force and not holds(path, text.encode()):
        return f"kept {path.name}, which differs (--force replaces it)"
    write_file(path, text)
    return path.name
