"""`orbitcalc study`: the analyses that a file lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orbitcalc.cli.ensembles import jobs_option
from orbitcalc.cli.failure import InterruptedWorkError
from orbitcalc.cli.options import output_options
from orbitcalc.cli.output import Output

if TYPE_CHECKING:
    from orbitcalc.document import Document
    from orbitcalc.study.work import Outcome

IS_STALE = 1
"""Exit code of --check when an analysis is to be computed."""


@click.command(
    "study", short_help="The analyses that a study file lists: what has changed is computed, with an index page."
)
@click.argument("name", metavar="STUDY")
@click.option("--check", is_flag=True, help="Say what is stale and compute nothing; exit code 1 if something is.")
@click.option(
    "-o", "--output", "folder", metavar="DIR", help="Where the results go.  [default: NAME-results beside the file]"
)
@click.option("--only", multiple=True, metavar="ANALYSIS", help="Consider this analysis alone; repeatable.")
@click.option("--again", is_flag=True, help="Compute what is up to date, too.")
@jobs_option
@click.option("--cluster", metavar="ADDRESS", help="A dask.distributed scheduler for the analyses that take one.")
@output_options(file=False)
def command(
    name: str,
    check: bool,
    folder: str | None,
    only: tuple[str, ...],
    again: bool,
    jobs: int,
    cluster: str | None,
    out: Output,
) -> None:
    """Compute the analyses of a study file whose inputs, options or program have changed, and write an index page.

    STUDY is a TOML file or the name of a shipped one ('orbitcalc list study-files'). An interrupted study
    continues with the analyses that are not finished.

    \b
    Examples:
      orbitcalc study mine.toml
      orbitcalc study mine.toml --check
      orbitcalc study google-1gw-sensitivity -o results -j 2
    """
    from orbitcalc.cli.verbs import medium, planned
    from orbitcalc.study import work

    group = click.get_current_context().find_root().command
    assert isinstance(group, click.Group)
    study, target = planned(group, name, folder, only)
    if check:
        outcome = work.check(study, target, medium(study))
        out.show(_document(outcome))
        if outcome.stale:
            raise click.exceptions.Exit(IS_STALE)
        return
    workers = {"jobs": jobs, "cluster": cluster}
    try:
        outcome = work.run(study, target, medium(study), workers=workers, only=only, again=again, say=out.say)
    except (KeyboardInterrupt, click.Abort) as error:
        raise InterruptedWorkError(
            f"interrupted; what is finished is kept: orbitcalc study {name} continues"
        ) from error
    out.show(_document(outcome))
    out.say(f"see {target / 'index.html'}")
    _end(outcome)


def _end(outcome: Outcome) -> None:
    """Stop with the problems of analyses that failed, or with the largest exit code of those that did not."""
    from orbitcalc.errors import ScenarioError

    if outcome.problems:
        raise ScenarioError(outcome.problems)
    if outcome.code:
        raise click.exceptions.Exit(outcome.code)


def _document(outcome: Outcome) -> Document:
    """The states of the analyses; people see reasons where there are any, and no file that describes another."""
    from orbitcalc.document import Table, table_document

    columns = ("analysis", "verb", "state", "reason", "files")

    def rows() -> Table:
        return Table(columns, [[item.name, item.verb, item.state, item.reason, item.files] for item in outcome.states])

    def shown() -> Table:
        reason = "reason" if any(item.reason for item in outcome.states) else ""
        kept = [name for name in columns if name in ("analysis", "verb", "state", "files", reason)]
        listed = [" ".join(name for name in item.files if not name.endswith(".meta.json")) for item in outcome.states]
        records = [record | {"files": names} for record, names in zip(rows().records(), listed, strict=True)]
        return Table(tuple(kept), [[record[name] for name in kept] for record in records], prose=reason)

    return table_document("study", "Study", rows, shown)
