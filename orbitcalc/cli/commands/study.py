"""`orbitcalc study`: the analyses that a file lists."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orbitcalc.cli.ensembles import jobs_option
from orbitcalc.cli.options import output_options
from orbitcalc.cli.output import Output
from orbitcalc.errors import OrbitcalcError

if TYPE_CHECKING:
    from orbitcalc.report.document import Document
    from orbitcalc.report.renderers import Medium
    from orbitcalc.study.plan import Study
    from orbitcalc.study.work import Outcome

IS_STALE = 1
"""Exit code of --check when an analysis is to be computed."""


class InterruptedStudyError(OrbitcalcError):
    """The interruption of a study, and the command that continues it."""

    exit_code = 130


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
    from orbitcalc.study import work

    study, target = _planned(name, folder, only)
    if check:
        outcome = work.check(study, target, _medium(study))
        out.show(_document(outcome))
        if outcome.stale:
            raise click.exceptions.Exit(IS_STALE)
        return
    workers = {"jobs": jobs, "cluster": cluster}
    try:
        outcome = work.run(study, target, _medium(study), workers=workers, only=only, again=again, say=out.say)
    except (KeyboardInterrupt, click.Abort) as error:
        raise InterruptedStudyError(
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


def _planned(name: str, folder: str | None, only: tuple[str, ...]) -> tuple[Study, Path]:
    """The study of a file and its output folder."""
    from orbitcalc.cli.verbs import study_verbs
    from orbitcalc.errors import did_you_mean
    from orbitcalc.study.plan import plan
    from orbitcalc.study.shipped import study_text

    group = click.get_current_context().find_root().command
    assert isinstance(group, click.Group)
    text, base, results = study_text(name)
    study = plan(text, study_verbs(group), base)
    names = [item.name for item in study.analyses]
    for item in only:
        if item not in names:
            raise click.UsageError(f"--only '{item}' is no analysis; {did_you_mean(item, names) or ', '.join(names)}")
    return study, Path(folder) if folder else results


def _medium(study: Study) -> Medium:
    """What made the index page: the same text for the same results."""
    from orbitcalc.cli.provenance import provenance
    from orbitcalc.report.renderers import Medium

    return Medium(made=partial(provenance, ["orbitcalc", "study", study.path]))


def _document(outcome: Outcome) -> Document:
    from orbitcalc.report.document import Table, table_document

    columns = ("analysis", "verb", "state", "reason", "files")
    rows = [
        [
            item.name,
            item.verb,
            item.state,
            item.reason,
            " ".join(name for name in item.files if not name.endswith(".meta.json")),
        ]
        for item in outcome.states
    ]
    return table_document("study", "Study", lambda: Table(columns, rows, prose="reason"))
