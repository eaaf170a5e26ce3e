"""A study file from Python, with the verbs of the command line."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from orbitcalc.errors import ScenarioError

if TYPE_CHECKING:
    from orbitcalc.study.work import Outcome


def run_study(
    path: str | Path,
    folder: str | Path | None = None,
    *,
    check: bool = False,
    only: Collection[str] = (),
    again: bool = False,
    jobs: int = 1,
    cluster: str = "",
) -> Outcome:
    """Compute the analyses of a study file that are stale, and write its index page.

    Parameters
    ----------
    path : str or Path
        The file, or the name of a shipped one.
    folder : str or Path, optional
        Where the results go; a folder beside the file by default.
    check : bool
        Whether to say what is stale and compute nothing.
    only : collection of str
        The analyses to consider; all of them by default.
    again : bool
        Whether those that are up to date are computed too.
    jobs, cluster : int, str
        Processes at work [1], or the address of a scheduler, for the verbs that take them.

    Returns
    -------
    Outcome
        The state of each analysis: name, verb, state, reason, files, exit code of the verb.

    Raises
    ------
    ScenarioError
        With everything that is wrong with the file, or with the analyses that failed, once the others are done.
    """
    from orbitcalc.cli.program import program
    from orbitcalc.cli.verbs import medium, planned
    from orbitcalc.study import work

    study, target = planned(program, str(path), folder, only)
    if check:
        return work.check(study, target, medium(study))
    workers = {"jobs": jobs, "cluster": cluster}
    outcome = work.run(study, target, medium(study), workers=workers, only=only, again=again)
    if outcome.problems:
        raise ScenarioError(outcome.problems)
    return outcome
