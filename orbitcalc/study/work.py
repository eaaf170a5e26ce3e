"""Run a study: the analyses whose key has changed, each recorded when it is done, then the index page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from orbitcalc.charts.chart import Chart, picture
from orbitcalc.document.renderers import Medium, render
from orbitcalc.errors import InputError, OrbitcalcError, Problem, ScenarioError
from orbitcalc.regular import holds
from orbitcalc.study.keys import key_of
from orbitcalc.study.page import index, parts
from orbitcalc.study.places import INDEX, beneath, digest_of
from orbitcalc.study.plan import Analysis, Study
from orbitcalc.study.results import Record, prepare, read_record, recorded, staleness, write_record
from orbitcalc.study.verb import Shown
from orbitcalc.whole import write_whole

FRESH, DONE, STALE, FAILED = "up to date", "computed", "stale", "failed"
"""States of an analysis after a run or a check."""

USER_CODES = (2, 4)
"""Exit codes of errors that concern one analysis alone; the others are computed nevertheless."""


@dataclass(frozen=True)
class State:
    """An analysis after a run or a check: its state, the reason, its files, and the exit code of its verb."""

    name: str
    verb: str
    state: str
    reason: str = ""
    files: tuple[str, ...] = ()
    code: int = 0


@dataclass(frozen=True)
class Outcome:
    """The states of a study's analyses, and what went wrong in those that failed."""

    states: tuple[State, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def stale(self) -> bool:
        """Whether anything is to be computed."""
        return any(item.state in (STALE, FAILED) for item in self.states)

    @property
    def code(self) -> int:
        """The largest exit code of a verb."""
        return max((item.code for item in self.states), default=0)


@dataclass
class Standing:
    """The record of each analysis of a study, and why it is stale; empty where it is not."""

    records: dict[str, Record | None]
    stale: dict[str, str]

    @classmethod
    def of(cls, study: Study, folder: Path) -> Standing:
        records = {item.name: read_record(folder, item.name) for item in study.analyses}
        return cls(records, {item.name: staleness(records[item.name], key_of(item), folder) for item in study.analyses})

    def state(self, analysis: Analysis, state: str = "") -> State:
        """The state of an analysis: the given one, or whether it is stale."""
        record, reason = self.records[analysis.name], self.stale[analysis.name]
        files = tuple(record.files) if record else ()
        state = state or (STALE if reason else FRESH)
        return State(analysis.name, analysis.verb.name, state, reason, files, record.code if record else 0)


def check(study: Study, folder: Path, made: Medium) -> Outcome:
    """What is stale; nothing is computed and nothing written."""
    standing = Standing.of(study, folder)
    states = [standing.state(item) for item in study.analyses]
    if not any(standing.stale.values()):
        pages = _pages(study, standing, made)
        old = [name for name, text in pages.items() if not holds(folder / name, text.encode())]
        states += [State(name, "index", STALE, "it is missing or was changed") for name in old]
    return Outcome(tuple(states))


def run(
    study: Study,
    folder: Path,
    made: Medium,
    *,
    workers: Mapping[str, object],
    only: Collection[str] = (),
    again: bool = False,
    say: Callable[[str], None] = lambda text: None,
) -> Outcome:
    """Compute what is stale and write the index page.

    Parameters
    ----------
    workers : mapping
        The values of "jobs" and "cluster", for verbs that take them.
    only : collection of str
        The analyses to consider; all of them by default.
    again : bool
        Whether those that are up to date are computed too.
    say : callable
        Takes a remark.

    Raises
    ------
    InputError
        If the folder cannot be the study's.
    """
    prepare(folder)
    standing = Standing.of(study, folder)
    for name in recorded(folder):
        if name not in standing.records:
            say(f"note: '{name}' is no longer in the study; its files stay")
    todo = [item for item in study.analyses if (standing.stale[item.name] or again) and (not only or item.name in only)]
    states: dict[str, State] = {}
    problems: list[Problem] = []
    for number, item in enumerate(todo, 1):
        say(f"{number} of {len(todo)}: {item.name}")
        states[item.name] = _attempt(item, folder, workers, standing, problems)
    for name, text in _pages(study, standing, made).items():
        if not holds(folder / name, text.encode()):
            write_whole(beneath(folder, name), text)
    return Outcome(tuple(states.get(item.name) or standing.state(item) for item in study.analyses), tuple(problems))


def _attempt(
    analysis: Analysis, folder: Path, workers: Mapping[str, object], standing: Standing, problems: list[Problem]
) -> State:
    """Compute an analysis; where its own input is wrong, say so and keep what there was."""
    try:
        standing.records[analysis.name] = _computed(analysis, folder, workers)
        standing.stale[analysis.name] = ""
        return standing.state(analysis, DONE)
    except OrbitcalcError as error:
        if error.exit_code not in USER_CODES:
            raise
        own = _problems(analysis, error)
        problems += own
        standing.stale[analysis.name] = f"it failed: {own[0].message}"
        return standing.state(analysis, FAILED)


def _computed(analysis: Analysis, folder: Path, workers: Mapping[str, object]) -> Record:
    """Run the verb, write its files, and record them."""
    key = key_of(analysis)
    ways = [f"--{name}={workers[name]}" for name in sorted(analysis.verb.workers) if workers.get(name)]
    command = ["orbitcalc", analysis.verb.name, *analysis.command()]
    shown = analysis.verb.perform([*analysis.command(analysis.names), *ways], command)
    chart = _drawing(analysis, shown)
    names = _files(analysis, shown, chart, folder)
    record = Record(
        key, {name: digest_of(folder, name) for name in names}, shown.code, shown.remarks, parts(shown, analysis, chart)
    )
    write_record(folder, analysis.name, record)
    return record


def _drawing(analysis: Analysis, shown: Shown) -> Chart | None:
    """The drawing of an analysis, with the name of its file; None where there is none and none is asked for."""
    entry = analysis.entry
    try:
        drawn = shown.document.figure() if shown.document and shown.document.figure else None
    except ScenarioError:
        if entry.figure:
            raise
        return None
    if entry.figure and drawn is None:
        raise InputError(f"'{analysis.verb.name}' draws no figure with these options", "leave figure out")
    return replace(drawn, file=entry.figure or f"{entry.name}.svg") if drawn else None


def _files(analysis: Analysis, shown: Shown, chart: Chart | None, folder: Path) -> list[str]:
    """Write the files of an analysis; their names."""
    output, names = analysis.entry.output, []
    if chart:
        names.append(chart.file)
        write_whole(beneath(folder, chart.file), picture(chart.svg, chart.file))
    if output:
        beside = f"{output}.meta.json"
        beneath(folder, beside)
        shown.save(beneath(folder, output), analysis.form)
        names += [output, *([beside] if analysis.form == "csv" and (folder / beside).is_file() else [])]
    return names


def _problems(analysis: Analysis, error: OrbitcalcError) -> list[Problem]:
    """The problems of an analysis that failed, at its place."""
    if isinstance(error, ScenarioError):
        rows: Sequence[tuple[str, str]] = [(item.message, item.hint) for item in error.problems]
    else:
        rows = [(getattr(error, "message", str(error)), getattr(error, "hint", ""))]
    return [analysis.entry.problem(f"{analysis.name}: {message}", hint) for message, hint in rows]


def _pages(study: Study, standing: Standing, made: Medium) -> dict[str, str]:
    """The texts of the index page, by file."""
    document = index(study, standing.records, standing.stale)
    return {name: render(document, name.rpartition(".")[2], made) for name in INDEX}
