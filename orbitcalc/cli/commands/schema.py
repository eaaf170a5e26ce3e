"""`orbitcalc schema`: the JSON Schemas of scenario files and of study files, for editors."""

from __future__ import annotations

import click

from orbitcalc.cli.options import output_options
from orbitcalc.cli.output import Output


@click.command("schema", short_help="JSON Schema of scenario files or study files, for editors.")
@click.option("--study", is_flag=True, help="The schema of study files.")
@output_options(default="json")
@click.pass_context
def command(ctx: click.Context, study: bool, out: Output) -> None:
    """Write the JSON Schema of scenario files: any editor that knows TOML schemas completes and checks with it.

    \b
    Examples:
      orbitcalc schema -o orbitcalc.schema.json
      orbitcalc schema --study -o study.schema.json
    """
    from orbitcalc.report.views.catalogue import schema_document

    if study:
        from orbitcalc.cli.verbs import study_verbs
        from orbitcalc.study.schema import schema as study_schema

        group = ctx.find_root().command
        assert isinstance(group, click.Group)
        out.show(schema_document(study_schema(study_verbs(group))))
    else:
        from orbitcalc.scenario.schema import schema

        out.show(schema_document(schema()))
