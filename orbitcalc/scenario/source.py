"""TOML text, and the place of each key in it.

tomllib says what a valid file holds but not where; `locate` finds the line and column of each key, so that an error
about a value can point at it. A file is untrusted: it is read within limits and in a time linear in its size.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from orbitcalc.errors import Problem, ScenarioError
from orbitcalc.printable import visible
from orbitcalc.regular import read_regular
from orbitcalc.scenario.frozen import FrozenDict, frozen

Places = dict[tuple[str, ...], tuple[int, int]]
"""The line and column of each key path, counted from 1."""

_WORD = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_HEADER = re.compile(r"\s*\[\[?([^\[\]]+)\]\]?\s*(?:#.*)?$")
_KEY = re.compile(rf"\s*({_WORD}(?:\s*\.\s*{_WORD})*)\s*=")
_UNQUOTED = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=\s*([+-]?\d[\d.eE+-]*\s+[A-Za-z][^\"'#]*)(?:#.*)?$")
_VALUE = re.compile(rf"""{_WORD}(?:\s*\.\s*{_WORD})*\s*=\s*("(?:\\.|[^"\\])*"|'[^']*'|[^\s#][^#]*?)\s*(?:#.*)?$""")
_POSITION = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")
_STRING = re.compile(r'"(?:\\.|[^"\\])*(?:"|$)|\'[^\']*(?:\'|$)')
MOST_BYTES = 2_000_000
"""Largest file that is read [byte]; the largest shipped one has a hundredth of it."""

MOST_KEYS = 20_000
"""Most keys of a document [1]; a resolved scenario has about two thousand."""

_FENCES = ('"""', "'''")


@dataclass(frozen=True)
class Text:
    """A TOML document: its name, its lines, its data, and the line and column of each key path."""

    name: str
    lines: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=FrozenDict)
    places: Mapping[tuple[str, ...], tuple[int, int]] = field(default_factory=FrozenDict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "data", frozen(self.data))
        object.__setattr__(self, "places", frozen(self.places))

    def place(self, *path: str, value: bool = False) -> str:
        """`file:line:column` of a key path, of the nearest table around it, or of the first key below it.

        With `value` the column is that of the value, where it is on the line of its key.
        """
        around = (path[:length] for length in range(len(path), 0, -1) if path[:length] in self.places)
        below = (place for place in self.places if place[: len(path)] == path)
        nearest = next(around, None) or next(below, None)
        if nearest is None:
            return self.name
        line, column, _ = self._mark(nearest, value)
        return f"{self.name}:{line}:{column}"

    def excerpt(self, *path: str, value: bool = False) -> str:
        """The line of a key path, with a mark under the key or its value; empty if the path has no line of its own."""
        if path not in self.places:
            return ""
        line, column, wide = self._mark(path, value)
        indent = len(visible(self.lines[line - 1][: column - 1]))
        return f"{quoted(self.lines, line)}\n       | {' ' * indent}{'^' * wide}"

    def _mark(self, path: tuple[str, ...], value: bool) -> tuple[int, int, int]:
        """The line, column and width of a key, or of the value behind it."""
        line, column = self.places[path]
        given = _VALUE.match(self.lines[line - 1], column - 1) if value else None
        return (line, given.start(1) + 1, len(given[1])) if given else (line, column, len(path[-1]))


def quoted(lines: tuple[str, ...], number: int) -> str:
    """A line of a document as messages quote it, after its number; empty if there is no such line."""
    text = lines[number - 1].rstrip() if 0 < number <= len(lines) else ""
    return f"  {number:>4} | {visible(text)}" if text else ""


def shipped_folder() -> Traversable:
    """The folder of the shipped scenarios: in the package when installed, beside it in a clone."""
    inside = files("orbitcalc").joinpath("scenarios")
    return inside if inside.is_dir() else Path(__file__).parents[2] / "scenarios"


def parse(text: str, name: str) -> Text:
    """A document from its text.

    Raises
    ------
    ScenarioError
        With line and column, if the text is not TOML 1.0.
    """
    lines = tuple(text.split("\n"))
    if len(text) > MOST_BYTES:
        raise too_large(name)
    places, repeated = locate(lines)
    if len(places) > MOST_KEYS:
        raise ScenarioError(f"the file has more than {MOST_KEYS:,} keys", name)
    try:
        return Text(name, lines, tomllib.loads(text), places)
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError([_syntax_problem(str(error), name, lines, repeated)]) from error
    except RecursionError as error:
        raise ScenarioError("the file is nested too deeply", name, "a value is at most a table of lists") from error
    except ValueError as error:  # a whole number of thousands of digits
        raise ScenarioError("a number of the file has too many digits", name, "write it as 1e9") from error


