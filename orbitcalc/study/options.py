"""The options of an analysis as arguments of the command line, each checked at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from orbitcalc import model
from orbitcalc.errors import Problem, did_you_mean
from orbitcalc.study.file import Entry
from orbitcalc.study.verb import Option, Verb

VARIABLE = re.compile(r"\s*(?:max )?([a-z][a-z0-9_]*)")

MOST_TRIES = 50
"""Wrong options of one analysis that are looked for."""


def arguments_of(entry: Entry, verb: Verb, problems: list[Problem]) -> list[str]:
    """The options of an analysis as arguments; what is wrong with them is added to `problems`."""
    tokens: dict[str, list[str]] = {}
    for key, raw in entry.options.items():
        option = verb.options.get(key)
        try:
            if option is None:
                raise _WrongValueError(f"'{verb.name}' has no option '{key}' in a study", _nearest(key, verb))
            tokens[key] = _tokens(option, raw)
        except _WrongValueError as wrong:
            problems.append(entry.problem(wrong.message, wrong.hint, "options", key))
    problems += _refused(entry, verb, tokens)
    positional = [token for key, own in tokens.items() if not verb.options[key].flag for token in own]
    return positional + [token for key, own in tokens.items() if verb.options[key].flag for token in own]


class _WrongValueError(Exception):
    """A value that an option does not take, and how to fix it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def _nearest(key: str, verb: Verb) -> str:
    """How to fix an option that a verb has not."""
    if key in ("set", "overrides"):
        return 'write overrides = { name = "value" } beside options'
    if key in verb.kept:
        return "the study sets it: output and figure stand beside options, jobs and cluster on the command line"
    near = did_you_mean(key.replace("_", "-"), verb.options)
    return near or f"it has {', '.join(sorted(verb.options)) or 'none'}"


def _tokens(option: Option, raw: Any) -> list[str]:
    """An option with its value as arguments."""
    if option.switch:
        if not isinstance(raw, bool):
            raise _WrongValueError(f"'{option.name}' is a switch", f"write {option.name} = true")
        return [option.flag] if raw else []
    if isinstance(raw, Mapping):
        if not option.pairs:
            raise _WrongValueError(f"'{option.name}' takes no table", f'write {option.name} = "..."')
        values = [f"{name}={_value(item, option)}" for name, item in raw.items()]
    else:
        values = [_value(item, option) for item in (raw if isinstance(raw, tuple) else (raw,))]
    if len(values) > 1 and not option.repeated:
        raise _WrongValueError(f"'{option.name}' takes one value", f'write {option.name} = "{values[0]}"')
    _refuse_unknown_names(option, values)
    return [token for value in values for token in option.tokens(value)]


def _value(raw: Any, option: Option) -> str:
    """A value as text."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise _WrongValueError(f"'{option.name}' takes a text or a number", f'write {option.name} = "..."')
    if option.name == "case" and not re.fullmatch(r"[\w-]+", str(raw)):
        raise _WrongValueError(f"'{raw}' is not the name of a case", "take a shipped one: 'orbitcalc list cases'")
    if "\0" in str(raw) or (not option.flag and str(raw).startswith("-")):
        raise _WrongValueError(f"'{raw}' is no value of '{option.name}'", "leave out what is in front")
    return text_of(raw)


def text_of(raw: Any) -> str:
    """A value of a study file as the command line has it."""
    return raw if isinstance(raw, str) else repr(raw)


def _refuse_unknown_names(option: Option, values: Sequence[str]) -> None:
    """Refuse a value that begins with a name that is no variable."""
    graph = model.graph()
    for value in values if option.variable else ():
        match = VARIABLE.match(value)
        name = match[1] if match else value
        if name not in graph and name not in graph.aliases:
            raise _WrongValueError(
                f"unknown name '{name}'", graph.suggest(name) or "'orbitcalc params --all' lists the variables"
            )


def _refused(entry: Entry, verb: Verb, tokens: dict[str, list[str]]) -> Iterator[Problem]:
    """What the command line itself refuses of the options, one after the other."""
    left = dict(tokens)
    names = ["x"] * max(verb.scenarios[0], 1)
    for _ in range(MOST_TRIES):
        flat = [token for key in sorted(left, key=lambda key: bool(verb.options[key].flag)) for token in left[key]]
        refused = verb.check([*names, *flat])
        if refused is None:
            return
        path = ("options", refused.option) if refused.option in entry.options else ("options",)
        if refused.option not in entry.options or refused.option in left:
            yield entry.problem(
                f"{refused.option}: {refused.message}" if refused.option in left else refused.message,
                f"'orbitcalc {verb.name} --help' shows how",
                *path,
            )
        if refused.option not in left:
            return
        del left[refused.option]
