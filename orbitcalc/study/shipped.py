"""The study files that come with the program."""

from __future__ import annotations

from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

from orbitcalc.document import Document, Table, table_document
from orbitcalc.errors import ScenarioError, did_you_mean
from orbitcalc.scenario import source
from orbitcalc.scenario.frozen import FrozenDict
from orbitcalc.study.file import StudyText, read, read_text

FOLDER = "study-files"
"""The folder of the shipped study files, beside the scenarios."""


@cache
def shipped_studies() -> FrozenDict[str, Traversable]:
    """The files of the shipped studies, by name."""
    items = source.shipped_folder().joinpath(FOLDER).iterdir()
    by_name = {item.name.removesuffix(".toml"): item for item in items if item.name.endswith(".toml")}
    return FrozenDict(sorted(by_name.items()))


def study_text(name: str) -> tuple[StudyText, Path, Path]:
    """A study file by the name of a shipped one or by path: its text, the folder of its scenarios, and of its results.

    Raises
    ------
    ScenarioError
        If there is none of that name, or it cannot be read.
    """
    if name in shipped_studies():
        text = source.parse(shipped_studies()[name].read_text(encoding="utf-8"), f"{name}.toml")
        return read_text(text), Path(), Path(f"{name}-results")
    if not (name.endswith(".toml") or "/" in name or Path(name).exists()):
        hint = did_you_mean(name, shipped_studies()) or "'orbitcalc list study-files' shows them; a file ends in .toml"
        raise ScenarioError(f"no study file '{name}'", hint=hint)
    path = Path(name)
    return read(path), path.parent, path.with_name(f"{path.stem}-results")


def study_files_document() -> Document:
    """The shipped study files: name, analyses and title."""
    columns = ("name", "analyses", "title")

    def rows() -> Table:
        texts = {name: study_text(name)[0] for name in shipped_studies()}
        return Table(columns, [[name, len(text.entries), text.title] for name, text in texts.items()], prose="title")

    return table_document("study-files", "Study files", rows)