def too_large(name: str) -> ScenarioError:
    """The error for a document of more than `MOST_BYTES`."""
    return ScenarioError(
        f"the file has more than {MOST_BYTES / 1e6:g} MB", name, "scenario files usually have a few kilobytes"
    )


def read(path: Path) -> Text:
    """A document from a regular file; a device or a pipe is refused and not waited for.

    Raises
    ------
    ScenarioError
        If the file cannot be read, is too large, is not UTF-8, or is not TOML 1.0.
    """
    try:
        content = read_regular(path, MOST_BYTES)
    except IsADirectoryError as error:
        raise ScenarioError(f"{path} is a directory", hint="name a scenario file in it") from error
    except OSError as error:
        hint = f"give it to standard input: orbitcalc run - < {path}" if path.is_fifo() else ""
        raise ScenarioError(f"cannot read {path}: {error.strerror}", hint=hint) from error
    if len(content) > MOST_BYTES:
        raise too_large(str(path))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ScenarioError("the file is not UTF-8 text", str(path), "save it as UTF-8") from error
    return parse(text.replace("\r\n", "\n"), str(path))


def locate(lines: tuple[str, ...]) -> tuple[Places, list[tuple[int, str]]]:
    """The place of each key path, and the line and key of each path that is there for the second time."""
    places: Places = {}
    repeated: list[tuple[int, str]] = []
    seen: set[tuple[str, ...]] = set()  # of the current item of a list of tables
    table: tuple[str, ...] = ()
    fence, depth = "", 0  # the end of a text of several lines, and the brackets open in a list of several lines
    for number, line in enumerate(lines, start=1):
        if fence:
            fence = "" if fence in line else fence
            continue
        if depth > 0:
            depth += _depth(line)
            continue
        header = _HEADER.match(line)
        match = header or _KEY.match(line)
        if not match:
            continue
        path = (() if header else table) + _keys(match[1])
        if line.lstrip().startswith("[["):
            seen = {item for item in seen if item[: len(path)] != path}
        elif path in seen:
            repeated.append((number, path[-1]))
        seen.add(path)
        places.setdefault(path, (number, match.start(1) + 1 + len(match[1]) - len(match[1].lstrip())))
        if header:
            table = path
        else:
            fence, depth = _opened(line[match.end() :])
    return places, repeated


def _keys(text: str) -> tuple[str, ...]:
    """The keys of a dotted path."""
    return tuple(part.strip().strip("\"'") for part in text.split("."))


def _opened(value: str) -> tuple[str, int]:
    """What a value leaves open at the end of its line: the fence of a text, or a number of brackets."""
    fence = next((mark for mark in _FENCES if value.count(mark) == 1), "")
    return fence, 0 if fence else max(0, _depth(value))


def _depth(text: str) -> int:
    """Opening brackets less closing ones, strings and comments left out."""
    bare = _STRING.sub("", text).split("#")[0]
    return sum(bare.count(mark) for mark in "[{") - sum(bare.count(mark) for mark in "]}")


def _syntax_problem(message: str, name: str, lines: tuple[str, ...], repeated: list[tuple[int, str]]) -> Problem:
    """A TOML error with a way to fix it."""
    position = _POSITION.search(message)
    line, column = (int(position[1]), int(position[2])) if position and position[1] else (_last(lines), 1)
    reason = _POSITION.sub("", message).strip()
    hint = "see https://toml.io/en/v1.0.0 for the syntax"
    twice = any(word in message for word in ("overwrite", "twice", "Duplicate"))
    if twice and repeated:
        (line, key), column = repeated[0], 1
        reason, hint = f"'{key}' is set for the second time", "keep one of the two"
    elif 0 < line <= len(lines) and (unquoted := _UNQUOTED.match(lines[line - 1])):
        hint = f'a value with its unit needs quotes: {unquoted[1]} = "{unquoted[2].strip()}"'
    elif inline := next((n for n, text in enumerate(lines[:line], start=1) if _opens_inline_table(text)), 0):
        line, column, key = inline, 1, lines[inline - 1].split("=")[0].strip()
        reason = f"the inline table of '{key}' has several lines, which TOML 1.0 does not allow"
        hint = f"write it on one line, or as a separate table: [{key}]"
    return Problem(f"{name}:{line}:{column}", f"not valid TOML: {reason}", hint, quoted(lines, line))


def _last(lines: tuple[str, ...]) -> int:
    """The number of the last line with text, at least 1."""
    return max((number for number, line in enumerate(lines, start=1) if line.strip()), default=1)


def _opens_inline_table(line: str) -> bool:
    bare = _STRING.sub("", line).split("#")[0]
    return "=" in bare and bare.count("{") > bare.count("}")
