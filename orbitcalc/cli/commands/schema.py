"""`orbitcalc schema`: the JSON Schema of scenario files, for editors."""

from __future__ import annotations

import click

from orbitcalc.cli.options import output_options
from orbitcalc.cli.output import Output


@click.command("schema", short_help="JSON Schema of scenario files, for editors.")
@output_options(default="json")
def command(out: Output) -> None:
    """Write the JSON Schema of scenario files: any editor that knows TOML schemas completes and checks with it.

    \b
    Examples:
      orbitcalc schema -o orbitcalc.schema.json
    """
    from orbitcalc.report.views.catalogue import schema_document
    from orbitcalc.scenario.schema import schema

    out.show(schema_document(schema()))
