"""A study file: its texts and the analyses it lists, each with the place of everything in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from orbitcalc.errors import Problem, ScenarioError, did_you_mean
from orbitcalc.scenario import source
from orbitcalc.scenario.source import Places, Text, locate

SCHEMA = 1
"""Version of the format of study files."""

HEADER = ("schema", "title", "note", "analysis")
"""Keys of a study file."""

KEYS = ("name", "title", "note", "verb", "scenario", "overrides", "options", "figure", "output")
"""Keys of an analysis."""

REQUIRED = ("name", "title", "verb")
"""Keys that every analysis has."""

MOST_ANALYSES = 500
"""Most analyses of a study file."""

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
"""The name of an analysis, which its files have too."""

_ITEM = re.compile(r"\s*\[\[\s*analysis\s*\]\]")
_INLINE_KEY = re.compile(r"""[{,]\s*("[^"]*"|'[^']*'|[\w-]+)\s*=""")


@dataclass(frozen=True)
class Entry:
    """An analysis as its file has it: text by key, with the document in which its own keys have their places."""

    text: Text
    name: str
    title: str
    verb: str
    note: str = ""
    scenarios: tuple[str, ...] = ()
    overrides: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    figure: str = ""
    output: str = ""

    def problem(self, message: str, hint: str, *path: str) -> Problem:
        """A problem at a key of the analysis."""
        return problem_at(self.text, message, hint, *path)


@dataclass(frozen=True)
class StudyText:
    """A study file as it is written."""

    path: str
    title: str
    note: str
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def problem_at(text: Text, message: str, hint: str, *path: str) -> Problem:
    """A problem at a key of an analysis, with its line."""
    return Problem(text.place("analysis", *path), message, hint, text.excerpt("analysis", *path))


def read(path: Path) -> StudyText:
    """The study file of a path, with everything that is wrong with its form.

    Raises
    ------
    ScenarioError
        If it cannot be read or is not TOML.
    """
    return read_text(source.read(path))


def read_text(text: Text) -> StudyText:
    """A study from its document; `problems` lists what is wrong with its form."""
    problems = list(_header_problems(text))
    raw = text.data.get("analysis", ())
    items = raw if isinstance(raw, tuple) and all(isinstance(item, Mapping) for item in raw) else ()
    if len(items) > MOST_ANALYSES:
        raise ScenarioError(f"the study has more than {MOST_ANALYSES} analyses", text.name, "divide it into several")
    texts = _texts(text, len(items))
    entries = [_entry(own, item, problems) for own, item in zip(texts, items, strict=True)]
    _refuse_twice(entries, problems)
    title, note = (str(text.data.get(key, "")) for key in ("title", "note"))
    return StudyText(text.name, title, note, tuple(entries), tuple(problems))


def _header_problems(text: Text) -> list[Problem]:
    data = text.data
    wrong = [
        (key, f"unknown key '{key}'", did_you_mean(key, HEADER) or f"a study file has {', '.join(HEADER)}")
        for key in data
        if key not in HEADER
    ]
    if data.get("schema", SCHEMA) != SCHEMA:
        wrong.append(
            ("schema", f"schema {data['schema']!r} is not the one this version reads", f"write schema = {SCHEMA}")
        )
    for key in ("title", "note"):
        if not isinstance(data.get(key, ""), str):
            wrong.append((key, f"'{key}' is not a text", "write it in quotes"))
    if not data.get("title"):
        wrong.append(("title", "the study has no title", 'write title = "..." on its first line'))
    raw = data.get("analysis", ())
    if not (isinstance(raw, tuple) and raw and all(isinstance(item, Mapping) for item in raw)):
        wrong.append(("analysis", "the study lists no analysis", "write [[analysis]] and its keys below it"))
    return [Problem(text.place(key), message, hint, text.excerpt(key)) for key, message, hint in wrong]


def _texts(text: Text, count: int) -> list[Text]:
    """For each analysis the document with the places of that analysis alone."""
    starts = [number for number, line in enumerate(text.lines) if _ITEM.match(line)]
    if len(starts) != count:  # written another way: only the place of the list is known
        return [Text(text.name, text.lines, {}, {("analysis",): text.places.get(("analysis",), (1, 1))})] * count
    if not starts:
        return []
    ends = [*starts[1:], len(text.lines)]
    return [
        Text(text.name, text.lines, {}, _places(text.lines[:end], start))
        for start, end in zip(starts, ends, strict=True)
    ]


def _places(lines: tuple[str, ...], start: int) -> Places:
    """The place of each key of the analysis that begins on line `start`, those of tables on one line too."""
    places = {path: (line + start, column) for path, (line, column) in locate(lines[start:])[0].items()}
    for path in [path for path in places if path in (("analysis", "overrides"), ("analysis", "options"))]:
        line = places[path][0]
        for match in _INLINE_KEY.finditer(lines[line - 1]):
            places.setdefault((*path, match[1].strip("\"'")), (line, match.start(1) + 1))
    return places


def _entry(text: Text, item: Mapping[str, Any], problems: list[Problem]) -> Entry:
    """One analysis; a key with a wrong kind of value is reported and left out."""

    def report(key: str, message: str, hint: str) -> None:
        problems.append(problem_at(text, message, hint, key))

    for key in item:
        if key not in KEYS:
            report(key, f"unknown key '{key}'", did_you_mean(key, KEYS) or f"an analysis has {', '.join(KEYS)}")
    for key in REQUIRED:
        if item.get(key, "") == "":
            report(key, f"the analysis has no {key}", f'write {key} = "..."')
    texts = {key: item.get(key, "") for key in ("name", "title", "note", "verb", "figure", "output")}
    for key, value in texts.items():
        if not isinstance(value, str):
            report(key, f"'{key}' is not a text", "write it in quotes")
    texts = {key: value if isinstance(value, str) else "" for key, value in texts.items()}
    if texts["name"] and not NAME.fullmatch(texts["name"]):
        report(
            "name",
            f"'{texts['name']}' cannot name files",
            "letters, digits, - and _, at most 64, a letter or digit first",
        )
    tables = {key: item.get(key, {}) for key in ("overrides", "options")}
    for key, value in tables.items():
        if not isinstance(value, Mapping):
            report(key, f"'{key}' is not a table", f'write {key} = {{ name = "value" }}')
    tables = {key: value if isinstance(value, Mapping) else {} for key, value in tables.items()}
    return Entry(text, scenarios=_names(item.get("scenario", ()), report), **texts, **tables)


def _names(raw: Any, report: Any) -> tuple[str, ...]:
    """The scenarios of an analysis: a name or a list of names."""
    names: Sequence[Any] = (raw,) if isinstance(raw, str) else raw if isinstance(raw, tuple) else ()
    if not isinstance(raw, str | tuple) or not all(isinstance(name, str) and name for name in names):
        report("scenario", "'scenario' is not a name or a list of names", 'write scenario = "google-1gw"')
        return ()
    return tuple(names)


def _refuse_twice(entries: Sequence[Entry], problems: list[Problem]) -> None:
    """Report names that two analyses have, whatever their letter case."""
    seen: set[str] = set()
    for entry in entries:
        name = entry.name.casefold()
        if name and name in seen:
            problems.append(
                entry.problem(f"another analysis is called '{entry.name}'", "give it a name of its own", "name")
            )
        seen.add(name)
