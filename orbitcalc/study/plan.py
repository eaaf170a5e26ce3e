"""From a study file to analyses that can be run: verbs, arguments, scenarios and files, all checked together."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from orbitcalc.charts.chart import ending_of
from orbitcalc.errors import MissingExtraError, Problem, ScenarioError, did_you_mean
from orbitcalc.scenario import Scenario
from orbitcalc.study.file import Entry, StudyText
from orbitcalc.study.inputs import addressed, path_of, scenarios_of
from orbitcalc.study.options import arguments_of, text_of
from orbitcalc.study.places import wrong_name
from orbitcalc.study.verb import Verb

ENDINGS = {"txt": "table"}
"""The formats of endings that are not the format's own name."""


@dataclass(frozen=True)
class Analysis:
    """One analysis, ready to run.

    `arguments` are those of the verb but for scenarios and overrides; `scenarios` the resolved scenarios, with what
    each of them is on the command line in `names`.
    """

    entry: Entry
    verb: Verb
    names: tuple[str, ...]
    arguments: tuple[str, ...]
    scenarios: tuple[Scenario, ...]

    @property
    def name(self) -> str:
        return self.entry.name

    @property
    def settings(self) -> list[str]:
        """The overrides as arguments of the command line."""
        keys = {key: addressed(self.entry, self.verb, key) for key in self.entry.overrides}
        names = {key: f"{where}:{name}" if where else name for key, (where, name) in keys.items()}
        pairs = [f"{names[key]}={text_of(value)}" for key, value in self.entry.overrides.items()]
        return [token for pair in pairs for token in ("--set", pair)]

    @property
    def form(self) -> str:
        """The format of the output, by its ending; empty without an output."""
        ending = self.entry.output.rpartition(".")[2]
        return ENDINGS.get(ending, ending)

    def command(self, names: Sequence[str] = ()) -> list[str]:
        """The command that does the same: verb, scenarios, options; with these names in place of the file's own."""
        return [*(names or self.entry.scenarios), *self.arguments, *self.settings]

    @property
    def line(self) -> str:
        """The command as a shell takes it, from the folder of the study file."""
        return shlex.join(["orbitcalc", self.verb.name, *self.command()])


@dataclass(frozen=True)
class Study:
    """A study file that can be run: its texts and analyses."""

    path: str
    title: str
    note: str
    analyses: tuple[Analysis, ...]


def plan(text: StudyText, verbs: Mapping[str, Verb], folder: Path) -> Study:
    """The study of a file; scenarios by path lie beneath `folder`, that of the file.

    Raises
    ------
    ScenarioError
        With everything that is wrong with the file.
    """
    problems = list(text.problems)
    analyses = [item for entry in text.entries if (item := _analysis(entry, verbs, folder, problems))]
    _refuse_shared_files(text.entries, problems)
    if problems:
        raise ScenarioError(sorted(problems, key=_order))
    return Study(text.path, text.title, text.note, tuple(analyses))


def _order(problem: Problem) -> tuple[int, int]:
    """Line and column."""
    numbers = [int(part) for part in problem.where.split(":")[-2:] if part.isdecimal()]
    return (numbers[0], numbers[1]) if len(numbers) == 2 else (0, 0)


def _analysis(entry: Entry, verbs: Mapping[str, Verb], folder: Path, problems: list[Problem]) -> Analysis | None:
    verb = verbs.get(entry.verb)
    if verb is None:
        if entry.verb:
            hint = did_you_mean(entry.verb, verbs) or f"take one of {', '.join(verbs)}"
            problems.append(entry.problem(f"no verb '{entry.verb}' that analyses scenarios", hint, "verb"))
        return None
    problems += [*_wrong_files(entry, verb), *_wrong_scenarios(entry, verb)]
    arguments = arguments_of(entry, verb, problems)
    names = tuple(path_of(name, folder) for name in entry.scenarios)
    scenarios = scenarios_of(entry, verb, folder, problems)
    return Analysis(entry, verb, names, tuple(arguments), tuple(scenarios))


def _wrong_files(entry: Entry, verb: Verb) -> Iterator[Problem]:
    for key, name in (("figure", entry.figure), ("output", entry.output)):
        message, hint = wrong_name(name) if name else ("", "")
        if message:
            yield entry.problem(message, hint, key)
    ending = entry.output.rpartition(".")[2]
    if entry.output and ENDINGS.get(ending, ending) not in verb.formats:
        known = ", ".join(f".{name}" for name in sorted({"txt", *verb.formats} - {"table"}))
        yield entry.problem(f"'{verb.name}' has no format '{ending}'", f"take an ending of {known}", "output")
    if entry.figure and not verb.draws:
        yield entry.problem(f"'{verb.name}' draws no figure", "leave figure out", "figure")
    if entry.figure and verb.draws:
        yield from _wrong_picture(entry)


def _wrong_picture(entry: Entry) -> Iterator[Problem]:
    """A figure whose ending is none of a picture, or takes a converter that is not installed."""
    try:
        ending_of(entry.figure)
    except ScenarioError as error:
        yield entry.problem(error.problems[0].message, error.problems[0].hint, "figure")
    except MissingExtraError as error:
        yield entry.problem(str(error), "or let it end in .svg", "figure")


def _refuse_shared_files(entries: Sequence[Entry], problems: list[Problem]) -> None:
    """Report files that two analyses would write."""
    seen: set[str] = set()
    for entry in entries:
        for key, name in (("figure", entry.figure or f"{entry.name}.svg"), ("output", entry.output)):
            if name and name.casefold() in seen:
                problems.append(entry.problem(f"'{name}' is the file of another analysis", "take another name", key))
            seen.add(name.casefold())


def _wrong_scenarios(entry: Entry, verb: Verb) -> Iterator[Problem]:
    least, most = verb.scenarios
    count = len(entry.scenarios)
    if count < least or 0 <= most < count:
        wanted = f"{least}" if most == least else f"at least {least}"
        yield entry.problem(
            f"'{verb.name}' takes {wanted} scenario{'s' * (least > 1)}, not {count}", _list_hint(least), "scenario"
        )
    if entry.overrides and not verb.settable:
        yield entry.problem(f"'{verb.name}' takes no overrides", "leave them out", "overrides")


def _list_hint(count: int) -> str:
    return 'write scenario = ["google-1gw", "mccalip"]' if count > 1 else 'write scenario = "google-1gw"'
